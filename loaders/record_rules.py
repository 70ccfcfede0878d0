"""Record of the rules: the keys of ``bomay parse --json`` on definitions, relations and references.

"appointments" holds all that is said of posts ("rule" tells which), "transfers" the changes of
bodies too, "references" what the text says between cited acts too ("relation").
"""

from __future__ import annotations

from typing import Any

from loaders.facts.model import Act, Evidence, Facts
from loaders.facts.rules_model import (
    ActRelation,
    AppointmentRule,
    Definition,
    FunctionTransfer,
    Incompatibility,
    Party,
    PostStatement,
    Reference,
    Threshold,
    UnitChange,
    WorkingRelation,
)


def rules_record(facts: Facts) -> dict[str, Any]:
    """Return the keys of the JSON object that the rules of a decision fill."""
    return {
        "relations": [_relation(relation) for relation in facts.relations],
        "appointments": [
            *map(_appointment, facts.appointments),
            *map(_post_statement, facts.post_statements),
            *map(_incompatibility, facts.incompatibilities),
        ],
        "thresholds": [_threshold(threshold) for threshold in facts.thresholds],
        "transfers": [*map(_transfer, facts.transfers), *map(_change, facts.unit_changes)],
        "definitions": [_definition(definition) for definition in facts.definitions],
        "references": [
            *map(_reference, facts.references),
            *map(_act_relation, facts.act_relations),
        ],
    }


def _span(evidence: Evidence) -> list[int]:
    return [evidence.span.start, evidence.span.end]


def _party(party: Party | None) -> dict[str, Any] | None:
    if party is None:
        return None
    return {"kind": party.kind, "name": party.name, "title": party.title}


def _act(act: Act | None) -> dict[str, Any] | None:
    return {"type": act.type, "number": act.number, "date": act.date} if act else None


def _relation(relation: WorkingRelation) -> dict[str, Any]:
    return {
        "kind": relation.kind,
        "with": _party(relation.other),
        "actor": _party(relation.actor),
        "contact": _party(relation.contact),
        "text": relation.text,
        "span": _span(relation.evidence),
    }


def _appointment(rule: AppointmentRule) -> dict[str, Any]:
    return {
        "rule": "appointment",
        "post": _party(rule.post),
        "acts": list(rule.acts),
        "decided_by": _party(rule.decider),
        "proposed_by": _party(rule.proposer),
        "by_rule": rule.by_rule,
        "span": _span(rule.evidence),
    }


def _post_statement(stated: PostStatement) -> dict[str, Any]:
    return {
        "rule": stated.relation,
        "post": _party(stated.post),
        "to": _party(stated.other),
        "span": _span(stated.evidence),
    }


def _incompatibility(excluded: Incompatibility) -> dict[str, Any]:
    return {
        "rule": "incompatible",
        "post": _party(excluded.post),
        "with": excluded.others,
        "exception": excluded.exception,
        "span": _span(excluded.evidence),
    }


def _threshold(threshold: Threshold) -> dict[str, Any]:
    return {
        "applies_to": threshold.applies_to,
        "of": _party(threshold.of),
        "counted": threshold.counted,
        "lower": threshold.lower,
        "lower_inclusive": threshold.lower_inclusive if threshold.lower is not None else None,
        "upper": threshold.upper,
        "upper_inclusive": threshold.upper_inclusive if threshold.upper is not None else None,
        "open_above": threshold.is_open,
        "heads": threshold.heads,
        "deputies": threshold.deputies,
        "may_be_set_up": threshold.may_exist,
        "text": threshold.text,
        "span": _span(threshold.evidence),
    }


def _transfer(transfer: FunctionTransfer) -> dict[str, Any]:
    return {
        "kind": "functions",
        "what": list(transfer.matters),
        "scope": transfer.scope,
        "from": [_party(transfer.origin)],
        "to": [_party(transfer.target)],
        "text": transfer.text,
        "span": _span(transfer.evidence),
    }


def _change(change: UnitChange) -> dict[str, Any]:
    return {
        "kind": change.kind,
        "what": [],
        "scope": None,
        "from": [_party(party) for party in change.before],
        "to": [_party(party) for party in change.after],
        "text": change.text,
        "span": _span(change.evidence),
    }


def _definition(definition: Definition) -> dict[str, Any]:
    return {
        "short": definition.short,
        "long": definition.long,
        "collective": definition.is_collective,
        "span": _span(definition.evidence),
    }


def _reference(reference: Reference) -> dict[str, Any]:
    return {
        "relation": "cites",
        "in": reference.evidence.path,
        "text": reference.text,
        "clause": reference.path,
        "act": _act(reference.act),
        "within": list(reference.segments),
        "span": _span(reference.evidence),
    }


def _act_relation(relation: ActRelation) -> dict[str, Any]:
    return {
        "relation": relation.relation,
        "in": relation.evidence.path,
        "text": relation.text,
        "subject": _act(relation.subject),
        "act": _act(relation.object),
        "span": _span(relation.evidence),
    }
