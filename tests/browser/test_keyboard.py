"""Without a mouse: the skip link, a focus that is seen, the graph, the reader, a chart."""

import pytest
from selenium.webdriver.common.keys import Keys

from tests.browser.addresses import DECISION, PAGES
from tests.browser.browser import Browser

TOGGLE = ".orglist a.toggle"
ON_SCREEN = ("home", "agency", "decision", "chart of an agency", "comparison", "agencies", "graph")


def reach(browser: Browser, selector: str) -> dict[str, object]:
    """Press Tab until the focus is on what a selector names; return the place."""
    for place in browser.walk(600):
        if browser.driver.switch_to.active_element in browser.all(selector):
            return place
    raise AssertionError(f"Tab does not reach {selector}")


@pytest.mark.parametrize("kind", ON_SCREEN)
def test_the_skip_link_leads_past_the_navigation(browser, kind):
    browser.open(PAGES[kind])
    first = next(browser.walk())
    assert (first["href"], first["shown"], first["seen"]) == ("#main", True, True)
    browser.press(Keys.ENTER)
    browser.until(lambda: browser.focused()["id"] == "main")
    browser.press(Keys.TAB)
    inside = browser.driver.execute_script(
        "return document.getElementById('main').contains(document.activeElement)"
    )
    assert inside


@pytest.mark.parametrize("kind", ON_SCREEN)
def test_every_place_that_tab_reaches_is_seen_to_have_the_focus(browser, kind):
    browser.open(PAGES[kind])
    places = [place for place, _ in zip(browser.walk(1500), range(60), strict=False)]
    assert places
    assert [place for place in places if not (place["shown"] and place["seen"])] == []


def test_the_graph_grows_by_the_links_of_its_table(browser):
    browser.open(PAGES["graph"])
    browser.one("#map canvas, .graph canvas")
    before = len(browser.all("tbody tr"))
    place = reach(browser, "a.grow")
    assert place["shown"]
    browser.press(Keys.ENTER)
    browser.until(lambda: "expanded=" in browser.path)
    browser.until(lambda: len(browser.all("tbody tr")) > before)
    assert browser.complaints() == []


def test_the_graph_grows_without_script_too(browser):
    browser.without_script()
    browser.open(PAGES["graph"])
    before = len(browser.all("tbody tr"))
    reach(browser, "a.grow")
    browser.press(Keys.ENTER)
    browser.until(lambda: "expanded=" in browser.path)
    assert len(browser.all("tbody tr")) > before


def test_the_address_of_a_clause_is_copied(browser):
    browser.driver.execute_cdp_cmd(
        "Browser.grantPermissions",
        {"permissions": ["clipboardReadWrite", "clipboardSanitizedWrite"]},
    )
    browser.open(f"/{DECISION}")
    place = reach(browser, "button.copy")
    assert place["shown"]
    browser.press(Keys.ENTER)
    browser.until(lambda: browser.all("#copied")[0].get_attribute("textContent"))
    copied = browser.driver.execute_async_script(
        "const done = arguments[0]; navigator.clipboard.readText().then(done, e => done(String(e)))"
    )
    assert copied.startswith("https://w3id.org/bomay/eli/vn/")


def test_a_branch_of_a_chart_opens_and_closes_and_keeps_the_focus(browser):
    browser.open(PAGES["chart of a province"])
    reach(browser, TOGGLE)
    for is_open in (True, False):
        browser.press(Keys.ENTER)
        browser.until(lambda wanted=is_open: ("open=" in browser.path) == wanted)
        browser.until(lambda: browser.driver.switch_to.active_element in browser.all(TOGGLE))
        assert ("Thanh tra Sở" in browser.one(".orglist").text) == is_open
