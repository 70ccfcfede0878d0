"""Every kind of page in Chromium: WCAG, the console, other hosts, and no sideways scrolling."""

import pytest

from tests.browser.addresses import PAGES, in_english
from tests.browser.browser import PHONE, WIDE


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["1366", "390"])
@pytest.mark.parametrize("kind", PAGES)
def test_page_is_accessible_quiet_and_keeps_to_itself(browser, kind, size):
    browser.resize(size)
    # The other language on the other width: both are seen without opening each page four times.
    browser.open(PAGES[kind] if size == WIDE else in_english(PAGES[kind]))
    if browser.all("#editor") and not browser.all(".CodeMirror"):
        browser.one(".CodeMirror")  # drawn by a script after the page is there
    assert browser.violations() == []
    assert browser.overflow() == []
    assert browser.complaints() == []
    assert browser.outside() == []
