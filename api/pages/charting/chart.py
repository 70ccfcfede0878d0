"""From what is asked for to a forest of boxes and the same tree for a list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from api.pages.agencies import Agency, agencies_of, peers_of
from api.pages.charting.asked import MOST_HEADS, Asked
from api.pages.charting.drawing import box, boxes
from api.pages.charting.tree import Body, Grower
from api.pages.data import iri, preferred, slug, words
from api.pages.model import Link, Site, Words
from api.pages.standing import Standing
from api.store import Dataset
from ontology import BM, ORG, SKOS
from visualize.forest import Forest
from visualize.orgchart import Box


class UnknownBodyError(LookupError):
    """A body or province that is asked for is not in the release; its IRI is the argument."""


@dataclass(frozen=True)
class Drawn:
    """A chart: what is drawn, the same bodies for a list, how many pages of heads there are.

    ``standings`` say by which decision each head is drawn.
    """

    title: str
    forest: Forest
    bodies: tuple[Body, ...]
    pages: int = 1
    standings: tuple[tuple[Link, Standing], ...] = ()

    @property
    def count(self) -> int:
        """How many bodies are drawn."""
        return sum(body.size for body in self.bodies)


@dataclass(frozen=True)
class Known:
    """What is known of a body: its name and kind, the body above, the one that directs it."""

    iri: str
    name: Words
    kind: str
    above: Words | None
    beside: Words | None

    def link(self, site: Site) -> Link:
        """Return the link to its page."""
        return Link(self.name, site.href(self.iri))


def draw(dataset: Dataset, asked: Asked, site: Site, path: str = "") -> Drawn:
    """Return the chart; with ``path`` its boxes open and close at that address.

    Raises UnknownBodyError.
    """
    if asked.province:
        return _province(dataset, asked, site, path)
    if asked.like:
        known(dataset, asked.like, site)
        peers = [peer.iri for peer in peers_of(dataset, asked.like, site.lang)] or [asked.like]
        pages = -(-len(peers) // MOST_HEADS)
        start = (min(asked.page, pages) - 1) * MOST_HEADS
        return _abreast(dataset, peers[start : start + MOST_HEADS], asked, site, path, pages)
    if len(asked.agencies) == 1:
        return _one(dataset, asked, site, path)
    return _abreast(dataset, asked.agencies[:MOST_HEADS], asked, site, path, 1)


def known(dataset: Dataset, body: str, site: Site) -> Known:
    """Return what is known of a body; raises UnknownBodyError where it has no name."""
    found: dict[str, Words | None] = {}
    kind = ""
    for row in dataset.rows("agency-facts", agency=body):
        prop = iri(row, "property")
        if prop == SKOS + "prefLabel":
            found["name"] = preferred(found.get("name"), words(row, "value"), site.lang)
        elif prop in (ORG + "subOrganizationOf", ORG + "unitOf"):
            found["above"] = preferred(found.get("above"), words(row, "label"), site.lang)
        elif prop == BM + "professionalDirectionBy":
            found["beside"] = preferred(found.get("beside"), words(row, "label"), site.lang)
        elif prop in (ORG + "classification", BM + "bodyKind"):
            kind = iri(row, "value")
    name = found.get("name")
    if name is None:
        raise UnknownBodyError(body)
    return Known(body, name, kind, found.get("above"), found.get("beside"))


def _one(dataset: Dataset, asked: Asked, site: Site, path: str) -> Drawn:
    text = site.text["orgchart"]
    told = known(dataset, asked.agencies[0], site)
    grower = Grower(dataset, asked, site)
    body = grower.grow(told.iri, told.link(site), told.kind, is_kept_open=True)
    root = box(body, asked, site)
    title = site.text["chart"]["title"].format(told.name.value)
    direction = (site.text["chart"]["direction"],)
    forest = Forest(
        title,
        text["described"],
        boxes(body.below, asked, site, path, parent=body),
        Box(root.name, root.kind or "so", root.notes),
        Box(told.above.value, "uy-ban-nhan-dan") if told.above else None,
        Box(told.beside.value, "bo", direction) if told.beside else None,
        grower.kind_words(body.below),
        text["silent"],
    )
    return Drawn(title, forest, (body,), standings=_standings(grower, (body,)))


def _abreast(
    dataset: Dataset,
    agencies: tuple[str, ...] | list[str],
    asked: Asked,
    site: Site,
    path: str,
    pages: int,
) -> Drawn:
    grower = Grower(dataset, asked, site)
    told = [known(dataset, agency, site) for agency in agencies]
    bodies = tuple(
        grower.grow(one.iri, one.link(site), one.kind, is_kept_open=True) for one in told
    )
    heads = tuple(_or_silent(box(body, asked, site, path), body, site) for body in bodies)
    text = site.text["orgchart"]
    title = text["abreast"].format(len(bodies))
    forest = Forest(title, text["described"], heads, legend=grower.kind_words(bodies))
    return Drawn(title, forest, bodies, pages, _standings(grower, bodies))


def _or_silent(made: Box, body: Body, site: Site) -> Box:
    """Say so in the box of a body whose decision states no units."""
    if body.count:
        return made
    return Box(made.name, made.kind, (*made.notes, site.text["orgchart"]["silent"]))


def _province(dataset: Dataset, asked: Asked, site: Site, path: str) -> Drawn:
    found = [
        agency
        for agency in agencies_of(dataset, site.lang)
        if agency.place == asked.province and not agency.is_class
    ]
    if not found:
        raise UnknownBodyError(asked.province)
    grower = Grower(dataset, asked, site)
    bodies = tuple(
        grower.grow(one.iri, _link(one, site), one.kind, is_kept_open=False) for one in found
    )
    parents = {(agency.parent, agency.parent_name) for agency in found}
    parent, name = parents.pop()
    has_root = bool(parent) and not parents
    place = found[0].province or Words(slug(asked.province))
    title = site.text["chart"]["title"].format(place.value)
    forest = Forest(
        title,
        site.text["orgchart"]["described"],
        boxes(bodies, asked, site, path),
        Box(name or slug(parent), "uy-ban-nhan-dan") if has_root else None,
        legend=grower.kind_words(bodies),
    )
    return Drawn(title, forest, bodies, standings=_standings(grower, bodies))


def _standings(grower: Grower, bodies: Sequence[Body]) -> tuple[tuple[Link, Standing], ...]:
    """Return which decision each head is drawn by, where a decision is on it."""
    found = ((body.link, grower.standing(body.iri)) for body in bodies)
    return tuple((link, standing) for link, standing in found if standing.decision)


def _link(agency: Agency, site: Site) -> Link:
    return Link(Words(agency.name), site.href(agency.iri))
