"""The pages that are not resources: the first page, search, the graph, about."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException, Query, Request
from fastapi.responses import HTMLResponse

from api.pages.about import render_about
from api.pages.acts import render_acts
from api.pages.explore import render_explore
from api.pages.home import render_home
from api.pages.model import Lang
from api.pages.search import render_search
from api.store import Dataset

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


@router.get("/")
def home(request: Request, lang: PageLang) -> HTMLResponse:
    """The first page."""
    return HTMLResponse(render_home(current(request), lang))


@router.get("/search")
def search(request: Request, lang: PageLang, q: str = "") -> HTMLResponse:
    """Results for ``?q=``."""
    return HTMLResponse(render_search(current(request), q, lang))


@router.get("/explore")
def explore(request: Request, lang: PageLang, iri: str = "") -> HTMLResponse:
    """The graph around ``?iri=``; 404 where the release does not know it."""
    dataset = current(request)
    if not dataset.exists(iri):
        raise HTTPException(404, iri)
    return HTMLResponse(render_explore(dataset, iri, lang))


@router.get("/acts")
def acts(
    request: Request, lang: PageLang, kind: str = "", year: str = "", page: PageNumber = 1
) -> HTMLResponse:
    """The acts that the decisions cite, by ``?kind=`` and ``?year=``."""
    return HTMLResponse(render_acts(current(request), kind, year, page, lang))


@router.get("/about")
def about(request: Request, lang: PageLang) -> HTMLResponse:
    """What the site is, and what it does not know."""
    return HTMLResponse(render_about(current(request), lang))
