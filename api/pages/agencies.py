"""The agencies that the decisions set up, and which of them bear one name in several provinces."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial

from api.pages.data import iri, preferred, remembered, slug, words
from api.pages.model import Lang, Words
from api.store import Dataset, Row
from ontology.spelling import sort_key


@dataclass(frozen=True)
class Agency:
    """An agency and where it sits: names, IRIs, and the IRI of its kind.

    ``is_class`` says that it is a class of bodies and no body.
    """

    iri: str
    name: str
    kind: str
    place: str
    province: Words | None
    parent: str
    parent_name: str
    is_class: bool = False


def agencies_of(dataset: Dataset, lang: Lang) -> list[Agency]:
    """Return the agencies in the Vietnamese order of their provinces and names."""
    return remembered(dataset, f"agencies.{lang}", partial(_read, lang=lang))


def namesakes(agencies: Iterable[Agency]) -> list[list[Agency]]:
    """Return the agencies that several places have under one name, in groups.

    One agency of a kind (``org:classification``) and a name: the name without its place is the
    last step of the IRI (DESIGN: ``id/org/<province>/<name>``). The graph has no concept yet that
    says more than "a Sở", so kind alone would put every Sở beside every other.
    """
    found: dict[tuple[str, str], list[Agency]] = {}
    for agency in agencies:
        if not agency.is_class:
            found.setdefault((agency.kind, slug(agency.iri)), []).append(agency)
    return [same for same in found.values() if len(same) > 1]


def peers_of(dataset: Dataset, agency: str, lang: Lang) -> list[Agency]:
    """Return the agencies of the kind and name of ``agency`` in any place, itself included.

    Where the kind of one is not known the name decides; a class of bodies is no peer of a body.
    """
    bodies = [one for one in agencies_of(dataset, lang) if not one.is_class]
    kind = next((one.kind for one in bodies if one.iri == agency), "")
    return [
        one
        for one in bodies
        if slug(one.iri) == slug(agency) and (one.kind == kind or not (one.kind and kind))
    ]


def bare_name(agency: Agency) -> str:
    """Return the name of an agency without that of its province."""
    place = agency.province.value if agency.province and agency.province.lang == "vi" else ""
    name = agency.name
    if place and name.lower().endswith(place.lower()):
        return name[: -len(place)].rstrip(" ,")
    return name


def _read(dataset: Dataset, lang: Lang) -> list[Agency]:
    found: dict[str, Agency] = {}
    for row in dataset.rows("agencies"):
        agency = iri(row, "agency")
        kept = found.get(agency)
        province = preferred(kept.province if kept else None, words(row, "provinceName"), lang)
        found[agency] = Agency(
            agency,
            _in_vietnamese(kept.name if kept else "", row, "name"),
            iri(row, "kind"),
            iri(row, "province"),
            province,
            iri(row, "parent"),
            _in_vietnamese(kept.parent_name if kept else "", row, "parentName"),
            bool(iri(row, "level")),
        )
    return sorted(
        found.values(),
        key=lambda a: (sort_key(a.province.value if a.province else ""), sort_key(a.name)),
    )


def _in_vietnamese(kept: str, row: Row, variable: str) -> str:
    """Return the name that a row gives, unless it is in another language and one is kept."""
    found = words(row, variable)
    return found.value if found and (found.lang == "vi" or not kept) else kept
