"""The CSV tables: one row for each thing and decision that states it, with clause and characters.

A column ``x`` holds the values of the query's ``?x``, ``x_label`` their names in Vietnamese.
Several values of a cell stand in the order of their IRIs, with ``" | "`` between them. Where
several clauses of a decision state a thing the first is named; all of them are in the RDF files.

A spreadsheet takes a cell that begins with ``= + - @`` as a formula. Such a cell, and one that
begins with a tab or a line break, gets an apostrophe in front, which shows it as text.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

import pyoxigraph as ox

from loaders.exports.source import Source, solutions

BOM = b"\xef\xbb\xbf"
_BETWEEN = " | "
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
_EVIDENCE = ("decision", "decision_label", "clause", "clause_label", "start", "end", "file")
TABLES: Mapping[str, Sequence[str]] = {
    "agencies": (
        *("agency", "agency_label", "kind", "kind_label", "province", "province_label"),
        *("parent", "parent_label", "directed_by", "directed_by_label", "advises"),
        *("advises_label", "legal_personality", "seal", "account", "field", "field_label"),
        *_EVIDENCE,
    ),
    "units": (
        *("unit", "unit_label", "kind", "kind_label", "service_unit", "body", "body_label"),
        *_EVIDENCE,
    ),
    "posts": (
        *("post", "post_label", "body", "body_label", "role", "role_label", "least", "most"),
        *("limit", "reports_to", "reports_to_label", "appointed_by", "appointed_by_label"),
        *_EVIDENCE,
    ),
    "duties": (
        *("duty", "agency", "agency_label", "path", "text", "leaf", "part_of"),
        *("field", "field_label", "role", "role_label", "action", "action_label"),
        *("counterpart", "counterpart_label"),
        *_EVIDENCE,
    ),
    "legal-bases": (
        *("citation", "relation", "relation_label", "act", "act_label", "act_number"),
        *("act_date", "cited_as"),
        *_EVIDENCE,
    ),
}
"""The columns of each table. The first one is what a row is about."""

Cells: TypeAlias = dict[str, str]


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its columns and its rows, sorted by decision and place in its text."""

    name: str
    columns: Sequence[str]
    rows: Sequence[Cells]

    def of(self, decision: str) -> Table:
        """Return the rows that one decision states."""
        rows = [row for row in self.rows if row["decision"] == decision]
        return Table(self.name, self.columns, rows)

    def csv(self, *, bom: bool = False) -> bytes:
        """Return the table as CSV (RFC 4180, UTF-8), with a byte order mark for Excel if asked."""
        text = io.StringIO(newline="")
        writer = csv.writer(text)
        writer.writerow(self.columns)
        writer.writerows(
            [_as_text(row.get(name, "")) for name in self.columns] for row in self.rows
        )
        return (BOM if bom else b"") + text.getvalue().encode()


@dataclass(frozen=True, order=True, slots=True)
class Place:
    """A clause and the characters [start, end) of a file. What a person added has none of these."""

    start: int
    end: int
    clause: str
    file: str


@dataclass(slots=True)
class _Thing:
    """What the query says of one thing: values by variable, its evidence by graph."""

    values: dict[str, set[str]] = field(default_factory=dict)
    evidence: dict[str, list[str]] = field(default_factory=dict)


def make_tables(source: Source) -> list[Table]:
    """Return all tables of a release."""
    labels, places = _labels(source.store), _places(source.store)
    tables = []
    for name, columns in TABLES.items():
        things = _things(solutions(source.store, f"export-{name}"), columns[0])
        rows = [
            _cells(columns, known, labels)
            for iri, thing in things.items()
            for known in _known(source, thing, places, {columns[0]: [iri]})
        ]
        rows.sort(key=lambda row: (row["decision"], int(row["start"] or 0), *row.values()))
        tables.append(Table(name, columns, rows))
    return tables


def _things(rows: ox.QuerySolutions, key: str) -> dict[str, _Thing]:
    names = [variable.value for variable in rows.variables]
    things: dict[str, _Thing] = {}
    for row in rows:
        bound = {name: str(term.value) for name, term in zip(names, row, strict=True) if term}
        thing = things.setdefault(bound.pop(key), _Thing())
        if "graph" in bound:
            thing.evidence.setdefault(bound["graph"], []).append(bound["evidence"])
        else:
            for name, value in bound.items():
                thing.values.setdefault(name, set()).add(value)
    return things


def _known(
    source: Source, thing: _Thing, places: Mapping[str, Place], itself: dict[str, list[str]]
) -> Iterator[dict[str, list[str]]]:
    """Yield what is known of a thing, once for each decision that states it."""
    values = {variable: sorted(found) for variable, found in thing.values.items()} | itself
    for decision in source.decisions:
        if decision.graph not in thing.evidence:
            continue
        stated = [places[found] for found in thing.evidence[decision.graph] if found in places]
        known = values | {"decision": [decision.iri]}
        if stated:
            first = min(stated)
            known |= {"clause": [first.clause], "file": [first.file]}
            known |= {"start": [str(first.start)], "end": [str(first.end)]}
        yield known


def _places(store: ox.Store) -> dict[str, Place]:
    """Return where each piece of evidence points."""
    rows = solutions(store, "export-evidence")
    names = ("start", "end", "clause", "file")
    found = ((row["evidence"], [row[name].value for name in names]) for row in rows)
    return {
        evidence.value: Place(int(start), int(end), clause, file)
        for evidence, (start, end, clause, file) in found
    }


def _cells(
    columns: Sequence[str], known: Mapping[str, Sequence[str]], labels: Mapping[str, str]
) -> Cells:
    cells = {}
    for column in columns:
        of = column.removesuffix("_label")
        values = known.get(of, ())
        shown = values if of == column else [labels.get(value, "") for value in values]
        cells[column] = _BETWEEN.join(shown)
    return cells


def _labels(store: ox.Store) -> dict[str, str]:
    """Return what each thing is called: the least of its names, else of its labels."""
    found: dict[str, tuple[bool, str]] = {}
    for row in solutions(store, "export-labels"):
        name = row["name"]
        said = (name is None, (name or row["label"]).value)
        thing = row["thing"].value
        found[thing] = min(said, found.get(thing, said))
    return {thing: said[1] for thing, said in found.items()}


def _as_text(value: str) -> str:
    return f"'{value}" if value.startswith(_FORMULA) else value
