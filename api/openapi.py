"""The description of the HTTP interface, OpenAPI 3.1, made from the table ``api/openapi.toml``.

The handlers read their parameters and negotiate types themselves, so the framework can't know
what they take and give; a test compares the table with the routes.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from http import HTTPStatus
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from api.errors import PROBLEM
from api.search.answers import (
    SearchAnswer,
    SearchCount,
    SearchHit,
    SearchNamed,
    SearchPiece,
    SearchSuggestion,
    SearchSuggestions,
)

FILE = Path(__file__).resolve().parent / "openapi.toml"
VERSION = "3.1.0"
_DETAILS = {
    400: "The query can't be parsed: error at 1:17: expected …",
    403: "SERVICE is refused: this endpoint asks no other.",
    404: "This release knows nothing of https://w3id.org/bomay/id/province/atlantis",
    406: "Offered are: text/html, text/turtle",
    408: "The body did not come within 10 s.",
    413: "The query is longer than 65536 bytes.",
    414: "The query is longer than 65536 bytes.",
    415: "Send a query as application/sparql-query or application/x-www-form-urlencoded.",
    416: "The part asked for lies beyond the end of the file.",
    429: "This client has too many queries under way.",
    503: "No release is served yet. Ask again later.",
}
_TAGGED = ("sparql", "resources", "harvest", "dumps")
"""Whose answers have an ETag."""
_MOVED = {301: "The IRI has moved; Location names the present one.", 303: "See Location."}


class Problem(BaseModel):
    """What went wrong (RFC 9457). Browsers get a page in its place."""

    model_config = ConfigDict(extra="allow")

    type: str = "about:blank"
    title: str
    status: int = Field(ge=400, le=599)
    detail: str
    request_id: str | None = Field(default=None, max_length=64)


class Health(BaseModel):
    """The release that is served and how many quads it holds; null where there is none yet."""

    status: Literal["ok"] = "ok"
    release: str | None
    quads: int | None


class Ready(BaseModel):
    """The release that queries are answered from."""

    status: Literal["ready"] = "ready"
    release: str


SCHEMAS: tuple[type[BaseModel], ...] = (
    Problem,
    Health,
    Ready,
    SearchNamed,
    SearchPiece,
    SearchHit,
    SearchCount,
    SearchAnswer,
    SearchSuggestion,
    SearchSuggestions,
)


@cache
def table() -> Mapping[str, Any]:
    """Return the table: ``operation`` is a list, ``parameter``, ``content``, ``tag`` are maps."""
    return tomllib.loads(FILE.read_text(encoding="utf-8"))


@cache
def document() -> Mapping[str, Any]:
    """Return the OpenAPI document, in English."""
    paths: dict[str, dict[str, Any]] = {}
    for operation in table()["operation"]:
        paths.setdefault(operation["path"], {})[operation["method"]] = _operation(operation)
    return {
        "openapi": VERSION,
        "info": {
            "title": "BoMay",
            "version": _version(),
            "summary": "The apparatus of state as a knowledge graph, read from its decisions.",
            "description": "Read-only. Every path takes HEAD and OPTIONS too. Every answer has an "
            "X-Request-Id; a well-formed one that is sent is kept.",
            "license": {"name": "Apache 2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": "/", "description": "Where this document is."}],
        "tags": [
            {"name": name, "description": words["en"]} for name, words in table()["tag"].items()
        ],
        "paths": paths,
        "components": {
            "schemas": {kind.__name__: _json_schema(kind) for kind in SCHEMAS},
            "responses": {str(status): _problem(status) for status in [*_DETAILS, 500]},
        },
    }


def _json_schema(kind: type[BaseModel]) -> dict[str, Any]:
    """Return the schema of one class; those that it names stand beside it."""
    schema = kind.model_json_schema(ref_template="#/components/schemas/{model}")
    schema.pop("$defs", None)
    return schema


def _version() -> str:
    try:
        return version("bomay")
    except PackageNotFoundError:  # run from a folder, not installed
        return "0"


def _operation(operation: Mapping[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {
        "operationId": operation["id"],
        "tags": [operation["tag"]],
        "summary": operation["summary"]["en"],
        "description": operation["about"]["en"],
        "parameters": [_parameter(name) for name in operation["parameters"]],
        "responses": _responses(operation),
    }
    if "body" in operation:
        found["requestBody"] = {"required": True, "content": _body(operation["body"])}
    return found


def _parameter(name: str) -> dict[str, Any]:
    told = table()["parameter"][name]
    return {
        "name": told.get("name", name),
        "in": told["in"],
        "required": told.get("required", False),
        "description": told["en"],
        "schema": told["schema"],
        "example": told["example"],
    }


def _body(kinds: Mapping[str, Any]) -> dict[str, Any]:
    schemas = {
        name: {"type": "string"}
        if isinstance(example, str)
        else {
            "type": "object",
            "required": list(example),
            "properties": {key: {"type": "string"} for key in example},
        }
        for name, example in kinds.items()
    }
    return {name: {"schema": schemas[name], "example": kinds[name]} for name in kinds}


def _responses(operation: Mapping[str, Any]) -> dict[str, Any]:
    content: dict[str, Any] = {}
    for name in operation["contents"]:
        schema = table()["schema"].get(name)
        for media_type, example in table()["content"][name].items():
            content[media_type] = {"schema": _schema(schema, example), "example": example}
    found: dict[str, Any] = {"200": {"description": "The answer.", "content": content}}
    if operation.get("partial"):
        found["206"] = {"description": "The part asked for with Range."}
    if operation["method"] == "get" and operation["tag"] in _TAGGED:
        found["304"] = {"description": "The client has it already (If-None-Match)."}
    for status in operation.get("moved", ()):
        location = {"schema": {"type": "string", "format": "uri-reference"}}
        found[str(status)] = {"description": _MOVED[status], "headers": {"Location": location}}
    for status in [*operation["problems"], 500]:
        found[str(status)] = {"$ref": f"#/components/responses/{status}"}
    return dict(sorted(found.items()))


def _schema(name: str | None, example: Any) -> dict[str, Any]:
    if name:
        return {"$ref": f"#/components/schemas/{name}"}
    return {"type": "string"} if isinstance(example, str) else {"type": "object"}


def _problem(status: int) -> dict[str, Any]:
    title = HTTPStatus(status).phrase
    example = {
        "type": "about:blank",
        "title": title,
        "status": status,
        "detail": _DETAILS.get(status, "The fault was recorded."),
        "request_id": "4f1c09a2d3b7e865",
    }
    schema = {"$ref": "#/components/schemas/Problem"}
    found: dict[str, Any] = {
        "description": title,
        "content": {
            PROBLEM: {"schema": schema, "example": example},
            "text/html": {"schema": {"type": "string"}},
        },
    }
    if status in (429, 503):
        found["headers"] = {"Retry-After": {"schema": {"type": "integer"}}}
    return found
