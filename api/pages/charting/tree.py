"""The tree of bodies under an agency or a province, read branch by branch as it is opened."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from api.pages.charting.asked import Asked
from api.pages.data import integer, iri, slug, vocabulary, words
from api.pages.model import Link, Site, Words
from api.pages.structure import PostLine, posts_of
from api.store import Dataset
from ontology.spelling import sort_key

MOST_BELOW = 60
"""As many of a branch are drawn at first; each "more" adds as many."""
MOST_BODIES = 600
"""Of one chart. Branches beyond it stay closed."""
MOST_DEEP = 6
"""Levels under a head: deeper ones would have no room, they have a chart of their own."""


@dataclass(frozen=True)
class Body:
    """A body of the tree: link, kind, posts, what hangs below.

    ``count`` is how many stand directly below it, ``left`` how many of those are not drawn;
    ``can_open`` tells whether there is a branch to open or close here.
    """

    iri: str
    link: Link
    kind: str
    posts: tuple[PostLine, ...] = ()
    below: tuple[Body, ...] = ()
    count: int = 0
    left: int = 0
    is_open: bool = False
    can_open: bool = False


class Grower:
    """Reads the branches of one chart; keeps count, so that no chart grows without end."""

    def __init__(self, dataset: Dataset, asked: Asked, site: Site) -> None:
        self._dataset = dataset
        self._asked = asked
        self._site = site
        self._known = vocabulary(dataset)
        self._room = MOST_BODIES
        self._seen: set[str] = set()

    def grow(self, body: str, link: Link, kind: str, *, is_kept_open: bool) -> Body:
        """Return a body with its open branches; ``is_kept_open`` opens it without being asked."""
        return self._grow(Body(body, link, kind), self._count(body), 0, is_kept_open)

    def kind_words(self, bodies: Iterable[Body]) -> dict[str, str]:
        """Return the words of the kinds in a tree, for its legend."""
        found: dict[str, str] = {}
        for body in bodies:
            if body.kind:
                found.setdefault(slug(body.kind), self._known.value(body.kind, self._site.lang))
            found |= {k: v for k, v in self.kind_words(body.below).items() if k not in found}
        return found

    def _grow(self, body: Body, count: int, depth: int, is_kept_open: bool) -> Body:
        self._seen.add(body.iri)
        is_open = bool(count) and (is_kept_open or self._asked.is_open(body.iri))
        if not is_open or depth >= MOST_DEEP or self._room <= 0:
            return self._with(body, (), count, 0, is_open=False, can_open=bool(count))
        found = self._children(body.iri)
        most = min(self._room, MOST_BELOW * (1 + self._asked.times[body.iri]))
        shown = found[:most]
        self._room -= len(shown)
        counts = self._counts(body.iri)
        below = tuple(self._grow(one, counts[one.iri], depth + 1, False) for one in shown)
        left = len(found) - len(shown)
        return self._with(body, below, len(found), left, is_open=True, can_open=not is_kept_open)

    def _with(
        self,
        body: Body,
        below: tuple[Body, ...],
        count: int,
        left: int,
        *,
        is_open: bool,
        can_open: bool,
    ) -> Body:
        posts = self._posts(body.iri, below) if self._asked.has_posts else {}
        own = posts.get(body.iri, ()) or body.posts
        below = tuple(replace(one, posts=one.posts or posts.get(one.iri, ())) for one in below)
        return replace(
            body, posts=own, below=below, count=count, left=left, is_open=is_open, can_open=can_open
        )

    def _posts(self, body: str, below: tuple[Body, ...]) -> dict[str, tuple[PostLine, ...]]:
        """Return the posts of a body and of what is drawn directly below it, by body."""
        found: dict[str, list[PostLine]] = {}
        for post in posts_of(self._dataset, body, self._site, []):
            found.setdefault(post.body, []).append(post)
        wanted = {body, *(one.iri for one in below)}
        return {where: tuple(posts) for where, posts in found.items() if where in wanted}

    def _children(self, body: str) -> list[Body]:
        """Return what stands directly below, in the order of the text; each once in a chart."""
        found: dict[str, tuple[tuple[int, list[int]], Body]] = {}
        for row in self._dataset.rows("body-children", body=body):
            unit = iri(row, "unit")
            if unit in self._seen:
                continue
            name = words(row, "name") or Words(slug(unit))
            order = integer(row, "order")
            place = (9999 if order is None else order, sort_key(name.value))
            line = Body(unit, Link(name, self._site.href(unit)), iri(row, "kind"))
            found.setdefault(unit, (place, line))
        return [line for _, line in sorted(found.values(), key=lambda pair: pair[0])]

    def _count(self, body: str) -> int:
        rows = self._dataset.rows("body-children", body=body)
        return len({iri(row, "unit") for row in rows} - self._seen)

    def _counts(self, body: str) -> Counter[str]:
        """Return how many stand under each body directly below."""
        rows = self._dataset.rows("body-grandchildren", body=body)
        return Counter(iri(row, "unit") for row in rows)
