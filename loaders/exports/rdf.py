"""The RDF formats: graphs in a fixed order in, the same bytes for the same graphs out.

N-Quads, TriG and JSON-LD keep the named graphs; Turtle, N-Triples and RDF/XML hold the union of
them. The engine writes prefixes in any order, so that they are put in order here.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping

import pyoxigraph as ox

from loaders.errors import ReleaseError
from loaders.exports.source import Part
from ontology import PREFIXES
from ontology.jsonld import CONTEXT_IRI

_HEAD = re.compile(rb"(?:@prefix [^\n]*\n)*")  # @prefix bm: <https://w3id.org/bomay/def#> .
_ROOT = re.compile(rb"<rdf:RDF(?P<names>[^>]*)>")  # <rdf:RDF xmlns:bm="…" xmlns:rdf="…">
_NOT_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")  # XML 1.0, 2.2 Characters
_MAYBE_NOT_XML = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]|\xef\xbf[\xbe\xbf]")  # its bytes
_XML_NAME = re.compile(r"[A-Za-z_][\w.-]*$")  # the end of a property that RDF/XML can write


def n_quads(part: Part) -> bytes:
    """Return sorted N-Quads."""
    return "".join(sorted(line for graph in part.graphs for line in graph.lines)).encode()


def n_triples(part: Part) -> bytes:
    """Return sorted N-Triples."""
    lines = {line.rpartition(" <")[0] for graph in part.graphs for line in graph.lines}
    return "".join(f"{line} .\n" for line in sorted(lines)).encode()


def trig(part: Part) -> bytes:
    """Return TriG with the usual prefixes, a block for each graph."""
    quads = (quad for graph in part.graphs for quad in graph.quads)
    return _sorted_prefixes(_written(quads, ox.RdfFormat.TRIG))


def turtle(part: Part) -> bytes:
    """Return Turtle with the usual prefixes."""
    return _sorted_prefixes(_written(part.triples, ox.RdfFormat.TURTLE))


def rdf_xml(part: Part) -> bytes:
    """Return RDF/XML; raises ReleaseError where a property's IRI does not end in an XML name.

    Characters that XML can't hold, such as a form feed, become U+FFFD; the other formats keep them.
    """
    for predicate in sorted({triple.predicate.value for triple in part.triples}):
        if not _XML_NAME.search(predicate):
            raise ReleaseError(f"{predicate}: a property that RDF/XML can't write")
    body = _written(part.triples, ox.RdfFormat.RDF_XML)
    body = body.replace(b"\r", b"&#xD;")  # a bare one is read as a line feed (XML 1.0, 2.11)
    if _MAYBE_NOT_XML.search(body):
        body = _NOT_XML.sub("\ufffd", body.decode()).encode()
    return _ROOT.sub(_sorted_names, body, count=1)


def json_ld(part: Part) -> bytes:
    """Return compact JSON-LD that names the published context: an object for each graph."""
    blocks = ",\n".join(graph.json for graph in part.graphs)
    body = f'{{\n "@context": {json.dumps(CONTEXT_IRI)},\n "@graph": [\n{blocks}\n ]\n}}\n'
    return body.encode()


FORMATS: Mapping[str, Callable[[Part], bytes]] = {
    "nq": n_quads,
    "trig": trig,
    "ttl": turtle,
    "jsonld": json_ld,
    "rdf": rdf_xml,
    "nt": n_triples,
}
"""By the name that ``--format`` and a file's extension have."""


def _written(statements: Iterable[ox.Quad] | Iterable[ox.Triple], format_: ox.RdfFormat) -> bytes:
    return ox.serialize(statements, format=format_, prefixes=PREFIXES) or b""


def _sorted_prefixes(body: bytes) -> bytes:
    head = _HEAD.match(body)
    assert head is not None  # it matches nothing, too
    return b"".join(sorted(head.group().splitlines(keepends=True))) + b"\n" + body[head.end() :]


def _sorted_names(root: re.Match[bytes]) -> bytes:
    return b"".join([b"<rdf:RDF", *(b" " + name for name in sorted(root["names"].split())), b">"])
