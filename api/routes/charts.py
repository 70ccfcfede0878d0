"""Organisation charts as pages, as files, and for other sites to embed."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from starlette.responses import Response

from api.caching import cacheable
from api.errors import BadRequestError, NotAcceptableError, NotFoundError
from api.negotiation import HTML, choose, content_type, named_format
from api.pages.charting.asked import Asked
from api.pages.charting.chart import UnknownBodyError
from api.pages.charting.page import render_chart, render_choice, render_embedded, render_file
from api.pages.model import Lang
from api.routes.pages import PageLang, current, page_of
from api.routes.resources import asked_day
from api.security import policy
from api.store import Dataset

SVG = "image/svg+xml"
OFFERS = [HTML, SVG]
MOST_NAMED = 100
"""IRIs in one address; a chart has fewer branches open."""

router = APIRouter()
Iris = Annotated[list[str], Query(default_factory=list)]


def asked_chart(
    request: Request,
    agency: Iris,
    opened: Annotated[list[str], Query(alias="open", default_factory=list)],
    more: Iris,
    province: str = "",
    like: str = "",
    posts: bool = False,
    page: Annotated[int, Query(ge=1)] = 1,
) -> Asked | None:
    """Return what is asked for, None where nothing is; raises BadRequestError."""
    dataset = current(request)
    named = [*filter(None, agency)]
    if not (named or province or like):
        return None
    if len(named) + len(opened) + len(more) > MOST_NAMED:
        raise BadRequestError(
            f"At most {MOST_NAMED} IRIs: open fewer branches.",
            told=("orgchart", "too_many", str(MOST_NAMED)),
        )
    return Asked(
        tuple(dict.fromkeys(full_iri(dataset, one) for one in named)),
        full_iri(dataset, province) if province else "",
        full_iri(dataset, like) if like else "",
        tuple(dict.fromkeys(full_iri(dataset, one) for one in opened)),
        tuple(full_iri(dataset, one) for one in more),
        posts,
        page,
        asked_day(request),
    )


AskedChart = Annotated[Asked | None, Depends(asked_chart)]


@router.get("/chart")
def chart(request: Request, asked: AskedChart, lang: PageLang) -> Response:
    """The chart of agencies, of a province, or of one name in every province; else a choice."""
    dataset = current(request)
    if asked is None:
        return page_of(request, dataset, render_choice(dataset, lang))
    media_type = _negotiate(request)
    make = render_file if media_type == SVG else partial(render_chart, origin=str(request.base_url))
    body = drawn(make, dataset, asked, lang)
    return cacheable(request, body.encode(), content_type(media_type), dataset.id)


@router.get("/embed/chart")
def embedded(request: Request, asked: AskedChart, lang: PageLang) -> Response:
    """The chart alone, the only page that other sites may show in a frame."""
    dataset = current(request)
    if asked is None:
        raise BadRequestError(
            "Name what is to be drawn: agency=, province= or like= with an IRI.",
            told=("orgchart", "nothing_asked"),
        )
    body = drawn(render_embedded, dataset, asked, lang)
    headers = {"Content-Security-Policy": policy(frame_ancestors="*")}
    return cacheable(request, body.encode(), content_type(HTML), dataset.id, headers)


def full_iri(dataset: Dataset, asked: str) -> str:
    """Return the IRI for an IRI or a path on this site: ``id/org/…`` or ``/id/org/…``."""
    return asked if "://" in asked else dataset.base_iri + asked.lstrip("/")


def drawn(
    make: Callable[[Dataset, Asked, Lang], str], dataset: Dataset, asked: Asked, lang: Lang
) -> str:
    """Return what ``make`` draws; raises NotFoundError for what the release does not know."""
    try:
        return make(dataset, asked, lang)
    except UnknownBodyError as error:
        raise NotFoundError(
            f"This release knows nothing of {error}", told=("orgchart", "unknown", str(error))
        ) from error
    except ValueError as error:  # the engine's word for what is no IRI
        raise BadRequestError(f"No IRI: {error}", told=("orgchart", "no_iri")) from error


def _negotiate(request: Request) -> str:
    asked = request.query_params.get("format")
    if asked:
        wanted = SVG if asked.strip().lower() == "svg" else named_format(asked, OFFERS)
    else:
        wanted = choose(request.headers.getlist("accept"), OFFERS)
    if wanted is None:
        raise NotAcceptableError(OFFERS)
    return wanted
