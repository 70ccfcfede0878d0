"""What became of the five agencies and their provinces, on the pages of a real build."""

from collections.abc import Iterator

import pyoxigraph as ox
import pytest
from starlette.testclient import TestClient

from api.app import create_app
from api.pages.changes import afterwards
from api.pages.model import Site
from api.settings import Settings
from api.store import EmbeddedDataset
from loaders.build import build
from ontology import DCT, DEFAULT_BASE_IRI, ORG, RDFS
from tests.api.pages.html import Page, page
from tests.paths import DECISIONS

ICT, SCIENCE = "so-thong-tin-va-truyen-thong", "so-khoa-hoc-va-cong-nghe"


@pytest.fixture(scope="module")
def five(store_kind: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    folder = tmp_path_factory.mktemp("five")
    report = build([DECISIONS], folder, DEFAULT_BASE_IRI)
    assert report.release is not None, report.violations
    app = create_app(Settings(releases=folder, base_iri=DEFAULT_BASE_IRI))
    headers = {"Accept": "text/html,application/xhtml+xml;q=0.9,*/*;q=0.8"}
    with TestClient(app, follow_redirects=False, headers=headers) as client:
        yield client


def section(client: TestClient, path: str) -> str:
    """Return the part of a page that tells what became of the thing, without its tags."""
    text = client.get(path).text.partition('id="afterwards"')[2].partition("</section>")[0]
    return " ".join(Page(f"<p {text}").text.split())


@pytest.mark.parametrize(
    ("place", "merged", "now"),
    [
        ("kon-tum", "Tỉnh Kon Tum và tỉnh Quảng Ngãi sáp nhập", "quang-ngai-2025"),
        ("binh-phuoc", "Tỉnh Bình Phước và tỉnh Đồng Nai sáp nhập", "dong-nai-2025"),
        ("soc-trang", "Tỉnh Sóc Trăng, tỉnh Hậu Giang và thành phố Cần Thơ", "can-tho-2025"),
        ("hau-giang", "Tỉnh Sóc Trăng, tỉnh Hậu Giang và thành phố Cần Thơ", "can-tho-2025"),
        ("lang-son", None, None),
    ],
)
def test_the_page_of_an_agency_says_what_became_of_it(five, place, merged, now):
    path = f"/id/org/{place}/{ICT}"
    found, told = page(five, path), section(five, path)
    assert "từ 1/3/2025" in told
    assert "hợp nhất với Sở Khoa học và Công nghệ" in told
    assert {"ictvietnam.vn", "10/3/2025"} <= set(told.replace(",", " ").split())
    assert "https://ictvietnam.vn/print/69097.html" in found.links
    assert f"/id/org/{place}/{SCIENCE}" in found.links
    if now:
        assert merged in told
        assert "từ 1/7/2025" in told
        assert {f"/id/province/{now}", f"/id/org/{now}/{SCIENCE}"} <= set(found.links)
        assert "/eli/vn/nghi-quyet-quoc-hoi/2025/202" in found.links
    else:
        assert "1/7/2025" not in told
        assert "202/2025/QH15" not in told


def test_the_english_page_says_so_in_english(five):
    told = section(five, f"/id/org/kon-tum/{ICT}?lang=en")
    assert "from 1 March 2025" in told
    assert "Kon Tum and Quảng Ngãi merged into the new Quảng Ngãi province" in told
    assert "These sources do not tell how each department handed over." in told


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/id/province/kon-tum", ["Về sau", "Tỉnh Quảng Ngãi", "30/6/2025", "VN-28"]),
        ("/id/province/can-tho-2025", ["Trước đó", "Tỉnh Sóc Trăng", "Tỉnh Hậu Giang"]),
        (f"/id/org/can-tho-2025/{SCIENCE}", ["Trước đó", "tỉnh Sóc Trăng", "10/2025/TT-BKHCN"]),
        ("/id/org/vn/bo-thong-tin-va-truyen-thong", ["Về sau", "176/2025/QH15", "Tiền Phong"]),
        ("/id/event/province-merger/can-tho-2025", ["1/7/2025", "Thành phố Cần Thơ"]),
        ("/id/reference/source/ictvietnam-2025-03-10", ["10/3/2025", "ictvietnam.vn"]),
    ],
)
def test_pages_tell_before_and_after(five, path, words):
    text = page(five, path).text
    assert [word for word in words if word not in text] == []


@pytest.mark.parametrize("path", ["/id/province/lang-son", "/id/org/vn/bo-noi-vu"])
def test_what_went_on_has_no_such_section(five, path):
    assert "afterwards" not in page(five, path).ids


def test_every_link_of_the_section_answers(five):
    found = page(five, f"/id/org/soc-trang/{ICT}")
    parts = ("/id/event/", "/id/province/", "/id/reference/", "/eli/vn/nghi-quyet-quoc-hoi/")
    links = {link for link in found.links if link.startswith(parts)}
    assert len(links) >= 5
    for link in sorted(links):
        assert five.get(link).status_code == 200, link


def test_changes_that_go_round_come_to_an_end():
    a, b, source = (f"{DEFAULT_BASE_IRI}id/org/x/{name}" for name in ("a", "b", "s"))
    store, graph = ox.Store(), ox.NamedNode(f"{DEFAULT_BASE_IRI}graph/x")

    def add(subject: str, predicate: str, value: str) -> None:
        term = ox.NamedNode(value) if value.startswith("http") else ox.Literal(value)
        store.add(ox.Quad(ox.NamedNode(subject), ox.NamedNode(predicate), term, graph))

    for old, new, day in ((a, b, "2025-03-01"), (b, a, "2025-07-01")):
        event = f"{old}/event"
        add(event, ORG + "originalOrganization", old)
        add(event, ORG + "resultingOrganization", new)
        add(event, DCT + "date", day)
        add(event, RDFS + "label", f"event of {day}")
        add(event, DCT + "source", source)
    dataset = EmbeddedDataset(store, "x", DEFAULT_BASE_IRI, len(store))
    found = afterwards(dataset, [a], Site(DEFAULT_BASE_IRI, "vi"))
    assert [change.day for change in found] == ["2025-03-01", "2025-07-01"]
    assert [change.sources[0].link.words.value for change in found] == ["s", "s"]
