"""The pages that are not resources: the first page, the graph, about."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import HTMLResponse
from starlette.responses import Response

from api.caching import cacheable
from api.dumps import has_dumps
from api.errors import NotAcceptableError, NotFoundError
from api.harvest.publication import keeps_changes
from api.negotiation import HTML, choose, content_type
from api.pages.about import render_about
from api.pages.acts import render_acts
from api.pages.agency_list import render_agencies
from api.pages.data_page import render_data
from api.pages.decisions import render_decisions
from api.pages.explore import State, explore_json, render_explore
from api.pages.home import render_home
from api.pages.model import Lang
from api.settings import Settings
from api.store import Dataset

JSON = "application/json"
MOST_GROWN = 30
"""How many things a graph is grown from at most."""

router = APIRouter(default_response_class=HTMLResponse, include_in_schema=False)


def page_language(lang: Annotated[str, Query()] = "vi") -> Lang:
    """Return the language asked for by ``?lang=``: Vietnamese unless it is English."""
    return "en" if lang == "en" else "vi"


PageLang = Annotated[Lang, Depends(page_language)]
PageNumber = Annotated[int, Query(ge=1, le=100_000)]


def current(request: Request) -> Dataset:
    """Return the release that is served now."""
    found: Dataset = request.app.state.datasets.current()
    return found


def page_of(request: Request, dataset: Dataset, page: str) -> Response:
    """Return a page with its tag, or 304 where the client has it."""
    return cacheable(request, page.encode(), content_type(HTML), dataset.id)


@router.get("/")
def home(request: Request, lang: PageLang) -> Response:
    """The first page."""
    dataset = current(request)
    return page_of(request, dataset, render_home(dataset, lang))


@router.get("/explore")
def explore(
    request: Request,
    lang: PageLang,
    iri: str = "",
    expanded: Annotated[list[str], Query(max_length=MOST_GROWN)] = [],  # noqa: B006 (FastAPI's way)
    relations: Annotated[list[str], Query(max_length=40)] = [],  # noqa: B006
) -> Response:
    """The graph around ``?iri=`` and each ``&expanded=``, by ``&relations=``, also as JSON.

    404 where the release knows nothing of one of them.
    """
    dataset = current(request)
    for thing in (iri, *expanded):
        if not dataset.exists(thing):
            raise NotFoundError(
                f"This release knows nothing of {thing or 'the empty IRI'}",
                told=("error", "advice_404"),
                verbatim=thing,
            )
    state = State(iri, tuple(dict.fromkeys(expanded)), frozenset(relations))
    asked = request.query_params.get("format")
    offers = [HTML, JSON]
    media_type = (
        {"html": HTML, "json": JSON}.get(asked)
        if asked
        else choose(request.headers.getlist("accept"), offers)
    )
    if media_type is None:
        raise NotAcceptableError(offers)
    if media_type == JSON:
        body = explore_json(dataset, state, lang)
    else:
        body = render_explore(dataset, state, lang)
    return cacheable(request, body.encode(), content_type(media_type), dataset.id)


@router.get("/agencies")
def agencies(
    request: Request, lang: PageLang, province: str = "", page: PageNumber = 1
) -> Response:
    """The agencies that the decisions set up, all or those of a ``?province=``."""
    dataset = current(request)
    return page_of(request, dataset, render_agencies(dataset, province, page, lang))


@router.get("/acts")
def acts(
    request: Request, lang: PageLang, kind: str = "", year: str = "", page: PageNumber = 1
) -> Response:
    """The acts that the decisions cite, by ``?kind=`` and ``?year=``."""
    dataset = current(request)
    return page_of(request, dataset, render_acts(dataset, kind, year, page, lang))


@router.get("/decisions")
def decisions(request: Request, lang: PageLang, page: PageNumber = 1) -> Response:
    """The decisions, each with its dates and how well it was read."""
    dataset = current(request)
    return page_of(request, dataset, render_decisions(dataset, page, lang))


@router.get("/data")
def data(request: Request, lang: PageLang) -> Response:
    """Where to get the data, how good it is, what may be done with it."""
    dataset = current(request)
    settings: Settings = request.app.state.settings
    has_changes = keeps_changes(dataset, settings)
    page = render_data(dataset, lang, has_dumps(dataset, settings), has_changes)
    return page_of(request, dataset, page)


@router.get("/about")
def about(request: Request, lang: PageLang) -> Response:
    """What the site is, and what it does not know."""
    dataset = current(request)
    page = render_about(dataset, lang, has_dumps(dataset, request.app.state.settings))
    return page_of(request, dataset, page)
