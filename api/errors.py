"""What goes wrong, and how it is told: one table of handlers for the whole service.

    ServiceError              a status, a title, a detail for the client
    ├── BadRequestError       400: the query or a parameter can't be read
    │   └── ForbiddenError    403: it can be read, but is not done here
    ├── NotFoundError         404
    ├── NotAcceptableError    406: the list of what there is comes with it
    ├── TooSlowError          408: the body did not come in time
    ├── TooLongError          413, or 414 where it stands in the address
    ├── UnsupportedTypeError  415
    ├── QueryStoppedError     413, 500 or 503: a limit was reached, or the engine failed
    └── BusyServiceError      429 or 503, with Retry-After

Programs get ``application/problem+json`` (RFC 9457), browsers a page. Nobody gets a trace.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Coroutine, Mapping, Sequence
from http import HTTPStatus
from typing import Any

from fastapi import Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, JSONResponse
from starlette.exceptions import HTTPException
from starlette.responses import Response

from api.methods import allowed_methods
from api.negotiation import HTML, choose
from api.observation import HEADER as REQUEST_ID
from api.observation import request_id
from api.pages.errors import ForPage, Told, render_error
from api.pages.model import Lang
from api.releases import DatasetError
from api.remote.errors import StoreError
from api.security import headers_for
from api.settings import Settings

PROBLEM = "application/problem+json"

log = logging.getLogger(__name__)


class ServiceError(Exception):
    """An answer that is not 2xx. ``extra`` goes into the problem, ``headers`` into the answer.

    ``told``, ``verbatim`` and ``ways`` are for the page (:class:`api.pages.errors.ForPage`): the
    words for this very case, those of an engine or client as they are, where to go on.
    """

    status = 500

    def __init__(
        self,
        detail: str,
        *,
        extra: Mapping[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
        told: Told | None = None,
        verbatim: str = "",
        ways: tuple[str, ...] = (),
    ) -> None:
        super().__init__(detail)
        self.detail = detail
        self.page = ForPage(told, verbatim, ways)
        self.extra = dict(extra or {})
        self.headers = dict(headers or {})


class BadRequestError(ServiceError):
    """The query or a parameter can't be read."""

    status = 400


class ForbiddenError(BadRequestError):
    """The request can be read, but is of a kind that is not done here."""

    status = 403


class NotFoundError(ServiceError):
    """Nothing is there."""

    status = 404


class NotAcceptableError(ServiceError):
    """None of the media types that the client takes is offered."""

    status = 406

    def __init__(self, offers: Sequence[str]) -> None:
        listed = ", ".join(offers)
        super().__init__(
            f"Offered are: {listed}",
            extra={"offered": list(offers)},
            told=("error", "offered", listed),
        )


class TooLongError(ServiceError):
    """The query is too long; ``in_address`` says where it stood."""

    def __init__(self, detail: str, *, in_address: bool = False, told: Told | None = None) -> None:
        super().__init__(detail, told=told)
        self.status = 414 if in_address else 413


class TooSlowError(ServiceError):
    """The body of the request did not come in time."""

    status = 408


class UnsupportedTypeError(ServiceError):
    """The body is of a type that is not taken here."""

    status = 415


class QueryStoppedError(ServiceError):
    """The query gave no complete answer; ``extra`` names the limit that it reached."""

    def __init__(
        self,
        status: int,
        detail: str,
        *,
        extra: Mapping[str, Any] | None = None,
        told: Told | None = None,
        verbatim: str = "",
    ) -> None:
        super().__init__(detail, extra=extra, told=told, verbatim=verbatim)
        self.status = status


class BusyServiceError(ServiceError):
    """Too much is asked for at once, of the service or by this client."""

    def __init__(
        self, status: int, detail: str, *, retry_seconds: int, limit: str, told: Told | None = None
    ) -> None:
        headers = {"Retry-After": str(retry_seconds)}
        super().__init__(detail, extra={"limit": limit}, headers=headers, told=told)
        self.status = status


def prefers_html(request: Request) -> bool:
    """Tell whether the client asks for a page, as browsers do; ``*/*`` alone does not."""
    return choose(request.headers.getlist("accept"), [PROBLEM, "application/json", HTML]) == HTML


def page_lang(request: Request) -> Lang:
    """Return the language of ``?lang=``, Vietnamese by default."""
    return "en" if request.query_params.get("lang") == "en" else "vi"


def problem(
    request: Request,
    status: int,
    detail: str,
    *,
    extra: Mapping[str, Any] | None = None,
    headers: Mapping[str, str] | None = None,
    page: ForPage | None = None,
) -> Response:
    """Return an error as a page or as problem+json."""
    title = HTTPStatus(status).phrase
    headers = {"Vary": "Accept", "Cache-Control": "no-store", **(headers or {})}
    if prefers_html(request):
        body = render_error(status, title, detail, page_lang(request), page or ForPage())
        return HTMLResponse(body, status_code=status, headers=headers)
    content = {"type": "about:blank", "title": title, "status": status, "detail": detail}
    if known_as := request_id(request.scope):
        content["request_id"] = known_as
    return JSONResponse(
        {**content, **(extra or {})}, status_code=status, headers=headers, media_type=PROBLEM
    )


async def _service_error(request: Request, error: ServiceError) -> Response:
    return problem(
        request,
        error.status,
        error.detail,
        extra=error.extra,
        headers=error.headers,
        page=error.page,
    )


async def _http_error(request: Request, error: HTTPException) -> Response:
    """Answer what the framework raises: no such route, method not allowed."""
    headers = dict(error.headers or {})
    detail, page = error.detail, None
    if error.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
        headers["Allow"] = ", ".join(allowed_methods(request.app, request.scope))
        detail = f"Allowed here: {headers['Allow']}"
        page = ForPage(("error", "allowed", headers["Allow"]))
    elif error.status_code == HTTPStatus.NOT_FOUND:
        detail = f"Nothing is known of {request.url.path}"
        page = ForPage(("error", "advice_404"), request.url.path)
    return problem(request, error.status_code, detail, headers=headers, page=page)


async def _invalid_request(request: Request, error: RequestValidationError) -> Response:
    faults = [f"{'.'.join(map(str, fault['loc']))}: {fault['msg']}" for fault in error.errors()]
    return problem(request, 400, "; ".join(faults), page=ForPage(verbatim="\n".join(faults)))


async def _server_error(request: Request, error: Exception) -> Response:
    """Answer a fault of ours; the framework logs it. This answer passes by the middleware."""
    settings: Settings = request.app.state.settings
    headers = headers_for(request.url.scheme, settings.hsts_seconds)
    if known_as := request_id(request.scope):
        headers[REQUEST_ID] = known_as
    page = ForPage(("error", "advice_500"))
    return problem(request, 500, "The fault was recorded.", headers=headers, page=page)


async def _no_dataset(request: Request, error: DatasetError) -> Response:
    """Answer while nothing is served yet; what is wrong is for the log, it names folders."""
    log.warning("%s", error)
    detail = "No release is served yet. Ask again later."
    page = ForPage(("error", "no_release"))
    return problem(request, 503, detail, headers={"Retry-After": "10"}, page=page)


async def _store_error(request: Request, error: StoreError) -> Response:
    """Answer where the store elsewhere fails; what exactly is for the log, it names the store."""
    log.warning("%s", error)
    retry = error.retry_seconds
    headers = {} if retry is None else {"Retry-After": str(retry)}
    extra = {} if error.limit is None else {"limit": error.limit}
    page = ForPage(("error", error.told))
    return problem(request, error.status, error.detail, extra=extra, headers=headers, page=page)


HANDLERS: Mapping[
    int | type[Exception], Callable[[Request, Any], Coroutine[Any, Any, Response]]
] = {
    ServiceError: _service_error,
    HTTPException: _http_error,
    RequestValidationError: _invalid_request,
    DatasetError: _no_dataset,
    StoreError: _store_error,
    Exception: _server_error,
}
