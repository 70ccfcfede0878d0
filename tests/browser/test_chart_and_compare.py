"""Journeys: open a chart, expand it, save it as PNG; compare two provinces' units and limits."""

import struct

from selenium.webdriver.common.keys import Keys

from tests.browser.addresses import AGENCY

PROVINCE = "/chart?province=id/province/binh-phuoc"
SILENT = "/id/org/kon-tum/so-thong-tin-va-truyen-thong"


def test_a_chart_is_opened_expanded_and_saved_as_png(browser, tmp_path):
    download = {"behavior": "allow", "downloadPath": str(tmp_path)}
    browser.driver.execute_cdp_cmd("Browser.setDownloadBehavior", download)
    browser.open(PROVINCE)
    browser.click(".drawing a.toggle")
    browser.until(lambda: "open=" in browser.path)
    browser.until(lambda: "Thanh tra Sở" in browser.one(".orglist").text)
    browser.until(lambda: browser.focused()["tag"] == "a")  # it stays where it was
    browser.click("#png")
    browser.until(lambda: list(tmp_path.glob("*.png")))
    saved = next(iter(tmp_path.glob("*.png"))).read_bytes()
    assert saved[:8] == b"\x89PNG\r\n\x1a\n"
    width, height = struct.unpack(">II", saved[16:24])
    assert width == 2240
    assert height > 300
    assert browser.complaints() == []
    assert browser.outside() == []


def test_a_chart_opens_by_keyboard_and_without_script(browser):
    browser.without_script()
    browser.open(PROVINCE)
    browser.one(".orglist a.toggle").send_keys(Keys.ENTER)
    browser.until(lambda: "open=" in browser.path)
    assert "Thanh tra Sở" in browser.one(".orglist").text


def test_two_provinces_are_compared_by_units_and_limits(browser):
    browser.open("/compare")
    for box in ("id/org/binh-phuoc", "id/org/kon-tum"):
        browser.click(f'input[value^="{box}/so-thong-tin"]')
    browser.follow("form.choice button")
    page = browser.one("main").text
    assert "không nêu trong quyết định này" in page
    assert "không quá 2 người" in page
    assert "khác nhau" in page
    assert browser.violations() == []
    browser.follow(".compared td a.where[href*='dieu-4']")
    assert "#quy-dinh.dieu-4" in browser.path


def test_the_language_is_changed_and_the_comparison_stays(browser):
    browser.open(f"/compare?agency={AGENCY}&agency={SILENT}")
    browser.follow("a.language")
    assert browser.path.count("agency=") == 2
    assert "not in this decision" in browser.one("main").text
