"""Numbers of acts as they should be written: without blanks, with the hyphens a copy lost."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from loaders.tables.documents import joint_letters, letters_at_once, letters_with_symbols
from loaders.tables.reference import central_bodies

# "NĐ CP": a blank in place of a hyphen
_LOST_BEFORE = re.compile("|".join(rf"(?<={own})\s(?=[A-ZĐ])" for own, _ in letters_with_symbols()))
# a hyphen that was lost: "NĐCP", "QĐUBND", "999QĐ/TU"
_LOST_HYPHEN = re.compile(
    "|".join(rf"(?<={own})(?=(?:{more})(?!\w))" for own, more in letters_with_symbols())
    + rf"|(?<=^\d)(?={letters_at_once()})|(?<=\d)(?=(?:{letters_at_once()})[-/])"
)
# "TTLTBYTBNV": a joint symbol that lost all its hyphens
_LOST_ALL = re.compile(rf"(?P<letters>{joint_letters()})(?P<issuers>[A-ZĐ]{{4,24}})$")


@lru_cache(maxsize=4_096)
def clean_number(number: str) -> str:
    """Return a document number without blanks: "12 /2023/QĐ -UBND" → "12/2023/QĐ-UBND".

    A hyphen that a copy lost is put back where the symbol allows one reading ("NĐCP", "NĐ CP").
    """
    joined = _LOST_BEFORE.sub("-", number)
    tight = re.sub(r"\s+", "", joined).replace("–", "-")
    lost = _LOST_ALL.search(tight)
    parted = _parted(lost["issuers"]) if lost else []
    if lost and len(parted) == 1:
        return "-".join((tight[: lost.start("issuers")], *parted[0]))
    return _LOST_HYPHEN.sub("-", tight)


def _parted(letters: str) -> list[list[str]]:
    """Return every way to read letters as abbreviations of central bodies: "BYTBNV"."""
    if not letters:
        return [[]]
    heads = [short for short in _abbreviations() if letters.startswith(short)]
    return [[head, *rest] for head in heads for rest in _parted(letters[len(head) :])]


@cache
def _abbreviations() -> frozenset[str]:
    return frozenset(body.abbreviation for body in central_bodies() if body.abbreviation)
