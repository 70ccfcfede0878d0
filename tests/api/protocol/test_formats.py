"""Every format of results and graphs, by Accept and by ?format=, and which one is chosen."""

import csv
import io
import json

import pyoxigraph as ox
import pytest
from lxml import etree
from rdflib import Dataset, Graph

SELECT = "SELECT ?s ?o { ?s <http://purl.org/dc/terms/title> ?o } ORDER BY ?s"
CONSTRUCT = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o ; a ?t }"
RESULTS = {
    "application/sparql-results+json": "json",
    "application/sparql-results+xml": "xml",
    "text/csv": "csv",
    "text/tab-separated-values": "tsv",
}
GRAPHS = {
    "text/turtle": "ttl",
    "application/n-triples": "nt",
    "application/ld+json": "jsonld",
    "application/rdf+xml": "rdf",
    "application/n-quads": "nq",
    "application/trig": "trig",
}


def rows(media_type, body):
    match media_type:
        case "application/sparql-results+json":
            return len(json.loads(body)["results"]["bindings"])
        case "application/sparql-results+xml":
            return len(etree.fromstring(body).findall(".//{*}result"))
        case "text/csv":
            return len(list(csv.DictReader(io.StringIO(body.decode()))))
    return body.decode().count("\n") - 1


@pytest.mark.parametrize("media_type", RESULTS)
@pytest.mark.parametrize("kind", ["select", "ask"])
def test_results(small, media_type, kind):
    query = SELECT if kind == "select" else "ASK {}"
    found = small.get("/sparql", params={"query": query}, headers={"accept": media_type})
    named = small.get("/sparql", params={"query": query, "format": RESULTS[media_type]})
    assert found.headers["content-type"].partition(";")[0] == media_type
    assert found.headers["vary"] == "Accept"
    assert (found.content, found.headers["content-type"]) == (
        named.content,
        named.headers["content-type"],
    )
    if kind == "select":
        assert rows(media_type, found.content) == 3
    if media_type.startswith("text/"):
        assert found.headers["content-type"].endswith("; charset=utf-8")


@pytest.mark.parametrize("media_type", GRAPHS)
@pytest.mark.parametrize("query", [CONSTRUCT, "DESCRIBE <http://example.org/data1>"])
@pytest.mark.filterwarnings("ignore:.*:DeprecationWarning")
def test_graphs(small, media_type, query):
    found = small.get("/sparql", params={"query": query}, headers={"accept": media_type})
    named = small.get("/sparql", params={"query": query, "format": GRAPHS[media_type]})
    assert found.headers["content-type"].partition(";")[0] == media_type
    assert found.content == named.content
    quads = "quads" in media_type or "trig" in media_type
    graph = (Dataset() if quads else Graph()).parse(data=found.content, format=media_type)
    assert len(graph) == (6 if query == CONSTRUCT else 2)
    again = ox.parse(found.content, format=ox.RdfFormat.from_media_type(media_type))
    assert len(set(again)) == len(graph)


JSON, XML, CSV = list(RESULTS)[:3]
CHOICES = [
    ([], JSON),
    (["*/*"], JSON),
    (["*"], JSON),
    (["text/*"], CSV),
    (["application/*;q=0.2, text/*;q=0.3"], CSV),
    ([f"{JSON};q=0, */*"], XML),
    ([f"*/*;q=0.1, {XML};q=0.2"], XML),
    ([f"{XML};q=0.5, */*;q=0.5"], XML),
    ([f"{CSV};q=0.1", f"{XML};q=0.9"], XML),
    ([f"text/*;q=0.9, {CSV};q=0.1, text/tab-separated-values;q=0.5"], "text/xml"),
    ([f"{XML};q=1.0, {JSON};q=1.000"], JSON),
    ([f"{JSON.upper()}"], JSON),
    (["application/sparql-results+xml;charset=utf-8"], XML),
    (["image/png, */*;q=0.01"], JSON),
    (["image/png"], None),
    (["*/*;q=0"], None),
    ([f"{JSON};q=0"], None),
    (["text/turtle"], None),
]


@pytest.mark.parametrize(("accepts", "chosen"), CHOICES)
def test_which_type(small, accepts, chosen):
    headers = [("accept", accept) for accept in accepts] or [("accept", "")]
    response = small.get("/sparql", params={"query": SELECT}, headers=headers)
    assert response.headers["vary"] == "Accept"
    if chosen:
        assert response.headers["content-type"].partition(";")[0] == chosen
        return
    assert response.status_code == 406
    offered = response.json()["offered"]
    assert set(RESULTS) < set(offered)


@pytest.mark.parametrize("format", ["ttl", "nonsense", "application/pdf"])
def test_a_format_that_results_do_not_have(small, format):
    assert small.get("/sparql", params={"query": SELECT, "format": format}).status_code == 406


def test_compressed(small):
    query = "SELECT * { ?s ?p ?o . ?a ?b ?c }"
    for coding in ("br", "gzip"):
        headers = {"accept-encoding": coding}
        response = small.get("/sparql", params={"query": query}, headers=headers)
        assert len(response.json()["results"]["bindings"]) == 49
