"""Expressions of the types of documents: their names as headed, the letters of their numbers."""

from __future__ import annotations

from functools import cache

from loaders.tables import document_type, document_types
from loaders.tables.phrases import spaced


@cache
def headed_kinds(*, capitals: bool) -> str:
    """Return the names of the types that documents to be read are of, the longest first.

    As an expression, any blanks between the words, in ``capitals`` or as a sentence has them.
    """
    names = (
        row.name.upper() if capitals else row.name for row in document_types() if row.is_headed
    )
    return spaced(names)


def kind_of_letters(letters: str) -> str | None:
    """Return the type whose documents have these letters in their number: "QĐ"."""
    found = (row.name for row in document_types() if row.is_headed and row.letters == letters)
    return next(found, None)


@cache
def letters_at_once() -> str:
    """Return the letters that may follow the digits of a number at once: "999QĐ/TU"."""
    return "|".join(row.letters for row in document_types() if row.letters and row.at_once)


@cache
def letters_with_symbols() -> tuple[tuple[str, str], ...]:
    """Return the letters of a type and the symbols that follow them, "UBND|UB|TTg"."""
    return tuple(
        (row.letters, "|".join(row.symbols))
        for row in document_types()
        if row.letters and row.symbols
    )


@cache
def joint_letters() -> str:
    """Return the letters that the symbols of several issuers follow: "TTLT"."""
    return "|".join(row.letters for row in document_types() if row.letters and row.is_joint)


def is_above(type_: str, other: str) -> bool:
    """Say whether an act of one type neither amends nor details one of the other."""
    known = document_type(type_)
    return known is not None and other in known.above
