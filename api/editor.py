"""The query editor: where npm has put it, and the terms that it completes."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pyoxigraph as ox

import ontology
from api.pages.model import Lang
from api.vocabulary import ontology_triples

ASSETS = Path(__file__).resolve().parent / "assets"
YASQE = ASSETS / "node_modules" / "@zazuko" / "yasqe" / "build"
FILES = ("yasqe.min.js", "yasqe.min.css")
KINDS = {
    "Class": "classes",
    "ObjectProperty": "properties",
    "DatatypeProperty": "properties",
    "AnnotationProperty": "properties",
}
Terms = dict[str, dict[str, str]]


def editor_folder() -> Path | None:
    """Return the folder of the editor's files; None where npm has not installed them."""
    return YASQE if all((YASQE / name).is_file() for name in FILES) else None


@cache
def completions(lang: Lang) -> Terms:
    """Return ``prefixes`` (name → namespace), ``classes`` and ``properties`` (IRI → label)."""
    labels: dict[str, dict[str, str]] = {}
    kinds: dict[str, str] = {}
    for subject, predicate, value in ontology_triples():
        if not isinstance(subject, ox.NamedNode):
            continue
        if predicate.value == ontology.RDFS + "label" and isinstance(value, ox.Literal):
            labels.setdefault(subject.value, {})[value.language or ""] = value.value
        if predicate.value == ontology.RDF + "type" and isinstance(value, ox.NamedNode):
            kind = KINDS.get(value.value.removeprefix(ontology.OWL))
            if kind:
                kinds[subject.value] = kind
    found: Terms = {"prefixes": dict(ontology.PREFIXES), "classes": {}, "properties": {}}
    for iri, kind in sorted(kinds.items()):
        named = labels.get(iri, {})
        found[kind][iri] = named.get(lang) or named.get("vi") or ""
    return found
