"""On paper: a chart lies on A4 landscape, a text stands on A4, navigation is left out."""

import pypdfium2 as pdfium
import pytest

from tests.browser.addresses import PAGES
from tests.browser.browser import Browser

A4 = (595, 842)
PRINTED = {
    "chart of an agency": "landscape",
    "charts side by side": "landscape",
    "decision": "portrait",
    "agency": "portrait",
    "comparison": "portrait",
    "legal acts": "portrait",
}
ON_SCREEN_ONLY = "nav, form, footer.site, .language, .skip, .permalink, .doing, .contents"


def sheets(browser: Browser, kind: str) -> list[tuple[tuple[int, int], str]]:
    """Return the size in points and the text of each sheet."""
    browser.open(PAGES[kind])
    with pdfium.PdfDocument(browser.printed()) as printed:
        found = []
        for page in printed:
            width, height = page.get_size()
            found.append(((round(width), round(height)), page.get_textpage().get_text_range()))
        return found


@pytest.mark.parametrize("kind", PRINTED)
def test_a_page_is_printed_on_its_paper_without_navigation(browser, kind):
    printed = sheets(browser, kind)
    size = A4 if PRINTED[kind] == "portrait" else A4[::-1]
    assert {found for found, _ in printed} == {size}
    title = " ".join(browser.one("h1").text.split())
    assert title in " ".join(printed[0][1].split())
    assert "Giới thiệu" not in printed[0][1]  # of the navigation
    browser.colours("light", "print")
    assert [each.tag_name for each in browser.all(ON_SCREEN_ONLY) if each.is_displayed()] == []


def test_a_chart_is_on_the_first_sheet_with_its_title(browser):
    first = sheets(browser, "chart of an agency")[0][1]
    assert "Thanh tra Sở" in first
    assert "Trung tâm Công nghệ" in first


def test_what_is_folded_on_the_screen_is_printed(browser):
    text = "".join(text for _, text in sheets(browser, "agency"))
    assert "Về báo chí" in text
