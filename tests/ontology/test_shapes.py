"""Each shape of ontology/shapes.ttl finds what it is for; our reader agrees with pyshacl."""

from functools import cache

import pytest
from pyoxigraph import NamedNode, RdfFormat, Triple, parse

from loaders.shacl import Index, NodeShape, PropertyShape, evaluate
from loaders.validate import SHAPES, shapes
from ontology import DEFAULT_BASE_IRI, PREFIXES, code_files
from tests.ontology.shape_cases import CONTEXT, NODES, PROPERTIES
from tests.shacl import graph_of, shacl_results

PROLOGUE = f"@base <{DEFAULT_BASE_IRI}> .\n" + "".join(
    f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in PREFIXES.items()
)
SHAPE = "https://w3id.org/bomay/shapes#"


def triples(turtle: str) -> list[Triple]:
    text = f"{PROLOGUE}{turtle}".encode()
    return [q.triple for q in parse(text, format=RdfFormat.TURTLE)]


@cache
def context() -> tuple[Triple, ...]:
    return tuple(triples(CONTEXT))


@cache
def property_shapes() -> dict[str, tuple[PropertyShape, NodeShape]]:
    return {
        asked.iri.removeprefix(SHAPE): (asked, shape)
        for shape in shapes()
        for asked in shape.properties
    }


def described(name: str, what: str, focus: str = "x") -> str:
    """Return ``<x>`` with some predicates, of the class that a property shape is for."""
    _, node_shape = property_shapes()[name]
    kind = f"a <{node_shape.target_class.value}>" if node_shape.target_class else ""
    said = " ; ".join(part for part in (kind, what) if part)
    return f"<{focus}> {said} ."


def found_in(turtle: str) -> set[str]:
    """Return the names of the shapes that object to what is described below the base IRI."""
    new = triples(turtle)
    subjects = {triple.subject for triple in new}
    results = evaluate(shapes(), Index.of([*context(), *new]))
    return {r.shape.iri.removeprefix(SHAPE) for r in results if r.focus in subjects}


@pytest.mark.parametrize(("name", "good", "bad"), PROPERTIES)
def test_property_shape(name, good, bad):
    if good or property_shapes()[name][1].target_class:  # else there is nothing to describe
        assert name not in found_in(described(name, good))
    assert name in found_in(described(name, bad))


@pytest.mark.parametrize(("name", "good", "bad"), NODES)
def test_node_shape(name, good, bad):
    assert name not in found_in(good)
    assert name in found_in(bad)


def test_every_shape_has_a_case():
    cases = {name for name, *_ in PROPERTIES}
    assert cases == set(property_shapes())
    with_own = {shape.iri.removeprefix(SHAPE) for shape in shapes() if shape.constraints}
    assert {name for name, *_ in NODES} == with_own


def test_every_shape_speaks_both_languages():
    for name, (asked, _) in property_shapes().items():
        assert asked.message, name
        assert asked.message_en, name
    for shape in shapes():
        assert not shape.constraints or (shape.message and shape.message_en), shape.iri


def test_shapes_that_warn_have_a_code():
    codes = {
        q.subject.value.rpartition("/")[2]
        for path in code_files()
        if path.stem == "issue"
        for q in parse(path=path, format=RdfFormat.TURTLE)
    }
    warn = {shape.iri for shape, _ in property_shapes().values() if shape.severity == "warning"}
    warn |= {shape.iri for shape in shapes() if shape.severity == "warning"}
    assert {iri.removeprefix(SHAPE).lower() for iri in warn} <= codes


@pytest.mark.filterwarnings("ignore:Parsing weird boolean")
def test_pyshacl_agrees_on_every_case():
    """All good and bad cases in one graph, each under a name of its own."""
    turtle = [CONTEXT]
    for number, (name, good, bad) in enumerate(PROPERTIES):
        turtle += [
            described(name, what, f"{kind}{number}")
            for kind, what in (("good", good), ("bad", bad))
            if what or property_shapes()[name][1].target_class
        ]
    turtle += [case for _, *both in NODES for case in both]
    everything = triples("\n".join(turtle))
    ours = {
        (r.shape.iri, getattr(r.focus, "value", ""))
        for r in evaluate(shapes(), Index.of(everything))
    }
    theirs = {(r.shape, r.focus) for r in shacl_results(graph_of(everything), SHAPES)}
    # rdflib takes a month 13 for a month; XML Schema does not
    month_13 = {(f"{SHAPE}Partial-date", f"{DEFAULT_BASE_IRI}bad{_row('2023-13')}")}
    assert ours - theirs == month_13
    assert theirs - ours == set()
    assert len(ours) > 1000


def _row(words: str) -> int:
    return next(number for number, (_, _, bad) in enumerate(PROPERTIES) if words in bad)


def test_an_empty_body_does_not_pass():
    """CPOV's own shapes have no sh:minCount."""
    wanted = {"Name-vi", "Kind-unknown", "Place-unknown"}
    body = "<id/org/x> a cv:PublicOrganisation , org:FormalOrganization ."
    assert found_in(body) == wanted


def test_all_targets_are_terms_of_the_ontology():
    known = Index.of(parse(path=SHAPES.with_name("bomay.ttl"), format=RdfFormat.TURTLE))
    for shape in shapes():
        term = shape.target_class or shape.target_subjects_of
        assert isinstance(term, NamedNode)
        assert known.objects(term, NamedNode(PREFIXES["rdf"] + "type")), term
