"""The list of the decisions: what each is, since when, and how well its text could be read."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeAlias

from api.pages.data import iri, remembered, slug, text, words
from api.pages.environment import render
from api.pages.model import Lang, Link, Site, Words
from api.store import Dataset
from ontology import BM, ELI, RDFS
from ontology.spelling import sort_key

A_PAGE = 100
ISSUED = (ELI + "date_document", BM + "partialDate")

Quality: TypeAlias = dict[str, str]
"""Measure → value: ``coverage`` (0..1), ``mended``, and findings by severity."""


@dataclass
class Decision:
    """A decision: its labels by language, its dates ("" where not stated), how well it was read."""

    iri: str
    labels: dict[str, Words] = field(default_factory=dict)
    issued: str = ""
    in_force: str = ""
    quality: Quality = field(default_factory=dict)

    @property
    def coverage(self) -> str:
        """The share of the characters that was read, in per cent; "" where it is not known."""
        share = self.quality.get("coverage", "")
        return f"{float(share) * 100:.1f}" if share else ""

    def count(self, measure: str) -> int:
        """Return how many there are of a measure."""
        return int(self.quality.get(measure, "0"))

    def link(self, site: Site) -> Link:
        """Return the link to the decision's page."""
        label = self.labels.get(site.lang) or self.labels.get("vi")
        return Link(label or Words(slug(self.iri), ""), site.href(self.iri))


def render_decisions(dataset: Dataset, page: int, lang: Lang) -> str:
    """Return page ``page`` (from 1) of the list as HTML."""
    site = Site(dataset.base_iri, lang, dataset.id)
    found = listed_decisions(dataset)
    shown = found[(page - 1) * A_PAGE : page * A_PAGE]

    def path(number: int) -> str:
        return site.path("/decisions", page=str(number) if number > 1 else "")

    return render(
        "decisions.html",
        site,
        f"/decisions?page={page}" if page > 1 else "/decisions",
        decisions=[(decision.link(site), decision) for decision in shown],
        total=len(found),
        newer=path(page - 1) if page > 1 else "",
        older=path(page + 1) if page * A_PAGE < len(found) else "",
    )


def listed_decisions(dataset: Dataset) -> list[Decision]:
    """Return the decisions of a release, the latest first; those without a date last."""
    return remembered(dataset, "decisions", _decisions)


def _decisions(dataset: Dataset) -> list[Decision]:
    found: dict[str, Decision] = {}
    for row in dataset.rows("decisions"):
        decision = found.setdefault(iri(row, "decision"), Decision(iri(row, "decision")))
        prop, value = iri(row, "property"), text(row, "value")
        label = words(row, "value")
        if prop == RDFS + "label" and label:
            decision.labels[label.lang] = label
        elif prop in ISSUED:
            decision.issued = max(decision.issued, value)
        else:
            decision.in_force = max(decision.in_force, value)
    for row in dataset.rows("decision-quality"):
        if decision_iri := iri(row, "decision"):
            quality = found.setdefault(decision_iri, Decision(decision_iri)).quality
            quality[text(row, "measure")] = text(row, "value")
    by_name = sorted(found.values(), key=_name)
    return sorted(by_name, key=lambda d: d.in_force or d.issued, reverse=True)


def _name(decision: Decision) -> list[int]:
    return sort_key(decision.labels["vi"].value if "vi" in decision.labels else decision.iri)
