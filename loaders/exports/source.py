"""What is exported: the quads of a release in a fixed order, and its decisions.

The quads come from the release's N-Quads, not from its store: the engine writes derived types of
numbers as their base type ("7"^^xsd:nonNegativeInteger becomes an xsd:integer), and a dump must
give back what was published. Tables are read from the store, by query.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from json import dumps
from pathlib import Path

import pyoxigraph as ox

from loaders.errors import ReleaseError
from ontology import RDF, query
from ontology.jsonld import compact, node_text

_TYPE = ox.NamedNode(RDF + "type")
_UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision: its IRI, the graph of what it states, its key in file names, its labels."""

    iri: str
    graph: str
    key: str
    labels: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class NamedGraph:
    """A graph: its name, its N-Quads sorted, and the same sorted by subject, then type first."""

    name: str
    lines: Sequence[str]
    quads: Sequence[ox.Quad]

    @cached_property
    def json(self) -> str:
        """Return the graph as an object of compact JSON-LD, written once for all files."""
        nodes = compact(quad.triple for quad in self.quads)
        listed = ",\n".join(node_text(node, "   ") for node in nodes)
        return f'  {{\n   "id": {dumps(self.name)},\n   "@graph": [\n{listed}\n   ]\n  }}'


@dataclass(frozen=True)
class Part:
    """What goes into one file: some graphs, in the order of their names."""

    graphs: Sequence[NamedGraph]

    @cached_property
    def triples(self) -> list[ox.Triple]:
        """Return the union of the graphs, all triples of one subject together."""
        triples = [quad.triple for graph in self.graphs for quad in graph.quads]
        if len(self.graphs) == 1:
            return triples
        return list(dict.fromkeys(sorted(triples, key=lambda triple: str(triple.subject))))


@dataclass(frozen=True)
class Source:
    """A release to export: all of its graphs, its decisions, and a store to ask."""

    whole: Part
    store: ox.Store
    decisions: Sequence[Decision]

    def of(self, decision: Decision) -> Part:
        """Return what one decision states."""
        return Part([graph for graph in self.whole.graphs if graph.name == decision.graph])

    def find(self, name: str) -> Decision | None:
        """Return the decision of an IRI or a key, None where there is none."""
        return next((found for found in self.decisions if name in (found.iri, found.key)), None)


def decision_key(iri: str) -> str:
    """Return a decision's key: "ubnd-kon-tum_qd-ubnd_2023_12" for …eli/vn/ubnd-kon-tum/qd-ubnd/….

    The parts of such an IRI hold no "_", so two decisions never share a key.
    """
    path = iri.partition("/eli/vn/")[2] or iri.partition("://")[2]
    return "_".join(_UNSAFE.sub("-", part) for part in path.split("/"))


def open_source(data: bytes, store: ox.Store) -> Source:
    """Return what to export of a dataset, given as N-Quads and as a store of the same.

    The N-Quads are those of a release: a statement a line, each in a named graph.
    """
    lines: dict[str, list[str]] = {}
    for line in sorted(filter(None, data.decode().split("\n"))):  # U+2028 ends no line here
        lines.setdefault(line.rpartition(" <")[2].partition(">")[0], []).append(f"{line}\n")
    graphs = [NamedGraph(name, lines[name], _quads(lines[name])) for name in sorted(lines)]
    return Source(Part(graphs), store, _decisions(store))


def _quads(lines: Sequence[str]) -> list[ox.Quad]:
    """Return sorted N-Quads as quads, with what a thing is before what is said of it."""
    quads = list(ox.parse("".join(lines), format=ox.RdfFormat.N_QUADS))
    quads.sort(key=lambda quad: (str(quad.subject), quad.predicate != _TYPE))
    return quads


def open_release(folder: Path) -> Source:
    """Return what to export of a release folder; raises ReleaseError where it can't be read."""
    try:
        data = (folder / "data.nq").read_bytes()
        store = ox.Store.read_only(str(folder / "store"))
        return open_source(data, store)
    except (OSError, SyntaxError) as error:
        raise ReleaseError(f"{folder}: can't be read ({error}); run `bomay build`") from error


def solutions(store: ox.Store, name: str) -> ox.QuerySolutions:
    """Return the rows of ``ontology/queries/<name>.rq``, a SELECT, over the union of all graphs."""
    found = store.query(query(name), use_default_graph_as_union=True)
    assert isinstance(found, ox.QuerySolutions)
    return found


def _decisions(store: ox.Store) -> list[Decision]:
    labels: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for row in solutions(store, "export-decisions"):
        kept = labels.setdefault((row["decision"].value, row["graph"].value), [])
        label = row["label"]
        if label is not None:
            kept.append((label.language or "vi", label.value))
    return [
        Decision(iri, graph, decision_key(iri), tuple(sorted(found)))
        for (iri, graph), found in sorted(labels.items())
    ]
