"""What stands in the margin of a decision: the facts that each clause states."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeAlias

from api.pages.data import Vocabulary, iri, preferred, slug, text, vocabulary, words
from api.pages.model import Lang, Link, Site, Words, date_words
from api.pages.repairs import Mended
from api.pages.structure import limit_words
from api.store import Dataset, Row
from ontology import BM, ELI, ORG, RDF, SKOS

Values: TypeAlias = dict[str, dict[str, Words | None]]
"""Property → value → label of the value."""

PLAIN = {RDF + "type", SKOS + "prefLabel", ELI + "title"}
"""Properties that say nothing the text beside them does not say in the same words."""
UNITS = (
    *(BM + name for name in ("ServiceUnit", "BodyClass")),
    *(ORG + name for name in ("OrganizationalUnit", "FormalOrganization")),
)
DATES = {ELI + "date_document", ELI + "first_date_entry_in_force", BM + "partialDate"}


@dataclass(frozen=True)
class Issue:
    """A finding about the quality of the text: how grave, what kind, in words.

    ``settled`` are the IRIs of the corrections that settle it; () while it is open.
    """

    severity: str
    kind: Words
    message: Words
    href: str
    settled: tuple[str, ...] = ()


@dataclass
class Margin:
    """What is written beside one clause; ``notes`` maps a heading to what stands under it.

    ``begins`` is where the clause starts in its file, known where something in it was mended.
    """

    begins: int = 0
    notes: dict[str, list[Link]] = field(default_factory=dict)
    issues: list[Issue] = field(default_factory=list)
    mended: list[Mended] = field(default_factory=list)

    @property
    def count(self) -> int:
        """How many headings there are."""
        return len(self.notes)

    def add(self, heading: str, link: Link) -> None:
        """Add a line under a heading, once."""
        lines = self.notes.setdefault(heading, [])
        if link not in lines:
            lines.append(link)


@dataclass(frozen=True)
class Found:
    """A fact as the rows give it: its IRI, its clause, its values."""

    iri: str
    clause: str
    values: Values

    def first(self, prop: str) -> str:
        """Return the least of the values of a property; "" where there is none."""
        return min(self.values.get(prop, {"": None}))

    @property
    def place(self) -> tuple[int, str]:
        """What facts of a clause are sorted by: their order in the text, then their IRI."""
        order = self.first(BM + "order")
        return (int(order) if order.isdigit() else 0, self.iri)

    def is_a(self, *classes: str) -> bool:
        """Tell whether the fact is of one of these classes."""
        return not self.values.get(RDF + "type", {}).keys().isdisjoint(classes)


def margins(
    dataset: Dataset, decision: str, labels: dict[str, Words], site: Site
) -> dict[str, Margin]:
    """Return the margin of each clause of a decision. ``labels``: words of the acts it cites."""
    maker = _Maker(vocabulary(dataset), labels, site)
    result: dict[str, Margin] = {}
    for fact in _found(dataset.rows("decision-facts", decision=decision), site.lang):
        maker.put(fact, result.setdefault(fact.clause, Margin()))
    for row in dataset.rows("decision-duties", decision=decision):
        margin = result.setdefault(iri(row, "clause"), Margin())
        maker.duty(iri(row, "duty"), iri(row, "field"), margin)
    for row in dataset.rows("decision-repairs", decision=decision):
        margin = result.setdefault(iri(row, "clause"), Margin())
        margin.begins = int(text(row, "begins"))
        mended = Mended(int(text(row, "start")), text(row, "before"), text(row, "after"))
        margin.mended.append(mended)
    return result


def _found(rows: list[Row], lang: Lang) -> list[Found]:
    facts: dict[tuple[str, str], Found] = {}
    for row in rows:
        fact, clause = iri(row, "fact"), iri(row, "clause")
        kept = facts.setdefault((clause, fact), Found(fact, clause, {}))
        value = text(row, "value")
        label = words(row, "label") or words(row, "value")
        values = kept.values.setdefault(iri(row, "property"), {})
        values[value] = preferred(values.get(value), label, lang)
    return sorted(facts.values(), key=lambda fact: fact.place)


@dataclass(frozen=True)
class _Maker:
    known: Vocabulary
    labels: dict[str, Words]
    site: Site

    def put(self, fact: Found, margin: Margin) -> None:
        """Write one fact into the margin, by its class."""
        if fact.is_a(BM + "QualityIssue"):
            margin.issues.append(self._issue(fact))
        elif fact.is_a(BM + "Signature"):
            parts = [fact.first(BM + f"signer{part}") for part in ("Capacity", "Position", "Name")]
            self._add(margin, "signer", " ".join(filter(None, parts)), fact.iri)
        elif fact.is_a(BM + "Recipient"):
            self._add(margin, "recipients", fact.first(BM + "text"), fact.iri)
        elif fact.is_a(ORG + "Post", BM + "PostClass"):
            self._add(margin, "post", self._post(fact), fact.iri)
        elif fact.is_a(*UNITS):
            self._add(margin, "unit", fact.first(SKOS + "prefLabel"), fact.iri)
        elif BM + "predicate" in fact.values:
            self._statement(fact, margin)

    def _add(self, margin: Margin, key: str, value: str, target: str) -> None:
        margin.add(self.site.text["margin"][key], Link(Words(value), self.site.href(target)))

    def _post(self, fact: Found) -> str:
        name = fact.first(SKOS + "prefLabel")
        numbers = [fact.first(BM + key) for key in ("minHolders", "maxHolders")]
        least, most = (int(number) if number.isdigit() else None for number in numbers)
        limit = limit_words(least, most, self.site)
        return f"{name}: {limit}" if limit else name

    def duty(self, duty: str, name: str, margin: Margin) -> None:
        """Write a duty into the margin by its field, or as a general one."""
        lang = self.site.lang
        general = Words(self.site.text["margin"]["general_duty"], lang)
        shown = self.known.words(name, lang) if name else general
        margin.add(self.site.text["margin"]["duty"], Link(shown, self.site.href(duty)))

    def _statement(self, fact: Found, margin: Margin) -> None:
        prop, value = fact.first(BM + "predicate"), fact.first(BM + "object")
        if prop in PLAIN:
            return
        names = self.site.text["margin"]
        heading = names.get(prop.rsplit("#", 1)[-1].rsplit("/", 1)[-1])
        heading = heading or self.known.value(prop, self.site.lang)
        margin.add(heading, self._value(prop, value, fact))

    def _value(self, prop: str, value: str, fact: Found) -> Link:
        lang = self.site.lang
        if prop in DATES:
            return Link(Words(date_words(value, lang), lang))
        if value in ("true", "false"):
            return Link(Words(self.site.text["agency"][value], lang))
        if not value.startswith(("http://", "https://")):
            return Link(Words(value))
        if self.known.knows(value):
            return Link(self.known.words(value, lang), self.site.href(value))
        label = fact.values[BM + "object"].get(value) or self.labels.get(value)
        return Link(label or Words(slug(value)), self.site.href(value))

    def _issue(self, fact: Found) -> Issue:
        lang = self.site.lang
        messages = {w.lang: w for w in fact.values.get(BM + "message", {}).values() if w}
        message = messages.get(lang) or messages.get("vi") or Words("")
        return Issue(
            fact.first(BM + "severity"),
            self.known.words(fact.first(BM + "issueCode"), lang),
            message,
            self.site.href(fact.iri),
            tuple(sorted(fact.values.get(BM + "settledBy", {}))),
        )
