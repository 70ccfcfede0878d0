"""The catalogue: DCAT-AP 3 by its official shapes, in every format; VoID and the service."""

from collections import Counter
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import DCTERMS, RDF, VOID, Graph, Literal, Namespace, URIRef
from rdflib.compare import isomorphic
from starlette.testclient import TestClient

from api.app import create_app
from api.settings import Settings
from tests.api.conftest import SAMPLE
from tests.api.pages.html import Page
from tests.harvested import BASE, HAU_GIANG, parsed, releases
from tests.shacl import graph_of, shacl_results

DCAT = Namespace("http://www.w3.org/ns/dcat#")
SPDX = Namespace("http://spdx.org/rdf/terms#")
SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
BROWSER = "text/html,application/xhtml+xml;q=0.9,*/*;q=0.8"
TYPES = ("text/turtle", "application/ld+json", "application/rdf+xml", "application/n-triples")
WHOLE = URIRef(BASE + "catalog/dataset")
DECISION = "/catalog/decision/" + HAU_GIANG.removeprefix("eli/vn/")
PATHS = (
    "/catalog",
    "/catalog/dataset",
    "/catalog/decisions",
    DECISION,
    "/.well-known/void",
    "/sparql",
)
NOT_SAID = {
    "http://data.europa.eu/r5r/availability",  # a promise that the program can't make
    "http://www.w3.org/ns/dcat#bbox",  # nobody has named a source for these two
    "http://www.w3.org/ns/dcat#centroid",
    "http://www.w3.org/ns/dcat#endDate",  # a decision in force has no end
    "http://purl.org/dc/terms/type",  # of the publisher and the licence: whoever runs it knows
}


@pytest.fixture(scope="module")
def client(store_kind):
    with TestClient(create_app(Settings(releases=releases())), follow_redirects=False) as made:
        yield made


def value(found: Graph, thing, relation):
    """Return the value of a property as Python has it."""
    node = found.value(thing, relation)
    assert isinstance(node, Literal), (thing, relation)
    return node.value


def graph(client, path: str) -> Graph:
    answer = client.get(path, headers={"Accept": "text/turtle"})
    assert answer.status_code == 200, path
    return Graph().parse(data=answer.text, format="turtle")


@pytest.mark.parametrize("path", ["/catalog", "/catalog/dataset", "/catalog/decisions", DECISION])
def test_official_shapes_of_dcat_ap_find_nothing(client, shared: Path, path):
    shapes = shared / "standards" / "dcat-ap-3.0.1"
    found = shacl_results(graph(client, path), shapes / "shapes.ttl", shapes / "range.ttl")
    assert found == []
    advised = [
        result
        for result in shacl_results(graph(client, path), shapes / "shapes_recommended.ttl")
        if "#release-" not in result.focus  # a release that is no longer to be had
    ]
    assert {result.path for result in advised} <= NOT_SAID
    assert {result.severity for result in advised} <= {"Warning"}


def test_official_shapes_see_a_fault(client, shared: Path):
    """The shapes are read: a catalogue without a title does not pass."""
    found = graph(client, "/catalog")
    found.remove((URIRef(BASE + "catalog"), DCTERMS.title, None))
    shapes = shared / "standards" / "dcat-ap-3.0.1"
    assert [r.path for r in shacl_results(found, shapes / "shapes.ttl")] == [str(DCTERMS.title)]


@pytest.mark.parametrize("path", PATHS)
def test_every_format_says_the_same(client, path):
    said = [
        parsed(answer.content, answer.headers["content-type"])
        for media_type in TYPES
        if (answer := client.get(path, headers={"Accept": media_type})).status_code == 200
    ]
    assert len(said) == len(TYPES)
    assert all(found == said[0] for found in said)
    assert not any(isinstance(t.subject, ox.BlankNode) for t in said[0])
    rdflib_read = graph(client, path)
    assert isomorphic(rdflib_read, graph_of(said[0]))


@pytest.mark.parametrize("path", PATHS)
def test_answers_can_be_kept_and_asked_for(client, path):
    accept = {"Accept": "text/turtle"}
    answer = client.get(path, headers=accept)
    assert answer.headers["vary"] == "Accept"
    assert answer.headers["cache-control"] == "no-cache"
    assert answer.headers["access-control-allow-origin"] == "*"
    kept = client.get(path, headers=accept | {"If-None-Match": answer.headers["etag"]})
    assert (kept.status_code, kept.content) == (304, b"")
    head = client.head(path, headers=accept)
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["etag"] == answer.headers["etag"]
    options = client.options(path)
    assert options.status_code == 204
    assert "GET" in options.headers["allow"]
    assert client.delete(path).status_code == 405
    assert client.get(path, headers={"Accept": "image/png"}).status_code == 406


def test_distributions_are_the_dumps(client):
    found = graph(client, "/catalog")
    listed = client.get("/dumps/index.json").json()["files"]
    by_address = {str(address): file for file, address in found.subject_objects(DCAT.downloadURL)}
    assert set(by_address) == {f"{BASE}dumps/{entry['path']}" for entry in listed}
    for entry in listed:
        file = by_address[f"{BASE}dumps/{entry['path']}"]
        assert value(found, file, DCAT.byteSize) == entry["bytes"]
        assert str(found.value(file, DCAT.mediaType)).endswith("/" + entry["media_type"])
        checksum = found.value(file, SPDX.checksum)
        assert str(found.value(checksum, SPDX.checksumValue)) == entry["sha256"]
    of = Counter(str(dataset) for dataset, _ in found.subject_objects(DCAT.distribution))
    assert of[str(WHOLE)] == sum(entry["decision"] is None for entry in listed)
    assert len(of) == 6


def test_catalogue_says_when_and_after_which_release(client):
    found = graph(client, "/catalog")
    heads = sorted(releases().glob("changes/*/head.json"))
    assert len(heads) == 2
    issued = value(found, WHOLE, DCTERMS.issued)
    assert value(found, WHOLE, DCAT.version) == (releases() / "CURRENT").read_text().strip()
    before = found.value(WHOLE, DCAT.previousVersion)
    assert str(found.value(before, DCAT.version)) in heads[0].read_text()
    assert value(found, WHOLE, DCTERMS.modified) == issued
    assert issued.strftime("%Y-%m-%dT%H:%M:%SZ") in heads[1].read_text()
    assert (WHOLE, DCTERMS.spatial, URIRef(BASE + "id/province/kon-tum")) in found
    start, end = (
        value(found, URIRef(f"{WHOLE}#period"), DCAT[name]).isoformat()
        for name in ("startDate", "endDate")
    )
    assert (start, end) == ("2021-12-10", "2023-10-16")


def test_what_one_runs_is_named_by_settings():
    settings = Settings(
        releases=releases(),
        publisher="Sở Nội vụ",
        publisher_type="http://purl.org/adms/publishertype/LocalAuthority",
        contact_email="lien-he@example.org",
        licence="https://creativecommons.org/licenses/by/4.0/",
    )
    with TestClient(create_app(settings)) as client:
        text = client.get("/catalog", headers={"Accept": "text/turtle"}).text
    for said in ('foaf:name "Sở Nội vụ"', "<mailto:lien-he@example.org>", "LocalAuthority"):
        assert said in text
    assert "apache.org" not in text


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("path", PATHS[:5])
def test_page_is_sound(client, path, lang):
    answer = client.get(f"{path}?lang={lang}", headers={"Accept": BROWSER})
    page = Page(answer.text)
    assert (answer.status_code, page.faults, page.lang) == (200, [], lang)
    assert {"vi": "Danh mục dữ liệu", "en": "Data catalogue"}[lang] in answer.text


def test_long_catalogues_come_in_pages(client, monkeypatch):
    monkeypatch.setattr("api.harvest.catalog.DECISIONS_A_PAGE", 2)
    pages = [graph(client, f"/catalog?page={number}") for number in (1, 2, 3)]
    datasets = [set(page.subjects(RDF.type, DCAT.Dataset)) for page in pages]
    decisions = [{d for d in map(str, found) if "/decision/" in d} for found in datasets]
    assert [len(found) for found in decisions] == [2, 2, 1]
    assert len(set.union(*decisions)) == 5
    following = URIRef("http://www.w3.org/ns/hydra/core#next")
    assert [str(next(page.objects(None, following), "")) for page in pages] == [
        f"{BASE}catalog?page=2",
        f"{BASE}catalog?page=3",
        "",
    ]
    assert client.get("/catalog?page=4").status_code == 404
    shown = client.get("/catalog?page=2", headers={"Accept": BROWSER}).text
    assert 'href="/catalog?page=3"' in shown


def test_unknown_datasets_are_not_found(client):
    assert client.get("/catalog/decision/khong/co").status_code == 404


# --- VoID and the service description ---


def test_void_and_the_service_name_each_other(client):
    void, service = graph(client, "/.well-known/void"), graph(client, "/sparql")
    endpoint = URIRef(BASE + "sparql")
    assert (WHOLE, VOID.sparqlEndpoint, endpoint) in void
    assert (WHOLE, VOID.sparqlEndpoint, endpoint) in service
    assert (URIRef(BASE + ".well-known/void"), DCTERMS.references, endpoint) in service
    assert (endpoint, SD.endpoint, endpoint) in service


def test_void_counts_what_a_query_counts(client):
    void = graph(client, "/.well-known/void")

    def ask(query: str) -> int:
        answer = client.get("/sparql", params={"query": query}, headers={"Accept": "text/csv"})
        return int(answer.text.split()[1])

    assert value(void, WHOLE, VOID.triples) == ask("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")
    parts = {
        str(void.value(part, VOID["class"])): value(void, part, VOID.entities)
        for part in void.objects(WHOLE, VOID.classPartition)
    }
    duty = "https://w3id.org/bomay/def#Duty"
    assert parts[duty] == ask(f"SELECT (COUNT(DISTINCT ?s) AS ?n) {{ ?s a <{duty}> }}") == 532
    assert value(void, WHOLE, VOID.classes) == len(parts)
    properties = list(void.objects(WHOLE, VOID.propertyPartition))
    assert value(void, WHOLE, VOID.properties) == len(properties)
    total = sum(value(void, part, VOID.triples) for part in properties)
    assert total == value(void, WHOLE, VOID.triples)


def test_void_names_dumps_examples_and_links(client):
    void = graph(client, "/.well-known/void")
    dumps = set(void.objects(WHOLE, VOID.dataDump))
    assert URIRef(BASE + "dumps/bomay.ttl") in dumps
    assert all(str(dump).startswith(BASE + "dumps/bomay.") for dump in dumps)
    for example in void.objects(WHOLE, VOID.exampleResource):
        assert client.get("/" + str(example).removeprefix(BASE)).status_code in (200, 303)
    linksets = set(void.subjects(RDF.type, VOID.Linkset))
    targets = {str(void.value(links, VOID.objectsTarget)) for links in linksets}
    assert "http://www.wikidata.org/" in targets


def test_service_names_its_graphs(client):
    service = graph(client, "/sparql")
    named = {str(name) for name in service.objects(None, SD.name)}
    answer = client.get(
        "/sparql",
        params={"query": "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }"},
        headers={"Accept": "application/sparql-results+json"},
    ).json()
    assert named == {row["g"]["value"] for row in answer["results"]["bindings"]}
    for fragment in service.objects(None, SD.namedGraph):
        assert str(fragment).startswith(BASE + "sparql#")


def test_browsers_get_the_form_programs_the_description(client):
    assert "<textarea" in client.get("/sparql", headers={"Accept": BROWSER}).text
    shown = client.get("/sparql?format=ttl", headers={"Accept": BROWSER})
    assert shown.headers["content-type"].startswith("text/turtle")
    assert "sd:Service" in shown.text


# --- what is served without a release ---


def test_a_single_file_has_a_catalogue_too(client):
    with TestClient(create_app(Settings(dataset=SAMPLE, base_iri=BASE))) as plain:
        found = graph(plain, "/catalog")
        assert list(found.objects(None, DCAT.distribution)) == []
        assert found.value(WHOLE, DCTERMS.issued) is not None
        assert value(graph(plain, "/.well-known/void"), WHOLE, VOID.triples) > 0
