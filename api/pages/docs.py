"""The documentation of the HTTP interface as a page, from the table of the OpenAPI document."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from shlex import quote
from typing import Any

from api.openapi import table
from api.pages.environment import render
from api.pages.model import Lang, Site


@dataclass(frozen=True)
class Parameter:
    """A parameter as the page shows it; ``place`` is "path" or "query"."""

    name: str
    place: str
    about: str
    example: str
    is_required: bool


@dataclass(frozen=True)
class Operation:
    """An operation as the page shows it; ``link`` is "" where a browser can't follow it."""

    id: str
    method: str
    path: str
    summary: str
    about: str
    parameters: tuple[Parameter, ...]
    types: tuple[str, ...]
    statuses: tuple[int, ...]
    command: str
    link: str


def render_docs(lang: Lang) -> str:
    """Return the page in one language."""
    told = table()
    groups = [
        (name, words[lang], [_operation(o, lang) for o in told["operation"] if o["tag"] == name])
        for name, words in told["tag"].items()
    ]
    return render("docs.html", Site("", lang), "/docs", groups=groups)


def _operation(told: Mapping[str, Any], lang: Lang) -> Operation:
    contents = [table()["content"][name] for name in told["contents"]]
    partial = (206,) if told.get("partial") else ()
    return Operation(
        id=told["id"],
        method=told["method"].upper(),
        path=told["path"],
        summary=told["summary"][lang],
        about=told["about"][lang],
        parameters=tuple(_parameter(name, lang) for name in told["parameters"]),
        types=tuple(dict.fromkeys(kind for content in contents for kind in content)),
        statuses=(200, *partial, *told.get("moved", ()), *told["problems"]),
        command=_command(told),
        link=told["example"] if told["method"] == "get" else "",
    )


def _parameter(name: str, lang: Lang) -> Parameter:
    told = table()["parameter"][name]
    example = told["example"]
    return Parameter(
        name=told.get("name", name),
        place=told["in"],
        about=told[lang],
        example=" ".join(example) if isinstance(example, list) else str(example),
        is_required=told.get("required", False),
    )


def _command(told: Mapping[str, Any]) -> str:
    """Return the example as a command for a shell; ``$BOMAY`` is the address of the site."""
    words = ["curl"]
    if told["accept"]:
        words += ["-H", quote(f"Accept: {told['accept']}")]
    if "body" in told:
        kind, body = next(iter(told["body"].items()))
        words += ["-H", quote(f"Content-Type: {kind}"), "--data-binary", quote(body)]
    return " ".join([*words, f'"$BOMAY{told["example"]}"'])
