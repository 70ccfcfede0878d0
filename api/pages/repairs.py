"""Where the mended words stand in a clause's text.

A repair knows its place in the raw file, a clause's text is without markers and wrapped lines:
the mended word is looked for nearest to where it should be. One that is not found is left out of
the text; the list beside the clause still has it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Mended:
    """A repair: where its clause's file has it (characters), what it was, what it became."""

    start: int
    before: str
    after: str


@dataclass(frozen=True)
class Piece:
    """A run of text; ``before`` is what the file has in its place, "" where nothing was mended."""

    text: str
    before: str = ""


def mark(text: str, clause_start: int, repairs: Iterable[Mended]) -> tuple[Piece, ...]:
    """Return ``text`` cut into pieces at its mended words; the pieces joined are ``text``."""
    pieces: list[Piece] = []
    reached, drift = 0, 0
    for repair in sorted(repairs):
        expected = repair.start - clause_start - drift
        place = _nearest(text, repair.after, reached, expected)
        if place < 0:
            continue
        drift = repair.start - clause_start - place
        if place > reached:
            pieces.append(Piece(text[reached:place]))
        reached = place + len(repair.after)
        pieces.append(Piece(repair.after, repair.before))
    if reached < len(text):
        pieces.append(Piece(text[reached:]))
    return tuple(pieces)


def _nearest(text: str, word: str, start: int, expected: int) -> int:
    """Return the place of ``word`` at or after ``start`` that is nearest to ``expected``; or -1."""
    best, place = -1, text.find(word, start) if word else -1
    while place >= 0:
        if best < 0 or abs(place - expected) < abs(best - expected):
            best = place
        place = text.find(word, place + 1)
    return best
