"""What there is and how good it is: the decisions, each with how well it was read, and the data."""

from tests.api.pages.html import Page
from tests.api.pages.test_site import DECISION, MENDED


def test_every_decision_is_listed_with_what_was_found(site):
    found = Page(site.get("/decisions").text)
    for decision in (DECISION, MENDED):
        assert decision in found.links
        assert f"{decision}#issues" in found.links
        assert 'id="issues"' in site.get(decision).text
    assert "Văn bản không nêu" in found.text


def test_a_page_beyond_the_last_is_empty_and_leads_back(site):
    found = Page(site.get("/decisions?page=9&lang=en").text)
    assert "/decisions?page=8&lang=en" in found.links


def test_the_data_page_leads_to_every_way_to_the_data(site):
    found = Page(site.get("/data").text)
    for path in ("/catalog", "/changes", "/sparql", "/def", "/docs", "/decisions"):
        assert path in found.links
    for words in ("Giấy phép", "Giới hạn", "Thêm một quyết định"):
        assert words in found.text
