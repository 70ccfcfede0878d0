"""The SPARQL endpoint: SPARQL 1.1 Protocol, query operation only.

Plain Starlette routes: nothing here is for the framework to read or to check, and this is the path
that programs ask most often.
"""

from __future__ import annotations

import asyncio
from email.message import Message
from functools import lru_cache

import pyoxigraph as ox
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import HTMLResponse
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Router

from api.caching import cacheable, entity_tag, tagged
from api.errors import (
    BadRequestError,
    BusyServiceError,
    QueryStoppedError,
    TooLongError,
    TooSlowError,
    UnsupportedTypeError,
    page_lang,
    prefers_html,
)
from api.negotiation import HTML, content_type
from api.pages.model import Link, Site, Words
from api.pages.sparql import Table, render_query_form
from api.queries import ClientGoneError, Queries
from api.routes.harvest import describe_service
from api.routes.plain import PlainRoute
from api.settings import Settings
from api.sparql import Question, read_pairs, read_question
from api.store import Dataset
from api.workers.grid import Cell, decode_grid
from api.workers.job import Result

QUERY = "application/sparql-query"
FORM = "application/x-www-form-urlencoded"
HEADERS = {"Vary": "Accept", "Cache-Control": "no-cache"}
MOST_ROWS = 1_000
"""How many rows a page shows; the other formats give them all."""
_SHORT = 4_096
"""Bytes of an address whose question is remembered."""
CLIENT_GONE = 499
"""For the log; nobody gets it."""


async def query_by_get(request: Request) -> Response:
    """Answer the query in ``?query=``; a browser without one gets the form.

    Programs get the description of the service (SPARQL 1.1 Service Description, 2).
    """
    query_string: bytes = request.scope["query_string"]
    accept = tuple(request.headers.getlist("accept"))
    if len(query_string) <= _SHORT and query_string.startswith(b"query="):
        return await _respond(request, _read_short(query_string, accept), in_address=True)
    pairs = read_pairs(query_string)
    if not any(key in ("query", "update") for key, _ in pairs):
        if prefers_html(request) and not any(key == "format" for key, _ in pairs):
            return HTMLResponse(render_query_form(page_lang(request)), headers=HEADERS)
        return await run_in_threadpool(describe_service, request)
    return await _respond(request, read_question(pairs, accept, MOST_ROWS), in_address=True)


@lru_cache(maxsize=256)
def _read_short(query_string: bytes, accept: tuple[str, ...]) -> Question:
    """Return the question in an address; the same few are asked again and again."""
    return read_question(read_pairs(query_string), accept, MOST_ROWS)


async def query_by_post(request: Request) -> Response:
    """Answer the query in a form or in a body of type ``application/sparql-query``."""
    kind = _body_type(request)
    try:
        body = await _read(request)
    except ClientDisconnect:
        return Response(status_code=CLIENT_GONE)
    pairs = read_pairs(request.scope["query_string"])
    accept = request.headers.getlist("accept")
    if kind == FORM:
        return await _respond(
            request, read_question([*pairs, *read_pairs(body)], accept, MOST_ROWS)
        )
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise BadRequestError(f"The query is not UTF-8: {error}") from error
    return await _respond(request, read_question(pairs, accept, MOST_ROWS, text))


router = Router(
    [
        PlainRoute("/sparql", query_by_get, methods=["GET"]),
        PlainRoute("/sparql", query_by_post, methods=["POST"]),
    ]
)


async def _respond(request: Request, question: Question, *, in_address: bool = False) -> Response:
    """Run the query in a worker; a browser gets what is wrong together with its query."""
    dataset: Dataset = request.app.state.datasets.current()
    queries: Queries = request.app.state.queries
    try:
        found = await queries.answer(request, dataset, question, in_address=in_address)
    except (BadRequestError, QueryStoppedError, BusyServiceError) as error:
        if not prefers_html(request):
            raise
        page = render_query_form(page_lang(request), question.query, error.detail)
        return HTMLResponse(page, status_code=error.status, headers=HEADERS | error.headers)
    except ClientGoneError:
        return Response(status_code=CLIENT_GONE)
    if found.media_type != HTML:
        return answered(request, dataset, found)
    page = await run_in_threadpool(_page, request, question.query, found.body, dataset.base_iri)
    if request.method == "POST":
        return HTMLResponse(page, headers=HEADERS)
    return cacheable(request, page.encode(), content_type(HTML), dataset.id)


def answered(request: Request, dataset: Dataset, found: Result) -> Response:
    """Return the answer; to GET with its tag, or 304 where the client has it (RFC 9110, 13)."""
    kind = content_type(found.media_type)
    if request.method == "POST":
        return Response(found.body, headers={**HEADERS, "Content-Type": kind})
    return tagged(request, found.body, kind, entity_tag(dataset.id, found.digest))


def _page(request: Request, query: str, table: bytes, base_iri: str) -> str:
    site = Site(base_iri, page_lang(request))
    grid = decode_grid(table)
    rows = tuple(tuple(_cell(term, site) for term in row) for row in grid.rows)
    total = grid.total if grid.total > len(rows) else 0
    return render_query_form(site.lang, query, table=Table(grid.columns, rows, total))


def _cell(term: Cell, site: Site) -> Link | None:
    """Return a term as a page shows it: IRIs as links, words with their language."""
    if term is None:
        return None
    if isinstance(term, ox.Literal):
        return Link(Words(term.value, term.language or ""))
    if isinstance(term, ox.NamedNode):
        return Link(Words(term.value, ""), site.href(term.value))
    return Link(Words(str(term), ""))


def _body_type(request: Request) -> str:
    """Return the type of the body, without parameters; raises UnsupportedTypeError."""
    header = Message()
    header["Content-Type"] = request.headers.get("content-type", "")
    kind, charset = header.get_content_type(), header.get_content_charset("utf-8")
    if not request.headers.get("content-type") or kind not in (QUERY, FORM):
        raise UnsupportedTypeError(
            f"Send a query as {QUERY} or {FORM}. Updates are refused.",
            headers={"Accept-Post": f"{QUERY}, {FORM}"},
        )
    if charset not in ("utf-8", "utf8", "us-ascii"):
        raise UnsupportedTypeError(f"Send the query in UTF-8, not in {charset}.")
    return kind


async def _read(request: Request) -> bytes:
    """Return the body; raises TooLongError as soon as it is too long, TooSlowError."""
    settings: Settings = request.app.state.settings
    body = bytearray()
    try:
        async with asyncio.timeout(settings.body_seconds):
            async for chunk in request.stream():
                body += chunk
                if len(body) > settings.max_body_bytes:
                    raise TooLongError(f"The body is longer than {settings.max_body_bytes} bytes.")
    except TimeoutError as error:
        raise TooSlowError(
            f"The body did not come within {settings.body_seconds:g} s.",
            headers={"Connection": "close"},
        ) from error
    return bytes(body)
