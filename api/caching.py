"""Answers that a client may keep and ask about again: ETag and 304 (RFC 9110, 8.8.3 and 13)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from fastapi import Request
from starlette.responses import Response

from api.digest import digest

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
    return tagged(request, body, media_type, entity_tag(release, digest(media_type, body)), headers)


def entity_tag(release: str, digest: str) -> str:
    """Return the strong tag of the representation with this digest."""
    return f'"{_ascii(release)}-{digest}"'


def tagged(
    request: Request,
    body: bytes,
    media_type: str,
    tag: str,
    headers: Mapping[str, str] | None = None,
) -> Response:
    """Return ``body`` with its tag, or 304 where the client has it."""
    sent = {"ETag": tag, "Cache-Control": "no-cache", "Vary": "Accept", **(headers or {})}
    if is_known(request.headers.getlist("if-none-match"), tag):
        return Response(status_code=304, headers=sent)
    return Response(body, headers={**sent, "Content-Type": media_type})


def is_known(if_none_match: list[str], tag: str) -> bool:
    """Tell whether the client's ``If-None-Match`` names ``tag`` (weak comparison) or ``*``."""
    named = [found for header in if_none_match for found in _TAG.findall(header)]
    return any(found in ("*", tag, f"W/{tag}") for found in named)


@lru_cache(maxsize=16)
def _ascii(release: str) -> str:
    return re.sub(r"[^\w.-]", "_", release, flags=re.ASCII)
