"""The record of a publication: what it changed, as files beside the releases.

    <releases>/changes/<number>/head.json    one publication: release, previous, time, counts
    <releases>/changes/<number>/1.json …     its entries, one for each resource in each graph
    <releases>/changes/<number>/published    empty: its release was switched in

A record is written, by one rename, before its release is switched in. One that was never switched
in (the machine stopped in between) is written anew by the next publication. The time is that of the
publication; it is no part of any release.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from loaders.changes import Change, Side, changes, open_side
from ontology import RDFS, SKOS

CHANGES = "changes"
HEAD = "head.json"
PUBLISHED = "published"
ENTRIES_A_FILE = 50
MOST_ENTRIES = 5_000
"""Entries of one publication that are listed; the rest is counted."""
MOST_LINES = 500
"""Statements of one entry that are listed; the rest is counted."""

_LABELS = (ox.NamedNode(RDFS + "label"), ox.NamedNode(SKOS + "prefLabel"))


def write_record(
    folder: Path, number: int, new: Path, old: Path | None, published: datetime
) -> None:
    """Write a publication into an empty folder: its entries, then its head.

    A release before that can't be read is named, not compared; raises OSError where the new one
    can't be.
    """
    side = open_side(new)
    before = _open_before(old)
    found = changes(before, side) if before else []
    entries = _entries(found, side, before) if before else []
    listed = entries[:MOST_ENTRIES]
    files = [listed[at : at + ENTRIES_A_FILE] for at in range(0, len(listed), ENTRIES_A_FILE)]
    for page, shown in enumerate(files, start=1):
        _write_json(folder / f"{page}.json", {"entries": shown})
    _write_json(
        folder / HEAD,
        {
            "number": number,
            "release": new.name,
            "previous": old.name if old else None,
            "published": published.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            "statements": len(side.lines),
            "is_compared": before is not None,
            "added": sum(change.sign == "+" for change in found),
            "removed": sum(change.sign == "-" for change in found),
            "graphs": _by_graph(found),
            "pages": len(files),
            "entries": len(listed),
            "left_out": len(entries) - len(listed),
        },
    )


def last_published(changes_folder: Path, release: str | None) -> int:
    """Return the number of the last record whose release was switched in, 0 for none.

    ``release`` is the one that is served: the machine may have stopped before its mark was set.
    """
    found = 0
    for number, name in recorded(changes_folder):
        if name == release or (changes_folder / str(number) / PUBLISHED).exists():
            found = number
    return found


def published_at(changes_folder: Path, release: str) -> str:
    """Return when a release was last published, as 2026-11-22T03:04:05Z; "" where none is told."""
    numbers = [number for number, name in recorded(changes_folder) if name == release]
    if not numbers:
        return ""
    head = json.loads((changes_folder / str(numbers[-1]) / HEAD).read_text(encoding="utf-8"))
    return str(head.get("published", ""))


def recorded(changes_folder: Path) -> Iterator[tuple[int, str]]:
    """Yield the number and release of each record, in order, up to the first that is missing."""
    number = 1
    while True:
        try:
            head = json.loads((changes_folder / str(number) / HEAD).read_text(encoding="utf-8"))
            name = str(head["release"])
        except (OSError, ValueError, KeyError):
            return
        yield number, name
        number += 1


def _open_before(old: Path | None) -> Side | None:
    try:
        return open_side(old) if old else None
    except (OSError, ValueError, KeyError):
        return None


def _entries(found: list[Change], new: Side, old: Side) -> list[dict[str, Any]]:
    """Return an entry for each resource and graph, numbered from 1, what readers look for first.

    That is: decisions that both releases have, what decisions share, decisions that came or went,
    and last what only changed its place in the file.
    """
    groups: dict[tuple[str, str], list[Change]] = {}
    for change in found:
        groups.setdefault((change.graph, change.resource), []).append(change)
    decisions = {**old.decisions, **new.decisions}
    both = old.decisions.keys() & new.decisions.keys()

    def rank(key: tuple[str, str]) -> int:
        if all(change.is_place for change in groups[key]):
            return 3
        return 0 if key[0] in both else 2 if key[0] in decisions else 1

    order = sorted(groups, key=rank)
    return [
        _entry(number, key, decisions.get(key[0]), groups[key], (new.store, old.store))
        for number, key in enumerate(order, start=1)
    ]


def _entry(
    number: int,
    key: tuple[str, str],
    decision: str | None,
    group: list[Change],
    stores: tuple[ox.Store, ox.Store],
) -> dict[str, Any]:
    graph, resource = key
    shown = sorted(group, key=lambda change: change.is_place)[:MOST_LINES]
    named = {resource, *(change.cause for change in shown), decision} - {None}
    return {
        "number": number,
        "resource": resource,
        "decision": decision,
        "graph": graph,
        "only_places": all(change.is_place for change in group),
        "added": sum(change.sign == "+" for change in group),
        "removed": sum(change.sign == "-" for change in group),
        "lines": [
            {
                "sign": change.sign,
                "triple": f"{change.quad.triple} .",
                "cause": change.cause,
            }
            for change in shown
        ],
        "left_out": len(group) - len(shown),
        "labels": {
            iri: labels for iri in sorted(map(str, named)) if (labels := _label(iri, stores))
        },
    }


def _label(iri: str, stores: Iterable[ox.Store]) -> dict[str, str]:
    """Return the labels of a thing by language, from the first release that has any."""
    for store in stores:
        found = {
            quad.object.language or "vi": quad.object.value
            for predicate in _LABELS
            for quad in store.quads_for_pattern(ox.NamedNode(iri), predicate, None, None)
            if isinstance(quad.object, ox.Literal)
        }
        if found:
            return dict(sorted(found.items()))
    return {}


def _by_graph(found: Iterable[Change]) -> list[dict[str, Any]]:
    counts = Counter((change.graph, change.sign) for change in found)
    graphs = sorted({graph for graph, _ in counts})
    return [
        {"graph": graph, "added": counts[graph, "+"], "removed": counts[graph, "-"]}
        for graph in graphs
    ]


def _write_json(file: Path, said: Mapping[str, Any]) -> None:
    text = json.dumps(said, ensure_ascii=False, separators=(",", ":"))
    file.write_text(text + "\n", encoding="utf-8")
