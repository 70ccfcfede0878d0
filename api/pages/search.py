"""Search over names and texts, with or without diacritics. A simple scan, kept per release."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from api.pages.data import iri, remembered, text
from api.pages.environment import render
from api.pages.fold import fold
from api.pages.links import clause_link
from api.pages.model import Lang, Link, Site, Words
from api.store import Dataset, Row

KINDS = ("agency", "class", "unit", "decision", "duty")
WORD = re.compile(r"\w+")
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
    site = Site(dataset.base_iri, lang, dataset.id)
    query = " ".join(unicodedata.normalize("NFC", asked[:LONGEST_QUERY]).split())
    hits, total = search(dataset, query, site) if query else ([], 0)
    here = Site(dataset.base_iri, "vi").path("/search", q=query)
    return render("search.html", site, here, asked=query, hits=hits, total=total)


def search(dataset: Dataset, query: str, site: Site) -> tuple[list[Hit], int]:
    """Return the best hits for ``query`` and how many there are in all.

    Every word has to occur, whole; where none is found so, as the beginning of a word. Hits with
    the exact diacritics come first, then those that have the words next to each other, then
    agencies before units, decisions and duties.
    """
    index = remembered(dataset, "search", _index)
    words = WORD.findall(fold(query))
    for end in (r"\b", ""):
        patterns = [re.compile(rf"\b{re.escape(word)}{end}") for word in words]
        found = _ranked(index, query, words, patterns) if words else []
        if found:
            shown = found[:MOST_RESULTS]
            return [_hit(entry, patterns, index, site) for entry in shown], len(found)
    return [], 0


def _ranked(
    index: Index, query: str, words: list[str], patterns: list[re.Pattern[str]]
) -> list[Entry]:
    """Return the entries that have every word, the best first, each thing once."""
    exact, together = query.lower(), " ".join(words)
    ranked: list[tuple[tuple[bool, bool, int, int], Entry]] = []
    for place, entry in enumerate(index.entries):
        # `in` first: it is many times faster than a pattern and rules most entries out.
        if all(word in entry.folded for word in words) and all(
            pattern.search(entry.folded) for pattern in patterns
        ):
            rank = (exact not in entry.lower, together not in entry.folded)
            ranked.append(((*rank, KINDS.index(entry.kind), place), entry))
    ranked.sort(key=lambda pair: pair[0])
    best: dict[str, Entry] = {}
    for _, entry in ranked:
        best.setdefault(entry.thing, entry)
    return list(best.values())


def _index(dataset: Dataset) -> Index:
    entries: dict[tuple[str, str], Entry] = {}
    for row in dataset.rows("search-entries"):
        thing, words = iri(row, "thing"), unicodedata.normalize("NFC", text(row, "words"))
        entry = Entry(
            thing, text(row, "kind"), words, words.lower(), fold(words), iri(row, "owner"), row
        )
        entries.setdefault((thing, words), entry)
    names = {e.thing: e.words for e in entries.values() if e.kind in ("agency", "class")}
    ordered = sorted(entries.values(), key=lambda e: (KINDS.index(e.kind), e.thing))
    return Index(tuple(ordered), names)


def _hit(entry: Entry, patterns: list[re.Pattern[str]], index: Index, site: Site) -> Hit:
    owner = index.names.get(entry.owner)
    return Hit(
        entry.kind,
        site.href(entry.thing),
        snippet(entry.words, entry.folded, patterns),
        Link(Words(owner), site.href(entry.owner)) if owner else None,
        clause_link(entry.row, site),
    )


def snippet(
    words: str, folded: str, patterns: Iterable[re.Pattern[str]]
) -> tuple[tuple[str, bool], ...]:
    """Return ``words``, cut around the first match, in pieces that say whether they match.

    ``folded`` has to be as long as ``words``: a match found in it is marked in them.
    """
    if len(folded) != len(words):
        return ((words[:SNIPPET], False),)
    marked = [False] * len(words)
    for match in (match for pattern in patterns for match in pattern.finditer(folded)):
        marked[match.start() : match.end()] = [True] * (match.end() - match.start())
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
