"""The dumps of the release: the list of them, and each file; the JSON-LD context they name."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import FileResponse, RedirectResponse, Response

from api.caching import cacheable, is_known
from api.dumps import INDEX, File, dumps_of, no_dumps
from api.errors import NotAcceptableError, NotFoundError, page_lang
from api.negotiation import HTML, choose, content_type, named_format
from api.pages.dumps import render_dumps
from api.routes.pages import current
from ontology.jsonld import CONTEXT_FILE

JSON = "application/json"
JSON_LD = "application/ld+json"
OFFERS = [HTML, JSON]
BOM = b"\xef\xbb\xbf"

router = APIRouter()


@router.get("/dumps", include_in_schema=False)
def dumps_without_slash(request: Request) -> Response:
    """Lead to the list, with the query as it was asked."""
    query = f"?{request.url.query}" if request.url.query else ""
    return RedirectResponse(f"/dumps/{query}", 308)


@router.get("/dumps/")
def listing(request: Request) -> Response:
    """Answer with the list of the dumps, as a page or as ``index.json``."""
    dataset = current(request)
    dumps = dumps_of(dataset, request.app.state.settings)
    asked = request.query_params.get("format")
    if asked:
        media_type = JSON if asked.lower() == "json" else named_format(asked, OFFERS)
    else:
        media_type = choose(request.headers.getlist("accept"), OFFERS)
    if media_type is None:
        raise NotAcceptableError(OFFERS)
    links = {"Link": f'</dumps/{INDEX}>; rel="alternate"; type="{JSON}"'}
    if media_type == JSON:
        return cacheable(request, dumps.index, JSON, dataset.id, links)
    page = render_dumps(dataset, dumps, page_lang(request))
    return cacheable(request, page.encode(), content_type(HTML), dataset.id, links)


@router.get("/dumps/{path:path}")
def dump(request: Request, path: str, bom: Annotated[bool, Query()] = False) -> Response:
    """Answer with one file; ``?bom=1`` begins a CSV table with a byte order mark, for Excel."""
    dataset = current(request)
    dumps = dumps_of(dataset, request.app.state.settings)
    if path == INDEX:
        return cacheable(request, dumps.index, JSON, dataset.id)
    file = dumps.find(path)
    if file is None:
        raise NotFoundError(
            f"No such dump: {path}. /dumps/{INDEX} lists what there is.", ways=("/dumps/",)
        )
    marked = bom and file.is_table
    headers = _headers(file, marked)
    if is_known(request.headers.getlist("if-none-match"), headers["ETag"]):
        return Response(status_code=304, headers=headers)
    try:
        if marked:
            return Response(BOM + (dumps.folder / path).read_bytes(), headers=headers)
        status = (dumps.folder / path).stat()
        return FileResponse(dumps.folder / path, headers=headers, stat_result=status)
    except OSError as error:  # the release was taken away meanwhile
        raise no_dumps(dataset) from error


@router.get("/def/context.jsonld")
def context(request: Request) -> Response:
    """Answer with the JSON-LD context that the dumps name."""
    return cacheable(request, CONTEXT_FILE.read_bytes(), JSON_LD, current(request).id)


def _headers(file: File, marked: bool) -> dict[str, str]:
    """Return the headers of a file; its sha256 is its tag, the same in every release."""
    kind = content_type(file.media_type)
    headers = {
        "Content-Type": f"{kind}; header=present" if file.is_table else kind,
        "ETag": f'"{file.sha256}{"-bom" if marked else ""}"',
        "Cache-Control": "no-cache",
    }
    if file.is_table:
        headers["Content-Disposition"] = f'attachment; filename="{file.name}"'
    return headers
