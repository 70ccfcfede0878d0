"""The system calls that the kernel refuses a worker: network, writing files, new programs.

A filter of classic BPF, as seccomp(2) describes it, set without any privilege. Numbers are those
of the kernel's syscall tables. What is listed here fails with EPERM; calls whose arguments lie in
memory, where a filter can't look, fail with ENOSYS, and the C library falls back to those that
can be judged. All else goes on: the list names what a query could do harm with, it is no jail for
foreign machine code.
"""

from __future__ import annotations

import ctypes
import errno
import platform
import struct
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

_LOAD, _EQUAL, _AT_LEAST, _ANY_BIT, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_NUMBER, _ARCHITECTURE, _ARGUMENTS = 0, 4, 16  # offsets in struct seccomp_data
_ALLOW, _KILL, _ERRNO = 0x7FFF0000, 0x80000000, 0x00050000
_SET_NO_NEW_PRIVS, _SET_SECCOMP, _MODE_FILTER, _ALL_THREADS = 38, 22, 2, 1
_WRITING = 0o1 | 0o2 | 0o100 | 0o1000 | 0o2000  # O_WRONLY O_RDWR O_CREAT O_TRUNC O_APPEND
_CLONE_THREAD = 0x10000
_X32 = 0x40000000

_X86 = {
    "socket": 41, "connect": 42, "accept": 43, "bind": 49, "listen": 50, "socketpair": 53,
    "fork": 57, "vfork": 58, "execve": 59, "kill": 62, "truncate": 76, "rename": 82, "mkdir": 83,
    "rmdir": 84, "creat": 85, "link": 86, "unlink": 87, "symlink": 88, "chmod": 90, "fchmod": 91,
    "chown": 92, "fchown": 93, "lchown": 94, "ptrace": 101, "mknod": 133, "chroot": 161,
    "mount": 165, "umount2": 166, "setxattr": 188, "lsetxattr": 189, "fsetxattr": 190,
    "add_key": 248, "keyctl": 250, "mkdirat": 258, "mknodat": 259, "fchownat": 260, "unlinkat": 263,
    "renameat": 264, "linkat": 265, "symlinkat": 266, "fchmodat": 268, "unshare": 272,
    "accept4": 288, "perf_event_open": 298, "setns": 308, "process_vm_readv": 310,
    "process_vm_writev": 311, "renameat2": 316, "bpf": 321, "execveat": 322, "userfaultfd": 323,
    "io_uring_setup": 425, "pidfd_getfd": 438,
}  # fmt: skip
_ARM = {
    "socket": 198, "socketpair": 199, "bind": 200, "listen": 201, "accept": 202, "connect": 203,
    "accept4": 242, "execve": 221, "execveat": 281, "kill": 129, "truncate": 45, "mknodat": 33,
    "mkdirat": 34, "unlinkat": 35, "symlinkat": 36, "linkat": 37, "renameat": 38, "umount2": 39,
    "mount": 40, "chroot": 51, "fchmod": 52, "fchmodat": 53, "fchownat": 54, "fchown": 55,
    "setxattr": 5, "lsetxattr": 6, "fsetxattr": 7, "unshare": 97, "ptrace": 117, "add_key": 217,
    "keyctl": 219, "perf_event_open": 241, "setns": 268, "process_vm_readv": 270,
    "process_vm_writev": 271, "renameat2": 276, "bpf": 280, "userfaultfd": 282,
    "io_uring_setup": 425, "pidfd_getfd": 438,
}  # fmt: skip


@dataclass(frozen=True)
class Machine:
    """The numbers of one kind of processor; ``opens`` are calls with the place of their flags."""

    audit: int
    seccomp: int
    clone: int
    opens: Mapping[int, int]
    refused: Mapping[str, int]
    unseen: tuple[int, ...] = (435, 437)  # clone3, openat2


MACHINES = {
    "x86_64": Machine(0xC000003E, 317, 56, {2: 1, 257: 2}, _X86),
    "aarch64": Machine(0xC00000B7, 277, 220, {56: 2}, _ARM),
}


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_char_p))


def is_known() -> bool:
    """Tell whether there are numbers for this system."""
    return sys.platform == "linux" and platform.machine() in MACHINES


def install(code: bytes | None = None) -> None:
    """Set a filter for all threads, for good: that of a worker, or another; raises OSError."""
    if not is_known():
        raise OSError(errno.ENOSYS, "no system call numbers for this machine")
    machine = MACHINES[platform.machine()]
    code = program(machine) if code is None else code
    libc = ctypes.CDLL(None, use_errno=True)
    filter = _Program(len(code) // 8, code)
    if libc.prctl(_SET_NO_NEW_PRIVS, 1, 0, 0, 0):
        raise OSError(ctypes.get_errno(), "no_new_privs")
    if libc.syscall(machine.seccomp, 1, _ALL_THREADS, ctypes.byref(filter)):
        raise OSError(ctypes.get_errno(), "seccomp")


def program(machine: Machine) -> bytes:
    """Return the filter as 8-byte instructions: code, jump if true, jump if false, value."""
    refuse = _step(_RETURN, _ERRNO | errno.EPERM)
    code = [
        _step(_LOAD, _ARCHITECTURE),
        _step(_EQUAL, machine.audit, 1, 0),
        _step(_RETURN, _KILL),
        _step(_LOAD, _NUMBER),
        *_if(_AT_LEAST, [_X32], refuse),
        *_if(_EQUAL, machine.refused.values(), refuse),
        *_if(_EQUAL, machine.unseen, _step(_RETURN, _ERRNO | errno.ENOSYS)),
    ]
    for call, place in machine.opens.items():
        code += _judge(call, place, [_step(_ANY_BIT, _WRITING, 0, 1), refuse])
    code += _judge(machine.clone, 0, [_step(_ANY_BIT, _CLONE_THREAD, 1, 0), refuse])
    code.append(_step(_RETURN, _ALLOW))
    return b"".join(code)


def _if(test: int, values: Iterable[int], action: bytes) -> list[bytes]:
    """Return ``action`` for any of the values, a pair of instructions for each."""
    return [step for value in values for step in (_step(test, value, 0, 1), action)]


def _judge(call: int, place: int, verdict: list[bytes]) -> list[bytes]:
    """Return the steps for one call whose argument at ``place`` decides; others go past them."""
    allow = _step(_RETURN, _ALLOW)
    steps = [_step(_LOAD, _ARGUMENTS + 8 * place), *verdict, allow]
    return [_step(_EQUAL, call, 0, len(steps)), *steps]


def _step(code: int, value: int, then: int = 0, otherwise: int = 0) -> bytes:
    return struct.pack("=HBBI", code, then, otherwise, value)
