"""Every resource at its own IRI path, as a page or as data, by content negotiation."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from urllib.parse import quote

import pyoxigraph as ox
from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

import ontology
from api.caching import cacheable
from api.errors import NotAcceptableError, NotFoundError, page_lang
from api.negotiation import GRAPH_FORMATS, HTML, TURTLE, choose, content_type, named_format
from api.pages import Redirect, render_resource
from api.sparql import serialize
from api.store import Dataset

OFFERS = [HTML, *GRAPH_FORMATS]
ALTERNATES = {
    HTML: "html",
    TURTLE: "ttl",
    "application/ld+json": "jsonld",
    "application/n-triples": "nt",
    "application/rdf+xml": "rdf",
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
    iri = dataset.base_iri + request.url.path.lstrip("/")
    if not dataset.exists(iri):
        raise NotFoundError(f"This release knows nothing of {iri}")
    media_type = negotiate(request)
    if media_type != HTML:
        return _data(request, dataset.describe(iri) or dataset.graph(iri), media_type, dataset.id)
    page = render_resource(dataset, iri, page_lang(request))
    if isinstance(page, Redirect):
        return RedirectResponse(page.location, 303, headers={"Vary": "Accept"})
    return cacheable(request, page.encode(), content_type(HTML), dataset.id, _links(request))
