"""Spellings: one for "Uỷ"/"Ủy", a key without diacritics, the slug of an IRI."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_PAIRS = {
    "oà": "òa", "oá": "óa", "oả": "ỏa", "oã": "õa", "oạ": "ọa",
    "oè": "òe", "oé": "óe", "oẻ": "ỏe", "oẽ": "õe", "oẹ": "ọe",
    "uỳ": "ùy", "uý": "úy", "uỷ": "ủy", "uỹ": "ũy", "uỵ": "ụy",
}  # fmt: skip
# "oà" in "hoà", "uỷ" in "Uỷ"; not in "quý" nor before a further letter ("hoàng"). Character
# classes without IGNORECASE: four times faster than the pairs as alternatives.
_VARIANT = re.compile(r"(?<![qQ])(?:[oO][àáảãạèéẻẽẹÀÁẢÃẠÈÉẺẼẸ]|[uU][ỳýỷỹỵỲÝỶỸỴ])(?![a-zA-ZđĐÀ-ỹ])")
_NOT_SLUG = re.compile(r"[^a-z0-9]+")
_MARKS = re.compile("[\u0300-\u036f]")


@lru_cache(maxsize=4_096)
def standard(text: str) -> str:
    """Return ``text`` with tone marks where the standard puts them ("Uỷ" → "Ủy"); same length."""
    return _VARIANT.sub(lambda match: _recase(match.group()), text)


def _recase(pair: str) -> str:
    mended = _PAIRS[pair.lower()]
    return "".join(
        new.upper() if old.isupper() else new for old, new in zip(pair, mended, strict=True)
    )


@lru_cache(maxsize=16_384)
def fold(text: str) -> str:
    """Return ``text`` in lower case without diacritics ("Điện Biên" → "dien bien")."""
    bare = _MARKS.sub("", unicodedata.normalize("NFD", text.lower()))
    return bare.replace("đ", "d")


def slug(text: str) -> str:
    """Return the IRI form of a name: folded, words joined by hyphens."""
    return _NOT_SLUG.sub("-", fold(text)).strip("-")


def sentence_case(text: str) -> str:
    """Return a line of capitals as a common name: "PHÓ CHỦ TỊCH" → "Phó chủ tịch"."""
    return text[:1].upper() + text[1:].lower()
