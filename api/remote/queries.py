"""Queries of visitors to a store elsewhere: so many at a time, a bounded queue before them.

Each runs in a thread that waits for the store and then checks and writes the answer, by the same
code as a worker. A query that nobody waits for closes its connection, which is as far as the
protocol lets a client end one.
"""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Iterator
from concurrent.futures import Future, InvalidStateError, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field, fields, replace

from api.digest import digest
from api.metrics import Reading
from api.remote.client import Answer, Question
from api.remote.dataset import RemoteDataset
from api.remote.errors import (
    StoreAnswerError,
    StoreDownError,
    StoreError,
    StoreOwnTimeError,
    StoreSizeError,
    StoreTimeError,
)
from api.remote.graphs import Pairs
from api.workers.evaluate import evaluate
from api.workers.job import Job, QueryFailedError, Result
from api.workers.options import PoolOptions
from api.workers.tickets import (
    BusyError,
    ClosedError,
    GoneError,
    PoolError,
    TimeLimitError,
)

_TRIES = 2
"""A query that ended the store should not do so again and again."""
OUTCOMES = (
    "answered",
    "failed",
    "too_large",
    "timed_out",
    "unreachable",
    "unusable",
    "abandoned",
    "refused",
)
"""What may become of a query, for /metrics. ``failed``: the query is wrong; ``unusable``: the
store answered with what can't be passed on; ``refused``: no room, or the service stops."""


@dataclass(eq=False)
class RemoteTicket:
    """A query that waits or runs. ``turn`` can be cancelled while it waits, as ``alarm`` does."""

    job: Job
    dataset: RemoteDataset
    future: Future[Result] = field(default_factory=Future)
    asked: Future[Answer] | None = None
    turn: Future[None] | None = None
    alarm: threading.Timer | None = None
    began: float | None = None
    ended: float | None = None
    is_cancelled: bool = False

    def seconds(self) -> float:
        """Return how long it has run, 0 where it has not begun."""
        if self.began is None:
            return 0.0
        return (time.monotonic() if self.ended is None else self.ended) - self.began


class RemoteQueries:
    """Runs queries against stores elsewhere; begins with the first use, ends with :meth:`close`."""

    def __init__(self, options: PoolOptions) -> None:
        self.options = options
        self._lock = threading.Lock()
        self._threads: ThreadPoolExecutor | None = None
        self._open: set[RemoteTicket] = set()
        self._counts = dict.fromkeys(OUTCOMES, 0)

    def submit(self, job: Job, dataset: RemoteDataset) -> RemoteTicket:
        """Put a job in the queue; its future gives the result.

        The future raises QueryFailedError, PoolError or StoreError. Raises BusyError where the
        queue is full.
        """
        options = self.options
        ticket = RemoteTicket(job, dataset)
        with self._lock:
            if len(self._open) >= options.workers + options.queue:
                self._counts["refused"] += 1
                raise BusyError(f"{options.queue} queries wait already")
            if self._threads is None:
                self._threads = ThreadPoolExecutor(options.workers, "bomay-remote-query")
            if len(self._open) >= options.workers:  # it has to wait, but not for ever
                ticket.alarm = threading.Timer(options.wait_seconds, self._give_up, [ticket])
                ticket.alarm.daemon = True
                ticket.alarm.start()
            self._open.add(ticket)
            ticket.turn = self._threads.submit(self._run, ticket)
        return ticket

    async def run(self, ticket: RemoteTicket) -> Result:
        """Wait for the result; the question ends where the caller is cancelled, or is not there."""
        answer = asyncio.wrap_future(ticket.future)
        try:
            return await answer
        except asyncio.CancelledError:
            if ticket.is_cancelled:
                raise GoneError from None
            self.cancel(ticket)
            raise

    def cancel(self, ticket: RemoteTicket) -> None:
        """End the question, or take it out of the queue: nobody waits for its answer."""
        with self._lock:
            ticket.is_cancelled = True
            asked = ticket.asked
        self._drop(ticket, GoneError())
        ticket.future.cancel()
        if asked is not None:
            asked.cancel()

    def _give_up(self, ticket: RemoteTicket) -> None:
        self._drop(ticket, BusyError(f"no query ended within {self.options.wait_seconds:g} s"))

    def _drop(self, ticket: RemoteTicket, why: PoolError) -> None:
        """Take a ticket out of the queue, where it still waits there."""
        if ticket.turn is not None and ticket.turn.cancel():
            self._end(ticket, why)

    def readings(self) -> Iterator[Reading]:
        """Return the numbers for /metrics."""
        with self._lock:
            running = sum(ticket.began is not None for ticket in self._open)
            waiting, counts = len(self._open) - running, dict(self._counts)
        yield Reading("store_queries_running", "Queries that a store runs.", running, kind="gauge")
        yield Reading("store_queries_waiting", "Queries that wait for it.", waiting, kind="gauge")
        for outcome, number in counts.items():
            told, labels = "Queries to a store, by outcome.", {"outcome": outcome}
            yield Reading("store_queries", told, number, labels=labels)

    def close(self) -> None:
        """End all questions; the next query starts anew."""
        with self._lock:
            threads, self._threads = self._threads, None
            tickets = list(self._open)
        for ticket in tickets:
            self.cancel(ticket)
        if threads is not None:
            threads.shutdown(wait=True, cancel_futures=False)

    def _run(self, ticket: RemoteTicket) -> None:
        outcome: Result | Exception
        try:
            outcome = self._answer(ticket)
        except (QueryFailedError, PoolError, StoreError) as error:
            outcome = error
        except Exception as error:  # noqa: BLE001  # the edge of the thread: whoever waits is told
            outcome = QueryFailedError("engine", f"{type(error).__name__}")
            outcome.__cause__ = error
        self._end(ticket, outcome)

    def _end(self, ticket: RemoteTicket, outcome: Result | Exception) -> None:
        ticket.ended = time.monotonic()
        if ticket.alarm is not None:
            ticket.alarm.cancel()
        with self._lock:
            self._open.discard(ticket)
            self._counts[_outcome(outcome)] += 1
        with suppress(InvalidStateError):  # whoever waited has cancelled it
            if isinstance(outcome, Exception):
                ticket.future.set_exception(outcome)
            else:
                ticket.future.set_result(outcome)

    def _answer(self, ticket: RemoteTicket) -> Result:
        if ticket.is_cancelled:
            raise GoneError
        ticket.began = time.monotonic()
        known = {part.name: getattr(ticket.dataset, part.name) for part in fields(RemoteDataset)}
        asked = _Cancellable(**known, queries=self, ticket=ticket)
        try:
            found = evaluate(asked, ticket.job, self.options.limits)
            return replace(found, digest=digest(found.media_type, found.body))
        except StoreOwnTimeError:
            raise
        except StoreTimeError as error:
            raise TimeLimitError from error
        except StoreSizeError as error:
            most = ticket.dataset.reading.most_bytes
            raise QueryFailedError(
                "bytes",
                f"The store's answer is longer than {most} bytes: ask for less, with LIMIT and "
                "OFFSET, or take a dump.",
                {"limit": "store_bytes", "most": most},
            ) from error
        except (SyntaxError, ValueError) as error:  # what is wrong with the query has a name
            raise StoreAnswerError(str(error)) from error

    def wait_for(self, ticket: RemoteTicket, question: Question) -> Answer:
        """Ask, in a way that :meth:`cancel` can end."""
        with self._lock:
            if ticket.is_cancelled:
                raise GoneError
            ticket.asked = ticket.dataset.client.submit(question)
        try:
            return ticket.asked.result()
        except BaseException as error:
            if ticket.is_cancelled:
                raise GoneError from error
            if ticket.asked.cancelled():
                raise ClosedError("the service stops") from error
            raise


def _outcome(outcome: Result | Exception) -> str:
    """Return which of OUTCOMES this is."""
    match outcome:
        case Result():
            return "answered"
        case QueryFailedError(kind="bytes" | "rows"):
            return "too_large"
        case TimeLimitError() | StoreTimeError():
            return "timed_out"
        case GoneError():
            return "abandoned"
        case PoolError():
            return "refused"
        case StoreDownError():
            return "unreachable"
        case StoreError():
            return "unusable"
    return "failed"


@dataclass(frozen=True, eq=False)
class _Cancellable(RemoteDataset):
    """The dataset of a ticket, which asks in the way of visitors."""

    queries: RemoteQueries = field(kw_only=True)
    ticket: RemoteTicket = field(kw_only=True)

    def ask(self, query: str, pairs: Pairs, accept: str) -> Answer:
        """Ask within the limits of visitors; raises GoneError where nobody waits any more."""
        seconds, most = self.queries.options.limits.seconds, self.reading.most_bytes
        question = Question(query, pairs, accept, seconds, most, tries=_TRIES, lane="visitors")
        return self.queries.wait_for(self.ticket, question)
