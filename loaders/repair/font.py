"""Letters lost to a broken font: context says which letter each one was.

Some PDFs print a glyph of a font whose code points mean other letters: "nhiệm vÿ" for "nhiệm vụ"
and, by another font of the same file, "cÿa" for "của". So no table from glyph to letter can be
right. Here every word with a letter that Vietnamese does not have gets its possible readings
(valid syllables), and the readings of neighbouring words are weighed together by how often they
stand side by side in clean text (Viterbi). A first pass over the file learns which letters each
glyph stands for; the second pass uses it. A reading is taken only where it is clearly the best.
"""

from __future__ import annotations

import itertools
import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from loaders.model import Edit, Issue, Span
from loaders.repair.alphabet import (
    MARKED_LETTERS,
    VOWELS,
    WORD,
    foreign_letters,
    is_vietnamese,
)
from loaders.repair.lexicon import Lexicon, lexicon
from loaders.repair.syllable import is_syllable

RULE = "repair.font"
RULE_NEIGHBOUR = "repair.font.neighbour"
_READINGS = tuple(dict.fromkeys((*VOWELS, "đ")))
_MAX_FOREIGN = 2
_MIN_MARGIN = math.log(20)
_UNSEEN = 1e-7
_SEEN_OFTEN = 3
_COMMON_PAIR = 20
_REACH = 20
_OPENING = re.compile(r"(?:\n|\d\.)[\s*_#]*\Z")
"""What stands before the first word of a line or heading."""
_BLANK = re.compile(r"[\s*_]*")
"""What may stand between two neighbours: blanks, line ends, Markdown marks."""


@dataclass(frozen=True, slots=True)
class _Word:
    start: int
    end: int
    text: str
    readings: tuple[str, ...]

    @property
    def is_damaged(self) -> bool:
        """Whether it has readings other than itself to choose from."""
        return self.readings != (self.text,)


def mend(raw: str) -> tuple[list[Edit], list[Issue]]:
    """Return the edits that mend broken letters, and an issue for each word left as it is."""
    if not foreign_letters(raw):
        return [], []
    words = lexicon()
    runs = list(_runs(raw))
    prior: dict[str, Counter[str]] = defaultdict(Counter)
    chosen: list[tuple[_Word, str, float]] = []
    for use_prior in (False, True):
        chosen = []
        known: dict[tuple[str, ...], list[tuple[str, float]]] = {}
        for run in runs:
            key = tuple(word.text for word in run)
            if key not in known:
                known[key] = list(_read(run, words, prior if use_prior else {}))
            damaged = [word for word in run if word.is_damaged]
            chosen += [(w, *found) for w, found in zip(damaged, known[key], strict=True)]
        if all(reading for _, reading, _ in chosen):
            break  # the neighbours settled every word: what the file's glyphs mean adds nothing
        prior = _learn(chosen)
    edits: list[Edit] = []
    issues: list[Issue] = []
    for word, reading, confidence in chosen:
        if reading:
            edits += _letters(word, reading, confidence)
        else:
            issues.append(_unresolved(word))
    issues += [_unresolved(word) for word in _unreadable(raw)]
    if len(edits) >= len(issues) and len(edits) > 5:
        edits += _neighbours(raw, words)
    return edits, issues


def _runs(raw: str) -> Iterator[list[_Word]]:
    """Yield runs of neighbouring words around damaged ones, with one sound word at each end."""
    tokens = list(WORD.finditer(raw))
    odd = {word for word in {token.group() for token in tokens} if _readings(word) != (word,)}
    at = 0
    while at < len(tokens):
        if tokens[at].group() not in odd:
            at += 1
            continue
        first = at - 1 if at and _are_neighbours(raw, tokens, at) else at
        last = at
        while last + 1 < len(tokens) and _are_neighbours(raw, tokens, last + 1):
            last += 1
            if not {tokens[last - 1].group(), tokens[last].group()} & odd:
                last -= 1
                break
        yield [
            _Word(t.start(), t.end(), t.group(), _readings(t.group()))
            for t in tokens[first : last + 1]
        ]
        at = last + 1


def _are_neighbours(raw: str, tokens: list[re.Match[str]], at: int) -> bool:
    """Say whether nothing but blanks stands between a word and the one before it."""
    return _BLANK.fullmatch(raw, tokens[at - 1].end(), tokens[at].start()) is not None


@lru_cache(maxsize=4_096)
def _readings(text: str) -> tuple[str, ...]:
    """Return the valid syllables that ``text`` may stand for; itself where it is sound."""
    if is_vietnamese(text):
        return (text,)
    places = [i for i, letter in enumerate(text) if not is_vietnamese(letter)]
    if len(places) > _MAX_FOREIGN or len(text) > 7:
        return (text,)
    found = []
    for letters in itertools.product(_READINGS, repeat=len(places)):
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


def _read(
    run: list[_Word], words: Lexicon, prior: dict[str, Counter[str]]
) -> Iterator[tuple[str, float]]:
    """Weigh the readings of a run together; yield a reading or "" for each damaged word."""
    forward = [{reading: _own(run[0], reading, words, prior) for reading in run[0].readings}]
    for before, word in itertools.pairwise(run):
        last = forward[-1]
        forward.append(
            {
                reading: _own(word, reading, words, prior)
                + max(last[b] + _pair(b, reading, words) for b in before.readings)
                for reading in word.readings
            }
        )
    backward = [dict.fromkeys(run[-1].readings, 0.0)]
    for word, earlier in itertools.pairwise(reversed(run)):
        follow = backward[-1]
        backward.append(
            {
                reading: max(
                    follow[a] + _pair(reading, a, words) + _own(word, a, words, prior)
                    for a in word.readings
                )
                for reading in earlier.readings
            },
        )
    backward.reverse()
    for word, ahead, behind in zip(run, forward, backward, strict=True):
        if not word.is_damaged:
            continue
        scores = sorted(((ahead[r] + behind[r], r) for r in word.readings), reverse=True)
        best = scores[0][1]
        # The case is the better of two, not a question of its own: only other letters compete.
        rival = next((score for score, r in scores if r.lower() != best.lower()), -math.inf)
        margin = scores[0][0] - rival
        confidence = 1.0 / (1.0 + math.exp(-min(margin, 30.0)))
        backed = _stands_beside(run, word, best, words) or _glyphs_known(word, best, prior)
        certain = margin >= _MIN_MARGIN and words.knows(best) and backed
        yield best if certain else "", round(confidence, 4)


def _stands_beside(run: list[_Word], word: _Word, reading: str, words: Lexicon) -> bool:
    """Say whether clean text has the reading beside a reading of the word before or after it."""
    at = run.index(word)
    before = run[at - 1].readings if at else ()
    after = run[at + 1].readings if at + 1 < len(run) else ()
    return any(words.pair(b, reading) for b in before) or any(words.pair(reading, a) for a in after)


def _glyphs_known(word: _Word, reading: str, prior: dict[str, Counter[str]]) -> bool:
    """Say whether the file's other words show that its glyphs mean these letters."""
    return all(
        glyph == letter or prior.get(glyph, Counter())[letter.lower()] >= _SEEN_OFTEN
        for glyph, letter in zip(word.text, reading, strict=True)
    )


def _own(word: _Word, reading: str, words: Lexicon, prior: dict[str, Counter[str]]) -> float:
    """Return the log weight of a reading by itself: how common it is, what its glyphs stand for."""
    if not word.is_damaged:
        return 0.0
    score = math.log(words.syllables[reading] / words.total + _UNSEEN)
    for glyph, letter in zip(word.text, reading, strict=True):
        if glyph != letter and prior:
            seen = prior.get(glyph, Counter())
            score += math.log((seen[letter.lower()] + 0.05) / (seen.total() + 4.0))
    return score


def _pair(first: str, second: str, words: Lexicon) -> float:
    """Return the log weight of two neighbours: how much oftener than by chance they meet."""
    chance = (words.syllables[first] + 1) * (words.syllables[second] + 1) / words.total
    seen: float = words.pairs[first, second]
    if not (words.syllables[first] and words.syllables[second]):
        seen = 0.3 * words.pair(first, second)
    return math.log((seen + 0.05) / (chance + 0.05))


def _learn(chosen: list[tuple[_Word, str, float]]) -> dict[str, Counter[str]]:
    """Count which letter each glyph of the file was read as."""
    seen: dict[str, Counter[str]] = defaultdict(Counter)
    for word, reading, _ in chosen:
        for glyph, letter in zip(word.text, reading, strict=False):
            if glyph != letter:
                seen[glyph][letter.lower()] += 1
    return seen


def _letters(word: _Word, reading: str, confidence: float, rule: str = RULE) -> Iterator[Edit]:
    for at, (glyph, letter) in enumerate(zip(word.text, reading, strict=True), word.start):
        if glyph != letter:
            yield Edit(at, at + 1, glyph, letter, rule, confidence)


def _unreadable(raw: str) -> Iterator[_Word]:
    """Yield the words with foreign letters that have no reading at all."""
    for match in WORD.finditer(raw):
        text = match.group()
        if not is_vietnamese(text) and _readings(text) == (text,):
            yield _Word(match.start(), match.end(), text, ())


def _unresolved(word: _Word) -> Issue:
    return Issue(
        "repair-unresolved",
        "info",
        f"Không chắc chữ “{word.text}” đọc thế nào; giữ nguyên như trong tệp.",
        f"No single reading of “{word.text}”; kept as printed.",
        Span(word.start, word.end),
    )


def _neighbours(raw: str, words: Lexicon) -> Iterator[Edit]:
    """Mend, in a file proven damaged, an unknown syllable that opens a heading or paragraph.

    "Điều 1. Vá trí": "Vá" never stands before "trí", "Vị" very often does and is the only syllable
    one letter off that does. Rare words ("cồng chiêng") have no such rival and stay.
    """
    tokens = list(WORD.finditer(raw))
    for token, after in itertools.pairwise(tokens):
        text = token.group()
        if words.knows(text) or not is_vietnamese(text) or len(text) > 7 or text.isascii():
            continue
        before = raw[max(0, token.start() - _REACH) : token.start()]
        if not (text[0].isupper() and _OPENING.search(before)):
            continue
        gap = raw[token.end() : after.start()]
        if not _BLANK.fullmatch(gap) or words.pair(text, after.group()):
            continue
        found = {
            reading
            for reading in _one_letter_off(text)
            if words.pair(reading, after.group()) >= _COMMON_PAIR
        }
        if len(found) == 1:
            word = _Word(token.start(), token.end(), text, ())
            yield from _letters(word, found.pop(), 0.9, RULE_NEIGHBOUR)


def _one_letter_off(text: str) -> Iterator[str]:
    for at, letter in enumerate(text):
        if letter.lower() in MARKED_LETTERS:
            for other in _READINGS:
                cased = other.upper() if letter.isupper() else other
                reading = text[:at] + cased + text[at + 1 :]
                if is_syllable(reading):
                    yield reading
