"""HEAD and OPTIONS for every route, and what 405 says is allowed.

RFC 9110, 9.3.2: HEAD is GET without the content. 9.3.7: OPTIONS lists the methods; a browser
asks the same before it sends a query from another site (CORS preflight).
"""

from __future__ import annotations

from fastapi import FastAPI
from starlette.responses import Response
from starlette.routing import BaseRoute, Match, Mount
from starlette.types import ASGIApp, Message, Receive, Scope, Send

SAFE_HEADERS = ("Accept", "Accept-Profile", "Content-Type", "If-None-Match", "X-Request-Id")
"""What a page of another site may send with its requests."""
PROBED = ("GET", "POST", "PUT", "PATCH", "DELETE")


def allowed_methods(app: FastAPI, scope: Scope) -> list[str]:
    """Return the methods that the routes of ``app`` take at the path of ``scope``; [] for none."""
    found = [
        method
        for method in PROBED
        if any(
            _takes(route, {**scope, "method": method, "root_path": scope.get("app_root_path", "")})
            for route in app.router.routes
        )
    ]
    if not found:
        return []
    return [*found, *(["HEAD"] if "GET" in found else []), "OPTIONS"]


def _takes(route: BaseRoute, scope: Scope) -> bool:
    """Tell whether the route takes the method; what is mounted here are files, to be read."""
    if isinstance(route, Mount) and scope["method"] != "GET":
        return False
    return route.matches(scope)[0] == Match.FULL


class HeadAndOptions:
    """ASGI middleware that answers OPTIONS, and HEAD by way of GET."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        method = scope.get("method") if scope["type"] == "http" else None
        if method == "HEAD":
            inner = {**scope, "method": "GET"}
            try:
                await self._app(inner, receive, _without_content(send))
            finally:  # what took the request, for those who tell of it
                for name in ("route", "endpoint", "root_path"):
                    if name in inner:
                        scope[name] = inner[name]
        elif method == "OPTIONS" and (allowed := allowed_methods(scope["app"], scope)):
            await _options(allowed)(scope, receive, send)
        else:
            await self._app(scope, receive, send)


def _without_content(send: Send) -> Send:
    async def send_head(message: Message) -> None:
        if message["type"] == "http.response.body":
            message = {**message, "body": b""}
        await send(message)

    return send_head


def _options(allowed: list[str]) -> Response:
    methods = ", ".join(allowed)
    return Response(
        status_code=204,
        headers={
            "Allow": methods,
            "Access-Control-Allow-Methods": methods,
            "Access-Control-Allow-Headers": ", ".join(SAFE_HEADERS),
            "Access-Control-Max-Age": "86400",
        },
    )
