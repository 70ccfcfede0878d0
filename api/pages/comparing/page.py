"""The page of a comparison, and the page where the agencies are chosen."""

from __future__ import annotations

from collections.abc import Sequence

from api.pages.agencies import agencies_of
from api.pages.comparing.model import Comparison
from api.pages.comparing.sections import compare
from api.pages.comparing.sides import side_of
from api.pages.environment import render
from api.pages.links import chart_link, compare_link
from api.pages.model import Lang, Site, Words
from api.store import Dataset

LEAST, MOST = 2, 6
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


def render_choice(dataset: Dataset, lang: Lang) -> str:
    """Return the page where two to six agencies are chosen; a plain form."""
    site = Site(dataset.base_iri, lang, dataset.id)
    elsewhere = Words(site.text["home"]["elsewhere"], lang)
    places: dict[Words, list[tuple[str, str]]] = {}
    for agency in agencies_of(dataset, lang):
        if not agency.is_class:
            entry = (agency.iri.removeprefix(dataset.base_iri), agency.name)
            places.setdefault(agency.province or elsewhere, []).append(entry)
    return render(
        "compare-choice.html", site, "/compare", places=list(places.items()), least=LEAST, most=MOST
    )
