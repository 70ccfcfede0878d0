"""The tree of bodies under an agency or a province, read branch by branch as it is opened."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from api.pages.agency import decisions_of
from api.pages.charting.asked import Asked
from api.pages.data import integer, iri, slug, vocabulary, words
from api.pages.model import Link, Site, Words
from api.pages.standing import Standing, standing_on
from api.pages.structure import PostLine, posts_of, units_of
from api.store import Dataset, Row
from ontology.spelling import sort_key

MOST_BELOW = 60
"""As many of a branch are drawn at first; each "more" adds as many."""
MOST_BODIES = 300
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

    @property
    def size(self) -> int:
        """How many bodies are drawn from here on, this one included."""
        return 1 + sum(body.size for body in self.below)


class Grower:
    """Reads the branches of one chart; keeps count, so that no chart grows without end."""

    def __init__(self, dataset: Dataset, asked: Asked, site: Site) -> None:
        self._dataset = dataset
        self._asked = asked
        self._site = site
        self._known = vocabulary(dataset)
        self._room = MOST_BODIES
        self._seen: set[str] = set()
        self._standings: dict[str, Standing] = {}

    def standing(self, body: str) -> Standing:
        """Return which decision on a body holds on the day asked for; none where none is on it."""
        if body not in self._standings:
            decisions = decisions_of(self._dataset, body, self._site)
            self._standings[body] = standing_on(decisions, self._asked.day)
        return self._standings[body]

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
            body = replace(body, count=count, can_open=bool(count))
            # posts of what is below a head are read with those of the body above
            return self._with_posts(body) if depth == 0 else body
        found = self._children(body.iri)
        most = min(self._room, MOST_BELOW * (1 + self._asked.times[body.iri]))
        shown = found[:most]
        self._room -= len(shown)
        counts = self._counts(body.iri)
        below = tuple(self._grow(one, counts[one.iri], depth + 1, False) for one in shown)
        left = len(found) - len(shown)
        body = replace(body, below=below, count=len(found), left=left, is_open=True)
        return self._with_posts(replace(body, can_open=not is_kept_open))

    def _with_posts(self, body: Body) -> Body:
        """Return a body with its posts and those of what is drawn directly below, if asked for."""
        if not self._asked.has_posts:
            return body
        posts = self._posts(body.iri, body.below)
        own = posts.get(body.iri, ()) or body.posts
        below = tuple(replace(one, posts=one.posts or posts.get(one.iri, ())) for one in body.below)
        return replace(body, posts=own, below=below)

    def _posts(self, body: str, below: tuple[Body, ...]) -> dict[str, tuple[PostLine, ...]]:
        """Return the posts of a body and of what is drawn directly below it, by body."""
        found: dict[str, list[PostLine]] = {}
        for post in posts_of(self._dataset, body, self._site, [], self._decision(body)):
            found.setdefault(post.body, []).append(post)
        wanted = {body, *(one.iri for one in below)}
        return {where: tuple(posts) for where, posts in found.items() if where in wanted}

    def _children(self, body: str) -> list[Body]:
        """Return what stands directly below, in the order of the text; each once in a chart."""
        found: dict[str, tuple[tuple[int, list[int]], Body]] = {}
        for row in self._below(body):
            unit = iri(row, "unit")
            name = words(row, "name") or Words(slug(unit))
            order = integer(row, "order")
            place = (9999 if order is None else order, sort_key(name.value))
            line = Body(unit, Link(name, self._site.href(unit)), iri(row, "kind"))
            found.setdefault(unit, (place, line))
        return [line for _, line in sorted(found.values(), key=lambda pair: pair[0])]

    def _count(self, body: str) -> int:
        return len({iri(row, "unit") for row in self._below(body)})

    def _below(self, body: str) -> list[Row]:
        """Return the rows of what stands below and is not drawn yet, by the decision that holds."""
        decision = self._decision(body)
        rows = self._dataset.rows("body-children", body=body)
        if decision:
            stated = units_of(self._dataset, body, self._site, decision)
            units = {unit.iri for unit in stated}
            rows = [row for row in rows if iri(row, "unit") in units]
        return [row for row in rows if iri(row, "unit") not in self._seen]

    def _decision(self, body: str) -> str:
        decision = self.standing(body).decision
        return decision.iri if decision else ""

    def _counts(self, body: str) -> Counter[str]:
        """Return how many stand under each body directly below."""
        rows = self._dataset.rows("body-grandchildren", body=body)
        return Counter(iri(row, "unit") for row in rows)
