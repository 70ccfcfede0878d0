"""Which media type a client gets: RFC 9110, 12.5.1 (Accept) and ``?format=``.

The highest q-value wins; between equals the type that the client names more precisely, then the
order in which the service offers them. ``q=0`` excludes. A range that can't be read is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pyoxigraph as ox

HTML = "text/html"
TURTLE = "text/turtle"
RDF_XML = "application/rdf+xml"

RESULT_FORMATS = {
    "application/sparql-results+json": ox.QueryResultsFormat.JSON,
    "application/sparql-results+xml": ox.QueryResultsFormat.XML,
    "text/csv": ox.QueryResultsFormat.CSV,
    "text/tab-separated-values": ox.QueryResultsFormat.TSV,
    "application/json": ox.QueryResultsFormat.JSON,
    "application/xml": ox.QueryResultsFormat.XML,
    "text/xml": ox.QueryResultsFormat.XML,
}
"""Of SELECT and ASK, by media type, the default first."""

GRAPH_FORMATS = {
    TURTLE: ox.RdfFormat.TURTLE,
    "application/ld+json": ox.RdfFormat.JSON_LD,
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
    RDF_XML: ox.RdfFormat.RDF_XML,
    "application/trig": ox.RdfFormat.TRIG,
    "application/n-quads": ox.RdfFormat.N_QUADS,
    "application/json": ox.RdfFormat.JSON_LD,
}
"""Of CONSTRUCT, DESCRIBE and resources, by media type, the default first."""

FORMAT_NAMES = {
    "html": (HTML,),
    "json": ("application/sparql-results+json", "application/ld+json"),
    "xml": ("application/sparql-results+xml", RDF_XML),
    "csv": ("text/csv",),
    "tsv": ("text/tab-separated-values",),
    "ttl": (TURTLE,),
    "turtle": (TURTLE,),
    "jsonld": ("application/ld+json",),
    "json-ld": ("application/ld+json",),
    "nt": ("application/n-triples",),
    "ntriples": ("application/n-triples",),
    "rdf": (RDF_XML,),
    "rdf+xml": (RDF_XML,),
    "trig": ("application/trig",),
    "nq": ("application/n-quads",),
    "nquads": ("application/n-quads",),
}
"""What ``?format=`` may say besides a media type; the first type that is offered counts."""

_ELEMENT = re.compile(r'(?:[^,"]|"(?:[^"\\]|\\.)*(?:"|\\?\Z))+')  # one media range: text/html;q=0.5
_PARAMETER = re.compile(r'(?:[^;"]|"(?:[^"\\]|\\.)*(?:"|\\?\Z))+')  # what stands between semicolons
_RANGE = re.compile(r"[\w!#$&^.+-]+/[\w!#$&^.+-]+|[\w!#$&^.+-]+/\*|\*/\*|\*")
_QVALUE = re.compile(r"0(?:\.\d{0,3})?|1(?:\.0{0,3})?|\.\d{1,3}")


@dataclass(frozen=True)
class MediaRange:
    """One entry of an Accept header: ``type`` may end in ``/*``; ``q`` lies in 0..1."""

    type: str
    q: float
    has_parameters: bool = False

    def precision(self, media_type: str) -> int:
        """Return how precisely this range names ``media_type``, 0 where it does not."""
        if self.type == "*/*":
            return 1
        if self.type.endswith("/*"):
            return 2 if media_type.startswith(self.type[:-1]) else 0
        if self.type != media_type:
            return 0
        return 3 if self.has_parameters else 4


def parse_accept(headers: Iterable[str]) -> list[MediaRange]:
    """Return the media ranges of all Accept headers of a request together."""
    ranges = (_media_range(part) for header in headers for part in _ELEMENT.findall(header))
    return [found for found in ranges if found is not None]


def choose(headers: Iterable[str], offers: Sequence[str]) -> str | None:
    """Return the media type of ``offers`` that suits the Accept headers best, None for none."""
    ranges = parse_accept(headers)
    if not ranges:
        return offers[0]
    best: tuple[float, int] = (0.0, 0)
    chosen = None
    for offer in offers:
        rank = _rank(offer, ranges)
        if rank[0] > 0 and rank > best:
            best, chosen = rank, offer
    return chosen


def named_format(name: str, offers: Sequence[str]) -> str | None:
    """Return the offered media type that ``?format=name`` asks for, None for none."""
    wanted = FORMAT_NAMES.get(name.strip().lower(), (name.strip().lower(),))
    return next((media_type for media_type in wanted if media_type in offers), None)


def content_type(media_type: str) -> str:
    """Return ``media_type`` as a Content-Type, with the charset where text needs one."""
    return f"{media_type}; charset=utf-8" if media_type.startswith("text/") else media_type


def _rank(offer: str, ranges: Iterable[MediaRange]) -> tuple[float, int]:
    """Return q and precision of the range that names ``offer`` most precisely."""
    named = [(entry.precision(offer), entry.q) for entry in ranges if entry.precision(offer)]
    precision, q = max(named, default=(0, 0.0))
    return (q, precision)


def _media_range(element: str) -> MediaRange | None:
    first, *parameters = [part.strip() for part in _PARAMETER.findall(element)] or [""]
    if not _RANGE.fullmatch(first):
        return None
    others = False
    q = 1.0
    for parameter in parameters:
        key, _, value = parameter.partition("=")
        if key.strip().lower() != "q":
            others = others or bool(key)
        elif _QVALUE.fullmatch(value.strip()):
            q = float(value)
        else:
            return None
    return MediaRange("*/*" if first == "*" else first.lower(), q, others)
