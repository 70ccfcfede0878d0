"""The W3C's cases for the SPARQL 1.1 Service Description, and what ours tells beyond them."""

import pytest
from rdflib import RDF, Graph, Literal, Namespace, URIRef

from tests.api.conftest import BASE
from tests.api.protocol.conftest import read

SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
FORMATS = Namespace("http://www.w3.org/ns/formats/")
TYPES = ["text/turtle", "application/ld+json", "application/rdf+xml"]
NAMES = {f"http://example.org/data{number}" for number in (1, 2, 3)} | {BASE + "graph/small"}

# The vocabulary's domains and ranges (section 3); None: a literal or anything.
PROPERTIES = {
    "endpoint": ("Service", None),
    "feature": ("Service", "Feature"),
    "defaultEntailmentRegime": ("Service", "EntailmentRegime"),
    "entailmentRegime": ("NamedGraph", "EntailmentRegime"),
    "supportedLanguage": ("Service", "Language"),
    "languageExtension": ("Service", "Feature"),
    "propertyFeature": ("Service", "Feature"),
    "extensionFunction": ("Service", "Function"),
    "extensionAggregate": ("Service", "Aggregate"),
    "resultFormat": ("Service", None),
    "inputFormat": ("Service", None),
    "defaultDataset": ("Service", "Dataset"),
    "availableGraphs": ("Service", "GraphCollection"),
    "defaultGraph": ("Dataset", "Graph"),
    "namedGraph": (("Dataset", "GraphCollection"), "NamedGraph"),
    "name": ("NamedGraph", None),
    "graph": ("NamedGraph", "Graph"),
}
KNOWN = {SD.SPARQL11Query: SD.Language, SD.UnionDefaultGraph: SD.Feature}


@pytest.fixture(params=TYPES)
def description(small, request):
    response = small.get("/sparql", headers={"accept": request.param})
    assert response.status_code == 200
    assert response.headers["content-type"].partition(";")[0] == request.param
    return read(response.content, request.param)


def test_returns_rdf(description):
    assert len(description) > 20


def test_has_endpoint_triple(description):
    """The endpoint is named as it was asked, and by its lasting IRI."""
    endpoints = set(description.objects(None, SD.endpoint))
    assert endpoints == {URIRef("http://testserver/sparql"), URIRef(BASE + "sparql")}


def test_conforms_to_schema(description):
    services = set(description.subjects(RDF.type, SD.Service))
    assert len(services) == 1
    found = 0
    for subject, predicate, object_ in description:
        if not str(predicate).startswith(SD):
            continue
        found += 1
        domain, range_ = PROPERTIES[str(predicate).removeprefix(SD)]
        domains = {SD[name] for name in ((domain,) if isinstance(domain, str) else domain)}
        assert domains & set(description.objects(subject, RDF.type)), (subject, predicate)
        assert isinstance(object_, URIRef), (predicate, object_)
        if range_:
            kinds = set(description.objects(object_, RDF.type)) | {KNOWN.get(object_)}
            assert SD[range_] in kinds, (predicate, object_)
    assert found > 20


def test_it_lists_the_named_graphs(description):
    dataset = description.value(None, RDF.type, SD.Dataset)
    graphs = set(description.objects(dataset, SD.namedGraph))
    assert {str(description.value(graph, SD.name)) for graph in graphs} == NAMES
    triples = URIRef("http://rdfs.org/ns/void#triples")
    counts = [description.value(description.value(graph, SD.graph), triples) for graph in graphs]
    assert sorted(int(count) for count in counts if isinstance(count, Literal)) == [1, 2, 2, 2]


def test_it_says_what_it_can(description):
    service = description.value(None, RDF.type, SD.Service)
    assert set(description.objects(service, SD.supportedLanguage)) == {SD.SPARQL11Query}
    formats = set(description.objects(service, SD.resultFormat))
    names = ("SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "Turtle", "TriG")
    assert {FORMATS[name] for name in names} <= formats


def test_a_host_that_is_no_host_is_not_told(small):
    response = small.get("/sparql", headers={"host": "a> <b", "accept": "text/turtle"})
    assert response.status_code in (200, 400)
    if response.status_code == 200:
        Graph().parse(data=response.text)
