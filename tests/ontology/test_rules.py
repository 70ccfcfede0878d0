"""The rules give on a small world what HermiT infers from bomay.ttl: no more and no less."""

from functools import cache
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, Quad, RdfFormat, Store, Triple, parse

from loaders.infer import RULES, rule_files, run
from ontology import BM, DEFAULT_BASE_IRI, FOLDER, OWL, RDF
from tests.ontology.reasoner import (
    members,
    needs_java,
    read,
    reasoned,
    unsatisfiable,
    values,
)

WORLD = Path(__file__).with_name("inferences.ttl")
TYPE = NamedNode(RDF + "type")
NAMES = [path.stem for path in rule_files()]


@cache
def gives() -> dict[str, str]:
    """Return the class or property that each rule gives, as rules.ttl says."""
    return {
        quad.subject.value.rpartition("/")[2]: quad.object.value
        for quad in parse(
            path=RULES / "rules.ttl", format=RdfFormat.TURTLE, base_iri=DEFAULT_BASE_IRI
        )
        if quad.predicate.value == BM + "infers"
    }


@cache
def stated() -> frozenset[Triple]:
    return frozenset(read(WORLD))


@cache
def by_rule(name: str) -> frozenset[Triple]:
    store = Store()
    graph = NamedNode(DEFAULT_BASE_IRI + "graph/x")
    store.extend(Quad(t.subject, t.predicate, t.object, graph) for t in stated())
    return frozenset(run(store, RULES / f"{name}.rq", DEFAULT_BASE_IRI))


@pytest.fixture(scope="module")
def world() -> object:
    return reasoned([*read(FOLDER / "bomay.ttl"), *stated()], values=True)


def is_class(term: str) -> bool:
    return Triple(NamedNode(term), TYPE, NamedNode(OWL + "Class")) in ontology()


@cache
def ontology() -> frozenset[Triple]:
    return frozenset(read(FOLDER / "bomay.ttl"))


@needs_java
def test_the_small_world_is_consistent(world):
    assert unsatisfiable(world) == set()


@needs_java
@pytest.mark.parametrize("name", NAMES)
def test_rule_and_reasoner_agree(world, name):
    term = gives()[name]
    if is_class(term):
        found = {Triple(NamedNode(s), TYPE, NamedNode(term)) for s in members(world, term)}
    else:
        found = {
            Triple(NamedNode(s), NamedNode(term), NamedNode(o)) for s, o in values(world, term)
        }
    assert by_rule(name) == found - stated()


@pytest.mark.parametrize("name", NAMES)
def test_rule_finds_something_and_gives_one_term(name):
    found = by_rule(name)
    assert found
    given = {(t.object if t.predicate == TYPE else t.predicate) for t in found}
    assert given == {NamedNode(gives()[name])}


def test_every_rule_is_described_and_gives_a_term_of_its_own():
    assert sorted(gives()) == NAMES
    assert len(set(gives().values())) == len(NAMES)


def test_every_defined_class_has_its_rule():
    defined = {
        t.subject.value
        for t in ontology()
        if t.predicate.value == OWL + "equivalentClass" and isinstance(t.subject, NamedNode)
    }
    assert len(defined) >= 9
    assert defined == {term for term in gives().values() if is_class(term)}


def test_what_is_stated_is_not_inferred():
    graph = NamedNode(DEFAULT_BASE_IRI + "graph/x")
    found = by_rule("ministry")
    store = Store()
    store.extend(Quad(t.subject, t.predicate, t.object, graph) for t in stated() | found)
    assert found
    assert not run(store, RULES / "ministry.rq", DEFAULT_BASE_IRI)
