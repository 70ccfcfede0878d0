"""Letters lost to a broken font: context says which letter each one was.

Some PDFs print a glyph of a font whose code points mean other letters: "nhiệm vÿ" for "nhiệm vụ"
and, by another font of the same file, "cÿa" for "của". So no table from glyph to letter can be
right. Here every word with a letter that Vietnamese does not have gets its possible readings
(valid syllables), and the readings of neighbouring words are weighed together by how often they
stand side by side in clean text (Viterbi). A first pass over the file learns which letters each
glyph stands for; the second pass uses it. A reading is taken only where it is clearly the best.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from loaders.model import Edit, Issue, Span
from loaders.repair.alphabet import (
    MARKED_LETTERS,
    WORD,
    has_foreign_letter,
    is_vietnamese,
)
from loaders.repair.lexicon import Lexicon, lexicon
from loaders.repair.syllable import is_syllable
from loaders.repair.weigh import LETTERS, Prior, changes, read, read_alone, readings_of

RULE = "repair.font"
RULE_NEIGHBOUR = "repair.font.neighbour"
_COMMON_PAIR = 20
_REACH = 20
_OPENING = re.compile(r"(?:\n|\d\.)[\s*_#]*\Z")
"""What stands before the first word of a line or heading."""
_BLANK = re.compile(r"[\s*_]*")
"""What may stand between two neighbours: blanks, line ends, Markdown marks."""


class _Word(NamedTuple):
    start: int
    end: int
    text: str


class _Run(NamedTuple):
    """Neighbouring words: the text of each, and those of them that are damaged."""

    texts: tuple[str, ...]
    damaged: tuple[_Word, ...]


def mend(raw: str) -> tuple[list[Edit], list[Issue]]:
    """Return the edits that mend broken letters, and an issue for each word left as it is."""
    if not has_foreign_letter(raw):
        return [], []
    words = lexicon()
    tokens = list(WORD.finditer(raw))
    texts = [token.group() for token in tokens]
    vocabulary = set(texts)
    chosen = _choose(list(_runs(raw, tokens, texts, vocabulary)))
    edits: list[Edit] = []
    issues: list[Issue] = []
    for word, reading, confidence in chosen:
        if reading:
            edits += _letters(word, reading, confidence)
        else:
            issues.append(_unresolved(word))
    hopeless = {word for word in vocabulary if _has_no_reading(word)}
    issues += [_unresolved(_word(tokens[at])) for at in _places(texts, hopeless)]
    if len(edits) >= len(issues) and len(edits) > 5:
        strange = {word for word in vocabulary if _is_strange(word)}
        edits += _neighbours(raw, tokens, _places(texts, strange), words)
    return edits, issues


def _choose(runs: list[_Run]) -> list[tuple[_Word, str, float]]:
    """Return each damaged word with its reading, "" where none is certain, and the confidence."""
    chosen = [
        (word, *found)
        for run in runs
        for word, found in zip(run.damaged, read_alone(run.texts), strict=True)
    ]
    if all(reading for _, reading, _ in chosen):
        return chosen  # the neighbours settled every word: what the glyphs mean adds nothing
    prior = _learn(chosen)
    known = {texts: list(read(texts, prior)) for texts in dict.fromkeys(r.texts for r in runs)}
    return [
        (word, *found)
        for run in runs
        for word, found in zip(run.damaged, known[run.texts], strict=True)
    ]


def _places(texts: list[str], wanted: set[str]) -> list[int]:
    """Return the indexes of the words that are wanted."""
    return [at for at, text in enumerate(texts) if text in wanted] if wanted else []


def _word(token: re.Match[str]) -> _Word:
    return _Word(*token.span(), token.group())


def _runs(
    raw: str, tokens: list[re.Match[str]], texts: list[str], vocabulary: set[str]
) -> Iterator[_Run]:
    """Yield runs of neighbouring words around damaged ones, with one sound word at each end."""
    odd = {word for word in vocabulary if readings_of(word) != (word,)}
    done = 0
    for at in _places(texts, odd):
        if at < done:
            continue
        first = at - 1 if at and _are_neighbours(raw, tokens, at) else at
        last = at
        while last + 1 < len(tokens) and _are_neighbours(raw, tokens, last + 1):
            last += 1
            if texts[last - 1] not in odd and texts[last] not in odd:
                last -= 1
                break
        places = range(first, last + 1)
        yield _Run(
            tuple(texts[first : last + 1]),
            tuple([_word(tokens[i]) for i in places if texts[i] in odd]),
        )
        done = last + 1


def _are_neighbours(raw: str, tokens: list[re.Match[str]], at: int) -> bool:
    """Say whether nothing but blanks stands between a word and the one before it."""
    return _BLANK.fullmatch(raw, tokens[at - 1].end(), tokens[at].start()) is not None


def _learn(chosen: list[tuple[_Word, str, float]]) -> Prior:
    """Count which letter each glyph of the file was read as."""
    seen: dict[str, Counter[str]] = defaultdict(Counter)
    for word, reading, _ in chosen:
        for glyph, letter in changes(word.text, reading) if reading else ():
            seen[glyph][letter] += 1
    return seen


def _letters(word: _Word, reading: str, confidence: float, rule: str = RULE) -> Iterator[Edit]:
    for at, (glyph, letter) in enumerate(zip(word.text, reading, strict=True), word.start):
        if glyph != letter:
            yield Edit(at, at + 1, glyph, letter, rule, confidence)


@lru_cache(maxsize=16_384)
def _has_no_reading(text: str) -> bool:
    """Say whether a word with foreign letters has no reading at all."""
    return not is_vietnamese(text) and readings_of(text) == (text,)


def _unresolved(word: _Word) -> Issue:
    return Issue(
        "repair-unresolved",
        "info",
        f"Không chắc chữ “{word.text}” đọc thế nào; giữ nguyên như trong tệp.",
        f"No single reading of “{word.text}”; kept as printed.",
        Span(word.start, word.end),
    )


def _neighbours(
    raw: str, tokens: list[re.Match[str]], strange: list[int], words: Lexicon
) -> Iterator[Edit]:
    """Mend, in a file proven damaged, an unknown syllable that opens a heading or paragraph.

    "Điều 1. Vá trí": "Vá" never stands before "trí", "Vị" very often does and is the only syllable
    one letter off that does. Rare words ("cồng chiêng") have no such rival and stay.
    """
    for token, after in [(tokens[at], tokens[at + 1]) for at in strange if at + 1 < len(tokens)]:
        text = token.group()
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
            yield from _letters(_word(token), found.pop(), 0.9, RULE_NEIGHBOUR)


@lru_cache(maxsize=16_384)
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
