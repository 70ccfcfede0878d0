"""The agencies that the decisions set up, and which of them bear one name in several provinces."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from api.pages.data import iri, preferred, remembered, slug, text, words
from api.pages.model import Lang, Words
from api.store import Dataset
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


def peers_of(dataset: Dataset, agency: str, lang: Lang) -> list[Agency]:
    """Return the agencies with the name of ``agency`` in any province, itself included.

    The name without its place is the last step of the IRI (DESIGN: ``id/org/<province>/<name>``).
    """
    return [
        found
        for found in agencies_of(dataset, lang)
        if slug(found.iri) == slug(agency) and not found.is_class
    ]


def _read(dataset: Dataset, lang: Lang) -> list[Agency]:
    found: dict[str, Agency] = {}
    for row in dataset.rows("agencies"):
        agency = iri(row, "agency")
        kept = found.get(agency)
        province = preferred(kept.province if kept else None, words(row, "provinceName"), lang)
        found[agency] = Agency(
            agency,
            text(row, "name"),
            iri(row, "kind"),
            iri(row, "province"),
            province,
            iri(row, "parent"),
            text(row, "parentName"),
            bool(iri(row, "level")),
        )
    return sorted(
        found.values(),
        key=lambda a: (sort_key(a.province.value if a.province else ""), sort_key(a.name)),
    )
