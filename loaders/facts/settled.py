"""Settled: the issues of a text that corrections have settled, marked with what settled them.

An issue stays what it is, a finding about the file; it is only no longer open. It is settled where
the value that it is about now comes from a person, and is whole: a month in place of a day is not.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from loaders.facts.model import Correction, Facts, Stated
from loaders.model import Document, Issue, Span
from loaders.tables.settling import Settling, settlings

_DAY = len("2026-11-22")
_AGENCY = "agency."


def with_settled(document: Document, facts: Facts, issues: Iterable[Issue]) -> list[Issue]:
    """Return the issues in their order, each with the entries of the corrections that settle it."""
    return [replace(issue, settled_by=_entries(document, facts, issue)) for issue in issues]


def _entries(document: Document, facts: Facts, issue: Issue) -> tuple[int, ...]:
    found = [
        correction.entry
        for row in settlings()
        if row.code == issue.code and _is_met(document, facts, issue, row)
        for field in row.fields
        if (correction := _correction(facts, field))
    ]
    return tuple(dict.fromkeys(found))


def _is_met(document: Document, facts: Facts, issue: Issue, row: Settling) -> bool:
    """Say whether the values as they are now leave nothing of the issue."""
    values = [stated.value for field in row.fields if (stated := _stated(facts, field))]
    if row.needs_day and any(len(value) != _DAY for value in values):
        return False
    if row.needs_order and not _in_order(facts):
        return False
    return row.place is None or _place(document, facts, issue.span) == row.place


def _in_order(facts: Facts) -> bool:
    issued, effective = facts.header.issued, facts.header.effective
    return not (issued and effective and effective.value[: len(issued.value)] < issued.value)


def _place(document: Document, facts: Facts, span: Span | None) -> str | None:
    """Return in which part of the text a span lies, as the table calls it; None elsewhere."""
    if span is None:
        return None
    rule = facts.header.effective_rule
    if rule and _holds(rule.evidence.span, span):
        return "effect"
    heads = document.root.of_kind("tieu-de")
    return "head" if any(_holds(document.node_span(head), span) for head in heads) else None


def _holds(outer: Span, inner: Span) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def _stated(facts: Facts, field: str) -> Stated[str] | None:
    """Return what is stated under a field of the curation files."""
    if not field.startswith(_AGENCY):
        header: dict[str, Stated[str] | None] = {
            "number": facts.header.number,
            "issued": facts.header.issued,
            "effective": facts.header.effective,
            "title": facts.header.title,
        }
        return header[field]
    agency = facts.agency
    if agency is None:
        return None
    return agency.name if field == "agency.name" else agency.parent


def _correction(facts: Facts, field: str) -> Correction | None:
    stated = _stated(facts, field)
    return stated.evidence.correction if stated else None
