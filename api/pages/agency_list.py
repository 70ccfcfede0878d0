"""The list of the agencies, by province: what the first page and the choices lead to.

Few agencies are shown where they are asked for; many are counted by province and listed here.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from api.pages.agencies import Agency, agencies_of
from api.pages.data import vocabulary
from api.pages.environment import render
from api.pages.links import chart_link
from api.pages.model import Lang, Link, Site, Words
from api.store import Dataset

A_PAGE = 100
MOST_SHOWN = 120
"""As many agencies are named on the first page and where a chart or comparison is chosen."""
CLASSES = "classes"
"""What stands for a province in the address of the list of the classes of bodies."""


@dataclass(frozen=True)
class Place:
    """A province with its agencies; also the bodies of no province, and the classes of bodies.

    ``key`` is what stands for it in addresses: the path of the province's IRI, or a word.
    """

    key: str
    iri: str
    name: Words
    agencies: tuple[Agency, ...]


@dataclass(frozen=True)
class Line:
    """An agency in the list: its page, its kind unless its name says it, its chart."""

    link: Link
    kind: Words | None
    above: Link | None
    place: Link
    chart: str


def places_of(agencies: Iterable[Agency], site: Site) -> list[Place]:
    """Return the provinces of agencies in their order, with what belongs to none of them."""
    found: dict[str, list[Agency]] = {}
    for agency in agencies:
        found.setdefault(CLASSES if agency.is_class else agency.place, []).append(agency)
    return [
        Place(
            key.removeprefix(site.base_iri) or "elsewhere",
            "" if key == CLASSES else key,
            _name(key, those[0], site),
            tuple(those),
        )
        for key, those in found.items()
    ]


def counted(places: Iterable[Place], site: Site) -> list[tuple[Link, int]]:
    """Return a link to the list of each province, with how many agencies it has."""
    return [
        (Link(place.name, site.path("/agencies", province=place.key)), len(place.agencies))
        for place in places
    ]


def render_agencies(dataset: Dataset, province: str, page: int, lang: Lang) -> str:
    """Return page ``page`` (from 1) of the agencies of a province, of all where it is ""."""
    site = Site(dataset.base_iri, lang, dataset.id)
    places = places_of(agencies_of(dataset, lang), site)
    wanted = province.removeprefix(dataset.base_iri).strip("/")
    chosen = [place for place in places if wanted in ("", place.key)]
    lines = [(place, agency) for place in chosen for agency in place.agencies]
    shown = lines[(page - 1) * A_PAGE : page * A_PAGE]

    def path(number: int, of: Site = site) -> str:
        return of.path("/agencies", province=wanted, page=str(number) if number > 1 else "")

    return render(
        "agencies.html",
        site,
        path(page, Site(dataset.base_iri, "vi")),
        places=[(*entry, place.key == wanted) for entry, place in _choices(places, site)],
        is_narrowed=bool(wanted),
        everything=site.path("/agencies"),
        chart=_chart(chosen, site) if wanted else "",
        lines=[_line(dataset, place, agency, site) for place, agency in shown],
        total=len(lines),
        newer=path(page - 1) if page > 1 else "",
        older=path(page + 1) if page * A_PAGE < len(lines) else "",
    )


def _choices(places: list[Place], site: Site) -> Iterable[tuple[tuple[Link, int], Place]]:
    return zip(counted(places, site), places, strict=True)


def _name(key: str, agency: Agency, site: Site) -> Words:
    if key == CLASSES:
        return Words(site.text["home"]["classes"], site.lang)
    return agency.province or Words(site.text["home"]["elsewhere"], site.lang)


def _chart(chosen: list[Place], site: Site) -> str:
    """Return the link to the chart of a whole province."""
    return next((chart_link(site, province=[place.iri]) for place in chosen if place.iri), "")


def _line(dataset: Dataset, place: Place, agency: Agency, site: Site) -> Line:
    kind = vocabulary(dataset).words(agency.kind, site.lang) if agency.kind else None
    is_said = kind is None or agency.name.startswith(kind.value)
    above = Link(Words(agency.parent_name), site.href(agency.parent)) if agency.parent else None
    return Line(
        Link(Words(agency.name), site.href(agency.iri)),
        None if is_said else kind,
        above,
        Link(place.name, site.href(place.iri) if place.iri else ""),
        "" if agency.is_class else chart_link(site, agency=[agency.iri]),
    )
