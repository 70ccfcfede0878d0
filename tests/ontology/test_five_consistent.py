"""The five decisions contradict no axiom of bomay.ttl, as far as rules can tell.

HermiT does not end on this much data, so this closes the types (sub-classes, domains, ranges,
sub-properties, inverses) and looks for members of disjoint classes, values outside a union,
circles and second values. It finds fewer contradictions than a reasoner, and no false ones.
"""

from collections import defaultdict
from functools import cache

import pytest
from pyoxigraph import NamedNode, RdfFormat, parse
from rdflib import OWL, RDF, RDFS, BNode, Graph, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

from loaders.infer import with_inferences
from loaders.triples import dataset, decision_graph
from loaders.triples.acts import SharedThings
from ontology import BM, DEFAULT_BASE_IRI, FOLDER
from tests.loaders.helpers import FIVE, parsed

ONTOLOGY = Graph().parse(FOLDER / "bomay.ttl", format="turtle")
TYPE = str(RDF.type)
Facts = set[tuple[str, str, str]]


@cache
def of_the_five() -> frozenset[tuple[str, str, str]]:
    """Return the triples between IRIs that the build of the five decisions gives."""
    shared = SharedThings()
    graphs = [decision_graph(parsed(name), DEFAULT_BASE_IRI, shared) for name in FIVE]
    data = with_inferences(dataset(graphs, DEFAULT_BASE_IRI, shared), DEFAULT_BASE_IRI)
    return frozenset(
        (quad.subject.value, quad.predicate.value, quad.object.value)
        for quad in parse(data, format=RdfFormat.N_QUADS)
        if isinstance(quad.subject, NamedNode)
        and isinstance(quad.object, NamedNode)
        and not str(quad.graph_name).endswith("/graph/ontology>")
    )


def above(term: Node, predicate: URIRef) -> set[str]:
    return {str(o) for o in ONTOLOGY.transitive_objects(term, predicate) if isinstance(o, URIRef)}


@cache
def supers(term: str, predicate: URIRef) -> frozenset[str]:
    return frozenset(above(URIRef(term), predicate))


@cache
def ends(term: str, end: URIRef) -> tuple[frozenset[str], ...]:
    """Return the classes of a property's domain or range, one set (a union) for each axiom."""
    found = []
    for node in ONTOLOGY.objects(URIRef(term), end):
        union = ONTOLOGY.value(node, OWL.unionOf) if isinstance(node, BNode) else None
        if isinstance(node, URIRef):
            found.append(frozenset({str(node)}))
        elif union is not None:
            found.append(frozenset(map(str, Collection(ONTOLOGY, union))))
    return tuple(found)


def closed(facts: Facts) -> tuple[Facts, dict[str, set[str]]]:
    """Return the relations with their super-properties and inverses, and the types of each."""
    turned = {str(a): str(b) for a, b in ONTOLOGY.subject_objects(OWL.inverseOf)}
    turned |= {b: a for a, b in turned.items()}
    relations: Facts = set()
    types: dict[str, set[str]] = defaultdict(set)
    for subject, predicate, value in facts:
        if predicate == TYPE:
            types[subject] |= supers(value, RDFS.subClassOf)
            continue
        for term in supers(predicate, RDFS.subPropertyOf):
            relations.add((subject, term, value))
            if term in turned:
                relations |= {
                    (value, other, subject) for other in supers(turned[term], RDFS.subPropertyOf)
                }
    for subject, term, value in relations:
        for node, end in ((subject, RDFS.domain), (value, RDFS.range)):
            for classes in ends(term, end):
                if len(classes) == 1:
                    types[node] |= supers(next(iter(classes)), RDFS.subClassOf)
    return relations, types


def disjoint() -> set[frozenset[str]]:
    return {frozenset({str(a), str(b)}) for a, b in ONTOLOGY.subject_objects(OWL.disjointWith)}


def contradictions(facts: Facts) -> set[str]:
    relations, types = closed(facts)
    pairs = disjoint()
    found = {
        f"{node}: {' and '.join(sorted(pair))}"
        for node, classes in types.items()
        for pair in pairs
        if pair <= classes
    }
    apart: dict[str, set[str]] = defaultdict(set)
    for pair in pairs:
        one, other = sorted(pair)
        apart[one].add(other)
        apart[other].add(one)
    for subject, term, value in relations:
        for node, end in ((subject, RDFS.domain), (value, RDFS.range)):
            for classes in ends(term, end):
                if all(_is_apart(cls, types[node], apart) for cls in classes):
                    found.add(f"{node}: not of the {end.fragment} of {term}")
        kinds = {str(kind) for kind in ONTOLOGY.objects(URIRef(term), RDF.type)}
        if str(OWL.IrreflexiveProperty) in kinds and subject == value:
            found.add(f"{subject}: {term} itself")
        if str(OWL.AsymmetricProperty) in kinds and (value, term, subject) in relations:
            found.add(f"{subject}: {term} both ways")
    return found | second_values(relations)


def _is_apart(cls: str, types: set[str], apart: dict[str, set[str]]) -> bool:
    return any(apart[upper] & types for upper in supers(cls, RDFS.subClassOf))


def second_values(relations: Facts) -> set[str]:
    """Return the subjects with two values of a functional property (IRIs are of one thing each)."""
    functional = {str(term) for term in ONTOLOGY.subjects(RDF.type, OWL.FunctionalProperty)}
    values: dict[tuple[str, str], set[str]] = defaultdict(set)
    for subject, term, value in relations:
        if term in functional:
            values[subject, term].add(value)
    return {f"{subject}: {term} twice" for (subject, term), all_ in values.items() if len(all_) > 1}


def test_the_five_decisions_contradict_nothing():
    assert len(of_the_five()) > 10_000
    assert contradictions(set(of_the_five())) == set()


@pytest.mark.parametrize(
    ("fact", "words"),
    [
        (("x", TYPE, BM + "Duty"), None),
        (("d", BM + "statedIn", "d"), "Clause and"),
        (("d", BM + "dutyOf", "p"), "not of the range"),
        (("p", BM + "accountableTo", "p"), "itself"),
        (("d", BM + "partOfDuty", "up"), "both ways"),
        (("d", BM + "statedIn", "c-2"), "twice"),
    ],
)
def test_planted_contradictions(fact, words):
    facts = {
        ("d", BM + "statedIn", "c"),
        ("up", BM + "partOfDuty", "d"),
        ("p", TYPE, "http://www.w3.org/ns/org#Post"),
    }
    found = contradictions({*facts, fact})
    assert any(words in said for said in found) if words else not found
