"""Queries of visitors to a store elsewhere: so many at a time, a bounded queue before them.

Each runs in a thread that waits for the store and then checks and writes the answer, by the same
code as a worker. A query that nobody waits for closes its connection, which is as far as the
protocol lets a client end one.
"""

from __future__ import annotations

import asyncio
import threading
import time
from concurrent.futures import Future, InvalidStateError, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field, fields, replace

from api.digest import digest
from api.remote.client import Answer, Question
from api.remote.dataset import RemoteDataset
from api.remote.errors import StoreAnswerError, StoreError, StoreSizeError, StoreTimeError
from api.remote.graphs import Pairs
from api.workers.evaluate import evaluate
from api.workers.job import Job, QueryFailedError, Result
from api.workers.options import PoolOptions
from api.workers.tickets import BusyError, ClosedError, GoneError, PoolError, TimeLimitError

_TRIES = 2
"""A query that ended the store should not do so again and again."""


@dataclass(eq=False)
class RemoteTicket:
    """A query that waits or runs; ``waits_until`` in seconds of ``time.monotonic``."""

    job: Job
    dataset: RemoteDataset
    waits_until: float
    future: Future[Result] = field(default_factory=Future)
    asked: Future[Answer] | None = None
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

    def submit(self, job: Job, dataset: RemoteDataset) -> RemoteTicket:
        """Put a job in the queue; its future gives the result.

        The future raises QueryFailedError, PoolError or StoreError. Raises BusyError where the
        queue is full.
        """
        options = self.options
        ticket = RemoteTicket(job, dataset, time.monotonic() + options.wait_seconds)
        with self._lock:
            if len(self._open) >= options.workers + options.queue:
                raise BusyError(f"{options.queue} queries wait already")
            if self._threads is None:
                self._threads = ThreadPoolExecutor(options.workers, "bomay-remote-query")
            self._open.add(ticket)
            self._threads.submit(self._run, ticket)
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
        """End the question, nobody waits for its answer."""
        with self._lock:
            ticket.is_cancelled = True
            asked = ticket.asked
        ticket.future.cancel()
        if asked is not None:
            asked.cancel()

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
        ticket.ended = time.monotonic()
        with self._lock:
            self._open.discard(ticket)
        with suppress(InvalidStateError):  # whoever waited has cancelled it
            if isinstance(outcome, Exception):
                ticket.future.set_exception(outcome)
            else:
                ticket.future.set_result(outcome)

    def _answer(self, ticket: RemoteTicket) -> Result:
        if ticket.is_cancelled:
            raise GoneError
        if time.monotonic() > ticket.waits_until:
            raise BusyError(f"no query ended within {self.options.wait_seconds:g} s")
        ticket.began = time.monotonic()
        known = {part.name: getattr(ticket.dataset, part.name) for part in fields(RemoteDataset)}
        asked = _Cancellable(**known, queries=self, ticket=ticket)
        try:
            found = evaluate(asked, ticket.job, self.options.limits)
            return replace(found, digest=digest(found.media_type, found.body))
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
