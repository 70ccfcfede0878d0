"""The axioms of an ontology by subject, and its class expressions in words.

Expressions are written in the Manchester syntax of OWL 2 (W3C note, 2012), which reads the same in
both languages: ``org:Post and (org:role value code:role/head)``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import pyoxigraph as ox

import ontology
from api.pages.model import Link, Words

RDF, RDFS, OWL, XSD = ontology.RDF, ontology.RDFS, ontology.OWL, ontology.XSD
Node = ox.NamedNode | ox.BlankNode | ox.Literal
ToLink = Callable[[str], Link]

_FILLERS = {"someValuesFrom": "some", "allValuesFrom": "only", "hasValue": "value"}
_JOINS = {"intersectionOf": " and ", "unionOf": " or "}
_FACETS = {"minInclusive": ">=", "maxInclusive": "<=", "minExclusive": ">", "maxExclusive": "<"}


@dataclass(frozen=True)
class Axioms:
    """Triples by subject and predicate; a blank node is known as ``_:b0``."""

    known: Mapping[str, Mapping[str, Sequence[Node]]]

    def objects(self, subject: str, predicate: str) -> Sequence[Node]:
        """Return the objects of a subject and predicate, in the order they were read."""
        return self.known.get(subject, {}).get(predicate, ())

    def iris(self, subject: str, predicate: str) -> list[str]:
        """Return those objects that are IRIs."""
        found = self.objects(subject, predicate)
        return [node.value for node in found if isinstance(node, ox.NamedNode)]

    def subjects(self, predicate: str, iri: str) -> list[str]:
        """Return the IRIs that have ``iri`` as object of a predicate."""
        return [
            subject
            for subject in self.known
            if not subject.startswith("_:") and iri in self.iris(subject, predicate)
        ]

    def words(self, subject: str, predicate: str, lang: str) -> str:
        """Return the words in a language; "" where there are none."""
        return next(
            (
                node.value
                for node in self.objects(subject, predicate)
                if isinstance(node, ox.Literal) and node.language == lang
            ),
            "",
        )

    def listed(self, node: Node) -> list[Node]:
        """Return the members of an RDF list."""
        members: list[Node] = []
        while key(node) != RDF + "nil":
            members += self.objects(key(node), RDF + "first")
            node = self.objects(key(node), RDF + "rest")[0]
        return members

    def named(self, node: Node) -> list[str]:
        """Return the classes of a domain or range: the one that is named, or those of a union."""
        if isinstance(node, ox.NamedNode):
            return [node.value]
        unions = self.objects(key(node), OWL + "unionOf")
        members = [member for union in unions for member in self.listed(union)]
        return [member.value for member in members if isinstance(member, ox.NamedNode)]


def axioms(triples: Iterable[ox.Triple]) -> Axioms:
    """Return triples by subject and predicate."""
    known: dict[str, dict[str, list[Node]]] = {}
    for triple in triples:
        subject, value = triple.subject, triple.object
        if isinstance(subject, ox.Triple) or isinstance(value, ox.Triple):
            continue  # RDF 1.2: the ontology has none
        known.setdefault(key(subject), {}).setdefault(triple.predicate.value, []).append(value)
    return Axioms(known)


def key(node: Node) -> str:
    """Return the text that a node is known by."""
    return f"_:{node.value}" if isinstance(node, ox.BlankNode) else node.value


def expression(found: Axioms, node: Node, link: ToLink) -> list[Link]:
    """Return a class expression or data range as pieces in a row, the named ones with a link."""
    if isinstance(node, ox.NamedNode):
        return [link(node.value)]
    if isinstance(node, ox.Literal):
        return [plain(f'"{node.value}"')]
    about = found.known[key(node)]
    for name, word in _FILLERS.items():
        if filler := about.get(OWL + name):
            (on,) = about[OWL + "onProperty"]
            return [
                *expression(found, on, link),
                plain(f" {word} "),
                *_operand(found, filler[0], link),
            ]
    for name, word in _JOINS.items():
        if parts := about.get(OWL + name):
            return _joined(found, found.listed(parts[0]), word, link)
    if other := about.get(OWL + "complementOf"):
        return [plain("not "), *_operand(found, other[0], link)]
    if values := about.get(OWL + "oneOf"):
        inner = _joined(found, found.listed(values[0]), ", ", link)
        return [plain("{"), *inner, plain("}")]
    return _bounds(found, about, link)


def chain(found: Axioms, node: Node, link: ToLink) -> list[Link]:
    """Return the links of a property chain, joined by ``o`` as the Manchester syntax does."""
    return _joined(found, found.listed(node), " o ", link)


def plain(text: str) -> Link:
    """Return a piece that leads nowhere."""
    return Link(Words(text, ""))


def _joined(found: Axioms, parts: Sequence[Node], word: str, link: ToLink) -> list[Link]:
    pieces: list[Link] = []
    for part in parts:
        pieces += [plain(word)] if pieces else []
        pieces += _operand(found, part, link)
    return pieces


def _operand(found: Axioms, node: Node, link: ToLink) -> list[Link]:
    pieces = expression(found, node, link)
    about = found.known.get(key(node), {}) if isinstance(node, ox.BlankNode) else {}
    is_open = any(OWL + name in about for name in (*_FILLERS, *_JOINS, "complementOf"))
    return [plain("("), *pieces, plain(")")] if is_open else pieces


def _bounds(found: Axioms, about: Mapping[str, Sequence[Node]], link: ToLink) -> list[Link]:
    """Return a datatype with its bounds: ``xsd:decimal[> 0.0, < 1.0]``."""
    bounds = [
        f"{_FACETS[facet.removeprefix(XSD)]} {value.value}"
        for restriction in about[OWL + "withRestrictions"]
        for node in found.listed(restriction)
        for facet, values in found.known[key(node)].items()
        for value in values
    ]
    (datatype,) = about[OWL + "onDatatype"]
    return [*expression(found, datatype, link), plain(f"[{', '.join(bounds)}]")]
