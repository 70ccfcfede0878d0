"""One query on its way through the pool, and the count of what became of all of them."""

from __future__ import annotations

import time
from concurrent.futures import Future, InvalidStateError
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from typing import Literal, TypeAlias

from api.workers.job import Job, Location, QueryFailedError, Result
from api.workers.processes import Worker

StopReason: TypeAlias = Literal["time", "gone", "closed"]


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

    ``deadline`` is that of waiting, then that of running, in seconds of ``time.monotonic``.
    """

    job: Job
    location: Location
    deadline: float
    future: Future[Result] = field(default_factory=Future)
    worker: Worker | None = None
    stopped: StopReason | None = None
    began: float | None = None
    ended: float | None = None

    def seconds(self) -> float:
        """Return how long it has run, 0 where it has not begun."""
        if self.began is None:
            return 0.0
        return (time.monotonic() if self.ended is None else self.ended) - self.began

    def is_overdue(self) -> bool:
        """Tell whether its time is over."""
        return time.monotonic() >= self.deadline

    def stop(self, reason: StopReason) -> None:
        """End the query by ending its worker, now or as it gets one; the first reason counts."""
        if self.stopped is None:
            self.stopped = reason
            if self.worker is not None:
                self.worker.kill()


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


def count(counts: Counts, ticket: Ticket, outcome: Result | Exception) -> None:
    """Count what became of one query."""
    names = {
        "TimeLimitError": "killed_by_time",
        "MemoryLimitError": "killed_by_memory",
        "CrashError": "crashed",
        "GoneError": "abandoned",
        "ClosedError": "refused",
        "Result": "answered",
    }
    name = names.get(type(outcome).__name__, "failed")
    if isinstance(outcome, QueryFailedError) and outcome.kind in ("bytes", "rows"):
        name = "too_large"
    setattr(counts, name, getattr(counts, name) + 1)


def resolve(future: Future[Result], outcome: Result | Exception) -> None:
    """Tell who waits."""
    with suppress(InvalidStateError):  # whoever waited has cancelled it
        if isinstance(outcome, Exception):
            future.set_exception(outcome)
        else:
            future.set_result(outcome)
