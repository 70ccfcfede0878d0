"""Forests keep inside their frame, their boxes apart, and their words escaped."""

from xml.etree import ElementTree as ET

import pytest

from visualize.forest import BROAD, NARROW, Forest, draw_forest
from visualize.orgchart import Box

SVG = "{http://www.w3.org/2000/svg}"
NAME = "Phòng Bưu chính - Viễn thông - Công nghệ thông tin"


def forest(heads: int, below: int = 3, **changes: object) -> Forest:
    leaf = Box(NAME, "phong", ("Phó Trưởng phòng: không quá 2 người",))
    branch = Box("Chi cục", "phong", boxes=(leaf, leaf))
    made = {
        "title": "Sơ đồ",
        "description": "Mô tả",
        "heads": tuple(
            Box(f"Sở {n}", "phong", boxes=(branch, *[leaf] * below)) for n in range(heads)
        ),
    }
    return Forest(**(made | changes))  # type: ignore[arg-type]  # a table of fields


def rects(root: ET.Element) -> list[tuple[float, ...]]:
    keys = ("x", "y", "width", "height")
    return [tuple(float(r.get(k, "0")) for k in keys) for r in root.iter(f"{SVG}rect")]


@pytest.mark.parametrize("frame", [BROAD, NARROW])
@pytest.mark.parametrize("root", [None, Box("Ủy ban nhân dân", "phong")])
@pytest.mark.parametrize("heads", [0, 1, 2, 5, 6, 12])
def test_boxes_stay_inside_and_apart(heads, root, frame):
    drawn = ET.fromstring(draw_forest(forest(heads, root=root), "f", frame))
    _, _, width, height = (float(number) for number in drawn.get("viewBox", "").split())
    found = rects(drawn)
    assert len(found) == heads * 7 + (root is not None)
    for place, (x, y, w, h) in enumerate(found):
        assert x >= 0
        assert y >= 0
        assert x + w <= width
        assert y + h <= height
        for a, b, c, d in found[place + 1 :]:
            assert x + w <= a or a + c <= x or y + h <= b or b + d <= y


def test_file_has_its_size_and_ground():
    drawn = ET.fromstring(draw_forest(forest(2), "f", is_standalone=True))
    assert drawn.get("width") == "1120"
    assert rects(drawn)[0][2:] == (1120.0, float(drawn.get("height", "0")))


def test_boxes_that_open_are_links_with_a_name():
    box = Box("Sở", "so", ("+ 5 đơn vị",), href="/chart?a=1&b=2", action="Mở <Sở>", key="id/org/x")
    drawn = ET.fromstring(draw_forest(Forest("t", "d", (box,)), "f"))
    link = drawn.find(f"{SVG}a")
    assert link is not None
    assert link.get("href") == "/chart?a=1&b=2"
    assert link.get("aria-label") == "Mở <Sở>"
    assert drawn.get("role") == "group"  # an image would hide its links
    assert ET.fromstring(draw_forest(forest(1), "f")).get("role") == "img"


def test_silence_is_written():
    drawn = draw_forest(forest(0, root=Box("Sở", "so"), silent="không nêu đơn vị"), "f")
    assert "không nêu đơn vị" in drawn
