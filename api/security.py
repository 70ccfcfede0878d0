"""Headers that every answer carries: what a page may load, and who may read the data.

Nothing comes from a third party, so the Content-Security-Policy names only this site. A route
that needs more sets its own header, made by :func:`policy`; it is left as it is. The list is
that of the OWASP Secure Headers Project, but for what would keep other sites from reading the
data (Cross-Origin-Embedder-Policy adds nothing: no page shares memory) and ``no-store``: nothing
here depends on who asks.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from starlette.types import ASGIApp, Message, Receive, Scope, Send

DIRECTIVES = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}

FEATURES = (
    "accelerometer",
    "autoplay",
    "camera",
    "display-capture",
    "encrypted-media",
    "geolocation",
    "gyroscope",
    "hid",
    "idle-detection",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "publickey-credentials-get",
    "screen-wake-lock",
    "serial",
    "usb",
    "xr-spatial-tracking",
)
"""What browsers could let a page do, and these pages never do."""


def policy(**changes: str) -> str:
    """Return the Content-Security-Policy with ``changes``, e.g. ``style_src="'self'"``."""
    changed = {name.replace("_", "-"): value for name, value in changes.items()}
    return "; ".join(f"{name} {value}" for name, value in (DIRECTIVES | changed).items())


HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": policy(),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",  # for browsers that know no frame-ancestors
    "X-Permitted-Cross-Domain-Policies": "none",
    "X-DNS-Prefetch-Control": "off",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": ", ".join(f"{feature}=()" for feature in FEATURES),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "cross-origin",  # as it is with Access-Control-Allow-Origin
    # All of it is public and nothing depends on who asks: any site may read it.
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": ", ".join(
        ("Allow", "Content-Profile", "ETag", "Link", "Retry-After", "X-Request-Id")
    ),
}


FRAMES = b"x-frame-options"


def may_be_framed(headers: Iterable[tuple[bytes, bytes]]) -> bool:
    """Tell whether an answer lets other sites frame it: X-Frame-Options has no word for that."""
    return any(
        name == b"content-security-policy" and b"frame-ancestors *" in value
        for name, value in headers
    )


def headers_for(scheme: str, hsts_seconds: int = 0) -> dict[str, str]:
    """Return the headers of an answer; HSTS is said over https only (RFC 6797, 7.2)."""
    if scheme != "https" or hsts_seconds <= 0:
        return dict(HEADERS)
    return {**HEADERS, "Strict-Transport-Security": f"max-age={hsts_seconds}"}


def _encoded(headers: Mapping[str, str]) -> list[tuple[bytes, bytes]]:
    return [(name.lower().encode(), value.encode()) for name, value in headers.items()]


class SecurityHeaders:
    """ASGI middleware that adds :data:`HEADERS` where an answer does not set them itself."""

    def __init__(self, app: ASGIApp, hsts_seconds: int = 0) -> None:
        self._app = app
        self._plain = _encoded(headers_for("http"))
        self._secure = _encoded(headers_for("https", hsts_seconds))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        added = self._secure if scope.get("scheme", "http") == "https" else self._plain

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                present = {name for name, _ in message["headers"]}
                if may_be_framed(message["headers"]):
                    present.add(FRAMES)
                message["headers"] = [
                    *message["headers"],
                    *(header for header in added if header[0] not in present),
                ]
            await send(message)

        await self._app(scope, receive, send_with_headers)
