"""Connections that do not get to a request: a head that is too long, or takes too long.

The server bounds neither. A client that sends its head letter by letter would hold a connection
for as long as it likes, and one that sends a head without end would fill the memory. Here such a
connection is closed; an open request is not touched, its body has limits of its own.
"""

from __future__ import annotations

import asyncio
from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol, RequestResponseCycle

MOST_HEAD_BYTES = 80 * 1024
"""The longest head of a request: a query of 64 KiB in the address, and some headers."""
HEAD_SECONDS = 10.0
"""How long a connection may take from its first byte, or from its opening, to a whole head."""


class BoundedHttp(HttpToolsProtocol):
    """Uvicorn's HTTP/1.1 over httptools, with bounds on what comes before a request begins."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._head_bytes = 0
        self._timer: asyncio.TimerHandle | None = None

    def connection_made(self, transport: Any) -> None:
        """Begin to wait for a head."""
        super().connection_made(transport)
        self._timer = self.loop.call_later(HEAD_SECONDS, self._too_late)

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait no more."""
        self._stop_timer()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Take bytes; while they are of a head, count them and the time."""
        super().data_received(data)
        if not self._awaits_head():
            self._head_bytes = 0
            self._stop_timer()
            return
        self._head_bytes += len(data)
        if self._head_bytes > MOST_HEAD_BYTES:
            self._refuse(b"431 Request Header Fields Too Large")
        elif self._timer is None:
            self._timer = self.loop.call_later(HEAD_SECONDS, self._too_late)

    def _awaits_head(self) -> bool:
        cycle: RequestResponseCycle | None = self.cycle  # None before the first request
        return cycle is None or cycle.response_complete

    def _too_late(self) -> None:
        self._timer = None
        if self._awaits_head():
            self._refuse(b"408 Request Timeout")

    def _refuse(self, status: bytes) -> None:
        self._stop_timer()
        if not self.transport.is_closing():
            self.transport.write(
                b"HTTP/1.1 %s\r\nConnection: close\r\nContent-Length: 0\r\n\r\n" % status
            )
            self.transport.close()

    def _stop_timer(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
