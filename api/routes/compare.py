"""Two to six agencies side by side: a page, JSON or CSV."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from api.caching import cacheable
from api.errors import BadRequestError, NotAcceptableError, NotFoundError
from api.negotiation import HTML, choose, content_type, named_format
from api.pages.comparing.export import to_csv, to_json
from api.pages.comparing.page import (
    LEAST,
    MOST,
    comparison_of,
    render_choice,
    render_comparison,
)
from api.pages.comparing.sides import UnknownAgencyError
from api.pages.model import Lang, Site
from api.routes.charts import full_iri
from api.routes.pages import PageLang, current
from api.store import Dataset

JSON, CSV = "application/json", "text/csv"
OFFERS = [HTML, JSON, CSV]
LETTERS = "abcdef"

router = APIRouter()


@router.get("/compare")
def compare(
    request: Request,
    lang: PageLang,
    agency: Annotated[list[str], Query(default_factory=list)],
    province: str = "",
    like: str = "",
) -> Response:
    """The agencies in ``?agency=``, repeated, or in ``?a=&b=`` … ``&f=``; without any a form.

    The form has all agencies, or those of a ``?province=``, or of the name of ``?like=``.
    """
    dataset = current(request)
    letters = [request.query_params.get(letter, "") for letter in LETTERS]
    named = [full_iri(dataset, one.strip()) for one in (*letters, *agency) if one.strip()]
    agencies = list(dict.fromkeys(named))
    media_type = _negotiate(request)
    if not agencies and media_type == HTML:
        chosen = full_iri(dataset, like) if like else ""
        body = render_choice(dataset, lang, province, chosen)
        return cacheable(request, body.encode(), content_type(HTML), dataset.id)
    _check(len(agencies))
    try:
        body = _answer(dataset, agencies, lang, media_type)
    except UnknownAgencyError as error:
        raise NotFoundError(
            f"No decision of this release is about {error}", told=("compare", "unknown", str(error))
        ) from error
    return cacheable(request, body.encode(), content_type(media_type), dataset.id)


def _check(number: int) -> None:
    if number < LEAST:
        raise BadRequestError(
            f"Name at least {LEAST} different agencies, e.g. ?agency=IRI&agency=IRI.",
            told=("compare", "too_few", str(LEAST)),
        )
    if number > MOST:
        raise BadRequestError(
            f"{number} agencies are too many: name at most {MOST}.",
            told=("compare", "too_many", str(MOST), str(number)),
        )


def _answer(dataset: Dataset, agencies: list[str], lang: Lang, media_type: str) -> str:
    if media_type == HTML:
        return render_comparison(dataset, agencies, lang)
    comparison, site = comparison_of(dataset, agencies, lang), Site(dataset.base_iri, lang)
    if media_type == CSV:
        return to_csv(comparison, site)
    return to_json(comparison, dataset.id, site)


def _negotiate(request: Request) -> str:
    asked = request.query_params.get("format")
    if asked:
        wanted = JSON if asked.strip().lower() == "json" else named_format(asked, OFFERS)
    else:
        wanted = choose(request.headers.getlist("accept"), OFFERS)
    if wanted is None:
        raise NotAcceptableError(OFFERS)
    return wanted
