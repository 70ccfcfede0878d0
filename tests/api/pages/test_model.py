"""Links, names of clauses, dates and numbers."""

import pytest

from api.pages.data import preferred, short_name
from api.pages.model import Site, Words, anchor, clause_name, date_words, number_words
from tests.api.pages.conftest import BASE

DECISION = BASE + "eli/vn/ubnd-binh-phuoc/qd-ubnd/2023/12"


@pytest.mark.parametrize(
    ("path", "vi", "en"),
    [
        ("dieu-2", "Điều 2", "Article 2"),
        (
            "quy-dinh/dieu-3/khoan-14/diem-dd",
            "điểm đ khoản 14 Điều 3 Quy định",
            "point đ, clause 14, Article 3, Regulation",
        ),
        (
            "dieu-2/khoan-18/diem-a/gach-2",
            "gạch đầu dòng 2 điểm a khoản 18 Điều 2",
            "bullet 2, point a, clause 18, Article 2",
        ),
        ("can-cu-3", "Phần căn cứ, đoạn 3", "Recital 3"),
        ("quy-dinh/tieu-de", "Phần đầu Quy định", "Opening, Regulation"),
        ("quy-dinh/chuong-1", "Chương 1 Quy định", "Chapter 1, Regulation"),
        ("khong-ro-1", "Phần chưa rõ 1", "Unclear part 1"),
        ("phu-luc-1", "phu-luc-1", "phu-luc-1"),
    ],
)
def test_clause_name(path, vi, en):
    assert clause_name(f"{DECISION}/{path}", DECISION, "vi") == vi
    assert clause_name(f"{DECISION}/{path}", DECISION, "en") == en
    assert anchor(f"{DECISION}/{path}", DECISION) == path.replace("/", ".")


@pytest.mark.parametrize(
    ("value", "vi", "en"),
    [
        ("2023-03-03", "3/3/2023", "3 March 2023"),
        ("2023-10", "tháng 10/2023 (ngày để trống)", "October 2023 (day left blank)"),
        ("2018", "2018", "2018"),
        ("không rõ", "không rõ", "không rõ"),
    ],
)
def test_date(value, vi, en):
    assert date_words(value, "vi") == vi
    assert date_words(value, "en") == en


@pytest.mark.parametrize(
    ("iri", "vi", "en"),
    [
        (BASE + "id/province/kon-tum", "/id/province/kon-tum", "/id/province/kon-tum?lang=en"),
        (BASE + "def#Duty", "/def#Duty", "/def?lang=en#Duty"),
        (BASE + "id/a b<c>", "/id/a%20b%3Cc%3E", "/id/a%20b%3Cc%3E?lang=en"),
        ("https://example.org/x#y", "https://example.org/x#y", "https://example.org/x#y"),
        ("javascript:alert(1)", "", ""),
        ("data:text/html,x", "", ""),
    ],
)
def test_href(iri, vi, en):
    assert Site(BASE, "vi").href(iri) == vi
    assert Site(BASE, "en").href(iri) == en


def test_path_with_query():
    assert Site(BASE, "en").path("/search", q="bưu chính") == (
        "/search?q=b%C6%B0u+ch%C3%ADnh&lang=en"
    )


def test_numbers_are_grouped():
    assert number_words(1234567) == "1\u202f234\u202f567"
    assert number_words(101) == "101"


VI, EN, FR = Words("Tỉnh", "vi"), Words("Province", "en"), Words("Province", "fr")


@pytest.mark.parametrize(
    ("kept", "new", "lang", "expected"),
    [
        (None, VI, "en", VI),
        (VI, None, "en", VI),
        (VI, EN, "en", EN),
        (EN, VI, "en", EN),
        (EN, VI, "vi", VI),
        (FR, EN, "vi", FR),
        (FR, VI, "en", VI),
    ],
)
def test_preferred_label(kept, new, lang, expected):
    assert preferred(kept, new, lang) == expected


@pytest.mark.parametrize(
    ("term", "name"),
    [
        ("https://w3id.org/bomay/def#Duty", "bm:Duty"),
        ("http://www.w3.org/ns/org#Post", "org:Post"),
        ("https://example.org/a/b/", "b"),
    ],
)
def test_short_name(term, name):
    assert short_name(term) == name
