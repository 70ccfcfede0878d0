"""The one stylesheet: its colours can be told apart, light and dark, and it stays small."""

import re
from pathlib import Path

import pytest

import api

FILE = Path(api.__file__).parent / "static" / "site.css"
SHEET = FILE.read_text(encoding="utf-8")
MOST_BYTES = 30_000
SURFACES = ["paper", "wash", "field", "target"]
TEXTS = ["ink", "soft", "seal", "link", "good"]
PROPERTY = re.compile(r"--([\w-]+):\s*(#[0-9a-f]{6});")  # --paper: #fdfcf9;
COLOUR = re.compile(r"#[0-9a-f]{3,8}\b")


def schemes() -> dict[str, dict[str, str]]:
    light, dark = (
        dict(PROPERTY.findall(part)) for part in re.split(r"prefers-color-scheme", SHEET)
    )
    return {"light": light, "dark": light | dark}


def luminance(colour: str) -> float:
    """Return the relative luminance (WCAG 2.1) of ``#rrggbb``."""
    shares = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (s / 12.92 if s <= 0.03928 else ((s + 0.055) / 1.055) ** 2.4 for s in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("surface", SURFACES)
@pytest.mark.parametrize("text", TEXTS)
def test_text_can_be_read(scheme, surface, text):
    colours = schemes()[scheme]
    assert contrast(colours[text], colours[surface]) >= 4.5


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_edges_of_controls_and_words_on_buttons_can_be_seen(scheme):
    colours = schemes()[scheme]
    assert contrast(colours["edge"], colours["paper"]) >= 3
    assert contrast(colours["on-ink"], colours["ink"]) >= 4.5
    assert contrast(colours["on-ink"], colours["link"]) >= 4.5
    assert contrast(colours["ink"], colours["mark"]) >= 4.5


def test_colours_are_said_once():
    """But for what is drawn on paper in any scheme."""
    rules = [line for line in SHEET.splitlines() if not PROPERTY.search(line)]
    assert {colour for line in rules for colour in COLOUR.findall(line)} <= {"#fdfcf9", "#fff"}


def test_the_stylesheet_is_small_and_asks_no_one():
    assert len(SHEET.encode()) < MOST_BYTES
    assert "url(" not in SHEET
    assert "@import" not in SHEET
    assert "@font-face" not in SHEET
