"""The acts that decisions cite: a list, and for each act who rests on it and what became of it."""

import pytest

from tests.api.pages.html import Page
from tests.api.pages.test_site import DECISION

ACT = "/eli/vn/nd-cp/2014/24"
AMENDING = "/eli/vn/nd-cp/2020/107"
REPLACED = "/eli/vn/ubnd-binh-phuoc/qd-ubnd/2018/41"


def page(site, path: str) -> Page:
    answer = site.get(path)
    assert answer.status_code == 200, path
    return Page(answer.text)


def test_an_act_names_the_decisions_and_clauses_that_rest_on_it(site):
    found = page(site, ACT)
    assert "Căn cứ" in found.text
    assert DECISION in found.links
    assert f"{DECISION}#can-cu-5" in found.links


@pytest.mark.parametrize(
    ("path", "words", "other"),
    [
        (ACT, "Được sửa đổi, bổ sung bởi", AMENDING),
        (AMENDING, "Sửa đổi, bổ sung", ACT),
        (REPLACED, "Bị thay thế bởi", DECISION),
    ],
)
def test_an_act_says_what_changed_it_and_where_that_is_said(site, path, words, other):
    found = page(site, path)
    assert words in found.text
    assert other in found.links
    assert any(link.startswith(f"{DECISION}#") for link in found.links)


def test_what_is_not_known_of_an_act_is_said_as_not_known(site):
    found = page(site, "/eli/vn/luat/2015-06-19/to-chuc-chinh-quyen-dia-phuong?lang=en")
    assert "None, or not known" in found.text
    assert "No clause cites this act." in found.text


def test_the_list_has_what_most_decisions_rest_on_first_and_is_narrowed(site):
    everything = page(site, "/acts")
    acts = [link for link in everything.links if link.startswith("/eli/")]
    assert ACT in acts
    assert acts.index(ACT) < acts.index(REPLACED)
    narrowed = page(site, "/acts?kind=nghi-dinh&year=2020&lang=en")
    assert [link for link in narrowed.links if link.startswith("/eli/")] == [f"{AMENDING}?lang=en"]
    assert "/acts?kind=nghi-dinh&year=2020" in narrowed.links
    assert "1 act" in narrowed.text


@pytest.mark.parametrize("query", ["page=0", "page=x", "page=-1"])
def test_a_page_that_is_no_number_is_an_error(site, query):
    assert site.get(f"/acts?{query}").status_code == 400


def test_a_list_without_acts_says_so(site):
    assert "Không có văn bản nào như vậy." in page(site, "/acts?year=1900").text
