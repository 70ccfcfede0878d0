"""The rights that a worker gives up once its graph is open; each is tried, and told if it holds.

    no-network         no new socket: SERVICE fails before a packet is sent
    no-files           no byte can be written to a file; with seccomp none created or deleted
    no-programs        no other program can be started
    memory             so much address space above what the open graph takes
    cpu                so many seconds of processor time, where the parent fails to end a query
    dies-with-parent   the kernel ends this process when its parent ends

Linux gives all of them to every user. Elsewhere those that are missing are missing from the list.
"""

from __future__ import annotations

import ctypes
import math
import os
import signal
import sys
from collections.abc import Callable, Collection
from contextlib import suppress

from api.workers import seccomp
from api.workers.job import Limits

NICENESS = 10
"""Below the process that answers pages."""

_SET_PDEATHSIG = 1
_SPARE_CPU_SECONDS = 2


def die_with_parent(parent: int) -> list[str]:
    """Let the kernel end this process when its parent ends; ``parent`` is the pid it has."""
    if sys.platform != "linux":
        return []
    ctypes.CDLL(None, use_errno=True).prctl(_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:
        os._exit(0)  # it ended before the kernel was told
    return ["dies-with-parent"]


def confine(limits: Limits, guards: Collection[str] = ("seccomp",)) -> list[str]:
    """Give up rights, for good; return the names of what holds from now on.

    Without "seccomp" in ``guards``, or where the kernel has none, no further file or socket can
    be opened at all: what an open graph needs is open.
    """
    with suppress(OSError, AttributeError):  # there is none on Windows
        os.nice(NICENESS)
    held = [
        *(["memory"] if _holds(lambda: _bound_memory(limits)) else []),
        *(["cpu"] if _holds(lambda: bound_cpu(limits)) else []),
        *(["no-files"] if _holds(_bound_files) else []),
    ]
    if "seccomp" in guards and _holds(seccomp.install):
        return [*held, "no-network", "no-programs"]
    return [*held, *(["no-network"] if _holds(_close_descriptors) else [])]


def bound_cpu(limits: Limits) -> None:
    """Set the processor time that this process may reach, from now on; call before each query."""
    import resource

    used = resource.getrusage(resource.RUSAGE_SELF)
    most = math.ceil(used.ru_utime + used.ru_stime + limits.seconds) + _SPARE_CPU_SECONDS
    resource.setrlimit(resource.RLIMIT_CPU, (most, resource.getrlimit(resource.RLIMIT_CPU)[1]))


class AddressSpace:
    """How much address space this process has; readable when no more files can be opened."""

    def __init__(self) -> None:
        try:
            self._file: int | None = os.open("/proc/self/statm", os.O_RDONLY)
        except OSError:
            self._file = None

    def used(self) -> int:
        """Return it in bytes, 0 where the system does not say."""
        if self._file is None:
            return 0
        pages = int(os.pread(self._file, 100, 0).split()[0])
        return pages * os.sysconf("SC_PAGE_SIZE")


def _holds(step: Callable[[], None]) -> bool:
    try:
        step()
    except (OSError, ValueError, ImportError, AttributeError):
        return False  # the system does not have it
    return True


def _bound_files() -> None:
    """Allow no byte in any file; also no core file, which is as large as the memory."""
    import resource

    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _close_descriptors() -> None:
    import resource

    resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))


def _bound_memory(limits: Limits) -> None:
    import resource

    used = AddressSpace().used()
    if not used:
        raise OSError("the system does not say what is used")
    most = used + limits.memory_bytes
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
