"""Rules: what the clauses lay down between bodies and posts, as statements with their evidence."""

from __future__ import annotations

from pyoxigraph import Literal, NamedNode

from loaders.facts.model import Evidence
from loaders.facts.rules_model import (
    AppointmentRule,
    Definition,
    FunctionTransfer,
    Incompatibility,
    PostStatement,
    Threshold,
    UnitChange,
    WorkingRelation,
)
from loaders.pipeline import Parsed
from loaders.triples.acts import ActBook
from loaders.triples.parties import PartyBook
from loaders.triples.writer import Writer, boolean, integer, typed, vi

_POST_PREDICATES = {"accountable_to": "bm:accountableTo", "ex_officio": "bm:exOfficio"}


def write_rules(writer: Writer, parsed: Parsed, acts: ActBook) -> None:
    """Write definitions, relations, rules on posts, thresholds, transfers and changes of units."""
    facts = parsed.facts
    agency = writer.iris.agency(facts.agency) if facts.agency else None
    parties = PartyBook(writer, acts, facts, agency or writer.decision, parsed.document)
    for number, definition in enumerate(facts.definitions, 1):
        _definition(writer, parties, definition, number)
    for number, relation in enumerate(facts.relations, 1):
        _relation(writer, parties, relation, number)
    for rule in facts.appointments:
        _appointment(writer, parties, rule)
    for stated in facts.post_statements:
        _post_statement(writer, parties, stated)
    for number, excluded in enumerate(facts.incompatibilities, 1):
        _incompatibility(writer, parties, excluded, number)
    for number, threshold in enumerate(facts.thresholds, 1):
        _threshold(writer, parties, threshold, number)
    for number, transfer in enumerate(facts.transfers, 1):
        _transfer(writer, parties, transfer, number)
    for number, change in enumerate(facts.unit_changes, 1):
        _change(writer, parties, change, number)


def _statement(
    writer: Writer, cls: str, kind: str, number: int, subject: NamedNode, evidence: Evidence
) -> str:
    """Begin a statement that repeats no direct triple; return its IRI."""
    iri = f"{writer.decision}/statement/{kind}/{number}"
    writer.type(iri, "bm:Statement", cls)
    writer.add(iri, "bm:subject", subject)
    writer.add(iri, "bm:order", integer(number))
    writer.attest(iri, evidence)
    return iri


def _definition(writer: Writer, parties: PartyBook, definition: Definition, number: int) -> None:
    subject, place = NamedNode(writer.decision), definition.evidence
    iri = _statement(writer, "bm:Definition", "definition", number, subject, place)
    writer.add(iri, "bm:shortName", vi(definition.short))
    if definition.long:
        writer.add(iri, "bm:longName", vi(definition.long))
        meant = parties.named(definition.short, place) if definition.short[:1].isupper() else None
        writer.add(iri, "bm:denotes", meant)
    writer.add(iri, "bm:isCollective", boolean(definition.is_collective))


def _relation(writer: Writer, parties: PartyBook, relation: WorkingRelation, number: int) -> None:
    subject, place = NamedNode(parties.agency), relation.evidence
    iri = _statement(writer, "bm:WorkingRelation", "working-relation", number, subject, place)
    writer.add(iri, "bm:relationWith", parties.iri(relation.other, place))
    writer.add(iri, "bm:relationKind", writer.code("relation", relation.kind))
    for predicate, post in (("bm:actsThrough", relation.actor), ("bm:contact", relation.contact)):
        if post:
            writer.add(iri, predicate, parties.iri(post, place))
    writer.add(iri, "bm:text", vi(relation.text))


def _appointment(writer: Writer, parties: PartyBook, rule: AppointmentRule) -> None:
    """Write a rule; "bổ nhiệm" and "bầu" also state who appoints or elects to the post."""
    post, place = parties.iri(rule.post, rule.evidence), rule.evidence
    decider = parties.iri(rule.decider, place) if rule.decider else None
    is_election = "bau" in rule.acts
    predicate = "bm:electedBy" if is_election else "bm:appointedBy"
    if decider and (is_election or "bo-nhiem" in rule.acts):
        iri = writer.state(post.value, predicate, decider, place, "bm:AppointmentRule")
    else:
        number = writer.count("appointment")
        iri = _statement(writer, "bm:AppointmentRule", "appointment", number, post, place)
    for act in rule.acts:
        writer.add(iri, "bm:personnelAct", writer.code("personnel-act", act))
    writer.add(iri, "bm:decidedBy", decider)
    if rule.proposer:
        writer.add(iri, "bm:atProposalOf", parties.iri(rule.proposer, place))
    if rule.by_rule:
        writer.add(iri, "bm:byRule", vi(rule.by_rule))
    writer.add(iri, "bm:text", vi(rule.text))


def _post_statement(writer: Writer, parties: PartyBook, stated: PostStatement) -> None:
    post, other = (parties.iri(party, stated.evidence) for party in (stated.post, stated.other))
    predicate = _POST_PREDICATES[stated.relation]
    iri = writer.state(post.value, predicate, other, stated.evidence)
    writer.add(iri, "bm:text", vi(stated.text))


def _incompatibility(
    writer: Writer, parties: PartyBook, excluded: Incompatibility, number: int
) -> None:
    post, place = parties.iri(excluded.post, excluded.evidence), excluded.evidence
    iri = _statement(writer, "bm:IncompatibilityRule", "incompatibility", number, post, place)
    writer.add(iri, "bm:excludedPosts", vi(excluded.others))
    if excluded.others.startswith(("người đứng đầu", "cấp trưởng")):
        writer.add(iri, "bm:excludedRole", writer.code("role", "head"))
    if excluded.exception:
        writer.add(iri, "bm:exception", vi(excluded.exception))
    writer.add(iri, "bm:text", vi(excluded.text))


def _threshold(writer: Writer, parties: PartyBook, threshold: Threshold, number: int) -> None:
    body, place = parties.iri(threshold.of, threshold.evidence), threshold.evidence
    iri = _statement(writer, "bm:StaffingThreshold", "threshold", number, body, place)
    writer.add(iri, "bm:appliesTo", writer.code("body-kind", threshold.applies_to))
    writer.add(iri, "bm:countedIn", writer.code("counting", threshold.counted))
    for name, bound, inclusive in (
        ("lower", threshold.lower, threshold.lower_inclusive),
        ("upper", threshold.upper, threshold.upper_inclusive),
    ):
        if bound is not None:
            writer.add(iri, f"bm:{name}Bound", _number(bound))
            writer.add(iri, f"bm:{name}Inclusive", boolean(inclusive))
    if threshold.is_open:
        writer.add(iri, "bm:isOpenAbove", boolean(True))
    for predicate, most in (
        ("bm:maxHeads", threshold.heads),
        ("bm:maxDeputies", threshold.deputies),
    ):
        if most is not None:
            writer.add(iri, predicate, _number(most))
    if threshold.may_exist is not None:
        writer.add(iri, "bm:mayBeSetUp", boolean(threshold.may_exist))
    writer.add(iri, "bm:text", vi(threshold.text))


def _number(value: int) -> Literal:
    return typed(str(value), "xsd:nonNegativeInteger")


def _transfer(writer: Writer, parties: PartyBook, transfer: FunctionTransfer, number: int) -> None:
    iri, place = f"{writer.decision}/transfer/{number}", transfer.evidence
    writer.type(iri, "bm:FunctionTransfer", "prov:Activity")
    writer.add(iri, "bm:transferredFrom", parties.iri(transfer.origin, place))
    writer.add(iri, "bm:transferredTo", parties.iri(transfer.target, place))
    for matter in transfer.matters:
        writer.add(iri, "bm:transferredMatter", vi(matter))
    if transfer.scope:
        writer.add(iri, "bm:transferScope", vi(transfer.scope))
    writer.add(iri, "bm:text", vi(transfer.text))
    writer.add(iri, "bm:order", integer(number))
    writer.attest(iri, place)


def _change(writer: Writer, parties: PartyBook, change: UnitChange, number: int) -> None:
    iri, place = f"{writer.decision}/change/{number}", change.evidence
    writer.type(iri, "bm:UnitChange", "org:ChangeEvent")
    writer.add(iri, "bm:changeKind", writer.code("unit-change", change.kind))
    for party in change.before:
        writer.add(iri, "org:originalOrganization", parties.iri(party, place))
    for party in change.after:
        writer.add(iri, "org:resultingOrganization", parties.iri(party, place))
    writer.add(iri, "bm:text", vi(change.text))
    writer.add(iri, "bm:order", integer(number))
    writer.attest(iri, place)
