"""Which letters a damaged word stands for: its readings, weighed with those of its neighbours.

A reading is a valid syllable; a run of neighbouring words is read as a whole (Viterbi), by how
often two syllables stand side by side in clean text.
"""

from __future__ import annotations

import itertools
import math
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

from loaders.repair.alphabet import VOWELS, is_vietnamese
from loaders.repair.lexicon import Lexicon, lexicon
from loaders.repair.syllable import is_syllable

LETTERS = tuple(dict.fromkeys((*VOWELS, "đ")))
"""The letters that a damaged one may stand for."""
Prior = dict[str, Counter[str]]
"""How often each glyph of the file was read as each letter."""
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
    for letters in itertools.product(LETTERS, repeat=len(places)):
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


@lru_cache(maxsize=16_384)
def read_alone(texts: tuple[str, ...]) -> tuple[tuple[str, float], ...]:
    """Weigh the readings of a run by its words alone, as a file without a prior has them."""
    return tuple(read(texts, {}))


def read(texts: tuple[str, ...], prior: Prior) -> Iterator[tuple[str, float]]:
    """Weigh the readings of a run together; yield a reading or "" for each damaged word."""
    words = lexicon()
    run = [readings_of(text) for text in texts]
    own = [_weights(text, readings, prior) for text, readings in zip(texts, run, strict=True)]
    forward = [own[0]]
    for before, word, weights in zip(run, run[1:], own[1:], strict=False):
        last = forward[-1]
        forward.append(
            {
                reading: weights[reading] + max([last[b] + _pair(b, reading) for b in before])
                for reading in word
            }
        )
    backward = [dict.fromkeys(run[-1], 0.0)]
    for word, earlier, weights in zip(run[:0:-1], run[-2::-1], own[:0:-1], strict=True):
        follow = backward[-1]
        backward.append(
            {
                reading: max([follow[a] + _pair(reading, a) + weights[a] for a in word])
                for reading in earlier
            },
        )
    backward.reverse()
    for at, text in enumerate(texts):
        if run[at] == (text,):
            continue
        ahead, behind = forward[at], backward[at]
        scores = sorted([(ahead[r] + behind[r], r) for r in run[at]], reverse=True)
        best = scores[0][1]
        # The case is the better of two, not a question of its own: only other letters compete.
        rival = next((score for score, r in scores if r.lower() != best.lower()), -math.inf)
        margin = scores[0][0] - rival
        confidence = 1.0 / (1.0 + math.exp(-min(margin, 30.0)))
        backed = _stands_beside(run, at, best, words) or _glyphs_known(text, best, prior)
        certain = margin >= _MIN_MARGIN and words.knows(best) and backed
        yield best if certain else "", round(confidence, 4)


def _stands_beside(run: list[tuple[str, ...]], at: int, reading: str, words: Lexicon) -> bool:
    """Say whether clean text has the reading beside a reading of the word before or after it."""
    before = run[at - 1] if at else ()
    after = run[at + 1] if at + 1 < len(run) else ()
    return any(words.pair(b, reading) for b in before) or any(words.pair(reading, a) for a in after)


def _glyphs_known(text: str, reading: str, prior: Prior) -> bool:
    """Say whether the file's other words show that its glyphs mean these letters."""
    return all(
        prior.get(glyph, _NEVER)[letter] >= _SEEN_OFTEN for glyph, letter in changes(text, reading)
    )


def _weights(text: str, readings: tuple[str, ...], prior: Prior) -> dict[str, float]:
    """Return the log weight of each reading by itself: how common, what its glyphs stand for."""
    if readings == (text,):
        return {text: 0.0}
    found = {}
    for reading in readings:
        score = _commonness(reading)
        if prior:
            for glyph, letter in changes(text, reading):
                seen = prior.get(glyph, _NEVER)
                score += math.log((seen[letter] + 0.05) / (seen.total() + 4.0))
        found[reading] = score
    return found


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
