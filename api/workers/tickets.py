"""One query on its way through the pool, and the count of what became of all of them."""

from __future__ import annotations

import asyncio
import logging
import time
from contextlib import suppress
from dataclasses import asdict, dataclass
from typing import Literal, TypeAlias

from api.workers.frames import Frame
from api.workers.job import Job, Location, QueryFailedError, Result
from api.workers.processes import Worker

StopReason: TypeAlias = Literal["time", "gone", "closed"]

_SEGMENTATION_FAULT = -11
_MEMORY_SIGNALS = (-6, -9)  # what the engine does without memory, what the system does
_CPU_SIGNAL = -24

log = logging.getLogger(__name__)


class PoolError(Exception):
    """The pool gave no answer; its subclasses say why.

    PoolError
    ├── BusyError      the queue is full, or its head did not move in time
    ├── TimeLimitError   the query took longer than it may
    ├── MemoryLimitError the query wanted more memory than it may have
    ├── CrashError       the query ended the engine
    ├── GoneError        the client hung up
    └── ClosedError      the pool is closed, or no process can be started
    """


class BusyError(PoolError):
    """There is no room or no time for another query now."""


class TimeLimitError(PoolError):
    """The query took longer than it may."""


class MemoryLimitError(PoolError):
    """The query wanted more memory than it may have."""


class CrashError(PoolError):
    """The query ended the engine."""


class GoneError(PoolError):
    """Nobody waits for the answer any more."""


class ClosedError(PoolError):
    """The pool is closed, or no process can be started."""


STOPPED: dict[StopReason, type[PoolError]] = {
    "time": TimeLimitError,
    "gone": GoneError,
    "closed": ClosedError,
}


@dataclass(eq=False)
class Ticket:
    """A job that waits or runs; changed only while the pool's lock is held.

    ``turn`` is what its event loop waits for while no worker is free; it gives the worker.
    """

    job: Job
    location: Location
    turn: asyncio.Future[Worker] | None = None
    worker: Worker | None = None
    stopped: StopReason | None = None
    began: float | None = None
    ended: float | None = None

    def seconds(self) -> float:
        """Return how long it has run, 0 where it has not begun."""
        if self.began is None:
            return 0.0
        return (time.monotonic() if self.ended is None else self.ended) - self.began

    def begin(self, worker: Worker) -> None:
        """Start its clock."""
        self.worker = worker
        self.began = time.monotonic()

    def end(self) -> None:
        """Stop its clock: from here on nobody may kill its worker."""
        self.worker = None
        self.ended = time.monotonic()

    def stop(self, reason: StopReason) -> None:
        """End the query by ending its worker; the first reason counts."""
        if self.stopped is None:
            self.stopped = reason
            if self.worker is not None:
                self.worker.kill()

    def tell(self, turn: Worker | PoolError) -> bool:
        """Give the worker, or why there is none, to who waits; False where nobody can be told."""
        assert self.turn is not None
        loop = self.turn.get_loop()
        if _is_in(loop):
            _resolve(self.turn, turn)
            return True
        with suppress(RuntimeError):  # that event loop is closed
            loop.call_soon_threadsafe(_resolve, self.turn, turn)
            return True
        return False


@dataclass
class Counts:
    """What became of queries and workers since the pool began."""

    answered: int = 0
    failed: int = 0
    too_large: int = 0
    killed_by_time: int = 0
    killed_by_memory: int = 0
    crashed: int = 0
    abandoned: int = 0
    refused: int = 0
    workers_started: int = 0
    starts_failed: int = 0

    def copy(self) -> Counts:
        """Return the counts as they are now."""
        return Counts(**asdict(self))


@dataclass(frozen=True)
class PoolStatus:
    """The pool at one moment, for /metrics; ``guards`` are those of :mod:`api.workers.sandbox`."""

    workers: int
    running: int
    queued: int
    queue_size: int
    idle: int
    spares: int
    guards: tuple[str, ...]
    counts: Counts


def count(counts: Counts, outcome: Result | BaseException) -> None:
    """Count what became of one query."""
    names = {
        "TimeLimitError": "killed_by_time",
        "MemoryLimitError": "killed_by_memory",
        "CrashError": "crashed",
        "GoneError": "abandoned",
        "CancelledError": "abandoned",
        "BusyError": "refused",
        "ClosedError": "refused",
        "Result": "answered",
    }
    name = names.get(type(outcome).__name__, "failed")
    if isinstance(outcome, QueryFailedError) and outcome.kind in ("bytes", "rows"):
        name = "too_large"
    setattr(counts, name, getattr(counts, name) + 1)


def result_of(ticket: Ticket, frame: Frame | None, status: int | None) -> Result:
    """Return the result, or raise what went wrong; a query that was stopped has none.

    Without a ``frame`` its worker has ended, with this ``status``.
    """
    if ticket.stopped:
        raise STOPPED[ticket.stopped]
    if frame is None:
        raise _death(status)
    head, body = frame
    failed = head.get("failed")
    if not failed:
        return Result(head["media_type"], body, head["digest"])
    if failed["kind"] == "memory":
        raise MemoryLimitError
    raise QueryFailedError(failed["kind"], failed["detail"], failed["extra"])


def _death(status: int | None) -> PoolError:
    if status == _CPU_SIGNAL:
        return TimeLimitError()
    if status in _MEMORY_SIGNALS:
        return MemoryLimitError()
    what = "a segmentation fault" if status == _SEGMENTATION_FAULT else f"status {status}"
    log.warning("a query ended its worker by %s", what)
    return CrashError(what)


def _is_in(loop: asyncio.AbstractEventLoop) -> bool:
    try:
        return asyncio.get_running_loop() is loop
    except RuntimeError:  # in none
        return False


def _resolve(future: asyncio.Future[Worker], turn: Worker | PoolError) -> None:
    if future.done():  # whoever waited has been cancelled
        return
    if isinstance(turn, PoolError):
        future.set_exception(turn)
    else:
        future.set_result(turn)
