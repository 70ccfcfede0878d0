"""The Graph Store HTTP Protocol (SPARQL 1.1): one graph at a time, each read and written whole.

All three requests are idempotent, so each is tried again where the store can't be reached.
"""

from __future__ import annotations

import io
import time
from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeVar

import httpx2
import pyoxigraph as ox

from loaders.errors import StoreError
from loaders.publishing.checksum import line

T = TypeVar("T")

N_TRIPLES = "application/n-triples"
TRIES = 4
PAUSE_SECONDS = 0.2
_CHUNK = 256 * 1024
_TIMEOUT = httpx2.Timeout(600, connect=10)
"""A store may take long to load or drop a large graph before it answers."""
_MOST_WORDS = 500
_PASSING = frozenset([429, 502, 503, 504])


class _PassingError(StoreError):
    """What may be better the next time."""


class GraphStore:
    """The graphs of one store, by its Graph Store address; close it after use."""

    def __init__(self, address: str, auth: httpx2.Auth | None = None) -> None:
        self._url = httpx2.URL(address)
        self._client = httpx2.Client(
            auth=auth,
            headers={"User-Agent": "BoMay", "Accept": N_TRIPLES, "Accept-Encoding": "identity"},
            timeout=_TIMEOUT,
            follow_redirects=False,
            trust_env=False,
        )

    def __enter__(self) -> GraphStore:
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close()

    @property
    def place(self) -> str:
        """The address as it may be printed: no user, no password."""
        return str(self._url.copy_with(username="", password=""))

    def read(self, graph: str, use: Callable[[Iterator[ox.Triple]], T]) -> T:
        """Return what ``use`` makes of a graph's triples, which come as they are read.

        A graph that is not there has none. Raises StoreError.
        """

        def once() -> T:
            with self._client.stream("GET", self._of(graph)) as response:
                if response.status_code == httpx2.codes.NOT_FOUND:
                    return use(iter(()))
                self._check(response, graph)
                kind = response.headers.get("content-type", "").partition(";")[0].strip().lower()
                if kind != N_TRIPLES:
                    raise StoreError(f"{self.place}: <{graph}> came as {kind}, not as {N_TRIPLES}")
                body = io.BufferedReader(_Body(response.iter_bytes(_CHUNK)), _CHUNK)
                return use(quad.triple for quad in ox.parse(body, format=ox.RdfFormat.N_TRIPLES))

        return self._try(once, graph)

    def put(self, graph: str, triples: Callable[[], Iterable[ox.Triple]]) -> None:
        """Replace a graph; ``triples`` gives them anew for each try. Raises StoreError."""

        def once() -> None:
            headers = {"Content-Type": N_TRIPLES}
            content = _chunks(triples())
            with self._client.stream(
                "PUT", self._of(graph), headers=headers, content=content
            ) as response:
                self._check(response, graph)

        self._try(once, graph)

    def delete(self, graph: str) -> None:
        """Remove a graph, which may not be there. Raises StoreError."""

        def once() -> None:
            with self._client.stream("DELETE", self._of(graph)) as response:
                if response.status_code != httpx2.codes.NOT_FOUND:
                    self._check(response, graph)

        self._try(once, graph)

    def _of(self, graph: str) -> httpx2.URL:
        return self._url.copy_add_param("graph", graph)

    def _check(self, response: httpx2.Response, graph: str) -> None:
        """Raise StoreError for a status that is not a success."""
        if response.is_success:
            return
        status = response.status_code
        if response.is_redirect:
            reason = f"leads to {response.headers.get('location', '')}; give that address"
        else:
            reason = response.read()[:_MOST_WORDS].decode("utf-8", "replace").strip()
        kind = _PassingError if status in _PASSING else StoreError
        raise kind(f"{self.place}: status {status} for <{graph}>: {reason}")

    def _try(self, once: Callable[[], T], graph: str) -> T:
        pause = PAUSE_SECONDS
        for attempt in range(1, TRIES + 1):
            try:
                return once()
            except (httpx2.TransportError, _PassingError) as error:
                if attempt == TRIES:
                    told = str(error) or type(error).__name__
                    raise StoreError(f"{self.place}: <{graph}>: {told}") from error
                time.sleep(pause)
                pause *= 4
            except SyntaxError as error:
                raise StoreError(f"{self.place}: <{graph}> can't be read: {error}") from error
        raise AssertionError("the last try returns or raises")


class _Body(io.RawIOBase):
    """The body of a response as a file."""

    def __init__(self, chunks: Iterator[bytes]) -> None:
        super().__init__()
        self._chunks = chunks
        self._rest = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        if not self._rest:
            self._rest = next(self._chunks, b"")
        size = min(len(buffer), len(self._rest))
        buffer[:size] = self._rest[:size]
        self._rest = self._rest[size:]
        return size


def _chunks(triples: Iterable[ox.Triple]) -> Iterator[bytes]:
    """Return N-Triples in pieces of some size: a request per line would be slow."""
    piece = bytearray()
    for triple in triples:
        piece += line(triple)
        if len(piece) >= _CHUNK:
            yield bytes(piece)
            piece.clear()
    yield bytes(piece)
