"""A real Chromium that opens pages of the service and says what it saw.

A fault of a page is a line of text; a test asserts that there are none and its message shows them.
"""

import base64
import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from selenium.webdriver import Chrome, ChromeOptions, ChromeService
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.ui import WebDriverWait

from tests.paths import ROOT

AXE = ROOT / "api" / "assets" / "node_modules" / "axe-core" / "axe.min.js"
WCAG = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa")
WIDE, PHONE = (1366, 768), (390, 844)
LOCAL = ("data", "blob", "chrome")
PATIENCE = 20
"""Seconds until something that is awaited counts as missing."""
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--force-prefers-reduced-motion",  # a transition half done has colours of its own
)

RUN_AXE = """
const [tags, done] = arguments;
const options = {
  runOnly: {type: "tag", values: tags}, preload: false, resultTypes: ["violations"],
};
const told = (rule, node) => [
  `${rule.id}:`, `${node.target.join(" ")}:`, node.html.slice(0, 160),
  ...node.any.concat(node.all).map(check => check.message),
].join(" ");
axe.run(document, options).then(
  found => done(found.violations.flatMap(rule => rule.nodes.map(node => told(rule, node)))),
  error => done([String(error)]));
"""
# Where the focus is: the element, how a person would name it, and whether anything shows it.
FOCUS = """
const e = document.activeElement, s = getComputedStyle(e), r = e.getBoundingClientRect();
return {tag: e.tagName.toLowerCase(), id: e.id, href: e.getAttribute("href") || "",
  text: (e.getAttribute("aria-label") || e.innerText || e.value || "").trim().slice(0, 80),
  shown: (s.outlineStyle !== "none" && parseFloat(s.outlineWidth) > 0) || s.boxShadow !== "none",
  seen: r.width > 0 && r.height > 0 && r.bottom > 0 && r.top < innerHeight};
"""
# What is wider than the window and not within something that scrolls by itself.
OVERFLOW = """
const width = document.documentElement.clientWidth;
if (document.documentElement.scrollWidth <= width) return [];
return [...document.querySelectorAll("body *")]
  .filter(e => e.getBoundingClientRect().right > width + 1)
  .slice(0, 5).map(e => e.outerHTML.slice(0, 120))
  .concat(`scrolls to ${document.documentElement.scrollWidth}`);
"""


class Browser:
    """One Chromium over one site; ``driver`` is selenium's, for what is not here."""

    def __init__(self, driver: Chrome, site: str) -> None:
        self.driver = driver
        self.site = site

    # --- go somewhere ---

    def resize(self, size: tuple[int, int], zoom: float = 1) -> None:
        """Make the window that many CSS pixels at 100 %; ``zoom`` 2 is what Ctrl + + gives."""
        width, height = size
        metrics = {
            "width": round(width / zoom),
            "height": round(height / zoom),
            "deviceScaleFactor": zoom,
            "mobile": False,
        }
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)

    def open(self, path: str) -> None:
        """Open a page of the site; what was logged before is forgotten."""
        self._logged("performance")
        self._logged("browser")
        self.driver.get(self.site + path)

    def colours(self, scheme: str, media: str = "") -> None:
        """Show pages as to a reader who prefers "light" or "dark", or on ``media`` "print"."""
        prefers = [{"name": "prefers-color-scheme", "value": scheme}]
        self.driver.execute_cdp_cmd(
            "Emulation.setEmulatedMedia", {"media": media, "features": prefers}
        )

    def picture(self, format: str, quality: int) -> bytes:
        """Return what is seen of the page, as "webp" or "jpeg"."""
        asked = {"format": format, "quality": quality}
        found = self.driver.execute_cdp_cmd("Page.captureScreenshot", asked)
        return base64.b64decode(found["data"])

    def printed(self) -> bytes:
        """Return the page as it is printed, as PDF, on the paper that its stylesheet names."""
        found = self.driver.execute_cdp_cmd("Page.printToPDF", {"preferCSSPageSize": True})
        return base64.b64decode(found["data"])

    def without_script(self, off: bool = True) -> None:
        """Switch JavaScript off for the pages opened from now on, or on again."""
        self.driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": off})

    @property
    def path(self) -> str:
        """The address of the page without the site: path, query and fragment."""
        return self.driver.current_url.removeprefix(self.site)

    # --- find and press ---

    def all(self, selector: str) -> list[WebElement]:
        """Return the elements that a CSS selector finds now."""
        return self.driver.find_elements(By.CSS_SELECTOR, selector)

    def one(self, selector: str) -> WebElement:
        """Return the first element that a CSS selector finds; waits for it to be shown."""
        found: WebElement = self.until(
            lambda: next((e for e in self.all(selector) if e.is_displayed()), None)
        )
        return found

    def click(self, selector: str) -> None:
        """Click on the first element that a CSS selector finds."""
        self.one(selector).click()

    def follow(self, selector: str) -> None:
        """Click on what leads to another page and wait for it."""
        before = self.one("html")
        self.one(selector).click()
        WebDriverWait(self.driver, PATIENCE).until(lambda _: self._is_gone(before))

    def until(self, condition: Any) -> Any:
        """Wait until ``condition()`` is true, return what it gave; fails after PATIENCE seconds."""
        return WebDriverWait(self.driver, PATIENCE).until(lambda _: condition())

    def press(self, *keys: str) -> None:
        """Press keys, one after another, wherever the focus is."""
        for key in keys:
            self.driver.switch_to.active_element.send_keys(key)

    def focused(self) -> dict[str, Any]:
        """Return where the focus is: tag, id, href, text, is it outlined, is it in view."""
        found: dict[str, Any] = self.driver.execute_script(FOCUS)
        return found

    def walk(self, most: int = 400) -> Iterator[dict[str, Any]]:
        """Press Tab from where the focus is and yield each place, until the page has no more."""
        for _ in range(most):
            self.press(Keys.TAB)
            place = self.focused()
            if place["tag"] == "body":
                return
            yield place
        raise AssertionError(f"Tab does not leave the page after {most} places")

    # --- what is wrong ---

    def violations(self) -> list[str]:
        """Return what axe-core finds against WCAG 2.1 A and AA."""
        self.driver.execute_script(self._axe)
        found: list[str] = self.driver.execute_async_script(RUN_AXE, list(WCAG))
        return found

    def complaints(self) -> list[str]:
        """Return the errors in the console since the page was opened.

        That the page itself has the status 404 or 503 is no complaint.
        """
        lines = [
            entry["message"] for entry in self._logged("browser") if entry["level"] == "SEVERE"
        ]
        own = f"{self.driver.current_url.partition('#')[0]} - Failed to load resource"
        return [line for line in lines if not line.startswith(own)]

    def requests(self) -> list[str]:
        """Return the addresses that the page asked for since it was opened, itself included."""
        events = (json.loads(entry["message"])["message"] for entry in self._logged("performance"))
        sent = (event for event in events if event["method"] == "Network.requestWillBeSent")
        return [event["params"]["request"]["url"] for event in sent]

    def outside(self) -> list[str]:
        """Return the requests of the page to another host; chrome:// is the browser's own."""
        mine = urlsplit(self.site).netloc
        return [
            address
            for address in self.requests()
            if urlsplit(address).scheme not in LOCAL and urlsplit(address).netloc != mine
        ]

    def overflow(self) -> list[str]:
        """Return what makes the page scroll sideways."""
        found: list[str] = self.driver.execute_script(OVERFLOW)
        return found

    @cached_property
    def _axe(self) -> str:
        if not AXE.is_file():
            pytest.skip("axe-core is not installed: sh .ci/assets dev")
        return AXE.read_text(encoding="utf-8")

    def _logged(self, kind: str) -> list[dict[str, Any]]:
        lines: list[dict[str, Any]] = self.driver.get_log(kind)
        return lines

    @staticmethod
    def _is_gone(element: WebElement) -> bool:
        from selenium.common.exceptions import StaleElementReferenceException

        try:
            element.is_enabled()
        except StaleElementReferenceException:
            return True
        return False


class NoBrowserError(Exception):
    """Chromium or its driver is not on the PATH."""


@contextmanager
def started(site: str, profile: Path) -> Iterator[Browser]:
    """Start Chromium with the empty folder ``profile``; raises NoBrowserError."""
    chromium, chromedriver = shutil.which("chromium"), shutil.which("chromedriver")
    if chromium is None or chromedriver is None:
        raise NoBrowserError("chromium and chromedriver are not on the PATH")
    options = ChromeOptions()
    options.binary_location = chromium
    for flag in (*FLAGS, f"--user-data-dir={profile}"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"performance": "ALL", "browser": "ALL"})
    driver = Chrome(options=options, service=ChromeService(executable_path=chromedriver))
    try:
        driver.set_page_load_timeout(PATIENCE)
        driver.set_script_timeout(PATIENCE)
        yield Browser(driver, site)
    finally:
        driver.quit()
