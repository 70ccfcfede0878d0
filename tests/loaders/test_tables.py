"""The tables: complete, sourced, and in agreement with where they come from."""

import csv

import pycountry
import pytest

from loaders.tables import PROVINCES_FILE, body_kind, body_kinds, find_province, provinces

RENAMED = {"Kiến Giang": "Kiên Giang", "Thừa Thiên-Huế": "Huế"}


def test_the_provinces_are_the_63_of_iso_3166_2() -> None:
    iso = {
        s.code: RENAMED.get(s.name, s.name) for s in pycountry.subdivisions.get(country_code="VN")
    }
    assert {p.iso: p.name for p in provinces()} == iso
    assert len(iso) == 63


def test_every_province_has_a_source() -> None:
    with PROVINCES_FILE.open(encoding="utf-8", newline="") as file:
        assert all(row["source"] for row in csv.DictReader(file))


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Ủy ban nhân dân tỉnh Kon Tum", "kon-tum"),
        ("UBND thành phố Hồ Chí Minh", "ho-chi-minh"),
        ("UBND TP. Hồ Chí Minh", "ho-chi-minh"),
        ("ỦY BAN NHÂN DÂN TỈNH BÀ RỊA – VŨNG TÀU", "ba-ria-vung-tau"),
        ("tỉnh Thừa Thiên Huế", "hue"),
        ("tỉnh Đắc Lắc", "dak-lak"),
        ("tỉnh Hoà Bình", "hoa-binh"),
        ("từ tỉnh Hà Nam sang tỉnh Ninh Bình", "ninh-binh"),
    ],
)
def test_a_province_is_found_by_its_name(text: str, slug: str) -> None:
    found = find_province(text)
    assert found is not None
    assert found[0].slug == slug


@pytest.mark.parametrize("text", ["Hòa Bình", "thành phố trực thuộc Trung ương", "tỉnh", ""])
def test_a_name_without_its_kind_is_no_province(text: str) -> None:
    assert find_province(text) is None


@pytest.mark.parametrize("kind", [k for k in body_kinds() if k.words], ids=lambda k: k.code)
def test_each_kind_of_body_reads_its_own_words(kind) -> None:
    for word in kind.words:
        assert body_kind(f"{word} Xã hội") == kind


@pytest.mark.parametrize(
    "text",
    [
        "Ban hành kèm theo Quyết định này",
        "Tổ chức thực hiện",
        "Trường hợp không đủ điều kiện",
        "Phòng, chống tham nhũng",
        "Bộ máy",
        "Sở hữu trí tuệ",
        "Vụ việc",
        "Đội ngũ",
    ],
)
def test_a_word_that_means_something_else_is_no_body(text: str) -> None:
    assert body_kind(text) is None
