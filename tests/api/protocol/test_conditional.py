"""ETag, Cache-Control and 304; HEAD, OPTIONS and CORS; what is kept of answers."""

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from api.settings import Settings
from tests.api.conftest import BASE, write_release

QUERY = {"query": "SELECT * { ?s ?p ?o } ORDER BY ?s ?p"}
PATHS = [
    ("/sparql", QUERY),
    ("/sparql", {"query": "CONSTRUCT WHERE { ?s a ?t }"}),
    ("/sparql", {}),
    ("/graphs", {"graph": "http://example.org/data1"}),
    ("/graphs", {"default": ""}),
    ("/graphs", {}),
]


@pytest.mark.parametrize(("path", "params"), PATHS)
def test_who_has_it_gets_304(small, path, params):
    first = small.get(path, params=params)
    assert (first.status_code, first.headers["cache-control"]) == (200, "no-cache")
    tag = first.headers["etag"]
    assert tag.startswith('"graphs-') and "Accept" in first.headers["vary"]
    for known in (tag, f"W/{tag}", f'"other", {tag}', "*"):
        again = small.get(path, params=params, headers={"if-none-match": known})
        assert (again.status_code, again.content) == (304, b"")
        assert (again.headers["etag"], again.headers["vary"]) == (tag, first.headers["vary"])
    assert small.get(path, params=params, headers={"if-none-match": '"other"'}).status_code == 200
    head = small.head(path, params=params)
    assert (head.status_code, head.content, head.headers["etag"]) == (200, b"", tag)
    assert head.headers["content-length"] == first.headers["content-length"]


def test_the_tag_tells_types_and_data_apart(small):
    tags = {
        small.get("/sparql", params=QUERY | more, headers={"accept": accept}).headers["etag"]
        for accept in ("application/sparql-results+json", "text/csv", "text/html")
        for more in ({}, {"default-graph-uri": "http://example.org/data1"})
    }
    assert len(tags) == 6


def test_an_answer_to_post_has_no_tag(small):
    assert "etag" not in small.post("/sparql", data=QUERY).headers


@pytest.mark.embedded_only("it switches release folders; remote/test_releases those of a store")
def test_another_release_another_tag(tmp_path):
    trig = b"<http://e/a> <http://e/b> %d ."
    write_release(tmp_path, "first", trig % 1)
    with TestClient(create_app(Settings(releases=tmp_path, base_iri=BASE))) as client:
        first = client.get("/sparql", params=QUERY)
        assert client.get("/sparql", params=QUERY).content == first.content
        write_release(tmp_path, "second", trig % 2)
        second = client.get(
            "/sparql", params=QUERY, headers={"if-none-match": first.headers["etag"]}
        )
        assert second.status_code == 200
        assert second.json()["results"]["bindings"][0]["o"]["value"] == "2"


def test_a_kept_answer_is_not_run_again(small):
    answers = small.app.state.queries.answers
    query = {"query": "SELECT (COUNT(*) AS ?kept) { ?s ?p ?o }"}
    before = {reading.name: reading.value for reading in answers.readings()}
    bodies = {small.get("/sparql", params=query).content for _ in "abc"}
    after = {reading.name: reading.value for reading in answers.readings()}
    assert len(bodies) == 1
    assert after["answers_found"] - before["answers_found"] == 2
    assert after["answers_missed"] - before["answers_missed"] == 1


@pytest.mark.parametrize("call", ["RAND()", "STRUUID()", "uuid()", "Now()"])
def test_what_changes_is_not_kept(small, call):
    query = {"query": f"SELECT ({call} AS ?x) {{}}"}
    assert len({small.get("/sparql", params=query).content for _ in "abc"}) == 3


def test_answers_with_errors_are_not_kept(small):
    count = len(small.app.state.queries.answers._kept)
    for query in ("SELECT * {", "SELECT ?x { ?s foaf:a ?x }"):
        assert small.get("/sparql", params={"query": query}).status_code == 400
    assert small.get("/sparql", params={"query": "ASK {}", "format": "ttl"}).status_code == 406
    assert len(small.app.state.queries.answers._kept) == count


@pytest.mark.parametrize("path", ["/sparql", "/graphs"])
def test_preflight(small, path):
    headers = {
        "origin": "https://example.org",
        "access-control-request-method": "POST",
        "access-control-request-headers": "content-type",
    }
    response = small.options(path, headers=headers)
    assert response.status_code == 204
    assert response.headers["access-control-allow-origin"] == "*"
    assert "GET" in response.headers["access-control-allow-methods"]
    assert ("POST" in response.headers["access-control-allow-methods"]) == (path == "/sparql")
    assert "Content-Type" in response.headers["access-control-allow-headers"]
    assert int(response.headers["access-control-max-age"]) > 0
    assert response.headers["allow"] == response.headers["access-control-allow-methods"]


def test_pages_of_other_sites_may_read_answers_and_errors(small):
    for params in (QUERY, {"query": "nonsense"}):
        response = small.get("/sparql", params=params, headers={"origin": "https://example.org"})
        assert response.headers["access-control-allow-origin"] == "*"
        exposed = response.headers["access-control-expose-headers"]
        assert {"ETag", "Link", "Retry-After", "X-Request-Id"} <= set(exposed.split(", "))
