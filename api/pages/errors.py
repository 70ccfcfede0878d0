"""The page for an answer that is not a page: not found, bad request, not ready.

Its title and sentences are in the reader's language. What an engine or a client said stands there
as it was said, marked as such.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from api.pages.environment import render
from api.pages.model import Lang, Site

Told: TypeAlias = tuple[str, ...]
"""Section and key of words of the user interface, then what is written into them."""


@dataclass(frozen=True)
class ForPage:
    """What a page says of an error.

    ``told`` are words for this very case, in place of those for the status. ``verbatim`` are the
    words of an engine or of the client, ``ways`` the paths where the reader may go on; each has
    its words in the section ``error`` ("/graphs": ``way_graphs``).
    """

    told: Told | None = None
    verbatim: str = ""
    ways: tuple[str, ...] = ()


def render_error(status: int, title: str, detail: str, lang: Lang, page: ForPage) -> str:
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
        advice=sentence(site, page.told) or text.get(f"advice_{status}", text["advice"]),
        verbatim=page.verbatim if page.told else detail,
        ways=[(way, text[f"way_{way.strip('/')}"]) for way in page.ways],
    )


def sentence(site: Site, told: Told | None) -> str:
    """Return the words for a case in the language of the page; "" for none."""
    if told is None:
        return ""
    section, key, *values = told
    return site.text[section][key].format(*values)
