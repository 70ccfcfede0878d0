"""Triples: facts become quads; the same input gives the same bytes.

One named graph a decision, one of what decisions share, one of the reference tables, one of the
code lists, one of the ontology. No clock, no random identifiers, no blank nodes; a triple stands in
one graph only.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import BlankNode, NamedNode, Quad, RdfFormat, parse

from loaders.codes import code_quads
from loaders.iris import Iris
from loaders.pipeline import Parsed
from loaders.triples.acts import ActBook, SharedThings, shared_quads
from loaders.triples.agency import write_agency
from loaders.triples.clauses import write_clauses
from loaders.triples.curation import refuse_unresolved, write_earlier_iris
from loaders.triples.decision import (
    names_of,
    write_decision,
    write_issues,
    write_repairs,
    write_source,
)
from loaders.triples.names import one_name
from loaders.triples.reference import reference_quads, with_sources
from loaders.triples.references import shared_rule_quads, write_references
from loaders.triples.rules import write_rules
from loaders.triples.writer import Writer, term
from ontology import DEFAULT_BASE_IRI, FOLDER


@dataclass(frozen=True, slots=True)
class DecisionGraph:
    """The quads of one decision and the IRIs of decision and graph."""

    file: str
    sha256: str
    decision: str
    graph: str
    quads: tuple[Quad, ...]


def decision_iri(parsed: Parsed, base: str) -> str:
    """Return the IRI that a parsed decision will have."""
    return Iris(base).decision(parsed.facts, parsed.document.source)


def decision_graph(parsed: Parsed, base: str, shared: SharedThings) -> DecisionGraph:
    """Return the graph of one parsed decision; what it shares with others joins ``shared``.

    Raises CurationError where a correction names a body that is not recognised.
    """
    source, facts = parsed.document.source, parsed.facts
    iris = Iris(base).on_day_of(facts)
    refuse_unresolved(parsed, iris)
    decision = iris.decision(facts, source)
    writer = Writer(iris, NamedNode(iris.graph(decision)), decision, iris.source(source))
    acts = ActBook(iris, shared, facts.agency.province if facts.agency else None)
    names, file = names_of(facts), Path(source.file).name
    write_source(writer, source, file)
    write_decision(writer, parsed, acts, names)
    write_clauses(writer, parsed.document, names)
    write_agency(writer, facts, acts)
    write_rules(writer, parsed, acts)
    write_references(writer, facts, acts)
    write_issues(writer, parsed)
    write_repairs(writer, parsed.document)
    write_earlier_iris(writer, parsed)
    return DecisionGraph(file, source.sha256, decision, writer.graph.value, tuple(writer.quads))


def dataset(graphs: Iterable[DecisionGraph], base: str, shared: SharedThings) -> bytes:
    """Return the whole dataset as sorted N-Quads (UTF-8), each triple in one graph."""
    iris = Iris(base)
    graphs = list(graphs)
    quads = [*_rebased(iris), *_ontology(iris)]
    described = {graph.decision for graph in graphs}
    shared = with_sources(iris, shared)
    common = [
        *shared_quads(iris, shared, described),
        *shared_rule_quads(iris, shared, described),
    ]
    # what a decision is about is described in its graph, also where its own duties name it
    typed = (q for graph in graphs for q in graph.quads if q.predicate == term("rdf:type"))
    own: set[object] = {quad.subject for quad in typed}
    common = [quad for quad in common if quad.subject not in own]
    stated = one_name(quad for graph in graphs for quad in graph.quads)
    reference = _reference(iris, [*common, *stated], own)
    told = {(quad.subject, quad.predicate) for quad in reference}
    quads += [quad for quad in common if (quad.subject, quad.predicate) not in told]
    quads += [*stated, *reference]
    lines = sorted({f"{quad} .\n" for quad in _in_one_graph(quads, iris)})
    return "".join(lines).encode()


def _reference(iris: Iris, quads: list[Quad], own: set[object]) -> list[Quad]:
    """Return the reference graph for the bodies that ``quads`` describe, once for all decisions.

    What a decision's graph describes itself (``own``) is left to it.
    """
    body = (term("rdf:type"), term("cv:PublicOrganisation"))
    found = (q.subject for q in quads if (q.predicate, q.object) == body)
    bodies = {node.value for node in found if isinstance(node, NamedNode)}
    described = {node.value for node in own if isinstance(node, NamedNode)}
    return reference_quads(iris, bodies, described)


def _in_one_graph(quads: list[Quad], iris: Iris) -> Iterable[Quad]:
    """Yield each triple once; one that several graphs state goes to the graph of shared things."""
    graphs: dict[tuple[object, object, object], set[NamedNode]] = {}
    for quad in quads:
        graph = quad.graph_name
        assert isinstance(graph, NamedNode)  # the writers name every graph
        graphs.setdefault((quad.subject, quad.predicate, quad.object), set()).add(graph)
    common = NamedNode(iris.shared("shared"))
    for quad in quads:
        named = graphs[quad.subject, quad.predicate, quad.object]
        graph = quad.graph_name if len(named) == 1 else common
        yield Quad(quad.subject, quad.predicate, quad.object, graph)


def _rebased(iris: Iris) -> Iterable[Quad]:
    """Yield the code lists under the base of this build."""
    graph = NamedNode(iris.shared("codes"))

    def move(node: object) -> object:
        if isinstance(node, NamedNode) and node.value.startswith(DEFAULT_BASE_IRI + "code/"):
            return NamedNode(iris.base + node.value.removeprefix(DEFAULT_BASE_IRI))
        return node

    for quad in code_quads():
        yield Quad(move(quad.subject), quad.predicate, move(quad.object), graph)  # type: ignore[arg-type]  # move keeps the kind of term


def _ontology(iris: Iris) -> Iterable[Quad]:
    """Yield the ontology but for the axioms that need a blank node (class expressions, lists)."""
    graph = NamedNode(iris.shared("ontology"))
    path = FOLDER / "bomay.ttl"
    for quad in parse(path=str(path), format=RdfFormat.TURTLE):
        if not isinstance(quad.subject, BlankNode) and not isinstance(quad.object, BlankNode):
            yield Quad(quad.subject, quad.predicate, quad.object, graph)
