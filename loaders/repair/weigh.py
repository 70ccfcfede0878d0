"""Which letters a damaged word stands for: its readings, weighed with those of its neighbours.

A reading is a valid syllable; a run of neighbouring words is read as a whole (Viterbi), by how
often two syllables stand side by side in clean text.
"""

from __future__ import annotations

import math
from collections import Counter
from functools import lru_cache
from itertools import pairwise, product
from operator import add
from typing import NamedTuple

from loaders.repair.alphabet import VOWELS, is_vietnamese
from loaders.repair.lexicon import lexicon
from loaders.repair.syllable import is_syllable

LETTERS = tuple(dict.fromkeys((*VOWELS, "đ")))
"""The letters that a damaged one may stand for."""
Prior = dict[str, Counter[str]]
"""How often each glyph of the file was read as each letter."""
_Weights = tuple[tuple[float, ...], ...]
_LONG = 16
"""Longer runs are those of no decision: what was found of them is not kept."""
_MAX_FOREIGN = 2
_MIN_MARGIN = math.log(20)
_UNSEEN = 1e-7
_SEEN_OFTEN = 3


@lru_cache(maxsize=4_096)
def readings_of(text: str) -> tuple[str, ...]:
    """Return the valid syllables that ``text`` may stand for; itself where it is sound."""
    if is_vietnamese(text):
        return (text,)
    places = [i for i, letter in enumerate(text) if not is_vietnamese(letter)]
    if len(places) > _MAX_FOREIGN or len(text) > 7:
        return (text,)
    found = []
    for letters in product(LETTERS, repeat=len(places)):
        reading = list(text)
        for place, letter in zip(places, letters, strict=True):
            upper = text[place].isupper() or (len(text) > 1 and text.isupper())
            reading[place] = letter.upper() if upper else letter
        word = "".join(reading)
        if is_syllable(word):
            found.append(word)
            if places[0] == 0 and not upper:
                found.append(word[0].upper() + word[1:])
    known = [reading for reading in found if lexicon().knows(reading)]
    return tuple(known or found) or (text,)


class Run(NamedTuple):
    """Damaged words side by side, and the sound word at each end, "" where there is none.

    A sound word has one reading: what lies beyond it has no say.
    """

    before: str
    damaged: tuple[str, ...]
    after: str


class _Lattice(NamedTuple):
    """The readings of each damaged word of a run, and the weights of each two of neighbours.

    ``ahead[n][a][b]`` is that of reading ``a`` of word ``n`` with reading ``b`` of the one after
    it, and ``behind[n][b][a]`` is the same; ``enter`` and ``leave`` are those with the sound words.
    """

    readings: tuple[tuple[str, ...], ...]
    lower: tuple[tuple[str, ...], ...]
    enter: tuple[float, ...]
    ahead: tuple[_Weights, ...]
    behind: tuple[_Weights, ...]
    leave: tuple[float, ...]


def _lattice(run: Run) -> _Lattice:
    return _kept_lattice(run) if len(run.damaged) <= _LONG else _new_lattice(run)


@lru_cache(maxsize=4_096)
def _kept_lattice(run: Run) -> _Lattice:
    return _new_lattice(run)


def _new_lattice(run: Run) -> _Lattice:
    readings = tuple(map(readings_of, run.damaged))
    links = [_links(first, second) for first, second in pairwise(run.damaged)]
    return _Lattice(
        readings,
        tuple(map(_lower_readings, run.damaged)),
        tuple(_pair(run.before, r) if run.before else 0.0 for r in readings[0]),
        tuple([ahead for ahead, _ in links]),
        tuple([behind for _, behind in links]),
        tuple(_pair(r, run.after) if run.after else 0.0 for r in readings[-1]),
    )


@lru_cache(maxsize=1_024)
def _links(first: str, second: str) -> tuple[_Weights, _Weights]:
    """Return the weights of the readings of two damaged neighbours, by the first and the second."""
    after = readings_of(second)
    ahead = tuple(tuple(_pair(a, b) for b in after) for a in readings_of(first))
    return ahead, tuple(zip(*ahead, strict=True))


@lru_cache(maxsize=4_096)
def _lower_readings(text: str) -> tuple[str, ...]:
    return tuple(map(str.lower, readings_of(text)))


def read_alone(run: Run) -> tuple[tuple[str, float], ...]:
    """Weigh the readings of a run by its words alone, as a file without a prior has them."""
    return _kept_reading(run) if len(run.damaged) <= _LONG else Reader({}).read(run)


@lru_cache(maxsize=16_384)
def _kept_reading(run: Run) -> tuple[tuple[str, float], ...]:
    return Reader({}).read(run)


class Reader:
    """Reads the damaged words of one file, by what its glyphs were seen to stand for."""

    def __init__(self, prior: Prior) -> None:
        self._prior = prior
        self._glyphs: dict[tuple[str, str], float] = {}
        self._own: dict[str, list[float]] = {}

    def read(self, run: Run) -> tuple[tuple[str, float], ...]:
        """Weigh the readings of a run together; return a reading or "" for each damaged word."""
        lattice = _lattice(run)
        own = list(map(self._weights, run.damaged, lattice.readings))
        forward = [list(map(add, own[0], lattice.enter))]
        for weights, links in zip(own[1:], lattice.behind, strict=True):
            last = forward[-1]
            forward.append(
                [w + max(map(add, last, link)) for w, link in zip(weights, links, strict=True)]
            )
        backward = [list(lattice.leave)]
        for weights, links in zip(own[:0:-1], lattice.ahead[::-1], strict=True):
            last = backward[-1]
            backward.append([max(map(add, map(add, last, link), weights)) for link in links])
        backward.reverse()
        return tuple(
            [
                self._best(run, lattice, at, list(map(add, ahead, behind)))
                for at, (ahead, behind) in enumerate(zip(forward, backward, strict=True))
            ]
        )

    def _best(
        self, run: Run, lattice: _Lattice, at: int, weights: list[float]
    ) -> tuple[str, float]:
        """Return the best reading of a word, "" where it is not certain, with the confidence."""
        best_score = max(weights)
        place = weights.index(best_score)
        best, lower = lattice.readings[at][place], lattice.lower[at]
        # The case is the better of two, not a question of its own: only other letters compete.
        rivals = [w for w, other in zip(weights, lower, strict=True) if other != lower[place]]
        margin = best_score - max(rivals, default=-math.inf)
        confidence = 1.0 / (1.0 + math.exp(-min(margin, 30.0)))
        certain = (
            margin >= _MIN_MARGIN
            and lexicon().knows(best)
            and (
                _stands_beside(run, lattice, at, best) or self._knows_glyphs(run.damaged[at], best)
            )
        )
        return best if certain else "", round(confidence, 4)

    def _knows_glyphs(self, text: str, reading: str) -> bool:
        """Say whether the file's other words show that its glyphs mean these letters."""
        return all(
            self._prior.get(glyph, _NEVER)[letter] >= _SEEN_OFTEN
            for glyph, letter in changes(text, reading)
        )

    def _weights(self, text: str, readings: tuple[str, ...]) -> list[float]:
        """Return the log weight of each reading by itself: how common, what its glyphs mean."""
        found = self._own.get(text)
        if found is None:
            found = self._own[text] = [self._weight(text, reading) for reading in readings]
        return found

    def _weight(self, text: str, reading: str) -> float:
        score = _commonness(reading)
        for change in changes(text, reading) if self._prior else ():
            if change not in self._glyphs:
                glyph, letter = change
                seen = self._prior.get(glyph, _NEVER)
                self._glyphs[change] = math.log((seen[letter] + 0.05) / (seen.total() + 4.0))
            score += self._glyphs[change]
        return score


def _stands_beside(run: Run, lattice: _Lattice, at: int, reading: str) -> bool:
    """Say whether clean text has the reading beside a reading of the word before or after it."""
    pair, readings = lexicon().pair, lattice.readings
    before = readings[at - 1] if at else (run.before,)
    after = readings[at + 1] if at + 1 < len(readings) else (run.after,)
    return any(pair(b, reading) for b in before) or any(pair(reading, a) for a in after)


_NEVER: Counter[str] = Counter()


@lru_cache(maxsize=16_384)
def _commonness(reading: str) -> float:
    words = lexicon()
    return math.log(words.syllables[reading] / words.total + _UNSEEN)


@lru_cache(maxsize=16_384)
def changes(text: str, reading: str) -> tuple[tuple[str, str], ...]:
    """Return the glyphs that are read as other letters, with these in lower case."""
    pairs = zip(text, reading, strict=True)
    return tuple((glyph, letter.lower()) for glyph, letter in pairs if glyph != letter)


@lru_cache(maxsize=65_536)
def _pair(first: str, second: str) -> float:
    """Return the log weight of two neighbours: how much oftener than by chance they meet."""
    words = lexicon()
    chance = (words.syllables[first] + 1) * (words.syllables[second] + 1) / words.total
    seen: float = words.pairs[first, second]
    if not (words.syllables[first] and words.syllables[second]):
        seen = 0.3 * words.pair(first, second)
    return math.log((seen + 0.05) / (chance + 0.05))
