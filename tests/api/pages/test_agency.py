"""The page of an agency says what its decision says, and where it says nothing."""

import pytest

from api.pages.model import Site
from api.pages.structure import limit_words
from tests.api.pages.conftest import BASE
from tests.api.pages.html import Page
from tests.api.pages.test_site import AGENCY, DECISION, SILENT


@pytest.fixture(scope="module")
def agency(site) -> Page:
    return Page(site.get(AGENCY).text)


@pytest.mark.parametrize(
    "words",
    [
        "Sở Thông tin và Truyền thông tỉnh Bình Phước",
        "ban hành 23/3/2023",
        "có hiệu lực từ 3/3/2023",
        "Ủy ban nhân dân tỉnh Bình Phước",
        "Bộ Thông tin và Truyền thông",
        "Phòng Thông tin - Báo chí - Xuất bản",
        "Trung tâm Công nghệ thông tin và Truyền thông",
        "không quá 2 người",
        "không nêu giới hạn trong quyết định này",
        "Quyết định 41/2018/QĐ-UBND",
        "Cấp, thu hồi giấy phép bưu chính",
    ],
)
def test_agency_says(agency, words):
    assert words in agency.text


def test_facts_lead_to_their_clauses(agency):
    assert f"{DECISION}#quy-dinh.dieu-1.khoan-2" in agency.links
    assert f"{DECISION}#quy-dinh.dieu-4.khoan-2.diem-a.gach-2" in agency.links
    assert f"{DECISION}#quy-dinh.dieu-3.khoan-10.diem-a" in agency.links
    assert f"{DECISION}#dieu-2" in agency.links


def test_duties_are_grouped_by_field_and_counted(agency):
    assert "Bưu chính 6 nhiệm vụ" in agency.text
    assert "field.buu-chinh" in agency.ids


def test_legal_bases_stand_in_the_order_of_the_text(agency):
    names = ["Luật Tổ chức chính quyền địa phương", "Nghị định 24/2014/NĐ-CP", "Thông tư 11/2022"]
    bases = agency.text[agency.text.index("Căn cứ pháp lý") :]
    places = [bases.index(name) for name in names]
    assert places == sorted(places)


def test_downloads_and_graph(agency):
    assert {"?format=ttl", "?format=jsonld"} <= set(agency.links)
    assert any(link.startswith("/explore?iri=") for link in agency.links)


def test_duties_by_action_lead_to_their_clauses(agency):
    assert "action.cap-giay-phep" in agency.ids
    assert "Cấp giấy phép 1 nhiệm vụ" in agency.text


def test_bases_say_what_is_known_of_their_state(agency):
    bases = agency.text[agency.text.index("Căn cứ pháp lý") :]
    assert "Nghị định 24/2014/NĐ-CP" in bases
    assert "Hiệu lực: không rõ · được sửa đổi, bổ sung bởi Nghị định 107/2020/NĐ-CP" in bases
    assert "không có nghĩa là nó còn hiệu lực" in bases


def test_where_it_sits(agency):
    place = agency.text[agency.text.rindex("Vị trí") :]
    names = ["Tỉnh Bình Phước", "Ủy ban nhân dân tỉnh Bình Phước", "Bộ Thông tin và Truyền thông"]
    places = [place.index(name) for name in names]
    assert places == sorted(places)


def test_ways_on(agency):
    assert any(link.startswith("/compare?agency=") for link in agency.links)
    assert any(link.startswith("/chart?like=") for link in agency.links)
    assert {"?format=rdf", "?format=nt", "?profile=cpov&format=ttl"} <= set(agency.links)


def test_its_queries_are_ready_to_run(site, agency):
    ready = [link for link in agency.links if link.startswith("/sparql?query=")]
    assert len(ready) == 5
    answer = site.get(ready[1], headers={"Accept": "text/csv"})
    assert answer.status_code == 200
    assert "Thanh tra Sở" in answer.text
    assert "kon-tum" not in answer.text


def test_silence_of_the_text_is_said_as_such(site):
    silent = Page(site.get(SILENT).text)
    assert "Quyết định này không nêu cơ cấu tổ chức." in silent.text
    assert "Quyết định không nêu ngày có hiệu lực" in silent.text
    assert "không tồn tại" not in silent.text
    english = Page(site.get(SILENT + "?lang=en").text)
    assert "This decision does not state the structure" in english.text


@pytest.mark.parametrize(
    ("least", "most", "vi", "en"),
    [
        (None, None, "", ""),
        (1, 1, "1 người", "1 person"),
        (2, 2, "đúng 2 người", "exactly 2"),
        (None, 3, "không quá 3 người", "at most 3"),
        (0, 3, "không quá 3 người", "at most 3"),
        (None, 1, "không quá 1 người", "at most 1"),
        (2, 3, "từ 2 đến 3 người", "2 to 3"),
        (2, None, "ít nhất 2 người", "at least 2"),
    ],
)
def test_limits_in_plain_words(least, most, vi, en):
    assert limit_words(least, most, Site(BASE, "vi")) == vi
    assert limit_words(least, most, Site(BASE, "en")) == en
