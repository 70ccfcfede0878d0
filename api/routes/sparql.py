"""The SPARQL endpoint: SPARQL 1.1 Protocol, query operation only.

Plain Starlette routes: nothing here is for the framework to read or to check, and this is the path
that programs ask most often.
"""

from __future__ import annotations

import asyncio
from email.message import Message
from functools import lru_cache

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
from api.pages.errors import sentence
from api.pages.model import Site
from api.pages.results import table_of
from api.pages.sparql import Asked, problem_of, render_query_form
from api.queries import ClientGoneError, Queries
from api.routes.harvest import describe_service
from api.routes.plain import PlainRoute
from api.settings import Settings
from api.sparql import Question, read_pairs, read_question
from api.store import Dataset
from api.workers.grid import decode_grid
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
    if b"release=" in query_string and prefers_html(request) and _is_pinned_elsewhere(request):
        return _ask_again(request)
    if len(query_string) <= _SHORT and query_string.startswith(b"query="):
        return await _respond(request, _read_short(query_string, accept), in_address=True)
    pairs = read_pairs(query_string)
    if not any(key in ("query", "update") for key, _ in pairs):
        if prefers_html(request) and not any(key == "format" for key, _ in pairs):
            site = _site(request, request.app.state.datasets.current())
            return HTMLResponse(render_query_form(site), headers=HEADERS)
        return await run_in_threadpool(describe_service, request)
    return await _respond(request, read_question(pairs, accept, MOST_ROWS), in_address=True)


@lru_cache(maxsize=256)
def _read_short(query_string: bytes, accept: tuple[str, ...]) -> Question:
    """Return the question in an address; the same few are asked again and again."""
    return read_question(read_pairs(query_string), accept, MOST_ROWS)


def _is_pinned_elsewhere(request: Request) -> bool:
    """Return whether a shared link names another release: what it showed may not be found today."""
    pinned = request.query_params.get("release", "")
    return bool(pinned) and pinned != request.app.state.datasets.current().id


def _ask_again(request: Request) -> Response:
    """Return the page that says so and offers to run the query on the release that is served."""
    site = _site(request, request.app.state.datasets.current())
    asked = Asked(request.query_params.get("query", ""), pinned=request.query_params["release"])
    return HTMLResponse(render_query_form(site, asked), headers=HEADERS)


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
        raise BadRequestError(
            f"The query is not UTF-8: {error}", told=("refused", "not_utf8"), verbatim=str(error)
        ) from error
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
        site = _site(request, dataset)
        words = sentence(site, error.page.told)
        problem = problem_of(question.query, words, error.page.verbatim, error.extra)
        page = render_query_form(site, Asked(question.query, problem))
        return HTMLResponse(page, status_code=error.status, headers=HEADERS | error.headers)
    except ClientGoneError:
        return Response(status_code=CLIENT_GONE)
    if found.media_type != HTML:
        return answered(request, dataset, found)
    page = await run_in_threadpool(_page, request, question.query, found.body, dataset)
    if request.method == "POST":
        return HTMLResponse(page, headers=HEADERS)
    return cacheable(request, page.encode(), content_type(HTML), dataset.id)


def answered(request: Request, dataset: Dataset, found: Result) -> Response:
    """Return the answer; to GET with its tag, or 304 where the client has it (RFC 9110, 13)."""
    kind = content_type(found.media_type)
    if request.method == "POST":
        return Response(found.body, headers={**HEADERS, "Content-Type": kind})
    return tagged(request, found.body, kind, entity_tag(dataset.id, found.digest))


def _page(request: Request, query: str, table: bytes, dataset: Dataset) -> str:
    site = _site(request, dataset)
    found = table_of(decode_grid(table), site, dataset)
    return render_query_form(site, Asked(query, table=found))


def _site(request: Request, dataset: Dataset) -> Site:
    return Site(dataset.base_iri, page_lang(request), dataset.id)


def _body_type(request: Request) -> str:
    """Return the type of the body, without parameters; raises UnsupportedTypeError."""
    header = Message()
    header["Content-Type"] = request.headers.get("content-type", "")
    kind, charset = header.get_content_type(), header.get_content_charset("utf-8")
    if not request.headers.get("content-type") or kind not in (QUERY, FORM):
        raise UnsupportedTypeError(
            f"Send a query as {QUERY} or {FORM}. Updates are refused.",
            headers={"Accept-Post": f"{QUERY}, {FORM}"},
            told=("error", "advice_415"),
        )
    if charset not in ("utf-8", "utf8", "us-ascii"):
        raise UnsupportedTypeError(
            f"Send the query in UTF-8, not in {charset}.", told=("refused", "charset", charset)
        )
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
                    most = settings.max_body_bytes
                    raise TooLongError(
                        f"The body is longer than {most} bytes.",
                        told=("refused", "long_body", str(most)),
                    )
    except TimeoutError as error:
        raise TooSlowError(
            f"The body did not come within {settings.body_seconds:g} s.",
            headers={"Connection": "close"},
            told=("refused", "slow_body", f"{settings.body_seconds:g}"),
        ) from error
    return bytes(body)
