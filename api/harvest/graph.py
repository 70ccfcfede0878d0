"""Writing a few triples by hand: namespaces, terms, and a graph that takes each triple once."""

from __future__ import annotations

from typing import TypeAlias
from urllib.parse import quote

import pyoxigraph as ox

import ontology

DCAT = "http://www.w3.org/ns/dcat#"
FOAF = "http://xmlns.com/foaf/0.1/"
VCARD = "http://www.w3.org/2006/vcard/ns#"
SPDX = "http://spdx.org/rdf/terms#"
ADMS = "http://www.w3.org/ns/adms#"
VOID = "http://rdfs.org/ns/void#"
SD = "http://www.w3.org/ns/sparql-service-description#"
HYDRA = "http://www.w3.org/ns/hydra/core#"
EU = "http://publications.europa.eu/resource/authority/"

PREFIXES = ontology.PREFIXES | {
    "dcat": DCAT,
    "foaf": FOAF,
    "vcard": VCARD,
    "spdx": SPDX,
    "adms": ADMS,
    "void": VOID,
    "sd": SD,
    "hydra": HYDRA,
}

Object: TypeAlias = str | ox.NamedNode | ox.Literal
"""A ``str`` means an IRI; words are a Literal."""

TYPE = ontology.RDF + "type"
_IRI_SAFE = "/:@!$&'()*+,;=-._~%?#"


class Graph:
    """Triples in the order in which they were said, each once."""

    def __init__(self) -> None:
        self._triples: dict[ox.Triple, None] = {}

    @property
    def triples(self) -> list[ox.Triple]:
        """Return what was said, all of one subject together, in the order they first came."""
        subjects: dict[str, list[ox.Triple]] = {}
        for triple in self._triples:
            subjects.setdefault(str(triple.subject), []).append(triple)
        return [triple for found in subjects.values() for triple in found]

    def say(self, subject: str, predicate: str, *objects: Object | None) -> None:
        """Add a triple for each object; None says nothing."""
        about, relation = ox.NamedNode(subject), ox.NamedNode(predicate)
        for found in objects:
            if found is not None:
                term = ox.NamedNode(found) if isinstance(found, str) else found
                self._triples[ox.Triple(about, relation, term)] = None

    def thing(self, subject: str, *kinds: str) -> str:
        """Say of which classes a thing is; returns its IRI."""
        self.say(subject, TYPE, *kinds)
        return subject

    def words(self, subject: str, predicate: str, said: dict[str, str]) -> None:
        """Add a text in each of its languages."""
        self.say(subject, predicate, *(words(value, lang) for lang, value in said.items()))

    def take(self, triples: list[ox.Triple]) -> None:
        """Add triples as they are."""
        self._triples.update(dict.fromkeys(triples))


def words(value: str, lang: str) -> ox.Literal:
    """Return a text in a language."""
    return ox.Literal(value, language=lang)


def typed(value: str | int, datatype: str) -> ox.Literal:
    """Return a value of an XML Schema type, named without its namespace."""
    return ox.Literal(str(value), datatype=ox.NamedNode(ontology.XSD + datatype))


def plain(value: str) -> ox.Literal:
    """Return words in no language."""
    return ox.Literal(value)


def safe(iri: str) -> str:
    """Return an IRI with what may not stand in one percent-encoded."""
    return quote(iri, safe=_IRI_SAFE)
