"""Search, as a page and as JSON, and what it suggests while the reader types."""

from __future__ import annotations

from urllib.parse import urlencode

from fastapi import APIRouter, Request
from starlette.responses import Response

from api.caching import cacheable
from api.errors import BusyServiceError, NotAcceptableError, page_lang
from api.negotiation import HTML, choose, content_type, named_format
from api.pages.model import Site
from api.pages.search import render_search
from api.routes.pages import current
from api.search.answers import answer, suggestions
from api.search.finding import find
from api.search.indexes import IndexNotReadyError, index_of
from api.search.question import ask
from api.search.suggesting import suggest
from api.store import Dataset
from ontology.search.entries import FILTERS
from ontology.search.index import SearchIndex

JSON = "application/json"
OFFERS = [HTML, JSON]
_LONGEST_NUMBER = 6
_RETRY_SECONDS = 5

router = APIRouter(include_in_schema=False)


@router.get("/search")
def search(request: Request) -> Response:
    """Answer with a page of hits for ``?q=``, narrowed down by filters."""
    media_type = _media_type(request)
    dataset, lang, asked = current(request), page_lang(request), request.query_params
    index = _index(dataset)
    question = ask(asked.get("q", ""), {name: asked.get(name, "") for name in FILTERS})
    found = find(index, question, _page(asked.get("page", "")))
    links = {"Link": f'<{_alternate(request)}>; rel="alternate"; type="{JSON}"'}
    if media_type == JSON:
        body = answer(found, index, Site(dataset.base_iri, lang), dataset.id).model_dump_json()
        return cacheable(request, body.encode(), JSON, dataset.id, links)
    page = render_search(dataset, index, found, lang)
    return cacheable(request, page.encode(), content_type(HTML), dataset.id, links)


@router.get("/search/suggest")
def suggested(request: Request) -> Response:
    """Answer with what ``?q=`` may become: further words, and names."""
    dataset = current(request)
    question = ask(request.query_params.get("q", ""))
    site = Site(dataset.base_iri, page_lang(request))
    made = suggestions(question.text, suggest(_index(dataset), question), site)
    return cacheable(request, made.model_dump_json().encode(), JSON, dataset.id)


def _index(dataset: Dataset) -> SearchIndex:
    try:
        return index_of(dataset)
    except IndexNotReadyError as error:
        raise BusyServiceError(
            503,
            "The search index of this release is being made. Ask again in a few seconds.",
            retry_seconds=_RETRY_SECONDS,
            limit="search_index",
            told=("error", "search_index"),
        ) from error


def _media_type(request: Request) -> str:
    asked = request.query_params.get("format")
    if asked:
        found = JSON if asked.strip().lower() == "json" else named_format(asked, OFFERS)
    else:
        found = choose(request.headers.getlist("accept"), OFFERS)
    if found is None:
        raise NotAcceptableError(OFFERS)
    return found


def _alternate(request: Request) -> str:
    """Return the address of the same search as JSON; escaped, so that a header can hold it."""
    kept = [(key, value) for key, value in request.query_params.multi_items() if key != "format"]
    return f"/search?{urlencode([*kept, ('format', 'json')])}"


def _page(asked: str) -> int:
    """Return the page asked for; the first for what is no number."""
    return int(asked) if asked.isascii() and asked.isdigit() and len(asked) < _LONGEST_NUMBER else 1
