"""Reading and evaluating shapes: what is not supported is refused, never passed over."""

import pytest
from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from loaders.shacl import Index, ShapeError, evaluate, read_shapes
from loaders.shacl.literals import is_well_formed, number
from ontology import RDF, XSD

PREFIXES = f"""
@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix xsd: <{XSD}> . @prefix rdf: <{RDF}> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix : <http://example.org/> .
"""


def shapes(asked, head="sh:targetClass :C"):
    return read_shapes(f"{PREFIXES} :S a sh:NodeShape ; {head} ; sh:property :P . :P {asked} .")


def found(asked, data, head="sh:targetClass :C"):
    index = Index.of(parse(f"{PREFIXES} {data}".encode(), format=RdfFormat.TURTLE))
    results = evaluate(shapes(asked, head), index)
    return [(str(r.focus)[1:-1].removeprefix("http://example.org/"), str(r.value)) for r in results]


@pytest.mark.parametrize(
    "asked",
    [
        "sh:path :p ; sh:node :N",
        "sh:path :p ; sh:not [ sh:class :C ]",
        "sh:path :p ; sh:xone ( [ sh:class :C ] )",
        "sh:path :p ; sh:sparql [ sh:select 'SELECT' ]",
        "sh:path :p ; sh:closed true",
        "sh:path [ sh:inversePath :p ] ; sh:minCount 1",
        "sh:path ( :p :q ) ; sh:minCount 1",
        "sh:minCount 1",
        "sh:path :p ; sh:datatype xsd:dateTime",
        "sh:path :p ; sh:minCount 'one'",
        "sh:path :p ; sh:minInclusive 'one'",
        "sh:path :p ; sh:severity :Bad",
        "sh:path :p ; sh:qualifiedValueShape [ sh:class :C ]",
        "sh:path :p ; sh:class 'C'",
        "sh:path :p ; rdfs:comment 'said outside of SHACL'",
        "sh:path :p , :q",
    ],
)
def test_what_is_not_supported_is_refused(asked):
    with pytest.raises(ShapeError):
        shapes(asked)


@pytest.mark.parametrize("head", ["sh:targetNode :C", "sh:targetClass :C ; sh:targetSubjectsOf :p"])
def test_other_targets_are_refused(head):
    if "Node" in head:
        assert shapes("sh:path :p", head) == ()  # no shape has a target: nothing is asked
    else:
        with pytest.raises(ShapeError):
            shapes("sh:path :p", head)


@pytest.mark.parametrize(
    ("asked", "data", "expected"),
    [
        ("sh:path :p ; sh:minCount 1", ":x a :C .", [("x", "<http://example.org/x>")]),
        ("sh:path :p ; sh:minCount 1", ":x a :C ; :p 1 .", []),
        ("sh:path :p ; sh:minCount 1", ":x a :D . :D rdfs:subClassOf :C .",
         [("x", "<http://example.org/x>")]),
        ("sh:path :p ; sh:class :C", ":x a :C ; :p :y . :y a :E . :E rdfs:subClassOf :C .",
         []),
        ("sh:path :p ; sh:class :C", ":x a :C ; :p 'text' .", [("x", '"text"')]),
        ("sh:path :p ; sh:nodeKind sh:IRI", ":x a :C ; :p :y , 'z' .", [("x", '"z"')]),
        ("sh:path :p ; sh:pattern 'a$'", ":x a :C ; :p :a , 'b' .", [("x", '"b"')]),
        ("sh:path :p ; sh:maxLength 1", ":x a :C ; :p 'a' , 'bb' .", [("x", '"bb"')]),
        ("sh:path :p ; sh:languageIn ( 'vi' )", ":x a :C ; :p 'a'@vi-VN , 'b'@vie .",
         [("x", '"b"@vie')]),
        ("sh:path :p ; sh:in ( :a 'b' )", ":x a :C ; :p :a , 'b' , 'c' .", [("x", '"c"')]),
        ("sh:path [ sh:alternativePath ( :p :q ) ] ; sh:maxCount 1", ":x a :C ; :p 1 ; :q 1 .",
         []),
        ("sh:path [ sh:alternativePath ( :p :q ) ] ; sh:maxCount 1", ":x a :C ; :p 1 ; :q 2 .",
         [("x", "<http://example.org/x>")]),
        ("sh:path :p ; sh:uniqueLang false", ":x a :C ; :p 'a'@vi , 'b'@vi .", []),
        ("sh:path :p ; sh:or ( [ sh:class :C ] [ sh:datatype xsd:string ] )",
         ":x a :C ; :p :x , 'a' , 1 .",
         [("x", f'"1"^^<{XSD}integer>')]),
        ("sh:path :p ; sh:lessThanOrEquals :q", ":x a :C ; :p 2 , 3 ; :q 2 .",
         [("x", f'"3"^^<{XSD}integer>')]),
        ("sh:path :p ; sh:maxExclusive 2.5", ":x a :C ; :p 2 , 2.5 .",
         [("x", f'"2.5"^^<{XSD}decimal>')]),
    ],
)  # fmt: skip
def test_constraint(asked, data, expected):
    assert found(asked, data) == expected


def test_a_cycle_of_classes_ends():
    data = ":x a :D . :D rdfs:subClassOf :C . :C rdfs:subClassOf :D ."
    assert [focus for focus, _ in found("sh:path :p ; sh:minCount 1", data)] == ["x"]


def test_the_subjects_of_a_property_are_a_target():
    data = ":x :p 'a' . :y :q 'a' ."
    asked = "sh:path :q ; sh:minCount 1"
    assert [focus for focus, _ in found(asked, data, "sh:targetSubjectsOf :p")] == ["x"]


def test_severity_and_messages_are_the_shapes():
    (shape,) = shapes("sh:path :p ; sh:severity sh:Warning ; sh:message 'thiếu'@vi , 'lacks'@en")
    (asked,) = shape.properties
    assert (asked.severity, asked.message, asked.message_en) == ("warning", "thiếu", "lacks")
    assert shape.severity == "error"


@pytest.mark.parametrize(
    ("text", "datatype", "expected"),
    [
        ("2024-02-29", "date", True), ("2023-02-29", "date", False), ("2023-2-1", "date", False),
        ("2023-10", "gYearMonth", True), ("2023-13", "gYearMonth", False),
        ("2023", "gYear", True), ("23", "gYear", False),
        ("7", "nonNegativeInteger", True), ("-7", "nonNegativeInteger", False),
        ("1.5", "integer", False), ("1.5", "decimal", True), (".", "decimal", False),
        ("true", "boolean", True), ("có", "boolean", False),
        ("12:00:00", "time", False),
    ],
)  # fmt: skip
def test_lexical_forms(text, datatype, expected):
    assert is_well_formed(Literal(text, datatype=NamedNode(XSD + datatype))) is expected


def test_a_number_that_is_none_has_no_value():
    assert number(Literal("x", datatype=NamedNode(XSD + "integer"))) is None
    assert number(Literal("1")) is None
