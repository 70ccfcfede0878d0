"""What Akoma Ntoso needs of one decision, read from the graph of a release into plain values.

All rows come from ``ontology/queries/export-akn-*.rq`` over the union of the graphs, with the
decision bound. Positions count characters of the raw text of the source file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, cast

import pyoxigraph as ox

from loaders.errors import ReleaseError
from ontology import BM, DCT, ELI, PROV, RDFS, query

Row = dict[str, str]
TITLE = ELI + "title"
FILE = DCT + "title"
DIGEST = BM + "sha256"
SOURCE = PROV + "hadPrimarySource"
Header = dict[str, tuple[tuple[str, str], ...]]
Places = dict[str, tuple[int, int]]
_NOWHERE = (0, 0)
_EFFECTS = (ELI + "repeals", ELI + "amends")


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause: its IRI, kind ("khoan"), labels, own words, the clauses in it, where it begins."""

    iri: str
    kind: str
    marker: str
    printed: str
    heading: str
    text: str
    label: str
    start: int | None
    children: tuple[Clause, ...]

    def walk(self) -> Iterable[Clause]:
        """Yield this clause and those in it, in document order."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(frozen=True, slots=True)
class Act:
    """An act: its IRI, kind ("nghi-dinh"), number, date ("2014-04-04", "2023-10", "")."""

    iri: str
    kind: str
    number: str
    date: str
    name: str


@dataclass(frozen=True, slots=True)
class Link:
    """A citation or reference: its words in a clause, and what they name (None: unresolved)."""

    statement: str
    predicate: str
    clause: str
    start: int
    end: int
    words: str
    target: str | None


@dataclass(frozen=True, slots=True)
class Party:
    """A signer (with position) or recipient as printed: ``kind`` is "signer" or "recipient"."""

    kind: str
    words: str
    position: str
    clause: str


@dataclass(frozen=True, slots=True)
class Later:
    """An act of the release that repeals or amends the decision; ``since`` is "" where unknown."""

    act: str
    effect: str
    since: str


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision: what it says of itself, its clauses as a tree, and what they name.

    ``header`` maps a property IRI to its (value, Vietnamese name) pairs; ``acts`` maps the IRI of
    each thing named (an act, or a clause of it) to the act; ``fields`` are (IRI, name).
    """

    act: Act
    header: Header
    clauses: tuple[Clause, ...]
    links: tuple[Link, ...]
    parties: tuple[Party, ...]
    fields: tuple[tuple[str, str], ...]
    acts: dict[str, Act]
    later: tuple[Later, ...]

    def first(self, term: str) -> str:
        """Return the first value of a property of the header, "" where there is none."""
        return next((value for value, _ in self.header.get(term, ())), "")

    def walk(self) -> Iterable[Clause]:
        """Yield every clause in document order."""
        for clause in self.clauses:
            yield from clause.walk()


def read_decision(store: ox.Store, iri: str) -> Decision:
    """Return what the graph says of a decision; raises ReleaseError for one it does not hold."""
    rows = _rows(store, "export-akn-clauses", iri)
    header = _header(_rows(store, "export-akn-header", iri))
    if not rows and not header:
        raise ReleaseError(f"{iri}: no such decision in this release")
    places = {
        row["evidence"]: (int(row["start"]), int(row["end"]))
        for row in _rows(store, "export-akn-places", iri)
    }
    links = _links(_rows(store, "export-akn-links", iri), places, iri)
    later = _later(_rows(store, "export-akn-later", iri))
    named = {link.target for link in links if link.target} | {found.act for found in later}
    named |= {value for term in _EFFECTS for value, _ in header.get(term, ())}
    number, date = header.get(ELI + "number", ()), header.get(ELI + "date_document", ())
    date = date or header.get(BM + "partialDate", ())
    return Decision(
        act=Act(
            iri,
            _last(header.get(ELI + "type_document", (("", ""),))[0][0]),
            number[0][0] if number else "",
            date[0][0] if date else "",
            header.get(RDFS + "label", ((iri, ""),))[0][0],
        ),
        header=header,
        clauses=_tree(rows, places, iri),
        links=links,
        parties=_parties(store, iri, places),
        fields=_fields(store, iri, places, header),
        acts={target: _act(store, target) for target in sorted(named)},
        later=later,
    )


def _rows(store: ox.Store, name: str, iri: str, variable: str = "decision") -> list[Row]:
    """Return the rows of a query with one variable bound, unbound values as "", sorted."""
    bound = {ox.Variable(variable): ox.NamedNode(iri)}
    found = store.query(
        query(name), use_default_graph_as_union=True, substitutions=cast(Any, bound)
    )
    assert isinstance(found, ox.QuerySolutions)
    names = [variable.value for variable in found.variables]
    rows = [{name: row[name].value if row[name] else "" for name in names} for row in found]
    return sorted(rows, key=lambda row: [row[name] for name in names])


def _header(rows: list[Row]) -> Header:
    header: Header = {}
    for row in rows:
        header[row["property"]] = (*header.get(row["property"], ()), (row["value"], row["name"]))
    return header


def _tree(rows: list[Row], places: Places, decision: str) -> tuple[Clause, ...]:
    """Return the clauses in document order; one whose parent is no clause lies in the decision."""
    inside: dict[str, list[Row]] = {}
    known = {row["clause"]: row for row in rows}
    for row in sorted(known.values(), key=lambda row: (int(row["order"]), row["clause"])):
        parent = row["parent"] if row["parent"] in known else decision
        inside.setdefault(parent, []).append(row)

    def clauses(parent: str) -> tuple[Clause, ...]:
        return tuple(
            Clause(
                row["clause"],
                _last(row["kind"]),
                row["marker"],
                row["printed"],
                row["heading"],
                row["text"],
                row["label"],
                places.get(row["evidence"], (None,))[0],
                clauses(row["clause"]),
            )
            for row in inside.get(parent, ())
        )

    return clauses(decision)


def _links(rows: list[Row], places: Places, decision: str) -> tuple[Link, ...]:
    """Return what the clauses cite; what is said between two cited acts has no words of its own."""
    links = {
        Link(
            row["statement"],
            row["predicate"],
            row["clause"],
            *places[row["evidence"]],
            row["words"],
            row["object"] or None,
        )
        for row in rows
        if row["subject"] in (decision, row["clause"]) and row["evidence"] in places
    }
    return tuple(sorted(links, key=lambda link: (link.start, -link.end, _natural(link.statement))))


def _natural(statement: str) -> tuple[str, int]:
    """Return a key that puts …/cites/9 before …/cites/10."""
    head, _, tail = statement.rpartition("/")
    return (head, int(tail)) if tail.isdecimal() else (statement, 0)


def _parties(store: ox.Store, iri: str, places: Places) -> tuple[Party, ...]:
    """Return who signs, then whom the decision is sent to, each in the order of the text."""
    signers = _rows(store, "export-akn-signers", iri)
    named = _rows(store, "export-akn-recipients", iri)
    recipients = [row for row in named if row["type"] == BM + "Recipient"]
    return tuple(
        Party(kind, row["words"], row.get("position", ""), row["clause"])
        for kind, rows in (("signer", signers), ("recipient", recipients))
        for row in sorted(rows, key=_place_in(places))
    )


def _fields(
    store: ox.Store, iri: str, places: Places, header: Header
) -> tuple[tuple[str, str], ...]:
    """Return the fields that the decision gives to its agency, in the order of the text."""
    agencies = {value for value, _ in header.get(BM + "concerns", ())}
    rows = [
        row
        for row in _rows(store, "export-akn-fields", iri)
        if row["predicate"] == BM + "field" and row["agency"] in agencies
    ]
    rows.sort(key=_place_in(places))
    return tuple(dict.fromkeys((row["field"], row["name"]) for row in rows))


def _place_in(places: Places) -> Callable[[Row], tuple[tuple[int, int], str]]:
    return lambda row: (places.get(row["evidence"], _NOWHERE), row["statement"])


def _act(store: ox.Store, target: str) -> Act:
    """Return the act that a thing is or lies in; one that nothing describes is an act itself."""
    for row in _rows(store, "export-akn-act", target, "target"):
        return Act(row["act"], _last(row["kind"]), row["number"], row["date"], row["name"])
    return Act(target, "", "", "", "")


def _later(rows: list[Row]) -> tuple[Later, ...]:
    found = {Later(row["act"], row["effect"], row["since"]) for row in rows}
    return tuple(sorted(found, key=lambda later: (later.since, later.act, later.effect)))


def _last(iri: str) -> str:
    return iri.rpartition("/")[2]
