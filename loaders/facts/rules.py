"""Rules: what the clauses lay down between bodies, posts and acts, added to the facts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from loaders.facts.act_relations import act_relations
from loaders.facts.answerability import post_statements
from loaders.facts.appointments import appointments
from loaders.facts.definitions import definitions
from loaders.facts.mentions import Laws
from loaders.facts.model import Facts
from loaders.facts.parties import Context
from loaders.facts.passages import Passages
from loaders.facts.references import references
from loaders.facts.relations import relations
from loaders.facts.thresholds import thresholds
from loaders.facts.transfers import transfers, unit_changes
from loaders.model import Document, Issue, Node


def with_rules(
    document: Document, facts: Facts, on_duties: Sequence[Node]
) -> tuple[Facts, list[Issue]]:
    """Return ``facts`` with definitions, references and rules, and the issues of reading them.

    ``on_duties`` are the articles or clauses on duties and powers.
    The rules about bodies and posts need the agency; without one, or with a class of bodies, only
    the others are read.
    """
    clauses = Passages.of(document, {node.path for node in on_duties})
    defined, issues = definitions(document, clauses)
    laws = Laws(facts.citations)
    referred, reference_issues = references(document, clauses, facts.citations, laws)
    facts = replace(
        facts,
        definitions=defined,
        references=referred,
        act_relations=act_relations(document, clauses, laws),
    )
    issues += reference_issues
    if facts.agency is None or facts.agency.scope != "body":
        return facts, issues
    body = Passages(p for p in clauses.all if p.in_body and not p.is_duty)
    context = Context(facts.agency, facts.units, defined)
    related, relation_issues = relations(document, body, context)
    appointed, appointment_issues = appointments(document, body, context)
    stated, excluded = post_statements(document, body, context)
    bounded, threshold_issues = thresholds(document, body, context)
    moved, transfer_issues = transfers(document, body, context)
    issues += [*relation_issues, *appointment_issues, *threshold_issues, *transfer_issues]
    facts = replace(
        facts,
        relations=related,
        appointments=appointed,
        post_statements=stated,
        incompatibilities=excluded,
        thresholds=bounded,
        transfers=moved,
        unit_changes=unit_changes(document, body, context),
    )
    return facts, issues
