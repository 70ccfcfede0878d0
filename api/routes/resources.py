"""Every resource at its own IRI path, as a page or as data, by content negotiation."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from urllib.parse import quote

import pyoxigraph as ox
from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from api.caching import cacheable
from api.errors import BadRequestError, NotAcceptableError, NotFoundError, page_lang
from api.harvest.graph import PREFIXES
from api.harvest.profiles import (
    Profile,
    accepted_profile,
    named_profile,
    profile_links,
    profiles_for,
)
from api.negotiation import GRAPH_FORMATS, HTML, RDF_XML, TURTLE, choose, content_type, named_format
from api.pages import Redirect, render_resource
from api.pages.standing import parse_day
from api.sparql import serialize
from api.store import Dataset
from api.vocabulary import ontology_triples, ontology_turtle, render_vocabulary

OFFERS = [HTML, *GRAPH_FORMATS]
ALTERNATES = {
    HTML: "html",
    TURTLE: "ttl",
    "application/ld+json": "jsonld",
    "application/n-triples": "nt",
    RDF_XML: "rdf",
}
"""The media types named in Link headers, and the ``?format=`` that asks for each."""
_IN_PATH = "/:@!$&'()*+,;=-._~"

router = APIRouter()


@router.get("/id/{path:path}")
@router.get("/eli/{path:path}")
@router.get("/code/{path:path}")
@router.get("/graph/{path:path}")
def resource(request: Request, path: str) -> Response:
    """Answer with what is known of the resource whose IRI ends in this path.

    An IRI that a decision had before its number was known leads to the present one.
    """
    dataset: Dataset = request.app.state.datasets.current()
    iri = dataset.base_iri + request.scope["path"].removeprefix("/")
    if moved := dataset.replacement(iri):
        return _moved(request, moved.removeprefix(dataset.base_iri))
    if not dataset.exists(iri):
        raise NotFoundError(
            f"This release knows nothing of {iri}", told=("error", "advice_404"), verbatim=iri
        )
    profiles = profiles_for(dataset.types(iri))
    if profile := _asked_profile(request, profiles):
        return _view(request, dataset, iri, profile)
    media_type = negotiate(request)
    views = _view_links(request, profiles)
    if media_type != HTML:
        return _data(
            request, dataset.describe(iri) or dataset.graph(iri), media_type, dataset.id, views
        )
    day = asked_day(request) if request.scope["path"].startswith("/id/") else ""
    page = render_resource(dataset, iri, page_lang(request), day)
    if isinstance(page, Redirect):
        return RedirectResponse(page.location, 303, headers={"Vary": "Accept"})
    return cacheable(request, page.encode(), content_type(HTML), dataset.id, links(request) | views)


@router.get("/def")
def vocabulary(request: Request) -> Response:
    """Answer with the ontology; its terms are ``/def#…``."""
    dataset: Dataset = request.app.state.datasets.current()
    media_type = negotiate(request)
    if media_type == TURTLE:
        body = ontology_turtle()
        return cacheable(request, body, content_type(TURTLE), dataset.id, links(request))
    if media_type != HTML:
        return _data(request, ontology_triples(), media_type, dataset.id)
    page = render_vocabulary(dataset, page_lang(request))
    return cacheable(request, page.encode(), content_type(HTML), dataset.id, links(request))


def negotiate(request: Request) -> str:
    """Return the media type for ``?format=`` or Accept; raises NotAcceptableError."""
    asked = request.query_params.get("format")
    if asked:
        chosen = named_format("jsonld" if asked == "json" else asked, OFFERS)
    else:
        chosen = choose(request.headers.getlist("accept"), OFFERS)
    if chosen is None:
        raise NotAcceptableError(OFFERS)
    return chosen


def asked_day(request: Request) -> str:
    """Return the day in ``?date=``, "" where none is asked for; raises BadRequestError."""
    asked = request.query_params.get("date", "").strip()
    try:
        return parse_day(asked) if asked else ""
    except ValueError as error:
        raise BadRequestError(
            f"date={asked!r} is no day of the calendar. Write it as 2023-10-16.",
            told=("agency", "wrong_day", asked),
        ) from error


def _moved(request: Request, path: str) -> Response:
    """Return the redirect to another path, with the query as it was asked.

    301 (RFC 9110, 15.4.2), but to be asked for each time: a correction may be corrected.
    """
    query = f"?{request.url.query}" if request.url.query else ""
    location = f"/{quote(path, safe=_IN_PATH)}{query}"
    return RedirectResponse(location, 301, headers={"Vary": "Accept", "Cache-Control": "no-cache"})


def _asked_profile(request: Request, profiles: Collection[Profile]) -> Profile | None:
    """Return the view for ``?profile=`` or Accept-Profile; None for the data as they are.

    Raises NotAcceptableError where a view is named in the address that the resource has not.
    """
    asked = request.query_params.get("profile")
    if not asked:
        chosen = accepted_profile(request.headers.getlist("accept-profile"))
        return chosen if chosen in profiles else None
    found = named_profile(asked)
    if found is None or found not in profiles:
        raise NotAcceptableError([profile.token for profile in profiles])
    return found


def _view(request: Request, dataset: Dataset, iri: str, profile: Profile) -> Response:
    """Answer with a view of a body; it has no page, so a browser gets Turtle."""
    media_type = negotiate(request)
    media_type = TURTLE if media_type == HTML else media_type
    body = serialize(profile.view(dataset, iri), media_type, PREFIXES)
    headers = _view_links(request, [profile]) | {"Content-Profile": f"<{profile.iri}>"}
    headers["Link"] = f'<{profile.iri}>; rel="profile", <{iri}>; rel="canonical", {headers["Link"]}'
    return cacheable(request, body, content_type(media_type), dataset.id, headers)


def _view_links(request: Request, profiles: Collection[Profile]) -> dict[str, str]:
    """Return the headers of a body: the Link to itself in other types and in its views."""
    if not profiles:
        return {}
    path = quote(request.scope["path"], safe=_IN_PATH)
    formats = {kind: name for kind, name in ALTERNATES.items() if kind != HTML}
    listed = ", ".join(profile_links(path, profiles, formats))
    return {"Link": f"{links(request)['Link']}, {listed}", "Vary": "Accept, Accept-Profile"}


def _data(
    request: Request,
    triples: Sequence[ox.Triple],
    media_type: str,
    release: str,
    headers: Mapping[str, str] | None = None,
) -> Response:
    body = serialize(triples, media_type)
    sent = {**links(request), **(headers or {})}
    return cacheable(request, body, content_type(media_type), release, sent)


def links(request: Request) -> dict[str, str]:
    """Return the Link header that names the other representations (RFC 8288)."""
    path = quote(request.scope["path"], safe=_IN_PATH)
    links = (
        f'<{path}?format={name}>; rel="alternate"; type="{media_type}"'
        for media_type, name in ALTERNATES.items()
    )
    return {"Link": ", ".join(links)}
