"""/dumps/: the list as a page and as JSON, the files as they were published, nothing else."""

import csv
import hashlib
import io
import json
import threading

import pyoxigraph as ox
import pytest
from starlette.testclient import TestClient

from api.app import create_app
from api.pages.dumps import size_words
from api.settings import Settings
from ontology.jsonld import CONTEXT_FILE, CONTEXT_IRI
from tests.api.conftest import name_current, write_release
from tests.exported import BINH_PHUOC, KON_TUM, dumps, index, release, releases
from tests.paths import ROOT

BROWSER = "text/html,application/xhtml+xml;q=0.9,*/*;q=0.8"
TYPES = {
    "nq": "application/n-quads",
    "trig": "application/trig",
    "ttl": "text/turtle; charset=utf-8",
    "jsonld": "application/ld+json",
    "rdf": "application/rdf+xml",
    "nt": "application/n-triples",
    "akn.xml": "application/akn+xml",
    "units.csv": "text/csv; charset=utf-8; header=present",
}
UNITS = f"decisions/{BINH_PHUOC}.units.csv"


@pytest.fixture(scope="module")
def client(store_kind):
    app = create_app(Settings(releases=releases()))
    with TestClient(app, follow_redirects=False) as made:
        yield made


# --- the list ---


@pytest.mark.parametrize(
    ("accept", "query", "expected"),
    [
        (BROWSER, "", "text/html; charset=utf-8"),
        ("*/*", "", "text/html; charset=utf-8"),
        ("application/json", "", "application/json"),
        (BROWSER, "?format=json", "application/json"),
        ("application/json", "?format=html", "text/html; charset=utf-8"),
    ],
)
def test_the_list_is_a_page_or_json(client, accept, query, expected):
    answer = client.get(f"/dumps/{query}", headers={"Accept": accept})
    assert (answer.status_code, answer.headers["content-type"]) == (200, expected)
    assert "Accept" in answer.headers["vary"]
    assert answer.headers["access-control-allow-origin"] == "*"
    if expected == "application/json":
        assert answer.content == (dumps() / "index.json").read_bytes()
        assert answer.content == client.get("/dumps/index.json").content
    tag = {"If-None-Match": answer.headers["etag"], "Accept": accept}
    assert client.get(f"/dumps/{query}", headers=tag).status_code == 304


def test_another_type_is_not_acceptable(client):
    assert client.get("/dumps/", headers={"Accept": "text/turtle"}).status_code == 406


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_page_names_every_file_those_of_the_whole_with_their_checksum(client, lang):
    page = client.get(f"/dumps/?lang={lang}", headers={"Accept": BROWSER}).text
    assert {"vi": "Tải dữ liệu", "en": "Downloads"}[lang] in page
    for entry in index():
        assert f'href="/dumps/{entry["path"]}"' in page
        is_whole = "/" not in entry["path"]
        if is_whole:
            assert entry["sha256"] in page
            assert entry["title"][lang] in page
    assert release().name in page


def test_a_long_list_is_cut_and_says_so(client, monkeypatch):
    monkeypatch.setattr("api.pages.dumps.MOST_DECISIONS", 1)
    page = client.get("/dumps/?lang=en", headers={"Accept": BROWSER}).text
    assert "1 more decisions: see index.json" in page
    assert (f"{BINH_PHUOC}.ttl" in page, f"{KON_TUM}.ttl" in page) == (True, False)


def test_without_the_slash_it_leads_to_the_list(client):
    answer = client.get("/dumps?lang=en")
    assert (answer.status_code, answer.headers["location"]) == (308, "/dumps/?lang=en")


def test_the_page_about_the_site_leads_there(client):
    assert 'href="/dumps/"' in client.get("/about").text


# --- the files ---


@pytest.mark.parametrize("extension", TYPES)
def test_files_are_those_that_were_published(client, extension):
    path = f"decisions/{BINH_PHUOC}.{extension}"
    answer = client.get(f"/dumps/{path}")
    assert (answer.status_code, answer.headers["content-type"]) == (200, TYPES[extension])
    assert answer.content == (dumps() / path).read_bytes()
    assert answer.headers["cache-control"] == "no-cache"
    assert answer.headers["access-control-allow-origin"] == "*"
    assert answer.headers["x-content-type-options"] == "nosniff"
    disposition = answer.headers.get("content-disposition")
    name = f'attachment; filename="{BINH_PHUOC}.units.csv"'
    assert disposition == (name if extension == "units.csv" else None)


def test_every_file_of_the_list_is_there_with_its_checksum(client):
    for entry in client.get("/dumps/index.json").json()["files"]:
        answer = client.get(f"/dumps/{entry['path']}")
        assert answer.status_code == 200, entry["path"]
        assert hashlib.sha256(answer.content).hexdigest() == entry["sha256"]
        assert len(answer.content) == entry["bytes"] == int(answer.headers["content-length"])
        assert answer.headers["etag"] == f'"{entry["sha256"]}"'
        assert answer.headers["content-type"].startswith(entry["media_type"])


def test_head_and_304(client):
    got = client.get("/dumps/bomay.ttl")
    head = client.head("/dumps/bomay.ttl")
    assert (head.status_code, head.content) == (200, b"")
    for name in ("etag", "content-type", "content-length", "accept-ranges"):
        assert head.headers[name] == got.headers[name]
    known = client.get("/dumps/bomay.ttl", headers={"If-None-Match": got.headers["etag"]})
    assert (known.status_code, known.content) == (304, b"")
    other = client.get("/dumps/bomay.ttl", headers={"If-None-Match": '"x"'})
    assert other.status_code == 200


@pytest.mark.parametrize(
    ("given", "status", "start", "end"),
    [
        ({"Range": "bytes=10-19"}, 206, 10, 20),
        ({"Range": "bytes=-5"}, 206, -5, None),
        ({"Range": "bytes=10-19", "If-Range": '"another"'}, 200, 0, None),
    ],
)
def test_a_part_of_a_file(client, given, status, start, end):
    content = (dumps() / "bomay.nt").read_bytes()
    answer = client.get("/dumps/bomay.nt", headers=given)
    assert (answer.status_code, answer.content) == (status, content[start:end])


def test_a_broken_download_goes_on(client):
    tag = client.head("/dumps/duties.csv").headers["etag"]
    first = client.get("/dumps/duties.csv", headers={"Range": "bytes=0-999"})
    rest = client.get("/dumps/duties.csv", headers={"Range": "bytes=1000-", "If-Range": tag})
    assert (first.status_code, rest.status_code) == (206, 206)
    assert first.content + rest.content == (dumps() / "duties.csv").read_bytes()
    beyond = client.get("/dumps/duties.csv", headers={"Range": "bytes=999999999-"})
    assert beyond.status_code == 416


def test_tables_for_excel(client):
    plain, marked = client.get(f"/dumps/{UNITS}"), client.get(f"/dumps/{UNITS}?bom=1")
    assert marked.content == b"\xef\xbb\xbf" + plain.content
    assert marked.headers["etag"] != plain.headers["etag"]
    assert int(marked.headers["content-length"]) == len(marked.content)
    rows = list(csv.DictReader(io.StringIO(marked.content.decode("utf-8-sig"), newline="")))
    assert len(rows) == 5
    assert rows[0]["body_label"] == "Sở Thông tin và Truyền thông tỉnh Bình Phước"
    assert client.get("/dumps/bomay.nt?bom=1").content[:3] != b"\xef\xbb\xbf"
    assert client.get(f"/dumps/{UNITS}?bom=perhaps").status_code == 400


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_nothing_can_be_written(client, method):
    answer = client.request(method, "/dumps/bomay.nq")
    assert (answer.status_code, answer.headers["allow"]) == (405, "GET, HEAD, OPTIONS")


@pytest.mark.parametrize(
    "path",
    [
        "nothing.ttl",
        "decisions",
        "decisions/",
        "../manifest.json",
        "%2e%2e/manifest.json",
        "..%2fmanifest.json",
        "%2e%2e%2fmanifest.json",
        "decisions/%2e%2e/%2e%2e/manifest.json",
        "decisions/..%2f..%2fdata.nq",
        "..%5cmanifest.json",
        "%2fetc%2fpasswd",
        "/etc/passwd",
        "%252e%252e%252fmanifest.json",
        "bomay.nq%00.csv",
        "decisions//bomay.nq",
        "BOMAY.NQ",
        f"decisions/{KON_TUM}.units.csv/",
    ],
)
def test_what_the_index_does_not_name_is_not_there(client, path):
    answer = client.get(f"/dumps/{path}")
    assert answer.status_code == 404, answer.text[:200]
    assert b"quads" not in answer.content


# --- releases without dumps, and the switch from one to the next ---


@pytest.mark.parametrize("path", ["/dumps/", "/dumps/index.json", "/dumps/bomay.nq"])
def test_a_release_of_an_earlier_version_says_what_to_do(tmp_path, path):
    write_release(tmp_path, "first", b"<http://e/g> { <http://e/a> <http://e/b> <http://e/c> }")
    with TestClient(create_app(Settings(releases=tmp_path))) as old:
        answer = old.get(path)
        assert answer.status_code == 404
        assert "bomay build" in answer.json()["detail"]
        page = old.get(path, headers={"Accept": BROWSER})
        assert (page.status_code, page.headers["content-type"][:9]) == (404, "text/html")
        assert old.get("/health").status_code == 200


def test_a_broken_index_is_no_fault_of_the_server(tmp_path):
    write_release(tmp_path, "first", b"<http://e/g> { <http://e/a> <http://e/b> <http://e/c> }")
    (tmp_path / "first" / "dumps").mkdir()
    for number, text in enumerate(("", "{", '{"files": [{}]}', '{"files": 3}', "[]")):
        (tmp_path / "first" / "dumps" / "index.json").write_text(text + " " * number)
        with TestClient(create_app(Settings(releases=tmp_path))) as old:
            assert old.get("/dumps/").status_code == 404


def test_an_rdf_file_that_is_served_has_none():
    sample = ROOT / "tests" / "api" / "sample.trig"
    with TestClient(create_app(Settings(dataset=sample))) as served:
        assert served.get("/dumps/").status_code == 404
        assert 'href="/dumps/"' not in served.get("/about").text


def small_release(folder, name):
    write_release(folder, name, b"<http://e/g> { <http://e/a> <http://e/b> <http://e/c> }")
    content = f"{name}\n".encode() * 50_000
    (folder / name / "dumps").mkdir()
    (folder / name / "dumps" / "a.nt").write_bytes(content)
    entry = {
        **{"path": "a.nt", "media_type": "application/n-triples", "bytes": len(content)},
        **{"sha256": hashlib.sha256(content).hexdigest(), "title": {"vi": "x"}, "count": 1},
        **{"decision": None, "decision_label": None},
    }
    text = json.dumps({"files": [entry]})
    (folder / name / "dumps" / "index.json").write_text(text, encoding="utf-8")


def test_answers_during_switches_are_of_one_release(tmp_path):
    for name in ("one", "two"):
        small_release(tmp_path, name)
    stop = threading.Event()

    def switch():
        while not stop.is_set():
            for name in ("one", "two"):
                name_current(tmp_path, name)

    with TestClient(create_app(Settings(releases=tmp_path))) as served:
        thread = threading.Thread(target=switch)
        thread.start()
        try:
            for _ in range(60):
                answer = served.get("/dumps/a.nt")
                assert answer.status_code == 200
                assert answer.headers["etag"] == f'"{hashlib.sha256(answer.content).hexdigest()}"'
        finally:
            stop.set()
            thread.join()


# --- the context, and resources in compact JSON-LD ---


def test_the_context_is_published_where_the_dumps_say(client):
    path = CONTEXT_IRI.removeprefix("https://w3id.org/bomay")
    answer = client.get(path)
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/ld+json")
    assert answer.content == CONTEXT_FILE.read_bytes() == (dumps() / "context.jsonld").read_bytes()
    assert answer.headers["access-control-allow-origin"] == "*"
    assert client.get(path, headers={"If-None-Match": answer.headers["etag"]}).status_code == 304


def test_a_resource_is_one_plain_object_that_stands_alone(client):
    path = "/id/org/binh-phuoc/so-thong-tin-va-truyen-thong/thanh-tra"
    answer = client.get(path, headers={"Accept": "application/ld+json"})
    found = answer.json()
    assert found["id"] == f"https://w3id.org/bomay{path}"
    assert found["type"] == "OrganizationalUnit"
    assert found["evidence"]["clause"].endswith("/quy-dinh/dieu-4/khoan-2/diem-a/gach-2")
    assert found["evidence"]["hasSelector"]["start"] > 0
    assert isinstance(found["@context"], dict)
    turtle = client.get(path, headers={"Accept": "text/turtle"}).content
    read = [
        {quad.triple for quad in ox.parse(content, format=kind)}
        for content, kind in ((answer.content, ox.RdfFormat.JSON_LD), (turtle, ox.RdfFormat.TURTLE))
    ]
    assert read[0] == read[1]


@pytest.mark.parametrize(
    ("size", "vi", "en"),
    [
        (0, "0 B", "0 B"),
        (999, "999 B", "999 B"),
        (1_000, "1,0 kB", "1.0 kB"),
        (16_494_736, "16,5 MB", "16.5 MB"),
        (5 * 10**12, "5000,0 GB", "5000.0 GB"),
    ],
)
def test_sizes(size, vi, en):
    assert (size_words(size, "vi"), size_words(size, "en")) == (vi, en)
