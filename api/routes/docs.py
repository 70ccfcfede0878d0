"""The description of the interface: for programs as OpenAPI, for people as a page."""

from __future__ import annotations

import json

from fastapi import APIRouter
from fastapi.responses import HTMLResponse
from starlette.responses import Response

from api.editor import completions
from api.openapi import document
from api.pages.docs import render_docs
from api.routes.pages import PageLang

router = APIRouter(include_in_schema=False)
HEADERS = {"Cache-Control": "no-cache"}


@router.get("/openapi.json")
def openapi() -> Response:
    """Answer with the OpenAPI document."""
    body = json.dumps(document(), ensure_ascii=False)
    return Response(body, headers=HEADERS, media_type="application/json")


@router.get("/sparql/terms")
def terms(lang: PageLang) -> Response:
    """What the editor of queries completes: prefixes, classes and properties with their labels."""
    body = json.dumps(completions(lang), ensure_ascii=False)
    return Response(body, headers=HEADERS, media_type="application/json")


@router.get("/docs")
def docs(lang: PageLang) -> HTMLResponse:
    """What /openapi.json says, as a page; nothing is loaded from elsewhere."""
    return HTMLResponse(render_docs(lang), headers=HEADERS)
