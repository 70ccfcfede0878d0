"""Reference: the graph of what holds for every decision, from the tables of data/reference/.

Provinces before and after 1 July 2025, central bodies, and what became of provinces and of the
bodies that the decisions speak of. The legal texts that say so are described among the cited acts.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Quad

from loaders.errors import ReferenceDataError
from loaders.facts.model import Act
from loaders.iris import Iris
from loaders.tables import PROVINCES_FILE, Province, provinces
from loaders.tables.reference import (
    CENTRAL_FILE,
    PRESENT_FILE,
    REORGANISATIONS_FILE,
    CentralBody,
    NamedSource,
    PresentProvince,
    central_bodies,
    present_of,
    present_provinces,
    sources,
)
from loaders.triples.acts import ActBook, SharedThings
from loaders.triples.changes import write_mergers, write_reorganisations
from loaders.triples.writer import Term, Writer, date, en, vi
from ontology import OWL

_SAME_AS = NamedNode(OWL + "sameAs")
_SEE_ALSO = "rdfs:seeAlso"
_WIKIDATA = "http://www.wikidata.org/entity/"
_LAST_DAY = "2025-06-30"
"""The day before the mergers of Resolution 202/2025/QH15 took effect."""
_FORMATS = {".csv": "text/csv", ".toml": "application/toml"}
_TABLES = (PROVINCES_FILE, PRESENT_FILE, CENTRAL_FILE, REORGANISATIONS_FILE)


def with_sources(iris: Iris, shared: SharedThings) -> SharedThings:
    """Return the shared things with the legal texts that the tables name among the cited acts."""
    acts = defaultdict(list, {iri: list(mentions) for iri, mentions in shared.acts.items()})
    found = replace(shared, acts=acts)
    book = ActBook(iris, found, None)
    for source in sources().values():
        if source.kind == "act":
            book.cite(_act(source))
    return found


def reference_quads(iris: Iris, bodies: Iterable[str], described: set[str]) -> list[Quad]:
    """Return the reference graph.

    ``bodies`` are the IRIs of the bodies that the dataset speaks of: what became of them is told.
    ``described`` are those of things that a decision's graph describes itself.
    """
    writer = Writer(iris, NamedNode(iris.shared("reference")), "", "")
    for path in _TABLES:
        _table(writer, path)
    for source in sources().values():
        if source.kind == "article":
            _article(writer, source)
    for former in provinces():
        _former(writer, former)
    for present in present_provinces():
        if present.since:
            _new(writer, present)
    for body in central_bodies():
        if iris.org("vn", body.name) not in described:
            _central(writer, body)
    named = {source.id: source_iri(iris, source) for source in sources().values()}
    write_mergers(writer, named, _table_node(iris, PRESENT_FILE))
    table = _table_node(iris, REORGANISATIONS_FILE)
    write_reorganisations(writer, named, table, bodies, described)
    return list(dict.fromkeys(writer.quads))


def source_iri(iris: Iris, source: NamedSource) -> NamedNode:
    """Return the IRI of a named source: that of the act, or one of our own for an article."""
    if source.kind == "article":
        return NamedNode(f"{iris.base}id/reference/source/{source.id}")
    act = iris.act(_act(source), None)
    if act is None:
        raise ReferenceDataError(f"{source.id}: the act has no number to be told apart by")
    return NamedNode(act)


def _act(source: NamedSource) -> Act:
    return Act(source.type or "", source.number, source.date, source.title, source.issuer)


def _article(writer: Writer, source: NamedSource) -> None:
    iri = source_iri(writer.iris, source)
    writer.type(iri.value, "bm:NamedSource")
    writer.add(iri, "dct:title", vi(source.title))
    writer.add(iri, "dct:date", date(source.date))
    writer.add(iri, "dct:creator", Literal(source.issuer))
    writer.add(iri, _SEE_ALSO, NamedNode(source.url) if source.url else None)


@cache
def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _table_node(iris: Iris, path: Path) -> NamedNode:
    return NamedNode(f"{iris.base}id/source/{_digest(path)[:16]}")


def _table(writer: Writer, path: Path) -> None:
    node = _table_node(writer.iris, path)
    writer.type(node.value, "bm:SourceFile")
    writer.add(node, "bm:sha256", Literal(_digest(path)))
    writer.add(node, "dct:title", Literal(path.name))
    writer.add(node, "dct:format", Literal(_FORMATS[path.suffix]))


def _former(writer: Writer, province: Province) -> None:
    """Describe one of the 63: those that a merger of 2025 ended have a last day."""
    iri, present = writer.iris.province(province.slug), present_of(province.slug)
    _place(writer, iri, province, PROVINCES_FILE)
    writer.add(iri, "bm:isoCode", Literal(province.iso))
    for alias in province.aliases:
        writer.add(iri, "skos:altLabel", vi(alias))
    if present.since:
        writer.add(iri, "bm:validUntil", date(_LAST_DAY))
        writer.add(iri, "dct:source", source_iri(writer.iris, present.source))


def _new(writer: Writer, province: PresentProvince) -> None:
    """Describe one of the 23 that the mergers of 2025 made."""
    iri = writer.iris.province(province.slug)
    _place(writer, iri, province, PRESENT_FILE)
    if province.since:
        writer.add(iri, "bm:validFrom", date(province.since))
    writer.add(iri, "dct:source", source_iri(writer.iris, province.source))


def _place(writer: Writer, iri: str, province: Province | PresentProvince, table: Path) -> None:
    writer.type(iri, "bm:Province", "dct:Location")
    name = province.full_name
    writer.add(iri, "skos:prefLabel", vi(name[:1].upper() + name[1:]))
    kind = "province" if province.kind == "tỉnh" else "city"
    writer.add(iri, "skos:prefLabel", en(f"{province.name} {kind}"))
    writer.add(iri, "prov:hadPrimarySource", _table_node(writer.iris, table))
    if province.wikidata:
        same: Term = NamedNode(_WIKIDATA + province.wikidata)
        writer.quads.append(Quad(NamedNode(iri), _SAME_AS, same, writer.graph))


def _central(writer: Writer, body: CentralBody) -> None:
    iri = f"{writer.iris.base}id/org/vn/{body.slug}"
    writer.type(iri, "cv:PublicOrganisation", "org:FormalOrganization")
    writer.add(iri, "skos:prefLabel", vi(body.name), en(body.name_en))
    for alias in body.aliases:
        writer.add(iri, "skos:altLabel", vi(alias))
    writer.add(iri, "bm:abbreviation", Literal(body.abbreviation))
    writer.add(iri, "org:classification", writer.code("body-kind", body.kind))
    writer.add(iri, "prov:hadPrimarySource", _table_node(writer.iris, CENTRAL_FILE))
    if body.source:
        writer.add(iri, "dct:source", source_iri(writer.iris, body.source))
