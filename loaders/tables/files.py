"""Reading of the table files: each row checked, a fault told with its file and row."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from loaders.errors import ReferenceDataError

FOLDER = Path(__file__).resolve().parent
Row = dict[str, Any]
T = TypeVar("T")


@cache
def read_table(name: str) -> Row:
    """Return the content of ``<name>.toml``; raises ReferenceDataError where it can't be read."""
    path = FOLDER / f"{name}.toml"
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ReferenceDataError(f"{path}: {error}") from error


def read_rows(name: str, key: str, make: Callable[[Row], T]) -> tuple[T, ...]:
    """Return what ``make`` makes of each row ``[[key]]`` of ``<name>.toml``, in order.

    Raises ReferenceDataError that names file, row and fault where a row lacks a value, has one of
    another type, or a pattern that is none.
    """
    path = FOLDER / f"{name}.toml"
    rows = read_table(name).get(key)
    if not isinstance(rows, list):
        raise ReferenceDataError(f"{path}: no rows [[{key}]]")
    made = []
    for number, row in enumerate(rows, 1):
        try:
            made.append(make(row))
        except (KeyError, TypeError, ValueError, re.error) as error:
            raise ReferenceDataError(f"{path}: [[{key}]] {number}: {error!r}") from error
    return tuple(made)


def text(row: Row, key: str) -> str:
    """Return the text of a cell; raises KeyError without it, ValueError for what is no text."""
    cell = row[key]
    if not isinstance(cell, str) or not cell:
        raise ValueError(f"{key} must be a text")
    return cell


def words(row: Row, key: str, default: tuple[str, ...] | None = None) -> tuple[str, ...]:
    """Return the words of a cell; raises KeyError without it, ValueError for what is no list."""
    cell = row[key] if default is None else row.get(key, list(default))
    if not isinstance(cell, list) or not all(isinstance(word, str) and word for word in cell):
        raise ValueError(f"{key} must be a list of texts")
    return tuple(cell)
