"""The Vietnamese alphabet, case and tone: what a letter is, and how to compare spellings."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import chain

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


def parted(text: str) -> tuple[set[str], str]:
    """Return the pieces between the blanks of ``text``, and the characters sound texts do without.

    Each piece and character once, these in code order: one cheap look at the pieces spares the
    searches for each kind of damage in the whole text.
    """
    pieces = set(text.replace("\n", " ").split(" "))  # faster than at all kinds of blanks
    unusual = "".join(sorted(set(_UNUSUAL.findall("".join(pieces)))))
    if any(map(str.isspace, unusual)):
        pieces = set(chain.from_iterable(map(str.split, pieces)))
    return pieces, unusual


def foreign_letters(text: str) -> list[str]:
    """Return the letters of ``text`` that Vietnamese does not have, in order, with repeats."""
    return _FOREIGN.findall("".join(_UNUSUAL.findall(text)))  # these alone: it is the slower one


def words_with(letters: Iterable[str], text: str) -> Iterator[re.Match[str]]:
    """Yield the words of ``text`` with its foreign ``letters``, given in order, with repeats."""
    at, end = -1, 0
    for letter in letters:
        at = text.find(letter, at + 1)
        if at >= end and (word := WORD.match(text, _word_start(text, at, end))):
            end = word.end()
            yield word


def word_before(text: str, at: int, between: str) -> str:
    """Return the word that ends before ``at`` with only blanks or ``between`` after it, or ""."""
    end = at
    while end and ((last := text[end - 1]) == " " or last.isspace() or last in between):
        end -= 1
    return text[_word_start(text, end, 0) : end]


def _word_start(text: str, at: int, least: int) -> int:
    """Return where the letters begin that end at ``at``; the same as ``WORD`` takes."""
    first = at - _SYLLABLE
    start = text.rfind(" ", first if first > least else least, at) + 1
    if start and text[start:at].isalpha():  # mostly
        return start
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
