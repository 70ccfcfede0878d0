"""Every resource at its own IRI path, as a page or as data, by content negotiation."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import quote

import pyoxigraph as ox
from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from api.caching import cacheable
from api.errors import NotAcceptableError, NotFoundError, page_lang
from api.negotiation import GRAPH_FORMATS, HTML, RDF_XML, TURTLE, choose, content_type, named_format
from api.pages import Redirect, render_resource
from api.sparql import serialize
from api.store import Dataset
from api.vocabulary import ontology_triples, render_vocabulary

OFFERS = [HTML, *GRAPH_FORMATS]
ALTERNATES = {
    HTML: "html",
    TURTLE: "ttl",
    "application/ld+json": "jsonld",
    "application/n-triples": "nt",
    RDF_XML: "rdf",
}
"""The media types named in Link headers, and the ``?format=`` that asks for each."""

router = APIRouter()


@router.get("/id/{path:path}")
@router.get("/eli/{path:path}")
@router.get("/code/{path:path}")
@router.get("/graph/{path:path}")
def resource(request: Request, path: str) -> Response:
    """Answer with what is known of the resource whose IRI ends in this path."""
    dataset: Dataset = request.app.state.datasets.current()
    iri = dataset.base_iri + request.scope["path"].removeprefix("/")
    if not dataset.exists(iri):
        raise NotFoundError(f"This release knows nothing of {iri}")
    media_type = negotiate(request)
    if media_type != HTML:
        return _data(request, dataset.describe(iri) or dataset.graph(iri), media_type, dataset.id)
    page = render_resource(dataset, iri, page_lang(request))
    if isinstance(page, Redirect):
        return RedirectResponse(page.location, 303, headers={"Vary": "Accept"})
    return cacheable(request, page.encode(), content_type(HTML), dataset.id, _links(request))


@router.get("/def")
def vocabulary(request: Request) -> Response:
    """Answer with the ontology; its terms are ``/def#…``."""
    dataset: Dataset = request.app.state.datasets.current()
    media_type = negotiate(request)
    if media_type != HTML:
        return _data(request, ontology_triples(), media_type, dataset.id)
    page = render_vocabulary(page_lang(request))
    return cacheable(request, page.encode(), content_type(HTML), dataset.id, _links(request))


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


def _data(
    request: Request, triples: Sequence[ox.Triple], media_type: str, release: str
) -> Response:
    body = serialize(triples, media_type)
    return cacheable(request, body, content_type(media_type), release, _links(request))


def _links(request: Request) -> dict[str, str]:
    """Return the Link header that names the other representations (RFC 8288)."""
    path = quote(request.scope["path"], safe="/:@!$&'()*+,;=-._~")
    links = (
        f'<{path}?format={name}>; rel="alternate"; type="{media_type}"'
        for media_type, name in ALTERNATES.items()
    )
    return {"Link": ", ".join(links)}
