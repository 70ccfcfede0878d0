"""The JSON-LD context and what is written with it: nothing is lost, nothing needs the network."""

import json

import pyoxigraph as ox
import pytest
from pyld import jsonld

from ontology import BM, DCT, ELI, PREFIXES, RDF, SKOS, XSD
from ontology.jsonld import CONTEXT_FILE, compact, context, document, node_text

CONTEXT = json.loads(CONTEXT_FILE.read_text(encoding="utf-8"))["@context"]
S = ox.NamedNode("https://w3id.org/bomay/id/x")


def triple(predicate, found, subject=S):
    return ox.Triple(subject, ox.NamedNode(predicate), found)


def read_back(content):
    """What a JSON-LD processor reads from a document that needs nothing else."""

    def refuse(url, _options):
        raise AssertionError(f"asks for {url}")

    options = {"format": "application/n-quads", "documentLoader": refuse}
    written = jsonld.to_rdf(json.loads(content), options)
    return {quad.triple for quad in ox.parse(written.encode(), format=ox.RdfFormat.N_QUADS)}


TYPED = [
    (BM + "order", "14", "integer", 14),
    (BM + "order", "007", "integer", "007"),
    (BM + "order", "-3", "integer", "-3"),
    (BM + "order", "12345678901234567890", "integer", "12345678901234567890"),
    (BM + "order", "7", "nonNegativeInteger", {"@type": "xsd:nonNegativeInteger", "@value": "7"}),
    (PREFIXES["oa"] + "start", "7", "nonNegativeInteger", 7),
    (PREFIXES["oa"] + "start", "7", "integer", {"@type": "xsd:integer", "@value": "7"}),
    (BM + "isLeaf", "false", "boolean", False),
    (BM + "isLeaf", "0", "boolean", "0"),
    (BM + "confidence", "0.90", "decimal", "0.90"),
    (ELI + "date_document", "2023-03-23", "date", "2023-03-23"),
    (ELI + "date_document", "2023-10", "gYearMonth",
     {"@type": "xsd:gYearMonth", "@value": "2023-10"}),
    (BM + "object", "true", "boolean", True),
    (BM + "object", "5", "integer", 5),
    ("https://example.org/p", "5", "integer", 5),
    ("https://example.org/p", "1.0E0", "double", {"@type": "xsd:double", "@value": "1.0E0"}),
]  # fmt: skip


@pytest.mark.parametrize(("predicate", "value", "datatype", "expected"), TYPED)
def test_numbers_dates_and_truth(predicate, value, datatype, expected):
    given = triple(predicate, ox.Literal(value, datatype=ox.NamedNode(XSD + datatype)))
    (node,) = compact([given])
    assert list(node.values())[1] == expected
    assert read_back(document([given])) == {given}


@pytest.mark.parametrize("datatype", ["integer", "nonNegativeInteger"])
def test_whole_numbers_of_a_store_are_plain(datatype):
    number = ox.Literal("7", datatype=ox.NamedNode(XSD + datatype))
    given = triple(PREFIXES["oa"] + "start", number)
    assert (json.loads(document([given]))["start"] == 7) == (datatype == "integer")
    assert read_back(document([given])) == {given}


VALUES = [
    (BM + "text", ox.Literal("Điều", language="vi"), {"text": {"vi": "Điều"}}),
    (BM + "text", ox.Literal("x"), {"text": {"@none": "x"}}),
    (BM + "text", ox.NamedNode("https://e/x"), {"bm:text": {"id": "https://e/x"}}),
    (BM + "rule", ox.Literal("units.list"), {"rule": "units.list"}),
    (BM + "rule", ox.Literal("x", language="en"), {"rule": {"@value": "x", "@language": "en"}}),
    (BM + "dutyOf", ox.NamedNode("https://e/x"), {"dutyOf": "https://e/x"}),
    (BM + "dutyOf", ox.Literal("x"), {"dutyOf": {"@value": "x"}}),
    (BM + "predicate", ox.NamedNode(ELI + "based_on"), {"predicate": "eli:based_on"}),
    (BM + "object", ox.NamedNode(BM + "Duty"), {"object": {"id": "bm:Duty"}}),
    (BM + "object", ox.Literal("Điều", language="vi"),
     {"object": {"@value": "Điều", "@language": "vi"}}),
    (RDF + "type", ox.NamedNode(BM + "Duty"), {"type": "Duty"}),
    (RDF + "type", ox.NamedNode("https://e/C"), {"type": "https://e/C"}),
    (RDF + "type", ox.Literal("Duty"), {"rdf:type": "Duty"}),
    (DCT + "title", ox.Literal("a.txt"), {"dct:title": {"@none": "a.txt"}}),
    (ELI + "title", ox.Literal("Về", language="vi"), {"title": {"vi": "Về"}}),
    (ELI + "unheard_of", ox.Literal("x"), {"eli:unheard_of": "x"}),
    (SKOS, ox.Literal("x"), {SKOS: "x"}),
]  # fmt: skip


@pytest.mark.parametrize(("predicate", "found", "expected"), VALUES)
def test_texts_and_iris(predicate, found, expected):
    given = triple(predicate, found)
    assert compact([given]) == [{"id": S.value, **expected}]
    assert read_back(document([given])) == {given}


def test_several_values_and_languages():
    words = [("Phòng", "vi"), ("Ban", "vi"), ("Division", "en"), ("x", None)]
    labels = [triple(SKOS + "prefLabel", ox.Literal(w, language=tag)) for w, tag in words]
    kinds = [triple(RDF + "type", ox.NamedNode(BM + name)) for name in ("Unit9", "Duty")]
    (node,) = compact([*labels, *kinds])
    assert node == {
        "id": S.value,
        "type": ["Duty", "bm:Unit9"],
        "prefLabel": {"vi": ["Phòng", "Ban"], "@none": "x", "en": "Division"},
    }
    assert next(iter(node["prefLabel"])) == "vi"
    assert read_back(document([*labels, *kinds])) == {*labels, *kinds}


def test_evidence_stands_inside_of_what_it_is_evidence_for():
    evidence, selector = ox.NamedNode("https://e/ev"), ox.NamedNode("https://e/ev/selector")
    other = ox.NamedNode("https://e/other")
    start = ox.Literal("3", datatype=ox.NamedNode(XSD + "integer"))
    given = [
        triple(BM + "rule", ox.Literal("r")),
        triple(BM + "evidence", evidence),
        triple(BM + "rule", ox.Literal("r"), evidence),
        triple(PREFIXES["oa"] + "hasSelector", selector, evidence),
        triple(PREFIXES["oa"] + "start", start, selector),
    ]
    found = json.loads(document(given))
    assert found["evidence"]["hasSelector"] == {"id": "https://e/ev/selector", "start": 3}
    assert read_back(document(given)) == set(given)
    shared = [*given, triple(BM + "evidence", evidence, other)]
    assert len(json.loads(document(shared))["@graph"]) == 3
    assert read_back(document(shared)) == set(shared)


@pytest.mark.parametrize("first", ["evidence", "hasSelector"])
@pytest.mark.parametrize("second", ["evidence", "hasSelector"])
def test_evidence_that_goes_in_a_circle_is_not_lost(first, second):
    names = {"evidence": BM + "evidence", "hasSelector": PREFIXES["oa"] + "hasSelector"}
    other = ox.NamedNode("https://e/other")
    circle = [triple(names[first], other), triple(names[second], S, other)]
    assert read_back(document(circle)) == set(circle)
    words = triple(names[first], ox.Literal("x"))
    assert read_back(document([words])) == {words}
    itself = [triple(names[first], S), triple(names[second], S)]
    assert read_back(document(itself)) == set(itself)


def test_blank_nodes_keep_together():
    blank = ox.BlankNode("a")
    given = [triple(BM + "dutyOf", blank), triple(BM + "rule", ox.Literal("r"), blank)]
    found = {(type(t.subject), t.predicate.value) for t in read_back(document(given))}
    assert found == {(ox.NamedNode, BM + "dutyOf"), (ox.BlankNode, BM + "rule")}


def test_nothing_is_a_document_too():
    assert read_back(document([])) == set()


def test_a_node_has_a_line_for_each_property():
    (node,) = compact([triple(BM + "rule", ox.Literal("a")), triple(BM + "path", ox.Literal("b"))])
    assert node_text(node, "  ").splitlines() == [
        "  {",
        '   "id": "https://w3id.org/bomay/id/x",',
        '   "path": "b",',
        '   "rule": "a"',
        "  }",
    ]


# --- the context itself ---


def test_every_prefix_and_property_is_in_the_context():
    known = context()
    assert dict(known.prefixes).items() >= PREFIXES.items()
    ontology = ox.parse(path=CONTEXT_FILE.parent / "bomay.ttl", format=ox.RdfFormat.TURTLE)
    own = {
        quad.subject.value
        for quad in ontology
        if isinstance(quad.subject, ox.NamedNode) and quad.subject.value.startswith(BM)
    }
    assert {term.removeprefix(BM) for term in own} == {
        known.names[term] for term in own if term in known.names
    }


def test_no_term_hides_a_keyword_or_a_prefix():
    names = [name for name in CONTEXT if name not in PREFIXES]
    assert not set(names) & {*PREFIXES}
    assert CONTEXT["id"] == "@id"
    assert CONTEXT["type"] == "@type"
