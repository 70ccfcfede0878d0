"""Table of the issues that a correction settles."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from loaders.tables.files import Row, read_rows, text, words


@dataclass(frozen=True, slots=True)
class Settling:
    """An issue's code and the fields that settle it; ``place`` is "head", "effect" or None.

    ``needs_day`` asks for a whole date, ``needs_order`` for dates in their order.
    """

    code: str
    fields: tuple[str, ...]
    needs_day: bool
    needs_order: bool
    place: str | None


@cache
def settlings() -> tuple[Settling, ...]:
    """Return the rows of the table, in order."""
    return read_rows("settling", "issue", _settling)


def _settling(row: Row) -> Settling:
    return Settling(
        text(row, "code"),
        words(row, "fields"),
        row.get("day", False),
        row.get("in_order", False),
        row.get("place"),
    )
