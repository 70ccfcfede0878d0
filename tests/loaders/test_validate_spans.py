"""The words of the graph stand in the file where the graph says; a wrong offset is found."""

from dataclasses import replace
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from loaders.errors import ReadError
from loaders.pipeline import parse_file
from loaders.spans import span_violations
from loaders.triples import decision_graph
from loaders.triples.acts import SharedThings
from ontology import BM, DEFAULT_BASE_IRI, OA
from tests.loaders.helpers import FIVE, parse_text, parsed
from tests.paths import SHARED

SAMPLES = sorted((SHARED / "samples").glob("*-*.*")) if SHARED.is_dir() else []
VARIANTS = sorted((Path(__file__).parent / "data" / "variants").glob("*.txt"))


def graph_of(found):
    return decision_graph(found, DEFAULT_BASE_IRI, SharedThings())


@pytest.mark.parametrize("name", FIVE)
def test_the_five_say_what_their_files_say(name):
    assert span_violations(parsed(name), graph_of(parsed(name))) == []


@pytest.mark.parametrize("path", [*VARIANTS, *SAMPLES], ids=lambda path: path.stem)
def test_other_documents_too(path):
    try:
        found = parse_file(path)
    except ReadError:
        return  # what can't be read has no graph
    assert span_violations(found, graph_of(found)) == []


def changed(graph, change):
    return replace(graph, quads=tuple(change(quad) for quad in graph.quads))


def with_object(quad, value):
    return Quad(quad.subject, quad.predicate, value, quad.graph_name)


def duty_selector(graph, path):
    (duty,) = (
        quad.subject
        for quad in graph.quads
        if quad.predicate == NamedNode(BM + "path") and quad.object == Literal(path)
    )
    (evidence,) = (
        quad.object
        for quad in graph.quads
        if quad.subject == duty and quad.predicate == NamedNode(BM + "evidence")
    )
    return duty, NamedNode(f"{evidence.value}/selector")


@pytest.mark.parametrize("edge", ["start", "end"])
@pytest.mark.parametrize("shift", [-2, -1, 1, 2])
def test_an_offset_that_is_wrong_is_found(edge, shift):
    """One character too many or too few; a blank more or less is none."""
    found = parsed("hau-giang")
    graph = graph_of(found)
    duty, selector = duty_selector(graph, "khoan-1/diem-a")
    position = NamedNode(OA + edge)

    def shifted(quad):
        if quad.subject != selector or quad.predicate != position:
            return quad
        return with_object(
            quad, Literal(str(int(quad.object.value) + shift), datatype=quad.object.datatype)
        )

    wrong = span_violations(found, changed(graph, shifted))
    raw = found.document.source.raw
    (at,) = (
        int(q.object.value) for q in graph.quads if (q.subject, q.predicate) == (selector, position)
    )
    touched = raw[min(at, at + shift) : max(at, at + shift)]
    assert [violation.node for violation in wrong] == ([duty.value] if touched.strip() else [])
    for violation in wrong:
        assert (violation.check, violation.severity) == ("span-text", "error")
        assert "of the file do not say: " in violation.problem


@pytest.mark.parametrize(
    ("predicate", "part"),
    [
        (BM + "text", "/id/duty/"),
        (BM + "text", "/khoan-1"),
        (BM + "text", "/recipient/"),
        (BM + "heading", "/dieu-1"),
        (BM + "before", "/repair/"),
        ("http://www.w3.org/2004/02/skos/core#prefLabel", "/thanh-tra"),
        ("http://www.w3.org/2004/02/skos/core#prefLabel", "/chuc-danh/pho-giam-doc"),
    ],
)
def test_words_that_the_file_does_not_say_are_found(predicate, part):
    name = "kon-tum" if part == "/repair/" else "lang-son"
    found = parsed(name)
    graph = graph_of(found)
    target = next(
        quad
        for quad in graph.quads
        if quad.predicate.value == predicate
        and (quad.subject.value.endswith(part) or (part[-1] == "/" and part in quad.subject.value))
    )
    other = with_object(target, Literal("không có trong văn bản", language="vi"))
    wrong = span_violations(found, changed(graph, lambda quad: other if quad == target else quad))
    assert [violation.node for violation in wrong] == [target.subject.value]


def test_a_repair_counts():
    """Kon Tum prints "nhiệm vÿ": the graph says "nhiệm vụ", through the recorded edit."""
    found = parsed("kon-tum")
    graph = graph_of(found)
    bare = replace(
        found, document=replace(found.document, mended=replace(found.document.mended, edits=()))
    )
    assert span_violations(found, graph) == []
    assert len(span_violations(bare, graph)) > 50


def test_a_post_that_only_a_rule_names_has_the_clause_that_prints_it():
    found = parse_text(
        "ỦY BAN NHÂN DÂN\nTỈNH LẠNG SƠN\nSố: 30/2022/QĐ-UBND\nQUYẾT ĐỊNH\n"
        "Quy định chức năng, nhiệm vụ và cơ cấu tổ chức của Sở Tư pháp tỉnh Lạng Sơn\n"
        "QUYẾT ĐỊNH:\nĐiều 1. Vị trí\nSở Tư pháp là cơ quan thuộc Ủy ban nhân dân tỉnh.\n"
        "Điều 2. Cơ cấu tổ chức\nGiám đốc Sở là Ủy viên Ủy ban nhân dân tỉnh do Hội đồng nhân dân "
        "tỉnh bầu, do Chủ tịch Ủy ban nhân dân tỉnh bổ nhiệm.\n"
    )
    graph = graph_of(found)
    assert any(str(quad.subject.value).endswith("/chuc-danh/giam-doc") for quad in graph.quads)
    assert span_violations(found, graph) == []
