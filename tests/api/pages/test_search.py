"""Search finds with and without diacritics, exact ones first."""

import re

import pytest

from api.pages.fold import fold, sort_key
from api.pages.model import Site
from api.pages.search import search, snippet
from tests.api.pages.conftest import BASE

SITE = Site(BASE, "vi")


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Đắk Lắk", "dak lak"),
        ("ỦY BAN NHÂN DÂN", "uy ban nhan dan"),
        ("Uỷ ban", "uy ban"),
        ("hòa hoà", "hoa hoa"),
        ("Thứ ba: ngưỡng 5%", "thu ba: nguong 5%"),
    ],
)
def test_fold(text, folded):
    assert fold(text) == folded


def test_sort_key_is_the_dictionary_order():
    names = ["Yên Bái", "Điện Biên", "Đắk Lắk", "An Giang", "Cà Mau", "Hà Nội", "Hải Phòng"]
    assert sorted(names, key=sort_key) == [
        "An Giang",
        "Cà Mau",
        "Đắk Lắk",
        "Điện Biên",
        "Hà Nội",
        "Hải Phòng",
        "Yên Bái",
    ]


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("so thong tin va truyen thong tinh kon tum", "agency"),
        ("Thanh tra Sở", "unit"),
        ("thanh tra so", "unit"),
        ("giấy phép bưu chính", "duty"),
        ("giay phep buu chinh", "duty"),
        ("12/2023/QĐ-UBND", "decision"),
        ("bưu chí", "unit"),  # the beginning of a word, where no whole word is found
    ],
)
def test_first_hit(site_data, query, first):
    hits, total = search(site_data, query, SITE)
    assert total >= 1
    assert hits[0].kind == first


def test_exact_diacritics_come_first(site_data):
    hits, _ = search(site_data, "cấp", SITE)
    words = ["".join(piece for piece, _ in hit.pieces) for hit in hits]
    exact = ["cấp" in text.lower() for text in words]
    assert exact[0]
    assert exact == sorted(exact, reverse=True) or not all(exact)


@pytest.mark.parametrize("query", ["", " ", "zzz", "((", "%", "\\", "<script>", "a" * 5000])
def test_odd_queries_find_nothing(site_data, query):
    hits, total = search(site_data, query, SITE) if query.strip() else ([], 0)
    assert total == len(hits) == 0


def test_duty_hit_leads_to_duty_agency_and_clause(site_data):
    hits, _ = search(site_data, "giấy phép bưu chính", SITE)
    assert hits[0].href.startswith("/id/duty/")
    assert hits[0].owner is not None
    assert hits[0].clause is not None
    assert "#" in hits[0].clause.href


@pytest.mark.parametrize(
    ("words", "pattern", "pieces"),
    [
        ("Cấp phép", r"\bcap\b", (("Cấp", True), (" phép", False))),
        ("Không có", r"\bcap\b", (("Không có", False),)),
        ("Bản tin", r"tin", (("Bản ", False), ("tin", True))),
    ],
)
def test_snippet_marks_the_match(words, pattern, pieces):
    assert snippet(words, fold(words), [re.compile(pattern)]) == pieces


def test_long_snippet_is_cut_around_the_match():
    words = "mở đầu " * 80 + "bưu chính " + "kết thúc " * 80
    pieces = snippet(words, fold(words), [re.compile(r"\bbuu\b")])
    shown = "".join(piece for piece, _ in pieces)
    assert len(shown) < 300
    assert ("bưu", True) in pieces
    assert shown.startswith("…")
    assert shown.endswith("…")
