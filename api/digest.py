"""What tells one representation from another: the digest of its type and bytes."""

from __future__ import annotations

import hashlib


def digest(media_type: str, body: bytes) -> str:
    """Return 16 hex digits that differ where the type or the bytes differ."""
    return hashlib.sha256(media_type.encode() + b"\0" + body).hexdigest()[:16]
