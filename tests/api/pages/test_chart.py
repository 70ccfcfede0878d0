"""Charts: of an agency, a province, a name across provinces; as page, file and frame."""

from urllib.parse import urlencode
from xml.etree import ElementTree as ET

import pyoxigraph as ox
import pytest
from starlette.testclient import TestClient

from api.app import create_app
from api.pages.charting.tree import MOST_BELOW, MOST_BODIES
from api.settings import Settings
from tests.api.pages.conftest import BASE
from tests.api.pages.html import Page
from tests.api.pages.test_site import AGENCY, SILENT

ONE = f"/chart?agency={AGENCY[1:]}"
PROVINCE = "/chart?province=id/province/binh-phuoc"
ABREAST = f"/chart?like={AGENCY[1:]}"
PAGES = ["/chart", ONE, ONE + "&posts=1", PROVINCE, ABREAST, f"{ONE}&agency={SILENT[1:]}"]
SVG = "{http://www.w3.org/2000/svg}"
BIG = BASE + "id/org/tinh-lon/so-lon"


def words_of(root: ET.Element) -> str:
    return " ".join(" ".join(text.itertext()) for text in root.iter(f"{SVG}text"))


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("path", PAGES)
def test_page_is_sound(site, path, lang):
    answer = site.get(f"{path}{'&' if '?' in path else '?'}lang={lang}")
    assert answer.status_code == 200
    page = Page(answer.text)
    assert page.faults == []
    assert page.lang == lang


def test_list_has_what_the_drawing_has(site):
    page = Page(site.get(ONE + "&posts=1").text)
    listed = page.text[page.text.index("Danh sách cùng nội dung") :]
    for words in ("Văn phòng Sở", "Thanh tra Sở", "Chánh Thanh tra", "không quá 2 người"):
        assert words in listed
    hidden = Page(site.get(ONE).text)
    assert "Chánh Thanh tra" not in hidden.text


def test_province_opens_branch_by_branch_without_script(site):
    closed = Page(site.get(PROVINCE).text)
    assert "+ 5 đơn vị" in closed.text
    assert "Thanh tra Sở" not in closed.text
    opening = next(link for link in closed.links if "open=" in link and link.startswith("/chart"))
    opened = Page(site.get(opening).text)
    assert "Thanh tra Sở" in opened.text
    closing = Page(site.get(PROVINCE).text).links
    assert set(closing) == set(closed.links)


def test_side_by_side_says_where_a_decision_is_silent(site):
    page = Page(site.get(ABREAST).text)
    assert "Sở Thông tin và Truyền thông tỉnh Kon Tum" in page.text
    assert "không nêu đơn vị trong quyết định này" in page.text
    assert "không tồn tại" not in page.text
    assert any(link.startswith("/compare?") for link in page.links)


@pytest.mark.parametrize("path", [ONE, ONE + "&posts=1", PROVINCE, ABREAST])
def test_file_needs_nothing_else(site, path):
    answer = site.get(path + "&format=svg")
    assert answer.headers["content-type"].startswith("image/svg+xml")
    root = ET.fromstring(answer.text)
    assert root.get("width")
    assert root.get("height")
    assert "sans-serif" in root.get("font-family", "")
    assert root.get("role") == "img"
    found = {element.tag.removeprefix(SVG) for element in root.iter()}
    assert not found & {"a", "image", "style", "script", "use", "foreignObject"}
    assert "Sở Thông tin và Truyền thông" in words_of(root)
    asked = site.get(path, headers={"Accept": "image/svg+xml"})
    assert asked.text == answer.text


def test_only_the_embedded_page_may_be_framed(site):
    page = site.get("/embed" + ONE)
    assert "frame-ancestors *" in page.headers["content-security-policy"]
    assert "x-frame-options" not in page.headers
    found = Page(page.text)
    assert found.faults == []
    assert "<nav" not in page.text
    assert any(link.startswith("/chart?agency=") for link in found.links)
    for path in (ONE, AGENCY, "/", "/embed/chart"):
        answer = site.get(path)
        assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]
        assert answer.headers["x-frame-options"] == "DENY"


@pytest.mark.parametrize(
    ("path", "status", "words"),
    [
        ("/chart?agency=id/org/none", 404, "Hãy mở /chart để chọn"),
        ("/chart?province=id/province/none", 404, "Hãy mở /chart để chọn"),
        ("/chart?like=id/org/none", 404, "Hãy mở /chart để chọn"),
        ("/chart?agency=a b://x", 400, "không phải là IRI"),
        ("/embed/chart", 400, "agency="),
        ("/chart?" + urlencode([("agency", f"id/{n}") for n in range(101)]), 400, "tối đa 100"),
        (ONE + "&page=0", 400, "page"),
        (ONE + "&format=png", 406, ""),
    ],
)
def test_what_cannot_be_drawn_is_a_page_that_helps(site, path, status, words):
    answer = site.get(path)
    assert answer.status_code == status
    page = Page(answer.text)
    assert page.faults == []
    assert words in page.text


def big_data() -> bytes:
    """An agency of 2 000 bodies: 40 branches with 49 units each; one more with 150 units below."""
    org, skos, bm = "http://www.w3.org/ns/org#", "http://www.w3.org/2004/02/skos/core#", BASE
    lines = [
        f'<{BIG}> <{skos}prefLabel> "Sở Lớn"@vi .',
        f"<{bm}eli/big> <{bm}def#concerns> <{BIG}> .",
    ]

    def add(body: str, name: str, above: str) -> None:
        lines.append(f'<{body}> <{skos}prefLabel> "{name}"@vi ; <{org}unitOf> <{above}> .')

    for branch in range(40):
        add(f"{BIG}/chi-cuc-{branch}", f"Chi cục {branch}", BIG)
        for unit in range(49 if branch else 150):
            add(f"{BIG}/chi-cuc-{branch}/phong-{unit}", f"Phòng {branch}.{unit}",
                f"{BIG}/chi-cuc-{branch}")  # fmt: skip
    add(BIG, "Sở Lớn", f"{BIG}/chi-cuc-0")  # goes round: data of others may
    return "\n".join(lines).encode()


@pytest.fixture(scope="module")
def big(store_kind, tmp_path_factory):
    file = tmp_path_factory.mktemp("big") / "big.nq"
    store = ox.Store()
    store.bulk_load(input=big_data(), format=ox.RdfFormat.TURTLE, to_graph=ox.NamedNode(BASE + "g"))
    store.dump(file, format=ox.RdfFormat.N_QUADS)
    headers = {"Accept": "text/html"}
    with TestClient(create_app(Settings(dataset=file, base_iri=BASE)), headers=headers) as client:
        yield client


def test_two_thousand_units_are_opened_as_needed(big):
    start = "/chart?" + urlencode({"agency": BIG})
    closed = Page(big.get(start).text)
    assert closed.faults == []
    assert "Chi cục 39" in closed.text
    assert "+ 49 đơn vị" in closed.text
    assert "Phòng 7.1" not in closed.text
    assert len(closed.source) < 200_000
    opened = Page(big.get(start + "&" + urlencode({"open": f"{BIG}/chi-cuc-7"})).text)
    assert "Phòng 7.48" in opened.text


def test_long_branch_comes_in_parts(big):
    branch = {"agency": BIG, "open": f"{BIG}/chi-cuc-0"}
    first = Page(big.get("/chart?" + urlencode(branch)).text)
    assert f"Phòng 0.{MOST_BELOW - 1}" in first.text
    assert "Phòng 0.149" not in first.text
    more = next(link for link in first.links if "more=" in link)
    second = Page(big.get(more).text)
    assert f"Phòng 0.{MOST_BELOW}" in second.text
    whole = urlencode([*branch.items(), *[("more", f"{BIG}/chi-cuc-0")] * 2])
    assert "Phòng 0.149" in Page(big.get("/chart?" + whole).text).text


def test_a_chart_does_not_grow_without_end(big):
    opened = [("open", f"{BIG}/chi-cuc-{n}") for n in range(40)]
    page = Page(big.get("/chart?" + urlencode([("agency", BIG), *opened])).text)
    assert page.faults == []
    assert len(page.source) < 500_000
    root = ET.fromstring(
        big.get("/chart?" + urlencode([("agency", BIG), *opened, ("format", "svg")])).text
    )
    assert words_of(root).count("Phòng") <= MOST_BODIES


TWO_DECISIONS = f"""
@prefix bm: <{BASE}def#> .
@prefix eli: <http://data.europa.eu/eli/ontology#> .
@prefix org: <http://www.w3.org/ns/org#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@base <{BASE}id/org/a/> .
<so> skos:prefLabel "Sở A"@vi .
<d1> bm:concerns <so> ; rdfs:label "Quyết định một"@vi ;
  eli:first_date_entry_in_force "2016-01-01"^^xsd:date .
<d2> bm:concerns <so> ; rdfs:label "Quyết định hai"@vi ;
  eli:first_date_entry_in_force "2023-01-01"^^xsd:date .
<c1> bm:inDecision <d1> . <c2> bm:inDecision <d2> .
<e1> bm:clause <c1> . <e2> bm:clause <c2> .
<so/cu> org:unitOf <so> ; skos:prefLabel "Phòng Cũ"@vi ; bm:evidence <e1> .
<so/moi> org:unitOf <so> ; skos:prefLabel "Phòng Mới"@vi ; bm:evidence <e2> .
<so/chung> org:unitOf <so> ; skos:prefLabel "Phòng Chung"@vi ; bm:evidence <e1>, <e2> .
"""


@pytest.fixture(scope="module")
def changed(tmp_path_factory):
    """A service over an agency whose later decision has other units."""
    file = tmp_path_factory.mktemp("changed") / "two.ttl"
    file.write_text(TWO_DECISIONS, encoding="utf-8")
    with TestClient(create_app(Settings(dataset=file, base_iri=BASE))) as client:
        yield client


@pytest.mark.embedded_only
@pytest.mark.parametrize(
    ("day", "units", "words"),
    [
        ("", {"Mới", "Chung"}, ""),
        ("2024-05-01", {"Mới", "Chung"}, "Quyết định hai . Vào ngày"),
        ("2020-05-01", {"Cũ", "Chung"}, "Quyết định một . Vào ngày"),
        ("2010-05-01", {"Cũ", "Chung"}, "chưa có hiệu lực"),
    ],
)
def test_a_chart_is_that_of_the_decision_in_force_on_a_day(changed, day, units, words):
    path = f"/chart?agency=id/org/a/so{'&date=' + day if day else ''}"
    page = Page(changed.get(path).text)
    assert page.faults == []
    assert {unit for unit in ("Cũ", "Mới", "Chung") if f"Phòng {unit}" in page.text} == units
    assert words in page.text
    drawing = words_of(ET.fromstring(changed.get(path + "&format=svg").text))
    assert all(f"Phòng {unit}" in drawing for unit in units)
    assert f"date={day}" in page.source or not day


def test_a_chart_of_no_day_is_an_error(site):
    assert site.get(ONE + "&date=2023-02-30").status_code == 400
