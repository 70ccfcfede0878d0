"""The service over a store that fails and comes back; the release that it follows."""

import time
from contextlib import contextmanager

import pyoxigraph as ox
import pytest
from starlette.testclient import TestClient

from api.app import create_app
from api.releases import load_file
from api.settings import Settings
from api.store import EmbeddedDataset
from tests.api.conftest import BASE, SAMPLE
from tests.api.remote.misbehaving import misbehaving, raw, sends
from tests.api.stores import PATIENCE, load, server

COUNT = {"query": "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"}
CSV = {"accept": "text/csv"}
HTML = {"accept": "text/html"}
AGENCY = "/id/org/binh-phuoc/so-thong-tin-va-truyen-thong"


@contextmanager
def service(address, **others):
    settings = Settings(store=address, store_check_seconds=0.05, query_seconds=2, **others)
    with TestClient(create_app(settings), follow_redirects=False) as client:
        yield client


def until(is_so):
    end = time.monotonic() + PATIENCE
    while not is_so():
        assert time.monotonic() < end, "not in time"
        time.sleep(0.02)


def release_of(client):
    return client.get("/health").json()["release"]


@pytest.fixture(scope="module")
def sample():
    return load_file(SAMPLE, BASE)


def other(sample, name):
    """The sample with one statement more, as another release."""
    store = ox.Store()
    store.extend(sample.store)
    graph = ox.NamedNode(BASE + "graph/shared")
    iri = ox.NamedNode(BASE + "id/" + name)
    store.add(ox.Quad(iri, ox.NamedNode(BASE + "def#text"), ox.Literal(name), graph))
    return EmbeddedDataset(store, name, BASE, len(store))


def test_a_store_that_is_down_and_comes_back(sample):
    with server() as first:
        port, address = first.port, first.query
        load(sample, first.graphs)
        with service(address) as client:
            assert (
                client.get("/sparql", params=COUNT, headers=CSV).text == f"n\r\n{sample.quads}\r\n"
            )
            assert client.get("/ready").status_code == 200
            first.stop()
            for path in ("/sparql?query=ASK{?s ?p ?o}", AGENCY, "/id/unknown"):
                answer = client.get(path, headers={"accept": "application/json"})
                assert (answer.status_code, answer.headers["retry-after"]) == (503, "5"), path
                assert answer.headers["content-type"] == "application/problem+json"
                assert str(port) not in answer.text
            page = client.get(AGENCY, headers=HTML)
            assert (page.status_code, page.headers["retry-after"]) == (503, "5")
            assert "503" in page.text and "Kho dữ liệu đứng sau dịch vụ này" in page.text
            page = client.get(AGENCY + "?lang=en", headers=HTML)
            assert page.status_code == 503 and "The store behind this service can’t" in page.text
            assert client.get("/ready").status_code == 503
            assert client.get("/health").status_code == 200
            with server(port=port) as second:
                load(sample, second.graphs)
                assert client.get(AGENCY, headers=HTML).status_code == 200
                assert client.get("/ready").status_code == 200


def test_a_service_starts_before_its_store(sample):
    with server() as store, service(store.query) as client:
        for path in ("/", "/ready", "/sparql?query=ASK{}"):
            assert client.get(path).status_code == 503
        assert release_of(client) is None
        load(sample, store.graphs)
        until(lambda: release_of(client) == sample.id)
        assert client.get("/").status_code == 200


def test_the_release_in_the_store_is_followed(sample):
    with server() as store:
        load(sample, store.graphs)
        with service(store.query) as client:
            first = client.get("/sparql", params=COUNT, headers=CSV)
            load(other(sample, "later"), store.graphs)
            until(lambda: release_of(client) == "later")
            tag = {"if-none-match": first.headers["etag"]}
            second = client.get("/sparql", params=COUNT, headers=CSV | tag)
            assert (second.status_code, second.text) == (200, f"n\r\n{sample.quads + 1}\r\n")
            assert client.get("/id/later", headers={"accept": "text/turtle"}).status_code == 200
            load(sample, store.graphs)
            until(lambda: release_of(client) == sample.id)
            again = client.get("/sparql", params=COUNT, headers=CSV | tag)
            assert again.status_code == 304


@pytest.mark.parametrize(
    ("options", "union"),
    [
        ((), "auto"),
        ((), "list"),
        ((), "parameter"),
        (("--union-default-graph",), "auto"),
        (("--union-default-graph",), "store"),
    ],
)
def test_the_default_graph_is_the_union(sample, options, union):
    graph, other_graph = f"{BASE}graph/shared", f"{BASE}graph/codes"
    shared = len(sample.graph(graph))
    with server(*options) as store:
        load(sample, store.graphs)
        with service(store.query, store_union=union) as client:

            def count(query="SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", **more):
                given = {"query": query, **more}
                answer = client.get("/sparql", params=given, headers=CSV)
                assert answer.status_code == 200, answer.text
                return int(answer.text.split()[1])

            is_exact = union in ("list", "auto")
            assert count() == sample.quads if is_exact else count() > sample.quads
            assert count(**{"default-graph-uri": graph}) == shared
            assert count(**{"named-graph-uri": graph}) == 0
            both = {"default-graph-uri": [graph, other_graph]}
            assert count(**both) == shared + len(sample.graph(other_graph))
            inside = "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }"
            assert count(inside, **{"named-graph-uri": graph}) == shared
            if not options:  # told to unite, Oxigraph ignores FROM
                assert count(f"SELECT (COUNT(*) AS ?n) FROM <{graph}> {{ ?s ?p ?o }}") == shared
            preceded = f"SELECT (COUNT(*) AS ?n) FROM <{other_graph}> {{ ?s ?p ?o }}"
            assert count(preceded, **{"default-graph-uri": graph}) == shared


@pytest.mark.parametrize(
    ("bad", "status"),
    [
        (raw(b"<html></html>", kind="text/html"), 502),
        (raw(b'{"head":{"vars":["n"]},"results":{"bindings":[Error: memory'), 502),
        (raw(b"", "302 Found"), 502),
        (raw(b"x" * 5000), 413),
        (raw(b"{", length=10), 503),
        (raw(b"", "503 Service Unavailable"), 503),
    ],
)
def test_no_bad_answer_is_passed_on(sample, bad, status):
    """The store answers well until the release is known."""
    with server() as good:
        load(sample, good.graphs)
        with service(good.query, store_bytes=4096) as client:
            with misbehaving(sends(bad)) as store:
                client.app.state.datasets.current().client.address = store.address
                answer = client.get("/sparql", params=COUNT)
            assert answer.status_code == status
            assert answer.headers["content-type"] == "application/problem+json"
            assert "Error: memory" not in answer.text


def test_guard_and_updates_stay_in_front(sample):
    with misbehaving(sends(raw(b""))) as store, server() as good:
        load(sample, good.graphs)
        with service(good.query) as client:
            client.app.state.datasets.current().client.address = store.address
            for query in ("SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", "CLEAR ALL"):
                assert client.get("/sparql", params={"query": query}).status_code == 403
            assert client.get("/sparql", params={"query": "ASK {" * 50}).status_code == 400
            assert not [asked for asked in store.asked if b"SERVICE" in asked]
