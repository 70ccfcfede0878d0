"""Words glued together where a blank was lost: "thông tindữ liệu", "trênđịa bàn", "invi phạm".

Split only where it is certain: the string is no syllable, exactly one cut gives two syllables
that clean text knows, and either the string has letters that only Vietnamese has or the two
halves are known neighbours; and the halves meet often, or one is known
beside the word next to it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from functools import cache, lru_cache
from itertools import pairwise

from loaders.model import Edit
from loaders.repair.alphabet import WORD, is_vietnamese, places
from loaders.repair.lexicon import Lexicon, lexicon
from loaders.repair.syllable import is_syllable
from loaders.tables import provinces

RULE = "repair.glue"
_LONGEST = 14
_REACH = 20
_COMMON_PAIR = 5
_MOST_SOUND = 65_536
_SOUND: set[str] = set()
"""Pieces seen before in which all is well: nearly all of the next text are among them."""
_BEFORE = re.compile(r"(?P<word>[^\W\d_]+)\s+\Z")
_AFTER = re.compile(r"\s+(?P<word>[^\W\d_]+)")


def mend(raw: str, pieces: AbstractSet[str]) -> Iterator[Edit]:
    """Yield an edit that puts a blank into each word that is certainly two.

    ``pieces`` are those between the blanks of the text.
    """
    odd = {word for piece in pieces - _SOUND for word in _odd_words(piece)}
    cuts = {word: cut for word in odd if (cut := _cut(word))}
    for word, cut in sorted(cuts.items()):
        for start in places(word, raw):
            if _fits(raw, start, word, cut, lexicon()):
                yield Edit(start + cut, start + cut, "", " ", RULE, 0.99)


def _odd_words(piece: str) -> list[str]:
    """Return the words of a piece without blanks that can't be one syllable."""
    found = [word for word in WORD.findall(piece) if _is_odd(word)]
    if not found:
        if len(_SOUND) >= _MOST_SOUND:
            _SOUND.clear()
        _SOUND.add(piece)
    return found


def _is_odd(text: str) -> bool:
    if not 4 <= len(text) <= _LONGEST:
        return False
    # in capitals only with a letter that no abbreviation has: "CỦASỞ", not "UBND", "TTLT"
    plain = text.lower() if text.isupper() and not text.isascii() else text
    return not plain.isupper() and not is_syllable(plain)


@lru_cache(maxsize=4_096)
def _cut(text: str) -> int:
    """Return where ``text`` falls into two known syllables; 0 where nowhere or not only there."""
    words = lexicon()
    is_upper = text.isupper()
    text = text.lower() if is_upper else text
    if words.knows(text) or not is_vietnamese(text):
        return 0
    cuts = [
        at
        for at in range(1, len(text))
        if (_is_place(text[:at], text[at:]) and (is_upper or text[at:].istitle()))
        or (
            all(is_syllable(half) and words.knows(half) for half in (text[:at], text[at:]))
            and (text[at:].islower() or text[at:].istitle())
        )
    ]
    if len(cuts) > 1:
        cuts = [at for at in cuts if words.pair(text[:at], text[at:])]
    if len(cuts) != 1:
        return 0
    first, second = text[: cuts[0]], text[cuts[0] :]
    certain = not text.isascii() or words.pair(first, second) > 0 or _is_place(first, second)
    return cuts[0] if certain and len(first) > 1 and len(second) > 1 else 0


def _fits(raw: str, start: int, word: str, cut: int, words: Lexicon) -> bool:
    """Say whether the halves often meet, or one stands beside its neighbour in clean text too."""
    first, second = word[:cut], word[cut:]
    if words.pair(first, second) >= _COMMON_PAIR or _is_place(first, second):
        return True
    before = _BEFORE.search(raw[max(0, start - _REACH) : start])
    after = _AFTER.match(raw, start + len(word))
    return bool(
        (before and words.pair(before["word"], first))
        or (after and words.pair(second, after["word"]))
    )


def _is_place(first: str, second: str) -> bool:
    """Say whether two syllables meet in the name of a province: "Thái" "Nguyên", "tỉnh" "Lào"."""
    return (first.lower(), second.lower()) in _place_pairs()


@cache
def _place_pairs() -> frozenset[tuple[str, str]]:
    names = [row.full_name.lower().split() for row in provinces()]
    return frozenset(pair for name in names for pair in pairwise(name) if "-" not in pair)
