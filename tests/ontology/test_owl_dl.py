"""bomay.ttl is OWL 2 DL: its blank nodes are well-formed expressions, each property keeps its kind.

Sources: OWL 2 Mapping to RDF Graphs, 3.2; OWL 2 Structural Specification, 3 and 11.
"""

import pytest
from rdflib import OWL, RDF, RDFS, XSD, BNode, Graph, URIRef
from rdflib.collection import Collection
from rdflib.term import Literal, Node

from ontology import BM, FOLDER, code_files

GRAPH = Graph().parse(FOLDER / "bomay.ttl", format="turtle")
CODES = Graph()
for _path in code_files():
    CODES.parse(_path, format="turtle")

FILLERS = {OWL.someValuesFrom, OWL.allValuesFrom, OWL.hasValue}
FACETS = {XSD.minInclusive, XSD.maxInclusive, XSD.minExclusive, XSD.maxExclusive}
# The predicates that a blank node has, and what it is then.
SHAPES = {
    **{frozenset({RDF.type, OWL.onProperty, filler}): "restriction" for filler in FILLERS},
    frozenset({RDF.type, OWL.intersectionOf}): "class",
    frozenset({RDF.type, OWL.unionOf}): "class",
    frozenset({RDF.type, OWL.complementOf}): "class",
    frozenset({RDF.type, OWL.oneOf}): "enumeration",
    frozenset({RDF.type, OWL.onDatatype, OWL.withRestrictions}): "datatype",
    frozenset({RDF.first, RDF.rest}): "list",
    **{frozenset({facet}): "facet" for facet in FACETS},
}
TYPES = {
    "restriction": {OWL.Restriction},
    "class": {OWL.Class},
    "enumeration": {OWL.Class, RDFS.Datatype},
    "datatype": {RDFS.Datatype},
    "list": set[URIRef](),
    "facet": set[URIRef](),
}
OBJECT = set(GRAPH.subjects(RDF.type, OWL.ObjectProperty))
DATA = set(GRAPH.subjects(RDF.type, OWL.DatatypeProperty))
NOTES = set(GRAPH.subjects(RDF.type, OWL.AnnotationProperty))


def blanks() -> list[Node]:
    return sorted({node for node in GRAPH.subjects() if isinstance(node, BNode)}, key=str)


def shape(node: Node) -> str:
    return SHAPES[frozenset(URIRef(str(p)) for p in GRAPH.predicates(node))]


def is_class(node: Node | None) -> bool:
    if isinstance(node, URIRef):
        return node == OWL.Thing or (node, RDF.type, OWL.Class) in GRAPH
    kinds = set(GRAPH.objects(node, RDF.type))
    return isinstance(node, BNode) and bool({OWL.Class, OWL.Restriction} & kinds)


def is_data_range(node: Node | None) -> bool:
    if isinstance(node, URIRef):
        return node == RDF.PlainLiteral or str(node).startswith(str(XSD))
    return (node, RDF.type, RDFS.Datatype) in GRAPH


def chains() -> list[tuple[Node, list[Node]]]:
    return [
        (head, list(Collection(GRAPH, links)))
        for head, links in GRAPH.subject_objects(OWL.propertyChainAxiom)
    ]


def composite() -> set[Node]:
    """Return the properties that are not simple: transitive, of a chain, or above such a one."""
    found: set[Node] = {*GRAPH.subjects(RDF.type, OWL.TransitiveProperty), *dict(chains())}
    while True:
        inverses: set[Node] = {o for term in found for o in GRAPH.objects(term, OWL.inverseOf)}
        inverses |= {s for term in found for s in GRAPH.subjects(OWL.inverseOf, term)}
        above: set[Node] = {o for term in found for o in GRAPH.objects(term, RDFS.subPropertyOf)}
        if inverses | above <= found:
            return found
        found |= inverses | above


def test_every_blank_node_is_one_kind_of_expression():
    assert blanks()
    for node in blanks():
        kinds = set(GRAPH.objects(node, RDF.type))
        assert kinds <= TYPES[shape(node)], shape(node)
        assert len(kinds) == (1 if TYPES[shape(node)] else 0)
        for predicate in GRAPH.predicates(node):
            assert len(list(GRAPH.objects(node, predicate))) == 1


def test_blank_nodes_form_trees():
    """OWL 2 DL: an expression stands in one place, and in no circle."""
    for node in blanks():
        assert len(list(GRAPH.subject_predicates(node))) == 1
        assert node not in set(GRAPH.transitive_objects(node, None)) - {node}
    above = {s for node in blanks() for s in GRAPH.subjects(None, node)}
    assert any(isinstance(node, URIRef) for node in above)


def test_restrictions_have_a_property_and_a_filler_of_its_kind():
    for node in (node for node in blanks() if shape(node) == "restriction"):
        on = GRAPH.value(node, OWL.onProperty)
        assert on in OBJECT
        value = GRAPH.value(node, OWL.hasValue)
        filler = GRAPH.value(node, OWL.someValuesFrom) or GRAPH.value(node, OWL.allValuesFrom)
        assert isinstance(value, URIRef) if value else is_class(filler)


@pytest.mark.parametrize("predicate", [OWL.intersectionOf, OWL.unionOf])
def test_the_parts_of_class_expressions_are_classes(predicate):
    for _, parts in GRAPH.subject_objects(predicate):
        listed = list(Collection(GRAPH, parts))
        assert len(listed) >= 2
        assert all(map(is_class, listed))
    assert all(is_class(other) for other in GRAPH.objects(None, OWL.complementOf))


def test_nominals_are_concepts_of_the_code_lists():
    """A class that speaks of a code that is not there would be empty for good."""
    values = set(GRAPH.objects(None, OWL.hasValue))
    for node, parts in GRAPH.subject_objects(OWL.oneOf):
        listed = list(Collection(GRAPH, parts))
        if (node, RDF.type, RDFS.Datatype) in GRAPH:
            assert all(isinstance(value, Literal) for value in listed)
        else:
            values |= set(listed)
    assert values
    for value in values:
        assert str(value) in {str(concept) for concept in CODES.subjects(RDF.type)}


def test_class_axioms_are_between_classes():
    for predicate in (RDFS.subClassOf, OWL.equivalentClass, OWL.disjointWith):
        for sub, other in GRAPH.subject_objects(predicate):
            assert is_class(sub), (sub, other)
            assert is_class(other), (sub, other)


def test_domains_and_ranges_fit_the_kind_of_property():
    for term, domain in GRAPH.subject_objects(RDFS.domain):
        assert term in OBJECT | DATA
        assert is_class(domain), (term, domain)
    for term, range_ in GRAPH.subject_objects(RDFS.range):
        assert is_class(range_) if term in OBJECT else is_data_range(range_), (term, range_)
        assert term not in NOTES


def test_facets_are_numbers_of_their_datatype():
    for facet in FACETS:
        for node, value in GRAPH.subject_objects(facet):
            holder = next(GRAPH.subjects(None, next(GRAPH.subjects(RDF.first, node))))
            assert isinstance(value, Literal)
            assert isinstance(holder, BNode)
            assert value.datatype == XSD.decimal
    assert set(GRAPH.objects(None, OWL.onDatatype)) == {XSD.decimal}


def test_inverses_are_object_properties_and_turned_round():
    pairs = list(GRAPH.subject_objects(OWL.inverseOf))
    assert len(pairs) > 20
    for one, other in pairs:
        assert {one, other} <= OBJECT
        assert len(list(GRAPH.objects(one, OWL.inverseOf))) == 1
        for domain in GRAPH.objects(one, RDFS.domain):
            assert not isinstance(domain, BNode)
            stated = list(GRAPH.objects(other, RDFS.range))
            assert not stated or domain in stated, (one, other)


def test_own_inverses_leave_domain_and_range_to_the_other():
    """Stated in one place; the reasoner and /def turn them round."""
    for term in GRAPH.subjects(OWL.inverseOf):
        if str(term).startswith(BM):
            assert not list(GRAPH.objects(term, RDFS.domain))
            assert not list(GRAPH.objects(term, RDFS.range))


def test_composite_properties_are_not_asked_for_more():
    """Functional, asymmetric, irreflexive and cardinalities need simple properties (11.2)."""
    found = composite()
    assert URIRef(BM + "dutyHeldBy") in found
    assert URIRef(BM + "dutyOf") not in found
    for kind in (
        OWL.FunctionalProperty,
        OWL.InverseFunctionalProperty,
        OWL.AsymmetricProperty,
        OWL.IrreflexiveProperty,
    ):
        assert not found & set(GRAPH.subjects(RDF.type, kind))


def test_chains_are_regular():
    """There is a strict order of the properties in which each link comes before its head (11.2)."""
    edges = Graph()
    assert len(chains()) == 2
    for head, links in chains():
        assert set(links) <= OBJECT
        inner = links[1:] if links[0] == head else links[:-1] if links[-1] == head else links
        assert head not in inner
        for link in inner:
            edges.add((link, RDFS.seeAlso, head))
    for sub, super_ in GRAPH.subject_objects(RDFS.subPropertyOf):
        edges.add((sub, RDFS.seeAlso, super_))
    for head, links in chains():
        reached = set(edges.transitive_objects(head, RDFS.seeAlso)) - {head}
        assert not reached & set(links)


def test_keys_are_data_properties_of_their_class():
    keys = dict(GRAPH.subject_objects(OWL.hasKey))
    assert set(keys) == {URIRef(BM + "Province"), URIRef(BM + "SourceFile")}
    for owner, parts in keys.items():
        for term in Collection(GRAPH, parts):
            assert term in DATA
            assert (term, RDFS.domain, owner) in GRAPH
