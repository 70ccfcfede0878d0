"""What people added or corrected: who, when, on what source, and what the text itself says."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from api.pages.data import integer, iri, text
from api.pages.model import Link, Site, Words, date_words
from api.store import Dataset, Row

_DATES = frozenset({"issued", "effective"})


@dataclass(frozen=True)
class Curated:
    """One addition or correction. ``given`` and ``old`` are in words; ``old`` is "" for nothing.

    ``field`` is the key of its words and ``link`` names it and leads to its page; ``is_quoted``
    says that ``old`` is in the words of the text, and no date in those of the page.
    """

    iri: str
    decision: str
    link: Link
    field: str
    given: str
    old: str
    is_quoted: bool
    person: str
    source: str
    day: str
    file: str
    order: int


@dataclass(frozen=True)
class Curations:
    """The curations of some decisions, by what they are the evidence of."""

    all: tuple[Curated, ...] = ()
    facts: frozenset[tuple[str, str]] = frozenset()
    triples: frozenset[tuple[str, str, str, str]] = frozenset()

    def by_iri(self, curation: str) -> Curated | None:
        """Return the curation with this IRI."""
        return next((found for found in self.all if found.iri == curation), None)

    def of_field(self, field: str, decision: str = "") -> Curated | None:
        """Return the curation of a field of a decision, as the curation file names it."""
        own = (found for found in self.all if found.decision == decision or not decision)
        return next((found for found in own if found.field == _key(field)), None)

    def of_fact(self, fact: str) -> Curated | None:
        """Return the curation that states a fact: a unit, a post."""
        return next((found for found in self.all if (found.iri, fact) in self.facts), None)

    def of_triple(self, subject: str, prop: str, value: str) -> Curated | None:
        """Return the curation that states a triple."""
        return next(
            (found for found in self.all if (found.iri, subject, prop, value) in self.triples), None
        )


def curations_of(dataset: Dataset, decisions: Iterable[str], site: Site) -> Curations:
    """Return the curations of some decisions."""
    rows = [
        row
        for decision in decisions
        for row in dataset.rows("decision-curations", decision=decision)
    ]
    return Curations(
        _curated(rows, site),
        frozenset((iri(row, "curation"), iri(row, "fact")) for row in rows if iri(row, "fact")),
        frozenset(
            (
                iri(row, "curation"),
                iri(row, "subject"),
                iri(row, "property"),
                text(row, "value"),
            )
            for row in rows
            if iri(row, "subject")
        ),
    )


def curations_about(dataset: Dataset, thing: str, site: Site) -> tuple[Curated, ...]:
    """Return the curations that state a thing, state something of it or settle it."""
    return _curated(dataset.rows("resource-curations", thing=thing), site)


def _curated(rows: list[Row], site: Site) -> tuple[Curated, ...]:
    found = {iri(row, "curation"): row for row in rows if text(row, "field")}
    old = {iri(row, "curation"): text(row, "old") for row in rows if text(row, "old")}
    made = [_read(curation, row, old.get(curation, ""), site) for curation, row in found.items()]
    return tuple(sorted(made, key=lambda curated: (curated.file, curated.order, curated.iri)))


def _read(curation: str, row: Row, old: str, site: Site) -> Curated:
    key, given = _key(text(row, "field")), text(row, "given")
    is_date = key in _DATES
    names = site.text["curated"]
    name = Words(names.get(key, text(row, "field")), site.lang)
    return Curated(
        iri=curation,
        decision=iri(row, "decision"),
        link=Link(name, site.href(curation)),
        field=key,
        given=date_words(given, site.lang) if is_date else given,
        old=date_words(old, site.lang) if is_date and old else old,
        is_quoted=not is_date,
        person=text(row, "person"),
        source=text(row, "source"),
        day=date_words(text(row, "day"), site.lang),
        file=text(row, "file"),
        order=integer(row, "order") or 0,
    )


def _key(field: str) -> str:
    return field.replace(".", "_")
