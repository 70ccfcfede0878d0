"""Index: the triples of a dataset by predicate and subject, and the instances of a class."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Triple

from ontology import RDF, RDFS

Node = NamedNode | BlankNode | Triple
Term = Node | Literal
_TYPE = NamedNode(RDF + "type")
_SUBCLASS = NamedNode(RDFS + "subClassOf")


@dataclass(frozen=True, slots=True)
class Index:
    """The union of all graphs: predicate → subject → objects, and class → instances.

    A class has the instances of its subclasses too (rdfs:subClassOf in the data).
    """

    by_predicate: dict[NamedNode, dict[Node, list[Term]]]
    instances: dict[Node, frozenset[Node]]

    @classmethod
    def of(cls, quads: Iterable[Quad | Triple]) -> Index:
        """Index ``quads``; a triple that several graphs state counts once."""
        by_predicate: dict[NamedNode, dict[Node, list[Term]]] = {}
        for quad in quads:
            subjects = by_predicate.setdefault(quad.predicate, {})
            objects = subjects.setdefault(quad.subject, [])
            if quad.object not in objects:
                objects.append(quad.object)
        return cls(by_predicate, _instances(by_predicate))

    def subjects(self, predicate: NamedNode) -> Iterable[Node]:
        """Return what has a value of ``predicate``."""
        return self.by_predicate.get(predicate, {})

    def objects(self, focus: Node, predicate: NamedNode) -> list[Term]:
        """Return the values of one predicate."""
        return self.by_predicate.get(predicate, {}).get(focus, [])

    def is_instance(self, term: Term, of_class: Node) -> bool:
        """Say whether ``term`` is an instance of the class or of a subclass."""
        return term in self.instances.get(of_class, ())


def _instances(
    by_predicate: dict[NamedNode, dict[Node, list[Term]]],
) -> dict[Node, frozenset[Node]]:
    direct: dict[Node, set[Node]] = {}
    for subject, classes in by_predicate.get(_TYPE, {}).items():
        for named in classes:
            if isinstance(named, NamedNode | BlankNode):
                direct.setdefault(named, set()).add(subject)
    below: dict[Node, set[Node]] = {}
    for subclass, above in by_predicate.get(_SUBCLASS, {}).items():
        for named in above:
            if isinstance(named, NamedNode | BlankNode):
                below.setdefault(named, set()).add(subclass)
    return {
        named: frozenset().union(*(direct.get(c, ()) for c in _closure(named, below)))
        for named in {*direct, *below}
    }


def _closure(start: Node, below: dict[Node, set[Node]]) -> set[Node]:
    """Return a class and all below it; a cycle is walked once."""
    found, waiting = {start}, [start]
    while waiting:
        new = below.get(waiting.pop(), set()) - found
        found |= new
        waiting += new
    return found
