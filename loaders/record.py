"""Record: a parsed decision as the JSON object of ``bomay parse --json``.

Beyond the contract an article, clause or point has "paragraphs" (its unnumbered continuation
paragraphs) and an article has "text" (its own provision, where it has no heading). Where
corrections were asked for, there are "corrections", and an issue that some of them settle has
"settled_by", their entries. Where the text is about classes of bodies and not about one body,
there are "body_classes"; the agency's "iri" is that of the class, null where there are several.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from loaders.codes import field_code
from loaders.facts.model import (
    Agency,
    BodyClass,
    Citation,
    Correction,
    Duty,
    Header,
    Post,
    Stated,
    Unit,
)
from loaders.facts.places import articles, provision
from loaders.iris import Iris
from loaders.model import Document, Issue, Node, Part, Span
from loaders.pipeline import Parsed
from loaders.record_rules import rules_record
from loaders.tables import body_kind_of, provinces

_PARTS: tuple[Part, ...] = ("decision", "regulation")


def record(parsed: Parsed, base: str) -> dict[str, Any]:
    """Return the JSON object of a parsed decision; spans are [start, end) in the raw text."""
    document, facts = parsed.document, parsed.facts
    citations, iris = facts.citations, Iris(base).on_day_of(facts)
    found = {
        "source": {
            "file": Path(document.source.file).name,
            "sha256": document.source.sha256,
            "format": document.source.format,
            "chars": len(document.source.raw),
            "coverage": round(document.coverage, 4),
        },
        "decision": _header(facts.header),
        "agency": _agency(facts.agency, iris),
        "legal_bases": [
            _citation(c) for c in citations if c.relation in ("based_on", "implements", "proposal")
        ],
        "replaces": [_act(c) for c in citations if c.relation == "repeals"],
        "amends": [_act(c) for c in citations if c.relation == "amends"],
        "articles": [_article(document, p, a) for p in _PARTS for a in articles(document, p)],
        "duties": [_duty(duty) for duty in facts.duties],
        "units": [_unit(unit) for unit in facts.units],
        "posts": [_post(post) for post in facts.posts],
        "fields": [field.value for field in facts.agency.fields] if facts.agency else [],
        "issues": [_issue(issue) for issue in parsed.issues],
        **rules_record(facts),
    }
    if facts.agency and facts.agency.scope != "body":
        found["body_classes"] = [
            _body_class(known, facts.agency, iris) for known in facts.agency.classes
        ]
    if parsed.corrections:
        found["corrections"] = [_correction(correction) for correction in parsed.corrections]
    return found


def _correction(correction: Correction) -> dict[str, Any]:
    """Return what a person corrected: only present where corrections were asked for."""
    keys = ("field", "old", "new", "source", "person", "date", "file", "entry")
    return {key: getattr(correction, key) for key in keys}


def _span(span: Span) -> list[int]:
    return [span.start, span.end]


def _value(stated: Stated[str] | None) -> str | None:
    return stated.value if stated else None


def _header(header: Header) -> dict[str, Any]:
    return {
        "kind": _value(header.kind),
        "number": _value(header.number),
        "issued": _value(header.issued),
        "effective": _value(header.effective),
        "effective_rule": _value(header.effective_rule),
        "issuer": _value(header.issuer),
        "title": _value(header.title),
        "signers": [
            {"name": s.value.name, "position": s.value.position, "capacity": s.value.capacity}
            for s in header.signers
        ],
        "recipients": [recipient.value for recipient in header.recipients],
    }


def _agency(agency: Agency | None, iris: Iris) -> dict[str, Any] | None:
    if agency is None:
        return None
    names = {province.slug: province.name for province in provinces()}
    kind = agency.kind if agency.scope != "classes" else None
    return {
        "name": agency.name.value,
        "kind": body_kind_of(kind).name if kind else None,
        "province": names.get(agency.province or ""),
        "iri": iris.agency(agency) if agency.scope != "classes" else None,
    }


def _body_class(found: BodyClass, agency: Agency, iris: Iris) -> dict[str, Any]:
    return {
        "name": found.name,
        "kind": body_kind_of(found.kind).name if found.kind else None,
        "level": found.level,
        "iri": iris.body_class(agency.province or "vn", found.short, found.level),
        "span": None if found.evidence.correction else _span(found.evidence.span),
    }


def _citation(citation: Citation) -> dict[str, Any]:
    act = citation.act
    return {
        "type": act.type,
        "number": act.number,
        "date": act.date,
        "title": act.title,
        "issuer": act.issuer,
        "relation": citation.relation,
        "span": _span(citation.evidence.span),
    }


def _act(citation: Citation) -> dict[str, Any]:
    act = citation.act
    return {"type": act.type, "number": act.number, "date": act.date}


def _article(document: Document, part: Part, article: Node) -> dict[str, Any]:
    return {
        "part": part,
        "number": article.marker,
        "heading": article.heading,
        "text": provision(document, article)[0] or None,
        "span": _span(document.node_span(article)),
        "paragraphs": _paragraphs(document, article),
        "clauses": [_clause(document, c, ("points", "bullets")) for c in _numbered(article)],
    }


def _numbered(node: Node) -> list[Node]:
    return [child for child in node.children if child.kind != "doan"]


def _clause(document: Document, node: Node, below: tuple[str, ...]) -> dict[str, Any]:
    found: dict[str, Any] = {
        "label": node.marker,
        "printed_label": node.printed or node.marker,
        "text": provision(document, node)[0] or node.heading or "",
        "span": _span(document.node_span(node)),
        "paragraphs": _paragraphs(document, node),
    }
    children = _numbered(node)
    points = [c for c in children if c.kind == "diem"]
    bullets = [c for c in children if c.kind != "diem"]
    if "points" in below:
        found["points"] = [_clause(document, c, ("bullets",)) for c in points]
        if bullets:
            found["bullets"] = [_clause(document, c, ("bullets",)) for c in bullets]
    elif below and (bullets or node.kind == "diem"):
        found["bullets"] = [_clause(document, c, ("bullets",)) for c in bullets]
    return found


def _paragraphs(document: Document, node: Node) -> list[dict[str, Any]]:
    return [
        {"text": child.text, "span": _span(document.node_span(child))}
        for child in node.children
        if child.kind == "doan"
    ]


def _duty(duty: Duty) -> dict[str, Any]:
    return {
        "path": duty.path,
        "text": duty.text,
        "span": _span(duty.evidence.span),
        "fields": list(dict.fromkeys(field_code(field) for field in duty.fields)),
        "role": [role.value for role in duty.roles],
        "actions": [action.value for action in duty.actions],
        "counterparts": list(dict.fromkeys(c.name for c in duty.counterparts)),
        "leaf": duty.is_leaf,
    }


def _unit(unit: Unit) -> dict[str, Any]:
    return {
        "name": unit.name,
        "kind": body_kind_of(unit.kind).name,
        "span": None if unit.evidence.correction else _span(unit.evidence.span),
    }


def _post(post: Post) -> dict[str, Any]:
    return {
        "title": post.title,
        "of": post.of,
        "min": post.minimum,
        "max": post.maximum,
        "span": None if post.evidence.correction else _span(post.evidence.span),
    }


def _issue(issue: Issue) -> dict[str, Any]:
    found: dict[str, Any] = {
        "code": issue.code,
        "severity": issue.severity,
        "message": issue.message,
        "span": _span(issue.span) if issue.span else None,
    }
    if issue.settled_by:
        found["settled_by"] = list(issue.settled_by)
    return found


def summary(found: dict[str, Any]) -> str:
    """Return a few lines on a record, for people."""
    decision, agency = found["decision"], found["agency"]
    counted = {key: len(found[key]) for key in ("articles", "duties", "units", "posts", "fields")}
    lines = [
        f"file      {found['source']['file']} (coverage {found['source']['coverage']:.2%})",
        f"decision  {decision['kind']} {decision['number'] or '(no number)'}, "
        f"issued {decision['issued'] or '?'}, in force {decision['effective'] or '?'}",
        f"agency    {agency['name'] if agency else '(not recognised)'}",
        "found     " + ", ".join(f"{number} {key}" for key, number in counted.items()),
    ]
    lines += [
        f"{'settled' if 'settled_by' in issue else issue['severity']:<9} "
        f"{issue['code']}: {issue['message']}"
        for issue in found["issues"]
    ]
    return "\n".join(lines)
