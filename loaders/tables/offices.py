"""Table of the offices that letterheads and signatures print in capitals."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal, get_args

from loaders.tables.files import Row, read_rows, text, words

Use = Literal["issuer", "line", "line-alone", "capacity", "headed"]
"""Where a title is known, as leaders.toml explains."""


@dataclass(frozen=True, slots=True)
class Offices:
    """Titles, as a sentence writes them, where they are known, and a line with one."""

    titles: tuple[str, ...]
    known_in: tuple[str, ...]
    example: str


@cache
def offices() -> tuple[Offices, ...]:
    """Return the offices; raises ReferenceDataError where the table is at fault."""
    return read_rows("leaders", "office", _offices)


def _offices(row: Row) -> Offices:
    uses = words(row, "known_in")
    unknown = set(uses) - {*get_args(Use)}
    if unknown:
        raise ValueError(f"unknown uses {sorted(unknown)}")
    return Offices(words(row, "titles"), uses, text(row, "example"))


def office_titles(use: Use) -> tuple[str, ...]:
    """Return the titles known in a use, as a sentence writes them: "Giám đốc"."""
    return tuple(title for row in offices() if use in row.known_in for title in row.titles)
