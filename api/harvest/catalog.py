"""The catalogue in DCAT-AP 3: the whole dataset, the datasets of the decisions, the service.

Long catalogues come in pages, which harvesters follow by ``hydra:next``; each page stands by
itself. https://semiceu.github.io/DCAT-AP/releases/3.0.0/
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pyoxigraph as ox

from api.dumps import Dumps
from api.harvest.agents import (
    KEYWORDS,
    LANGUAGES,
    ONTOLOGY,
    PROTOCOL,
    PUBLIC,
    THEMES,
    VIETNAM,
    Agents,
    document,
    identifier,
)
from api.harvest.datasets import (
    DESCRIPTION,
    TITLE,
    Decision,
    dataset_iri,
    decisions_of,
    describe_decision,
    describe_places,
    describe_series,
    describe_whole,
    whole_iri,
)
from api.harvest.graph import DCAT, EU, FOAF, HYDRA, Graph, typed
from api.harvest.publication import Publication
from api.pages.data import remembered
from api.settings import Settings
from api.store import Dataset
from ontology import DCT

DECISIONS_A_PAGE = 100
PROFILE = "http://data.europa.eu/r5r/"
SERVICE_TITLE = {"vi": "Điểm truy vấn SPARQL của BoMay", "en": "The SPARQL endpoint of BoMay"}
SERVICE_DESCRIPTION = {
    "vi": "SPARQL 1.1 Protocol, chỉ đọc, trên toàn bộ dữ liệu.",
    "en": "SPARQL 1.1 Protocol, read-only, over the whole dataset.",
}
_RESULTS = ("SPARQLQRES", "JSON", "XML", "CSV", "TSV", "RDF_TURTLE", "RDF_XML", "JSON_LD")


@dataclass(frozen=True)
class Source:
    """What a catalogue is made of: a release, its dumps if any, when it was published."""

    dataset: Dataset
    dumps: Dumps | None
    published: Publication
    settings: Settings

    @property
    def agents(self) -> Agents:
        """Return who publishes, under the base IRI of the release."""
        return Agents(self.dataset.base_iri, self.settings)

    @property
    def decisions(self) -> list[Decision]:
        """The decisions to catalogue."""
        return remembered(
            self.dataset, "catalogue", lambda dataset: decisions_of(dataset, self.dumps)
        )


def page_count(decisions: Sequence[Decision]) -> int:
    """Return how many pages the catalogue has, at least one."""
    return max(1, -(-len(decisions) // DECISIONS_A_PAGE))


def catalog_triples(source: Source, page: int) -> list[ox.Triple]:
    """Return a page of the catalogue (from 1), self-contained."""
    graph, agents, decisions = Graph(), source.agents, source.decisions
    base = source.dataset.base_iri
    iri = graph.thing(base + "catalog", DCAT + "Catalog")
    shown = decisions[(page - 1) * DECISIONS_A_PAGE : page * DECISIONS_A_PAGE]
    graph.words(iri, DCT + "title", TITLE)
    graph.words(iri, DCT + "description", DESCRIPTION)
    identifier(graph, iri)
    graph.say(iri, DCT + "publisher", agents.publisher)
    graph.say(iri, DCT + "license", agents.licence)
    graph.say(iri, DCT + "rights", agents.rights)
    graph.say(iri, DCT + "language", *LANGUAGES.values())
    graph.say(iri, DCT + "spatial", VIETNAM)
    graph.say(iri, DCT + "issued", source.published.moment)
    graph.say(iri, DCT + "modified", source.published.moment)
    graph.say(iri, DCT + "conformsTo", graph.thing(PROFILE, DCT + "Standard"))
    graph.say(iri, DCAT + "themeTaxonomy", THEMES)
    graph.say(iri, FOAF + "homepage", document(graph, base))
    graph.say(iri, DCAT + "dataset", whole_iri(base))
    graph.say(iri, DCAT + "dataset", *(dataset_iri(base, decision) for decision in shown))
    graph.say(iri, DCAT + "service", base + "sparql")
    describe_whole(graph, decisions, source.dumps, agents, source.published)
    _describe_parts(graph, source, shown)
    _describe_service(graph, source)
    _view(graph, iri, page, page_count(decisions), len(decisions))
    _finish(graph, source)
    return graph.triples


def whole_triples(source: Source) -> list[ox.Triple]:
    """Return the dataset of everything alone."""
    graph = Graph()
    describe_whole(graph, source.decisions, source.dumps, source.agents, source.published)
    _finish(graph, source)
    return graph.triples


def series_triples(source: Source) -> list[ox.Triple]:
    """Return the series alone, with the datasets of its first page."""
    graph = Graph()
    _describe_parts(graph, source, source.decisions[:DECISIONS_A_PAGE])
    _finish(graph, source)
    return graph.triples


def decision_triples(source: Source, key: str) -> list[ox.Triple] | None:
    """Return the dataset of one decision alone; None for an unknown key."""
    found = next((found for found in source.decisions if found.key == key), None)
    if found is None:
        return None
    graph = Graph()
    _describe_parts(graph, source, [found])
    _finish(graph, source)
    return graph.triples


def _describe_parts(graph: Graph, source: Source, decisions: Sequence[Decision]) -> None:
    if decisions:  # a series of nothing is none
        describe_series(graph, source.agents, source.published)
    for decision in decisions:
        describe_decision(graph, decision, source.agents, source.published)


def _describe_service(graph: Graph, source: Source) -> None:
    base = source.dataset.base_iri
    iri = graph.thing(base + "sparql", DCAT + "DataService")
    graph.words(iri, DCT + "title", SERVICE_TITLE)
    graph.words(iri, DCT + "description", SERVICE_DESCRIPTION)
    source.agents.stand_behind(graph, iri)
    identifier(graph, iri)
    graph.say(iri, DCAT + "endpointURL", iri)
    graph.say(iri, DCAT + "endpointDescription", iri)
    graph.say(iri, DCAT + "landingPage", document(graph, iri))
    graph.say(iri, DCAT + "servesDataset", whole_iri(base))
    graph.say(iri, DCT + "conformsTo", PROTOCOL)
    graph.say(iri, DCT + "license", source.agents.licence)
    graph.say(iri, DCT + "accessRights", PUBLIC)
    for code in _RESULTS:
        kind = graph.thing(EU + "file-type/" + code, DCT + "MediaTypeOrExtent")
        graph.say(iri, DCT + "format", kind)


def _finish(graph: Graph, source: Source) -> None:
    """Describe what was named, so that the graph stands by itself."""
    source.agents.describe(graph)
    named = {
        triple.object.value
        for triple in graph.triples
        if triple.predicate.value == DCT + "spatial" and isinstance(triple.object, ox.NamedNode)
    }
    describe_places(graph, source.dataset, named)


def _view(graph: Graph, catalog: str, page: int, pages: int, total: int) -> None:
    """Say which page this is and where the others are (Hydra's partial collection view)."""
    if pages == 1:
        return
    graph.thing(catalog, HYDRA + "Collection")
    graph.say(catalog, HYDRA + "totalItems", typed(total + 1, "integer"))
    view = graph.thing(f"{catalog}?page={page}", HYDRA + "PartialCollectionView")
    graph.say(catalog, HYDRA + "view", view)
    graph.say(view, HYDRA + "first", f"{catalog}?page=1")
    graph.say(view, HYDRA + "last", f"{catalog}?page={pages}")
    if page > 1:
        graph.say(view, HYDRA + "previous", f"{catalog}?page={page - 1}")
    if page < pages:
        graph.say(view, HYDRA + "next", f"{catalog}?page={page + 1}")


__all__ = [
    "KEYWORDS",
    "ONTOLOGY",
    "Source",
    "catalog_triples",
    "decision_triples",
    "page_count",
    "series_triples",
    "whole_triples",
]
