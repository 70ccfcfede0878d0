"""Table of the set phrases by their use, for the expressions that structure a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from loaders.errors import ReferenceDataError
from loaders.tables.files import FOLDER, Row, read_rows, text, words


@dataclass(frozen=True, slots=True)
class Phrases:
    """The phrases of one use, as a text prints them, and a text in which one is so used."""

    use: str
    words: tuple[str, ...]
    example: str


@cache
def all_phrases() -> dict[str, Phrases]:
    """Return the rows by their use."""
    rows = read_rows("phrases", "phrase", _phrases)
    return {row.use: row for row in rows}


def _phrases(row: Row) -> Phrases:
    return Phrases(text(row, "use"), words(row, "words"), text(row, "example"))


def phrases(use: str) -> tuple[str, ...]:
    """Return the phrases of a use; raises ReferenceDataError for one that the table has not."""
    row = all_phrases().get(use)
    if row is None:
        raise ReferenceDataError(f"{FOLDER / 'phrases.toml'}: no [[phrase]] of use {use!r}")
    return row.words


def spaced(words: Iterable[str]) -> str:
    """Return an expression of words, the longest first, with any blanks where they have one."""
    longest = sorted(words, key=len, reverse=True)
    return "|".join(r"\s+".join(map(re.escape, word.split())) for word in longest)
