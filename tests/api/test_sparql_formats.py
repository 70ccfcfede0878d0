"""The formats of answers: one query, each type."""

from xml.etree import ElementTree

import pyoxigraph as ox
import pytest

from tests.api.conftest import BASE

SELECT = "SELECT ?s WHERE { ?s a <https://w3id.org/bomay/def#Duty> } ORDER BY ?s"
ASK = "ASK { ?s a <https://w3id.org/bomay/def#Duty> }"
CONSTRUCT = "CONSTRUCT { ?s a ?t } WHERE { ?s a ?t }"
DESCRIBE = f"DESCRIBE <{BASE}id/province/binh-phuoc>"
FIREFOX = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
JSON, XML = "application/sparql-results+json", "application/sparql-results+xml"


def ask(client, query, accept="*/*", **fields):
    return client.get("/sparql", params={"query": query, **fields}, headers={"accept": accept})


def values(response, name="s"):
    return [row[name]["value"] for row in response.json()["results"]["bindings"]]


@pytest.mark.parametrize(
    ("query", "accept", "expected"),
    [
        (SELECT, "*/*", JSON),
        (SELECT, "", JSON),
        (SELECT, JSON, JSON),
        (SELECT, "application/json", "application/json"),
        (SELECT, XML, XML),
        (SELECT, "application/xml", "application/xml"),
        (SELECT, "text/csv", "text/csv; charset=utf-8"),
        (SELECT, "text/tab-separated-values", "text/tab-separated-values; charset=utf-8"),
        (SELECT, f"{JSON};q=0.1, {XML};q=0.2", XML),
        (SELECT, f"{JSON};q=0, */*", XML),
        (SELECT, "text/*", "text/csv; charset=utf-8"),
        (SELECT, f"text/turtle, {XML};q=0.1", XML),
        (SELECT, FIREFOX, "text/html; charset=utf-8"),
        (ASK, "*/*", JSON),
        (ASK, XML, XML),
        (CONSTRUCT, "*/*", "text/turtle; charset=utf-8"),
        (CONSTRUCT, "text/turtle", "text/turtle; charset=utf-8"),
        (CONSTRUCT, "application/ld+json", "application/ld+json"),
        (CONSTRUCT, "application/n-triples", "application/n-triples"),
        (CONSTRUCT, "application/rdf+xml", "application/rdf+xml"),
        (CONSTRUCT, "application/*;q=0.5, text/turtle;q=0.4", "application/ld+json"),
        (CONSTRUCT, FIREFOX, "text/html; charset=utf-8"),
        (DESCRIBE, "*/*", "text/turtle; charset=utf-8"),
        (DESCRIBE, "application/n-triples, */*;q=0.1", "application/n-triples"),
    ],
)
def test_types(client, query, accept, expected):
    response = ask(client, query, accept)
    assert response.status_code == 200
    assert response.headers["content-type"] == expected
    assert response.headers["vary"] == "Accept"
    assert response.headers["access-control-allow-origin"] == "*"


@pytest.mark.parametrize(
    ("query", "accept"),
    [(SELECT, "text/turtle"), (CONSTRUCT, JSON), (SELECT, "*/*;q=0"), (SELECT, "image/png")],
)
def test_not_acceptable(client, query, accept):
    response = ask(client, query, accept)
    assert response.status_code == 406
    assert response.headers["content-type"] == "application/problem+json"
    assert response.headers["vary"] == "Accept"
    assert ("text/turtle" in response.json()["offered"]) == (query == CONSTRUCT)


@pytest.mark.parametrize(
    ("query", "name", "expected"),
    [
        (SELECT, "json", JSON),
        (SELECT, "xml", XML),
        (SELECT, "csv", "text/csv; charset=utf-8"),
        (SELECT, "tsv", "text/tab-separated-values; charset=utf-8"),
        (SELECT, "html", "text/html; charset=utf-8"),
        (SELECT, "text/csv", "text/csv; charset=utf-8"),
        (SELECT, "ttl", None),
        (SELECT, "png", None),
        (CONSTRUCT, "ttl", "text/turtle; charset=utf-8"),
        (CONSTRUCT, "json", "application/ld+json"),
        (CONSTRUCT, "jsonld", "application/ld+json"),
        (CONSTRUCT, "nt", "application/n-triples"),
        (CONSTRUCT, "xml", "application/rdf+xml"),
        (CONSTRUCT, "csv", None),
    ],
)
def test_format_parameter(client, query, name, expected):
    response = ask(client, query, "text/html", format=name)
    if expected is None:
        assert response.status_code == 406
    else:
        assert response.headers["content-type"] == expected


def test_several_accept_headers(client):
    headers = [("accept", "text/csv;q=0.1"), ("accept", XML)]
    response = client.get("/sparql", params={"query": SELECT}, headers=headers)
    assert response.headers["content-type"] == XML


def test_results_say_the_same_in_every_format(client):
    expected = values(ask(client, SELECT))
    assert len(expected) == 3
    assert ask(client, SELECT, "text/csv").text.split() == ["s", *expected]
    tsv = ask(client, SELECT, "text/tab-separated-values").text.split()
    assert tsv == ["?s", *(f"<{iri}>" for iri in expected)]
    tree = ElementTree.fromstring(ask(client, SELECT, XML).text)
    assert [
        node.text for node in tree.iter("{http://www.w3.org/2005/sparql-results#}uri")
    ] == expected
    page = ask(client, SELECT, FIREFOX).text
    assert all(iri.removeprefix(BASE) in page for iri in expected)
    assert ask(client, ASK).json()["boolean"] is True


def test_graphs_say_the_same_in_every_format(client):
    formats = {
        "text/turtle": ox.RdfFormat.TURTLE,
        "application/ld+json": ox.RdfFormat.JSON_LD,
        "application/n-triples": ox.RdfFormat.N_TRIPLES,
        "application/rdf+xml": ox.RdfFormat.RDF_XML,
    }
    read = {
        name: {q.triple for q in ox.parse(ask(client, CONSTRUCT, name).content, format=format)}
        for name, format in formats.items()
    }
    assert len(read["text/turtle"]) > 50
    assert all(triples == read["text/turtle"] for triples in read.values())


def test_construct_is_a_set(client):
    query = "CONSTRUCT { <http://e/a> <http://e/b> <http://e/c> } WHERE { ?s ?p ?o }"
    assert ask(client, query, "application/n-triples").text.count("\n") == 1


def test_rdf_xml_is_not_offered_where_it_has_no_words(client):
    query = "CONSTRUCT { <http://e/a> <http://e/1> 1 } WHERE {}"
    response = ask(client, query, "application/rdf+xml")
    assert response.status_code == 406
    assert "application/rdf+xml" not in response.json()["offered"]
