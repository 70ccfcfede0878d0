"""A table of terms as JSON, for pages: ``{"columns", "rows", "total"}``, a cell a short list."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import pyoxigraph as ox

Cell: TypeAlias = ox.NamedNode | ox.Literal | ox.BlankNode | ox.Triple | None


@dataclass(frozen=True)
class Grid:
    """The first rows of a result, None where a column is unbound; ``total`` counts all rows."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    total: int


def encode_grid(columns: Sequence[str], rows: Sequence[Sequence[Cell]], total: int) -> bytes:
    """Return the JSON of a table."""
    cells = [[_encode(cell) for cell in row] for row in rows]
    found = {"columns": list(columns), "rows": cells, "total": total}
    return json.dumps(found, ensure_ascii=False).encode("utf-8")


def decode_grid(body: bytes) -> Grid:
    """Return the table that :func:`encode_grid` wrote; raises ValueError for anything else."""
    found = json.loads(body)
    rows = tuple(tuple(_decode(cell) for cell in row) for row in found["rows"])
    return Grid(tuple(found["columns"]), rows, int(found["total"]))


def _encode(cell: Cell) -> list[Any] | None:
    match cell:
        case None:
            return None
        case ox.NamedNode():
            return ["iri", cell.value]
        case ox.BlankNode():
            return ["blank", cell.value]
        case ox.Literal():
            return ["literal", cell.value, cell.language, cell.datatype.value]
        case ox.Triple():
            return ["triple", *(_encode(part) for part in cell)]
    raise TypeError(f"not a term: {cell!r}")


def _decode(found: list[Any] | None) -> Cell:
    match found:
        case None:
            return None
        case ["iri", value]:
            return ox.NamedNode(value)
        case ["blank", value]:
            return ox.BlankNode(value)
        case ["literal", value, None, datatype]:
            return ox.Literal(value, datatype=ox.NamedNode(datatype))
        case ["literal", value, language, _]:
            return ox.Literal(value, language=language)
        case ["triple", *parts]:
            subject, predicate, object_ = map(_decode, parts)
            return ox.Triple(subject, predicate, object_)  # type: ignore[arg-type]  # as encoded
    raise ValueError(f"not a cell: {found!r}")
