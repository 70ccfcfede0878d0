"""Triples and results as bytes in one of the formats offered; nothing here knows of HTTP."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import pyoxigraph as ox

import ontology
from api.negotiation import GRAPH_FORMATS
from ontology.jsonld import document

_PREFIX_LINES = re.compile(rb"(?:@prefix [^\n]*\n)*")  # @prefix bm: <…> .
_XML_NAME = re.compile(r"[A-Za-z_][\w.-]*\Z")  # …/ontology#label
_NOT_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")  # XML 1.0, 2.2 Characters
_MAYBE_NOT_XML = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]|\xef\xbf[\xbe\xbf]")  # its bytes


class NoXmlNameError(ValueError):
    """A predicate does not end in a name, so that RDF/XML has no way to write it."""


def write_triples(
    triples: Sequence[ox.Triple],
    media_type: str,
    prefixes: Mapping[str, str] = ontology.PREFIXES,
) -> bytes:
    """Return triples in one of GRAPH_FORMATS: the same triples, the same bytes.

    Turtle has those of the prefixes that it needs. Raises NoXmlNameError.
    """
    format = GRAPH_FORMATS[media_type]
    if format == ox.RdfFormat.TURTLE:
        body = ox.serialize(triples, format=format, prefixes=dict(prefixes))
        return _with_sorted_prefixes(bytes(body or b""))
    if format == ox.RdfFormat.JSON_LD:
        return document(triples)
    if format == ox.RdfFormat.RDF_XML:
        _check_names({triple.predicate.value for triple in triples})
        return sound_xml(bytes(ox.serialize(triples, format=format) or b""))
    return bytes(ox.serialize(triples, format=format) or b"")


def sound_xml(body: bytes) -> bytes:
    """Return XML of the engine well-formed: it writes control characters as they are.

    Characters that XML can't hold, such as a form feed, become U+FFFD; the other formats keep
    them. A carriage return is written as a reference, as a bare one is read as a line feed
    (XML 1.0, 2.11).
    """
    if b"\r" in body:
        body = body.replace(b"\r", b"&#xD;")
    if _MAYBE_NOT_XML.search(body):
        body = _NOT_XML.sub("\ufffd", body.decode("utf-8")).encode("utf-8")
    return body


def _with_sorted_prefixes(turtle: bytes) -> bytes:
    """Return Turtle with the prefixes it uses, sorted: the engine writes all, in any order."""
    head = _PREFIX_LINES.match(turtle)
    assert head is not None  # it matches nothing, too
    body = turtle[head.end() :]
    used = (line for line in head.group().splitlines(keepends=True) if _is_used(line, body))
    return b"".join([*sorted(used), body])


def _is_used(line: bytes, body: bytes) -> bool:
    """Tell whether the prefix of ``line`` begins a name in ``body``: ``sd:`` is not in ``xsd:``."""
    name = line.split()[1]
    return name in body and re.search(rb"(?<![\w-])" + re.escape(name), body) is not None


def _check_names(predicates: set[str]) -> None:
    for predicate in sorted(predicates):
        if not _XML_NAME.search(predicate):
            raise NoXmlNameError(predicate)
