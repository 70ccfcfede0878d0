"""Every page of the five decisions, and pages over thousands of agencies or units, are small.

As the server sends them, compressed, the HTML of a page is under 60 kB and all else that it loads
under 100 kB; the scripts of the query editor and of the graph may be larger.
"""

from collections.abc import Iterator
from functools import cache

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from api.settings import Settings
from tests.api.pages.html import Page
from tests.harvested import BASE, dataset, releases
from tests.many_agencies import many_agencies, many_units
from tests.site_pages import APART, pages_by_kind

MOST_HTML, MOST_FILES = 60_000, 100_000
EVERY = {"other thing": 12, "concept": 4, "duty": 3}
"""Of the kinds with most pages one in so many is weighed: their pages are alike."""
PROVINCES, EACH = 34, 60
LARGE_LISTS = (
    *("/", "/chart", "/compare", "/agencies", "/agencies?page=20", "/decisions", "/search"),
    *("/agencies?province=id/province/tinh-7", "/compare?province=id/province/tinh-7"),
    *("/compare?like=id/org/tinh-0/so-linh-vuc-3", "/chart?like=id/org/tinh-0/so-linh-vuc-3"),
    *("/chart?province=id/province/tinh-7", "/id/province/tinh-7", "/data"),
)


@pytest.fixture(scope="module")
def client() -> Iterator[TestClient]:
    with TestClient(create_app(Settings(releases=releases(), compression=True))) as made:
        yield made


def got(client: TestClient, path: str, coding: str = "br") -> tuple[int, str]:
    """Return how many bytes of an answer travel, and its text."""
    answer = client.get(path, headers={"Accept": "text/html,*/*", "Accept-Encoding": coding})
    assert answer.status_code == 200, path
    return answer.num_bytes_downloaded, answer.text


def too_heavy(client: TestClient, path: str, *, is_apart: bool = False) -> list[str]:
    """Return what is wrong with the weight of a page, of what it loads too."""

    @cache
    def weight(file: str) -> int:
        return got(client, file)[0]

    size, text = got(client, path)
    files = sum(weight(file) for file in {*Page(text).assets} if file.startswith("/static/"))
    faults = [f"{path}: {size} bytes of HTML"] if size >= MOST_HTML else []
    if files >= MOST_FILES and not is_apart:
        faults.append(f"{path}: {files} bytes of files")
    return faults


PAGES = pages_by_kind(dataset())


@pytest.mark.parametrize("kind", PAGES)
def test_every_page_of_the_five_decisions_is_light(client, kind):
    paths = PAGES[kind][:: EVERY.get(kind, 1)]
    assert paths
    is_apart = kind in APART
    assert [fault for path in paths for fault in too_heavy(client, path, is_apart=is_apart)] == []


@pytest.mark.parametrize("kind", PAGES)
def test_so_it_is_in_english_and_with_gzip(client, kind):
    path = max(PAGES[kind][:20], key=lambda path: got(client, path)[0])
    english = f"{path}{'&' if '?' in path else '?'}lang=en"
    assert got(client, english, "gzip")[0] < MOST_HTML
    assert got(client, english, "gzip")[1].startswith("<!doctype html>")


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """A service over 2,040 agencies in 34 provinces."""
    file = many_agencies(tmp_path_factory.mktemp("many"), PROVINCES, EACH)
    with TestClient(create_app(Settings(dataset=file, base_iri=BASE, compression=True))) as made:
        yield made


@pytest.mark.parametrize("path", LARGE_LISTS)
def test_lists_stay_light_with_thousands_of_agencies(large, path):
    assert too_heavy(large, path) == []
    assert too_heavy(large, f"{path}{'&' if '?' in path else '?'}lang=en") == []


def test_a_chart_of_two_thousand_units_is_light_however_it_is_opened(tmp_path):
    file = many_units(tmp_path, 40, 50)
    agency, short = "id/org/tinh-0/so-lon", f"{BASE}id/org/tinh-0/so-lon"
    opened = "".join(f"&open={short}/chi-cuc-{n}" for n in range(40))
    with TestClient(create_app(Settings(dataset=file, base_iri=BASE, compression=True))) as client:
        assert too_heavy(client, f"/chart?agency={agency}") == []
        assert too_heavy(client, f"/chart?agency={agency}{opened}") == []
