"""Which decision holds on a day: by its own words, or nobody can tell."""

import pytest

from api.pages.agency import CitedAct, DecisionLine
from api.pages.model import Link, Words
from api.pages.standing import parse_day, standing_on
from tests.api.pages.html import Page
from tests.api.pages.test_site import AGENCY, SILENT

OLD = CitedAct("repeals", "old", Link(Words("Quyết định cũ")), "", "2018-11-02", 1, None)


def decision(name: str, in_force: str = "", until: str = "", *cited: CitedAct) -> DecisionLine:
    return DecisionLine(name, Link(Words(name)), name, "", in_force, until, "", cited)


FIRST = decision("first", "2018-12-01", "", OLD)
SECOND = decision("second", "2023-03-03", "2024-01-01")
UNDATED = decision("undated")


@pytest.mark.parametrize(
    ("decisions", "day", "says", "shown"),
    [
        ([], "2020-01-01", "none", None),
        ([SECOND, FIRST], "", "latest", SECOND),
        ([SECOND, FIRST], "2023-03-03", "in_force", SECOND),
        ([SECOND, FIRST], "2023-03-02", "in_force", FIRST),
        ([SECOND, FIRST], "2025-01-01", "in_force", FIRST),
        ([SECOND, FIRST], "2018-11-30", "not_yet", FIRST),
        ([SECOND], "2024-01-01", "ended", SECOND),
        ([UNDATED], "2024-01-01", "unsaid", UNDATED),
        ([SECOND, UNDATED], "2020-01-01", "unsaid", UNDATED),
    ],
)
def test_standing(decisions, day, says, shown):
    found = standing_on(decisions, day)
    assert (found.says, found.decision) == (says, shown)
    assert found.earlier == ((OLD,) if says == "not_yet" else ())


@pytest.mark.parametrize("wrong", ["", "hôm qua", "2023-13-01", "20230303", "2023-02-29", "2023"])
def test_no_day_of_the_calendar(wrong):
    with pytest.raises(ValueError):
        parse_day(wrong)


def test_page_on_a_day_before_says_what_was_replaced(site):
    page = Page(site.get(AGENCY + "?date=2020-01-01").text)
    assert page.faults == []
    assert "chưa có hiệu lực" in page.text
    assert "Văn bản mà quyết định này thay thế: Quyết định 41/2018/QĐ-UBND" in page.text


def test_page_on_a_day_keeps_it_across_languages(site):
    page = Page(site.get(AGENCY + "?date=2024-06-01").text)
    assert "có hiệu lực theo lời văn" in page.text
    assert f"{AGENCY}?date=2024-06-01&lang=en" in page.links
    english = Page(site.get(AGENCY + "?date=2024-06-01&lang=en").text)
    assert "is in force by its own words" in english.text


def test_nobody_can_tell_where_the_decision_is_silent(site):
    page = Page(site.get(SILENT + "?date=2024-06-01").text)
    assert "không nêu ngày có hiệu lực" in page.text


@pytest.mark.parametrize(
    ("lang", "words"), [("vi", "không phải là một ngày"), ("en", "no day of the calendar")]
)
def test_wrong_day_is_a_page_that_helps(site, lang, words):
    answer = site.get(f"{AGENCY}?date=2023-13-45&lang={lang}")
    assert answer.status_code == 400
    page = Page(answer.text)
    assert page.faults == []
    assert words in page.text
    assert "2023-13-45" in page.text
    program = site.get(f"{AGENCY}?date=x", headers={"Accept": "application/json, text/html;q=0.1"})
    assert program.status_code == 200  # data is that of all days
