"""The dataset: same bytes each time, one graph a triple, evidence that leads to the raw text."""

import os
import subprocess
import sys

import pytest
from pyoxigraph import BlankNode, NamedNode, RdfFormat, Store, parse

from loaders.pipeline import parse_file
from loaders.triples import dataset, decision_graph
from loaders.triples.acts import SharedThings
from loaders.validate import CHECKS, validate
from ontology import BM, ORG, PREFIXES
from tests.loaders.helpers import FIVE, parsed
from tests.ontology.test_terms_used import undeclared_terms
from tests.paths import DECISIONS, ROOT

BASE = "https://w3id.org/bomay/"


def build(names=FIVE, base=BASE):
    """Return the dataset of some of the five decisions, parsed anew."""
    shared = SharedThings()
    graphs = [decision_graph(parse_file(DECISIONS / f"{name}.txt"), base, shared) for name in names]
    return dataset(graphs, base, shared)


@pytest.fixture(scope="module")
def data():
    return build()


@pytest.fixture(scope="module")
def quads(data):
    return list(parse(data, format=RdfFormat.N_QUADS))


@pytest.fixture(scope="module")
def store(data):
    store = Store()
    store.bulk_load(data, format=RdfFormat.N_QUADS)
    return store


def ask(store, where):
    prefixes = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in PREFIXES.items())
    return [
        tuple(term.value if term is not None else None for term in row)
        for row in store.query(f"{prefixes}SELECT {where}", use_default_graph_as_union=True)
    ]


def test_a_second_build_gives_the_same_bytes(data):
    assert build() == data


def test_the_order_of_the_files_does_not_matter(data):
    assert build(FIVE[::-1]) == data
    assert build((*FIVE[2:], *FIVE[:2])) == data


def test_the_seed_of_hashes_does_not_matter(data):
    """Sets and dictionaries must not leak their order: other processes, other hash seeds."""
    code = (
        "import sys; from tests.loaders.test_triples import build; sys.stdout.buffer.write(build())"
    )
    for seed in ("1", "2"):
        done = subprocess.run(
            [sys.executable, "-c", code],
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        )
        assert done.stdout == data


def test_lines_are_sorted_n_quads_each_once(data):
    lines = data.decode().splitlines()
    assert lines == sorted(set(lines))
    assert all(line.endswith(" .") for line in lines)


def test_there_are_no_blank_nodes(quads):
    assert not [q for q in quads if isinstance(q.subject, BlankNode)]
    assert not [q for q in quads if isinstance(q.object, BlankNode)]


def test_every_quad_lies_in_a_named_graph_and_no_triple_in_two(quads):
    assert all(isinstance(quad.graph_name, NamedNode) for quad in quads)
    triples = {(q.subject, q.predicate, q.object) for q in quads}
    assert len(triples) == len(quads)


def test_one_graph_a_decision_and_four_of_the_whole(quads):
    graphs = {quad.graph_name.value.removeprefix(f"{BASE}graph/") for quad in quads}
    assert {"shared", "reference", "codes", "ontology"} < graphs
    assert len(graphs) == 4 + 5


def test_the_two_decisions_12_of_2023_are_two_resources(store):
    found = ask(store, '?d WHERE { ?d a bm:Decision ; eli:number "12/2023/QĐ-UBND" }')
    assert {iri for (iri,) in found} == {
        f"{BASE}eli/vn/ubnd-kon-tum/qd-ubnd/2023/12",
        f"{BASE}eli/vn/ubnd-binh-phuoc/qd-ubnd/2023/12",
    }


@pytest.mark.parametrize("check", sorted(CHECKS.glob("*.rq")), ids=lambda path: path.stem)
def test_no_check_finds_a_violation(store, check):
    assert [str(row) for row in store.query(check.read_text(encoding="utf-8"))] == []


def test_validate_agrees(data):
    assert validate(data) == []


def test_every_own_term_is_declared(quads):
    assert undeclared_terms(quads) == set()


@pytest.mark.parametrize(
    ("pattern", "count"),
    [
        ("?x a bm:Decision", 5),
        ("?x a bm:Duty", 532),
        ("?x a bm:Duty ; bm:isLeaf true", 88 + 87 + 88 + 88 + 108),
        ("?x a org:OrganizationalUnit", 18),
        ("?x a bm:ServiceUnit", 4),
        ("?x a bm:Replacement", 7),
        ("?x a bm:Signature", 4),
        ("?x a bm:Recipient", 48),
        ("?x a bm:Repair ; bm:before 'ÿ'", 113),
        ("?x a bm:Clause ; bm:printedLabel ?p", 1),
        ("?d eli:based_on ?x", 9),
        ("?x a bm:SourceFile", 5 + 4),  # the decisions and the reference tables
        ("?x a org:Post", 25),
        ("?x bm:isoCode ?code", 63),
    ],
)
def test_number_of_things(store, pattern, count):
    found = ask(store, f"DISTINCT ?x WHERE {{ {pattern} }}")
    assert len(found) == count


def test_decree_107_amends_decree_24(store):
    found = ask(store, f"?x WHERE {{ <{BASE}eli/vn/nd-cp/2020/107> eli:amends ?x }}")
    assert found == [(f"{BASE}eli/vn/nd-cp/2014/24",)]


def test_duties_nest_as_in_the_text(store):
    rows = ask(store, "?duty ?parent WHERE { ?duty bm:partOfDuty ?parent }")
    assert len(rows) == 532 - 35 * 4 - 29
    assert all(duty.rpartition("/")[0] == parent for duty, parent in rows)


def squeezed(text):
    return "".join(char for char in text if not char.isspace())


@pytest.mark.parametrize(
    ("kind", "label"),
    [
        ("bm:Duty", "bm:text"),
        ("org:OrganizationalUnit", "skos:prefLabel"),
        ("bm:ServiceUnit", "skos:prefLabel"),
    ],
)
def test_evidence_leads_to_the_raw_characters_of_the_text(store, kind, label):
    where = f"""?text ?file ?start ?end WHERE {{
        ?thing a {kind} ; {label} ?text ; bm:evidence ?evidence .
        ?evidence oa:hasSelector [ oa:start ?start ; oa:end ?end ] ;
            oa:hasSource/dct:title ?file . }}"""
    rows = ask(store, where)
    assert rows
    for text, file, start, end in rows:
        mended = parsed(file.removesuffix(".txt")).document.mended
        raw = mended.raw[int(start) : int(end)]
        letters = {
            e.start: e
            for e in mended.edits
            if int(start) <= e.start < int(end) and not e.rule.startswith(("layout", "repair.wrap"))
        }
        for edit in sorted(letters.values(), reverse=True):
            at = edit.start - int(start)
            raw = raw[:at] + edit.after + raw[at + len(edit.before) :]
        assert squeezed(raw) == squeezed(text)


def test_evidence_names_a_clause_that_exists(store):
    missing = ask(
        store,
        "?c WHERE { ?e bm:clause ?c MINUS { ?c a bm:Clause } MINUS { ?c a bm:Decision } }",
    )
    assert missing == []


def test_positions_are_within_the_file(store):
    bad = ask(
        store,
        """?e WHERE { ?e oa:hasSource/bm:characters ?n ;
            oa:hasSelector [ oa:start ?s ; oa:end ?f ] FILTER(?s > ?f || ?f > ?n) }""",
    )
    assert bad == []


def test_the_base_iri_is_honoured():
    base = "https://example.org/kg/"
    found = list(parse(build(("binh-phuoc",), base), format=RdfFormat.N_QUADS))
    assert all(quad.graph_name.value.startswith(base) for quad in found)
    stated = [quad for quad in found if quad.graph_name.value != f"{base}graph/ontology"]
    assert all(quad.subject.value.startswith(base) for quad in stated)
    used = {quad.object.value for quad in stated if isinstance(quad.object, NamedNode)}
    assert {iri for iri in used if iri.startswith(BASE) and not iri.startswith(BM)} == set()


def test_the_vocabulary_does_not_move_with_the_base():
    found = parse(build(("binh-phuoc",), "https://example.org/kg/"), format=RdfFormat.N_QUADS)
    predicates = {quad.predicate.value for quad in found}
    assert BM + "evidence" in predicates
    assert not [iri for iri in predicates if iri.startswith("https://example.org/")]


def test_types_of_the_agency(store):
    agency = f"{BASE}id/org/binh-phuoc/so-thong-tin-va-truyen-thong"
    found = {iri for (iri,) in ask(store, f"?t WHERE {{ <{agency}> rdf:type ?t }}")}
    assert {f"{ORG}FormalOrganization", f"{PREFIXES['cv']}PublicOrganisation"} <= found


def test_what_a_decision_is_about_is_described_in_its_own_graph(quads):
    name = NamedNode(PREFIXES["skos"] + "prefLabel")
    graphs = {
        quad.graph_name.value.removeprefix(BASE)
        for quad in quads
        if quad.predicate == name and quad.subject.value.endswith("/so-thong-tin-va-truyen-thong")
    }
    assert len(graphs) == 5
    assert "graph/shared" not in graphs
