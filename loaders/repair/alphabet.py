"""The Vietnamese alphabet, case and tone: what a letter is, and how to compare spellings."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from collections.abc import Set as AbstractSet

_BASES = "aăâeêioôơuưy"
_TONES = ("", "\u0300", "\u0301", "\u0309", "\u0303", "\u0323")
VOWELS = tuple(unicodedata.normalize("NFC", base + tone) for base in _BASES for tone in _TONES)
MARKED_LETTERS = tuple(letter for letter in (*VOWELS, "đ") if not letter.isascii())
LETTERS = frozenset("abcdefghijklmnopqrstuvwxyz") | frozenset(VOWELS) | {"đ", "ð"}
"""With ð, which old keyboards type for đ; ``marks`` puts it right."""
_CASED = LETTERS | {letter.upper() for letter in LETTERS}

WORD = re.compile(r"[^\W\d_]+")
"""A run of letters of any script ("nhiệm", "vÿ")."""

_FOREIGN = re.compile(f"[^\\W\\d_{re.escape(''.join(sorted(_CASED)))}]")
"""A letter that Vietnamese does not have ("ÿ", "ß")."""

_USUAL = "".join(sorted(_CASED - {"ð", "Ð"})) + "“”‘’–—…•\n" + "".join(map(chr, range(32, 127)))
_UNUSUAL = re.compile(f"[^{re.escape(_USUAL)}]")
"""A character that a text without damage can do without: "ÿ", "ð", a tab, a soft hyphen."""


_SYLLABLE = 9
"""Longest syllable and a blank, where most words begin."""


def is_vietnamese(word: str) -> bool:
    """Say whether all letters of ``word`` belong to the Vietnamese alphabet (with f, j, w, z)."""
    return not _FOREIGN.search(word)


def unusual(text: str) -> str:
    """Return the characters of ``text`` that sound texts do without, each once, in code order.

    One cheap look at the whole text spares the searches for each kind of damage.
    """
    return "".join(sorted(set(_UNUSUAL.findall(text))))


def foreign_letters(text: str) -> list[str]:
    """Return the letters of ``text`` that Vietnamese does not have, in order, with repeats."""
    return _FOREIGN.findall(text)


def words_with(letters: AbstractSet[str], text: str) -> Iterator[re.Match[str]]:
    """Yield the words of ``text`` that have one of the foreign ``letters``, in order."""
    end = 0
    for match in _UNUSUAL.finditer(text):
        at = match.start()
        if at < end or match.group() not in letters:
            continue
        word = WORD.match(text, _word_start(text, at, end))
        if word:
            end = word.end()
            yield word


def word_before(text: str, at: int, between: str) -> str:
    """Return the word that ends before ``at`` with only blanks or ``between`` after it, or ""."""
    end = at
    while end and (text[end - 1].isspace() or text[end - 1] in between):
        end -= 1
    return text[_word_start(text, end, 0) : end]


def _word_start(text: str, at: int, least: int) -> int:
    """Return where the letters begin that end at ``at``; the same as ``WORD`` takes."""
    _, blank, letters = text[max(least, at - _SYLLABLE) : at].rpartition(" ")
    if blank and letters.isalpha():  # mostly
        return at - len(letters)
    while at > least and text[at - 1].isalnum() and not text[at - 1].isdecimal():
        at -= 1
    return at


def places(word: str, text: str) -> Iterator[int]:
    """Yield where ``word`` stands in ``text`` with no letter at either side."""
    at = text.find(word)
    while at >= 0:
        end = at + len(word)
        if not text[max(0, at - 1) : at].isalpha() and not text[end : end + 1].isalpha():
            yield at
        at = text.find(word, end)
