"""The page for an answer that is not a page: not found, bad request, not ready."""

from __future__ import annotations

from typing import TypeAlias

from api.pages.environment import render
from api.pages.model import Lang, Site

KNOWN = (400, 404, 405, 406, 503)


Told: TypeAlias = tuple[str, ...]
"""Section and key of words of the user interface, then what is written into them."""


def render_error(status: int, title: str, detail: str, lang: Lang, told: Told | None = None) -> str:
    """Return the error page; a status we know is explained in the reader's language.

    ``title`` and ``detail`` are the words of the program, shown where we have none of our own;
    ``told`` are words for this very case.
    """
    site = Site("", lang)
    text = site.text["error"]
    advice = text.get(f"advice_{status}", text["advice"])
    if told:
        section, key, *values = told
        advice, detail = site.text[section][key].format(*values), ""
    return render(
        "error.html",
        site,
        "/",
        status=status,
        title=text.get(f"title_{status}", title),
        advice=advice,
        detail=detail,
    )
