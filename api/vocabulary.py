"""The ontology as it is served at ``/def``: its triples, and a page that lists its terms."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import pyoxigraph as ox

import ontology
from api.pages.environment import render
from api.pages.model import Lang, Site

IRI = ontology.BM.removesuffix("#")


@dataclass(frozen=True)
class Term:
    """A class or property: its name after ``#``, its label and description in one language."""

    name: str
    kinds: tuple[str, ...]
    label: str
    comment: str


@cache
def ontology_triples() -> list[ox.Triple]:
    """Return the triples of ``ontology/bomay.ttl``, sorted."""
    quads = ox.parse(path=ontology.FOLDER / "bomay.ttl", format=ox.RdfFormat.TURTLE)
    return sorted((quad.triple for quad in quads), key=str)


@cache
def render_vocabulary(lang: Lang) -> str:
    """Return the page of the ontology as HTML."""
    triples = ontology_triples()
    about = [triple for triple in triples if triple.subject == ox.NamedNode(IRI)]
    return render(
        "vocabulary.html",
        Site(ontology.base_iri(), lang),
        "/def",
        title=_words(about, ontology.DCT + "title", lang) or IRI,
        description=_words(about, ontology.DCT + "description", lang),
        terms=_terms(triples, lang),
    )


def _terms(triples: Sequence[ox.Triple], lang: Lang) -> list[Term]:
    own: dict[str, list[ox.Triple]] = {}
    for triple in triples:
        subject = triple.subject
        if isinstance(subject, ox.NamedNode) and subject.value.startswith(ontology.BM):
            own.setdefault(subject.value.removeprefix(ontology.BM), []).append(triple)
    return [
        Term(
            name,
            tuple(_kinds(about)),
            _words(about, ontology.RDFS + "label", lang) or name,
            _words(about, ontology.RDFS + "comment", lang),
        )
        for name, about in sorted(own.items())
    ]


def _kinds(about: Sequence[ox.Triple]) -> list[str]:
    """Return the OWL types of a term as they are written: ``owl:Class``."""
    return [
        "owl:" + triple.object.value.removeprefix(ontology.OWL)
        for triple in about
        if triple.predicate.value == ontology.RDF + "type"
        and isinstance(triple.object, ox.NamedNode)
        and triple.object.value.startswith(ontology.OWL)
    ]


def _words(about: Sequence[ox.Triple], predicate: str, lang: Lang) -> str:
    """Return the words of a property in ``lang``, "" where there are none."""
    return next(
        (
            triple.object.value
            for triple in about
            if triple.predicate.value == predicate
            and isinstance(triple.object, ox.Literal)
            and triple.object.language == lang
        ),
        "",
    )
