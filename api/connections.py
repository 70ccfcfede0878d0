"""Connections that do no work: a head too long or too slow, an answer that nobody takes.

The server bounds none of these. A client that sends its head letter by letter would hold a
connection for as long as it likes, one that sends a head without end would fill the memory, one
that does not read its answer would keep it there, and many of them would leave no room for others.
Here such a connection is closed. Where there are too many, the one that has waited longest for a
request makes room. An open request is not touched, its body has limits of its own.
"""

from __future__ import annotations

import asyncio
import sys
from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol, RequestResponseCycle

if sys.platform != "win32":
    import resource

MOST_HEAD_BYTES = 80 * 1024
"""The longest head of a request: a query of 64 KiB in the address, and some headers."""
HEAD_SECONDS = 10.0
"""How long a connection may take from its first byte, or from its opening, to a whole head."""
MOST_ADDRESS_BYTES = 65_535
"""The parser reads no longer address, and calls it no request at all."""
STALL_SECONDS = 60.0
"""How long a client may take nothing of an answer before its connection is cut."""
MOST_CONNECTIONS = 1_000
_OTHER_FILES = 200
"""Files that are open beside the connections: stores, pipes to workers, logs."""
_TOO_LONG = (
    b"431 Request Header Fields Too Large",
    "Phần đầu của yêu cầu quá dài. / The head of the request is too long.\n",
)
_ADDRESS_TOO_LONG = (
    b"414 URI Too Long",
    "Địa chỉ quá dài, hãy gửi bằng POST. / The address is too long, send it by POST.\n",
)
_TOO_SLOW = (
    b"408 Request Timeout",
    "Yêu cầu đến quá chậm. / The request came too slowly.\n",
)
_TOO_MANY = (
    b"503 Service Unavailable",
    "Có quá nhiều kết nối, hãy thử lại sau. / There are too many connections, try again later.\n",
)


class BoundedHttp(HttpToolsProtocol):
    """Uvicorn's HTTP/1.1 over httptools, with bounds on what comes before a request and after."""

    most_connections = MOST_CONNECTIONS

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._head_bytes = 0
        self._waits_since = self.loop.time()
        self._timer: asyncio.TimerHandle | None = None
        self._stall: asyncio.TimerHandle | None = None

    def connection_made(self, transport: Any) -> None:
        """Begin to wait for a head; make room where there are too many connections."""
        super().connection_made(transport)
        self._timer = self.loop.call_later(HEAD_SECONDS, self._too_late)
        if len(self.connections) > self.most_connections:
            self._make_room()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait no more."""
        self._stop_timer()
        self._stop_stall()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Take bytes; while they are of a head, count them and the time."""
        was_waiting = self._awaits_head() and self._timer is not None
        super().data_received(data)
        if not self._awaits_head():
            self._head_bytes = 0
            self._stop_timer()
            return
        self._head_bytes += len(data)
        if not was_waiting:
            self._waits_since = self.loop.time()
        if self._head_bytes > MOST_HEAD_BYTES:
            self._refuse(*_TOO_LONG)
        elif self._timer is None:
            self._timer = self.loop.call_later(HEAD_SECONDS, self._too_late)

    def send_400_response(self, msg: str) -> None:
        """Refuse what is no request; an address that the parser finds too long is told as that."""
        if len(getattr(self, "url", b"")) > MOST_ADDRESS_BYTES:
            self._refuse(*_ADDRESS_TOO_LONG)
        else:
            super().send_400_response(msg)

    def pause_writing(self) -> None:
        """The client does not take what is sent: wait for it, but not for ever."""
        super().pause_writing()
        self._stop_stall()
        self._stall = self.loop.call_later(STALL_SECONDS, self.transport.abort)

    def resume_writing(self) -> None:
        """It goes on."""
        self._stop_stall()
        super().resume_writing()

    def _make_room(self) -> None:
        """Close the connection that has waited longest for a request; this one where all work."""
        waiting = [
            other
            for other in self.connections
            if isinstance(other, BoundedHttp)
            and other._awaits_head()
            and not other.transport.is_closing()
        ]
        longest = min(waiting, key=lambda other: other._waits_since)
        longest._refuse(*_TOO_MANY)

    def _awaits_head(self) -> bool:
        cycle: RequestResponseCycle | None = self.cycle  # None before the first request
        return cycle is None or cycle.response_complete

    def _too_late(self) -> None:
        self._timer = None
        if self._awaits_head():
            self._refuse(*_TOO_SLOW)

    def _refuse(self, status: bytes, words: str) -> None:
        self._stop_timer()
        if self.transport.is_closing():
            return
        body = words.encode()
        self.transport.write(
            b"HTTP/1.1 %s\r\nContent-Type: text/plain; charset=utf-8\r\nConnection: close\r\n"
            b"Content-Length: %d\r\n\r\n%s" % (status, len(body), body)
        )
        self.transport.close()

    def _stop_timer(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _stop_stall(self) -> None:
        if self._stall is not None:
            self._stall.cancel()
            self._stall = None


def bounded_http(most: int) -> type[BoundedHttp]:
    """Return the protocol for a service that may have so many connections."""
    return type("BoundedHttp", (BoundedHttp,), {"most_connections": most})


def allow_files(connections: int) -> None:
    """Let the process open as many files as so many connections take, as far as it may."""
    if sys.platform == "win32":
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = connections + _OTHER_FILES
    if soft < wanted:
        most = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))
