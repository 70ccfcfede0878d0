"""Search over a store elsewhere: made of what the store holds, in step with it, and without it."""

import shutil
import threading
from contextlib import contextmanager

import pyoxigraph as ox
import pytest
from starlette.testclient import TestClient

from api.app import create_app
from api.releases import load_file, open_release
from api.search import indexes
from api.settings import Settings
from api.store import EmbeddedDataset
from ontology import DEFAULT_BASE_IRI
from ontology.search.index import build_index
from tests.api.conftest import BASE
from tests.api.pages.conftest import SAMPLE
from tests.api.remote.serving import until
from tests.api.stores import load, server
from tests.exported import release, releases

JSON = {"accept": "application/json"}
HTML = {"accept": "text/html"}
LABEL = ox.NamedNode("http://www.w3.org/2004/02/skos/core#prefLabel")


@pytest.fixture(scope="module")
def sample():
    return load_file(SAMPLE, BASE)


@pytest.fixture
def made(monkeypatch):
    """How often an index was made of a graph."""
    count: list[int] = []

    def build(ask):
        count.append(1)
        return build_index(ask)

    monkeypatch.setattr(indexes, "build_index", build)
    return count


@contextmanager
def service(address, folder, **others):
    settings = Settings(store=address, store_check_seconds=0.05, releases=folder, **others)
    with TestClient(create_app(settings), follow_redirects=False) as client:
        yield client


def renamed(sample, name):
    """The sample as another release, in which an agency has a further name."""
    store = ox.Store()
    store.extend(sample.store)
    (found,) = [q for q in store if q.predicate == LABEL and q.object.value == AGENCY][:1]
    store.remove(found)
    store.add(ox.Quad(found.subject, LABEL, ox.Literal(name, language="vi"), found.graph_name))
    return EmbeddedDataset(store, "later", BASE, len(store))


AGENCY = "Sở Thông tin và Truyền thông tỉnh Bình Phước"


def texts(client, words):
    answer = client.get("/search", params={"q": words}, headers=JSON)
    assert answer.status_code == 200, answer.text
    return {hit["text"] for hit in answer.json()["hits"]}


def test_it_finds_what_the_embedded_store_finds(tmp_path, made):
    """The index made over HTTP of a whole release answers like the one that the release brings."""
    opened = open_release(releases(), release().name, DEFAULT_BASE_IRI)
    own = TestClient(create_app(Settings(releases=releases(), base_iri=DEFAULT_BASE_IRI)))
    with server() as store:
        load(opened, store.graphs)
        with service(store.query, tmp_path) as client:
            for path in (
                "/search?q=cap+phep+ban+tin",
                "/search?q=báo+chí&province=kon-tum&lang=en",
                "/search?q=12/2023",
                "/search/suggest?q=ban+t",
                "/search/suggest?q=so+thong+tin&lang=en",
            ):
                found = client.get(path, headers=JSON)
                assert found.json() == own.get(path, headers=JSON).json(), path
            page = client.get("/search?q=bản+tin", headers=HTML)
            assert page.text == own.get("/search?q=bản+tin", headers=HTML).text
    assert made == [1]


def test_a_release_of_this_machine_brings_its_index(made):
    opened = open_release(releases(), release().name, DEFAULT_BASE_IRI)
    with server() as store:
        load(opened, store.graphs)
        with service(store.query, releases()) as client:
            assert texts(client, "cap phep ban tin")
    assert made == []


def test_two_parts_of_a_release_are_enough(tmp_path, made):
    name = release().name
    shutil.copytree(release() / "search", tmp_path / name / "search")
    shutil.copy(release() / "manifest.json", tmp_path / name)
    with server() as store:
        load(open_release(releases(), name, DEFAULT_BASE_IRI), store.graphs)
        with service(store.query, tmp_path) as client:
            assert texts(client, "cap phep ban tin")
    assert made == []


def test_an_index_that_cannot_be_read_is_made_anew(tmp_path, made):
    name = release().name
    shutil.copytree(release(), tmp_path / name)
    (tmp_path / name / "search" / "contents.json").write_text("{", encoding="utf-8")
    with server() as store:
        load(open_release(releases(), name, DEFAULT_BASE_IRI), store.graphs)
        with service(store.query, tmp_path) as client:
            assert texts(client, "cap phep ban tin")
    assert made == [1]


def test_it_follows_the_next_publication(sample, tmp_path, made):
    """The index is made as soon as the release is found, before anybody searches."""
    with server() as store:
        load(sample, store.graphs)
        with service(store.query, tmp_path) as client:
            until(lambda: made == [1])
            assert AGENCY in texts(client, "binh phuoc")
            load(renamed(sample, "Sở Đo đạc tỉnh Bình Phước"), store.graphs)
            until(lambda: client.get("/health").json()["release"] == "later")
            until(lambda: made == [1, 1])
            assert "Sở Đo đạc tỉnh Bình Phước" in texts(client, "so do dac")
            assert AGENCY not in texts(client, "so thong tin va truyen thong tinh binh phuoc")


def test_it_answers_while_the_store_is_down(sample, tmp_path):
    with server() as store:
        load(sample, store.graphs)
        with service(store.query, tmp_path) as client:
            before = texts(client, "binh phuoc")
            store.stop()
            until(lambda: "bomay_store_up 0.0" in client.get("/metrics").text)
            assert texts(client, "binh phuoc") == before
            assert client.get("/search?q=binh+phuoc", headers=HTML).status_code == 200
            assert client.get("/search/suggest?q=binh").status_code == 200


def test_a_store_that_is_down_at_the_start(sample, tmp_path, made):
    with server() as store, service(store.query, tmp_path) as client:
        for path in ("/search?q=binh+phuoc", "/search/suggest?q=binh"):
            answer = client.get(path)
            assert (answer.status_code, answer.headers["retry-after"]) == (503, "10")
        load(sample, store.graphs)
        until(lambda: made == [1])
        assert AGENCY in texts(client, "binh phuoc")


def test_a_store_that_fails_while_the_index_is_made(sample, tmp_path, monkeypatch):
    """Searches say so until it is well; then the index is made without a search that asks."""
    with server() as store:
        port = store.port
        load(sample, store.graphs)
        begun, broken = threading.Event(), threading.Event()
        finished = threading.Event()

        def build(ask):
            if not begun.is_set():  # the first time
                begun.set()
                assert broken.wait(20)
            found = build_index(ask)
            finished.set()
            return found

        monkeypatch.setattr(indexes, "build_index", build)

        with service(store.query, tmp_path, query_seconds=2) as client:
            assert begun.wait(20)
            store.stop()
            broken.set()
            answer = client.get("/search?q=binh+phuoc", headers=JSON)
            assert (answer.status_code, answer.headers["retry-after"]) == (503, "5")
            assert client.get("/health").status_code == 200
            assert not finished.is_set()
            with server(port=port) as again:
                load(sample, again.graphs)
                until(finished.is_set)
                assert AGENCY in texts(client, "binh phuoc")


def test_who_searches_meanwhile_is_told_to_come_again(sample, tmp_path, monkeypatch):
    go_on = threading.Event()

    def build(ask):
        assert go_on.wait(20)
        return build_index(ask)

    monkeypatch.setattr(indexes, "build_index", build)
    monkeypatch.setattr(indexes, "WAIT_SECONDS", 0.05)
    with server() as store:
        load(sample, store.graphs)
        with service(store.query, tmp_path) as client:
            answer = client.get("/search?q=binh", headers=JSON)
            assert (answer.status_code, answer.headers["retry-after"]) == (503, "5")
            assert answer.json()["limit"] == "search_index"
            page = client.get("/search?q=binh", headers=HTML)
            assert page.status_code == 503
            assert "đang được lập" in page.text and "is being made" not in page.text
            assert "is being made" in client.get("/search?q=binh&lang=en", headers=HTML).text
            assert client.get("/search/suggest?q=binh").status_code == 503
            go_on.set()
            until(lambda: client.get("/search?q=binh").status_code == 200)
