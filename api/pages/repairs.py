"""Where the mended words stand in a clause's text.

A repair knows its place in the raw file; a clause's text is without markers and wrapped lines. A
mended letter is looked for in order where all of its kind were mended, else nearest to where it
should be. One that is not found is left out of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
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
    """Return ``text`` cut into pieces, the mended words apart; joined they are ``text``.

    ``clause_start`` is where ``text`` begins in the raw file, as well as it is known.
    """
    places = _places(text, clause_start, sorted(repairs))
    pieces: list[Piece] = []
    reached = 0
    while places:
        inside = [places.pop(0)]
        start, end = _word(text, *inside[0])
        while places and places[0][0] < end:
            inside.append(places.pop(0))
            end = _word(text, *inside[-1])[1]
        if start > reached:
            pieces.append(Piece(text[reached:start]))
        pieces.append(Piece(text[start:end], _before(text, start, end, inside)))
        reached = end
    if reached < len(text):
        pieces.append(Piece(text[reached:]))
    return tuple(pieces)


def _word(text: str, place: int, repair: Mended) -> tuple[int, int]:
    """Return where the word, or the words, that a repair touches begin and end."""
    start, end = place, place + len(repair.after)
    while start > 0 and not text[start - 1].isspace():
        start -= 1
    while end < len(text) and not text[end].isspace():
        end += 1
    return start, end


def _before(text: str, start: int, end: int, inside: Sequence[tuple[int, Mended]]) -> str:
    """Return the word as the file has it."""
    parts: list[str] = []
    for place, repair in inside:
        parts += [text[start:place], repair.before]
        start = place + len(repair.after)
    return "".join([*parts, text[start:end]])


def _places(text: str, clause_start: int, repairs: list[Mended]) -> list[tuple[int, Mended]]:
    """Return where each repair stands in ``text``, in order; without those not found."""
    in_order: dict[str, list[int]] = {}
    for after in {repair.after for repair in repairs if repair.after}:
        found = [match.start() for match in re.finditer(re.escape(after), text)]
        if len(found) == sum(repair.after == after for repair in repairs):
            in_order[after] = found
    result: list[tuple[int, Mended]] = []
    reached, drift = 0, 0
    for repair in repairs:
        known = in_order.get(repair.after)
        expected = repair.start - clause_start - drift
        place = known.pop(0) if known else _nearest(text, repair.after, reached, expected)
        if place < reached:
            continue
        drift = repair.start - clause_start - place
        reached = place + len(repair.after)
        result.append((place, repair))
    return result


def _nearest(text: str, word: str, start: int, expected: int) -> int:
    """Return the place of ``word`` at or after ``start`` that is nearest to ``expected``; or -1."""
    best, place = -1, text.find(word, start) if word else -1
    while place >= 0:
        if best < 0 or abs(place - expected) < abs(best - expected):
            best = place
        place = text.find(word, place + 1)
    return best
