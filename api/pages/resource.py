"""The general page of a thing: what is stated of it, what refers to it, which clause says so."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from api.pages.changes import afterwards, made_of
from api.pages.curations import curations_about
from api.pages.data import Vocabulary, iri, preferred, short_name, slug, text, vocabulary, words
from api.pages.described import thing_block
from api.pages.environment import render
from api.pages.links import clause_link
from api.pages.model import Lang, Link, Site, Words, date_words
from api.store import Dataset, Row
from ontology import BM, CV, DCT, ELI, OA, ORG, RDF, RDFS, SKOS

NAMING = (SKOS + "prefLabel", RDFS + "label", DCT + "title")
HIDDEN = {
    *NAMING,
    *(RDF + "type", SKOS + "notation", SKOS + "topConceptOf"),
    *(BM + name for name in ("evidence", "text", "order", "path", "isLeaf", "marker", "settledBy")),
    # inferred, of what the page shows as it is stated
    *(BM + name for name in ("dutyHeldBy", "partOfDutyTransitive")),
    *(ELI + name for name in ("repealed_by", "amended_by")),
    *(ORG + "transitiveSubOrganizationOf", SKOS + "broaderTransitive"),
}
"""Properties whose values stand elsewhere on the page or say nothing to a reader."""
DATES = {
    ELI + "date_document",
    ELI + "first_date_entry_in_force",
    ELI + "date_no_longer_in_force",
    *(DCT + "date", BM + "validFrom", BM + "validUntil", BM + "partialDate"),
}
SHOWN_PER_PROPERTY = 60
LONGEST_LABEL = 180
SHORT = 36
"""Characters of a value that may stand beside others in one line."""


@dataclass(frozen=True)
class Statement:
    """A property in words, and its values; ``more`` are left out of the page."""

    name: Words
    values: tuple[Link, ...]
    more: int = 0

    @property
    def is_short(self) -> bool:
        """Tell whether the values are a few words each, so that they may stand in one line."""
        return all(len(value.words.value) <= SHORT for value in self.values)


@dataclass(frozen=True)
class Evidence:
    """Where a thing is stated: the clause, its words, the characters of the file, the rule."""

    clause: Link
    decision: Words
    quoted: str
    start: str
    end: str
    rule: str
    confidence: str
    href: str


def render_thing(dataset: Dataset, thing: str, kinds: set[str], lang: Lang) -> str:
    """Return the general page of ``thing`` as HTML. ``kinds``: the IRIs of its classes."""
    site, known = Site(dataset.base_iri, lang, dataset.id), vocabulary(dataset)
    rows = dataset.rows("resource-outgoing", thing=thing)
    name = _name(rows, thing, known, site)
    changes = bool({BM + "Province", CV + "PublicOrganisation"} & kinds)
    return render(
        "resource.html",
        site,
        site.local(thing),
        thing=thing,
        name=name,
        block=thing_block(thing, name.value, kinds, rows, site),
        kinds=[known.words(kind, lang) for kind in sorted(kinds) if known.knows(kind)][:3],
        quoted=_quoted(rows),
        outgoing=_statements(rows, "value", known, site),
        incoming=_statements(dataset.rows("resource-incoming", thing=thing), "other", known, site),
        evidence=_evidence(dataset, thing, site),
        made_of=made_of(dataset, thing, site) if changes else [],
        changes=afterwards(dataset, [thing], site) if changes else [],
        curations=curations_about(dataset, thing, site),
        is_settled=any(iri(row, "property") == BM + "settledBy" for row in rows),
    )


def _name(rows: list[Row], thing: str, known: Vocabulary, site: Site) -> Words:
    if known.knows(thing):
        return known.words(thing, site.lang)
    for prop in NAMING:
        labels = {
            w.lang: w for row in rows if iri(row, "property") == prop if (w := words(row, "value"))
        }
        if labels:
            return labels.get(site.lang) or labels.get("vi") or labels[min(labels)]
    kinds = [iri(row, "value") for row in rows if iri(row, "property") == RDF + "type"]
    own = sorted(kind for kind in kinds if kind.startswith(BM))
    if own:
        return known.words(own[-1], site.lang)
    return Words(slug(thing), "")


def _quoted(rows: Iterable[Row]) -> Words | None:
    """Return the words of the thing itself: the text of a duty, of a recipient."""
    return next((words(row, "value") for row in rows if iri(row, "property") == BM + "text"), None)


def _statements(
    rows: Iterable[Row], variable: str, known: Vocabulary, site: Site
) -> list[Statement]:
    """Return the rows by property; a value that comes with several labels is shown once."""
    grouped: dict[str, dict[str, Link]] = {}
    for row in rows:
        prop, value = iri(row, "property"), text(row, variable)
        if prop in HIDDEN:
            continue
        link = _value(row, variable, prop, known, site)
        kept = grouped.setdefault(prop, {}).get(value)
        if kept is None or preferred(kept.words, link.words, site.lang) is link.words:
            grouped[prop][value] = link
    return [
        Statement(
            _property(prop, variable, known, site),
            tuple(list(values.values())[:SHOWN_PER_PROPERTY]),
            max(0, len(values) - SHOWN_PER_PROPERTY),
        )
        for prop, values in sorted(grouped.items(), key=lambda pair: _rank(pair[0]))
    ]


def _property(prop: str, variable: str, known: Vocabulary, site: Site) -> Words:
    """Return the words of a property; read backwards it has words of its own."""
    name = known.words(prop, site.lang)
    local = prop.rsplit("#", 1)[-1].rsplit("/", 1)[-1]
    if variable == "value":
        built_in = "" if known.knows(prop) else site.text["property"].get(local, "")
        return Words(built_in, site.lang) if built_in else name
    inverse = site.text["inverse"]
    return Words(inverse.get(local) or inverse["other"].format(name.value), site.lang)


def _rank(prop: str) -> tuple[bool, str]:
    """Properties of our own ontology and of the organisation come before the plumbing."""
    return (prop.startswith((OA, RDFS)), prop)


def _value(row: Row, variable: str, prop: str, known: Vocabulary, site: Site) -> Link:
    target, lang = iri(row, variable), site.lang
    if not target:
        value = words(row, variable) or Words(text(row, variable), "")
        if value.value in ("true", "false"):
            return Link(Words(site.text["agency"][value.value], lang))
        if prop in DATES:
            return Link(Words(date_words(value.value, lang), lang))
        return Link(value)
    if known.knows(target):
        return Link(known.words(target, lang), site.href(target))
    label = words(row, "label") or Words(_path_name(target, site), "")
    if len(label.value) > LONGEST_LABEL:
        label = Words(label.value[:LONGEST_LABEL].rsplit(" ", 1)[0] + " …", label.lang)
    return Link(label, site.href(target))


def _path_name(target: str, site: Site) -> str:
    """Return what is left to show of a thing without words: the end of its path."""
    if not target.startswith(site.base_iri):
        return short_name(target)
    return "/".join(target.rstrip("/").rsplit("/", 2)[-2:])


def _evidence(dataset: Dataset, thing: str, site: Site) -> list[Evidence]:
    found: dict[str, Evidence] = {}
    for row in dataset.rows("resource-evidence", thing=thing):
        clause = clause_link(row, site)
        label = words(row, "decisionLabel")
        key = iri(row, "evidence")
        if clause is None or (key in found and (label is None or label.lang != site.lang)):
            continue
        found[key] = Evidence(
            clause=clause,
            decision=label or Words(slug(iri(row, "decision")), ""),
            quoted=text(row, "words"),
            start=text(row, "start"),
            end=text(row, "end"),
            rule=text(row, "rule"),
            confidence=text(row, "confidence"),
            href=site.href(key),
        )
    return list(found.values())
