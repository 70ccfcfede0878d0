"""The SPARQL service described for programs: what it can, over which graphs.

SPARQL 1.1 Service Description, https://www.w3.org/TR/sparql11-service-description/
"""

from __future__ import annotations

from functools import partial

import pyoxigraph as ox

from api.harvest.catalog import SERVICE_DESCRIPTION, SERVICE_TITLE, Source
from api.harvest.datasets import whole_iri
from api.harvest.graph import DCAT, SD, VOID, Graph, safe, typed
from api.pages.data import remembered
from api.store import Dataset, text
from ontology import DCT

FORMATS = "http://www.w3.org/ns/formats/"
RESULTS = (
    "SPARQL_Results_JSON",
    "SPARQL_Results_XML",
    "SPARQL_Results_CSV",
    "SPARQL_Results_TSV",
    "Turtle",
    "JSON-LD",
    "N-Triples",
    "RDF_XML",
    "TriG",
    "N-Quads",
)


def service_triples(source: Source, address: str = "") -> list[ox.Triple]:
    """Return the description of the endpoint; it names the VoID description and is named there.

    ``address`` is where it is asked at, which is told beside its lasting IRI.
    """
    dataset, graph = source.dataset, Graph()
    base = dataset.base_iri
    iri = graph.thing(base + "sparql", SD + "Service")
    graph.words(iri, DCT + "title", SERVICE_TITLE)
    graph.words(iri, DCT + "description", SERVICE_DESCRIPTION)
    graph.say(iri, SD + "endpoint", iri, *([address] if _is_iri(address) else []))
    graph.say(iri, SD + "supportedLanguage", SD + "SPARQL11Query")
    graph.say(iri, SD + "feature", SD + "UnionDefaultGraph")
    graph.say(iri, SD + "resultFormat", *(FORMATS + name for name in RESULTS))
    graph.say(iri, DCT + "license", source.agents.licence)
    served = graph.thing(base + "sparql#dataset", SD + "Dataset")
    graph.say(iri, SD + "defaultDataset", served)
    graph.say(iri, SD + "availableGraphs", graph.thing(served + "-graphs", SD + "GraphCollection"))
    union = graph.thing(base + "sparql#union", SD + "Graph", VOID + "Dataset")
    graph.say(served, SD + "defaultGraph", union)
    graph.say(served, DCT + "isVersionOf", whole_iri(base))
    graph.say(union, VOID + "triples", typed(dataset.quads, "integer"))
    graph.thing(whole_iri(base), VOID + "Dataset", DCAT + "Dataset")
    graph.say(whole_iri(base), VOID + "sparqlEndpoint", iri)
    graph.say(base + ".well-known/void", DCT + "references", iri)
    graph.thing(base + ".well-known/void", VOID + "DatasetDescription")
    graph.take(remembered(dataset, "named graphs", partial(_named_graphs, served=served)))
    return graph.triples


def _is_iri(address: str) -> bool:
    """Tell whether an address can be told: its host is what the client says it is."""
    try:
        return bool(ox.NamedNode(address))
    except ValueError:
        return False


def _named_graphs(dataset: Dataset, served: str) -> list[ox.Triple]:
    """Return each graph with its size; counting is a look at every statement."""
    graph, base = Graph(), dataset.base_iri
    for row in dataset.rows("named-graphs"):
        name = text(row, "graph")
        short = safe(name.removeprefix(base))
        named = graph.thing(f"{base}sparql#{short}", SD + "NamedGraph")
        part = graph.thing(f"{base}sparql#{short}-statements", SD + "Graph", VOID + "Dataset")
        graph.say(served, SD + "namedGraph", named)
        graph.say(served + "-graphs", SD + "namedGraph", named)
        graph.say(named, SD + "name", name)
        graph.say(named, SD + "graph", part)
        graph.say(part, VOID + "triples", typed(text(row, "count"), "integer"))
    return graph.triples
