"""Reads of the SPARQL 1.1 Graph Store HTTP Protocol (https://www.w3.org/TR/sparql11-http-rdf-update/)."""

import pytest
from rdflib import Graph, URIRef

from tests.api.protocol.conftest import read

SD_NAME = URIRef("http://www.w3.org/ns/sparql-service-description#name")
D1 = "http://example.org/data1"
SMALL = "https://w3id.org/bomay/graph/small"
TYPES = ["text/turtle", "application/n-triples", "application/rdf+xml", "application/ld+json"]


@pytest.mark.parametrize("media_type", TYPES)
@pytest.mark.parametrize(("params", "size"), [({"graph": D1}, 2), ({"default": ""}, 7)])
def test_get(small, media_type, params, size):
    response = small.get("/graphs", params=params, headers={"accept": media_type})
    assert response.status_code == 200
    assert response.headers["content-type"].partition(";")[0] == media_type
    assert len(read(response.content, media_type)) == size


def test_get_without_a_type_is_turtle(small):
    for accept in ("*/*", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"):
        response = small.get("/graphs", params={"graph": D1}, headers={"accept": accept})
        assert response.headers["content-type"] == "text/turtle; charset=utf-8"


def test_a_bare_default_and_a_format(small):
    assert small.get("/graphs?default&format=nt").headers["content-type"] == "application/n-triples"


def test_head(small):
    response = small.head("/graphs", params={"graph": D1})
    assert (response.status_code, response.content) == (200, b"")
    assert int(response.headers["content-length"]) > 50
    assert small.head("/graphs", params={"graph": D1 + "0"}).status_code == 404


def test_the_graph_by_its_own_iri(small):
    """Direct identification: the address is the name of the graph (4.1)."""
    response = small.get("/graph/small", headers={"accept": "application/n-triples"})
    named = small.get("/graphs", params={"graph": SMALL, "format": "nt"})
    assert response.content == named.content != b""
    assert small.get("/graph/none", headers={"accept": "text/turtle"}).status_code == 404


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("graph=http://example.org/none", 404),
        ("graph=", 400),
        ("graph=data1", 400),
        ("graph=http://example.org/a%20b", 400),
        ("graph=http://example.org/%3Cb%3E", 400),
        (f"graph={D1}&graph={D1}", 400),
        (f"graph={D1}&default", 400),
        ("default&default", 400),
        ("default=yes", 400),
        ("graph=%FF", 400),
        ("graph=file:///etc/passwd", 404),
        ("graph=http://127.0.0.1:9/", 404),
    ],
)
def test_bad_requests(small, query, status):
    response = small.get(f"/graphs?{query}")
    assert response.status_code == status
    assert response.headers["content-type"] == "application/problem+json"


def test_types_that_there_are_not(small):
    response = small.get("/graphs", params={"graph": D1}, headers={"accept": "image/png"})
    assert response.status_code == 406
    assert "text/turtle" in response.json()["offered"]
    assert "text/html" not in response.json()["offered"]


@pytest.mark.parametrize("method", ["PUT", "POST", "DELETE", "PATCH"])
@pytest.mark.parametrize(
    "path", [f"/graphs?graph={D1}", "/graphs?default", "/graphs", "/graph/small"]
)
def test_writes(small, method, path):
    response = small.request(method, path, content=b"<http://e/s> <http://e/p> 1 .")
    assert response.status_code == 405
    assert set(response.headers["allow"].split(", ")) == {"GET", "HEAD", "OPTIONS"}
    assert len(Graph().parse(data=small.get("/graphs?default").text)) == 7


def test_the_list(small):
    listed = Graph().parse(data=small.get("/graphs").text)
    names = {str(name) for name in listed.objects(None, SD_NAME)}
    assert {D1, SMALL} <= names and len(names) == 4
    browser = small.get("/graphs?lang=en", headers={"accept": "text/html"})
    assert browser.status_code == 303
    page = small.get(browser.headers["location"], headers={"accept": "text/html"})
    assert page.status_code == 200
    assert all(name in page.text for name in names) and 'lang="en"' in page.text
