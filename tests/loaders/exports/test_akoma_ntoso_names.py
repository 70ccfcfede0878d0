"""Akoma Ntoso: markup, odd characters, the same bytes, and names by its convention."""

import random

import pyoxigraph as ox
import pytest
from lxml import etree

from loaders.errors import ReleaseError
from loaders.exports.akoma_ntoso import akoma_ntoso
from loaders.exports.akoma_ntoso_graph import Act
from loaders.exports.akoma_ntoso_names import part_iri, work_iri
from loaders.exports.akoma_ntoso_text import clean
from ontology import BM
from tests.loaders.exports.akn import AKN, ELI, SAFE, clause, five, loaded, release, small, words
from tests.loaders.helpers import decision, parse_text, parsed


def test_markup_in_the_text_stays_text():
    text = 'Sở có <b>"tài khoản" & con dấu</b> ]]> &amp; <!-- x -->.'
    tree, iri = small(f"Điều 1. Vị trí\n\n1. {text}")
    assert words(clause(tree, f"{iri}/dieu-1/khoan-1").find(f".//{AKN}p")) == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\x00b\x0bc\x1f", "a\ufffdb\ufffdc\ufffd"),
        ("tab\tvà dòng\n", "tab\tvà dòng\n"),
        ("\ufffe\uffff", "\ufffd\ufffd"),
        ("Điều 😀", "Điều 😀"),
    ],
)
def test_characters_that_xml_can_not_hold(text, expected):
    assert clean(text) == expected


def test_control_characters_in_the_graph():
    data, (iri,) = release(parse_text(decision("Điều 1. Vị trí\n\n1. Một hai.")))
    store = loaded(data)
    place, text = ox.NamedNode(f"{iri}/dieu-1/khoan-1"), ox.NamedNode(BM + "text")
    (quad,) = store.quads_for_pattern(place, text, None)
    store.remove(quad)
    store.add(ox.Quad(place, text, ox.Literal("Một\x0b hai.", language="vi"), quad.graph_name))
    tree = etree.fromstring(akoma_ntoso(store, iri), SAFE)
    assert words(clause(tree, place.value).find(f".//{AKN}p")) == "Một\ufffd hai."


def test_the_same_graph_gives_the_same_bytes():
    data, iris = release(parsed("binh-phuoc"), parsed("lang-son"))
    lines = data.splitlines(keepends=True)
    random.Random(7).shuffle(lines)
    for iri in iris:
        assert akoma_ntoso(loaded(b"".join(lines)), iri) == akoma_ntoso(loaded(data), iri)


def test_a_decision_that_is_not_there():
    with pytest.raises(ReleaseError, match="no such decision"):
        akoma_ntoso(five()[0], f"{ELI}ubnd-kon-tum/qd-ubnd/1999/1")


@pytest.mark.parametrize(
    ("act", "expected"),
    [
        (Act(f"{ELI}nd-cp/2014/24", "nghi-dinh", "24/2014/NĐ-CP", "2014-04-04", ""),
         "/akn/vn/act/nghi-dinh/2014-04-04/24-2014-nd-cp"),
        (Act(f"{ELI}nd-cp/2014/24", "nghi-dinh", "24/2014/NĐ-CP", "", ""),
         "/akn/vn/act/nghi-dinh/2014/24-2014-nd-cp"),
        (Act(f"{ELI}luat/2015-06-19/to-chuc", "luat", "", "", ""),
         "/akn/vn/act/luat/2015-06-19/to-chuc"),
        (Act(f"{ELI}ubnd-khong-ro/qd-ubnd/khong-nam/7", "quyet-dinh", "", "", ""),
         "/akn/vn/act/quyet-dinh/0001/7"),
        (Act("https://example.org/act", "", "", "", ""), "https://example.org/act"),
    ],
)  # fmt: skip
def test_work_iris(act, expected):
    assert work_iri(act) == expected


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("", ""),
        ("/dieu-25/khoan-1/diem-a", "/~art_25__para_1__point_a"),
        ("/quy-dinh", "/!quy-dinh"),
        ("/quy-dinh/dieu-3", "/~att_1__art_3"),
    ],
)
def test_part_iris(path, expected):
    act = Act(f"{ELI}nd-cp/2014/24", "nghi-dinh", "24/2014/NĐ-CP", "2014-04-04", "")
    assert part_iri(act, act.iri + path) == work_iri(act) + expected
