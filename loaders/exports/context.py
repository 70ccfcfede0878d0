"""The JSON-LD context, made from the prefixes and the ontology's classes and properties.

``python -m loaders.exports.context`` writes it to ``ontology/context.jsonld``; a test holds the
file to what is made here. Names are the terms' own local names. Where two terms share one, ours
comes first, then the order of ``ontology.PREFIXES``; the later ones keep their prefix.
"""

from __future__ import annotations

import json
from typing import Any

import pyoxigraph as ox

from ontology import FOLDER, OWL, PREFIXES, RDF, RDFS
from ontology.jsonld import CONTEXT_FILE

_KINDS = ("Class", "ObjectProperty", "DatatypeProperty", "AnnotationProperty")
_PLAIN = "rdf:PlainLiteral"
_TEXTS = frozenset(
    {
        *("rdfs:label", "rdfs:comment", "skos:prefLabel", "skos:altLabel", "skos:definition"),
        *("skos:scopeNote", "dct:title", "dct:description", "eli:title"),
    }
)
"""Texts in Vietnamese and English whose vocabulary gives no range, or a wider one."""
_DATES = frozenset(
    {"eli:date_document", "eli:first_date_entry_in_force", "eli:date_no_longer_in_force",
     "bm:curationDate"}
)  # fmt: skip
"""Mostly whole dates. The ontology gives them no range because HermiT stops at xsd:date."""
_IRIS = frozenset(
    {
        *("bm:subject", "bm:predicate", "dct:license"),
        *("rdfs:domain", "rdfs:range", "rdfs:isDefinedBy", "rdfs:seeAlso"),
        *("rdfs:subClassOf", "rdfs:subPropertyOf"),
        *("owl:disjointWith", "owl:inverseOf", "owl:equivalentClass", "owl:equivalentProperty"),
    }
)
"""Annotation properties and RDF Schema's own, whose values are IRIs."""
_BUILT_IN = ("rdfs:label", "rdfs:comment")


def make_context() -> dict[str, Any]:
    """Return the context of the ontology as a JSON-LD document, its terms sorted."""
    store = ox.Store()
    store.bulk_load(path=FOLDER / "bomay.ttl", format=ox.RdfFormat.TURTLE)
    entries: dict[str, Any] = {}
    for short, kinds in sorted(_terms(store).items(), key=lambda entry: _precedence(entry[0])):
        name = short.partition(":")[2]
        taken = name in entries or name in PREFIXES or name in ("id", "type")
        entries[short if taken else name] = _entry(short, kinds, store)
    head: dict[str, Any] = {"@version": 1.1, "id": "@id", "type": "@type", **PREFIXES}
    return {"@context": {**head, **dict(sorted(entries.items()))}}


def context_text() -> str:
    """Return the context as the text of ``ontology/context.jsonld``, a line for each term."""
    lines = (
        f"  {json.dumps(name)}: {json.dumps(entry)}"
        for name, entry in make_context()["@context"].items()
    )
    return '{\n "@context": {\n' + ",\n".join(lines) + "\n }\n}\n"


def _terms(store: ox.Store) -> dict[str, set[str]]:
    """Return each class and property of a known namespace with its kinds."""
    found: dict[str, set[str]] = {short: {"AnnotationProperty"} for short in (*_BUILT_IN, *_IRIS)}
    for kind in _KINDS:
        for quad in store.quads_for_pattern(
            None, ox.NamedNode(RDF + "type"), ox.NamedNode(OWL + kind), None
        ):
            short = _short(quad.subject)
            if short:
                found.setdefault(short, set()).add(kind)
    return found


def _short(term: object) -> str:
    if isinstance(term, ox.NamedNode):
        for prefix, namespace in PREFIXES.items():
            local = term.value.removeprefix(namespace)
            if term.value.startswith(namespace) and local.isidentifier():
                return f"{prefix}:{local}"
    return ""


def _precedence(short: str) -> tuple[int, str]:
    prefix, _, local = short.partition(":")
    return list(PREFIXES).index(prefix), local


def _entry(short: str, kinds: set[str], store: ox.Store) -> Any:
    if kinds == {"Class"}:
        return short
    ranges = {_short(found) for found in _ranges(short, store)}
    datatypes = {found for found in ranges if found.startswith("xsd:")} - {"xsd:string"}
    if short in _TEXTS or _PLAIN in ranges:
        return {"@id": short, "@container": "@language"}
    if short in _IRIS or "ObjectProperty" in kinds:
        return {"@id": short, "@type": "@id"}
    if short in _DATES:
        return {"@id": short, "@type": "xsd:date"}
    if len(datatypes) == 1:
        return {"@id": short, "@type": datatypes.pop()}
    return {"@id": short}


def _ranges(short: str, store: ox.Store) -> list[object]:
    prefix, _, local = short.partition(":")
    term = ox.NamedNode(PREFIXES[prefix] + local)
    quads = store.quads_for_pattern(term, ox.NamedNode(RDFS + "range"), None, None)
    return [quad.object for quad in quads]


if __name__ == "__main__":
    CONTEXT_FILE.write_text(context_text(), encoding="utf-8")
