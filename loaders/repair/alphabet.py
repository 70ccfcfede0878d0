"""The Vietnamese alphabet, case and tone: what a letter is, and how to compare spellings."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import lru_cache

_BASES = "aăâeêioôơuưy"
_TONES = ("", "\u0300", "\u0301", "\u0309", "\u0303", "\u0323")
VOWELS = tuple(unicodedata.normalize("NFC", base + tone) for base in _BASES for tone in _TONES)
MARKED_LETTERS = tuple(letter for letter in (*VOWELS, "đ") if not letter.isascii())
LETTERS = frozenset("abcdefghijklmnopqrstuvwxyz") | frozenset(VOWELS) | {"đ", "ð"}
"""With ð, which old keyboards type for đ; ``marks`` puts it right."""

_BLANKS = "\t\n\v\f\r\x1c\x1d\x1e\x1f \x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000" + "".join(
    map(chr, range(0x2000, 0x200B))
)
"""The characters at which a text falls into its pieces: those of ``str.isspace``."""

WORD = re.compile(r"[^\W\d_]+")
"""A run of letters of any script ("nhiệm", "vÿ")."""

_FOREIGN = re.compile(
    f"[^\\W\\d_{re.escape(''.join(sorted(LETTERS | {c.upper() for c in LETTERS})))}]"
)
"""A letter that Vietnamese does not have ("ÿ", "ß")."""


def is_vietnamese(word: str) -> bool:
    """Say whether all letters of ``word`` belong to the Vietnamese alphabet (with f, j, w, z)."""
    return not _FOREIGN.search(word)


@lru_cache(maxsize=4)
def characters(text: str) -> str:
    """Return each character of ``text`` once: a cheap first look before a search for some."""
    blanks = [blank for blank in _BLANKS if blank in text]
    return "".join(sorted({*"".join(pieces(text)), *blanks}))


@lru_cache(maxsize=4)
def pieces(text: str) -> Counter[str]:
    """Return the pieces between the blanks of ``text``, each with how often it stands there."""
    return Counter(text.split())


def has_foreign_letter(text: str) -> bool:
    """Say whether ``text`` has a letter that Vietnamese does not have."""
    return _FOREIGN.search(characters(text)) is not None


def foreign_letters(text: str) -> list[str]:
    """Return the letters of ``text`` that Vietnamese does not have, in order, with repeats."""
    return _FOREIGN.findall(text)
