"""The dataset in VoID: how much of what is in it, where it is to be had, what it links to.

https://www.w3.org/TR/void/
"""

from __future__ import annotations

from collections import Counter
from functools import partial
from urllib.parse import urlsplit

import pyoxigraph as ox

from api.harvest.agents import LANGUAGES, Agents, document, identifier
from api.harvest.catalog import Source
from api.harvest.datasets import DESCRIPTION, TITLE, whole_iri
from api.harvest.graph import DCAT, EU, FOAF, VOID, Graph, plain, safe, typed
from api.negotiation import GRAPH_FORMATS
from api.pages.data import remembered
from api.store import Dataset, Row, text
from ontology import BM, CV, DCT, DQV, ELI, OA, ORG, OWL, PROV, RDFS, SKOS

VOCABULARIES = (BM, ORG, CV, ELI, SKOS, PROV, OA, DQV, DCT)
FORMATS = "http://www.w3.org/ns/formats/"
FEATURES = {
    "text/turtle": "Turtle",
    "application/ld+json": "JSON-LD",
    "application/n-triples": "N-Triples",
    "application/rdf+xml": "RDF_XML",
}
EXAMPLES = (BM + "Decision", CV + "PublicOrganisation", BM + "Duty", BM + "Clause", ORG + "Post")
_RDF_DUMPS = ("application/n-quads", "application/trig", *GRAPH_FORMATS)
_TARGETS = {"www.wikidata.org": ("http://www.wikidata.org/", "Wikidata")}


def void_triples(source: Source) -> list[ox.Triple]:
    """Return the description of the dataset and of its description."""
    dataset, graph = source.dataset, Graph()
    base = dataset.base_iri
    iri = graph.thing(whole_iri(base), VOID + "Dataset", DCAT + "Dataset")
    about = graph.thing(base + ".well-known/void", VOID + "DatasetDescription", FOAF + "Document")
    graph.words(about, DCT + "title", {"vi": "Mô tả VoID", "en": "VoID description"})
    graph.say(about, FOAF + "primaryTopic", iri)
    graph.words(iri, DCT + "title", TITLE)
    graph.words(iri, DCT + "description", DESCRIPTION)
    identifier(graph, iri)
    _publication(graph, iri, source)
    graph.say(iri, VOID + "sparqlEndpoint", base + "sparql")
    graph.say(iri, VOID + "uriSpace", plain(base))
    graph.say(iri, VOID + "rootResource", base + "catalog")
    graph.say(iri, VOID + "vocabulary", *VOCABULARIES)
    graph.say(iri, FOAF + "homepage", document(graph, base))
    graph.say(iri, VOID + "feature", *(FORMATS + name for name in FEATURES.values()))
    for file in source.dumps.files if source.dumps else ():
        if not file.decision and file.media_type in _RDF_DUMPS and file.count is not None:
            graph.say(iri, VOID + "dataDump", safe(f"{base}dumps/{file.path}"))
    graph.take(remembered(dataset, "void", partial(_statistics, iri=iri)))
    source.agents.describe(graph)
    return graph.triples


def _publication(graph: Graph, iri: str, source: Source) -> None:
    agents: Agents = source.agents
    graph.say(iri, DCT + "publisher", agents.publisher)
    graph.say(iri, DCT + "license", agents.licence)
    graph.say(iri, DCT + "language", LANGUAGES["vi"])
    graph.say(iri, DCT + "subject", EU + "data-theme/GOVE")
    graph.say(iri, DCT + "issued", source.published.moment)
    graph.say(iri, DCT + "modified", source.published.moment)
    graph.say(iri, DCAT + "version", plain(source.published.id))


def _statistics(dataset: Dataset, iri: str) -> list[ox.Triple]:
    """Return what is counted: a look at every statement, so once for each release."""
    graph, here = Graph(), dataset.base_iri + ".well-known/void"
    classes = _counted(dataset.rows("void-classes"), "class")
    properties = _counted(dataset.rows("void-properties"), "property")
    graph.say(iri, VOID + "triples", typed(dataset.quads, "integer"))
    graph.say(iri, VOID + "classes", typed(len(classes), "integer"))
    graph.say(iri, VOID + "properties", typed(len(properties), "integer"))
    for name, (count, example) in sorted(classes.items()):
        part = graph.thing(f"{here}#class-{_part(name)}", VOID + "Dataset")
        graph.say(iri, VOID + "classPartition", part)
        graph.say(part, VOID + "class", name)
        graph.say(part, VOID + "entities", typed(count, "integer"))
        if name in EXAMPLES and example.startswith(dataset.base_iri):
            graph.say(iri, VOID + "exampleResource", example)
    for name, (count, _) in sorted(properties.items()):
        part = graph.thing(f"{here}#property-{_part(name)}", VOID + "Dataset")
        graph.say(iri, VOID + "propertyPartition", part)
        graph.say(part, VOID + "property", name)
        graph.say(part, VOID + "triples", typed(count, "integer"))
    _linksets(graph, dataset, iri, here)
    return graph.triples


def _counted(rows: list[Row], variable: str) -> dict[str, tuple[int, str]]:
    return {
        name: (int(text(row, "count")), text(row, "example"))
        for row in rows
        if (name := text(row, variable))
    }


def _linksets(graph: Graph, dataset: Dataset, iri: str, here: str) -> None:
    """Say how many links lead to each other dataset, by property."""
    counts: Counter[tuple[str, str]] = Counter()
    for row in dataset.rows("void-links"):
        thing, other = text(row, "thing"), text(row, "other")
        if thing.startswith(dataset.base_iri) and not other.startswith(dataset.base_iri):
            counts[urlsplit(other).netloc, text(row, "property")] += 1
    for (host, relation), count in sorted(counts.items()):
        target, name = _TARGETS.get(host, (f"https://{host}/", host))
        links = graph.thing(f"{here}#links-{safe(host)}-{_part(relation)}", VOID + "Linkset")
        graph.say(iri, VOID + "subset", links)
        graph.say(links, VOID + "subjectsTarget", iri)
        graph.say(links, VOID + "objectsTarget", graph.thing(target, VOID + "Dataset"))
        graph.say(target, DCT + "title", plain(name))
        graph.say(links, VOID + "linkPredicate", relation)
        graph.say(links, VOID + "triples", typed(count, "integer"))


_PREFIXES = {BM: "bm", ORG: "org", CV: "cv", ELI: "eli", SKOS: "skos", PROV: "prov", OA: "oa"} | {
    DQV: "dqv",
    DCT: "dct",
    OWL: "owl",
    RDFS: "rdfs",
}


def _part(name: str) -> str:
    """Return a short name for a term in the address of its part: ``bm-Duty``."""
    cut = max(name.rfind("#"), name.rfind("/")) + 1
    prefix = _PREFIXES.get(name[:cut])
    short = f"{prefix}-{name[cut:]}" if prefix else name.partition("://")[2]
    return safe(short).replace("/", "-").replace("#", "-")
