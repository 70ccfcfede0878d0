"""Own terms that a dataset uses are declared in bomay.ttl, as what they are used for."""

from collections.abc import Iterable
from functools import cache
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, Quad, RdfFormat, parse

from loaders.infer import with_inferences
from loaders.triples import dataset, decision_graph
from loaders.triples.acts import SharedThings
from ontology import BM, DEFAULT_BASE_IRI, FOLDER, PREFIXES
from tests.loaders.helpers import FIVE, parsed

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


# Own terms that the five decisions have no use for, and why they are declared.
WAITING = {
    "a correction by a person (data/curation), which the five have none of": (
        "Curation correctedField replacedValue givenValue curationOf curatedBy curationSource "
        "curationDate settledBy"
    ),
    "a text on a class of bodies, as circulars and decisions on all departments are": (
        "BodyClass PostClass bodyKind level partOfClass"
    ),
    "a merger or abolition that a decision states, and acts that guide others": (
        "UnitChange changeKind guides"
    ),
    "no basis of the five is repealed by an act that is known": (
        "BodyWithRepealedBasis DecisionWithRepealedBasis"
    ),
}


@cache
def of_the_five() -> frozenset[str]:
    """Return the predicates and classes that the dataset of the five decisions uses."""
    shared = SharedThings()
    graphs = [decision_graph(parsed(name), DEFAULT_BASE_IRI, shared) for name in FIVE]
    data = with_inferences(dataset(graphs, DEFAULT_BASE_IRI, shared), DEFAULT_BASE_IRI)
    used = set()
    for quad in parse(data, format=RdfFormat.N_QUADS):
        if not str(quad.graph_name).endswith("/graph/ontology>"):
            used.add(quad.predicate.value)
            if quad.predicate.value == TYPE and isinstance(quad.object, NamedNode):
                used.add(quad.object.value)
    return frozenset(used)


def test_the_five_decisions_use_declared_terms():
    built_in = tuple(PREFIXES[prefix] for prefix in ("rdf", "rdfs", "owl"))
    terms = {term for term in of_the_five() if not term.startswith(built_in)}
    assert terms <= declared(frozenset(PROPERTY_KINDS | CLASS_KINDS))


def test_every_own_term_is_used_or_has_a_reason():
    ontology = list(parse(path=FOLDER / "bomay.ttl", format=RdfFormat.TURTLE))
    inverses = {q.subject for q in ontology if q.predicate.value == PREFIXES["owl"] + "inverseOf"}
    waiting = {BM + name for names in WAITING.values() for name in names.split()}
    own = {
        term
        for term in declared(frozenset(PROPERTY_KINDS | CLASS_KINDS))
        if term.startswith(BM) and NamedNode(term) not in inverses
    }
    assert waiting <= own
    assert own - of_the_five() - waiting == set()
