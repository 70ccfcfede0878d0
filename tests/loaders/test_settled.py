"""Settled: which issues a correction settles, in facts, JSON, graph and report."""

import pytest

from loaders.build import build
from loaders.pipeline import parse_source
from loaders.record import record, summary
from loaders.tables.settling import settlings
from ontology import DEFAULT_BASE_IRI, FOLDER
from tests.loaders.curations import ARTICLES, NUMBER, SOURCE, TEXT, write
from tests.loaders.helpers import decision, source_of

ISSUED = {"field": "issued", "old": "2024-01", "new": "2024-01-10"}
EFFECT = {"field": "effective", "old": "2024-01-20", "new": "2024-02-20"}


@pytest.fixture
def folder(tmp_path):
    """A folder of curations to be filled."""
    made = tmp_path / "curation"
    made.mkdir()
    return made


def settled(folder, *entries, source=SOURCE):
    """Return the code of each issue with the entries that settle it, without the others."""
    curations = write(folder, *entries, sha256=source.sha256, file=source.file)
    issues = parse_source(source, curations).issues
    return {issue.code: issue.settled_by for issue in issues if issue.settled_by}


@pytest.mark.parametrize(
    ("entries", "expected"),
    [
        ((NUMBER,), {"number-blank": (1,)}),
        ((ISSUED,), {"date-blank": (1,)}),
        ((ISSUED, NUMBER), {"date-blank": (1,), "number-blank": (2,)}),
        # a month for a month leaves the day open
        (({**ISSUED, "new": "2024-02"},), {}),
        # other fields settle nothing of what the head leaves blank
        ((EFFECT,), {}),
        (({"field": "unit", "old": "", "new": "Phòng Tổ chức"},), {}),
    ],
)
def test_what_settles_what(folder, entries, expected):
    assert settled(folder, *entries) == expected


def test_a_text_without_corrections_has_open_issues_alone():
    issues = parse_source(SOURCE).issues
    assert {issue.code for issue in issues} >= {"number-blank", "date-blank"}
    assert not any(issue.settled_by for issue in issues)


IMPOSSIBLE = decision(ARTICLES, letterhead="Số: 07/2024/QĐ-UBND Kon Tum, ngày 31 tháng 02 năm 2024")


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        ({"field": "issued", "old": "", "new": "2024-01-10"}, {"date-impossible": (1,)}),
        ({"field": "issued", "old": "", "new": "2024-02"}, {}),
        # the impossible day is that of issue
        (EFFECT, {}),
    ],
)
def test_an_impossible_date_is_settled_by_the_date_it_is_about(folder, entry, expected):
    assert settled(folder, entry, source=source_of(IMPOSSIBLE)) == expected


LATE = decision(ARTICLES, letterhead="Số: 07/2024/QĐ-UBND Kon Tum, ngày 25 tháng 01 năm 2024")


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        (EFFECT, {"effect-before-issue": (1,)}),
        ({**EFFECT, "new": "2024-01-22"}, {}),
        (
            {"field": "issued", "old": "2024-01-25", "new": "2024-01-15"},
            {"effect-before-issue": (1,)},
        ),
        ({"field": "issued", "old": "2024-01-25", "new": "2024-01-24"}, {}),
        ({"field": "number", "old": "07/2024/QĐ-UBND", "new": "08/2024/QĐ-UBND"}, {}),
    ],
)
def test_dates_out_of_order_are_settled_by_an_order(folder, entry, expected):
    assert settled(folder, entry, source=source_of(LATE)) == expected


def test_an_agency_that_was_not_told_is_settled_by_its_name(folder):
    source = source_of(decision(ARTICLES.replace("Sở Nội vụ", "Đơn vị"), title="Về tổ chức"))
    name = {"field": "agency.name", "old": "", "new": "Sở Nội vụ tỉnh Kon Tum"}
    assert settled(folder, name, source=source) == {"agency-unresolved": (1,)}


def test_the_table_knows_its_codes():
    codes = (FOLDER / "codes" / "issue.ttl").read_text(encoding="utf-8")
    assert [row.code for row in settlings() if f"c:{row.code} a skos:Concept" not in codes] == []


def test_json_and_summary_say_what_is_settled(folder):
    found = record(parse_source(SOURCE, write(folder, NUMBER)), DEFAULT_BASE_IRI)
    marks = {issue["code"]: issue.get("settled_by") for issue in found["issues"]}
    assert (marks["number-blank"], marks["date-blank"]) == ([1], None)
    assert found["corrections"][0]["entry"] == 1
    lines = summary(found).splitlines()
    assert any(line.startswith("settled   number-blank:") for line in lines)
    assert any(line.startswith("warning   date-blank:") for line in lines)


def test_the_report_of_a_build_counts_the_open_ones(tmp_path, folder):
    file = tmp_path / SOURCE.file
    file.write_text(TEXT, encoding="utf-8")
    said: list[str] = []
    curations = write(folder, NUMBER)
    build([file], tmp_path / "out", DEFAULT_BASE_IRI, said.append, curations=curations)
    assert said[0].endswith("; issues: date-blank; settled: number-blank")
