"""The query page in Chromium: run, change and share a query; with the editor and without script."""

from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from selenium.webdriver.common.keys import Keys

from api.editor import editor_folder


@pytest.fixture
def editor(browser):
    """The page with the editor in it; skips where npm has not installed it."""
    if editor_folder() is None:
        pytest.skip("the editor is not installed: sh .ci/assets dev")
    browser.open("/sparql?lang=en")
    browser.one(".CodeMirror")
    return browser


def replace_text(browser, text):
    browser.driver.execute_script(
        "document.querySelector('.CodeMirror').CodeMirror.setValue(arguments[0])", text
    )


def test_run_change_and_share(editor):
    editor.follow("#example-duty-counts")
    assert len(editor.all(".results tbody tr")) == 5
    assert editor.all(".bars svg[role=img]")
    assert all(cell.text.startswith("Sở") for cell in editor.all("tbody td:first-child"))
    editor.one(".CodeMirror")
    replace_text(editor, "SELECT (1 AS ?one) {}")
    editor.follow(".query button")
    assert [cell.text for cell in editor.all("tbody td")] == ["1 xsd:integer"]
    assert editor.one("#share").text == "Copy the link"
    shared = editor.one("#permalink").get_attribute("href")
    asked = parse_qs(urlsplit(shared).query)
    assert asked["query"] == ["SELECT (1 AS ?one) {}"]
    assert asked["lang"] == ["en"]
    editor.open(shared.removeprefix(editor.site))
    assert [cell.text for cell in editor.all("tbody td")] == ["1 xsd:integer"]
    assert (editor.complaints(), editor.outside()) == ([], [])


def test_a_link_of_another_release_says_so_and_offers_this_one(browser):
    browser.open("/sparql?" + urlencode({"query": "ASK {}", "release": "elsewhere"}))
    assert "elsewhere" in browser.one(".notice").text
    assert browser.all(".results") == []
    browser.follow(".notice a")
    assert [cell.text for cell in browser.all("tbody td")] == ["true xsd:boolean"]


def test_suggestions_are_ours_and_ask_nobody(editor):
    replace_text(editor, "SELECT * { ?s a bm:Dut")
    editor.driver.execute_script(
        "const c = document.querySelector('.CodeMirror').CodeMirror; c.focus(); c.setCursor(0, 99)"
    )
    editor.press(Keys.CONTROL + Keys.SPACE)
    editor.one(".CodeMirror-hints")
    assert editor.all(".CodeMirror-hint")[0].text.startswith("bm:Duty")
    assert (editor.complaints(), editor.outside()) == ([], [])


def test_tab_is_not_trapped_in_the_editor(editor):
    editor.driver.execute_script("document.querySelector('.CodeMirror').CodeMirror.focus()")
    editor.press(Keys.TAB)
    assert editor.focused()["tag"] == "button"
    editor.driver.execute_script("document.querySelector('.CodeMirror').CodeMirror.focus()")
    editor.press(Keys.SHIFT + Keys.TAB)
    assert editor.focused()["tag"] == "a"


def test_an_error_is_marked_at_its_place(browser):
    browser.open(
        "/sparql?" + urlencode({"query": "SELECT ?x WHERE {\n  ?x ?p ;;; }\n", "lang": "en"})
    )
    assert "line 2" in browser.one(".problem").text
    assert browser.one(".problem mark").text


def test_all_of_it_works_without_script(browser):
    browser.without_script()
    browser.open("/sparql")
    area = browser.one("textarea#query")
    area.clear()
    area.send_keys("ASK {}")
    browser.follow(".query button")
    assert [cell.text for cell in browser.all("tbody td")] == ["true xsd:boolean"]
