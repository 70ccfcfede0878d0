"""Words glued together where a blank was lost: "thông tindữ liệu", "trênđịa bàn", "invi phạm".

Split only where it is certain: the string is no syllable, exactly one cut gives two syllables
that clean text knows, and either the string has letters that only Vietnamese has or the two
halves are known neighbours.
"""

from __future__ import annotations

from collections.abc import Iterator

from loaders.model import Edit
from loaders.repair.alphabet import WORD, is_vietnamese
from loaders.repair.lexicon import Lexicon, lexicon
from loaders.repair.syllable import is_syllable

RULE = "repair.glue"
_LONGEST = 14


def mend(raw: str) -> Iterator[Edit]:
    """Yield an edit that puts a blank into each word that is certainly two."""
    words: Lexicon | None = None
    for match in WORD.finditer(raw):
        text = match.group()
        if not 4 <= len(text) <= _LONGEST or text.isupper() or is_syllable(text):
            continue
        words = words or lexicon()
        cut = _cut(text, words)
        if cut:
            at = match.start() + cut
            yield Edit(at, at, "", " ", RULE, 0.99)


def _cut(text: str, words: Lexicon) -> int:
    """Return where ``text`` falls into two known syllables; 0 where nowhere or not only there."""
    if words.knows(text) or not is_vietnamese(text):
        return 0
    cuts = [
        at
        for at in range(1, len(text))
        if all(is_syllable(half) and words.knows(half) for half in (text[:at], text[at:]))
        and (text[at:].islower() or text[at:].istitle())
    ]
    if len(cuts) > 1:
        cuts = [at for at in cuts if words.pair(text[:at], text[at:])]
    if len(cuts) != 1:
        return 0
    first, second = text[: cuts[0]], text[cuts[0] :]
    certain = not text.isascii() or words.pair(first, second) > 0
    return cuts[0] if certain and len(first) > 1 and len(second) > 1 else 0
