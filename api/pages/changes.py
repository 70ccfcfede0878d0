"""What a body or a province was made of and what became of it: day, event, named sources."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from api.pages.data import iri, kept, preferred, slug, text, words
from api.pages.model import Link, Site, Words
from api.store import Dataset, Row
from ontology.spelling import sort_key

_MOST_STEPS = 20
"""Changes followed from one thing; data of ours has two or three, other data may go round."""


@dataclass(frozen=True)
class Source:
    """Where a change is told: an act of the graph or an article, its title, date, publisher."""

    iri: str
    link: Link
    title: Words | None
    date: str
    by: str
    page: str


@dataclass(frozen=True)
class Change:
    """A change on a day: what happened, what it came of or led to, the sources that say so."""

    iri: str
    link: Link
    day: str
    comment: Words | None
    others: tuple[Link, ...]
    other_iris: tuple[str, ...]
    sources: tuple[Source, ...]


def made_of(dataset: Dataset, thing: str, site: Site) -> list[Change]:
    """Return the changes that made a body or province, the first one first."""
    return _changes(dataset, thing, "before", site)


def afterwards(dataset: Dataset, things: Iterable[str], site: Site) -> list[Change]:
    """Return what became of bodies or provinces and of what came of them, in order of the days.

    Of one day the changes of the thing named first come first.
    """
    return sorted(_followed(dataset, things, site), key=lambda change: change.day)


def _followed(dataset: Dataset, things: Iterable[str], site: Site) -> Iterator[Change]:
    for thing in things:
        waiting, seen = [thing], {thing}
        while waiting and len(seen) < _MOST_STEPS:
            for change in _changes(dataset, waiting.pop(0), "after", site):
                new = [other for other in change.other_iris if other not in seen]
                if change.iri not in seen:
                    yield change
                seen |= {change.iri, *new}
                waiting += new


def _changes(dataset: Dataset, thing: str, side: str, site: Site) -> list[Change]:
    found: dict[str, list[Row]] = {}
    for row in kept(dataset, "changes", thing, lambda: dataset.rows("thing-changes", thing=thing)):
        if text(row, "side") == side:
            found.setdefault(iri(row, "event"), []).append(row)
    changes = [_change(event, rows, site) for event, rows in found.items()]
    return sorted(changes, key=lambda change: (change.day, change.iri))


def _change(event: str, rows: list[Row], site: Site) -> Change:
    label: Words | None = None
    comment: Words | None = None
    others: dict[str, Words | None] = {}
    sources: dict[str, Source] = {}
    for row in rows:
        label = preferred(label, words(row, "label"), site.lang)
        comment = preferred(comment, words(row, "comment"), site.lang)
        other, source = iri(row, "other"), iri(row, "source")
        others[other] = preferred(others.get(other), words(row, "otherLabel"), site.lang)
        sources[source] = _source(source, row, site)
    named = {other: name or Words(slug(other)) for other, name in others.items()}
    order = sorted(named, key=lambda other: sort_key(named[other].value))
    return Change(
        event,
        Link(label or Words(slug(event)), site.href(event)),
        text(rows[0], "date"),
        comment,
        tuple(Link(named[other], site.href(other)) for other in order),
        tuple(order),
        tuple(sorted(sources.values(), key=lambda source: (source.date, source.iri))),
    )


def _source(source: str, row: Row, site: Site) -> Source:
    """Return a source: an act goes by its label, an article by its title."""
    label, title = words(row, "sourceLabel"), words(row, "sourceTitle")
    name = label or title or Words(slug(source))
    page = site.local(text(row, "sourcePage"))
    found = Source(
        source,
        Link(name, site.href(source)),
        title if label else None,
        text(row, "sourceDate"),
        text(row, "sourceBy"),
        page,
    )
    return replace(found, page="") if page.startswith("/") else found
