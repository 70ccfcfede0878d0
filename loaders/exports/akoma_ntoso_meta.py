"""The metadata of an Akoma Ntoso document: identification, lifecycle, analysis, references.

Dates are those of the graph. An attribute that the schema requires and the graph can't fill holds
0001-01-01 under the name "unknown", the convention of readers such as cobalt: where the text gives
only a month or no date of issue, and for the manifestation, which has no clock. The month, where
it is all there is, stands in the work's IRI and, as the graph has it, under ``proprietary``.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from loaders.exports.akoma_ntoso_graph import DIGEST, FILE, SOURCE, TITLE, Decision
from loaders.exports.akoma_ntoso_names import (
    LANGUAGE,
    UNKNOWN_DATE,
    is_day,
    work_iri,
    work_number,
)
from loaders.exports.akoma_ntoso_text import clean, node
from loaders.spelling import slug
from ontology import BM, ELI

_PROPRIETARY = (
    ("bm", "effectiveRule", BM + "effectiveRule"),
    ("bm", "coverage", BM + "coverage"),
    ("bm", "sha256", DIGEST),
    ("eli", "date_document", ELI + "date_document"),
    ("bm", "partialDate", BM + "partialDate"),
    ("eli", "first_date_entry_in_force", ELI + "first_date_entry_in_force"),
)

_ROLES = "/akn/ontology/role/"


@dataclass
class References:
    """The things of the outside world that a document points to, each once, with its eId."""

    taken: set[str]
    entries: dict[tuple[str, str], tuple[str, str]] = field(default_factory=dict)

    def point(self, tag: str, href: str, show: str, stem: str = "") -> str:
        """Return "#eId" of an entry, made where there is none yet."""
        if (tag, href) not in self.entries:
            path = href.partition("/eli/vn/")[2] or href.rstrip("/").rpartition("/")[2]
            base = stem or f"{_STEMS[tag]}_{slug(path) or 'x'}"
            name, again = base, 1
            while name in self.taken:
                again += 1
                name = f"{base}-{again}"
            self.taken.add(name)
            self.entries[tag, href] = name, show or href
        return f"#{self.entries[tag, href][0]}"

    def element(self, source: str) -> Any:
        """Return the ``references`` element, in an order of its own."""
        element = node("references", [("source", source)])
        for (tag, href), (name, show) in sorted(self.entries.items(), key=_reference_place):
            entry = node(tag, [("eId", name), ("href", href), ("showAs", show)])
            if tag == "TLCReference":
                entry.set("name", "bomay")
            if tag == "hasAttachment":
                entry.set("type", "quy-dinh")
            element.append(entry)
        return element


_STEMS = {
    "original": "original",
    "activeRef": "active",
    "passiveRef": "passive",
    "hasAttachment": "attached",
    "TLCOrganization": "org",
    "TLCRole": "role",
    "TLCConcept": "field",
    "TLCEvent": "event",
    "TLCReference": "act",
}


def _reference_place(entry: tuple[tuple[str, str], tuple[str, str]]) -> tuple[int, str]:
    (tag, _), (name, _) = entry
    return list(_STEMS).index(tag), name


def meta(decision: Decision, places: dict[str, str], refs: References, base: str) -> Any:
    """Return the ``meta`` of a decision; ``places`` maps a clause to its eId."""
    bomay = refs.point("TLCOrganization", base, "BoMay", "bomay")
    work = work_iri(decision.act)
    original = refs.point("original", f"{work}/{LANGUAGE}@", decision.act.name, "original")
    for clause in decision.clauses:
        if clause.kind == "quy-dinh":
            refs.point("hasAttachment", f"{work}/!quy-dinh", clause.label)
    element = node("meta")
    element.append(identification(decision, "", refs, bomay))
    if decision.fields:
        element.append(_classification(decision, refs, bomay))
    lifecycle = _lifecycle(decision, refs, bomay, original)
    if len(lifecycle):
        element.append(lifecycle)
    analysis = _analysis(decision, places, refs, bomay)
    if len(analysis):
        element.append(analysis)
    if any(event.get("eId") == "event_in-force" for event in lifecycle):
        element.append(_temporal(lifecycle, refs))
    for iri, name in decision.header.get(BM + "concerns", ()):
        refs.point("TLCOrganization", iri, name)
    element.append(refs.element(bomay))
    element.append(_proprietary(decision, bomay))
    return element


def identification(decision: Decision, component: str, refs: References, bomay: str) -> Any:
    """Return the identification of the decision, or of its regulation ("quy-dinh")."""
    act, work = decision.act, work_iri(decision.act)
    part = f"/!{component or 'main'}"
    expression = f"{work}/{LANGUAGE}@"
    iri = f"{act.iri}/{component}" if component else act.iri
    labels = [c.label for c in decision.clauses if component and c.iri == iri]
    title = ("".join(labels) if component else decision.first(TITLE)) or act.name
    element = node("identification", [("source", bomay)])
    levels = (
        ("FRBRWork", work + part, work, iri),
        ("FRBRExpression", expression + part, expression, iri + ("" if component else "/vi")),
        ("FRBRManifestation", f"{expression}{part}.xml", f"{expression}.xml", ""),
    )
    for tag, this, uri, own in levels:
        level = node(tag)
        level.append(node("FRBRthis", [("value", this)]))
        level.append(node("FRBRuri", [("value", uri)]))
        if tag == "FRBRWork":
            level.append(node("FRBRalias", [("value", title), ("name", "title")]))
        if own:
            level.append(node("FRBRalias", [("value", own), ("name", "bomay")]))
        known = is_day(act.date) and tag != "FRBRManifestation"
        date, name = (act.date, "Generation") if known else (UNKNOWN_DATE, "unknown")
        level.append(node("FRBRdate", [("date", date), ("name", name)]))
        level.extend(_authors(decision, refs, "" if tag != "FRBRManifestation" else bomay))
        element.append(level)
    element[0].extend(_work_properties(decision))
    element[1].append(node("FRBRlanguage", [("language", LANGUAGE)]))
    element[2].append(node("FRBRformat", [("value", "xml")]))
    return element


def _authors(decision: Decision, refs: References, editor: str) -> list[Any]:
    """Return who made a level: the issuer as author, or the editor; href="" where unknown."""
    if editor:
        role = refs.point("TLCRole", f"{_ROLES}editor", "biên tập", "role_editor")
        return [node("FRBRauthor", [("href", editor), ("as", role)])]
    authors = []
    for iri, name in decision.header.get(ELI + "passed_by", ()):
        href = refs.point("TLCOrganization", iri, name)
        role = refs.point("TLCRole", f"{_ROLES}issuer", "cơ quan ban hành", "role_issuer")
        authors.append(node("FRBRauthor", [("href", href), ("as", role)]))
    if not authors:
        unknown = node("FRBRauthor")
        unknown.set("href", "")
        authors.append(unknown)
    return authors


def _work_properties(decision: Decision) -> list[Any]:
    act = decision.act
    name = "FRBRnumber" if act.number else "FRBRname"
    return [
        node("FRBRcountry", [("value", "vn")]),
        *([node("FRBRsubtype", [("value", act.kind)])] if act.kind else []),
        node(name, [("value", work_number(act)), ("showAs", act.number)]),
    ]


def _classification(decision: Decision, refs: References, bomay: str) -> Any:
    element = node("classification", [("source", bomay)])
    scheme = decision.fields[0][0].rpartition("/")[0]
    dictionary = refs.point("TLCReference", scheme, "code/field", "dictionary_field")
    for iri, name in decision.fields:
        code = iri.rpartition("/")[2]
        refs.point("TLCConcept", iri, name or code)
        keyword = [("value", code), ("showAs", name or code), ("dictionary", dictionary)]
        element.append(node("keyword", [("href", iri), *keyword]))
    return element


def _lifecycle(decision: Decision, refs: References, bomay: str, original: str) -> Any:
    """Return the events with a full date: issue, entry into force, repeal or amendment since."""
    element = node("lifecycle", [("source", bomay)])

    def event(name: str, date: str, source: str, kind: str, meaning: str = "") -> None:
        if is_day(date):
            facts = [("eId", name), ("date", date), ("source", source), ("refersTo", meaning)]
            element.append(node("eventRef", [*facts, ("type", kind)]))
            refs.taken.add(name)

    event("event_issued", decision.act.date, original, "generation")
    in_force = decision.first(ELI + "first_date_entry_in_force")
    if is_day(in_force):
        term = ELI + "first_date_entry_in_force"
        meaning = refs.point("TLCEvent", term, "có hiệu lực", "event_meaning_in-force")
        event("event_in-force", in_force, original, "", meaning)
    for index, later in enumerate(decision.later, 1):
        act = decision.acts[later.act]
        source = refs.point("passiveRef", work_iri(act), act.name)
        kind = "repeal" if later.effect == ELI + "repeals" else "amendment"
        event(f"event_{kind}_{index}", later.since, source, kind)
    return element


def _analysis(decision: Decision, places: dict[str, str], refs: References, bomay: str) -> Any:
    """Return the repeals that the decision makes, each from the clause that says so.

    Every act that it repeals or amends is an ``activeRef``. An amendment is no ``textualMod``:
    the schema wants to know whether words are put in, put in place of others or taken out, and
    "sửa đổi, bổ sung" does not say.
    """
    element = node("analysis", [("source", bomay)])
    active = node("activeModifications")
    sources = {
        link.target: link.clause for link in decision.links if link.predicate == ELI + "repeals"
    }
    for term in ("repeals", "amends"):
        for index, (iri, _) in enumerate(decision.header.get(ELI + term, ()), 1):
            act = decision.acts[iri]
            refs.point("activeRef", work_iri(act), act.name)
            if term == "amends":
                continue
            mod = node("textualMod", [("eId", f"active_repeal_{index}"), ("type", "repeal")])
            place = places.get(sources.get(iri, ""))
            source = f"#{place}" if place else work_iri(decision.act)
            mod.append(node("source", [("href", source)]))
            mod.append(node("destination", [("href", work_iri(act))]))
            active.append(mod)
    if len(active):
        element.append(active)
    return element


def _temporal(lifecycle: Any, refs: References) -> Any:
    """Return the time in force: from its beginning to the repeal, where there is one."""
    term = ELI + "InForce-inForce"
    meaning = refs.point("TLCConcept", term, "còn hiệu lực", "concept_in-force")
    ends = [event.get("eId") for event in lifecycle if event.get("type") == "repeal"]
    element, group = node("temporalData"), node("temporalGroup", [("eId", "period_in-force")])
    element.set("source", lifecycle.get("source"))
    interval = [("start", "#event_in-force"), ("end", f"#{ends[0]}" if ends else "")]
    group.append(node("timeInterval", [*interval, ("refersTo", meaning)]))
    element.append(group)
    return element


def _proprietary(decision: Decision, bomay: str) -> Any:
    """Return what the graph says of the document and has no place elsewhere."""
    spaces = {"bm": BM, "eli": ELI}
    element = node("proprietary", [("source", bomay)])
    for prefix, name, term in _PROPRIETARY:
        for value, _ in decision.header.get(term, ()):
            fact = etree.SubElement(element, f"{{{spaces[prefix]}}}{name}", nsmap=spaces)
            fact.text = clean(value)
    for value, _ in decision.header.get(SOURCE, ()):
        fact = etree.SubElement(element, f"{{{BM}}}source", nsmap=spaces)
        fact.set("href", value)
        fact.text = clean(decision.first(FILE))
    return element
