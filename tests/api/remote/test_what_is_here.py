"""What a service over a store elsewhere does not have, and that it says so and promises nothing."""

import re
from contextlib import contextmanager

import pyoxigraph as ox
import pytest
from starlette.testclient import TestClient

from api.app import create_app
from api.releases import load_file, open_release
from api.settings import Settings
from loaders.publishing import GraphStore, publish
from ontology import DEFAULT_BASE_IRI
from ontology.publication import ISSUED, PUBLICATION
from tests.api.pages.html import Page
from tests.api.stores import server
from tests.exported import release, releases

HTML = {"accept": "text/html"}
JSON = {"accept": "application/json"}
TURTLE = {"accept": "text/turtle"}
NAMES = {"vi": "kho dữ liệu khác", "en": "a store elsewhere"}


@contextmanager
def service(address, folder):
    settings = Settings(store=address, releases=folder, base_iri=DEFAULT_BASE_IRI)
    with TestClient(create_app(settings), follow_redirects=False) as client:
        yield client


@pytest.fixture(scope="module")
def store():
    with server() as started:
        with GraphStore(started.graphs) as target:
            publish(release(), target)
        yield started


@pytest.fixture(scope="module")
def client(store, tmp_path_factory):
    """A service whose folder of releases is empty."""
    with service(store.query, tmp_path_factory.mktemp("none")) as made:
        yield made


def published():
    head = (releases() / "changes/1/head.json").read_text(encoding="utf-8")
    found = re.search(r'"published": ?"([^"]+)"', head)
    assert found
    return found[1]


@pytest.mark.parametrize("path", ["/dumps/", "/dumps/index.json", "/dumps/bomay.nq.gz"])
def test_programs_are_told_why_there_are_no_dumps(client, path):
    answer = client.get(path, headers=JSON)
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json()
    assert "a store elsewhere" in problem["detail"] and "/graphs" in problem["detail"]
    assert problem["see"] == ["/graphs", "/data"]
    for way in problem["see"]:
        assert client.get(way, headers=TURTLE if way == "/graphs" else HTML).status_code == 200


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("path", ["/dumps/", "/changes/1-none", "/feed.atom"])
def test_people_are_told_so_too(client, path, lang):
    answer = client.get(f"{path}?lang={lang}", headers=HTML)
    page = Page(answer.text)
    assert (answer.status_code, page.faults, page.lang) == (404, [], lang)
    assert NAMES[lang] in answer.text
    query = "?lang=en" if lang == "en" else ""
    assert {f"/graphs{query}", f"/data{query}"} <= set(page.links)
    assert '<pre lang="en">' not in answer.text


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_page_of_changes_says_so(client, lang):
    answer = client.get(f"/changes?lang={lang}", headers=HTML)
    assert (answer.status_code, Page(answer.text).faults) == (200, [])
    assert NAMES[lang] in answer.text
    assert "/feed.atom" not in answer.text
    assert "/graphs" in answer.text


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("path", ["/data", "/about", "/catalog", "/decisions", "/acts", "/"])
def test_no_page_leads_to_what_is_not_here(client, path, lang):
    """Each way within the site that the main part of a page names is there."""
    answer = client.get(f"{path}?lang={lang}", headers=HTML)
    page = Page(answer.text)
    assert (answer.status_code, page.faults) == (200, [])
    assert not [link for link in page.links if link.startswith("/dumps")]
    main = Page(answer.text[answer.text.index("<main") : answer.text.index("</main>")])
    for link in dict.fromkeys(main.links):
        if link.startswith("/") and not link.startswith("/search"):
            status = client.get(link.partition("#")[0], headers=HTML).status_code
            assert status in (200, 303), link
    assert ("/changes" in "".join(main.links)) == (path in ("/about", "/catalog"))


def test_the_catalogue_promises_no_files(client):
    for path in ("/catalog", "/catalog/dataset", "/.well-known/void"):
        text = client.get(path, headers=TURTLE).text
        assert "/dumps/" not in text and "downloadURL" not in text and "dataDump" not in text
        assert "1970" not in text
    assert "/dumps/" not in client.get("/sitemap.xml").text


def test_the_time_of_the_publication_comes_with_it(client):
    assert published() in client.get("/catalog", headers=TURTLE).text
    assert f"<lastmod>{published()}</lastmod>" in client.get("/sitemap.xml").text
    assert f'"datePublished": "{published()}"' in client.get("/catalog", headers=HTML).text


@pytest.mark.parametrize("words", [None, "yesterday"])
def test_a_store_that_does_not_say_when(tmp_path, words):
    """What an earlier version published, or somebody else: no time is made up."""
    with server() as other:
        with GraphStore(other.graphs) as target:
            publish(release(), target)
            said = target.read(PUBLICATION, list)
            kept = [triple for triple in said if triple.predicate.value != ISSUED]
            if words:
                node = ox.NamedNode(PUBLICATION)
                kept.append(ox.Triple(node, ox.NamedNode(ISSUED), ox.Literal(words)))
            target.put(PUBLICATION, lambda: kept)
        with service(other.query, tmp_path) as client:
            for path in ("/catalog", "/catalog/dataset", "/.well-known/void"):
                answer = client.get(path, headers=TURTLE)
                assert answer.status_code == 200
                assert "issued" not in answer.text and "modified" not in answer.text
            assert "lastmod" not in client.get("/sitemap.xml").text
            page = client.get("/catalog", headers=HTML)
            assert page.status_code == 200 and "datePublished" not in page.text


def test_where_the_release_is_on_this_machine_it_is_all_there(store):
    with service(store.query, releases()) as client:
        assert client.get("/dumps/", headers=HTML).status_code == 200
        assert client.get("/dumps/index.json").json()["files"]
        assert "/feed.atom" in client.get("/changes", headers=HTML).text
        assert client.get("/feed.atom").status_code == 200
        links = Page(client.get("/data", headers=HTML).text).links
        assert {"/dumps/", "/changes"} <= set(links)
        assert "downloadURL" in client.get("/catalog/dataset", headers=TURTLE).text


def test_a_release_with_the_name_of_a_path_is_refused(tmp_path):
    """The id of a release becomes the name of a folder."""
    sample = open_release(releases(), release().name, DEFAULT_BASE_IRI)
    with server() as other:
        with GraphStore(other.graphs) as target:
            publish(release(), target)
            said = target.read(PUBLICATION, list)
            moved = [
                ox.Triple(t.subject, t.predicate, ox.Literal("../" + sample.id))
                if t.object == ox.Literal(sample.id)
                else t
                for t in said
            ]
            target.put(PUBLICATION, lambda: moved)
        with service(other.query, tmp_path) as client:
            assert client.get("/").status_code == 503
            assert client.get("/health").json()["release"] is None


def test_the_data_is_had_graph_by_graph(client):
    found = client.get(
        "/sparql", params={"query": "SELECT DISTINCT ?g { GRAPH ?g {} }", "format": "csv"}
    )
    names = found.text.split()[1:]
    assert len(names) > 5 and PUBLICATION not in names
    whole = client.get("/graphs?default", headers={"accept": "application/n-triples"})
    assert whole.status_code == 200
    one = client.get("/graphs", params={"graph": names[0]}, headers={"accept": "text/turtle"})
    assert one.status_code == 200


def test_a_single_file_that_is_served_has_no_dumps(tmp_path):
    (tmp_path / "a.nt").write_text("<urn:a> <urn:b> <urn:c> .\n", encoding="utf-8")
    assert load_file(tmp_path / "a.nt", DEFAULT_BASE_IRI).quads == 1
    client = TestClient(create_app(Settings(dataset=tmp_path / "a.nt")))
    answer = client.get("/dumps/", headers=HTML)
    assert answer.status_code == 404 and "không có tệp tải về" in answer.text
    assert "/dumps/" not in Page(client.get("/data", headers=HTML).text).links
