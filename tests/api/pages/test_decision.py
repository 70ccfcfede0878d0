"""The page of a decision is its text, with what it states beside the clause that states it."""

import re

import pytest

from tests.api.pages.conftest import BASE
from tests.api.pages.html import Page
from tests.api.pages.test_site import AGENCY, DECISION, MENDED


@pytest.fixture(scope="module")
def source(site) -> str:
    return str(site.get(DECISION).text)


@pytest.fixture(scope="module")
def decision(source) -> Page:
    return Page(source)


def clause(source: str, ident: str) -> str:
    """The HTML of one clause."""
    begin = source.index(f'id="{ident}"')
    end = source.find('<div class="clause', begin)
    return source[begin:end]


def test_every_clause_has_an_anchor(decision):
    for ident in (
        "tieu-de",
        "can-cu-1",
        "dieu-2",
        "noi-nhan",
        "ky",
        "quy-dinh",
        "quy-dinh.chuong-2",
        "quy-dinh.dieu-3",
        "quy-dinh.dieu-3.khoan-14.diem-dd",
        "quy-dinh.dieu-4.khoan-2.diem-a.gach-4",
    ):
        assert ident in decision.ids
        assert f"#{ident}" in decision.links


@pytest.mark.parametrize(
    ("ident", "words"),
    [
        ("can-cu-1", "Luật Tổ chức chính quyền địa phương"),
        ("dieu-2", "Thay thế"),
        ("dieu-2", "3/3/2023"),
        ("quy-dinh.dieu-1.khoan-2", "Tư cách pháp nhân"),
        ("quy-dinh.dieu-4.khoan-2.diem-a.gach-2", f"{AGENCY}/thanh-tra"),
        ("quy-dinh.dieu-3.khoan-10", "Bưu chính"),
        ("ky", "Trần Tuệ Hiền"),
    ],
)
def test_facts_stand_beside_their_clause(source, ident, words):
    beside = clause(source, ident).partition('class="beside"')[2]
    assert words in beside


def test_printed_label_stays_and_the_expected_one_is_told(source):
    point = clause(source, "quy-dinh.dieu-3.khoan-14.diem-dd")
    assert '<span class="label">d) </span>' in point
    assert "theo vị trí là đ)" in point


def test_mended_words_show_what_the_file_has(site):
    source = site.get(MENDED).text
    mended = re.findall(
        r'class="mended" title="Trong tệp gốc: ([^"]+)" data-before="\1">([^<]+)<', source
    )
    assert ("vÿ", "vụ") in mended
    assert ("cāa", "của") in mended
    assert ("Āy", "Ủy") in mended
    assert all(before != after for before, after in mended)


def test_quality_issues_are_listed_and_stand_at_their_clause(source, decision):
    assert "Lưu ý về chất lượng văn bản" in decision.text
    assert 'class="issue' in clause(source, "dieu-2")


def test_what_the_text_does_not_say_is_said_as_such(site):
    text = Page(site.get(MENDED).text).text
    assert "Có hiệu lực Văn bản không nêu" in text


def test_original_letters_can_be_shown_without_script(site):
    """Where something was mended there is a checkbox for it; elsewhere it would do nothing."""
    assert 'id="originals"' in site.get(MENDED).text
    assert 'id="originals"' not in site.get(DECISION).text


def test_a_clause_can_be_copied_by_its_own_iri(site, source):
    found = re.search(r'data-iri="([^"]+)"', source)
    assert found
    path = found[1].removeprefix(BASE)
    answer = site.get(f"/{path}/quy-dinh/dieu-3/khoan-14/diem-dd")
    assert answer.status_code == 303
    assert answer.headers["location"] == f"/{path}#quy-dinh.dieu-3.khoan-14.diem-dd"
