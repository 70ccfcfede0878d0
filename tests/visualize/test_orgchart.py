"""The chart is well-formed, keeps inside its frame, and tells kinds by shape."""

from xml.etree import ElementTree as ET

import pytest

from visualize.orgchart import NARROW, WIDE, Box, Chart, draw
from visualize.shapes import LOOKS, Rect, look_of, outline

SVG = "{http://www.w3.org/2000/svg}"
KINDS = ["phong", "van-phong", "thanh-tra", "don-vi-su-nghiep", "chi-cuc", "khac"]
NAME = "Phòng Bưu chính - Viễn thông - Công nghệ thông tin"


def chart(units: int, **changes: object) -> Chart:
    made = {
        "title": "Sơ đồ",
        "description": "Mô tả",
        "agency": Box("Sở Thông tin và Truyền thông", "so", ("Giám đốc", "Phó Giám đốc: 3")),
        "above": Box("Ủy ban nhân dân tỉnh", "uy-ban-nhan-dan"),
        "beside": Box("Bộ Thông tin và Truyền thông", "bo", ("chỉ đạo",)),
        "units": tuple(Box(f"{NAME} {n}", KINDS[n % len(KINDS)]) for n in range(units)),
        "legend": {"phong": "Phòng", "thanh-tra": "Thanh tra"},
    }
    return Chart(**(made | changes))  # type: ignore[arg-type]  # a table of fields


def texts(root: ET.Element) -> str:
    return " ".join(" ".join(e.itertext()) for e in root.iter(f"{SVG}text"))


@pytest.mark.parametrize("frame", [WIDE, NARROW])
@pytest.mark.parametrize("units", [0, 1, 2, 5, 6, 7, 13, 30])
def test_chart_is_well_formed_and_whole(units, frame):
    root = ET.fromstring(draw(chart(units), "c", frame))
    assert root.get("role") == "img"
    assert root.get("aria-labelledby") == "c-title c-desc"
    assert texts(root).count("Bưu chính") == units
    assert not [e for e in root.iter() if "style" in e.attrib]


@pytest.mark.parametrize("frame", [WIDE, NARROW])
@pytest.mark.parametrize("units", [0, 1, 5, 6, 7, 30])
def test_boxes_stay_inside_and_apart(units, frame):
    root = ET.fromstring(draw(chart(units, legend={}, above=None, beside=None), "c", frame))
    _, _, width, height = (float(number) for number in root.get("viewBox", "").split())
    boxes = []
    for rect in root.iter(f"{SVG}rect"):
        x, y, w, h = (float(rect.get(key, "0")) for key in ("x", "y", "width", "height"))
        assert x >= 0
        assert y >= 0
        assert x + w <= width
        assert y + h <= height
        if h > 20:  # not the bar of an office
            boxes.append((x, y, w, h))
    for place, (x, y, w, h) in enumerate(boxes):
        for a, b, c, d in boxes[place + 1 :]:
            assert x + w <= a or a + c <= x or y + h <= b or b + d <= y


def test_kinds_differ_by_shape():
    place = Rect(0, 0, 100, 40)
    by_unit = [kind for kind in LOOKS if kind not in ("so", "trung-tam")]
    drawn = {kind: outline(place, look_of(kind)) for kind in by_unit}
    bare = {
        kind: svg.replace(look_of(kind).stroke, "").replace(look_of(kind).fill, "")
        for kind, svg in drawn.items()
    }
    assert len(set(bare.values())) == len(bare)


def test_words_are_escaped():
    made = draw(chart(1, title="<b>&", agency=Box('<script>"', "so")), "c")
    assert "<script>" not in made
    assert ET.fromstring(made).findtext(f"{SVG}title") == "<b>&"


def test_silence_is_written():
    silent = draw(chart(0, silent="Quyết định này không nêu cơ cấu tổ chức."), "c")
    assert "không nêu cơ cấu" in texts(ET.fromstring(silent))


def test_same_input_same_bytes():
    assert draw(chart(9), "c") == draw(chart(9), "c")
