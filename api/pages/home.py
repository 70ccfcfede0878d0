"""The first page: search, how much there is, and the agencies as a tree."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from markupsafe import Markup

from api.pages.data import integer, iri, preferred, remembered, slug, text, vocabulary, words
from api.pages.environment import render
from api.pages.fold import sort_key
from api.pages.model import Lang, Site, Words
from api.pages.schema_org import home_block
from api.store import Dataset
from ontology import BM, ORG
from visualize import trees


@dataclass(frozen=True)
class Agency:
    """An agency and where it sits: names, IRIs, and the IRI of its kind.

    ``is_class`` says that it is a class of bodies and no body.
    """

    iri: str
    name: str
    kind: str
    province: Words | None
    parent: str
    parent_name: str
    is_class: bool = False


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
    agencies = remembered(dataset, f"agencies.{lang}", partial(_agencies, lang=lang))
    bodies = [agency for agency in agencies if not agency.is_class]
    counts = {"agencies": len(bodies)} | remembered(dataset, "counts", _counts)
    return render(
        "home.html",
        site,
        "/",
        block=home_block(site),
        counts=counts,
        tree=Markup(trees.draw(_tree(dataset, agencies, site))),
        example=next(iter(bodies or agencies), None),
    )


def _agencies(dataset: Dataset, lang: Lang) -> list[Agency]:
    found: dict[str, Agency] = {}
    for row in dataset.rows("agencies"):
        agency = iri(row, "agency")
        kept = found.get(agency)
        province = preferred(kept.province if kept else None, words(row, "provinceName"), lang)
        found[agency] = Agency(
            agency,
            text(row, "name"),
            iri(row, "kind"),
            province,
            iri(row, "parent"),
            text(row, "parentName"),
            bool(iri(row, "level")),
        )
    return sorted(
        found.values(),
        key=lambda a: (sort_key(a.province.value if a.province else ""), sort_key(a.name)),
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
