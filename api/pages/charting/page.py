"""The page of a chart, the page for other sites to embed, the file, and the page to choose one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from urllib.parse import parse_qsl, urlsplit

from markupsafe import Markup

from api.pages.agencies import Agency, agencies_of, bare_name, namesakes, peers_of
from api.pages.agency_list import MOST_SHOWN, counted, places_of
from api.pages.charting.asked import Asked
from api.pages.charting.chart import Drawn, draw
from api.pages.charting.drawing import slug_of
from api.pages.charting.tree import Body
from api.pages.data import vocabulary
from api.pages.environment import render
from api.pages.links import chart_link, compare_link
from api.pages.model import Lang, Link, Site, Words, count_words
from api.pages.structure import post_note
from api.store import Dataset
from visualize.forest import BROAD, NARROW, draw_forest

MOST_NARROW = 120
"""Boxes in the drawing for narrow screens: a longer column is no chart any more."""


@dataclass(frozen=True)
class Line:
    """A body in the list beside the chart: the same content, with a link that opens or closes."""

    link: Link
    kind: str
    posts: tuple[str, ...]
    below: tuple[Line, ...]
    count: int
    toggle: str
    action: str
    key: str
    is_open: bool
    more: Link | None


def render_chart(dataset: Dataset, asked: Asked, lang: Lang, origin: str) -> str:
    """Return the page of a chart; raises :class:`api.pages.charting.chart.UnknownBodyError`.

    ``origin`` is where other sites find this one (``https://example.vn``), for what they copy.
    """
    site = Site(dataset.base_iri, lang, dataset.id)
    drawn = draw(dataset, asked, site, "/chart")
    return render(
        "chart.html",
        site,
        asked.href(Site(dataset.base_iri, "vi")),
        drawn=drawn,
        **_drawings(drawn),
        lines=_lines(dataset, drawn, asked, site, "/chart"),
        posts=replace(asked, has_posts=not asked.has_posts).href(site),
        has_posts=asked.has_posts,
        day=asked.day,
        kept=_kept(asked, site),
        is_plain=not (asked.open or asked.more or asked.has_posts or asked.page > 1 or asked.day),
        svg=asked.href(site, format="svg"),
        embed=asked.href(site, "/embed/chart"),
        address=origin.rstrip("/") + asked.href(site, "/embed/chart"),
        pages=[replace(asked, page=n).href(site) for n in range(1, drawn.pages + 1)],
        page=min(asked.page, drawn.pages),
        near=_near(dataset, asked, site),
    )


def _kept(asked: Asked, site: Site) -> list[tuple[str, str]]:
    """Return what a form for another day has to send along."""
    return parse_qsl(urlsplit(replace(asked, day="", page=1).href(site)).query)


def render_embedded(dataset: Dataset, asked: Asked, lang: Lang) -> str:
    """Return the chart alone, for a frame on any site: no navigation, a link back."""
    site = Site(dataset.base_iri, lang, dataset.id)
    drawn = draw(dataset, asked, site, "/embed/chart")
    return render(
        "embed.html",
        site,
        asked.href(Site(dataset.base_iri, "vi"), "/embed/chart"),
        drawn=drawn,
        **_drawings(drawn),
        lines=_lines(dataset, drawn, asked, site, "/embed/chart"),
        whole=asked.href(site),
    )


def render_file(dataset: Dataset, asked: Asked, lang: Lang) -> str:
    """Return the chart as an SVG file that needs nothing else."""
    site = Site(dataset.base_iri, lang, dataset.id)
    return draw_forest(draw(dataset, asked, site).forest, "chart", BROAD, is_standalone=True)


def render_choice(dataset: Dataset, lang: Lang) -> str:
    """Return the page where a chart is chosen: by province, agency, or name across provinces."""
    site = Site(dataset.base_iri, lang, dataset.id)
    agencies = [agency for agency in agencies_of(dataset, lang) if not agency.is_class]
    places = places_of(agencies, site)
    return render(
        "chart-choice.html",
        site,
        "/chart",
        provinces=[
            (
                Link(place.name, chart_link(site, province=[place.iri]) if place.iri else ""),
                [_chosen(agency, site) for agency in place.agencies],
                entry,
            )
            for place, entry in zip(places, counted(places, site), strict=True)
        ],
        is_long=len(agencies) > MOST_SHOWN,
        names=_shared_names(agencies, site),
    )


def _chosen(agency: Agency, site: Site) -> Link:
    return Link(Words(agency.name), chart_link(site, agency=[agency.iri]))


def _shared_names(agencies: list[Agency], site: Site) -> list[tuple[Link, int]]:
    """Return a link for each name that several provinces have, with how many; those of most first.

    No more than MOST_SHOWN are named.
    """
    shared = sorted(namesakes(agencies), key=lambda same: -len(same))
    return [
        (Link(Words(bare_name(same[0])), chart_link(site, like=[same[0].iri])), len(same))
        for same in shared[:MOST_SHOWN]
    ]


def _drawings(drawn: Drawn) -> dict[str, Markup]:
    """Return the drawing for wide and for narrow screens; on those a long one is a list only."""
    slim = ""
    if drawn.count <= MOST_NARROW:
        slim = draw_forest(drawn.forest, "slim", NARROW)
    return {
        "broad": Markup(draw_forest(drawn.forest, "broad", BROAD)),
        "slim": Markup(slim),
    }


def _near(dataset: Dataset, asked: Asked, site: Site) -> list[Link]:
    """Return links to charts near this one."""
    text = site.text["orgchart"]
    if asked.like or len(asked.agencies) > 1:
        ids = asked.agencies or [peer.iri for peer in peers_of(dataset, asked.like, site.lang)]
        if len(ids) < 2:
            return []
        return [Link(Words(text["compare"], site.lang), compare_link(site, ids))]
    if not asked.agencies:
        return []
    found = []
    peers = peers_of(dataset, asked.agencies[0], site.lang)
    for peer in peers:
        if peer.iri == asked.agencies[0] and peer.place:
            words = Words(text["whole_province"], site.lang)
            found.append(Link(words, chart_link(site, province=[peer.place])))
    if len(peers) > 1:
        words = Words(text["across"], site.lang)
        found.append(Link(words, chart_link(site, like=asked.agencies)))
    return found


def _lines(dataset: Dataset, drawn: Drawn, asked: Asked, site: Site, path: str) -> tuple[Line, ...]:
    known = vocabulary(dataset)
    text = site.text["orgchart"]

    def more(body: Body) -> Link:
        words = Words(count_words(text, "left", body.left), site.lang)
        return Link(words, asked.with_more(body.iri).href(site, path))

    def line(body: Body) -> Line:
        kind = known.value(body.kind, site.lang) if body.kind else ""
        name = body.link.words.value
        return Line(
            body.link,
            "" if name.startswith(kind) else kind,
            tuple(post_note(post) for post in body.posts),
            tuple(line(below) for below in body.below),
            body.count,
            asked.toggled(body.iri).href(site, path) if body.can_open else "",
            text["close" if body.is_open else "open"].format(name, body.count),
            slug_of(body, site),
            body.is_open,
            more(body) if body.left else None,
        )

    return tuple(line(body) for body in drawn.bodies)
