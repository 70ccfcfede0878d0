"""Curation: files that are wrong, corrections that fit or no longer do."""

import pytest

from loaders.curation import Curations, load_curations
from loaders.errors import CurationError
from loaders.pipeline import parse_source
from tests.loaders.curations import (
    ARTICLES,
    NUMBER,
    SIGNED,
    SOURCE,
    TEXT,
    toml,
    write,
)
from tests.loaders.helpers import decision, source_of


@pytest.fixture
def folder(tmp_path):
    """A folder of curations to be filled."""
    made = tmp_path / "curation"
    made.mkdir()
    return made


def facts_with(folder, *entries):
    return parse_source(SOURCE, write(folder, *entries)).facts


# --- files that are wrong ---


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        ({"field": "colour", "old": "", "new": "x"}, "unknown field 'colour'"),
        ({**NUMBER, "colour": "x"}, "unknown key colour"),
        ({**NUMBER, "of": "Sở"}, "unknown key of"),
        ({"field": "number", "new": "1/QĐ"}, "old is not a text"),
        ({**NUMBER, "new": " "}, "new is missing"),
        ({**NUMBER, "person": ""}, "person is missing"),
        ({**NUMBER, "source": ""}, "source is missing"),
        ({**NUMBER, "date": "22/11/2026"}, "is no date"),
        ({**NUMBER, "date": "2026-02-30"}, "is no date"),
        ({"field": "issued", "old": "", "new": "2024-1-5"}, "is no date"),
        ({"field": "effective", "old": "", "new": "2024-01"}, "is no date"),
        ({"field": "kind", "old": "", "new": "Bản đồ"}, "unknown kind of document"),
        ({"field": "unit", "old": "Văn phòng", "new": "Văn phòng Sở"}, "can only be added"),
        ({"field": "unit", "old": "", "new": "Tổ A", "kind": "x"}, "unknown kind of body"),
        ({"field": "post", "old": "", "new": "Giám đốc", "max": "3"}, "max is no int"),
        ({"field": "post", "old": "", "new": "Giám đốc", "min": -1}, "min is below 0"),
    ],
)
def test_a_wrong_entry_names_its_file_and_itself(folder, entry, words):
    with pytest.raises(CurationError, match=r"^so-noi-vu\.toml, correction 1: ") as error:
        write(folder, entry)
    assert words in str(error.value)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("file = ", "can't be read"),
        ('file = "a.txt"\nsha256 = "ab"\n', "64 hexadecimal digits"),
        (toml(), r"has no \[\[correction\]\]"),
        (toml(NUMBER, NUMBER), "corrects a field twice"),
        (toml(NUMBER, head="colour = 1"), "unknown key colour"),
        (toml(NUMBER, file=" "), "file is missing"),
    ],
)
def test_a_wrong_file_is_named(folder, text, words):
    (folder / "a.toml").write_text(text, encoding="utf-8")
    with pytest.raises(CurationError, match=rf"^a\.toml: .*{words}"):
        load_curations(folder)


def test_two_files_about_one_decision_are_refused(folder):
    write(folder, NUMBER)
    with pytest.raises(CurationError, match=r"the same file as a\.toml"):
        write(folder, NUMBER, name="a.toml")


def test_an_empty_folder_corrects_nothing(folder):
    (folder / "README.md").write_text("words", encoding="utf-8")
    assert load_curations(folder) == Curations()


# --- corrections of facts ---


def test_a_correction_overrides_and_carries_who_when_and_whence(folder):
    number = facts_with(folder, NUMBER).header.number
    assert number.value == "07/2024/QĐ-UBND"
    correction = number.evidence.correction
    assert (correction.person, correction.source, correction.date) == (
        SIGNED["person"],
        SIGNED["source"],
        SIGNED["date"],
    )
    assert (correction.file, correction.entry) == ("so-noi-vu.toml", 1)


@pytest.mark.parametrize(
    ("entry", "read"),
    [
        ({"field": "issued", "old": "2024-01", "new": "2024-01-10"}, "2024-01-10"),
        ({"field": "effective", "old": "2024-01-20", "new": "2024-02-20"}, "2024-02-20"),
        ({"field": "issuer", "old": "Ủy ban nhân dân tỉnh Kon Tum", "new": "Bộ Nội vụ"}, None),
        ({"field": "kind", "old": "Quyết định", "new": "Nghị quyết"}, "Nghị quyết"),
    ],
)
def test_fields_of_the_header(folder, entry, read):
    found = getattr(facts_with(folder, entry).header, entry["field"])
    assert found.value == (read or entry["new"])


def test_a_toml_date_is_a_date(folder):
    text = toml(NUMBER).replace('"2026-11-22"', "2026-11-22")
    (folder / "a.toml").write_text(text, encoding="utf-8")
    (curation,) = load_curations(folder).curations
    assert curation.corrections[0].date == "2026-11-22"


def test_the_agencys_name_takes_kind_and_province_with_it(folder):
    old = "Sở Nội vụ tỉnh Kon Tum"
    entry = {"field": "agency.name", "old": old, "new": "Ban Nội vụ tỉnh Hậu Giang"}
    agency = facts_with(folder, entry).agency
    assert (agency.kind, agency.province, agency.short_name) == ("ban", "hau-giang", "Ban Nội vụ")


def test_an_agency_that_was_not_told_gets_its_units(folder):
    source = source_of(decision(ARTICLES.replace("Sở Nội vụ", "Đơn vị"), title="Về một việc"))
    entry = {"field": "agency.name", "old": "", "new": "Sở Nội vụ tỉnh Kon Tum"}
    curations = write(folder, entry, sha256=source.sha256)
    assert parse_source(source).facts.units == ()
    assert [u.name for u in parse_source(source, curations).facts.units] == [
        "Văn phòng",
        "Thanh tra",
    ]


def test_units_and_posts_are_added(folder):
    unit = {"field": "unit", "old": "", "new": "Phòng Tổ chức"}
    post = {"field": "post", "old": "", "new": "Trưởng phòng", "of": "Phòng Tổ chức", "max": 1}
    facts = facts_with(folder, unit, post)
    assert (facts.units[-1].name, facts.units[-1].kind) == ("Phòng Tổ chức", "phong")
    added = facts.posts[-1]
    assert (added.of, added.is_head, added.minimum, added.maximum) == (
        "Phòng Tổ chức",
        True,
        None,
        1,
    )


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        ({**NUMBER, "old": "5/QĐ-UBND"}, "to say '5/QĐ-UBND', but it reads 'nothing'"),
        ({"field": "issued", "old": "", "new": "2024-01-10"}, "but it reads '2024-01'"),
        ({"field": "agency.name", "old": "Sở Y tế", "new": "Sở Nội vụ"}, "but it reads 'Sở Nội vụ"),
        ({"field": "unit", "old": "", "new": "Văn phòng"}, "the text itself states 'Văn phòng'"),
        ({"field": "unit", "old": "", "new": "Hộp thư"}, "give its kind"),
        ({"field": "post", "old": "", "new": "Phó Giám đốc"}, "the text itself states"),
        ({"field": "post", "old": "", "new": "Kế toán"}, "say with head"),
        ({"field": "post", "old": "", "new": "Thủ quỹ", "of": "Phòng X"}, "neither the agency"),
        (
            {"field": "post", "old": "", "new": "Kế toán", "head": False, "min": 2, "max": 1},
            "min is above max",
        ),
    ],
)
def test_a_correction_that_does_not_fit_is_refused(folder, entry, words):
    curations = write(folder, entry)
    with pytest.raises(CurationError, match=r"^so-noi-vu\.toml, correction 1 ") as error:
        parse_source(SOURCE, curations)
    assert words in str(error.value)


def test_another_version_of_the_file_is_refused(folder):
    curations = write(folder, NUMBER)
    changed = source_of(TEXT + "\n", SOURCE.file)
    with pytest.raises(CurationError, match=r"so-noi-vu\.toml: is about another version"):
        parse_source(changed, curations)


def test_other_files_are_left_alone(folder):
    curations = write(folder, NUMBER)
    assert parse_source(source_of(TEXT + "\n", "other.txt"), curations).corrections == ()
