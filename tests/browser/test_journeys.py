"""What people come for, as they do it: search to the clause, by keyboard, enlarged, in English."""

from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from selenium.webdriver.common.keys import Keys

from tests.browser.addresses import LIVE, PAGES
from tests.browser.browser import WIDE

ENLARGED = (1280, 900)


def test_three_clicks_lead_from_a_search_without_marks_to_the_clause(browser):
    browser.open("/")
    browser.one("main input[type=search]").send_keys("cap phep ban tin")
    browser.follow("main form[role=search] button")  # the first click
    browser.follow(".hits li .where")  # the second
    target = browser.one(":target")
    address = urlsplit(browser.path)
    assert address.path.startswith("/eli/vn/")
    assert target.get_attribute("id") == unquote(address.fragment)
    assert "bản tin" in target.text


def test_the_language_changes_and_the_page_and_its_question_stay(browser):
    browser.open("/search?q=cap+phep&kind=duty")
    browser.follow("a.language")
    assert parse_qs(urlsplit(browser.path).query) == {
        "q": ["cap phep"],
        "kind": ["duty"],
        "lang": ["en"],
    }
    assert browser.one("html").get_attribute("lang") == "en"
    browser.follow(".hits li a")
    assert parse_qs(urlsplit(browser.path).query)["lang"] == ["en"]


@pytest.mark.parametrize("kind", sorted(set(PAGES) - LIVE))
def test_at_200_percent_nothing_needs_sideways_scrolling(browser, kind):
    browser.resize(ENLARGED, zoom=2)
    browser.open(PAGES[kind])
    assert browser.one("h1").text
    assert browser.overflow() == []


def test_by_keyboard_the_skip_link_the_search_and_a_hit_are_reached(browser):
    browser.resize(WIDE)
    browser.open("/")
    places = browser.walk()
    first = next(places)
    assert first["href"] == "#main"
    assert first["shown"]
    assert first["seen"]
    browser.open("/")
    field = next(place for place in browser.walk() if place["tag"] == "input")
    assert field["shown"]
    before = browser.one("html")
    browser.press("ban tin", Keys.ENTER)
    browser.until(lambda: browser.path.startswith("/search?q=ban"))
    browser.until(lambda: browser.one("html") != before)
    hit = next(place for place in browser.walk() if "/id/duty/" in place["href"])
    assert hit["shown"]
    assert hit["seen"]
