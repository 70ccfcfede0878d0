"""The page for an answer that is not a page: not found, bad request, not ready."""

from __future__ import annotations

from api.pages.environment import render
from api.pages.model import Lang, Site

KNOWN = (400, 404, 405, 406, 503)


def render_error(status: int, title: str, detail: str, lang: Lang) -> str:
    """Return the error page; a status we know is explained in the reader's language.

    ``title`` and ``detail`` are the words of the program, shown where we have none of our own.
    """
    site = Site("", lang)
    text = site.text["error"]
    return render(
        "error.html",
        site,
        "/",
        status=status,
        title=text.get(f"title_{status}", title),
        advice=text.get(f"advice_{status}", text["advice"]),
        detail=detail,
    )
