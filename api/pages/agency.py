"""The page of an agency: what it is, its units, posts, duties, legal bases and history."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from api.pages.act_states import act_states
from api.pages.agencies import peers_of
from api.pages.changes import afterwards, made_of
from api.pages.curations import Curated, Curations, curations_of
from api.pages.data import iri, kept, preferred, slug, text, vocabulary, words
from api.pages.described import agency_block
from api.pages.duties import duty_groups
from api.pages.duty_actions import action_groups
from api.pages.environment import render
from api.pages.links import chart_link, clause_link, compare_link
from api.pages.model import Lang, Link, Site, Words, clause_name
from api.pages.ready import ready_link
from api.pages.standing import standing_on
from api.pages.structure import UnitLine, charts, posts_of, units_of
from api.store import Dataset, Row
from ontology import BM, DCT, ELI, ORG, RDFS, SKOS
from ontology.spelling import sort_key

FACTS = {
    ORG + "classification": "kind",
    BM + "bodyKind": "kind",
    BM + "level": "level",
    DCT + "spatial": "province",
    ORG + "subOrganizationOf": "parent",
    BM + "professionalDirectionBy": "direction",
    BM + "advises": "advises",
    BM + "hasLegalPersonality": "personality",
    BM + "hasSeal": "seal",
    BM + "hasAccount": "account",
    BM + "field": "manages",
}
"""The facts shown at the head of the page, in this order, with the key of their words."""


@dataclass(frozen=True)
class Fact:
    """One line of what an agency is: the key of its words, its value, the clause that says so.

    A person may say so instead (``curated``).
    """

    key: str
    value: Link
    clause: Link | None
    curated: Curated | None = None


@dataclass(frozen=True)
class CitedAct:
    """An act that a decision cites: how it relates, the act, its words there, the clause."""

    relation: str
    iri: str
    act: Link
    cited_as: str
    date: str
    order: int
    clause: Link | None


@dataclass(frozen=True)
class DecisionLine:
    """A decision on the agency: its label, its dates ("" where not stated), the acts it cites."""

    iri: str
    link: Link
    number: str
    issued: str
    in_force: str
    until: str
    rule: str
    cited: tuple[CitedAct, ...]

    def acts(self, *relations: str) -> list[CitedAct]:
        """Return the cited acts of these relations (local names of the properties)."""
        return [act for act in self.cited if act.relation in relations]


def render_agency(dataset: Dataset, agency: str, lang: Lang, day: str = "") -> str:
    """Return the page of ``agency``, a body or a class of bodies, as HTML.

    What it shows is that of the decision in force on ``day`` (ISO 8601), by default the latest.
    """
    site = Site(dataset.base_iri, lang, dataset.id)
    rows = dataset.rows("agency-facts", agency=agency)
    name = _name(rows, agency)
    decisions = decisions_of(dataset, agency, site)
    standing = standing_on(decisions, day)
    shown = standing.decision.iri if standing.decision else ""
    curations = curations_of(dataset, [line.iri for line in decisions], site)
    facts = facts_of(dataset, rows, curations, site, shown)
    units = units_of(dataset, agency, site, shown)
    every = _every(dataset, rows, agency, name)
    here = site.local(agency)
    return render(
        "agency.html",
        site,
        f"{here}?date={day}" if day else here,
        name=name,
        agency=agency,
        release=dataset.id,
        has_dumps=bool(dataset.manifest),  # a plain RDF file has none
        every=every,
        block=agency_block(agency, name, every, rows, units, decisions, site),
        curations=curations,
        renamed=curations.of_triple(agency, SKOS + "prefLabel", name),
        facts=[fact for fact in facts if fact.key != "manages"],
        manages=sorted(
            (fact for fact in facts if fact.key == "manages"),
            key=lambda fact: sort_key(fact.value.words.value),
        ),
        decisions=decisions,
        standing=standing,
        states=act_states(dataset, shown, site) if shown else {},
        **_structure(dataset, agency, name, shown, facts, units, site),
        **duties_of(dataset, agency, shown, site),
        **_around(dataset, rows, agency, site),
    )


def _structure(
    dataset: Dataset,
    agency: str,
    name: str,
    decision: str,
    facts: list[Fact],
    units: list[UnitLine],
    site: Site,
) -> dict[str, Any]:
    posts = posts_of(dataset, agency, site, units, decision)
    drawn = charts(name, facts_by_key(facts), units, posts, site) if units else None
    return {"units": units, "posts": posts, "charts": drawn}


def duties_of(dataset: Dataset, agency: str, decision: str, site: Site) -> dict[str, Any]:
    """Return the duties that a decision states, by field and by action, with their numbers.

    They are half of the work for a page, and a page of any day has them, so they are kept.
    """
    key = (agency, decision, site.lang)
    return kept(dataset, "duties", key, lambda: _read_duties(dataset, agency, decision, site))


def _read_duties(dataset: Dataset, agency: str, decision: str, site: Site) -> dict[str, Any]:
    groups = duty_groups(dataset, agency, decision, site)
    return {
        "groups": groups,
        "actions": action_groups(dataset, agency, decision, site),
        "duties": sum(group.count for group in groups),
        "fields": [group for group in groups if group.field],
    }


def _around(dataset: Dataset, rows: Iterable[Row], agency: str, site: Site) -> dict[str, Any]:
    """Return what came before and after, the same agency elsewhere, and queries to go on with."""
    peers = [peer.iri for peer in peers_of(dataset, agency, site.lang)]
    others = [peer for peer in peers if peer != agency]
    asked = ("agency-facts", "agency-units", "agency-posts", "agency-duties", "agency-decisions")
    return {
        "before": made_of(dataset, agency, site),
        "changes": afterwards(dataset, [*_places(rows), agency], site),
        "compare": compare_link(site, [agency, *others]) if agency in peers and others else "",
        "chart": chart_link(site, agency=[agency]),
        "abreast": chart_link(site, like=[agency]) if others else "",
        "queries": {name: ready_link(site, name, agency=agency) for name in asked},
    }


def _places(rows: Iterable[Row]) -> list[str]:
    """Return the provinces of an agency, whose mergers it had part in."""
    found = (iri(row, "value") for row in rows if iri(row, "property") == DCT + "spatial")
    return sorted(set(filter(None, found)))


def _name(rows: Iterable[Row], agency: str) -> str:
    names = [text(row, "value") for row in rows if iri(row, "property") == SKOS + "prefLabel"]
    return min(names) if names else slug(agency)


def _every(dataset: Dataset, rows: Iterable[Row], agency: str, name: str) -> str:
    """Return what a class of bodies is called for short ("Sở Nội vụ"); "" for a body."""
    if BM + "BodyClass" not in dataset.types(agency):
        return ""
    short = [text(row, "value") for row in rows if iri(row, "property") == SKOS + "altLabel"]
    return min(short) if short else name


def facts_by_key(facts: Iterable[Fact]) -> dict[str, str]:
    """Return the words of each fact by its key; the first where there are several."""
    found: dict[str, str] = {}
    for fact in facts:
        found.setdefault(fact.key, fact.value.words.value)
    return found


def facts_of(
    dataset: Dataset, rows: Iterable[Row], curations: Curations, site: Site, decision: str = ""
) -> list[Fact]:
    """Return what is stated of an agency, by ``decision`` or by none in particular."""
    found: dict[tuple[str, str], Fact] = {}
    known = vocabulary(dataset)
    for row in rows:
        key, value = FACTS.get(iri(row, "property")), text(row, "value")
        if key is None or iri(row, "decision") not in ("", decision):
            continue
        kept = found.get((key, value))
        label = preferred(kept.value.words if kept else None, words(row, "label"), site.lang)
        if known.knows(value):
            label = known.words(value, site.lang)
        if value in ("true", "false"):
            link = Link(Words(site.text["agency"][value], site.lang))
        else:
            link = Link(label or Words(slug(value)), site.href(value))
        curated = curations.of_triple(iri(row, "agency"), iri(row, "property"), value)
        clause = kept.clause if kept else clause_link(row, site)
        found[key, value] = Fact(key, link, clause, curated)
    order = list(dict.fromkeys(FACTS.values()))
    return sorted(found.values(), key=lambda fact: order.index(fact.key))


def decisions_of(dataset: Dataset, agency: str, site: Site) -> list[DecisionLine]:
    """Return the decisions on an agency, the latest in force first."""
    found: dict[str, dict[str, list[Words]]] = {}
    for row in dataset.rows("agency-decisions", agency=agency):
        value = words(row, "value")
        if value:
            values = found.setdefault(iri(row, "decision"), {})
            values.setdefault(iri(row, "property"), []).append(value)
    lines = [_decision(dataset, decision, values, site) for decision, values in found.items()]
    return sorted(lines, key=lambda line: (line.in_force or line.issued, line.number), reverse=True)


def _decision(
    dataset: Dataset, decision: str, values: dict[str, list[Words]], site: Site
) -> DecisionLine:
    def first(term: str) -> str:
        return values[term][0].value if term in values else ""

    labels = {label.lang: label for label in values.get(RDFS + "label", [])}
    label = labels.get(site.lang) or labels.get("vi") or Words(slug(decision))
    return DecisionLine(
        iri=decision,
        link=Link(label, site.href(decision)),
        number=first(ELI + "number"),
        issued=first(ELI + "date_document") or first(BM + "partialDate"),
        in_force=first(ELI + "first_date_entry_in_force"),
        until=first(ELI + "date_no_longer_in_force"),
        rule=first(BM + "effectiveRule"),
        cited=tuple(cited_acts(dataset, decision, site)),
    )


def cited_acts(dataset: Dataset, decision: str, site: Site) -> list[CitedAct]:
    """Return the acts a decision cites, in the order of its text."""
    found: dict[tuple[str, str], CitedAct] = {}
    for row in dataset.rows("decision-citations", decision=decision):
        act, clause = iri(row, "act"), iri(row, "clause")
        relation = iri(row, "property").rsplit("#", 1)[-1]
        label = words(row, "label") or words(row, "words") or Words(slug(act))
        where = clause_name(clause, decision, site.lang) if clause else ""
        cited = CitedAct(
            relation=relation,
            iri=act,
            act=Link(label, site.href(act)),
            cited_as=text(row, "words"),
            date=text(row, "date"),
            order=int(text(row, "order") or 0),
            clause=Link(Words(where, site.lang), site.clause(clause, decision)) if clause else None,
        )
        kept = found.get((relation, act))
        if kept is None or preferred(kept.act.words, label, site.lang) is label:
            found[relation, act] = cited
    return sorted(found.values(), key=lambda cited: (cited.relation, cited.order))
