"""What catalogues and search engines harvest: /catalog, VoID, robots.txt and the sitemap."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

import pyoxigraph as ox
from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from api.caching import cacheable
from api.dumps import Dumps, dumps_of, has_dumps
from api.errors import NotFoundError, page_lang
from api.harvest.catalog import (
    Source,
    catalog_triples,
    decision_triples,
    page_count,
    series_triples,
    whole_triples,
)
from api.harvest.graph import PREFIXES
from api.harvest.publication import publication_of
from api.harvest.sitemap import paths_of, robots, sitemap, sitemap_index
from api.harvest.sparql_service import service_triples
from api.harvest.void import void_triples
from api.negotiation import HTML, content_type
from api.pages.catalog import render_catalog
from api.routes.pages import current
from api.routes.resources import links, negotiate
from api.settings import Settings
from api.sparql import serialize
from api.store import Dataset

XML = "application/xml; charset=utf-8"

router = APIRouter()


def source_of(request: Request) -> Source:
    """Return the release that is served, with its dumps and the time of its publication."""
    settings: Settings = request.app.state.settings
    dataset = current(request)
    return Source(dataset, _dumps(dataset, settings), publication_of(dataset, settings), settings)


def _dumps(dataset: Dataset, settings: Settings) -> Dumps | None:
    try:
        return dumps_of(dataset, settings)
    except NotFoundError:
        return None


@router.get("/catalog")
def catalog(request: Request, page: Annotated[int, Query(ge=1)] = 1) -> Response:
    """Answer with the catalogue in DCAT-AP 3, or as a page."""
    source = source_of(request)
    if page > page_count(source.decisions):
        raise NotFoundError(f"The catalogue has no page {page}.", ways=("/catalog",))
    return _answer(request, source, catalog_triples(source, page), page)


@router.get("/catalog/dataset")
def whole(request: Request) -> Response:
    """Answer with the dataset of everything."""
    source = source_of(request)
    return _answer(request, source, whole_triples(source))


@router.get("/catalog/decisions")
def series(request: Request) -> Response:
    """Answer with the series of the decisions."""
    source = source_of(request)
    return _answer(request, source, series_triples(source))


@router.get("/catalog/decision/{key:path}")
def decision(request: Request, key: str) -> Response:
    """Answer with the dataset of one decision."""
    source = source_of(request)
    triples = decision_triples(source, key)
    if triples is None:
        raise NotFoundError(f"The catalogue has no dataset of {key}.", ways=("/catalog",))
    return _answer(request, source, triples)


@router.get("/.well-known/void")
def void(request: Request) -> Response:
    """Answer with the VoID description of the dataset."""
    source = source_of(request)
    return _answer(request, source, void_triples(source))


@router.get("/robots.txt", include_in_schema=False)
def robots_txt(request: Request) -> Response:
    """Answer with what crawlers may ask for, and where the sitemap is."""
    dataset = current(request)
    return cacheable(request, robots(_origin(request)), "text/plain; charset=utf-8", dataset.id)


@router.get("/sitemap.xml", include_in_schema=False)
def sitemap_xml(request: Request, page: Annotated[int, Query(ge=0)] = 0) -> Response:
    """Answer with the sitemap; a long one is an index of pages."""
    dataset = current(request)
    settings: Settings = request.app.state.settings
    time = publication_of(dataset, settings).time
    paths = paths_of(dataset, has_dumps(dataset, settings))
    body = sitemap(paths, time, _origin(request), page)
    if body is None and page == 0:
        body = sitemap_index(paths, time, _origin(request))
    if body is None:
        raise NotFoundError(f"The sitemap has no page {page}.")
    return cacheable(request, body, XML, dataset.id)


def describe_service(request: Request) -> Response:
    """Answer with the description of the SPARQL service."""
    source = source_of(request)
    media_type = negotiate(request)
    triples = service_triples(source, f"{_origin(request)}sparql")
    if media_type == HTML:  # asked for by ?format=html: the caller shows the form otherwise
        media_type = "text/turtle"
    return _data(request, source, triples, media_type)


def _answer(
    request: Request, source: Source, triples: Sequence[ox.Triple], page: int = 1
) -> Response:
    media_type = negotiate(request)
    if media_type != HTML:
        return _data(request, source, triples, media_type)
    shown = render_catalog(source, triples, request.scope["path"], page, page_lang(request))
    kind = content_type(HTML)
    return cacheable(request, shown.encode(), kind, source.dataset.id, links(request))


def _data(
    request: Request, source: Source, triples: Sequence[ox.Triple], media_type: str
) -> Response:
    body = serialize(triples, media_type, PREFIXES)
    kind = content_type(media_type)
    return cacheable(request, body, kind, source.dataset.id, links(request))


def _origin(request: Request) -> str:
    """Return where the pages are: sitemaps name addresses of the site that serves them."""
    return str(request.base_url)
