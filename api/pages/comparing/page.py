"""The page of a comparison, and the page where the agencies are chosen."""

from __future__ import annotations

from collections.abc import Sequence

from api.pages.agencies import Agency, agencies_of, bare_name, namesakes, peers_of
from api.pages.agency_list import MOST_SHOWN, Place, places_of
from api.pages.comparing.model import Comparison
from api.pages.comparing.sections import compare
from api.pages.comparing.sides import side_of
from api.pages.environment import render
from api.pages.links import chart_link, compare_link
from api.pages.model import Lang, Link, Site, Words
from api.store import Dataset

LEAST, MOST = 2, 6
MOST_TICKED = 300
"""Agencies in one form: all that a province or a name has, but for odd data."""
SHOWN_ACTIONS = 12
"""Rows by action beyond which the section is folded."""


def comparison_of(dataset: Dataset, agencies: Sequence[str], lang: Lang) -> Comparison:
    """Return the comparison; raises :class:`api.pages.comparing.sides.UnknownAgencyError`."""
    site = Site(dataset.base_iri, lang, dataset.id)
    return compare([side_of(dataset, agency, site) for agency in agencies], site)


def render_comparison(dataset: Dataset, agencies: Sequence[str], lang: Lang) -> str:
    """Return the page of a comparison as HTML."""
    site = Site(dataset.base_iri, lang, dataset.id)
    here = compare_link(Site(dataset.base_iri, "vi"), agencies)
    link = compare_link(site, agencies)
    return render(
        "compare.html",
        site,
        here,
        comparison=comparison_of(dataset, agencies, lang),
        folded=SHOWN_ACTIONS,
        csv=f"{link}&format=csv",
        json=f"{link}&format=json",
        chart=chart_link(site, agency=agencies),
        choose=site.path("/compare"),
    )


def render_choice(dataset: Dataset, lang: Lang, province: str = "", like: str = "") -> str:
    """Return the page where two to six agencies are chosen; a plain form.

    Where there are many it first asks which: those of a ``province`` (its key in addresses), or
    those of the kind and name of the agency ``like`` (an IRI).
    """
    site = Site(dataset.base_iri, lang, dataset.id)
    agencies = [agency for agency in agencies_of(dataset, lang) if not agency.is_class]
    is_long = len(agencies) > MOST_SHOWN
    groups = namesakes(agencies) if is_long else []
    if like:
        agencies = [one for one in peers_of(dataset, like, lang) if not one.is_class]
    places = [place for place in places_of(agencies, site) if province in ("", place.key)]
    asked = "province" if province else "like" if like else ""
    return render(
        "compare-choice.html",
        site,
        Site(dataset.base_iri, "vi").path("/compare", province=province, like=like),
        places=[] if is_long and not asked else _boxes(places, site),
        names=_by_name(groups, site),
        provinces=[
            (Link(place.name, site.path("/compare", province=place.key)), len(place.agencies))
            for place in (places_of(agencies, site) if is_long and not like else [])
        ],
        is_narrowed=bool(asked),
        least=LEAST,
        most=MOST,
    )


def _boxes(places: Sequence[Place], site: Site) -> list[tuple[Words, list[tuple[str, str]]]]:
    """Return what may be ticked, by province: the path of its IRI and its name; MOST_TICKED."""
    left, found = MOST_TICKED, []
    for place in places:
        shown = place.agencies[:left]
        left -= len(shown)
        if shown:
            ticks = [(one.iri.removeprefix(site.base_iri), one.name) for one in shown]
            found.append((place.name, ticks))
    return found


def _by_name(groups: Sequence[Sequence[Agency]], site: Site) -> list[tuple[Link, int]]:
    shown = sorted(groups, key=lambda same: -len(same))[:MOST_SHOWN]
    return [
        (Link(Words(bare_name(same[0])), site.path("/compare", like=same[0].iri)), len(same))
        for same in shown
    ]
