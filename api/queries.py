"""A query from a request to its answer: the client's turn, the worker pool, what went wrong.

A client that hangs up ends its query. Every limit that stops one is named in the answer.
"""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import asdict
from functools import partial

from starlette.requests import Request
from starlette.types import Receive

from api.answers import Answers, key_of
from api.clients import Clients, client_key
from api.errors import BusyServiceError
from api.failures import service_error
from api.metrics import Reading
from api.remote.dataset import RemoteDataset
from api.remote.queries import RemoteQueries, RemoteTicket
from api.settings import Settings
from api.sparql import Question, check
from api.store import Dataset
from api.workers.job import Job, Limits, QueryFailedError, Result
from api.workers.options import PoolOptions
from api.workers.pool import QueryPool
from api.workers.tickets import ClosedError, GoneError, PoolError, Ticket

_LEAST_WORKERS = 3
"""More than one client may have at a time, so that none holds them all."""
_TURN_SECONDS = 0.02
_WATCH_SECONDS = 0.1
"""How long a query runs before its client is watched: most end sooner."""


class ClientGoneError(Exception):
    """The client has hung up: there is nobody to answer."""


class Queries:
    """The worker pool and the clients of one service."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._clients = Clients(settings.client_queries, settings.client_seconds)
        self.answers = Answers(settings.answer_bytes)
        self.pool = QueryPool(pool_options(settings))
        self.remote = RemoteQueries(pool_options(settings))

    async def answer(
        self, request: Request, dataset: Dataset, question: Question, *, in_address: bool = False
    ) -> Result:
        """Return what is kept of this question, or check and run it.

        Raises as :func:`api.sparql.check` and :meth:`run` do.
        """
        key = key_of(dataset, question)
        found = self.answers.find(key)
        if found is None:
            job = check(question, self._settings.max_query_bytes, in_address=in_address)
            found = await self.run(request, dataset, job)
            self.answers.keep(key, found)
        return found

    async def run(self, request: Request, dataset: Dataset, job: Job) -> Result:
        """Return the answer; raises ServiceError, StoreError, or ClientGoneError."""
        if dataset.location is not None:
            self.pool.prepare(dataset.location)
        key = client_key(request.scope)
        watch = Watch(request.receive)
        try:
            await self._enter(key, watch)
            ticket: Ticket | RemoteTicket | None = None
            try:
                ticket = self._ticket(dataset, job)
                watch.on_gone(partial(self._cancel, ticket))
                return await self._answer_to(ticket)
            except GoneError as error:
                raise ClientGoneError from error
            except (QueryFailedError, PoolError) as error:
                raise service_error(error, self._settings) from error
            finally:
                self._clients.leave(key, ticket.seconds() if ticket else 0.0)
        finally:
            watch.close()

    def open(self, dataset: Dataset | None) -> None:
        """Have workers ready before the first query; needed again after :meth:`close`."""
        if self.pool.is_closed():
            self.pool = QueryPool(pool_options(self._settings))
        if dataset is not None and dataset.location is not None:
            self.pool.prepare(dataset.location)

    def close(self) -> None:
        """End all workers and questions; waits until they are gone."""
        self.pool.close()
        self.remote.close()

    def readings(self) -> Iterator[Reading]:
        """Return the numbers of the pool and of queries to a store, for /metrics."""
        status = self.pool.status()
        for name in ("workers", "running", "queued", "idle", "spares"):
            yield Reading(
                f"query_{name}", f"Worker pool: {name}.", getattr(status, name), kind="gauge"
            )
        for name, value in asdict(status.counts).items():
            yield Reading(f"queries_{name}", f"Worker pool: {name.replace('_', ' ')}.", value)
        yield from self.remote.readings()
        yield from self.answers.readings()

    def _ticket(self, dataset: Dataset, job: Job) -> Ticket | RemoteTicket:
        if isinstance(dataset, RemoteDataset):
            return self.remote.submit(job, dataset)
        if dataset.location is None:
            raise ClosedError("this data has no place that a worker could open")
        return Ticket(job, dataset.location)

    async def _answer_to(self, ticket: Ticket | RemoteTicket) -> Result:
        if isinstance(ticket, RemoteTicket):
            return await self.remote.run(ticket)
        return await self.pool.run(ticket)

    def _cancel(self, ticket: Ticket | RemoteTicket) -> None:
        if isinstance(ticket, RemoteTicket):
            self.remote.cancel(ticket)
        else:
            self.pool.cancel(ticket)

    async def _enter(self, key: str, watch: Watch) -> None:
        """Wait a little for the client's turn: browsers ask for several things at once."""
        end = time.monotonic() + self._settings.client_wait_seconds
        while (refusal := self._clients.enter(key)) is not None:
            if time.monotonic() >= end or refusal.retry_seconds > 1:
                raise BusyServiceError(
                    429,
                    refusal.detail,
                    retry_seconds=refusal.retry_seconds,
                    limit="client",
                    told=("refused", *refusal.told),
                )
            if watch.is_gone:
                raise ClientGoneError
            await asyncio.sleep(_TURN_SECONDS)


class Watch:
    """Notices that a client has hung up; begins after a little, as most are answered before."""

    def __init__(self, receive: Receive) -> None:
        """``receive`` gives the next message of a request whose body has been read."""
        self.is_gone = False
        self._receive = receive
        self._action: Callable[[], object] | None = None
        self._task: asyncio.Task[None] | None = None
        self._timer = asyncio.get_running_loop().call_later(_WATCH_SECONDS, self._begin)

    def on_gone(self, action: Callable[[], object]) -> None:
        """Have something done once the client has hung up."""
        self._action = action
        if self.is_gone:
            action()

    def close(self) -> None:
        """Watch no more."""
        self._timer.cancel()
        if self._task is not None:
            self._task.cancel()

    def _begin(self) -> None:
        self._task = asyncio.create_task(self._wait())

    async def _wait(self) -> None:
        with suppress(RuntimeError):  # the server has no more messages
            while (await self._receive())["type"] != "http.disconnect":
                pass
        self.is_gone = True
        if self._action is not None:
            self._action()


def pool_options(settings: Settings) -> PoolOptions:
    """Return how the settings want the pool."""
    return PoolOptions(
        workers=settings.query_workers or max(_LEAST_WORKERS, os.cpu_count() or 1),
        queue=settings.query_queue,
        wait_seconds=settings.queue_seconds,
        limits=Limits(
            seconds=settings.query_seconds,
            memory_bytes=settings.query_memory_bytes,
            result_bytes=settings.result_bytes,
            rows=settings.result_rows,
        ),
        way=settings.worker_start,
        memory_quads=settings.memory_quads,
    )
