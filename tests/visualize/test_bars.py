"""The bar chart: lengths follow the numbers, long labels are cut, text is escaped."""

import re
from xml.etree import ElementTree

from visualize.bars import MOST_BARS, draw_bars


def widths(svg):
    return [float(width) for width in re.findall(r'<rect [^>]*width="([0-9.]+)"', svg)]


def test_bars_are_as_long_as_their_numbers():
    svg = draw_bars([("a", 10), ("b", 5), ("c", 0), ("d", -3)], "n")
    long, half, nothing, below = widths(svg)
    assert (half, nothing, below) == (long / 2, 0, 0)


def test_it_is_sound_xml_without_inline_style():
    svg = draw_bars([('<b>&"' + "rất dài " * 40, 1.5), ("x", 2)], '"<title>')
    root = ElementTree.fromstring(svg)
    assert "style" not in svg
    texts = [element.text or "" for element in root.iter() if element.tag.endswith("text")]
    assert texts[0].endswith("…") and texts[1] == "1.5"


def test_no_more_bars_than_can_be_read_and_none_of_nothing():
    assert len(widths(draw_bars([("a", 1)] * 100, "n"))) == MOST_BARS
    assert draw_bars([], "n") == ""
    assert widths(draw_bars([("a", 0)], "n")) == [0]
