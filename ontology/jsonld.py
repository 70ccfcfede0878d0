"""Compact JSON-LD 1.1 by ``context.jsonld``: triples in, readable JSON out.

    {"id": "https://…/khoan-14", "type": "Duty", "text": {"vi": "…"}, "order": 14, "isLeaf": false}

Properties and classes go by their term of the context; an IRI as value is shortened by a prefix
or written whole. What a term can't carry (a number under a language map) stands under the
property's IRI instead, so that no triple is lost or changed.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeAlias

import pyoxigraph as ox

from ontology import BM, FOLDER, RDF, XSD

CONTEXT_FILE = FOLDER / "context.jsonld"
CONTEXT_IRI = BM.removesuffix("#") + "/context.jsonld"
"""Where the context is published: like the ontology it does not move with the base IRI."""
_TYPE = RDF + "type"
_WHOLE_NUMBERS = ("xsd:nonNegativeInteger", "xsd:positiveInteger")
_LANGUAGE = "@language"
_as_json = json.JSONEncoder(ensure_ascii=False).encode  # json.dumps makes a new one each time
_NONE = "@none"
_INSIDE = {"evidence": {"evidence"}, "hasSelector": {"evidence", "hasSelector"}}
"""What may stand inside of a node unless it has one of these itself, so that no circle is lost."""

Node: TypeAlias = dict[str, Any]
"""``id``, ``type`` where there is one, then the properties by name."""


@dataclass(frozen=True, slots=True)
class Term:
    """A property in the context: its name, and the datatype, ``@id`` or ``@language`` it means."""

    name: str
    means: str = ""


@dataclass(frozen=True)
class Context:
    """The published context, read: how IRIs are shortened.

    ``entries`` is the context itself, ``namespaces`` its prefixes by namespace; ``terms`` and
    ``names`` go from the IRI of a property, or of a property or class, to its term.
    """

    entries: Mapping[str, Any]
    prefixes: Mapping[str, str]
    namespaces: Mapping[str, str]
    terms: Mapping[str, Term]
    names: Mapping[str, str]

    def short(self, iri: str) -> str:
        """Return ``prefix:name`` for an IRI in a known namespace, else the IRI."""
        cut = max(iri.rfind("#"), iri.rfind("/")) + 1
        prefix = self.namespaces.get(iri[:cut])
        return f"{prefix}:{iri[cut:]}" if prefix and cut < len(iri) else iri

    def unmapped(self, iri: str) -> str:
        """Return a key for a property that brings no coercion with it."""
        short = self.short(iri)
        return iri if short in self.entries else short

    def only(self, names: Iterable[str]) -> dict[str, Any]:
        """Return the part of the context that documents with these keys and IRIs need."""
        wanted = set(names)
        found = {name: self.entries[name] for name in wanted if name in self.entries}
        used = {value for value in _strings([*wanted, *found.values()]) if ":" in value}
        for prefix in {value.partition(":")[0] for value in used} & set(self.prefixes):
            found[prefix] = self.prefixes[prefix]
        kept = {name: self.entries[name] for name in ("@version", "id", "type")}
        return {**kept, **dict(sorted(found.items()))}


@cache
def context() -> Context:
    """Return ``context.jsonld``, read once."""
    return _context(json.loads(CONTEXT_FILE.read_text(encoding="utf-8"))["@context"])


@cache
def store_context() -> Context:
    """Return the context for what comes out of a store.

    The engine keeps every whole number as an xsd:integer, which is what a plain number in JSON
    means; so the terms say no narrower type here.
    """
    entries = {
        name: {"@id": entry["@id"]}
        if isinstance(entry, dict) and entry.get("@type") in _WHOLE_NUMBERS
        else entry
        for name, entry in context().entries.items()
    }
    return _context(entries)


def _context(entries: Mapping[str, Any]) -> Context:
    words = {key: value for key, value in entries.items() if isinstance(value, str)}
    prefixes = {key: value for key, value in words.items() if value.endswith(("#", "/"))}
    names: dict[str, str] = {}
    terms: dict[str, Term] = {}
    for name, entry in entries.items():
        if name.startswith("@") or name in prefixes:
            continue
        short = entry if isinstance(entry, str) else entry["@id"]
        prefix, _, local = short.partition(":")
        if prefix not in prefixes:  # id, type
            continue
        iri = prefixes[prefix] + local
        names[iri] = name
        if not isinstance(entry, str):
            terms[iri] = Term(name, entry.get("@type") or entry.get("@container") or "")
    namespaces = {namespace: prefix for prefix, namespace in prefixes.items()}
    return Context(entries, prefixes, namespaces, terms, names)


def compact(triples: Iterable[ox.Triple], known: Context | None = None) -> list[Node]:
    """Return a node per subject, in the order in which the subjects first come.

    ``known`` is the published context unless another is given.
    """
    by_subject: dict[str, dict[str, list[Any]]] = {}
    for subject, predicate, found in triples:
        about = by_subject.setdefault(_iri(subject), {})
        about.setdefault(predicate.value, []).append(found)
    known = known or context()
    return [_node(known, subject, about) for subject, about in by_subject.items()]


def document(triples: Iterable[ox.Triple]) -> bytes:
    """Return triples as one JSON-LD document that carries the part of the context it uses.

    Evidence stands inside of what it is evidence for, so that a resource reads as one object.
    """
    known = store_context()
    nodes = _with_evidence_inside(compact(triples, known))
    body = nodes[0] if len(nodes) == 1 else {"@graph": nodes}
    whole = {"@context": known.only(_strings(nodes))} | body
    return (json.dumps(whole, ensure_ascii=False, indent=1) + "\n").encode()


def _with_evidence_inside(nodes: list[Node]) -> list[Node]:
    """Put evidence and its selector in the place of their IRI, where only one node names them."""
    by_id = {node["id"]: node for node in nodes}
    named = [(node, key, node[key]) for node in nodes for key in _INSIDE if key in node]
    places = [(key, iri) for _, key, value in named for iri in _all(value) if isinstance(iri, str)]
    times = Counter(iri for _, iri in places)
    inside = {
        iri
        for key, iri in places
        if times[iri] == 1 and iri in by_id and not _INSIDE[key] & by_id[iri].keys()
    }
    for node, key, value in named:
        node[key] = _one_or_all(
            [by_id[i] if isinstance(i, str) and i in inside else i for i in _all(value)]
        )
    return [node for node in nodes if node["id"] not in inside]


def node_text(node: Node, indent: str = "") -> str:
    """Return a node as JSON with one line for each property, so that two versions compare well."""
    lines = (f"{indent} {_as_json(key)}: {_as_json(value)}" for key, value in node.items())
    return indent + "{\n" + ",\n".join(lines) + f"\n{indent}}}"


def _node(known: Context, subject: str, about: Mapping[str, list[Any]]) -> Node:
    node: Node = {"id": known.short(subject)}
    properties: dict[str, Any] = {}
    for predicate, objects in about.items():
        if predicate == _TYPE and all(isinstance(found, ox.NamedNode) for found in objects):
            node["type"] = _one_or_all(
                sorted(
                    known.names.get(found.value) or known.short(found.value) for found in objects
                )
            )
        else:
            properties |= _property(known, predicate, objects)
    return node | dict(sorted(properties.items()))


def _property(known: Context, predicate: str, objects: list[Any]) -> dict[str, Any]:
    term = known.terms.get(predicate) or Term(known.names.get(predicate, ""))
    key = term.name or known.unmapped(predicate)
    if term.means != _LANGUAGE:
        return {key: _one_or_all([_value(known, term.means, found) for found in objects])}
    texts: dict[str, list[str]] = {}
    others = []
    for found in objects:
        if isinstance(found, ox.Literal) and _is_text(found):
            texts.setdefault(found.language or _NONE, []).append(found.value)
        else:
            others.append(_value(known, "", found))
    said: dict[str, Any] = {}
    if texts:
        said[key] = {
            lang: _one_or_all(texts[lang]) for lang in sorted(texts, key=_vietnamese_first)
        }
    if others:
        said[known.unmapped(predicate)] = _one_or_all(others)
    return said


def _vietnamese_first(language: str) -> tuple[bool, str]:
    return language != "vi", language


def _is_text(literal: ox.Literal) -> bool:
    return literal.language is not None or literal.datatype.value == XSD + "string"


def _value(known: Context, means: str, found: Any) -> Any:
    """Return an object as JSON under a term that means ``means`` ("" for nothing)."""
    if not isinstance(found, ox.Literal):
        iri = known.short(_iri(found))
        return iri if means == "@id" else {"id": iri}
    if found.language is not None:
        return {"@value": found.value, "@language": found.language}
    datatype = found.datatype.value
    if datatype == XSD + "string":
        return found.value if not means else {"@value": found.value}
    native = _native(found.value, datatype)
    if means and known.short(datatype) == means:
        return native
    if not means and datatype in (XSD + "integer", XSD + "boolean") and native != found.value:
        return native
    return {"@type": known.short(datatype), "@value": found.value}


def _native(value: str, datatype: str) -> Any:
    """Return the number or truth value where JSON gives back the very same characters."""
    if datatype == XSD + "boolean" and value in ("true", "false"):
        return value == "true"
    whole = datatype in (XSD + "integer", XSD + "nonNegativeInteger")
    if whole and value.isascii() and value.isdigit() and str(int(value)) == value:
        return int(value) if len(value) < 16 else value
    return value


def _iri(term: Any) -> str:
    """Return the IRI of a term, or the label of a blank node."""
    return term.value if isinstance(term, ox.NamedNode) else str(term)


def _one_or_all(values: list[Any]) -> Any:
    return values[0] if len(values) == 1 else values


def _all(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _strings(value: Any) -> Iterable[str]:
    """Yield every key and string in a JSON value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            yield key
            yield from _strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _strings(inner)
