"""What changed between releases: pages and an Atom feed."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from api.caching import cacheable
from api.errors import NotFoundError
from api.harvest.atom import feed
from api.harvest.changes import History
from api.harvest.publication import keeps_changes, publication_of
from api.negotiation import HTML, content_type
from api.pages.history import render_changes, render_publication
from api.routes.pages import PageLang, current
from api.settings import Settings

ATOM = "application/atom+xml; charset=utf-8"

router = APIRouter(include_in_schema=False)
Page = Annotated[int, Query(ge=1)]


@router.get("/changes")
def publications(request: Request, lang: PageLang) -> Response:
    """The list of the publications."""
    dataset = current(request)
    is_kept = keeps_changes(dataset, request.app.state.settings)
    body = render_changes(dataset, _history(request), lang, is_kept)
    return cacheable(request, body.encode(), content_type(HTML), dataset.id)


@router.get("/changes/{key}")
def publication(request: Request, key: str, lang: PageLang, page: Page = 1) -> Response:
    """What one publication changed."""
    dataset, history = current(request), _history(request)
    head = next((head for head in history.published(dataset.id) if head.key == key), None)
    if head is None or not page <= max(head.pages, 1):
        if not keeps_changes(dataset, request.app.state.settings):
            raise _not_kept()
        raise NotFoundError(
            f"No such publication is on record: {key}, page {page}.", ways=("/changes",)
        )
    body = render_publication(dataset, history, head, page, lang)
    return cacheable(request, body.encode(), content_type(HTML), dataset.id)


@router.get("/feed.atom")
def atom(request: Request, lang: PageLang, page: Page = 1) -> Response:
    """The feed, the latest publication first."""
    dataset = current(request)
    if not keeps_changes(dataset, request.app.state.settings):
        raise _not_kept()
    settings: Settings = request.app.state.settings
    time = publication_of(dataset, settings).time
    body = feed(dataset, _history(request), page, lang, settings.publisher, time)
    if body is None:
        raise NotFoundError(f"The feed has no page {page}.")
    return cacheable(request, body, ATOM, dataset.id)


def _not_kept() -> NotFoundError:
    ways = ("/graphs", "/data")
    return NotFoundError(
        "This service reads its release from a store elsewhere; the record of changes between "
        "releases is not kept here. Take the data graph by graph at /graphs.",
        extra={"see": list(ways)},
        told=("error", "changes_elsewhere"),
        ways=ways,
    )


def _history(request: Request) -> History:
    settings: Settings = request.app.state.settings
    return History(settings.releases, settings.dataset is None)
