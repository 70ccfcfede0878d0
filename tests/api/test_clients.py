"""The service on a real port, read by the clients that people use."""

import http.client
import json
from urllib.parse import urlencode, urlsplit

import pandas
import pytest
from rdflib import Graph, URIRef
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import CSV, JSON, JSONLD, POST, TSV, TURTLE, XML, SPARQLWrapper

import ontology
from tests.api.conftest import BASE

DUTIES = "SELECT ?duty WHERE { ?duty a <https://w3id.org/bomay/def#Duty> } ORDER BY ?duty"
TYPES = "CONSTRUCT { ?s a ?t } WHERE { ?s a ?t }"


@pytest.fixture
def wrapper(server):
    return SPARQLWrapper(server + "/sparql")


@pytest.mark.parametrize("method", ["GET", POST])
def test_sparqlwrapper_select(wrapper, method):
    wrapper.setMethod(method)
    wrapper.setQuery(DUTIES)
    wrapper.setReturnFormat(JSON)
    assert len(wrapper.queryAndConvert()["results"]["bindings"]) == 3
    wrapper.setReturnFormat(XML)
    assert len(wrapper.queryAndConvert().getElementsByTagName("result")) == 3
    for format in (CSV, TSV):
        wrapper.setReturnFormat(format)
        assert wrapper.queryAndConvert().count(b"/duty/") == 3


@pytest.mark.filterwarnings("ignore:.*ConjunctiveGraph:DeprecationWarning")
def test_sparqlwrapper_construct(wrapper):
    wrapper.setQuery(TYPES)
    wrapper.setReturnFormat(XML)
    graph = wrapper.queryAndConvert()
    assert isinstance(graph, Graph)
    wrapper.setReturnFormat(TURTLE)
    assert len(Graph().parse(data=wrapper.queryAndConvert(), format="turtle")) == len(graph) > 50
    wrapper.setReturnFormat(JSONLD)
    assert len(wrapper.queryAndConvert()) == len(graph)


def test_rdflib_reads_the_service_as_a_store(server):
    graph = Graph(SPARQLStore(server + "/sparql", method="POST_FORM"))
    assert len(list(graph.query(DUTIES))) == 3
    province = URIRef(BASE + "id/province/binh-phuoc")
    assert len(set(graph.predicate_objects(province))) == 4


def test_rdflib_reads_a_resource(server):
    path = "/eli/vn/ubnd-binh-phuoc/qd-ubnd/2023/12"
    graph = Graph().parse(server + path)
    assert (URIRef(BASE + path[1:]), URIRef(ontology.ELI + "number"), None) in graph


def test_plain_http(server):
    """HEAD sends no content, several Accept headers count, a connection is used again."""
    connection = http.client.HTTPConnection(urlsplit(server).netloc, timeout=20)
    path = "/sparql?" + urlencode({"query": DUTIES})
    connection.request("HEAD", path)
    response = connection.getresponse()
    assert response.read() == b""
    assert int(response.headers["content-length"]) > 100
    connection.putrequest("GET", path)
    connection.putheader("Accept", "text/csv;q=0.1")
    connection.putheader("Accept", "application/sparql-results+xml;q=0.5")
    connection.endheaders()
    response = connection.getresponse()
    assert response.headers["content-type"] == "application/sparql-results+xml"
    response.read()
    connection.request("GET", "/health")
    assert json.loads(connection.getresponse().read())["status"] == "ok"
    connection.close()


@pytest.mark.parametrize("format", ["csv", "tsv"])
def test_pandas_reads_a_table(server, format):
    """A table of results by its address alone, Vietnamese words and empty cells as they are."""
    query = """PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
        SELECT ?thing ?label ?none {
        ?thing skos:prefLabel ?label OPTIONAL { ?thing skos:none ?none }
        FILTER(LANG(?label) = "vi") } ORDER BY ?thing"""
    address = f"{server}/sparql?" + urlencode({"query": query, "format": format})
    table = pandas.read_csv(address, sep="\t" if format == "tsv" else ",")
    assert [name.lstrip("?") for name in table.columns] == ["thing", "label", "none"]
    assert len(table) > 10 and table.iloc[:, 2].isna().all()
    assert any("ư" in label for label in table.iloc[:, 1])
