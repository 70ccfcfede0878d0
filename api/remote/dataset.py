"""A release in a store elsewhere, with the methods of :class:`api.store.Dataset`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, cast

import pyoxigraph as ox

import ontology
from api.above import iris_above
from api.guard import inspect
from api.remote.answers import GRAPH, JSON_RESULTS, read_rows, read_solutions, read_triples
from api.remote.bindings import bound
from api.remote.client import Answer, Question, StoreClient
from api.remote.errors import QueryRefusedError, StoreAnswerError
from api.remote.graphs import Graphs, Pairs, named
from api.store import (
    Binding,
    QueryResults,
    Row,
    Term,
    in_one_thread,
    iris_of,
    node_of,
    term_of,
    with_evidence,
)
from api.workers.job import UNSUPPORTED, Location

GRAPH_VERBS = frozenset(["CONSTRUCT", "DESCRIBE"])


@dataclass(frozen=True)
class Reading:
    """What a question of ours may take: seconds, and bytes of its answer."""

    seconds: float = 10
    most_bytes: int = 64 << 20


@dataclass(frozen=True, eq=False)
class RemoteDataset:
    """One release as a store elsewhere holds it.

    ``version`` is that of its description: of the same id too, another content has another one.
    ``releases`` is the folder of releases of this machine, which may have the same one: the id of
    a release is made of its content. ``issued`` is when it was published, "" where the store does
    not say.
    Every method may raise :class:`api.remote.errors.StoreError`.
    """

    client: StoreClient = field(repr=False)
    id: str
    base_iri: str
    quads: int
    version: str
    graphs: Graphs = field(repr=False)
    manifest: Mapping[str, Any] = field(default_factory=dict, repr=False)
    reading: Reading = Reading()
    location: Location | None = None
    releases: Path | None = field(default=None, repr=False)
    issued: str = ""

    @property
    def folder(self) -> Path | None:
        """Return the folder of this release on this machine, None where it is not here."""
        if self.releases is None or not (self.releases / self.id / "manifest.json").is_file():
            return None
        return self.releases / self.id

    @in_one_thread
    def rows(self, name: str, **bindings: Binding) -> list[Row]:
        """Return the solutions of a query of ours, with variables bound."""
        terms = {key: [term_of(value)] for key, value in bindings.items()}
        found = self._rows(name, terms)
        fixed = {key: values[0] for key, values in terms.items()}
        return [{**row, **fixed} for row in found] if fixed else found

    @in_one_thread
    def query(
        self,
        query: str,
        *,
        has_dataset_clause: bool = False,
        default_graphs: Sequence[ox.NamedNode] | None = None,
        named_graphs: Sequence[ox.NamedNode] | None = None,
    ) -> QueryResults:
        """Run a query given as text.

        Raises SyntaxError with the store's message, RuntimeError for an unknown function.
        """
        if default_graphs is not None or named_graphs is not None:
            pairs = named(_names(default_graphs), _names(named_graphs))
        else:
            pairs = [] if has_dataset_clause else self.graphs.of_union()
        is_graph = inspect(query).verb in GRAPH_VERBS
        try:
            answer = self.ask(query, pairs, GRAPH if is_graph else JSON_RESULTS)
        except QueryRefusedError as error:
            if UNSUPPORTED in str(error):
                raise RuntimeError(str(error)) from error
            raise SyntaxError(str(error)) from error
        return read_triples(answer) if is_graph else read_solutions(answer)

    def ask(self, query: str, pairs: Pairs, accept: str) -> Answer:
        """Ask the store and wait; raises StoreError or QueryRefusedError."""
        reading = self.reading
        question = Question(query, pairs, accept, reading.seconds, reading.most_bytes)
        return self.client.ask(question)

    def exists(self, iri: str) -> bool:
        """Tell whether an IRI is a subject or the name of a graph."""
        return node_of(iri) is not None and bool(self.rows("resource-exists", thing=iri))

    @in_one_thread
    def replacement(self, iri: str) -> str | None:
        """Return what took the place of an IRI, None for none; one question where none did."""
        above = [node for node in map(node_of, iris_above(iri, self.base_iri)) if node is not None]
        if not above:
            return None
        found: dict[str, list[str]] = {}
        for row in self._rows("resource-replacements", {"thing": above}):
            thing, present = row["thing"], row["present"]
            if isinstance(thing, ox.NamedNode) and isinstance(present, ox.NamedNode):
                found.setdefault(thing.value, []).append(present.value)
        for node in above:
            ours = [name for name in found.get(node.value, ()) if name.startswith(self.base_iri)]
            if ours:
                moved = min(ours) + iri.removeprefix(node.value)
                is_known = moved != iri and not self.types(iri) and self.exists(moved)
                return moved if is_known else None
        return None

    def types(self, iri: str) -> set[str]:
        """Return the classes of an IRI."""
        if node_of(iri) is None:
            return set()
        return iris_of(row["class"] for row in self.rows("resource-types", thing=iri))

    @in_one_thread
    def describe(self, iri: str) -> list[ox.Triple]:
        """Return the triples about an IRI, with its evidence; one question."""
        node = node_of(iri)
        if node is None:
            return []
        about: dict[Any, list[ox.Triple]] = {}
        for row in self._rows("resource-described", {"thing": [node]}):
            about.setdefault(row["subject"], []).append(_triple(row))
        return with_evidence(node, lambda found: sorted(set(about.get(found, ())), key=str))

    @in_one_thread
    def graph(self, iri: str) -> list[ox.Triple]:
        """Return the triples of a graph, sorted."""
        node = node_of(iri)
        if node is None:
            return []
        rows = self._rows("graph-triples", {"graph": [node]})
        return sorted((_triple(row) for row in rows), key=str)

    @in_one_thread
    def objects(self, thing: str, relation: str) -> list[Term]:
        """Return the values of a property, sorted."""
        rows = self.rows("property-values", thing=thing, property=relation)
        return sorted({cast(Term, row["value"]) for row in rows}, key=str)

    def subjects(self, relation: str, value: str) -> list[str]:
        """Return what has a value in a property, sorted."""
        rows = self.rows("property-values", property=relation, value=value)
        return sorted(iris_of(row["thing"] for row in rows))

    def _rows(
        self, name: str, terms: Mapping[str, Sequence[ox.NamedNode | ox.Literal]]
    ) -> list[Row]:
        written = ontology.query(name)
        if _verb(written) != "SELECT":
            raise TypeError(f"{name}.rq is not a SELECT query")
        query = bound(written, terms)
        try:
            answer = self.ask(query, self.graphs.of_union(), JSON_RESULTS)
        except QueryRefusedError as error:
            raise StoreAnswerError(f"{name}.rq is refused: {error}") from error
        variables, solutions = read_rows(answer)
        return [dict(zip(variables, cast(Any, row), strict=True)) for row in solutions]


@lru_cache(maxsize=128)
def _verb(query: str) -> str:
    return inspect(query).verb


def _triple(row: Row) -> ox.Triple:
    subject, predicate, value = row["subject"], row["predicate"], row["object"]
    return ox.Triple(cast(Any, subject), cast(Any, predicate), cast(Any, value))


def _names(nodes: Sequence[ox.NamedNode] | None) -> list[str]:
    return [node.value for node in nodes or ()]
