"""Changes: what a release adds to and takes from the one before, triple by triple, with its cause.

Two sets of lines are compared; only what differs is read, and looked up in the stores of the two.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from ontology import BM, OA, PROV, RDF

_TYPE = ox.NamedNode(RDF + "type")
_EVIDENCE = ox.NamedNode(BM + "evidence")
_IS_EVIDENCE = ox.NamedNode(BM + "Evidence")
_CURATION = ox.NamedNode(BM + "Curation")
_CLAUSE = ox.NamedNode(BM + "clause")
_SUBJECT = ox.NamedNode(BM + "subject")
_PREDICATE = ox.NamedNode(BM + "predicate")
_OBJECT = ox.NamedNode(BM + "object")
_TARGET = ox.NamedNode(OA + "hasTarget")
_SELECTOR = ox.NamedNode(OA + "hasSelector")
_PLACES = (_EVIDENCE, ox.NamedNode(PROV + "hadPrimarySource"))
_GENERATED = ox.NamedNode(PROV + "generated")
_MOST_STEPS = 4


@dataclass(frozen=True, slots=True)
class Side:
    """A release to compare: its quads as lines, its store, the decision of each graph."""

    lines: frozenset[bytes]
    store: ox.Store
    decisions: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Change:
    """A quad that came (``+``) or went (``-``), whose resource it is about, what states it.

    ``is_place`` says that it tells where something is stated, not what: a new file or a moved
    character gives many of these.
    """

    sign: str
    quad: ox.Quad
    resource: str
    cause: str | None
    is_place: bool

    @property
    def graph(self) -> str:
        """Return the IRI of the graph; the data of a release has no others."""
        name = self.quad.graph_name
        return name.value if isinstance(name, ox.NamedNode) else ""


def open_side(folder: Path) -> Side:
    """Return a release folder to compare; raises OSError or ValueError where it can't be read."""
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    decisions = {row["graph"]: row["iri"] for row in manifest.get("decisions", ())}
    lines = frozenset((folder / "data.nq").read_bytes().splitlines())
    return Side(lines, ox.Store.read_only(str(folder / "store")), decisions)


def changes(old: Side, new: Side) -> list[Change]:
    """Return what differs, in order of graph, resource and statement."""
    gone = _changes("-", old.lines - new.lines, old.store)
    come = _changes("+", new.lines - old.lines, new.store)
    return sorted([*gone, *come], key=_order)


def _order(change: Change) -> tuple[str, str, str, str, bool, str]:
    """Return the key that puts what went beside what came in its place."""
    subject, predicate, value = change.quad.triple
    is_new = change.sign == "+"
    return change.graph, change.resource, str(subject), str(predicate), is_new, str(value)


def _changes(sign: str, lines: Iterable[bytes], store: ox.Store) -> Iterator[Change]:
    text = b"\n".join(sorted(lines))
    for quad in ox.parse(text, format=ox.RdfFormat.N_QUADS):
        assert isinstance(quad, ox.Quad)
        resource, cause = resource_of(store, quad.subject), cause_of(store, quad)
        yield Change(sign, quad, resource, cause, _is_place(store, quad))


def _is_place(store: ox.Store, quad: ox.Quad) -> bool:
    if quad.predicate in _PLACES or _is_evidence(store, quad.subject):
        return True
    return bool(_nodes(store, _SELECTOR, to=quad.subject))


def resource_of(store: ox.Store, subject: Any) -> str:
    """Return what a statement is about: its subject, or what that is evidence or a statement of."""
    for _ in range(_MOST_STEPS):
        above = (
            _one(store, _SUBJECT, of=subject)
            or _one(store, _TARGET, of=subject)
            or _one(store, _SELECTOR, to=subject)
            or (_one(store, _EVIDENCE, to=subject) if _is_evidence(store, subject) else None)
        )
        if above is None or above == subject:
            break
        subject = above
    return str(getattr(subject, "value", subject))


def cause_of(store: ox.Store, quad: ox.Quad) -> str | None:
    """Return the clause that states a quad, or the curation or rule behind it; None for none.

    A direct triple has it by the ``bm:Statement`` that repeats it (docs/data-model.md).
    """
    subject = _one(store, _SELECTOR, to=quad.subject) or quad.subject
    evidence = [subject, *_nodes(store, _EVIDENCE, of=subject)]
    for pattern in store.quads_for_pattern(None, _SUBJECT, quad.subject, None):
        statement = pattern.subject
        if _has(store, statement, _PREDICATE, quad.predicate) and _has(
            store, statement, _OBJECT, quad.object
        ):
            evidence += _nodes(store, _EVIDENCE, of=statement)
    clauses = [clause for found in evidence for clause in _nodes(store, _CLAUSE, of=found)]
    curations = [found for found in evidence if _has(store, found, _TYPE, _CURATION)]
    rules = _nodes(store, _GENERATED, to=quad.graph_name)
    for found in (rules, curations, clauses):
        if found:
            return min(str(getattr(node, "value", "")) for node in found)
    return None


def _is_evidence(store: ox.Store, node: Any) -> bool:
    return _has(store, node, _TYPE, _IS_EVIDENCE)


def _has(store: ox.Store, subject: Any, predicate: ox.NamedNode, value: Any) -> bool:
    return next(store.quads_for_pattern(subject, predicate, value, None), None) is not None


def _nodes(
    store: ox.Store, predicate: ox.NamedNode, *, of: Any = None, to: Any = None
) -> list[ox.NamedNode]:
    """Return what a property leads to ``of`` a node, or what has it leading ``to`` one."""
    if isinstance(to, ox.DefaultGraph):
        return []
    quads = store.quads_for_pattern(of, predicate, to, None)
    found = {quad.object if to is None else quad.subject for quad in quads}
    return sorted((node for node in found if isinstance(node, ox.NamedNode)), key=str)


def _one(
    store: ox.Store, predicate: ox.NamedNode, *, of: Any = None, to: Any = None
) -> ox.NamedNode | None:
    return next(iter(_nodes(store, predicate, of=of, to=to)), None)
