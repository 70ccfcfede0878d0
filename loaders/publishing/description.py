"""What a reader of the store finds out about the release (:mod:`ontology.publication`)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import pyoxigraph as ox

from loaders.publishing.checksum import Sum
from ontology import XSD
from ontology.publication import (
    BEGUN,
    CHECKSUM,
    IDENTIFIER,
    ISSUED,
    MANIFEST,
    PUBLICATION,
    SUBSET,
    TRIPLES,
    URI_SPACE,
    VERSION,
)

_STRING = ox.NamedNode(XSD + "string")
_INTEGER = ox.NamedNode(XSD + "integer")
_TIME = ox.NamedNode(XSD + "dateTime")


@dataclass(frozen=True)
class Release:
    """A release: its id and base IRI, the facts of its manifest, the checksum of each graph.

    ``issued`` is when it was published, "" where that is not known.
    """

    id: str
    base_iri: str
    facts: Mapping[str, Any]
    graphs: Mapping[str, Sum]
    issued: str = ""

    @property
    def quads(self) -> int:
        """How many statements it has."""
        return sum(found.count for found in self.graphs.values())

    @property
    def version(self) -> str:
        """Its content in one digest: the same content, the same version."""
        sums = {name: [found.count, found.sha256] for name, found in self.graphs.items()}
        said = json.dumps([self.id, self.base_iri, self.facts, sums], sort_keys=True)
        return hashlib.sha256(said.encode()).hexdigest()


def facts_of(manifest: Mapping[str, Any]) -> dict[str, Any]:
    """Return the single values of a manifest; its lists may be long, and the graph has them."""
    return {key: value for key, value in manifest.items() if not isinstance(value, list | dict)}


def description(release: Release) -> list[ox.Triple]:
    """Return the description of a release, sorted."""
    said = [
        _said(PUBLICATION, IDENTIFIER, release.id),
        _said(PUBLICATION, VERSION, release.version),
        _said(PUBLICATION, URI_SPACE, release.base_iri),
        _said(PUBLICATION, MANIFEST, json.dumps(release.facts, sort_keys=True)),
        _counted(PUBLICATION, release.quads),
        *subsets(PUBLICATION, release.graphs),
    ]
    if release.issued:
        said.append(_said(PUBLICATION, ISSUED, release.issued, _TIME))
    for name, found in release.graphs.items():
        said += [_counted(name, found.count), _said(name, CHECKSUM, found.sha256)]
    return sorted(said, key=str)


def begun(graphs: Iterable[str]) -> list[ox.Triple]:
    """Return the note that a publication is under way, which may have put these graphs there."""
    return subsets(BEGUN, graphs)


def subsets(node: str, graphs: Iterable[str]) -> list[ox.Triple]:
    """Return that a node has these graphs."""
    return [
        ox.Triple(ox.NamedNode(node), ox.NamedNode(SUBSET), ox.NamedNode(name))
        for name in sorted(graphs)
    ]


def graphs_in(triples: Iterable[ox.Triple]) -> set[str]:
    """Return the graphs that a description or a note names."""
    return {
        triple.object.value
        for triple in triples
        if triple.predicate.value == SUBSET and isinstance(triple.object, ox.NamedNode)
    }


def _said(node: str, relation: str, words: str, kind: ox.NamedNode = _STRING) -> ox.Triple:
    value = ox.Literal(words, datatype=kind)
    return ox.Triple(ox.NamedNode(node), ox.NamedNode(relation), value)


def _counted(node: str, count: int) -> ox.Triple:
    return _said(node, TRIPLES, str(count), _INTEGER)
