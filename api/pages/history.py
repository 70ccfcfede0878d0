"""What changed between releases, as a page shows it and as the feed tells it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pyoxigraph as ox

from api.harvest.changes import Entry, Head, History, Line
from api.pages.data import slug, vocabulary
from api.pages.environment import render
from api.pages.model import Lang, Link, Site, Words, number_words
from api.store import Dataset

MOST_PUBLICATIONS = 100
"""How many publications the list shows."""


@dataclass(frozen=True)
class Statement:
    """A triple that came or went, and what states it; what is no longer there leads nowhere."""

    sign: str
    subject: Link
    property: Link
    value: Link
    cause: Link | None
    cause_iri: str


@dataclass(frozen=True)
class Story:
    """What changed about a resource. ``ident`` is its place on the page, ``href`` leads there."""

    ident: str
    href: str
    resource: str
    title: Link
    where: Link
    is_decision: bool
    only_places: bool
    added: int
    removed: int
    statements: Sequence[Statement]
    left_out: int


@dataclass(frozen=True)
class Publication:
    """A publication: where its page is, its time, what is said of it in one sentence."""

    key: str
    href: str
    time: str
    title: str
    summary: str
    head: Head


def render_changes(dataset: Dataset, history: History, lang: Lang, is_kept: bool = True) -> str:
    """Return the page that lists the publications, the latest first.

    Where no record is kept here (``is_kept``), the page says so, and where the data is.
    """
    site = Site(dataset.base_iri, lang, dataset.id)
    heads = list(reversed(history.published(dataset.id)))[:MOST_PUBLICATIONS]
    return render(
        "history.html",
        site,
        "/changes",
        publications=[publication(head, site) for head in heads],
        is_kept=is_kept,
    )


def render_publication(
    dataset: Dataset, history: History, head: Head, page: int, lang: Lang
) -> str:
    """Return the page of one publication: its counts and a part of its entries."""
    site = Site(dataset.base_iri, lang, dataset.id)
    path = f"/changes/{head.key}"
    return render(
        "publication.html",
        site,
        path if page == 1 else f"{path}?page={page}",
        told=publication(head, site),
        head=head,
        graphs=[(_Teller(dataset, {}, site).path(c.graph), c) for c in head.graphs],
        stories=[story(dataset, head, entry, page, site) for entry in history.entries(head, page)],
        page=page,
        older=site.path(path, page=str(page + 1)) if page < head.pages else "",
        newer=site.path(path, page=str(page - 1)) if page > 1 else "",
    )  # fmt: skip


def publication(head: Head, site: Site) -> Publication:
    """Return a publication in words."""
    text = site.text["history"]
    if not head.is_compared and head.previous:
        summary = text["not_compared"].format(head.previous)
    elif head.previous is None:
        summary = text["first"].format(number_words(head.statements))
    else:
        added, removed = number_words(head.added), number_words(head.removed)
        summary = text["after"].format(head.previous, added, removed)
    title = text["release"].format(head.release)
    href = site.path(f"/changes/{head.key}")
    return Publication(head.key, href, head.published, title, summary, head)


def story(dataset: Dataset, head: Head, entry: Entry, page: int, site: Site) -> Story:
    """Return an entry as links and words, with the labels recorded when it was published."""
    teller = _Teller(dataset, entry.labels, site, entry.decision or "")
    where = entry.decision or entry.graph
    query = {"page": str(page)} if page > 1 else {}
    ident = f"e{entry.number}"
    return Story(
        ident=ident,
        href=site.path(f"/changes/{head.key}", **query) + f"#{ident}",
        resource=entry.resource,
        title=teller.link(entry.resource),
        where=teller.link(where) if entry.decision else teller.path(where),
        is_decision=entry.decision is not None,
        only_places=entry.only_places,
        added=entry.added,
        removed=entry.removed,
        statements=[teller.statement(line, entry.resource) for line in entry.lines],
        left_out=entry.left_out,
    )


class _Teller:
    """Words and links for the terms of an entry."""

    def __init__(
        self,
        dataset: Dataset,
        labels: Mapping[str, Mapping[str, str]],
        site: Site,
        decision: str = "",
    ) -> None:
        self._dataset = dataset
        self._labels = labels
        self._site = site
        self._decision = decision
        self._known = vocabulary(dataset)

    def statement(self, line: Line, resource: str) -> Statement:
        triple = next(iter(ox.parse(line.triple.encode(), format=ox.RdfFormat.N_TRIPLES)))
        subject, predicate, value = triple.subject, triple.predicate, triple.object
        about = str(getattr(subject, "value", subject))
        return Statement(
            line.sign,
            self.link(about) if about == resource else self.path(about),
            Link(self._known.words(predicate.value, self._site.lang), self._href(predicate.value)),
            self._value(value),
            self.link(line.cause) if line.cause else None,
            line.cause or "",
        )

    def link(self, iri: str) -> Link:
        """Return a thing by its label."""
        labels = self._labels.get(iri, {})
        for lang in (self._site.lang, "vi"):
            if lang in labels:
                return Link(Words(labels[lang], lang), self._href(iri))
        if self._known.knows(iri):
            return Link(self._known.words(iri, self._site.lang), self._href(iri))
        return self.path(iri)

    def path(self, iri: str) -> Link:
        """Return a thing by the end of its address: behind that of the decision, or the base."""
        within = self._decision and iri.startswith(self._decision + "/")
        start = self._decision + "/" if within else self._dataset.base_iri
        name = iri.removeprefix(start) or slug(iri)
        return Link(Words(name, ""), self._href(iri))

    def _value(self, value: object) -> Link:
        if isinstance(value, ox.Literal):
            return Link(Words(value.value, value.language or ""))
        return self.link(str(getattr(value, "value", value)))

    def _href(self, iri: str) -> str:
        return _href(self._dataset, iri, self._site)


def _href(dataset: Dataset, iri: str, site: Site) -> str:
    """Return the link to a thing that is still there, "" for what is gone or elsewhere."""
    if not iri.startswith(dataset.base_iri) or "#" in iri or not dataset.exists(iri):
        return ""
    return site.href(iri)
