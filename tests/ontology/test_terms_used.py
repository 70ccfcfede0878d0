"""Own terms that a dataset uses are declared in bomay.ttl, as what they are used for."""

from collections.abc import Iterable
from functools import cache
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, Quad, RdfFormat, parse

from ontology import BM, FOLDER, PREFIXES

SAMPLE = Path(__file__).with_name("sample.trig")
TYPE = PREFIXES["rdf"] + "type"
PREDICATE = BM + "predicate"  # its value is a predicate that a bm:Statement repeats
PROPERTY_KINDS = {
    PREFIXES["owl"] + kind for kind in ("ObjectProperty", "DatatypeProperty", "AnnotationProperty")
}
CLASS_KINDS = {PREFIXES["owl"] + "Class"}


@cache
def declared(kinds: frozenset[str]) -> frozenset[str]:
    """Return the IRIs that bomay.ttl declares as one of these kinds."""
    return frozenset(
        quad.subject.value
        for quad in parse(path=FOLDER / "bomay.ttl", format=RdfFormat.TURTLE)
        if isinstance(quad.subject, NamedNode)
        and quad.predicate.value == TYPE
        and isinstance(quad.object, NamedNode)
        and quad.object.value in kinds
    )


def undeclared_terms(quads: Iterable[Quad]) -> set[str]:
    """Return the bm: IRIs used as predicate or rdf:type that bomay.ttl does not declare so.

    A class used as a predicate, or a property used as a type, counts as undeclared too; the
    predicates that statements repeat (bm:predicate) are looked at like the others.
    """
    properties: set[str] = set()
    classes: set[str] = set()
    for quad in quads:
        properties.add(quad.predicate.value)
        if quad.predicate.value in (TYPE, PREDICATE) and isinstance(quad.object, NamedNode):
            (classes if quad.predicate.value == TYPE else properties).add(quad.object.value)
    unknown = properties - declared(frozenset(PROPERTY_KINDS))
    unknown |= classes - declared(frozenset(CLASS_KINDS))
    return {iri for iri in unknown if iri.startswith(BM)}


def quads_of(turtle: str) -> list[Quad]:
    prefixes = f"@prefix bm: <{BM}> . @prefix ex: <https://example.org/> .\n"
    return list(parse(prefixes + turtle, format=RdfFormat.TURTLE))


@pytest.mark.parametrize(
    ("turtle", "expected"),
    [
        ("ex:a a bm:Duty ; bm:text 'x'@vi .", set()),
        ("ex:a bm:predicate bm:concerns ; bm:object ex:b .", set()),
        ("ex:a a ex:Thing ; ex:unknown ex:b .", set()),
        ("ex:a ex:mentions bm:nothing .", set()),
        ("ex:a a bm:Dutty .", {"Dutty"}),
        ("ex:a bm:texxt 'x' .", {"texxt"}),
        ("ex:a bm:predicate bm:concernz ; bm:object ex:b .", {"concernz"}),
        ("ex:a a bm:text .", {"text"}),
        ("ex:a bm:Duty ex:b .", {"Duty"}),
    ],
)
def test_undeclared_terms(turtle, expected):
    assert undeclared_terms(quads_of(turtle)) == {BM + name for name in expected}


def test_the_sample_uses_declared_terms():
    assert undeclared_terms(parse(path=SAMPLE, format=RdfFormat.TRIG)) == set()


def test_the_ontology_uses_declared_terms():
    assert undeclared_terms(parse(path=FOLDER / "bomay.ttl", format=RdfFormat.TURTLE)) == set()
