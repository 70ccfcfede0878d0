"""What is told of each request: its id, one line in the log, and its share of the metrics.

    {"time": "2026-11-22T03:04:05.678Z", "id": "…", "method": "GET", "route": "/id/{path:path}",
     "path": "/id/province/kon-tum", "status": 200, "bytes": 5120, "ms": 3.4, "client": "192.0.2.0",
     "agent": "curl/8.5.0", "complete": true}

Nothing of a body is ever written, and nothing of a query string unless a setting asks for it.
Every control character is escaped, so that no request can write a line of its own.
"""

from __future__ import annotations

import ipaddress
import json
import logging
import re
import secrets
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any
from urllib.parse import quote

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.methods import PROBED
from api.settings import Settings

HEADER = "X-Request-Id"
_HEADER = HEADER.lower().encode("ascii")
NO_ROUTE = "unmatched"
MOST_AGENT = 200
MOST_PATH = 2_000
METHODS = frozenset({*PROBED, "HEAD", "OPTIONS"})
_WELL_FORMED = re.compile(rb"[A-Za-z0-9._-]{1,64}")  # 4f1c09a2-7, req.1
_IN_PATH = "/:@!$&'()*+,;=-._~"
_IN_QUERY = _IN_PATH + "?%"

log = logging.getLogger(__name__)


@dataclass
class Record:
    """One request as it goes on. ``bytes`` is what was sent of the content, ``ms`` milliseconds.

    ``route`` is the template of the path (``/id/{path:path}``), ``unmatched`` for none. ``status``
    0 means that the client was gone before an answer; ``complete`` that all of it was sent.
    """

    time: str
    id: str
    method: str
    route: str = NO_ROUTE
    path: str = ""
    query: str | None = None
    status: int = 0
    bytes: int = 0
    ms: float = 0.0
    client: str | None = None
    agent: str = ""
    complete: bool = False
    started: float = field(default=0.0, repr=False)


Write = Callable[[str], None]


class Observer:
    """What :class:`Observation` tells of a request; the metrics are one of these."""

    def begin(self) -> None:
        """Note that a request begins."""

    def end(self, record: Record) -> None:
        """Note that it ended, as the record says."""


class Observation:
    """ASGI middleware, the outermost: gives each request its id and tells of it when it ended."""

    def __init__(self, app: ASGIApp, settings: Settings, observer: Observer | None = None) -> None:
        self._app = app
        self._settings = settings
        self._observer = observer or Observer()
        self._write = writer(settings) if settings.access_log else None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        seen = begun(scope, self._settings)
        scope.setdefault("state", {})["request_id"] = seen.id
        mount = scope.get("root_path", "")

        async def send_and_note(message: Message) -> None:
            if message["type"] == "http.response.start":
                seen.status = message["status"]
                message["headers"] = [*message["headers"], (_HEADER, seen.id.encode("ascii"))]
            elif message["type"] == "http.response.body":
                seen.bytes += len(message.get("body", b""))
                seen.complete = not message.get("more_body", False)
            await send(message)

        self._observer.begin()
        try:
            await self._app(scope, receive, send_and_note)
        except Exception:  # told here with the id; what answers it lies outside
            seen.status = seen.status or 500
            log.error("request %s failed", seen.id)
            raise
        finally:
            seen.route = template(scope, mount)
            seen.ms = round((time.perf_counter() - seen.started) * 1000, 2)
            self._observer.end(seen)
            if self._write is not None:
                self._write(line(seen, self._settings.access_log_format))


def request_id(scope: Scope) -> str:
    """Return the id of the request of ``scope``, "" where it has none."""
    state = scope.get("state")
    return str(state.get("request_id", "")) if isinstance(state, dict) else ""


def begun(scope: Scope, settings: Settings) -> Record:
    """Return the record of a request that begins."""
    headers = _headers(scope)
    given = headers.get(_HEADER, b"")
    client = (scope.get("client") or ("",))[0]
    query = scope.get("query_string", b"").decode("latin-1")
    return Record(
        time=datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z"),
        id=given.decode("ascii") if _WELL_FORMED.fullmatch(given) else secrets.token_hex(8),
        method=scope["method"] if scope["method"] in METHODS else "OTHER",
        path=scope["path"][:MOST_PATH],
        query=query[:MOST_PATH] if settings.access_log_query else None,
        client=told_address(client, settings.access_log_client),
        agent=headers.get(b"user-agent", b"").decode("latin-1")[:MOST_AGENT],
        started=time.perf_counter(),
    )


def _headers(scope: Scope) -> Mapping[bytes, bytes]:
    return dict(scope["headers"])


@lru_cache(maxsize=1024)
def told_address(address: str, how: str) -> str | None:
    """Return a client's address as the setting ``access_log_client`` wants it told."""
    if how == "none" or not address:
        return None
    if how == "full":
        return address[:64]
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return None  # no address: a socket's name, or one that a test made up
    if isinstance(found, ipaddress.IPv6Address) and found.ipv4_mapped:
        found = found.ipv4_mapped
    network = ipaddress.ip_network((found, 24 if found.version == 4 else 48), strict=False)
    return str(network.network_address)


def template(scope: Scope, mount: str = "") -> str:
    """Return the template of the route that took the request: one of few, whatever was asked.

    ``mount`` is the path under which the whole application stands. What is mounted within it
    (files) is told by its folder.
    """
    path = getattr(scope.get("route"), "path", None)
    if isinstance(path, str):
        return path
    inner = str(scope.get("root_path", "")).removeprefix(mount)
    return f"{inner}/*" if inner and "endpoint" in scope else NO_ROUTE


def line(record: Record, format: str) -> str:
    """Return the line of a request, without its end: a JSON object, or words for people."""
    if format == "json":
        told: dict[str, Any] = asdict(record)
        del told["started"]
        if told["query"] is None:
            del told["query"]
        return json.dumps(told, ensure_ascii=True).replace("\x7f", "\\u007f")
    path = quote(record.path.encode("utf-8", "backslashreplace"), safe=_IN_PATH)
    query = "" if record.query is None else f"?{quote(record.query, safe=_IN_QUERY)}"
    agent = json.dumps(record.agent, ensure_ascii=True).replace("\x7f", "\\u007f")
    end = "" if record.complete else " incomplete"
    return (
        f"{record.time} {record.client or '-'} {record.method} {path}{query} {record.status} "
        f"{record.bytes} B {record.ms:.1f} ms {record.route} {record.id} {agent}{end}"
    )


def writer(settings: Settings) -> Write:
    """Return what writes a line to the stream of the settings; a broken stream is no fault."""

    def write(text: str) -> None:
        stream = sys.stdout if settings.access_log_stream == "stdout" else sys.stderr
        try:
            stream.write(f"{text}\n")
            stream.flush()
        except (OSError, ValueError):  # closed, full: the answers go on
            return

    return write
