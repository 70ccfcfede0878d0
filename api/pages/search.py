"""The page of a search: the hits, the filters, the way to the next page, what to try instead."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from api.pages.environment import render
from api.pages.model import Lang, Link, Site, Words, clause_name
from api.search.answers import page_of
from api.search.finding import MOST_PAGES, PAGE_SIZE, Found, find, missing_words
from api.search.marking import Pieces, pieces
from api.search.question import MOST_WORDS, Question
from api.store import Dataset
from ontology.search.abbreviations import expansions
from ontology.search.entries import FILTERS, Entry
from ontology.search.index import SearchIndex
from ontology.spelling import sort_key

MOST_CHOICES = 8
"""Of a filter that are shown at once; the others are folded away."""


@dataclass(frozen=True)
class Hit:
    """A result: what it is, where it leads, its text in pieces, and where it belongs."""

    kind: str
    href: str
    pieces: Pieces
    agency: Link | None
    unit: Link | None
    clause: Link | None
    places: str
    later: str


@dataclass(frozen=True)
class Choice:
    """A code of a filter: its words, how many hits it would leave, the search with it."""

    words: Words
    count: int
    href: str


@dataclass(frozen=True)
class Facet:
    """A filter: the choice in use, with the search without it, and the others."""

    name: str
    used: Choice | None
    choices: tuple[Choice, ...]


@dataclass(frozen=True)
class Advice:
    """What to try where nothing was found: words that occur nowhere, searches that find."""

    missing: tuple[str, ...]
    tries: tuple[Choice, ...]


def render_search(dataset: Dataset, index: SearchIndex, found: Found, lang: Lang) -> str:
    """Return the page of what was found; the form with examples where nothing was asked."""
    site, question = Site(dataset.base_iri, lang, dataset.id), found.question
    is_asked = bool(question.text or question.filters)
    here = _path(Site(dataset.base_iri, "vi"), question, found.page)
    return render(
        "search.html",
        site,
        here,
        is_asked=is_asked,
        question=question,
        found=found,
        first=(found.page - 1) * PAGE_SIZE + 1,
        hits=[_hit(entry, found, index, site) for entry in found.entries] if is_asked else [],
        facets=_facets(found, index, site) if is_asked else (),
        advice=_advice(index, question, site) if is_asked and not found.total else None,
        spelled_out=_spelled_out(question),
        most_words=MOST_WORDS,
        most_choices=MOST_CHOICES,
        pages=_pages(found, site),
        is_last=found.page == MOST_PAGES,
    )


def _path(site: Site, question: Question, page: int = 1) -> str:
    number = str(page) if page > 1 else ""
    return site.path("/search", q=question.text, **question.filters, page=number)


def _hit(entry: Entry, found: Found, index: SearchIndex, site: Site) -> Hit:
    clause = None
    if entry.clause and entry.decision:
        name = clause_name(entry.clause, entry.decision, site.lang)
        clause = Link(Words(name, site.lang), site.clause(entry.clause, entry.decision))
    return Hit(
        entry.kind,
        page_of(entry, site),
        pieces(entry.text, found.question, found.prefixes),
        _link(entry.agency, entry.agency_name, site),
        _link(entry.unit, entry.unit_name, site),
        clause,
        " → ".join(_label(index, "province", code, site).value for code in entry.provinces),
        " → ".join(entry.later),
    )


def _link(iri: str, name: str, site: Site) -> Link | None:
    return Link(Words(name), site.href(iri)) if iri and name else None


def _label(index: SearchIndex, name: str, code: str, site: Site) -> Words:
    """Return the words of a code; the code itself where nothing has it."""
    if name == "kind":
        return Words(site.text["search_kind"].get(code, code), site.lang)
    labels = index.label(name, code)
    lang = site.lang if labels.get(site.lang) else "vi"
    return Words(labels.get(lang) or code, lang)


def _facets(found: Found, index: SearchIndex, site: Site) -> tuple[Facet, ...]:
    return tuple(_facet(name, found, index, site) for name in FILTERS)


def _facet(name: str, found: Found, index: SearchIndex, site: Site) -> Facet:
    """Return a filter with the most frequent choices first, equals in dictionary order."""
    question = found.question.without(name)
    choices = {
        code: Choice(
            _label(index, name, code, site), count, _path(site, question.narrowed(name, code))
        )
        for code, count in found.facets[name].items()
    }
    used = found.question.filters.get(name)
    kept = None
    if used:
        count = found.facets[name].get(used, 0)
        kept = Choice(_label(index, name, used, site), count, _path(site, question))
        choices.pop(used, None)
    ordered = sorted(choices.values(), key=lambda c: (-c.count, sort_key(c.words.value)))
    return Facet(name, kept, tuple(ordered))


def _advice(index: SearchIndex, question: Question, site: Site) -> Advice:
    """Return the words that occur nowhere, and what is found without them or the filters."""
    missing = missing_words(index, question)
    left = [word for word in question.words if word.exact not in missing]
    tries = [question.bare()] if question.filters and question.words else []
    if missing and left:
        tries.append(question.with_words(left))
    counted = [(each, find(index, each).total) for each in tries]
    return Advice(
        tuple(missing),
        tuple(
            Choice(Words(each.text), total, _path(site, each)) for each, total in counted if total
        ),
    )


def _spelled_out(question: Question) -> Mapping[str, str]:
    """Return the abbreviations that were asked, with their long forms."""
    return {
        question.text[word.start : word.end]: " / ".join(" ".join(each.exact) for each in long)
        for word in question.words
        if (long := expansions().get(word.folded))
    }


def _pages(found: Found, site: Site) -> tuple[Link | None, Link | None]:
    """Return the links to the page before and after."""
    text, question = site.text["search"], found.question
    before = after = None
    if found.page > 1:
        words = Words(text["before"], site.lang)
        before = Link(words, _path(site, question, found.page - 1))
    if found.page < found.pages:
        words = Words(text["after"], site.lang)
        after = Link(words, _path(site, question, found.page + 1))
    return before, after
