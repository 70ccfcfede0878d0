"""Letters lost to a broken font: context says which letter each one was.

Some PDFs print a glyph of a font whose code points mean other letters: "nhiệm vÿ" for "nhiệm vụ"
and, by another font of the same file, "cÿa" for "của". So no table from glyph to letter can be
right. Here every word with a letter that Vietnamese does not have gets its possible readings
(valid syllables), and the readings of neighbouring words are weighed together by how often they
stand side by side in clean text (Viterbi). The words that are clear so tell which letters each
glyph of the file stands for; that is asked for the others. A reading is taken only where it is
clearly the best.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from functools import lru_cache
from itertools import chain, zip_longest
from typing import NamedTuple

from loaders.model import Edit, Issue, Span, made
from loaders.repair.alphabet import (
    MARKED_LETTERS,
    WORD,
    foreign_letters,
    is_vietnamese,
    places,
    word_before,
    words_with,
)
from loaders.repair.lexicon import lexicon
from loaders.repair.syllable import is_syllable
from loaders.repair.weigh import LETTERS, Prior, Reader, Run, changes, read_alone, readings_of

RULE = "repair.font"
RULE_NEIGHBOUR = "repair.font.neighbour"
_COMMON_PAIR = 20
_REACH = 20
_OPENING = re.compile(r"(?:\n|\d\.)[\s*_#]*\Z")
"""What stands before the first word of a line or heading."""
_MARKS = "*_"
_NEXT = re.compile(rf"[\s{_MARKS}]*(?P<word>{WORD.pattern})")
"""The next neighbour: blanks, line ends and Markdown marks may stand between ("nhiệm **vÿ**")."""


class _Word(NamedTuple):
    start: int
    end: int
    text: str


_Readings = tuple[tuple[str, float], ...]
"""The reading of each word of a run, and the confidence."""
_Chosen = tuple[_Word, str, float]
"""A word, its reading, "" where none is certain, and the confidence."""


def mend(raw: str, used: str, pieces: AbstractSet[str]) -> tuple[list[Edit], list[Issue]]:
    """Return the edits that mend broken letters, and an issue for each word left as it is.

    ``used`` are the unusual characters of the text, ``pieces`` what stands between its blanks.
    """
    if not foreign_letters(used):
        return [], []
    damaged: list[_Word] = []
    hopeless: list[_Word] = []
    for match in words_with(foreign_letters(raw), raw):
        text = match.group()
        word = made(_Word, (*match.span(), text))
        (damaged if readings_of(text) != (text,) else hopeless).append(word)
    edits: list[Edit] = []
    issues: list[Issue] = []
    for word, reading, confidence in _choose(list(_runs(raw, damaged))):
        if reading:
            edits += _letters(word, reading, confidence)
        else:
            issues.append(_unresolved(word))
    issues += map(_unresolved, hopeless)
    if len(edits) >= len(issues) and len(edits) > 5:
        edits += _neighbours(raw, pieces)
    return edits, issues


def _choose(runs: list[tuple[Run, list[_Word]]]) -> list[_Chosen]:
    """Return each damaged word with its reading.

    What the glyphs of the file mean is asked for the runs that their neighbours leave open.
    """
    found = [read_alone(run) for run, _ in runs]
    still_open = [at for at, read in enumerate(found) if "" in [reading for reading, _ in read]]
    if still_open:
        reader = Reader(_learn(runs, found))
        again = {run: reader.read(run) for run in {runs[at][0] for at in still_open}}
        for at in still_open:
            found[at] = again[runs[at][0]]
    return [
        (word, reading, confidence)
        for (_, words), read in zip(runs, found, strict=True)
        for word, (reading, confidence) in zip(words, read, strict=True)
    ]


def _runs(raw: str, damaged: list[_Word]) -> Iterator[tuple[Run, list[_Word]]]:
    """Yield the runs of damaged words, each with its words."""
    before = ""
    words: list[_Word] = []
    texts: list[str] = []
    for word, next_word in zip_longest(damaged, damaged[1:]):
        start, end, text = word
        if not words:
            before = word_before(raw, start, _MARKS)
        words.append(word)
        texts.append(text)
        following = _NEXT.match(raw, end)
        if following and next_word and following.start(1) == next_word.start:
            continue
        yield made(Run, (before, tuple(texts), following[1] if following else "")), words
        words, texts = [], []


def _learn(runs: list[tuple[Run, list[_Word]]], found: list[_Readings]) -> Prior:
    """Count which letter each glyph of the file was read as."""
    seen: dict[str, Counter[str]] = defaultdict(Counter)
    changed = [
        changes(text, reading)
        for (run, _), read in zip(runs, found, strict=True)
        for text, (reading, _) in zip(run.damaged, read, strict=True)
        if reading
    ]
    for (glyph, letter), times in Counter(chain.from_iterable(changed)).items():
        seen[glyph][letter] = times
    return seen


def _letters(word: _Word, reading: str, confidence: float, rule: str = RULE) -> list[Edit]:
    start, _, text = word
    return [
        made(Edit, (start + at, start + at + 1, glyph, letter, rule, confidence))
        for at, glyph, letter in _differing(text, reading)
    ]


@lru_cache(maxsize=16_384)
def _differing(text: str, reading: str) -> tuple[tuple[int, str, str], ...]:
    """Return where a word and its reading differ, and the letters of both there."""
    pairs = enumerate(zip(text, reading, strict=True))
    return tuple((at, glyph, letter) for at, (glyph, letter) in pairs if glyph != letter)


def _unresolved(word: _Word) -> Issue:
    return Issue(
        "repair-unresolved",
        "info",
        f"Không chắc chữ “{word.text}” đọc thế nào; giữ nguyên như trong tệp.",
        f"No single reading of “{word.text}”; kept as printed.",
        Span(word.start, word.end),
    )


def _neighbours(raw: str, pieces: AbstractSet[str]) -> Iterator[Edit]:
    """Mend, in a file proven damaged, an unknown syllable that opens a heading or paragraph.

    "Điều 1. Vá trí": "Vá" never stands before "trí", "Vị" very often does and is the only syllable
    one letter off that does. Rare words ("cồng chiêng") have no such rival and stay.
    """
    pair = lexicon().pair
    strange = set(chain.from_iterable(map(_strange_openings, pieces)))
    for text, start in [(word, at) for word in sorted(strange) for at in places(word, raw)]:
        after = _NEXT.match(raw, start + len(text))
        is_first = _OPENING.search(raw[max(0, start - _REACH) : start])
        if not (after and is_first) or pair(text, after["word"]):
            continue
        found = {r for r in _one_letter_off(text) if pair(r, after["word"]) >= _COMMON_PAIR}
        if len(found) == 1:
            word = _Word(start, start + len(text), text)
            yield from _letters(word, found.pop(), 0.9, RULE_NEIGHBOUR)


@lru_cache(maxsize=65_536)
def _strange_openings(piece: str) -> tuple[str, ...]:
    """Return the words of a piece that may open a sentence, and that clean text lacks."""
    return tuple(word for word in WORD.findall(piece) if word[0].isupper() and _is_strange(word))


def _is_strange(text: str) -> bool:
    """Say whether a word in Vietnamese letters, with marks, is one that clean text lacks."""
    if len(text) > 7 or text.isascii() or lexicon().knows(text):
        return False
    return is_vietnamese(text)


def _one_letter_off(text: str) -> Iterator[str]:
    for at, letter in enumerate(text):
        if letter.lower() in MARKED_LETTERS:
            for other in LETTERS:
                cased = other.upper() if letter.isupper() else other
                reading = text[:at] + cased + text[at + 1 :]
                if is_syllable(reading):
                    yield reading
