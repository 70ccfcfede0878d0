"""The letter ư, lost all through a text: "Nhà nớc", "Cục trởng", "Sở T pháp", "tham mu".

TCVN3 writes ư as the soft hyphen (U+00AD), which programs for PDF drop, or show as the hyphen of a
line's end ("Thủ tr-" / "ởng"). A text of some length without any ư has lost it. It is put back
where one reading is a syllable; where the word is one without it too, its neighbours decide.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from loaders.model import Edit
from loaders.repair.alphabet import WORD
from loaders.repair.lexicon import lexicon
from loaders.repair.syllable import is_syllable

RULE = "repair.horn"
_LOST = ("ư", "Ư")
_LEAST_LETTERS = 200
"""A text of that many characters without ư is no common one: every thirtieth word has it."""
_LEAST_LOST = 3
"""Words that are no syllable without it, before a word that is one is doubted."""
_LONGEST = 7
_CERTAIN, _BY_PAIR = 0.95, 0.9
_NEIGHBOUR = 3
"""So many characters may stand between two words that are read side by side."""
# "Thủ tr-" / "ởng": the soft hyphen as the hyphen at the end of a line
_AT_LINE_END = re.compile(r"(?P<head>[^\W\d_]{0,3})(?P<hyphen>-[ \t]*\n[ \t]*)(?P<rest>[^\W\d_]+)")


def mend(raw: str) -> Iterator[Edit]:
    """Yield the edits that put ư back into a text that has none."""
    if len(raw) < _LEAST_LETTERS or any(letter in raw for letter in _LOST):
        return
    words = list(WORD.finditer(raw))
    certain = {index: cut for index, match in enumerate(words) if (cut := _only_cut(match.group()))}
    if len(certain) < _LEAST_LOST:
        return
    read = [
        _with_horn(w.group(), certain[i]) if i in certain else w.group()
        for i, w in enumerate(words)
    ]
    for index, match in enumerate(words):
        cut = certain.get(index)
        confidence = _CERTAIN
        if cut is None:
            cut, confidence = _by_neighbours(raw, words, read, index), _BY_PAIR
        if cut is not None:
            at = match.start() + cut
            yield Edit(at, at, "", _letter(match.group(), cut), RULE, confidence)
    yield from _at_line_ends(raw)


def _at_line_ends(raw: str) -> Iterator[Edit]:
    for match in _AT_LINE_END.finditer(raw):
        joined = f"{match['head']}ư{match['rest']}"
        if is_syllable(joined) and not is_syllable(match["head"] + match["rest"]):
            start, end = match.span("hyphen")
            yield Edit(start, end, match["hyphen"], "ư", RULE, _CERTAIN)


@lru_cache(maxsize=16_384)
def _cuts(word: str) -> tuple[int, ...]:
    """Return where ư makes a syllable of a word; where clean text knows one, only those."""
    if len(word) > _LONGEST:
        return ()
    found = [at for at in range(len(word) + 1) if is_syllable(_with_horn(word, at))]
    known = [at for at in found if lexicon().knows(_with_horn(word, at))]
    return tuple(known or found)


@lru_cache(maxsize=16_384)
def _only_cut(word: str) -> int | None:
    """Return the only place for ư in a word that is no syllable without; None for others.

    A word without vowel ("t", "CP") may be a label or a short form: its neighbours decide.
    """
    if is_syllable(word) or word.isascii() or len(word) == 1:
        return None
    cuts = _cuts(word)
    return cuts[0] if len(cuts) == 1 else None


def _by_neighbours(raw: str, words: list[re.Match[str]], read: list[str], index: int) -> int | None:
    """Return the place for ư that makes a pair known to clean text, where there is none without."""
    word = read[index]
    if word.isupper() and len(word) > 1:
        return None
    beside = []
    if index and _is_near(raw, words[index - 1], words[index]):
        beside.append((read[index - 1], True))
    if index + 1 < len(words) and _is_near(raw, words[index], words[index + 1]):
        beside.append((read[index + 1], False))
    if _pairs(word, beside):
        return None
    backed = [cut for cut in _cuts(word) if _pairs(_with_horn(word, cut), beside)]
    return backed[0] if len(backed) == 1 else None


def _pairs(word: str, beside: list[tuple[str, bool]]) -> bool:
    words = lexicon()
    return any(
        words.pair(other, word) if is_before else words.pair(word, other)
        for other, is_before in beside
    )


def _is_near(raw: str, first: re.Match[str], second: re.Match[str]) -> bool:
    """Say whether nothing but blanks stands between two words."""
    between = raw[first.end() : second.start()]
    return len(between) <= _NEIGHBOUR and between.isspace()


def _with_horn(word: str, at: int) -> str:
    return word[:at] + _letter(word, at) + word[at:]


def _letter(word: str, at: int) -> str:
    """Return ư in the case of the letters beside it."""
    if len(word) > 1 and word.isupper():
        return "Ư"
    return "ư" if at or not word[:1].isupper() else "Ư"
