"""The tables: complete, sourced, and in agreement with where they come from."""

import csv
import re

import pycountry
import pytest
from rdflib import SKOS, Graph

from loaders.errors import ReferenceDataError
from loaders.tables import (
    PROVINCES_FILE,
    body_kind,
    body_kinds,
    document_types,
    find_province,
    provinces,
)
from loaders.tables.body_classes import is_central
from loaders.tables.files import FOLDER as TABLES
from loaders.tables.files import read_rows, read_table, text, words
from loaders.tables.phrases import all_phrases, phrases
from ontology import FOLDER
from tests.loaders.table_rules import PHRASES, RULES, WITHOUT_WORDS

FILES = sorted(path.stem for path in TABLES.glob("*.toml"))
ROWS = [
    pytest.param(name, key, row, id=f"{name}-{key}-{number}")
    for name in FILES
    for key, rows in read_table(name).items()
    if isinstance(rows, list)
    for number, row in enumerate(rows, 1)
]
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


def test_types_of_documents_have_the_english_name_of_their_code() -> None:
    codes = Graph().parse(FOLDER / "codes" / "document-type.ttl", format="turtle")
    labels = {
        str(label): str(english)
        for concept, label in codes.subject_objects(SKOS.prefLabel)
        if getattr(label, "language", None) == "vi"
        for english in codes.objects(concept, SKOS.prefLabel)
        if getattr(english, "language", None) == "en"
    }
    known = {row.name: row.english for row in document_types() if row.english}
    assert known == {name: labels[name] for name in known}
    assert {"Quyết định", "Thông tư liên tịch", "Nghị quyết"} <= set(known)


@pytest.mark.parametrize(
    ("issuer", "is_so"),
    [
        ("Bộ Nội vụ", True),
        ("Chính phủ", True),
        ("Thủ tướng Chính phủ", True),
        ("Ủy ban Thường vụ Quốc hội", True),
        ("Uỷ ban nhân dân tỉnh Kon Tum", False),
        ("Chủ tịch Ủy ban nhân dân tỉnh Kon Tum", False),
        ("Ủy ban nhân dân huyện Ia H'Drai", False),
        ("HĐND tỉnh Kon Tum", False),
        ("Sở Nội vụ tỉnh Kon Tum", False),
        ("", False),
        (None, False),
    ],
)
def test_which_issuers_are_central(issuer: str | None, is_so: bool) -> None:
    assert is_central(issuer) is is_so


def test_every_section_of_a_table_is_a_list_of_rows_with_a_rule() -> None:
    sections = {
        (name, key) for name in FILES for key in read_table(name) if key not in ("source", "schema")
    }
    assert {section for section in sections if section[0] not in WITHOUT_WORDS} == set(RULES)
    assert all(isinstance(read_table(name)[key], list) for name, key in sections)
    assert set(PHRASES) == set(all_phrases())


@pytest.mark.parametrize(("name", "key", "row"), ROWS)
def test_every_row_has_a_source_and_its_rule_finds_its_example(name, key, row) -> None:
    assert row.get("source", read_table(name).get("source"))
    if name not in WITHOUT_WORDS:
        assert RULES[name, key](row), row["example"]


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        ("[[row]\n", "faulty.toml"),
        ('source = "x"', r"faulty.toml: no rows \[\[row\]\]"),
        ("[row]\n", r"no rows \[\[row\]\]"),
        ('[[row]]\ncode = "a"\nwords = ["x"]\n[[row]]\ncode = "b"', r"\[\[row\]\] 2: .*words"),
        ('[[row]]\ncode = "a"\nwords = "xyz"', r"\[\[row\]\] 1: .*words must be a list"),
        ('[[row]]\ncode = 7\nwords = ["x"]', r"\[\[row\]\] 1: .*code must be a text"),
        ('[[row]]\ncode = ""\nwords = ["x"]', r"\[\[row\]\] 1: .*code must be a text"),
        ('[[row]]\ncode = "a"\nwords = ["(x"]', r"\[\[row\]\] 1: .*unterminated"),
    ],
)
def test_a_faulty_table_is_told_with_file_and_row(content, fault, tmp_path, monkeypatch) -> None:
    (tmp_path / "faulty.toml").write_text(content, encoding="utf-8")
    monkeypatch.setattr("loaders.tables.files.FOLDER", tmp_path)
    read_table.cache_clear()
    with pytest.raises(ReferenceDataError, match=fault):
        read_rows(
            "faulty", "row", lambda row: (text(row, "code"), *map(re.compile, words(row, "words")))
        )
    read_table.cache_clear()


def test_a_use_that_the_phrases_lack_is_an_error() -> None:
    with pytest.raises(ReferenceDataError, match=r"phrases\.toml.*'no-such-use'"):
        phrases("no-such-use")
