"""The page of a cited act: who rests on it, what became of it, which of its articles are named."""

from __future__ import annotations

from dataclasses import dataclass, field

from api.pages.data import iri, preferred, slug, text, words
from api.pages.decision import header_of
from api.pages.described import thing_block
from api.pages.environment import render
from api.pages.links import clause_link
from api.pages.model import Lang, Link, Site, Words, clause_name
from api.store import Dataset, Row
from ontology import BM, ELI

RESTING = {ELI + "based_on": "based_on", BM + "implements": "implements"} | {
    BM + "proposedBy": "proposedBy"
}
CHANGING = {ELI + "amends": "amends", ELI + "repeals": "repeals"}
PASSIVE = {"amends": "amended_by", "repeals": "repealed_by"}
MOST_DUTY = 220
"""Characters of a duty's words that are shown."""


@dataclass
class Mention:
    """A clause of a decision that names the act, how, and the duties the clause states."""

    decision: Link
    clause: Link | None
    relation: str
    date: str
    part: Words | None
    duties: dict[str, Link] = field(default_factory=dict)


@dataclass
class Relation:
    """An act that changes this one or is changed by it, and the clauses that say so."""

    other: Link
    date: str
    clauses: dict[str, Link] = field(default_factory=dict)


def render_act(dataset: Dataset, act: str, kinds: set[str], lang: Lang) -> str:
    """Return the page of ``act`` as HTML; ``kinds`` are the IRIs of its classes."""
    site = Site(dataset.base_iri, lang, dataset.id)
    rows = dataset.rows("decision-header", decision=act)
    header = header_of(dataset, rows, act, site)
    relations = _relations(dataset, act, site)
    mentions = _mentions(dataset, act, site)
    return render(
        "act.html",
        site,
        site.local(act),
        act=act,
        header=header,
        block=thing_block(act, header.label.value, kinds, rows, site),
        resting=[m for m in mentions if m.relation in RESTING.values()],
        cited=[m for m in mentions if m.relation == "cites"],
        relations=relations,
        timeline=_timeline(header.issued, relations, mentions),
        decisions=len({m.decision for m in mentions}),
        duties={iri: link for m in mentions for iri, link in m.duties.items()},
    )


def _mentions(dataset: Dataset, act: str, site: Site) -> list[Mention]:
    """Return the clauses that rest on the act or cite it, in the order of the decisions' dates."""
    parts = [iri(row, "part") for row in dataset.rows("act-parts", act=act)]
    found: dict[tuple[str, str, str], Mention] = {}
    for thing in (act, *dict.fromkeys(parts)):
        rows = dataset.rows("act-mentions", object=thing)
        for row in rows:
            _take(row, thing, act, site, found)
        for row in rows:
            _take_duty(row, thing, site, found)
    return sorted(found.values(), key=lambda m: (m.date or "9999", m.decision.href, m.relation))


def _take(
    row: Row, thing: str, act: str, site: Site, found: dict[tuple[str, str, str], Mention]
) -> None:
    decision, clause, relation = iri(row, "decision"), iri(row, "clause"), _relation(row)
    if not (relation and decision):
        return
    key = (clause, relation, thing)
    kept = found.get(key)
    label = preferred(kept.decision.words if kept else None, words(row, "label"), site.lang)
    part = Words(clause_name(thing, act, site.lang), site.lang) if thing != act else None
    found[key] = Mention(
        Link(label or Words(slug(decision), ""), site.href(decision)),
        clause_link(row, site),
        relation,
        text(row, "date"),
        part,
    )


def _take_duty(
    row: Row, thing: str, site: Site, found: dict[tuple[str, str, str], Mention]
) -> None:
    """Write the duty of a row beside the mention in the clause that states it."""
    duty, said = iri(row, "duty"), text(row, "dutyText")
    if len(said) > MOST_DUTY:
        said = said[:MOST_DUTY].rsplit(" ", 1)[0] + " …"
    mention = found.get((iri(row, "clause"), _relation(row), thing))
    if duty and mention:
        mention.duties[duty] = Link(Words(said), site.href(duty))


def _relation(row: Row) -> str:
    """Return how a clause names the act; "" for what is told elsewhere on the page."""
    prop = iri(row, "property")
    return RESTING.get(prop) or ("cites" if prop == ELI + "cites" else "")


def _relations(dataset: Dataset, act: str, site: Site) -> dict[str, list[Relation]]:
    """Return the acts by what they do to this one or it to them, the earliest first.

    The keys are ``amends``, ``repeals``, ``amended_by``, ``repealed_by``.
    """
    found: dict[str, dict[str, Relation]] = {key: {} for key in (*PASSIVE, *PASSIVE.values())}
    for row in dataset.rows("act-relations", act=act):
        relation, other = CHANGING[iri(row, "property")], iri(row, "other")
        is_passive = iri(row, "object") == act
        kept = found[PASSIVE[relation] if is_passive else relation]
        before = kept[other].other.words if other in kept else None
        label = preferred(before, words(row, "label"), site.lang) or Words(slug(other), "")
        kept[other] = Relation(Link(label, site.href(other)), text(row, "date"))
    _add_clauses(dataset, act, found, site)
    return {
        key: sorted(others.values(), key=lambda r: (r.date, r.other.href))
        for key, others in found.items()
    }


def _add_clauses(
    dataset: Dataset, act: str, found: dict[str, dict[str, Relation]], site: Site
) -> None:
    """Write the clauses that say so beside each relation."""
    others = {other for key in PASSIVE for other in found[key]}
    for thing in (act, *sorted(others)):
        for row in dataset.rows("act-mentions", object=thing):
            relation, subject = CHANGING.get(iri(row, "property"), ""), iri(row, "subject")
            key, other = (PASSIVE.get(relation), subject) if thing == act else (relation, thing)
            is_meant = act in (thing, subject)
            clause = clause_link(row, site)
            if key and clause and is_meant and other in found.get(key, {}):
                _note(row, clause, found[key][other].clauses, site)


def _note(row: Row, clause: Link, kept: dict[str, Link], site: Site) -> None:
    """Keep a clause under its IRI, its words with those of its decision."""
    label = words(row, "label")
    if iri(row, "clause") not in kept or (label and label.lang == site.lang):
        said = f"{clause.words.value}, {label.value}" if label else clause.words.value
        kept[iri(row, "clause")] = Link(Words(said, site.lang), clause.href)


def _timeline(
    issued: str, relations: dict[str, list[Relation]], mentions: list[Mention]
) -> list[tuple[str, str, Link | None]]:
    """Return (date, key of the words, link) in order: issue, changes, decisions that rest on it."""
    steps: set[tuple[str, str, Link | None]] = set()
    if issued:
        steps.add((issued, "step_issued", None))
    for words_key, key in (("step_amended_by", "amended_by"), ("step_repealed_by", "repealed_by")):
        steps |= {(r.date, words_key, r.other) for r in relations[key] if r.date}
    steps |= {
        (m.date, "step_rests", m.decision) for m in mentions if m.date and m.relation == "based_on"
    }
    return sorted(steps, key=lambda step: (step[0], step[1], step[2].href if step[2] else ""))
