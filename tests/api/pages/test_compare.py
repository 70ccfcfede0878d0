"""Two to six agencies side by side: aligned, marked, with clauses, and silent where they are."""

import csv
import io

import pytest

from api.pages.comparing.model import Row, Value
from api.pages.comparing.sections import SECTIONS, shared
from api.pages.model import Link, Words
from tests.api.pages.conftest import BASE
from tests.api.pages.html import Page
from tests.api.pages.test_site import AGENCY, DECISION, SILENT

BOTH = f"/compare?a={AGENCY[1:]}&b={SILENT[1:]}"


@pytest.fixture(scope="module")
def page(site) -> Page:
    return Page(site.get(BOTH).text)


@pytest.fixture(scope="module")
def data(site):
    return site.get(BOTH, headers={"Accept": "application/json"}).json()


def rows_of(data, key):
    section = next(section for section in data["sections"] if section["key"] == key)
    return {row["label"]: row for row in section["rows"]}


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("path", [BOTH, "/compare"])
def test_page_is_sound(site, path, lang):
    found = Page(site.get(f"{path}{'&' if '?' in path else '?'}lang={lang}").text)
    assert found.faults == []
    assert found.lang == lang


def test_silence_is_said_of_the_decision_only(page, site):
    assert "không nêu trong quyết định này" in page.text
    assert "không tồn tại" not in page.text
    english = Page(site.get(BOTH + "&lang=en").text)
    assert "not in this decision" in english.text
    assert "does not exist" not in english.text


def test_differences_are_marked_in_words(page):
    assert "≠ khác nhau" in page.text
    assert "= giống nhau" in page.text


def test_cells_lead_to_their_clauses(page):
    assert f"{DECISION}#quy-dinh.dieu-4.khoan-2.diem-a.gach-2" in page.links
    assert f"{DECISION}#quy-dinh.dieu-1.khoan-2" in page.links
    assert f"{DECISION}#dieu-2" in page.links


def test_data_has_every_section(data):
    assert [agency["iri"] for agency in data["agencies"]] == [
        BASE + AGENCY[1:],
        BASE + SILENT[1:],
    ]
    assert [section["key"] for section in data["sections"]] == list(SECTIONS)
    for section in data["sections"]:
        for row in section["rows"]:
            assert len(row["cells"]) == 2


def test_units_posts_and_dates(data):
    units = rows_of(data, "units")
    assert units["Số đơn vị được nêu"]["cells"][0][0]["number"] == 5
    assert units["Số đơn vị được nêu"]["cells"][1] == []
    assert [value["value"] for value in units["Thanh tra"]["cells"][0]] == ["Thanh tra Sở"]
    posts = rows_of(data, "posts")
    limit = posts["Phó Giám đốc · Đơn vị sự nghiệp"]["cells"][0][0]
    assert limit["value"] == "không quá 2 người"
    assert limit["clause"].startswith(BASE + DECISION[1:] + "/quy-dinh/dieu-4/")
    dates = rows_of(data, "dates")
    assert dates["Có hiệu lực từ"]["cells"][0][0]["value"] == "2023-03-03"
    assert dates["Có hiệu lực từ"]["cells"][0][0]["clause"] == BASE + DECISION[1:] + "/dieu-2"
    assert dates["Có hiệu lực từ"]["cells"][1] == []


def test_duties_are_counted_by_field_and_action(data):
    fields = rows_of(data, "duties_by_field")
    assert fields["Bưu chính"]["cells"][0][0]["number"] == 6
    licence = rows_of(data, "duties_by_action")["Cấp giấy phép"]
    assert [value["number"] for value in licence["cells"][0]] == [1]
    assert licence["cells"][1] == []


def test_table_says_the_same_as_the_object(site, data):
    answer = site.get(BOTH + "&format=csv")
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    cells = [
        cell
        for section in data["sections"]
        for row in section["rows"]
        for cell in row["cells"]
    ]  # fmt: skip
    assert len(rows) == sum(max(1, len(cell)) for cell in cells)
    assert sum(row["is_stated"] == "false" for row in rows) == sum(not cell for cell in cells)


def test_agencies_by_letter_repeated_and_by_iri_are_the_same(site):
    repeated = f"/compare?agency={BASE}{AGENCY[1:]}&agency={SILENT}"
    assert site.get(repeated).text == site.get(BOTH).text


@pytest.mark.parametrize(
    ("query", "status", "words"),
    [
        (f"a={AGENCY[1:]}", 400, "ít nhất 2 cơ quan"),
        (f"a={AGENCY[1:]}&b={AGENCY[1:]}", 400, "ít nhất 2 cơ quan"),
        ("&".join(f"agency=id/org/{n}" for n in range(7)), 400, "nhiều nhất 6 cơ quan"),
        (f"a={AGENCY[1:]}&b=id/org/none", 404, "Hãy mở /compare để chọn"),
        (f"a={AGENCY[1:]}&b=a b://", 404, "Hãy mở /compare để chọn"),
        (f"a={AGENCY[1:]}&b={SILENT[1:]}&format=pdf", 406, ""),
    ],
)
def test_what_cannot_be_compared_is_a_page_that_helps(site, query, status, words):
    answer = site.get(f"/compare?{query}")
    assert answer.status_code == status
    found = Page(answer.text)
    assert found.faults == []
    assert words in found.text


def test_programs_without_agencies_are_told(site):
    answer = site.get("/compare", headers={"Accept": "application/json"})
    assert answer.status_code == 400
    assert "at least 2" in answer.json()["detail"]


def value(key: str) -> Value:
    return Value(Words(key), key)


@pytest.mark.parametrize(
    ("cells", "is_same"),
    [
        (((value("a"),), (value("a"),)), True),
        (((value("a"), value("b")), (value("b"), value("a"))), True),
        (((value("a"),), ()), False),
        (((), ()), True),
    ],
)
def test_same_is_the_same_values_in_any_order(cells, is_same):
    assert Row(Link(Words("x")), cells).is_same == is_same


def test_values_of_several_agencies_are_marked():
    found = shared(((value("a"), value("b")), (value("b"),)))
    assert [[one.is_shared for one in cell] for cell in found] == [[False, True], [True]]
