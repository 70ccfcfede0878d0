"""The diagram of classes: boxes in a grid, lines between them, words that stay in their place."""

import re
from xml.etree import ElementTree

import pytest

from visualize.class_diagram import ClassBox, Diagram, Relation, draw_classes

SVG = "{http://www.w3.org/2000/svg}"
CELLS = {"a": (0, 0), "b": (1, 0), "c": (0, 1), "d": (1, 1), "e": (2, 1)}
BOXES = [ClassBox(key, f"Lớp {key}", f"bm:{key}", *cell) for key, cell in CELLS.items()]


def drawn(*relations: Relation, boxes=BOXES) -> ElementTree.Element:
    text = draw_classes(Diagram("Tên & nhãn", "Mô tả <…>", boxes, relations), "x")
    return ElementTree.fromstring(text)


def test_it_is_an_image_with_a_name_and_a_description():
    svg = drawn()
    assert svg.get("role") == "img"
    assert svg.get("aria-labelledby") == "x-title x-desc"
    assert [svg.findtext(f"{SVG}{part}") for part in ("title", "desc")] == [
        "Tên & nhãn",
        "Mô tả <…>",
    ]


def test_boxes_do_not_overlap_and_lie_in_the_frame():
    svg = drawn()
    _, _, width, height = map(float, svg.get("viewBox", "").split())
    places = [
        tuple(float(rect.get(name, "nan")) for name in ("x", "y", "width", "height"))
        for rect in svg.iter(f"{SVG}rect")
    ]
    assert len(places) == len(BOXES)
    for number, (x, y, w, h) in enumerate(places):
        assert 0 <= x <= x + w <= width
        assert 0 <= y <= y + h <= height
        for other in places[number + 1 :]:
            assert x + w < other[0] or other[0] + other[2] < x or y + h < other[1]


@pytest.mark.parametrize(
    ("source", "target", "corners"),
    [
        ("a", "b", 2),  # in a row
        ("b", "a", 2),
        ("a", "c", 2),  # in a column
        ("c", "a", 2),
        ("a", "d", 2),  # the cell between is taken: from corner to corner
        ("e", "b", 3),  # round the empty cell above e
        ("b", "e", 2),
    ],
)
def test_a_line_goes_from_box_to_box(source, target, corners):
    svg = drawn(Relation(source, target, ("thuộc",)))
    (line,) = svg.iter(f"{SVG}path")
    points = re.findall(r"[ML](-?[\d.]+) (-?[\d.]+)", line.get("d", ""))
    assert len(points) == corners
    assert len(list(svg.iter(f"{SVG}polygon"))) == 1


def test_a_class_is_told_from_a_property_by_its_head():
    heads = [
        next(iter(drawn(Relation("a", "b", ("x",), is_subclass=kind)).iter(f"{SVG}polygon")))
        for kind in (True, False)
    ]
    assert heads[0].get("fill") == "#ffffff"
    assert heads[1].get("fill") == heads[1].get("stroke")


def test_relations_to_itself_are_left_to_the_list():
    assert not list(drawn(Relation("a", "a", ("báo cáo",))).iter(f"{SVG}path"))


def test_names_are_escaped_and_there_is_no_style():
    boxes = [ClassBox("a", "A <b> & c", "bm:a", 0, 0, is_own=False)]
    text = draw_classes(Diagram("t", "d", boxes, []), "x")
    assert "A &lt;b&gt; &amp; c" in text
    assert "style=" not in text
    assert "stroke-dasharray" in text
