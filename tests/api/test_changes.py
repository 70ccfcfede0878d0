"""The pages and the feed of what changed between releases."""

import json
from xml.etree import ElementTree as ET

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from api.harvest.atom import feed_pages
from api.harvest.changes import Head
from api.settings import Settings
from loaders.release import CURRENT
from tests.api.conftest import SAMPLE
from tests.api.pages.html import Page
from tests.harvested import AFTER, BASE, BEFORE, HAU_GIANG, releases

LONG = "reads the whole feed: minutes of small questions to a server; the others read pages of it"

ATOM = {"a": "http://www.w3.org/2005/Atom", "x": "http://www.w3.org/1999/xhtml"}
CLAUSE = f"{BASE}{HAU_GIANG}/dieu-3/khoan-1"


@pytest.fixture(scope="module")
def client(store_kind):
    headers = {"Accept": "text/html"}
    app = create_app(Settings(releases=releases()))
    with TestClient(app, follow_redirects=False, headers=headers) as made:
        yield made


def heads() -> list[Head]:
    files = sorted(releases().glob("changes/*/head.json"))
    return [Head.model_validate_json(file.read_bytes()) for file in files]


def feed(client, address: str = "/feed.atom") -> ET.Element:
    answer = client.get(address)
    assert answer.status_code == 200, address
    assert answer.headers["content-type"] == "application/atom+xml; charset=utf-8"
    return ET.fromstring(answer.content)


def text(node: ET.Element, path: str) -> str:
    return node.findtext(path, default="", namespaces=ATOM)


def link(node: ET.Element, relation: str) -> str:
    found = node.find(f"a:link[@rel='{relation}']", ATOM)
    return "" if found is None else found.get("href", "")


def whole_feed(client) -> list[ET.Element]:
    """Follow the feed to its end."""
    pages, address = [], BASE + "feed.atom"
    while address:
        pages.append(feed(client, "/" + address.removeprefix(BASE)))
        address = link(pages[-1], "next")
        assert len(pages) < 500
    return pages


# --- the feed ---


def test_the_feed_is_atom(client):
    root = feed(client)
    assert root.tag == "{http://www.w3.org/2005/Atom}feed"
    assert text(root, "a:id") == BASE + "feed.atom"
    assert text(root, "a:updated") == heads()[1].published
    assert text(root, "a:title")
    assert text(root, "a:author/a:name") == "BoMay"
    assert link(root, "self") == BASE + "feed.atom"
    assert link(root, "alternate") == BASE + "changes"
    for entry in root.findall("a:entry", ATOM):
        assert text(entry, "a:id").startswith(BASE + "changes/")
        assert text(entry, "a:title")
        assert text(entry, "a:updated")
        assert link(entry, "alternate")


@pytest.mark.embedded_only(LONG)
def test_the_whole_feed_tells_every_entry_once(client):
    pages = whole_feed(client)
    ids = [text(entry, "a:id") for page in pages for entry in page.findall("a:entry", ATOM)]
    assert len(ids) == len(set(ids)) == heads()[1].entries + 2
    assert ids[0] == f"{BASE}changes/{heads()[1].key}"
    assert ids[-1] == f"{BASE}changes/{heads()[0].key}"
    assert link(pages[0], "last") == link(pages[-1], "self")
    assert all(len(page.findall("a:entry", ATOM)) <= 51 for page in pages)


@pytest.mark.embedded_only(LONG)
def test_an_entry_names_resource_statements_and_clause(client):
    entries = [e for page in whole_feed(client)[:3] for e in page.findall("a:entry", ATOM)]
    entry = next(e for e in entries if link(e, "related") == CLAUSE)
    assert link(entry, "via") == CLAUSE
    assert "Khoản 1 Điều 3" in text(entry, "a:title")
    lines = ["".join(line.itertext()) for line in entry.findall(".//x:li", ATOM)]
    assert any(line.startswith("+ ") and AFTER in line for line in lines)
    assert any(line.startswith("− ") and BEFORE in line for line in lines)
    anchors = {a.get("href") for a in entry.findall(".//x:a", ATOM)}
    assert BASE + HAU_GIANG in anchors


@pytest.mark.embedded_only(LONG)
def test_ids_stay_from_one_release_to_the_next(client):
    """The feed of the first release has the id that it has in the feed of the second."""
    ids = [
        text(entry, "a:id")
        for page in whole_feed(client)
        for entry in page.findall("a:entry", ATOM)
    ]
    pointer = releases() / CURRENT
    now = pointer.read_text()
    try:
        pointer.write_text(heads()[0].release + "\n")
        with TestClient(create_app(Settings(releases=releases()))) as before:
            root = feed(before)
            assert [text(e, "a:id") for e in root.findall("a:entry", ATOM)] == ids[-1:]
            assert before.get(f"/changes/{heads()[1].key}").status_code == 404
    finally:
        pointer.write_text(now)


def test_the_feed_can_be_kept(client):
    tag = client.get("/feed.atom").headers["etag"]
    assert client.get("/feed.atom", headers={"If-None-Match": tag}).status_code == 304
    assert client.head("/feed.atom").content == b""
    assert client.get("/feed.atom?page=9999").status_code == 404
    assert client.get("/feed.atom?page=0").status_code == 400


def test_the_feed_speaks_english_too(client):
    root = feed(client, "/feed.atom?lang=en")
    assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == "en"
    assert "Changes between releases" in text(root, "a:title")


@pytest.mark.parametrize(
    ("pages", "expected"),
    [
        ([], [[]]),
        ([0], [[(1, 1)]]),
        ([0, 0, 0], [[(3, 1), (2, 1), (1, 1)]]),
        ([0, 2], [[(2, 1)], [(2, 2)], [(1, 1)]]),
        ([2, 0], [[(2, 1)], [(1, 1)], [(1, 2)]]),
    ],
)
def test_feed_pages(pages, expected):
    known = heads()[0].model_dump()
    made = [
        Head.model_validate(known | {"number": number, "pages": count})
        for number, count in enumerate(pages, start=1)
    ]
    found = [[(piece.head.number, piece.page) for piece in page] for page in feed_pages(made)]
    assert found == expected


# --- the pages ---


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_pages_are_sound_and_say_the_same(client, lang):
    listed = client.get(f"/changes?lang={lang}")
    assert Page(listed.text).faults == []
    query = "?lang=en" if lang == "en" else ""
    for head in heads():
        href = f"/changes/{head.key}{query}"
        assert f'href="{href}"' in listed.text
        shown = client.get(href)
        page = Page(shown.text)
        assert (shown.status_code, page.faults, page.lang) == (200, [], lang)
    assert AFTER in shown.text
    assert BEFORE in shown.text
    assert {"vi": "thêm", "en": "added"}[lang] in shown.text


def test_what_is_gone_leads_nowhere(client):
    """The source file of before is no longer in the data: its IRI is shown, not linked."""
    gone = json.loads((releases() / "changes/2/1.json").read_text(encoding="utf-8"))["entries"]
    assert gone
    shown = client.get(f"/changes/{heads()[1].key}").text
    for href in Page(shown).links:
        if href.startswith("/") and href.count("/") > 2:
            assert client.get(href.partition("#")[0]).status_code in (200, 303), href


def test_unknown_publications_are_not_found(client):
    for path in ("/changes/7-x", f"/changes/{heads()[0].key}?page=2", "/changes/"):
        assert client.get(path).status_code == 404


@pytest.mark.embedded_only("a store never serves a file; remote/test_what_is_here has no record")
def test_a_single_file_has_no_changes():
    with TestClient(create_app(Settings(dataset=SAMPLE, base_iri=BASE))) as plain:
        assert plain.get("/changes").status_code == 200
        assert feed(plain).findall("a:entry", ATOM) == []


def test_a_damaged_record_hides_itself_only(tmp_path):
    import shutil

    copy = tmp_path / "releases"
    shutil.copytree(releases(), copy)
    (copy / "changes/2/head.json").write_text("{", encoding="utf-8")
    with TestClient(create_app(Settings(releases=copy))) as served:
        assert served.get("/changes").status_code == 200
        assert served.get("/catalog", headers={"Accept": "text/turtle"}).status_code == 200
