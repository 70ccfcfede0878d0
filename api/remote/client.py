"""Requests to a SPARQL store elsewhere: within limits of time and bytes, no redirect followed.

One event loop in a thread of its own does all of them, so that pages (which run in threads) and
the endpoint (which runs in the service's loop) share one way, a deadline holds to the millisecond,
and a question that nobody waits for any more is ended by closing its connection. The questions of
pages and those of visitors have connections of their own.
"""

from __future__ import annotations

import asyncio
import logging
import random
import threading
import weakref
from collections.abc import Coroutine, Mapping
from concurrent.futures import CancelledError, Future
from dataclasses import dataclass, field
from typing import Any, Literal, TypeAlias, TypeVar

import httpx2

from api.remote.errors import (
    QueryRefusedError,
    StoreAnswerError,
    StoreDownError,
    StoreError,
    StoreOwnTimeError,
    StoreRefusalError,
    StoreSizeError,
    StoreTimeError,
)
from api.remote.graphs import Pairs
from api.workers.job import UNSUPPORTED

T = TypeVar("T")
Lane: TypeAlias = Literal["pages", "visitors"]

_BACKOFF_SECONDS = 0.1
_CONNECT_SECONDS = 5.0
_MOST_WORDS = 2_000  # bytes of an error text that are read
_HEADERS = {"User-Agent": "BoMay", "Accept-Encoding": "identity"}
_REFUSALS = frozenset([401, 403, 404, 405, 406, 407, 410, 411, 413, 414, 415, 501])

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Question:
    """A query with its dataset (``graphs``, parameters of the protocol) and what it may take."""

    query: str
    graphs: Pairs
    accept: str
    seconds: float
    most_bytes: int
    tries: int = 3
    lane: Lane = "pages"


@dataclass(frozen=True)
class Answer:
    """A complete body of status 200, with its media type in small letters, without parameters."""

    media_type: str
    body: bytes
    headers: Mapping[str, str] = field(repr=False, default_factory=dict)


class StoreClient:
    """Asks one store; safe to use from any thread. Starts with the first question."""

    def __init__(
        self, address: str, auth: httpx2.Auth | None = None, connections: int = 16
    ) -> None:
        self.address = address
        self._auth = auth
        self._connections = connections
        self._lock = threading.Lock()
        self._loop: _Loop | None = None

    def submit(self, question: Question) -> Future[Answer]:
        """Ask; cancelling the future closes the connection.

        The future raises StoreError, or QueryRefusedError where the store says that the query is
        wrong.
        """
        with self._lock:
            if self._loop is None:
                self._loop = _Loop(self._auth, self._connections)
                weakref.finalize(self, self._loop.stop)
            loop = self._loop
        return loop.run(_asked(loop.clients[question.lane], self.address, question))

    def ask(self, question: Question) -> Answer:
        """Ask and wait; raises StoreDownError where the client is closed meanwhile."""
        try:
            return self.submit(question).result()
        except CancelledError as error:
            raise StoreDownError(f"{place_of(self.address)}: not asked any more") from error

    def close(self) -> None:
        """End what is under way; the next question starts anew."""
        with self._lock:
            loop, self._loop = self._loop, None
        if loop is not None:
            loop.stop()
            loop.join()


class _Loop:
    """An event loop in a thread, with its HTTP clients."""

    def __init__(self, auth: httpx2.Auth | None, connections: int) -> None:
        self._loop = asyncio.new_event_loop()
        limits = httpx2.Limits(max_connections=connections, max_keepalive_connections=connections)
        lanes: tuple[Lane, ...] = ("pages", "visitors")
        self.clients: dict[Lane, httpx2.AsyncClient] = {
            lane: httpx2.AsyncClient(
                auth=auth,
                headers=_HEADERS,
                limits=limits,
                timeout=httpx2.Timeout(None, connect=_CONNECT_SECONDS),
                follow_redirects=False,
                trust_env=False,
            )
            for lane in lanes
        }
        self._thread = threading.Thread(target=self._serve, name="bomay-store", daemon=True)
        self._thread.start()

    def run(self, coroutine: Coroutine[Any, Any, T]) -> Future[T]:
        return asyncio.run_coroutine_threadsafe(coroutine, self._loop)

    def stop(self) -> None:
        if not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._loop.stop)

    def join(self) -> None:
        self._thread.join(_CONNECT_SECONDS)

    def _serve(self) -> None:
        asyncio.set_event_loop(self._loop)
        try:
            self._loop.run_forever()
        finally:
            self._loop.run_until_complete(self._end())
            self._loop.close()

    async def _end(self) -> None:
        others = asyncio.all_tasks() - {asyncio.current_task()}
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)
        for client in self.clients.values():
            await client.aclose()


async def _asked(client: httpx2.AsyncClient, address: str, question: Question) -> Answer:
    """Ask until there is an answer, as often and as long as the question may."""
    try:
        async with asyncio.timeout(question.seconds):
            for attempt in range(1, question.tries + 1):
                try:
                    return await _try(client, address, question)
                except StoreDownError as error:
                    if attempt == question.tries:
                        raise
                    log.info("asking %s again: %s", place_of(address), error)
                    pause = _BACKOFF_SECONDS * 4 ** (attempt - 1)
                    await asyncio.sleep(pause * random.uniform(0.5, 1.5))
    except TimeoutError as error:
        raise StoreTimeError(f"{place_of(address)}: no answer in {question.seconds:g} s") from error
    raise StoreDownError(f"{place_of(address)} was not asked")  # with no tries at all


async def _try(client: httpx2.AsyncClient, address: str, question: Question) -> Answer:
    """Ask once; raises StoreDownError for what may be better the next time."""
    form = httpx2.QueryParams([("query", question.query), *question.graphs])
    headers = {"Accept": question.accept, "Content-Type": "application/x-www-form-urlencoded"}
    place = place_of(address)
    try:
        async with client.stream("POST", address, content=str(form), headers=headers) as response:
            if response.status_code != 200:
                raise await _failure(response, place)
            body = await _read(response, question.most_bytes, place)
            kind = response.headers.get("content-type", "").partition(";")[0].strip().lower()
            return Answer(kind, body, response.headers)
    except (httpx2.TransportError, httpx2.DecodingError) as error:
        raise StoreDownError(f"{place}: {type(error).__name__} {error}".strip()) from error


async def _read(response: httpx2.Response, most_bytes: int, place: str) -> bytes:
    """Return the body; the client library raises where it is shorter than it says it is."""
    body = bytearray()
    async for chunk in response.aiter_bytes():
        body += chunk
        if len(body) > most_bytes:
            raise StoreSizeError(f"{place}: the answer is longer than {most_bytes} bytes")
    return bytes(body)


async def _failure(response: httpx2.Response, place: str) -> StoreError | QueryRefusedError:
    """Return what an answer that is not 200 means."""
    status = response.status_code
    told = f"{place}: status {status}"
    if response.is_redirect:
        return StoreRefusalError(
            f"{told} leads to {response.headers.get('location', '')}, and no redirect is followed: "
            "correct BOMAY_STORE"
        )
    words = await _words(response)
    told = f"{told} {words}".strip()
    if status == httpx2.codes.BAD_REQUEST or UNSUPPORTED in words:
        return QueryRefusedError(words)
    if status in _REFUSALS:
        return StoreRefusalError(told)
    if status in (httpx2.codes.TOO_MANY_REQUESTS, 502, 503):
        return StoreDownError(told)
    if status in (httpx2.codes.REQUEST_TIMEOUT, httpx2.codes.GATEWAY_TIMEOUT):
        return StoreOwnTimeError(told)
    return StoreAnswerError(told)


async def _words(response: httpx2.Response) -> str:
    """Return the beginning of an error text, "" for a page."""
    found = bytearray()
    async for chunk in response.aiter_bytes():
        found += chunk
        if len(found) >= _MOST_WORDS:
            break
    words = bytes(found[:_MOST_WORDS]).decode("utf-8", "replace").strip()
    return "" if words.startswith("<") else words


def place_of(address: str) -> str:
    """Return an address as the log may show it: no user, no password, no parameters."""
    url = httpx2.URL(address)
    return str(url.copy_with(username="", password="", query=None))
