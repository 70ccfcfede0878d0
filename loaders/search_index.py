"""The search index of a release, made of its graph (ontology.search says what it holds)."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pyoxigraph as ox

from loaders.exports.source import solutions
from ontology.search.entries import Row
from ontology.search.index import build_index, is_current

__all__ = ["is_current", "write_search_index"]


def write_search_index(store: ox.Store, folder: Path) -> None:
    """Index what the store of a release holds, in a folder that is new; raises OSError."""
    build_index(partial(_rows, store), folder)


def _rows(store: ox.Store, name: str) -> list[Row]:
    found = solutions(store, name)
    names = [variable.value for variable in found.variables]
    return [dict(zip(names, row, strict=True)) for row in found]
