"""Search as a page and as JSON, whatever is asked."""

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from api.openapi import SCHEMAS
from api.search.answers import SearchAnswer, SearchSuggestions
from tests.api.search.hostile import QUESTIONS

HTML = {"Accept": "text/html,application/xhtml+xml;q=0.9,*/*;q=0.8"}
JSON = {"Accept": "application/json"}
EVIL = '"><script>alert(1)</script><img src=x onerror=alert(2)>&amp;'
PARAMETERS = ("q", "kind", "province", "field", "action", "page", "lang")


def page(client, **params):
    answer = client.get("/search", params=params, headers=HTML)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    return answer.text


def test_json_by_accept_and_by_format(client):
    by_accept = client.get("/search?q=cap+phep+ban+tin", headers=JSON)
    by_format = client.get("/search?q=cap+phep+ban+tin&format=json", headers=HTML)
    assert by_accept.json() == by_format.json()
    assert by_accept.headers["content-type"] == "application/json"
    assert by_accept.headers["vary"] == "Accept"
    told = SearchAnswer.model_validate_json(by_accept.content)
    first = told.hits[0]
    assert (told.total, told.pages, told.page) == (len(told.hits), 1, 1)
    assert first.kind == "duty" and first.agency and first.clause
    assert first.clause.page.startswith("/eli/vn/ubnd-") and "#" in first.clause.page
    assert any(piece.match and "bản tin" in piece.text for piece in first.snippet)
    kinds = {each.code: each.count for each in told.facets["kind"]}
    assert sum(kinds.values()) == told.total
    assert told.facets["province"][0].label["vi"].startswith("Tỉnh ")
    assert set(SCHEMAS) > {SearchAnswer, SearchSuggestions}


def test_a_page_links_to_its_json_and_is_asked_again_by_its_tag(client):
    answer = client.get("/search?q=bản tin&kind=duty", headers=HTML)
    address = re.search(r"<([^>]+)>; rel=\"alternate\"", answer.headers["link"])
    assert address
    assert client.get(address[1], headers=HTML).json()["query"] == "bản tin"
    known = {**HTML, "If-None-Match": answer.headers["etag"]}
    assert client.get("/search?q=bản tin&kind=duty", headers=known).status_code == 304


def test_other_types_are_refused(client):
    assert client.get("/search?q=a", headers={"Accept": "image/png"}).status_code == 406
    assert client.get("/search?q=a&format=docx").status_code == 406


def test_three_clicks_to_the_clause(client):
    """The form, the hit's link to its clause: the anchor stands in the text of the decision."""
    shown = page(client, q="cap phep ban tin")
    hit = shown[shown.index('<ol class="hits"') :]
    href = re.search(r'class="where" href="([^"]+)"', hit)
    assert href
    path, _, anchor = href[1].partition("#")
    assert f'id="{anchor}"' in client.get(path, headers=HTML).text


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_page_of_hits_is_whole(client, lang):
    shown = page(client, q="báo chí", province="kon-tum", lang=lang)
    assert f'<html lang="{lang}">' in shown
    assert '<div role="status">' in shown
    assert "<mark>báo chí</mark>" in shown.lower()
    assert shown.count('<ol class="hits" start="1">') == 1
    assert 'name="province" value="kon-tum"' in shown
    assert "Quảng Ngãi" in shown  # what became of the province
    for link in re.findall(r'href="(/search[^"]+)" rel="nofollow"', shown):
        assert "q=b%C3%A1o+ch%C3%AD" in link
        assert ("lang=en" in link) == (lang == "en")
    assert "<script>" not in shown and " style=" not in shown and "onclick" not in shown


def test_pages_are_turned_and_keep_what_was_asked(client):
    first = page(client, q="thông tin", kind="duty", lang="en")
    link = re.search(r'href="([^"]+)" rel="next"', first)
    assert link
    second = client.get(link[1].replace("&amp;", "&"), headers=HTML).text
    assert '<ol class="hits" start="21">' in second
    assert "kind=duty" in link[1] and "lang=en" in link[1]
    assert 'rel="prev"' in second and 'rel="prev"' not in first


def test_nothing_found_says_what_to_try(client):
    shown = page(client, q="bản tin zzyzx")
    assert "Không tìm thấy" in shown
    assert '<b lang="vi">zzyzx</b>' in shown
    assert 'href="/search?q=b%E1%BA%A3n+tin"' in shown
    filtered = page(client, q="bản tin", province="atlantis")
    assert 'href="/search?q=b%E1%BA%A3n+tin"' in filtered


def test_a_long_query_is_cut_with_a_word_about_it(client):
    assert "bị cắt" in page(client, q="cấp " * 100)
    assert "has been cut" in page(client, q="x" * 5_000, lang="en")
    assert client.get("/search", params={"q": "cấp " * 100}, headers=JSON).json()["cut"]


def test_abbreviations_are_told(client):
    assert "thông tin và truyền thông" in page(client, q="Sở TT&TT")


def test_without_a_query_there_are_examples_that_find(client):
    shown = page(client)
    links = re.findall(r'<a href="(/search\?q=[^"]+)" lang="vi">', shown)
    assert len(links) == 5
    for link in links:
        assert client.get(link, headers=JSON).status_code == 200
    assert '<ol class="hits"' not in shown


def test_suggestions(client):
    answer = client.get("/search/suggest?q=ban+t")
    told = SearchSuggestions.model_validate_json(answer.content)
    assert "ban tin" in [each.text for each in told.suggestions]
    for each in told.suggestions:
        assert client.get(each.page, headers=HTML).status_code in (200, 303)


def test_suggestions_keep_the_language(client):
    told = client.get("/search/suggest?q=ban+t&lang=en").json()
    assert all("lang=en" in each["page"] for each in told["suggestions"])


@pytest.mark.parametrize("parameter", PARAMETERS)
def test_markup_that_is_asked_is_escaped(client, parameter):
    shown = page(client, **{"q": "bản tin", parameter: EVIL})
    assert "<script>alert" not in shown
    assert "<img src=x" not in shown


@settings(max_examples=200)
@given(asked=st.dictionaries(st.sampled_from(PARAMETERS), QUESTIONS))
@example(asked={"q": "a", "page": "9" * 5_000})
@example(asked={"q": "a", "page": "٣"})
@example(asked={"q": "\0"})
@example(asked={"q": "_|_"})
def test_no_question_is_an_error(client, asked):
    for path, headers in (("/search", HTML), ("/search", JSON), ("/search/suggest", JSON)):
        assert client.get(path, params=asked, headers=headers).status_code == 200
