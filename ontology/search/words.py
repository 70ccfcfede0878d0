"""A text as words: where each stands, as it is spelled and folded.

    "Sở TT&TT (QĐ 12/2023/QĐ-UBND)" → so | tttt | qd | 12/2023/qd-ubnd

The number of an act is one word, and so are initials joined by "&".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from ontology.search.abbreviations import expansions
from ontology.spelling import FOLDED, lowered, standard

_WORD = re.compile(
    r"""(?P<number>\d+(?:\s?/\s?[^\W_]+(?:\s?-[^\W_]+|-\s?[^\W_]+)*)+  # 53 /2025/QĐ -UBND, 24/2014
               |\d+-[^\W\d_]+(?:[/-][^\W_]+)*)                          # 763-QĐ/TU
       |(?P<initials>[^\W\d_]+(?:-[^\W\d_]+)?                           # LĐ-TB&XH
                     (?:\s?&\s?[^\W\d_]+(?:-[^\W\d_]+)?)+)              # TT&TT, KH & CN
       |(?P<word>[^\W_]+)""",
    re.VERBOSE,
)
_LEADING_ZERO = re.compile(r"(?<!\d)0+(?=\d)")  # 06/2016 is 6/2016
_SPACE = re.compile(r"\s")
_JOINT = re.compile(r"[/-]")
_NOT_LETTER = re.compile(r"[^\w]")
LONGEST = 60
"""Characters of a word; what comes after them tells no two words apart."""
PAIR = "_"
"""Between two neighbours that are indexed as one; no word holds it."""


class Word(NamedTuple):
    """A word and where it stands: ``[start, end)`` in the NFC of the text.

    ``exact`` is in lower case with the tone in its standard place, ``folded`` without diacritics.
    """

    start: int
    end: int
    exact: str
    folded: str

    @property
    def is_number(self) -> bool:
        """Tell whether it is the number of an act, or a date."""
        return self.folded[:1].isdigit() and not self.folded.isalnum()

    @property
    def is_abbreviation(self) -> bool:
        """Tell whether the table of abbreviations spells it out."""
        return self.folded in expansions()


def words(text: str) -> Iterator[Word]:
    """Yield the words of a text."""
    exact = standard(lowered(text))
    folded = exact.translate(FOLDED)
    for match in _WORD.finditer(exact):
        start, end = match.span()
        if match.lastgroup == "word":
            yield Word(start, end, exact[start:end][:LONGEST], folded[start:end][:LONGEST])
            continue
        found = match.group()
        if match.lastgroup == "number":
            found = _LEADING_ZERO.sub("", _SPACE.sub("", found))
        else:
            found = _NOT_LETTER.sub("", found)
        found = found[:LONGEST]
        yield Word(start, end, found, found.translate(FOLDED))


def forms(word: Word) -> tuple[str, ...]:
    """Return what a word may be found by, folded: itself, parts of a number, the long form."""
    long = expansions().get(word.folded)
    if long is not None:
        return (word.folded, *(part for each in long for part in each.folded))
    return _number_forms(word.folded) if word.is_number else (word.folded,)


def _number_forms(number: str) -> tuple[str, ...]:
    """Return "12/2023/qd-ubnd", "12/2023/qd", "12/2023" and each part."""
    ends = [match.start() for match in _JOINT.finditer(number)]
    return (number, *(number[:end] for end in ends[1:]), *_JOINT.split(number))


def pairs(found: Sequence[str]) -> list[str]:
    """Return each word with the next one."""
    return [f"{first}{PAIR}{second}" for first, second in pairwise(found)]


def spelled_out(found: Sequence[Word]) -> list[Word]:
    """Return words with abbreviations in their long form, the first where there are some."""
    long: list[Word] = []
    for word in found:
        known = expansions().get(word.folded)
        if known is None:
            long.append(word)
        else:
            forms_of = zip(known[0].exact, known[0].folded, strict=True)
            long.extend(Word(word.start, word.end, exact, folded) for exact, folded in forms_of)
    return long
