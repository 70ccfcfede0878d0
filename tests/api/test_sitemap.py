"""The sitemap and robots.txt."""

from xml.etree import ElementTree as ET

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from api.harvest.sitemap import paths_of, sitemap, sitemap_index
from api.settings import Settings
from tests.harvested import BASE, HAU_GIANG, agencies, dataset, releases

NS = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
ORIGIN = "http://testserver/"
TIME = "2026-11-22T10:00:00Z"


@pytest.fixture(scope="module")
def client(store_kind):
    with TestClient(create_app(Settings(releases=releases())), follow_redirects=False) as made:
        yield made


def addresses(body: bytes) -> list[str]:
    return [node.text or "" for node in ET.fromstring(body).findall(".//s:loc", NS)]


def test_robots_names_the_sitemap(client):
    answer = client.get("/robots.txt")
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    assert f"Sitemap: {ORIGIN}sitemap.xml" in answer.text.splitlines()
    assert "Disallow: /search" in answer.text


def test_sitemap_holds_what_people_look_for_and_each_answers(client):
    answer = client.get("/sitemap.xml")
    assert answer.headers["content-type"] == "application/xml; charset=utf-8"
    found = addresses(answer.content)
    assert len(found) == len(set(found)) > 900
    for iri in [*agencies(), BASE + HAU_GIANG, BASE + "id/province/kon-tum", BASE + "catalog"]:
        assert ORIGIN + iri.removeprefix(BASE) in found
    assert not any("/evidence/" in address or "/statement/" in address for address in found)
    for address in found[:7] + found[7::25]:
        path = address.removeprefix(ORIGIN[:-1])
        assert client.get(path, headers={"Accept": "text/html"}).status_code == 200, path


def test_lastmod_is_the_time_of_the_release(client):
    times = {node.text for node in ET.fromstring(client.get("/sitemap.xml").content).iter(
        "{http://www.sitemaps.org/schemas/sitemap/0.9}lastmod")}  # fmt: skip
    (time,) = times
    assert f'"published":"{time}"' in (releases() / "changes/2/head.json").read_text()


def test_a_long_sitemap_is_an_index_of_pages(client):
    paths = paths_of(dataset(), True)
    whole = addresses(sitemap(paths, TIME, ORIGIN) or b"")
    assert sitemap(paths, TIME, ORIGIN, 0, most=400) is None
    index = addresses(sitemap_index(paths, TIME, ORIGIN, most=400))
    pages = [
        addresses(sitemap(paths, TIME, ORIGIN, number, most=400) or b"")
        for number in range(1, len(index) + 1)
    ]
    assert index[0] == f"{ORIGIN}sitemap.xml?page=1"
    assert [address for page in pages for address in page] == whole
    assert max(map(len, pages)) == 400
    assert sitemap(paths, TIME, ORIGIN, len(index) + 1, most=400) is None
    assert client.get("/sitemap.xml?page=2").status_code == 404


def test_the_sitemap_can_be_kept(client):
    tag = client.get("/sitemap.xml").headers["etag"]
    assert client.get("/sitemap.xml", headers={"If-None-Match": tag}).status_code == 304
