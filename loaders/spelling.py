"""Spellings: one for "Uỷ"/"Ủy", a key without diacritics, the slug of an IRI."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from ontology.spelling import standard

__all__ = ["fold", "sentence_case", "slug", "spellings", "standard"]

_WHOLE_TEXT = 5_000
"""Characters from which a text is no name or clause: only the last one is kept."""
_HEAD = 4_000
"""Characters of a text that are looked at before all of it: who issues it is named there."""
_NOT_SLUG = re.compile(r"[^a-z0-9]+")
_MARKS = re.compile("[\u0300-\u036f]")


def fold(text: str) -> str:
    """Return ``text`` in lower case without diacritics ("Điện Biên" → "dien bien")."""
    return _fold(text) if len(text) < _WHOLE_TEXT else _fold_whole(text)


@lru_cache(maxsize=1)
def _fold_whole(text: str) -> str:
    return _fold.__wrapped__(text)


@lru_cache(maxsize=2)
def _lower(text: str) -> str:
    """Return the text in lower case; several names are looked for in a text and its head."""
    return text.lower()


@lru_cache(maxsize=16_384)
def _fold(text: str) -> str:
    bare = _MARKS.sub("", unicodedata.normalize("NFD", text.lower()))
    return bare.replace("đ", "d")


def spellings(name: str, text: str) -> Iterator[str]:
    """Yield ``name`` as ``text`` has it: in any case first, then also without its diacritics."""
    for form in (str.lower, fold):
        key, begin = form(name), 0
        for piece in (text[:_HEAD], text):
            within = _lower(piece) if form is str.lower else form(piece)
            at = within.find(key, begin) if key and len(within) == len(piece) else -1
            while at >= 0:
                yield text[at : at + len(key)]
                at = within.find(key, at + 1)
            begin = max(0, len(piece) - len(key) + 1)


def slug(text: str) -> str:
    """Return the IRI form of a name: folded, words joined by hyphens."""
    return _NOT_SLUG.sub("-", fold(text)).strip("-")


def sentence_case(text: str) -> str:
    """Return a line of capitals as a common name: "PHÓ CHỦ TỊCH" → "Phó chủ tịch"."""
    return text[:1].upper() + text[1:].lower()
