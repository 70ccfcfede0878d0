"""The results of a query as a page shows them: a table with names, charts of its numbers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pyoxigraph as ox

import ontology
from api.pages.data import preferred, words
from api.pages.model import Link, Site, Words
from api.store import Dataset
from api.workers.grid import Cell, Grid
from visualize.bars import MOST_BARS, draw_bars

NUMBERS = {
    ontology.XSD + name
    for name in ("integer", "decimal", "double", "float", "int", "long", "nonNegativeInteger")
}
PLAIN = {ontology.XSD + "string", ontology.RDF + "langString"}
MOST_NAMES = 200
"""For how many different IRIs a page looks up what they are called."""
MOST_CHARTS = 2


@dataclass(frozen=True)
class Shown:
    """A cell: its words or link, ``title`` the whole IRI, ``kind`` the datatype or language."""

    link: Link
    title: str = ""
    kind: str = ""


@dataclass(frozen=True)
class Table:
    """Column names, and for each solution one cell per column; ``total`` counts all rows."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Shown | None, ...], ...]
    total: int
    charts: tuple[tuple[str, str], ...] = ()

    @property
    def is_cut(self) -> bool:
        """There are more rows than are shown."""
        return self.total > len(self.rows)


def table_of(grid: Grid, site: Site, dataset: Dataset) -> Table:
    """Return the table of a result, its IRIs by their names in the language of the page."""
    names = _names((cell for row in grid.rows for cell in row), site, dataset)
    rows = tuple(tuple(_shown(cell, site, names) for cell in row) for row in grid.rows)
    return Table(grid.columns, rows, grid.total, tuple(_charts(grid, rows)))


def _names(cells: Iterable[Cell], site: Site, dataset: Dataset) -> dict[str, Words]:
    found: dict[str, Words] = {}
    iris = dict.fromkeys(cell.value for cell in cells if isinstance(cell, ox.NamedNode))
    for iri in list(iris)[:MOST_NAMES]:
        kept: Words | None = None
        for row in dataset.rows("labels", thing=iri):
            kept = preferred(kept, words(row, "label"), site.lang)
        if kept is not None:
            found[iri] = kept
    return found


def _shown(cell: Cell, site: Site, names: dict[str, Words]) -> Shown | None:
    match cell:
        case None:
            return None
        case ox.NamedNode():
            name = names.get(cell.value, Words(_short(cell.value), ""))
            return Shown(Link(name, site.href(cell.value)), cell.value)
        case ox.Literal():
            kind = cell.language or ("" if cell.datatype.value in PLAIN else cell.datatype.value)
            return Shown(Link(Words(cell.value, cell.language or "")), kind=_short(kind))
    return Shown(Link(Words(str(cell), "")))


def _short(iri: str) -> str:
    for prefix, namespace in ontology.PREFIXES.items():
        if iri.startswith(namespace):
            return f"{prefix}:{iri[len(namespace) :]}"
    return iri


def _charts(grid: Grid, rows: Sequence[Sequence[Shown | None]]) -> Iterable[tuple[str, str]]:
    """Yield (column, SVG) for the columns of numbers, where the first column names the rows."""
    if not 2 <= len(rows) <= MOST_BARS or len(grid.columns) < 2 or grid.total > len(rows):
        return
    labels = [row[0] for row in rows]
    columns = [at for at in range(len(grid.columns)) if _is_numeric(row[at] for row in grid.rows)]
    if 0 in columns:
        return
    for at in columns[:MOST_CHARTS]:
        bars = [
            (label.link.words.value if label else "–", _number(row[at]))
            for label, row in zip(labels, grid.rows, strict=True)
        ]
        yield grid.columns[at], draw_bars(bars, grid.columns[at])


def _is_numeric(cells: Iterable[Cell]) -> bool:
    return all(isinstance(c, ox.Literal) and c.datatype.value in NUMBERS for c in cells)


def _number(cell: Cell) -> float:
    return float(cell.value) if isinstance(cell, ox.Literal) else 0.0
