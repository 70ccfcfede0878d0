"""The first page: search, how much there is, and the agencies as a tree."""

from __future__ import annotations

from markupsafe import Markup

from api.pages.agencies import Agency, agencies_of
from api.pages.agency_list import MOST_SHOWN, counted, places_of
from api.pages.data import integer, iri, remembered, slug, vocabulary
from api.pages.environment import render
from api.pages.model import Lang, Site, Words
from api.pages.schema_org import home_block
from api.store import Dataset
from ontology import BM, ORG
from visualize import trees

COUNTED = {
    BM + "Decision": "decisions",
    ORG + "OrganizationalUnit": "units",
    BM + "ServiceUnit": "units",
    ORG + "Post": "posts",
    BM + "Duty": "duties",
}


def render_home(dataset: Dataset, lang: Lang) -> str:
    """Return the first page as HTML."""
    site = Site(dataset.base_iri, lang, dataset.id)
    agencies = agencies_of(dataset, lang)
    bodies = [agency for agency in agencies if not agency.is_class]
    counts = {"agencies": len(bodies)} | remembered(dataset, "counts", _counts)
    is_long = len(agencies) > MOST_SHOWN
    return render(
        "home.html",
        site,
        "/",
        block=home_block(site),
        counts=counts,
        tree=Markup(trees.draw(_tree(dataset, agencies, site))) if not is_long else "",
        places=[(*entry, False) for entry in counted(places_of(agencies, site), site)],
        example=next(iter(bodies or agencies), None),
    )


def _counts(dataset: Dataset) -> dict[str, int]:
    counts = dict.fromkeys(("decisions", "units", "posts", "duties"), 0)
    for row in dataset.rows("counts"):
        key = COUNTED.get(iri(row, "kind"))
        if key:
            counts[key] += integer(row, "count") or 0
    return counts


def _tree(dataset: Dataset, agencies: list[Agency], site: Site) -> tuple[trees.Branch, ...]:
    """Return province (or "elsewhere", or "classes of bodies") → the body above → its agencies."""
    known = vocabulary(dataset)
    lang = "" if site.lang == "vi" else "vi"
    elsewhere = Words(site.text["home"]["elsewhere"], site.lang)
    classes = Words(site.text["home"]["classes"], site.lang)
    provinces: dict[Words, dict[tuple[str, str], list[trees.Branch]]] = {}
    for agency in agencies:
        kind = known.value(agency.kind, site.lang) if agency.kind else ""
        note = "" if agency.name.startswith(kind) else kind
        branch = trees.Branch(agency.name, site.href(agency.iri), note, lang=lang)
        place = classes if agency.is_class else agency.province or elsewhere
        above = provinces.setdefault(place, {})
        above.setdefault((agency.parent, agency.parent_name), []).append(branch)
    return tuple(
        trees.Branch(
            province.value,
            lang="" if province.lang == site.lang else province.lang,
            children=tuple(
                trees.Branch(name or slug(parent), site.href(parent), "", tuple(below), lang)
                if parent
                else below[0]
                for (parent, name), below in bodies.items()
            ),
        )
        for province, bodies in provinces.items()
    )
