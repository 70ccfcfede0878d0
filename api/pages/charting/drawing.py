"""The tree of bodies as the boxes of a chart."""

from __future__ import annotations

from collections.abc import Sequence

from api.pages.charting.asked import Asked
from api.pages.charting.tree import Body
from api.pages.data import slug
from api.pages.model import Site, count_words
from api.pages.structure import post_note
from visualize.orgchart import Box


def boxes(
    bodies: Sequence[Body], asked: Asked, site: Site, path: str = "", *, parent: Body | None = None
) -> tuple[Box, ...]:
    """Return a box for each body; with ``path`` those with branches open and close there."""
    made = [box(body, asked, site, path) for body in bodies]
    if parent is not None and parent.left:
        made.append(_rest(parent, asked, site, path))
    return tuple(made)


def box(body: Body, asked: Asked, site: Site, path: str = "") -> Box:
    """Return the box of a body with what is open below it."""
    text = site.text["orgchart"]
    notes = tuple(post_note(post) for post in body.posts)
    if body.count and not body.is_open:
        notes = (*notes, "+ " + count_words(text, "below", body.count))
    can_open = bool(path) and body.can_open
    name = body.link.words.value
    action = text["close" if body.is_open else "open"].format(name, body.count)
    return Box(
        name,
        slug(body.kind),
        notes,
        boxes(body.below, asked, site, path, parent=body),
        asked.toggled(body.iri).href(site, path) if can_open else "",
        action if can_open else "",
        slug_of(body, site) if can_open else "",
    )


def slug_of(body: Body, site: Site) -> str:
    """Return what finds the box of a body again: its IRI without the base."""
    return body.iri.removeprefix(site.base_iri)


def _rest(body: Body, asked: Asked, site: Site, path: str) -> Box:
    """Return the box that stands for those of a branch that are not drawn."""
    words = count_words(site.text["orgchart"], "left", body.left)
    href = asked.with_more(body.iri).href(site, path) if path else ""
    return Box(words, "", href=href, action=words, key=f"more {slug_of(body, site)}")
