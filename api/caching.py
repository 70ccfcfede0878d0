"""Answers that a client may keep and ask about again: ETag and 304 (RFC 9110, 8.8.3 and 13)."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping

from fastapi import Request
from starlette.responses import Response

_TAG = re.compile(r'(?:W/)?"[^"]*"|\*')  # "a", W/"a", *


def cacheable(
    request: Request,
    body: bytes,
    media_type: str,
    release: str,
    headers: Mapping[str, str] | None = None,
) -> Response:
    """Return ``body``, or 304 where the client has this very representation.

    The tag names the release and the bytes. ``no-cache`` lets a client keep the answer but makes
    it ask each time, so that nobody reads an old release without knowing.
    """
    digest = hashlib.sha256(media_type.encode() + b"\0" + body).hexdigest()[:16]
    tag = f'"{_ascii(release)}-{digest}"'
    sent = {"ETag": tag, "Cache-Control": "no-cache", "Vary": "Accept", **(headers or {})}
    if is_known(request.headers.getlist("if-none-match"), tag):
        return Response(status_code=304, headers=sent)
    return Response(body, headers={**sent, "Content-Type": media_type})


def is_known(if_none_match: list[str], tag: str) -> bool:
    """Tell whether the client's ``If-None-Match`` names ``tag`` (weak comparison) or ``*``."""
    named = [found for header in if_none_match for found in _TAG.findall(header)]
    return any(found in ("*", tag, f"W/{tag}") for found in named)


def _ascii(release: str) -> str:
    return re.sub(r"[^\w.-]", "_", release, flags=re.ASCII)
