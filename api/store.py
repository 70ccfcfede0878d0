"""One release, frozen: the questions the program asks of the graph.

A :class:`Dataset` never changes. When a new release is published, :mod:`api.releases` opens
another one; requests under way keep the one they started with. Everything here blocks: call it
from a plain ``def`` handler (FastAPI runs those in a thread) or through a thread pool.

Two things are a dataset: :class:`EmbeddedDataset`, a store in this process, and
:class:`api.remote.dataset.RemoteDataset`, the same over HTTP.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import wraps
from traceback import clear_frames
from typing import Any, ParamSpec, Protocol, TypeAlias, TypeVar, cast

import pyoxigraph as ox

import ontology
from api.above import iris_above
from api.workers.job import Location

Term: TypeAlias = ox.NamedNode | ox.Literal | ox.BlankNode
Row: TypeAlias = Mapping[str, Term | None]
Binding: TypeAlias = str | ox.NamedNode | ox.Literal
QueryResults: TypeAlias = ox.QuerySolutions | ox.QueryBoolean | Iterable[ox.Triple]

RDF_TYPE = ox.NamedNode(ontology.RDF + "type")
EVIDENCE = ox.NamedNode(ontology.BM + "evidence")
SELECTOR = ox.NamedNode(ontology.OA + "hasSelector")
REPLACED_BY = ox.NamedNode(ontology.DCT + "isReplacedBy")


P = ParamSpec("P")
T = TypeVar("T")


def in_one_thread(function: Callable[P, T]) -> Callable[P, T]:
    """Let go of the engine's results in the thread that made them, also when a call fails.

    They may not be dropped by another thread, and a traceback would carry them there.
    """

    @wraps(function)
    def called(*args: P.args, **kwargs: P.kwargs) -> T:
        try:
            return function(*args, **kwargs)
        except Exception as error:
            clear_frames(error.__traceback__)
            raise

    return called


def text(row: Row, variable: str) -> str:
    """Return the IRI or the words bound to ``variable`` in ``row``; "" where it is unbound."""
    term = row.get(variable)
    return "" if term is None else str(term.value)


class Dataset(Protocol):
    """A read-only view on one release.

    ``id`` names the release, ``base_iri`` is what resource IRIs start with (it ends in ``/``),
    ``quads`` is the number of its statements, ``manifest`` what is known of how it was built ({}
    for a plain RDF file). ``location`` says where workers find the same data; None for data that
    workers can't open. Every method may raise what says that the store fails: OSError,
    RuntimeError, or :class:`api.remote.errors.StoreError`.
    """

    @property
    def id(self) -> str:
        """The name of the release."""

    @property
    def base_iri(self) -> str:
        """What resource IRIs start with."""

    @property
    def quads(self) -> int:
        """How many statements there are."""

    @property
    def manifest(self) -> Mapping[str, Any]:
        """What is known of how the release was built."""

    @property
    def location(self) -> Location | None:
        """Where workers find the same data."""

    def rows(self, name: str, **bindings: Binding) -> list[Row]:
        """Return the solutions of ``ontology/queries/<name>.rq``, a SELECT.

        ``bindings`` fix variables of the query: a ``str`` means an IRI, words are given as
        ``Literal``. **A bound variable has to stand in the SELECT clause of the query** (the
        engine's rule), else RuntimeError. Raises FileNotFoundError for an unknown name and
        ValueError for a ``str`` that is no IRI.
        """

    def query(
        self,
        query: str,
        *,
        has_dataset_clause: bool = False,
        default_graphs: Sequence[ox.NamedNode] | None = None,
        named_graphs: Sequence[ox.NamedNode] | None = None,
    ) -> QueryResults:
        """Run a SPARQL query given as text and return its results.

        The default graph is the union of all graphs, unless the query has FROM clauses
        (``has_dataset_clause``) or the caller names graphs, which takes precedence (SPARQL 1.1
        Protocol, 2.1.4); either list may be empty. Raises SyntaxError with the parser's message.
        """

    def exists(self, iri: str) -> bool:
        """Tell whether ``iri`` is the subject of a triple or the name of a graph."""

    def replacement(self, iri: str) -> str | None:
        """Return the IRI that took the place of ``iri`` (``dct:isReplacedBy``); None for none.

        What lies below an earlier IRI (evidence, statements) is looked for below the present one.
        One that is described itself has not been replaced, whatever else is said of it.
        """

    def types(self, iri: str) -> set[str]:
        """Return the IRIs of the classes of ``iri``."""

    def describe(self, iri: str) -> list[ox.Triple]:
        """Return the triples about ``iri`` in all graphs, with its evidence, without repeats.

        Triples with ``iri`` as subject come first, then those of each ``bm:evidence`` and its
        selector, so that the answer says which clause and characters state it.
        """

    def graph(self, iri: str) -> list[ox.Triple]:
        """Return the triples of the graph named ``iri``, sorted; [] where there is none."""

    def objects(self, thing: str, relation: str) -> list[Term]:
        """Return the values of a property of a thing, each once, sorted as N-Triples."""

    def subjects(self, relation: str, value: str) -> list[str]:
        """Return the IRIs of the things that have the IRI ``value`` in a property, sorted."""


@dataclass(frozen=True, eq=False)
class EmbeddedDataset:
    """A release in a store of this process; :class:`Dataset` says what each method gives."""

    store: ox.Store = field(repr=False)
    id: str
    base_iri: str
    quads: int
    manifest: Mapping[str, Any] = field(default_factory=dict, repr=False)
    location: Location | None = field(default=None, repr=False)

    @in_one_thread
    def rows(self, name: str, **bindings: Binding) -> list[Row]:
        """Return the solutions of a query of ours, with variables bound by the engine."""
        substitutions = {ox.Variable(key): term_of(value) for key, value in bindings.items()}
        solutions = self.store.query(
            ontology.query(name),
            use_default_graph_as_union=True,
            substitutions=cast(Any, substitutions),
        )
        if not isinstance(solutions, ox.QuerySolutions):
            raise TypeError(f"{name}.rq is not a SELECT query")
        names = [variable.value for variable in solutions.variables]
        return [dict(zip(names, solution, strict=True)) for solution in solutions]

    def query(
        self,
        query: str,
        *,
        has_dataset_clause: bool = False,
        default_graphs: Sequence[ox.NamedNode] | None = None,
        named_graphs: Sequence[ox.NamedNode] | None = None,
    ) -> QueryResults:
        """Run a SPARQL query and return the engine's (lazy) results.

        The engine ignores FROM over the union of all graphs, so that is asked for without it only.
        """
        if default_graphs is None and named_graphs is None:
            return self.store.query(query, use_default_graph_as_union=not has_dataset_clause)
        return self.store.query(
            query,
            default_graph=list(default_graphs or ()),
            named_graphs=list(named_graphs or ()),
        )

    def exists(self, iri: str) -> bool:
        """Tell whether an IRI is a subject or the name of a graph."""
        node = node_of(iri)
        if node is None:
            return False
        return next(self._quads(node), None) is not None or self.store.contains_named_graph(node)

    def replacement(self, iri: str) -> str | None:
        """Return what took the place of an IRI, None for none."""
        for above in iris_above(iri, self.base_iri):
            node = node_of(above)
            if node is not None and (found := self._replaced_by(node)):
                present = found + iri.removeprefix(above)
                is_known = present != iri and not self.types(iri) and self.exists(present)
                return present if is_known else None
        return None

    def _replaced_by(self, node: ox.NamedNode) -> str | None:
        """Return the least of the IRIs that replace a node, so that the answer is always one."""
        found = [quad.object for quad in self._quads(node, REPLACED_BY)]
        iris = [term.value for term in found if isinstance(term, ox.NamedNode)]
        return min((iri for iri in iris if iri.startswith(self.base_iri)), default=None)

    def types(self, iri: str) -> set[str]:
        """Return the classes of an IRI."""
        node = node_of(iri)
        quads = () if node is None else self._quads(node, RDF_TYPE)
        return {quad.object.value for quad in quads if isinstance(quad.object, ox.NamedNode)}

    def describe(self, iri: str) -> list[ox.Triple]:
        """Return the triples about an IRI, with its evidence."""
        node = node_of(iri)
        if node is None:
            return []
        return with_evidence(node, self._about)

    def graph(self, iri: str) -> list[ox.Triple]:
        """Return the triples of a graph, sorted."""
        node = node_of(iri)
        if node is None:
            return []
        return sorted(
            (quad.triple for quad in self.store.quads_for_pattern(None, None, None, node)), key=str
        )

    def objects(self, thing: str, relation: str) -> list[Term]:
        """Return the values of a property, sorted."""
        quads = self._quads(ox.NamedNode(thing), ox.NamedNode(relation))
        return sorted({cast(Term, quad.object) for quad in quads}, key=str)

    def subjects(self, relation: str, value: str) -> list[str]:
        """Return what has a value in a property, sorted."""
        quads = self.store.quads_for_pattern(
            None, ox.NamedNode(relation), ox.NamedNode(value), None
        )
        return sorted(iris_of(quad.subject for quad in quads))

    def _about(self, node: ox.NamedNode) -> list[ox.Triple]:
        return sorted((quad.triple for quad in self._quads(node)), key=str)

    def _quads(
        self, subject: ox.NamedNode, predicate: ox.NamedNode | None = None
    ) -> Iterator[ox.Quad]:
        return self.store.quads_for_pattern(subject, predicate, None, None)


def with_evidence(
    node: ox.NamedNode, about: Callable[[ox.NamedNode], list[ox.Triple]]
) -> list[ox.Triple]:
    """Return what ``about`` says of a node, of each of its evidences and of their selectors."""
    said = about(node)
    evidence = [triple for found in _objects(said, EVIDENCE) for triple in about(found)]
    selectors = [triple for found in _objects(evidence, SELECTOR) for triple in about(found)]
    return list(dict.fromkeys([*said, *evidence, *selectors]))


def iris_of(terms: Iterable[object]) -> set[str]:
    """Return the IRIs among terms."""
    return {term.value for term in terms if isinstance(term, ox.NamedNode)}


def _objects(triples: Sequence[ox.Triple], predicate: ox.NamedNode) -> list[ox.NamedNode]:
    return [
        triple.object
        for triple in triples
        if triple.predicate == predicate and isinstance(triple.object, ox.NamedNode)
    ]


def term_of(value: Binding) -> ox.NamedNode | ox.Literal:
    """Return a bound value as a term; raises ValueError for a ``str`` that is no IRI."""
    return ox.NamedNode(value) if isinstance(value, str) else value


def node_of(iri: str) -> ox.NamedNode | None:
    """Return ``iri`` as a node, None for a text that is no absolute IRI."""
    try:
        return ox.NamedNode(iri)
    except ValueError:
        return None
