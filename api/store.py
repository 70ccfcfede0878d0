"""One release, frozen: the questions the program asks of the graph.

A :class:`Dataset` never changes. When a new release is published, :mod:`api.releases` opens
another one; requests under way keep the one they started with. Everything here blocks: call it
from a plain ``def`` handler (FastAPI runs those in a thread) or through a thread pool.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import wraps
from traceback import clear_frames
from typing import Any, ParamSpec, TypeAlias, TypeVar, cast

import pyoxigraph as ox

import ontology
from api.workers.job import Location

Term: TypeAlias = ox.NamedNode | ox.Literal | ox.BlankNode
Row: TypeAlias = Mapping[str, Term | None]
Binding: TypeAlias = str | ox.NamedNode | ox.Literal
QueryResults: TypeAlias = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples

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


@dataclass(frozen=True, eq=False)
class Dataset:
    """A read-only view on one release.

    ``id`` names the release, ``base_iri`` is what resource IRIs start with (it ends in ``/``),
    ``manifest`` is the release's ``manifest.json`` ({} for a plain RDF file), ``location`` says
    where workers find the same data (None for data that lies nowhere).
    """

    store: ox.Store = field(repr=False)
    id: str
    base_iri: str
    quads: int
    manifest: Mapping[str, Any] = field(default_factory=dict, repr=False)
    location: Location | None = field(default=None, repr=False)

    @in_one_thread
    def rows(self, name: str, **bindings: Binding) -> list[Row]:
        """Return the solutions of ``ontology/queries/<name>.rq``, a SELECT.

        ``bindings`` fix variables of the query: a ``str`` means an IRI, words are given as
        ``Literal``. **A bound variable has to stand in the SELECT clause of the query** (the
        engine's rule), else RuntimeError. Raises FileNotFoundError for an unknown name and
        ValueError for a ``str`` that is no IRI.
        """
        substitutions = {ox.Variable(key): _term(value) for key, value in bindings.items()}
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
        """Run a SPARQL query given as text and return the engine's (lazy) results.

        The default graph is the union of all graphs, unless the query has FROM clauses
        (``has_dataset_clause``: the engine ignores them over the union) or the caller names
        graphs, which takes precedence (SPARQL 1.1 Protocol, 2.1.4); either list may be empty.
        Raises SyntaxError with the parser's message.
        """
        if default_graphs is None and named_graphs is None:
            return self.store.query(query, use_default_graph_as_union=not has_dataset_clause)
        return self.store.query(
            query,
            default_graph=list(default_graphs or ()),
            named_graphs=list(named_graphs or ()),
        )

    def exists(self, iri: str) -> bool:
        """Tell whether ``iri`` is the subject of a triple or the name of a graph."""
        node = _node(iri)
        if node is None:
            return False
        return next(self._quads(node), None) is not None or self.store.contains_named_graph(node)

    def replacement(self, iri: str) -> str | None:
        """Return the IRI that took the place of ``iri`` (``dct:isReplacedBy``); None for none.

        What lies below an earlier IRI (evidence, statements) is looked for below the present one.
        One that is described itself has not been replaced, whatever else is said of it.
        """
        above = iri
        while len(above) > len(self.base_iri):
            node = _node(above)
            if node is not None and (found := self._replaced_by(node)):
                present = found + iri.removeprefix(above)
                is_known = present != iri and not self.types(iri) and self.exists(present)
                return present if is_known else None
            above = above.rpartition("/")[0]
        return None

    def _replaced_by(self, node: ox.NamedNode) -> str | None:
        """Return the least of the IRIs that replace a node, so that the answer is always one."""
        found = [quad.object for quad in self._quads(node, REPLACED_BY)]
        iris = [term.value for term in found if isinstance(term, ox.NamedNode)]
        return min((iri for iri in iris if iri.startswith(self.base_iri)), default=None)

    def types(self, iri: str) -> set[str]:
        """Return the IRIs of the classes of ``iri``."""
        node = _node(iri)
        quads = () if node is None else self._quads(node, RDF_TYPE)
        return {quad.object.value for quad in quads if isinstance(quad.object, ox.NamedNode)}

    def describe(self, iri: str) -> list[ox.Triple]:
        """Return the triples about ``iri`` in all graphs, with its evidence, without repeats.

        Triples with ``iri`` as subject come first, then those of each ``bm:evidence`` and its
        selector, so that the answer says which clause and characters state it.
        """
        node = _node(iri)
        if node is None:
            return []
        about = self._about(node)
        evidence = [triple for found in _objects(about, EVIDENCE) for triple in self._about(found)]
        selectors = [
            triple for found in _objects(evidence, SELECTOR) for triple in self._about(found)
        ]
        return list(dict.fromkeys([*about, *evidence, *selectors]))

    def graph(self, iri: str) -> list[ox.Triple]:
        """Return the triples of the graph named ``iri``, sorted; [] where there is none."""
        node = _node(iri)
        if node is None:
            return []
        return sorted(
            (quad.triple for quad in self.store.quads_for_pattern(None, None, None, node)), key=str
        )

    def _about(self, node: ox.NamedNode) -> list[ox.Triple]:
        return sorted((quad.triple for quad in self._quads(node)), key=str)

    def _quads(
        self, subject: ox.NamedNode, predicate: ox.NamedNode | None = None
    ) -> Iterator[ox.Quad]:
        return self.store.quads_for_pattern(subject, predicate, None, None)


def _objects(triples: Sequence[ox.Triple], predicate: ox.NamedNode) -> list[ox.NamedNode]:
    return [
        triple.object
        for triple in triples
        if triple.predicate == predicate and isinstance(triple.object, ox.NamedNode)
    ]


def _term(value: Binding) -> ox.NamedNode | ox.Literal:
    return ox.NamedNode(value) if isinstance(value, str) else value


def _node(iri: str) -> ox.NamedNode | None:
    """Return ``iri`` as a node, None for a text that is no absolute IRI."""
    try:
        return ox.NamedNode(iri)
    except ValueError:
        return None
