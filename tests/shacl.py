"""Hold a graph to SHACL shapes with pyshacl: our own shapes, or official ones."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import Quad, RdfFormat, Triple, parse, serialize
from rdflib import RDF, Graph, Namespace
from rdflib.term import Node

SH = Namespace("http://www.w3.org/ns/shacl#")


@dataclass(frozen=True, slots=True, order=True)
class Found:
    """A validation result: the shape, the focus node, the value ("" for none), what it says."""

    shape: str
    focus: str
    value: str
    path: str
    severity: str
    message: str


def union(data: bytes, keep: Iterable[str] = (), form: RdfFormat = RdfFormat.N_QUADS) -> Graph:
    """Return the union of the graphs of a dataset, or of those whose IRIs end as ``keep`` says."""
    ends = tuple(keep)
    quads: Iterable[Quad | Triple] = parse(data, format=form)
    triples = {
        Triple(q.subject, q.predicate, q.object)
        for q in quads
        if not ends or (isinstance(q, Quad) and str(q.graph_name).strip("<>").endswith(ends))
    }
    return graph_of(triples)


def graph_of(triples: Iterable[Triple]) -> Graph:
    """Return pyoxigraph's triples as an rdflib graph."""
    text = serialize(triples, format=RdfFormat.N_TRIPLES)
    assert text is not None
    return Graph().parse(data=text.decode(), format="nt")


def shacl_results(data: Graph, *shapes: Path) -> list[Found]:
    """Return what pyshacl finds in ``data`` against the shapes of some Turtle files, sorted.

    No inference, no imports, no network: types of all that is referenced must be in ``data``.
    """
    from pyshacl import validate

    wanted = Graph()
    for path in shapes:
        wanted.parse(path, format="turtle")
    _, report, text = validate(
        data, shacl_graph=wanted, inference="none", advanced=False, do_owl_imports=False
    )
    assert isinstance(report, Graph), text
    return sorted(_found(report, node) for node in report.subjects(RDF.type, SH.ValidationResult))


def _found(report: Graph, node: Node) -> Found:
    def said(name: str) -> str:
        return str(report.value(node, SH[name]) or "")

    message = next((str(m) for m in report.objects(node, SH.resultMessage)), "")
    return Found(
        said("sourceShape"),
        said("focusNode"),
        said("value"),
        said("resultPath"),
        said("resultSeverity").removeprefix(str(SH)),
        message,
    )
