"""Where a text has the words of a question, and the part of it that is worth showing."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Sequence
from itertools import islice

from api.search.question import Question
from ontology.search.abbreviations import expansions
from ontology.search.words import Word, forms, words

SNIPPET = 240
"""Characters of a text that are shown, about."""
_MOST_STARTS = 200
"""Matches that a part may begin at; a text with more of them shows none better."""
Pieces = tuple[tuple[str, bool], ...]
"""A text cut at the matches: (text, is a match)."""


def pieces(text: str, question: Question, prefixes: Sequence[str] = ()) -> Pieces:
    """Return a text in pieces, from about the place that has most of the words."""
    text = unicodedata.normalize("NFC", text)
    wanted = {*question.folded, *(word.folded for word in question.words), *prefixes}
    found = [word for word in words(text) if _matches(word, wanted)]
    start, end = _window(text, found)
    cut: list[tuple[str, bool]] = [("… ", False)] if start else []
    place = start
    for first, last in _joined(text, found):
        if start <= first and last <= end:
            if place < first:
                cut.append((_line(text[place:first]), False))
            cut.append((_line(text[first:last]), True))
            place = last
    if place < end:
        cut.append((_line(text[place:end]), False))
    return (*cut, (" …", False)) if end < len(text) else tuple(cut)


def _matches(word: Word, wanted: Collection[str]) -> bool:
    if word.folded in wanted:
        return True
    if word.is_number:
        return any(form in wanted for form in forms(word))
    long = expansions().get(word.folded, ())
    return any(all(part in wanted for part in each.folded) for each in long)


def _joined(text: str, found: Sequence[Word]) -> list[tuple[int, int]]:
    """Return the matches, those with only spaces between them as one."""
    joined: list[tuple[int, int]] = []
    for word in found:
        if joined and text[joined[-1][1] : word.start].isspace():
            joined[-1] = (joined[-1][0], word.end)
        else:
            joined.append((word.start, word.end))
    return joined


def _window(text: str, found: Sequence[Word]) -> tuple[int, int]:
    """Return the part of a long text with the most different matches, cut between words."""
    if len(text) <= SNIPPET:
        return 0, len(text)
    best, most = 0, 0
    for place, first in enumerate(found[:_MOST_STARTS]):
        near = _different(found, place, first.start + SNIPPET)
        if near > most:
            best, most = first.start, near
    start = 0 if best < SNIPPET // 3 else text.rfind(" ", 0, best - SNIPPET // 8) + 1
    end = len(text) if len(text) - start <= SNIPPET else text.rfind(" ", start, start + SNIPPET)
    return start, end if end > start else min(len(text), start + SNIPPET)


def _different(found: Sequence[Word], place: int, end: int) -> int:
    """Return how many different words there are from one up to a place in the text."""
    near: set[str] = set()
    for word in islice(found, place, None):
        if word.end > end:
            break
        near.add(word.folded)
    return len(near)


def _line(text: str) -> str:
    return text.replace("\n", " ")
