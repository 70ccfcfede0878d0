"""What goes wrong, and how it is told: one table of handlers for the whole service.

    ServiceError              a status, a title, a detail for the client
    ├── BadRequestError       400: the query or a parameter can't be read
    ├── NotFoundError         404
    ├── NotAcceptableError    406: the list of what there is comes with it
    ├── TooLongError          413, or 414 where it stands in the address
    └── UnsupportedTypeError  415

Programs get ``application/problem+json`` (RFC 9457), browsers a page. Nobody gets a trace.
"""

from __future__ import annotations

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
from api.pages.errors import render_error
from api.pages.model import Lang
from api.security import HEADERS

PROBLEM = "application/problem+json"


class ServiceError(Exception):
    """An answer that is not 2xx. ``extra`` goes into the problem, ``headers`` into the answer."""

    status = 500

    def __init__(
        self,
        detail: str,
        *,
        extra: Mapping[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(detail)
        self.detail = detail
        self.extra = dict(extra or {})
        self.headers = dict(headers or {})


class BadRequestError(ServiceError):
    """The query or a parameter can't be read."""

    status = 400


class NotFoundError(ServiceError):
    """Nothing is there."""

    status = 404


class NotAcceptableError(ServiceError):
    """None of the media types that the client takes is offered."""

    status = 406

    def __init__(self, offers: Sequence[str]) -> None:
        super().__init__("Offered are: " + ", ".join(offers), extra={"offered": list(offers)})


class TooLongError(ServiceError):
    """The query is too long; ``in_address`` says where it stood."""

    def __init__(self, detail: str, *, in_address: bool = False) -> None:
        super().__init__(detail)
        self.status = 414 if in_address else 413


class UnsupportedTypeError(ServiceError):
    """The body is of a type that is not taken here."""

    status = 415


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
) -> Response:
    """Return an error as a page or as problem+json."""
    title = HTTPStatus(status).phrase
    headers = {"Vary": "Accept", "Cache-Control": "no-store", **(headers or {})}
    if prefers_html(request):
        page = render_error(status, title, detail, page_lang(request))
        return HTMLResponse(page, status_code=status, headers=headers)
    content = {"type": "about:blank", "title": title, "status": status, "detail": detail}
    return JSONResponse(
        {**content, **(extra or {})}, status_code=status, headers=headers, media_type=PROBLEM
    )


async def _service_error(request: Request, error: ServiceError) -> Response:
    return problem(request, error.status, error.detail, extra=error.extra, headers=error.headers)


async def _http_error(request: Request, error: HTTPException) -> Response:
    """Answer what the framework raises: no such route, method not allowed."""
    headers = dict(error.headers or {})
    detail = error.detail
    if error.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
        headers["Allow"] = ", ".join(allowed_methods(request.app, request.scope))
        detail = f"Allowed here: {headers['Allow']}"
    elif error.status_code == HTTPStatus.NOT_FOUND:
        detail = f"Nothing is known of {request.url.path}"
    return problem(request, error.status_code, detail, headers=headers)


async def _invalid_request(request: Request, error: RequestValidationError) -> Response:
    faults = [f"{'.'.join(map(str, fault['loc']))}: {fault['msg']}" for fault in error.errors()]
    return problem(request, 400, "; ".join(faults))


async def _server_error(request: Request, error: Exception) -> Response:
    """Answer a fault of ours; the framework logs it. This answer passes by the middleware."""
    return problem(request, 500, "The fault was recorded.", headers=HEADERS)


HANDLERS: Mapping[
    int | type[Exception], Callable[[Request, Any], Coroutine[Any, Any, Response]]
] = {
    ServiceError: _service_error,
    HTTPException: _http_error,
    RequestValidationError: _invalid_request,
    Exception: _server_error,
}
