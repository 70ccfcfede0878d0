"""The hits of a page, their number, and how many there are by each filter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import tantivy

from api.search.matching import Tier, everything, tiers, with_code
from api.search.question import Question
from ontology.search.entries import FILTERS, Entry
from ontology.search.index import SAMPLED, SearchIndex, shown

PAGE_SIZE, MOST_PAGES = 20, 50
"""Hits of a page, and pages that can be turned to: after them, filters help more."""
_MOST_CODES = 1_000
_COUNTED_WHOLE = 50_000
"""Up to about so many hits are counted one by one; more of them by the sample."""
_SHORTEST_PREFIX, _MOST_PREFIXES = 2, 30


@dataclass(frozen=True)
class Found:
    """What answers a question. ``is_estimate``: the numbers are those of the sample, times 16.

    ``facets`` has the codes of each filter with their numbers, the largest first. ``prefixes``
    are the words that were looked for in place of the last one, where that one occurs nowhere.
    """

    question: Question
    entries: Sequence[Entry]
    total: int
    page: int
    pages: int
    facets: Mapping[str, Mapping[str, int]]
    is_estimate: bool = False
    prefixes: Sequence[str] = ()


def find(index: SearchIndex, question: Question, page: int = 1) -> Found:
    """Return a page of what answers a question; the last one where ``page`` is beyond it.

    Where no entry has all words, the last one may be the beginning of a word.
    """
    searcher = index.engine.searcher()
    prefixes: list[str] = []
    is_estimate, total = _total(searcher, question, prefixes, index.entries)
    if not total and question.words:
        prefixes = _words_with_prefix(searcher, question)
        if prefixes:
            is_estimate, total = _total(searcher, question, prefixes, index.entries)
        prefixes = prefixes if total else []
    pages = min(MOST_PAGES, -(-total // PAGE_SIZE))
    page = max(1, min(page, pages))
    entries = _page(searcher, tiers(question, prefixes), page) if total else []
    facets = _facets(searcher, question, prefixes, is_estimate)
    return Found(question, entries, total, page, pages, facets, is_estimate, prefixes)


def missing_words(index: SearchIndex, question: Question) -> list[str]:
    """Return the words of a question that occur nowhere, as they were asked."""
    searcher = index.engine.searcher()
    alone = ((word, everything(Question(word.exact, [word]))) for word in question.words)
    return [word.exact for word, query in alone if not _count(searcher, query)]


def _total(
    searcher: tantivy.Searcher, question: Question, prefixes: Sequence[str], entries: int
) -> tuple[bool, int]:
    """Return whether the number of hits is an estimate, and the number."""
    query = everything(question, prefixes)
    if entries > _COUNTED_WHOLE:
        sampled = _count(searcher, with_code(query, "sample", "1"))
        if sampled * SAMPLED > _COUNTED_WHOLE:
            return True, sampled * SAMPLED
    return False, _count(searcher, query)


def _count(searcher: tantivy.Searcher, query: tantivy.Query) -> int:
    found = searcher.search(query, limit=1, count=True)
    return int(found.count or 0)  # type: ignore[attr-defined]  # missing in the package's stubs


def _page(searcher: tantivy.Searcher, found: Sequence[Tier], page: int) -> list[Entry]:
    """Return the entries of a page, of one tier after the other."""
    skipped, entries = (page - 1) * PAGE_SIZE, list[Entry]()
    for place, tier in enumerate(found):
        wanted = PAGE_SIZE - len(entries)
        hits = _hits(searcher, tier, wanted, skipped)
        entries += [shown(searcher.doc(address)) for address in hits]
        if len(entries) == PAGE_SIZE:
            break
        if skipped and place < len(found) - 1:
            skipped = 0 if hits else skipped - _count(searcher, tier.query)
    return entries


def _hits(
    searcher: tantivy.Searcher, tier: Tier, wanted: int, skipped: int
) -> list[tantivy.DocAddress]:
    if tier.is_scored:
        found = searcher.search(tier.query, wanted, count=False, offset=skipped)
    else:
        found = searcher.search(
            tier.query,
            wanted,
            count=False,
            offset=skipped,
            order_by_field="rank",
            order=tantivy.Order.Asc,
        )
    return [address for _, address in found.hits]


def _facets(
    searcher: tantivy.Searcher, question: Question, prefixes: Sequence[str], is_estimate: bool
) -> dict[str, dict[str, int]]:
    """Return how many hits each code would have: under the other filters, not under its own."""
    facets: dict[str, dict[str, int]] = {}
    free = [name for name in FILTERS if name not in question.filters]
    groups = [(question, free), *((question.without(name), [name]) for name in question.filters)]
    for asked, names in groups:
        if names:
            query = everything(asked, prefixes)
            facets |= _counts(searcher, query, names, is_estimate)
    return {name: facets[name] for name in FILTERS}


def _counts(
    searcher: tantivy.Searcher, query: tantivy.Query, names: Sequence[str], is_estimate: bool
) -> dict[str, dict[str, int]]:
    wanted = {name: {"terms": {"field": name, "size": _MOST_CODES}} for name in names}
    query = with_code(query, "sample", "1") if is_estimate else query
    found = searcher.aggregate(query, wanted)
    times = SAMPLED if is_estimate else 1
    return {
        name: {b["key"]: b["doc_count"] * times for b in _sorted(found[name]["buckets"])}
        for name in names
    }


def _sorted(buckets: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    return sorted(buckets, key=lambda bucket: (-bucket["doc_count"], bucket["key"]))


def _words_with_prefix(searcher: tantivy.Searcher, question: Question) -> list[str]:
    last = question.words[-1].folded
    if len(last) < _SHORTEST_PREFIX:
        return []
    found = searcher.terms_with_prefix("all", last, limit=_MOST_PREFIXES)
    return [word for word, _ in found]
