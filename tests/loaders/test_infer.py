"""Inferences in a build: in graphs of their own, led back to their rule, never what is stated."""

import time
from functools import cache

from pyoxigraph import BlankNode, NamedNode, Quad, RdfFormat, Store, Triple, parse

from loaders.infer import infer, rule_files, with_inferences
from loaders.triples import dataset, decision_graph
from loaders.triples.acts import SharedThings
from loaders.validate import validate
from ontology import BM, DEFAULT_BASE_IRI, ELI, PROV, RDF, SKOS
from tests.loaders.helpers import FIVE, decision, parse_text, parsed

BASE = DEFAULT_BASE_IRI
GRAPHS = f"{BASE}graph/inferred"
TYPE = NamedNode(RDF + "type")


def value(term: object) -> str:
    """Return the IRI or the words of a term; no term of a dataset has neither."""
    return str(getattr(term, "value", ""))


@cache
def stated(base: str = BASE) -> bytes:
    shared = SharedThings()
    return dataset([decision_graph(parsed(name), base, shared) for name in FIVE], base, shared)


@cache
def inferred() -> tuple[Quad, ...]:
    return tuple(infer(stated(), BASE))


def of_rule(name: str) -> list[Quad]:
    return [quad for quad in inferred() if quad.graph_name == NamedNode(f"{GRAPHS}/{name}")]


def members(name: str) -> set[str]:
    return {value(quad.subject).removeprefix(BASE) for quad in of_rule(name)}


def test_the_five_departments_are_provincial_departments():
    departments, committees = members("provincial-department"), members("provincial-committee")
    assert departments >= {f"id/org/{p}/so-thong-tin-va-truyen-thong" for p in FIVE}
    assert committees >= {f"id/org/{p}/uy-ban-nhan-dan" for p in FIVE}
    assert all(body.split("/")[3].startswith("so-") for body in departments)
    assert "id/org/vn/bo-thong-tin-va-truyen-thong" in members("ministry")


def test_the_seven_replaced_decisions_are_superseded():
    """FACTS.md: BP 41/2018, ST 33/2016 and 23/2021, HG 13/2016 and 37/2020, LS 25/2016, 25/2019."""
    expected = {
        f"eli/vn/ubnd-{number}"
        for number in (
            "binh-phuoc/qd-ubnd/2018/41",
            "soc-trang/qd-ubnd/2016/33",
            "soc-trang/qd-ubnd/2021/23",
            "hau-giang/qd-ubnd/2016/13",
            "hau-giang/qd-ubnd/2020/37",
            "lang-son/qd-ubnd/2016/25",
            "lang-son/qd-ubnd/2019/25",
        )
    }
    assert members("superseded-decision") == expected
    assert members("superseded-act") == expected
    assert members("repealed-by") == expected


def test_every_duty_has_a_holder_and_its_ancestors():
    store = Store()
    store.bulk_load(stated(), format=RdfFormat.N_QUADS)
    duties = {
        value(quad.subject).removeprefix(BASE)
        for quad in store.quads_for_pattern(None, TYPE, NamedNode(BM + "Duty"), None)
    }
    assert members("duty-holder") == duties
    depth = {duty: duty.count("/") for duty in duties}
    top = min(depth.values())
    assert len(of_rule("duty-ancestors")) == sum(level - top for level in depth.values())


def test_licensing_duties_have_a_licensing_action():
    store = Store()
    store.bulk_load(stated(), format=RdfFormat.N_QUADS)
    licences = members("licensing-duty")
    assert 20 < len(licences) < 60
    for duty in licences:
        actions = store.quads_for_pattern(
            NamedNode(BASE + duty), NamedNode(BM + "action"), None, None
        )
        assert any("phep" in value(quad.object) for quad in actions)


def test_no_basis_of_the_five_is_repealed_by_what_is_known():
    assert not of_rule("body-with-repealed-basis")
    said = {quad.object for quad in inferred() if quad.predicate.value == PROV + "generated"}
    assert NamedNode(f"{GRAPHS}/body-with-repealed-basis") not in said  # the graph is not there


def test_nothing_inferred_is_stated_and_nothing_is_inferred_twice():
    known = {Triple(q.subject, q.predicate, q.object) for q in nquads(stated())}
    found = [Triple(quad.subject, quad.predicate, quad.object) for quad in inferred()]
    assert len(found) == len(set(found)) > 1000
    assert not known & set(found)


def test_each_inferred_triple_leads_to_its_rule():
    rules: dict[str, str] = {}
    gives: dict[str, str] = {}
    for quad in inferred():
        if quad.predicate.value == PROV + "generated":
            rules[value(quad.object)] = value(quad.subject)
        elif quad.predicate.value == BM + "infers":
            gives[value(quad.subject)] = value(quad.object)
    assert len(gives) == len(rule_files())
    for quad in inferred():
        graph = value(quad.graph_name)
        if graph != GRAPHS:
            given = quad.object if quad.predicate == TYPE else quad.predicate
            assert gives[rules[graph]] == value(given)


def test_the_whole_passes_the_checks_and_has_no_blank_nodes():
    whole = with_inferences(stated(), BASE)
    assert validate(whole) == []
    assert not any(
        isinstance(term, BlankNode) for q in nquads(whole) for term in (q.subject, q.object)
    )
    assert whole.splitlines() == sorted(whole.splitlines())
    assert whole == with_inferences(stated(), BASE)


def test_a_base_of_ones_own():
    """The codes that the rules name move with the base, the terms do not."""
    base = "https://data.example.org/x/"
    moved = infer(stated(base), base)
    assert len(moved) == len(inferred())
    assert {q.predicate for q in moved} == {q.predicate for q in inferred()}
    words = {value(term) for quad in moved for term in (quad.subject, quad.object, quad.graph_name)}
    assert not {word for word in words if word.startswith(BASE) and not word.startswith(BM)}


def test_a_repealed_basis_is_found_once_the_repealing_decision_is_there():
    """One decision stands on another, which a third replaces."""
    old = "Căn cứ Quyết định số 03/2020/QĐ-UBND ngày 02 tháng 01 năm 2020 của Ủy ban nhân dân tỉnh;"
    first = decision(
        "Điều 1. Vị trí\nSở Nội vụ là cơ quan chuyên môn thuộc Ủy ban nhân dân tỉnh.", recitals=old
    )
    second = decision(
        "Điều 1. Sở Tư pháp là cơ quan chuyên môn thuộc Ủy ban nhân dân tỉnh.\n"
        "Điều 2. Quyết định này có hiệu lực kể từ ngày 20 tháng 01 năm 2024 và thay thế Quyết định "
        "số 03/2020/QĐ-UBND ngày 02 tháng 01 năm 2020 của Ủy ban nhân dân tỉnh.",
        letterhead="Số: 06/2024/QĐ-UBND Kon Tum, ngày 10 tháng 01 năm 2024",
        title="Quy định chức năng và cơ cấu tổ chức của Sở Tư pháp tỉnh Kon Tum",
    )
    shared = SharedThings()
    graphs = [
        decision_graph(parse_text(text, f"{n}.txt"), BASE, shared)
        for n, text in enumerate((first, second))
    ]
    found = infer(dataset(graphs, BASE, shared), BASE)
    bodies = {
        value(q.subject)
        for q in found
        if q.predicate == TYPE and q.object == NamedNode(BM + "BodyWithRepealedBasis")
    }
    assert bodies == {f"{BASE}id/org/kon-tum/so-noi-vu"}
    by = {value(q.object) for q in found if q.predicate.value == ELI + "repealed_by"}
    assert by == {f"{BASE}eli/vn/ubnd-kon-tum/qd-ubnd/2024/6"}


def test_codes_have_all_that_is_above_them():
    above = {
        (value(q.subject).rpartition("/")[2], value(q.object).rpartition("/")[2])
        for q in of_rule("broader-concepts")
    }
    assert {("soan-thao", "xay-dung-van-ban"), ("soan-thao", "xay-dung")} <= above
    assert {q.predicate.value for q in of_rule("broader-concepts")} == {SKOS + "broaderTransitive"}


def test_it_is_quick():
    """A tenth of a second on a quiet core; the bound leaves room for a busy one."""
    data = stated()
    started = time.process_time()
    infer(data, BASE)
    assert time.process_time() - started < 1.0


def nquads(data: bytes) -> list[Quad]:
    return list(parse(data, format=RdfFormat.N_QUADS))
