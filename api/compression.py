"""Answers made shorter on the way out: brotli or gzip, where the client takes it (RFC 9110, 8.4).

Left as they are: what is short, has a coding already, is a part (206) or was asked for with Range,
has no content, is of a type that is compressed in itself, or forbids it (``no-transform``); and the
dumps, which are taken away in parts and checked by size and sha256.

A compressed answer has other bytes, so its tag is a weak one, ``W/"abc"`` (RFC 9110, 8.8.1): it
still matches in ``If-None-Match``, and never in ``If-Range``.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Sequence
from typing import Protocol

import brotli
from anyio.to_thread import run_sync
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

CODINGS = ("br", "gzip")
"""What is offered, the best first: between equal q-values the first is taken."""
THREADED = 256 * 1024
"""Pieces longer than this are compressed in a thread, so that other requests go on."""
_GZIP_LEVEL = 5
_GZIP_WINDOW = 31  # 15 bits, in the form of gzip: no name and no time in its head
_BROTLI_QUALITY = 4
_WITHOUT_CONTENT = frozenset({204, 205, 206, 304})
_TYPES = re.compile(r"""(?x)
    text/.+                                    # text/turtle; charset=utf-8
  | application/(?:
        json | javascript | xml | trig | n-quads | n-triples | wasm
      | [\w.-]+\+(?:json|xml)                  # application/sparql-results+json
    )
  | image/svg\+xml
""")
_PREFERENCE = re.compile(r"""(?x)
    \s*(?P<coding>[!\#$%&'*+.^_`|~\w-]+)       # gzip
    \s*(?:;\s*[qQ]\s*=\s*(?P<q>[01](?:\.\d{0,3})?)\s*)?   # ;q=0.5
""")


class Encoder(Protocol):
    """Takes pieces and gives back their compressed form."""

    def add(self, piece: bytes) -> bytes:
        """Return what is ready after ``piece``; may be empty."""

    def end(self) -> bytes:
        """Return the rest."""


class _Brotli:
    def __init__(self) -> None:
        self._made = brotli.Compressor(quality=_BROTLI_QUALITY)

    def add(self, piece: bytes) -> bytes:
        return bytes(self._made.process(piece))

    def end(self) -> bytes:
        return bytes(self._made.finish())


class _Gzip:
    def __init__(self) -> None:
        self._made = zlib.compressobj(_GZIP_LEVEL, zlib.DEFLATED, _GZIP_WINDOW)

    def add(self, piece: bytes) -> bytes:
        return self._made.compress(piece)

    def end(self) -> bytes:
        return self._made.flush()


def encoder(coding: str) -> Encoder:
    """Return a new encoder of one of CODINGS."""
    return _Brotli() if coding == "br" else _Gzip()


def chosen(accept_encoding: Sequence[str]) -> str | None:
    """Return the coding for these Accept-Encoding headers; None for the content as it is."""
    wanted: dict[str, float] = {}
    if not accept_encoding:
        return None
    for part in ",".join(accept_encoding).split(","):
        if found := _PREFERENCE.fullmatch(part):
            wanted[found["coding"].lower()] = float(found["q"] or 1)
    as_it_is = wanted.get("identity", 0.0)
    rated = [(wanted.get(coding, wanted.get("*", 0.0)), coding) for coding in CODINGS]
    q, coding = max(rated, key=lambda pair: pair[0])  # the first of equals
    return coding if q > 0 and q >= as_it_is else None


def _values(headers: Iterable[tuple[bytes, bytes]], name: bytes) -> list[str]:
    return [value.decode("latin-1") for found, value in headers if found == name]


class Compression:
    """ASGI middleware that compresses what its application answers."""

    def __init__(
        self, app: ASGIApp, min_bytes: int = 1024, left_alone: tuple[str, ...] = ()
    ) -> None:
        """``left_alone`` are beginnings of paths whose answers stay as they are."""
        self._app = app
        self._min_bytes = min_bytes
        self._left_alone = left_alone

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        if scope["type"] != "http" or scope["path"].startswith(self._left_alone):
            await self._app(scope, receive, send)
            return
        headers = scope["headers"]
        is_part = any(name == b"range" for name, _ in headers)
        coding = None if is_part else chosen(_values(headers, b"accept-encoding"))
        answer = _Answer(send, coding, self._min_bytes, _values(headers, b"if-none-match"))
        await self._app(scope, receive, answer.send)


class _Answer:
    """One answer on its way: its head is kept until the first piece of its content is there."""

    def __init__(self, send: Send, coding: str | None, min_bytes: int, asked: list[str]) -> None:
        self._send = send
        self._coding = coding
        self._min_bytes = min_bytes
        self._asked = asked
        self._start: Message | None = None
        self._encoder: Encoder | None = None

    async def send(self, message: Message) -> None:
        """Pass a message on, compressed where that is right."""
        if message["type"] == "http.response.start":
            self._start = message
        elif message["type"] == "http.response.body":
            await self._body(message)
        else:  # a file that the server sends itself, trailers …
            await self._pass_start()
            await self._send(message)

    async def _body(self, message: Message) -> None:
        piece, more = message.get("body", b""), message.get("more_body", False)
        if self._start is not None and self._is_compressed(len(piece), more) and self._coding:
            self._encoder = encoder(self._coding)
            headers = MutableHeaders(scope=self._start)
            _mark(headers, self._coding)
        if self._encoder is not None:
            piece = await _encoded(self._encoder, piece, more)
            if self._start is not None and not more:
                MutableHeaders(scope=self._start)["Content-Length"] = str(len(piece))
        await self._pass_start()
        if piece or not more:
            await self._send({**message, "body": piece})

    async def _pass_start(self) -> None:
        if self._start is not None:
            start, self._start = self._start, None
            await self._send(start)

    def _is_compressed(self, length: int, more: bool) -> bool:
        """Tell whether the answer may be compressed, and say in ``Vary`` what that depends on."""
        assert self._start is not None
        status = self._start["status"]
        if length < self._min_bytes and not more and status != 304:
            return False
        headers = MutableHeaders(scope=self._start)
        if status == 304:
            self._mark_not_modified(headers)
            return False
        if not _TYPES.match(headers.get("content-type", "")):
            return False
        said = headers.get("content-length", "")
        if said.isdecimal():
            length, more = int(said), False
        if (length < self._min_bytes and not more) or "content-encoding" in headers:
            return False
        headers.add_vary_header("Accept-Encoding")
        if status in _WITHOUT_CONTENT or "content-range" in headers:
            return False
        return "no-transform" not in headers.get("cache-control", "").lower()

    def _mark_not_modified(self, headers: MutableHeaders) -> None:
        """Name the representation that the client has, as its 200 did (RFC 9110, 15.4.5)."""
        headers.add_vary_header("Accept-Encoding")
        tag = _weak(headers.get("etag", ""))
        if self._coding and any(tag in named for named in self._asked if tag):
            headers["ETag"] = tag


def _mark(headers: MutableHeaders, coding: str) -> None:
    headers["Content-Encoding"] = coding
    if "etag" in headers:
        headers["ETag"] = _weak(headers["etag"])
    for name in ("content-length", "accept-ranges", "content-md5", "digest", "repr-digest"):
        if name in headers:
            del headers[name]


async def _encoded(made: Encoder, piece: bytes, more: bool) -> bytes:
    def work() -> bytes:
        return made.add(piece) + (b"" if more else made.end())

    return await run_sync(work) if len(piece) > THREADED else work()


def _weak(tag: str) -> str:
    return f"W/{tag}" if tag.startswith('"') else tag
