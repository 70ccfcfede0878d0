"""Exports: a release as files that other programs take in, all made from its graph.

    bomay.nq .trig .ttl .jsonld .rdf .nt     the whole dataset
    agencies.csv units.csv posts.csv duties.csv legal-bases.csv
    decisions/<key>.nq …                     what one decision states, in the same formats
    decisions/<key>.agencies.csv …           its rows of the tables
    decisions/<key>.akn.xml                  its text as Akoma Ntoso
    context.jsonld                           a copy of the context that the JSON-LD names
    index.json                               every file: type, bytes, sha256, what it holds

The same graph gives the same bytes: nothing depends on a clock, a folder or the order of a set.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from loaders.exports.akoma_ntoso import akoma_ntoso
from loaders.exports.index import CONTEXT, INDEX, Entry, entry_of, index_text
from loaders.exports.rdf import FORMATS
from loaders.exports.source import Decision, Source, open_release, open_source
from loaders.exports.tables import Table, make_tables
from ontology.jsonld import CONTEXT_FILE

__all__ = ["ALL", "NAMES", "Selection", "Source", "export", "open_release", "open_source"]

NAMES = (*FORMATS, "csv", "akn")
"""The formats, by the name that ``--format`` has."""
_WHOLE = "bomay"
_DECISIONS = "decisions"


@dataclass(frozen=True, slots=True)
class Selection:
    """What to write: formats by name, some decisions alone, CSV with a byte order mark."""

    formats: frozenset[str] = frozenset(NAMES)
    decisions: Sequence[Decision] | None = None
    bom: bool = False


ALL = Selection()


def export(source: Source, folder: Path, selection: Selection = ALL) -> Iterator[Path]:
    """Write files under ``folder`` and yield the path of each, that of ``index.json`` last.

    What the folder holds besides stays. Raises OSError where a file can't be written and
    ReleaseError for a graph that a format can't hold.
    """
    entries = []
    for entry, content in _files(source, selection):
        path = folder / entry.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        entries.append(entry)
        yield path
    index = folder / INDEX
    index.parent.mkdir(parents=True, exist_ok=True)
    index.write_bytes(index_text(entries))
    yield index


def _files(source: Source, selection: Selection) -> Iterator[tuple[Entry, bytes]]:
    """Yield each file with its entry in the index, the whole dataset before the decisions."""
    tables = make_tables(source) if "csv" in selection.formats else []
    if selection.decisions is None:
        yield from _whole(source, tables, selection)
    if "jsonld" in selection.formats:
        content = CONTEXT_FILE.read_bytes()
        yield entry_of(CONTEXT, "context", content), content
    wanted = source.decisions if selection.decisions is None else selection.decisions
    for decision in wanted:
        yield from _one(source, decision, tables, selection)


def _whole(
    source: Source, tables: Sequence[Table], selection: Selection
) -> Iterator[tuple[Entry, bytes]]:
    quads = sum(len(graph.lines) for graph in source.whole.graphs)
    for name, write in FORMATS.items():
        if name in selection.formats:
            content = write(source.whole)
            yield entry_of(f"{_WHOLE}.{name}", "dataset", content, count=quads), content
    for table in tables:
        content = table.csv(bom=selection.bom)
        rows = len(table.rows)
        yield entry_of(f"{table.name}.csv", table.name, content, count=rows), content


def _one(
    source: Source, decision: Decision, tables: Sequence[Table], selection: Selection
) -> Iterator[tuple[Entry, bytes]]:
    part = source.of(decision)
    quads = sum(len(graph.lines) for graph in part.graphs)
    stem = f"{_DECISIONS}/{decision.key}"
    for name, write in FORMATS.items():
        if name in selection.formats:
            content = write(part)
            yield entry_of(f"{stem}.{name}", "decision", content, decision, quads), content
    for table in tables:
        own = table.of(decision.iri)
        content = own.csv(bom=selection.bom)
        path = f"{stem}.{table.name}.csv"
        yield entry_of(path, table.name, content, decision, len(own.rows)), content
    if "akn" in selection.formats:
        content = akoma_ntoso(source.store, decision.iri)
        yield entry_of(f"{stem}.akn.xml", "text", content, decision), content
