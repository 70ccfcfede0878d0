"""What the graph knows of the state of acts: replaced or amended by which, since when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from api.pages.data import iri, preferred, slug, text, words
from api.pages.model import Link, Site, Words
from api.store import Dataset
from ontology.spelling import sort_key


@dataclass(frozen=True)
class Change:
    """An act that replaces or amends another: its link, the day it takes effect or was issued."""

    link: Link
    date: str


@dataclass(frozen=True)
class State:
    """What replaces an act and what amends it; empty where the graph knows of nothing.

    That nothing is known does not mean that the act is in force.
    """

    repealed: tuple[Change, ...] = ()
    amended: tuple[Change, ...] = ()


UNKNOWN = State()


def act_states(dataset: Dataset, decision: str, site: Site) -> Mapping[str, State]:
    """Return the states of the acts that ``decision`` rests on, by IRI; unknown ones are absent."""
    labels: dict[str, Words | None] = {}
    found: dict[str, dict[str, dict[str, str]]] = {}
    for row in dataset.rows("act-states", decision=decision):
        by, how = iri(row, "by"), text(row, "how")
        labels[by] = preferred(labels.get(by), words(row, "label"), site.lang)
        dates = found.setdefault(iri(row, "act"), {}).setdefault(how, {})
        # in force from a day says more than issued on an earlier one
        dates[by] = max(dates.get(by, ""), text(row, "date"))

    def changes(dates: Mapping[str, str]) -> tuple[Change, ...]:
        made = [
            Change(Link(labels[by] or Words(slug(by)), site.href(by)), day)
            for by, day in dates.items()
        ]
        return tuple(sorted(made, key=lambda c: (c.date, sort_key(c.link.words.value))))

    return {
        act: State(changes(hows.get("repealed", {})), changes(hows.get("amended", {})))
        for act, hows in found.items()
    }
