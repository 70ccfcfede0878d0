"""Lettering, trees and the data of the graph."""

import json

import pytest

from visualize import network, trees
from visualize.lettering import text_width, wrap


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("", 100, ()),
        ("Văn phòng", 100, ("Văn phòng",)),
        ("Phòng Chuyển đổi số", 114, ("Phòng", "Chuyển đổi số")),
        ("Siêuuuuuuuuuuuuuuuuuuuuu dài", 40, ("Siêuuuuuuuuuuuuuuuuuuuuu", "dài")),
    ],
)
def test_wrap(text, width, lines):
    assert wrap(text, width, 13) == lines


def test_wrapped_lines_fit_and_lose_nothing():
    text = "Trung tâm Công nghệ thông tin và Truyền thông tỉnh Bình Phước"
    for width in range(90, 400, 7):
        lines = wrap(text, width, 13)
        assert " ".join(lines) == text
        assert all(text_width(line, 13) <= width for line in lines)


def test_stacked_accents_do_not_widen():
    assert text_width("ộ", 10) == text_width("o", 10)


def test_tree_nests_and_escapes():
    leaf = trees.Branch("Sở <b>", "/id/x?a=1&b=2", "ghi & chú")
    assert trees.draw((trees.Branch("Tỉnh", children=(leaf,)),)) == (
        '<ul class="tree"><li><span>Tỉnh</span><ul><li>'
        '<a href="/id/x?a=1&amp;b=2">Sở &lt;b&gt;</a> <span class="note">ghi &amp; chú</span>'
        "</li></ul></li></ul>"
    )
    assert trees.draw(()) == ""


def test_graph_data():
    nodes = (
        network.Node("urn:a", "</script><b>Sở", "centre", "/a"),
        network.Node("urn:b", "Bộ", "khac", "/b"),
    )
    edges = (
        network.Edge("urn:a", "urn:b", "thuộc", dashed=True),
        network.Edge("urn:a", "urn:c", "đi đâu"),
    )
    text = network.graph_json(nodes, edges)
    assert "<" not in text
    data = json.loads(text)
    assert [node["id"] for node in data["nodes"]] == ["urn:a", "urn:b"]
    assert data["nodes"][0]["name"] == "</script><b>Sở"
    assert data["nodes"][1]["shape"] == network.LOOKS["act"]["shape"]
    assert [(e["from"], e["to"], e["dashes"]) for e in data["edges"]] == [("urn:a", "urn:b", True)]
    assert network.graph_json(nodes, edges) == text
