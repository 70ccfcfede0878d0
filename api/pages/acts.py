"""The list of the acts that the decisions cite: by kind, by year, by how much rests on them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TypeAlias

from api.pages.data import integer, iri, preferred, remembered, slug, text, vocabulary, words
from api.pages.environment import render
from api.pages.model import Lang, Link, Site, Words
from api.store import Dataset
from ontology import BM, ELI
from ontology.spelling import sort_key

A_PAGE = 100
Choice: TypeAlias = tuple[Link, int, bool]
"""A way to narrow the list: where it leads, how many acts it leaves, whether it is in use."""
RESTING = (ELI + "based_on", BM + "implements", BM + "proposedBy")


@dataclass(frozen=True)
class Act:
    """A cited act. ``kind`` is the IRI of its type, ``date`` its day, month or year ("": unknown).

    ``resting`` counts the decisions that rest on it, ``changing`` those that replace or amend it.
    """

    iri: str
    kind: str
    number: str
    label: Words | None
    date: str
    resting: int = 0
    changing: int = 0


def render_acts(dataset: Dataset, kind: str, year: str, page: int, lang: Lang) -> str:
    """Return page ``page`` (from 1); ``kind`` is a slug, ``year`` four digits, "" for all."""
    site, known = Site(dataset.base_iri, lang, dataset.id), vocabulary(dataset)
    acts = cited_by_decisions(dataset)
    found = [
        act
        for act in acts
        if kind in ("", slug(act.kind)) and (not year or act.date.startswith(year))
    ]
    shown = found[(page - 1) * A_PAGE : page * A_PAGE]
    return render(
        "acts.html",
        site,
        Site(dataset.base_iri, "vi").path("/acts", **_asked(kind, year, page)),
        acts=[(_link(act, site), known.words(act.kind, lang), act) for act in shown],
        kinds=_choices(
            Counter(slug(act.kind) for act in acts),
            {slug(act.kind): known.words(act.kind, lang) for act in acts},
            kind,
            lambda chosen: site.path("/acts", **_asked(chosen, year, 1)),
        ),
        years=sorted(
            _choices(
                Counter(act.date[:4] for act in acts if act.date),
                {},
                year,
                lambda chosen: site.path("/acts", **_asked(kind, chosen, 1)),
            ),
            key=lambda choice: choice[0].words.value,
            reverse=True,
        ),
        everything=site.path("/acts"),
        is_narrowed=bool(kind or year),
        total=len(found),
        newer=site.path("/acts", **_asked(kind, year, page - 1)) if page > 1 else "",
        older=(
            site.path("/acts", **_asked(kind, year, page + 1)) if page * A_PAGE < len(found) else ""
        ),
    )


def _asked(kind: str, year: str, page: int) -> dict[str, str]:
    return {"kind": kind, "year": year, "page": str(page) if page > 1 else ""}


def _link(act: Act, site: Site) -> Link:
    return Link(act.label or Words(act.number or slug(act.iri)), site.href(act.iri))


def _choices(
    counts: Counter[str], named: Mapping[str, Words], chosen: str, path: Callable[[str], str]
) -> list[Choice]:
    return [
        (
            Link(named.get(value, Words(value, "")), path("" if value == chosen else value)),
            count,
            value == chosen,
        )
        for value, count in counts.most_common()
    ]


def cited_by_decisions(dataset: Dataset) -> list[Act]:
    """Return the acts of a release, those that most decisions rest on first."""
    return remembered(dataset, "acts", _acts)


def _acts(dataset: Dataset) -> list[Act]:
    found: dict[str, Act] = {}
    for row in dataset.rows("acts"):
        act = iri(row, "act")
        kept = found.get(act)
        found[act] = Act(
            act,
            iri(row, "kind"),
            text(row, "number"),
            preferred(kept.label if kept else None, words(row, "label"), "vi"),
            text(row, "date"),
        )
    return sorted(_with_uses(dataset, found), key=_rank)


def _with_uses(dataset: Dataset, acts: dict[str, Act]) -> Iterable[Act]:
    for row in dataset.rows("act-uses"):
        act = acts.get(iri(row, "act"))
        if act is None:
            continue
        count = integer(row, "count") or 0
        if iri(row, "property") in RESTING:
            acts[act.iri] = replace(act, resting=act.resting + count)
        else:
            acts[act.iri] = replace(act, changing=act.changing + count)
    return acts.values()


def _rank(act: Act) -> tuple[int, int, list[int]]:
    return (-act.resting, -act.changing, sort_key(act.label.value if act.label else act.number))
