"""What a program gets of a search, as JSON."""

from __future__ import annotations

from pydantic import BaseModel, Field

from api.pages.model import Site, clause_name
from api.search.finding import Found
from api.search.marking import pieces
from api.search.suggesting import Suggestion
from ontology.search.entries import Entry
from ontology.search.index import SearchIndex


class SearchNamed(BaseModel):
    """Something with a name: its IRI and its page on this site."""

    iri: str
    name: str
    page: str


class SearchPiece(BaseModel):
    """A part of the text; whether it is one of the words that were looked for."""

    text: str
    match: bool


class SearchHit(BaseModel):
    """What was found. ``text`` is whole, ``snippet`` the part with the words."""

    iri: str
    kind: str
    text: str
    snippet: list[SearchPiece]
    page: str
    agency: SearchNamed | None = None
    unit: SearchNamed | None = None
    clause: SearchNamed | None = None
    decision: str | None = None
    provinces: list[str]
    fields: list[str]
    actions: list[str]


class SearchCount(BaseModel):
    """How many hits have a code; its words by language ({} for kinds)."""

    code: str
    count: int = Field(ge=0)
    label: dict[str, str]


class SearchAnswer(BaseModel):
    """A page of hits. ``estimated``: total and facets come from a sample of the hits.

    ``cut`` says that the query was longer than is looked for, ``beginnings`` are the words that
    were taken in place of the last one, which occurs nowhere as a whole word.
    """

    query: str
    cut: bool
    filters: dict[str, str]
    total: int = Field(ge=0)
    estimated: bool
    beginnings: list[str]
    page: int = Field(ge=1)
    pages: int = Field(ge=0)
    release: str
    hits: list[SearchHit]
    facets: dict[str, list[SearchCount]]


class SearchSuggestion(BaseModel):
    """Words to search for, or the name of something, with its kind and its page."""

    text: str
    kind: str | None = None
    page: str


class SearchSuggestions(BaseModel):
    """What a query may become."""

    query: str
    suggestions: list[SearchSuggestion]


def answer(found: Found, index: SearchIndex, site: Site, release: str) -> SearchAnswer:
    """Return what was found."""
    question = found.question
    return SearchAnswer(
        query=question.text,
        cut=question.is_cut,
        filters=dict(question.filters),
        total=found.total,
        estimated=found.is_estimate,
        beginnings=list(found.prefixes),
        page=found.page,
        pages=found.pages,
        release=release,
        hits=[_hit(entry, found, site) for entry in found.entries],
        facets={
            name: [
                SearchCount(code=code, count=count, label=dict(index.label(name, code)))
                for code, count in counts.items()
            ]
            for name, counts in found.facets.items()
        },
    )


def suggestions(query: str, found: list[Suggestion], site: Site) -> SearchSuggestions:
    """Return what was suggested for a query."""
    return SearchSuggestions(
        query=query,
        suggestions=[
            SearchSuggestion(
                text=each.text,
                kind=each.entry.kind if each.entry else None,
                page=page_of(each.entry, site) if each.entry else site.path("/search", q=each.text),
            )
            for each in found
        ],
    )


def page_of(entry: Entry, site: Site) -> str:
    """Return the page of an entry; a clause is shown in its decision."""
    if entry.kind == "clause":
        return site.clause(entry.clause, entry.decision)
    return site.href(entry.iri)


def _hit(entry: Entry, found: Found, site: Site) -> SearchHit:
    cut = pieces(entry.text, found.question, found.prefixes)
    clause = None
    if entry.clause and entry.decision:
        name = clause_name(entry.clause, entry.decision, site.lang)
        page = site.clause(entry.clause, entry.decision)
        clause = SearchNamed(iri=entry.clause, name=name, page=page)
    return SearchHit(
        iri=entry.iri,
        kind=entry.kind,
        text=entry.text,
        snippet=[SearchPiece(text=text, match=match) for text, match in cut],
        page=page_of(entry, site),
        agency=_named(entry.agency, entry.agency_name, site),
        unit=_named(entry.unit, entry.unit_name, site),
        clause=clause,
        decision=entry.decision or None,
        provinces=list(entry.provinces),
        fields=list(entry.fields),
        actions=list(entry.actions),
    )


def _named(iri: str, name: str, site: Site) -> SearchNamed | None:
    return SearchNamed(iri=iri, name=name, page=site.href(iri)) if iri else None
