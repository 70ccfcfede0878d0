"""The terms of the ontology as the page ``/def`` shows them: labels, axioms, use, an example."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pyoxigraph as ox

import ontology
from api.pages.axioms import Axioms, Node, chain, expression, plain
from api.pages.data import iri, short_name
from api.pages.model import Link, Site, Words
from api.store import Dataset, text

RDF, RDFS, OWL = ontology.RDF, ontology.RDFS, ontology.OWL
BM = ontology.BM
LONGEST_EXAMPLE = 140

CLASS = OWL + "Class"
KINDS = {
    CLASS: "class",
    OWL + "ObjectProperty": "object_property",
    OWL + "DatatypeProperty": "datatype_property",
    OWL + "AnnotationProperty": "annotation_property",
}
"""The kinds of term, in the order of the page, and the key of their words."""
CHARACTERISTICS = {
    OWL + "FunctionalProperty": "functional",
    OWL + "TransitiveProperty": "transitive",
    OWL + "SymmetricProperty": "symmetric",
    OWL + "AsymmetricProperty": "asymmetric",
    OWL + "IrreflexiveProperty": "irreflexive",
}
PREFIXES = {
    **ontology.PREFIXES,
    "schema": "https://schema.org/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "vann": "http://purl.org/vocab/vann/",
}


@dataclass(frozen=True)
class Detail:
    """One line about a term: the key of its words, and its items, each of pieces in a row."""

    name: str
    items: tuple[tuple[Link, ...], ...]
    is_code: bool = True


@dataclass(frozen=True)
class Term:
    """A class or property. ``ident`` is its anchor; ``uses`` counts the triples that use it."""

    iri: str
    ident: str
    name: str
    label: Words
    comment: str
    kind: str
    details: tuple[Detail, ...]
    uses: int
    example: tuple[Link, ...] = ()
    home: str = ""

    @property
    def is_own(self) -> bool:
        """Tell whether the term is one of this ontology."""
        return self.iri.startswith(BM)


def curie(term: str) -> str:
    """Return ``bm:Duty`` for an IRI of a known namespace, ``code:action/cap-phep`` for a code."""
    for prefix, namespace in PREFIXES.items():
        if term.startswith(namespace):
            return f"{prefix}:{term[len(namespace) :]}"
    codes = ontology.DEFAULT_BASE_IRI + "code/"
    return f"code:{term.removeprefix(codes)}" if term.startswith(codes) else short_name(term)


def ident_of(term: str) -> str:
    """Return the anchor of a term: ``Duty`` for an own one, ``org-Post`` for another's."""
    return term.removeprefix(BM) if term.startswith(BM) else curie(term).replace(":", "-")


class Lister:
    """Makes the terms of one page: from the ontology in one language, over one dataset."""

    def __init__(self, found: Axioms, dataset: Dataset, site: Site) -> None:
        self.found, self.dataset, self.site = found, dataset, site
        self.uses = {iri(row, "term"): int(text(row, "uses")) for row in dataset.rows("term-uses")}

    def terms(self, kind: str, *, own: bool) -> list[Term]:
        """Return the terms of a kind by name: the own ones, or those of other vocabularies."""
        declared = self.found.subjects(RDF + "type", kind)
        chosen = [term for term in declared if term.startswith(BM) == own]
        return [self._term(term, kind) for term in sorted(chosen, key=curie)]

    def link(self, term: str) -> Link:
        """Return a link to a term on the page, to a code's own page, or to nothing."""
        words = Words(curie(term), "")
        codes = ontology.DEFAULT_BASE_IRI + "code/"
        if term.startswith(codes):
            moved = f"{self.site.base_iri}code/{term.removeprefix(codes)}"
            return Link(words, self.site.href(moved))
        return Link(words, f"#{ident_of(term)}" if term in self.found.known else "")

    def label(self, term: str) -> Words:
        """Return the label of a term in the language of the page."""
        label = self.found.words(term, RDFS + "label", self.site.lang)
        return Words(label or curie(term), self.site.lang if label else "")

    def _term(self, term: str, kind: str) -> Term:
        uses = self.uses.get(term, 0)
        homes = self.found.iris(term, RDFS + "isDefinedBy")
        return Term(
            iri=term,
            ident=ident_of(term),
            name=curie(term),
            label=self.label(term),
            comment=self.found.words(term, RDFS + "comment", self.site.lang),
            kind=KINDS[kind],
            details=tuple(self._details(term, kind)),
            uses=uses,
            example=self._example(term, kind) if uses else (),
            home=homes[0] if homes else "",
        )

    def _details(self, term: str, kind: str) -> Iterable[Detail]:
        """Yield the lines about a term that have something to say."""
        own = _CLASS_LINES if kind == CLASS else _PROPERTY_LINES
        for name, predicate in own.items():
            yield from self._stated(name, self.found.objects(term, predicate))
        if kind == CLASS:
            yield from self._named("narrower", self.found.subjects(RDFS + "subClassOf", term))
            yield from self._named("disjoint", self._both_ways(term, OWL + "disjointWith"))
            keys = self.found.objects(term, OWL + "hasKey")
            parts = [part for node in keys for part in self.found.listed(node)]
            yield from self._stated("keyed_by", parts)
            yield from self._named("properties", self._pointing(term, RDFS + "domain"))
            yield from self._named("pointed", self._pointing(term, RDFS + "range"))
            return
        yield from self._named("inverse", self._both_ways(term, OWL + "inverseOf"))
        yield from self._named("narrower", self.found.subjects(RDFS + "subPropertyOf", term))
        chains = [
            tuple(chain(self.found, node, self.link))
            for node in self.found.objects(term, OWL + "propertyChainAxiom")
        ]
        if chains:
            yield Detail("chains", tuple(chains))
        kinds = set(self.found.iris(term, RDF + "type"))
        said = [key for characteristic, key in CHARACTERISTICS.items() if characteristic in kinds]
        if said:
            words = tuple((plain(self.site.text["vocabulary"][key]),) for key in said)
            yield Detail("characteristics", words, is_code=False)

    def _stated(self, name: str, nodes: Sequence[Node]) -> Iterable[Detail]:
        items = [tuple(expression(self.found, node, self.link)) for node in nodes]
        if items:
            yield Detail(name, tuple(sorted(items, key=_reading)))

    def _named(self, name: str, terms: Iterable[str]) -> Iterable[Detail]:
        items = [(self.link(term),) for term in sorted(set(terms), key=curie)]
        if items:
            yield Detail(name, tuple(items))

    def _both_ways(self, term: str, predicate: str) -> list[str]:
        """Return what a symmetric predicate of OWL joins to a term, stated on either side."""
        return [*self.found.iris(term, predicate), *self.found.subjects(predicate, term)]

    def _pointing(self, term: str, predicate: str) -> list[str]:
        """Return the properties that have a class as domain or range, or as one of a union."""
        return [
            subject
            for subject in self.found.known
            if not subject.startswith("_:")
            for node in self.found.objects(subject, predicate)
            if term in self.found.named(node)
        ]

    def _example(self, term: str, kind: str) -> tuple[Link, ...]:
        """Return a member of a class, or a triple with a property, from the dataset."""
        query = "class-example" if kind == CLASS else "property-example"
        rows = self.dataset.rows(query, term=term)
        if not rows:
            return ()
        values = [rows[0].get(name) for name in ("subject", "object")]
        return tuple(self._value(value) for value in values if value is not None)

    def _value(self, value: ox.NamedNode | ox.BlankNode | ox.Literal) -> Link:
        if not isinstance(value, ox.NamedNode):
            words = " ".join(value.value.split())
            is_long = len(words) > LONGEST_EXAMPLE
            lang = value.language or "" if isinstance(value, ox.Literal) else ""
            return Link(Words(f"“{words[:LONGEST_EXAMPLE]}{'…' if is_long else ''}”", lang))
        base = self.site.base_iri
        if not value.value.startswith(base):
            return self.link(value.value)
        return Link(Words(value.value.removeprefix(base), ""), self.site.href(value.value))


_CLASS_LINES = {
    "broader": RDFS + "subClassOf",
    "defined": OWL + "equivalentClass",
}
_PROPERTY_LINES = {
    "broader": RDFS + "subPropertyOf",
    "domain": RDFS + "domain",
    "range": RDFS + "range",
}


def _reading(pieces: Sequence[Link]) -> tuple[int, str]:
    """Sort names before expressions."""
    return len(pieces) > 1, "".join(piece.words.value for piece in pieces)
