"""The scores themselves: what lowers them, and what does not."""

import pytest

from tests.quality.scoring import Case, header, legal_bases, name_key, no_false_bodies, replaced

ACT = {"type": "Luật", "number": None, "date": "2015-06-19"}
HEAD = {"number": "1/QĐ-UBND", "issued": None, "issuer": "Ủy ban nhân dân tỉnh Kon Tum"}


def found(**parts):
    decision = {**HEAD, "effective": None, "effective_rule": None}
    kinds = ("legal_bases", "replaces", "amends", "units", "posts", "duties", "fields")
    empty: dict[str, object] = {kind: [] for kind in kinds}
    return {
        "decision": decision, "agency": None, "duties": [], "fields": [], **empty, **parts
    }  # fmt: skip


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Uỷ ban nhân dân", "Ủy ban nhân dân"),
        ("Trung tâm Thuỷ sản", "trung tâm  thủy sản"),
        ("Sở Y tế (tỉnh Hậu Giang)", "Sở Y tế"),
    ],
)
def test_spellings_of_one_name(one, other):
    assert name_key(one) == name_key(other)


@pytest.mark.parametrize(("one", "other"), [("Sở Y tế", "Sở Y té"), ("Sở Y tế", None)])
def test_different_names(one, other):
    assert name_key(one) != name_key(other)


def test_header_counts_each_fact():
    case = Case("f", {**HEAD, "issued": "2024-01-01"}, found())
    score = header([case])
    assert score.value == 0.6667
    assert score.faults == ("f issued: expected '2024-01-01', found None",)


@pytest.mark.parametrize(
    ("acts", "value"),
    [
        ([ACT], 1.0),
        ([], 0.0),
        ([ACT, {**ACT, "date": "2020-01-01"}], 0.6667),
        ([{**ACT, "number": "1/2015/QH13"}], 0.0),
    ],
)
def test_legal_bases_by_type_number_and_date(acts, value):
    bases = [{**act, "relation": "based_on"} for act in acts]
    assert legal_bases([Case("f", {"legal_bases": [ACT]}, found(legal_bases=bases))]).value == value


def test_only_bases_count_as_bases():
    implemented = [{**ACT, "relation": "implements"}]
    case = Case("f", {"legal_bases": []}, found(legal_bases=implemented))
    assert legal_bases([case]).value == 1.0


@pytest.mark.parametrize(
    ("expected", "value"),
    [
        ({"replaces_detail": [{"number": "2/QĐ", "date": "2020-01-01"}]}, 1.0),
        ({"replaces_detail": [{"number": "2/QĐ", "date": "2020-01-02"}]}, 0.0),
        ({}, 1.0),
    ],
)
def test_replaced_by_number_and_by_date_where_known(expected, value):
    acts = [{"number": "2/QĐ", "date": "2020-01-01"}]
    case = Case("f", {"replaces": ["2/QĐ"], **expected}, found(replaces=acts))
    assert replaced([case]).value == value


def test_a_body_in_a_text_of_another_subject_lowers_the_score():
    case = Case("f", {"org_decision": False}, found(agency={"name": "Sở Y tế"}))
    assert no_false_bodies([case]).value == 0.8
