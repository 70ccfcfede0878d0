"""Search over names and texts, with or without diacritics. A simple scan, kept per release."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from api.pages.data import iri, remembered, text
from api.pages.environment import render
from api.pages.fold import fold
from api.pages.links import clause_link
from api.pages.model import Lang, Link, Site, Words
from api.store import Dataset, Row

KINDS = ("agency", "unit", "decision", "duty")
MOST_RESULTS, LONGEST_QUERY, SNIPPET = 60, 200, 220


@dataclass(frozen=True)
class Entry:
    """Something to be found: its words as they are and folded, and the row it comes from."""

    thing: str
    kind: str
    words: str
    lower: str
    folded: str
    owner: str
    row: Row


@dataclass(frozen=True)
class Index:
    """The entries of a release and the names of the agencies they belong to."""

    entries: tuple[Entry, ...]
    names: dict[str, str]


@dataclass(frozen=True)
class Hit:
    """A result: what it is, where it leads, its words cut at the matches (text, is a match)."""

    kind: str
    href: str
    pieces: tuple[tuple[str, bool], ...]
    owner: Link | None
    clause: Link | None


def render_search(dataset: Dataset, asked: str, lang: Lang) -> str:
    """Return the page of results for ``asked``; the empty form where it is empty."""
    site = Site(dataset.base_iri, lang)
    query = " ".join(unicodedata.normalize("NFC", asked[:LONGEST_QUERY]).split())
    hits, total = search(dataset, query, site) if query else ([], 0)
    here = Site(dataset.base_iri, "vi").path("/search", q=query)
    return render("search.html", site, here, asked=query, hits=hits, total=total)


def search(dataset: Dataset, query: str, site: Site) -> tuple[list[Hit], int]:
    """Return the best hits for ``query`` and how many there are in all.

    Every word has to occur. Hits with the exact diacritics come first, then those that have the
    words next to each other, then agencies before units, decisions and duties.
    """
    index = remembered(dataset, "search", _index)
    exact, folded = query.lower(), fold(query)
    needed = folded.split()
    ranked: list[tuple[tuple[bool, bool, int, int], Entry]] = []
    for place, entry in enumerate(index.entries):
        if all(word in entry.folded for word in needed):
            rank = (exact not in entry.lower, folded not in entry.folded)
            ranked.append(((*rank, KINDS.index(entry.kind), place), entry))
    ranked.sort(key=lambda pair: pair[0])
    best: dict[str, Entry] = {}
    for _, entry in ranked:
        best.setdefault(entry.thing, entry)
    shown = list(best.values())[:MOST_RESULTS]
    return [_hit(entry, folded, needed, index, site) for entry in shown], len(best)


def _index(dataset: Dataset) -> Index:
    entries: dict[tuple[str, str], Entry] = {}
    for row in dataset.rows("search-entries"):
        thing, words = iri(row, "thing"), unicodedata.normalize("NFC", text(row, "words"))
        entry = Entry(
            thing, text(row, "kind"), words, words.lower(), fold(words), iri(row, "owner"), row
        )
        entries.setdefault((thing, words), entry)
    names = {e.thing: e.words for e in entries.values() if e.kind == "agency"}
    ordered = sorted(entries.values(), key=lambda e: (KINDS.index(e.kind), e.thing))
    return Index(tuple(ordered), names)


def _hit(entry: Entry, folded: str, needed: list[str], index: Index, site: Site) -> Hit:
    owner = index.names.get(entry.owner)
    return Hit(
        entry.kind,
        site.href(entry.thing),
        snippet(entry.words, entry.folded, [folded] if folded in entry.folded else needed),
        Link(Words(owner), site.href(entry.owner)) if owner else None,
        clause_link(entry.row, site),
    )


def snippet(words: str, folded: str, needed: Iterable[str]) -> tuple[tuple[str, bool], ...]:
    """Return ``words``, cut around the first match, in pieces that say whether they match.

    ``folded`` has to be as long as ``words``: a match found in it is marked in them.
    """
    if len(folded) != len(words):
        return ((words[:SNIPPET], False),)
    marked = [False] * len(words)
    for word in needed:
        place = folded.find(word)
        while place >= 0:
            marked[place : place + len(word)] = [True] * len(word)
            place = folded.find(word, place + len(word))
    first = marked.index(True) if True in marked else 0
    start = 0 if first < SNIPPET // 2 else words.rfind(" ", 0, first - SNIPPET // 4) + 1
    end = len(words) if len(words) - start <= SNIPPET else words.rfind(" ", 0, start + SNIPPET)
    end = end if end > first else len(words)
    pieces: list[tuple[str, bool]] = [("… ", False)] if start else []
    for place in range(start, end):
        if place > start and marked[place] == marked[place - 1]:
            pieces[-1] = (pieces[-1][0] + words[place], marked[place])
        else:
            pieces.append((words[place], marked[place]))
    return (*pieces, (" …", False)) if end < len(words) else tuple(pieces)
