"""Legal bases and replaced decisions: the acts that recitals and final articles cite, and how.

"Căn cứ" gives a legal basis, "Thực hiện" an act carried out, "Theo/Xét đề nghị" the proposal.
Only the head instruments count: one that is the object of another's amendment is not cited here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from loaders.facts.acts import FoundAct, find_acts, parse_act
from loaders.facts.model import Citation, Relation
from loaders.facts.places import articles, evidence, text_of
from loaders.model import Document, Issue, Node
from loaders.tables import document_types

_OPENINGS: tuple[tuple[Relation, re.Pattern[str]], ...] = (
    ("based_on", re.compile(r"C(?:ăn|ĂN)\s+(?:cứ|CỨ)\s+(?:vào\s+)?(?:các\s+)?")),
    ("implements", re.compile(r"T(?:hực|HỰC)\s+(?:hiện|HIỆN)\s+")),
    ("proposal", re.compile(r"(?:Theo|Xét|THEO|XÉT)\s+(?:đề\s+nghị\s+)?(?:của\s+)?")),
)
_PROPOSALS = frozenset({"Tờ trình", "Công văn", "Văn bản", "Báo cáo"})
_TYPES = "|".join(row.name.replace(" ", r"\s+") for row in document_types())
# a further instrument on the same line: "…năm 2015; Luật sửa đổi, bổ sung …"
_NEXT = re.compile(rf"[;,]\s*(?:và\s+)?(?={_TYPES})")
_REPLACES = re.compile(
    r"(?P<verb>thay\s+thế|bãi\s+bỏ|hết\s+hiệu\s+lực|Bãi\s+bỏ|Thay\s+thế)(?:\s+toàn\s+bộ)?(?:\s+các)?"
)
_HEAD_BEFORE = re.compile(r"(?:^|[;,:]\s*|\bvà\s+|thế\s+|bỏ\s+|bộ\s+|các\s+)$")


def citations(document: Document) -> tuple[list[Citation], list[Issue]]:
    """Return the acts that a decision rests on, carries out, replaces, and issues for the rest."""
    found: list[Citation] = []
    issues: list[Issue] = []
    for node in document.root.of_kind("can-cu"):
        for citation in _recital(document, node):
            if isinstance(citation, Citation):
                found.append(citation)
            else:
                issues.append(citation)
    return [*found, *_replaced(document)], issues


def _recital(document: Document, node: Node) -> Iterator[Citation | Issue]:
    text = text_of(node)
    relation, start = next(
        ((name, m.end()) for name, pattern in _OPENINGS if (m := pattern.match(text))), (None, 0)
    )
    if relation is None:
        return
    if relation == "proposal":
        for act in find_acts(text):
            if act.act.type in _PROPOSALS:
                untitled = FoundAct(replace(act.act, title=None), act.start, act.short_end)
                yield _citation(document, node, untitled, relation, 0)
        return
    at = start
    while True:
        act_found = parse_act(text[at:])
        if act_found and (act_found.act.number or act_found.act.date):
            yield _citation(document, node, act_found, relation, at)
            at += act_found.end
        elif relation == "based_on":
            span = evidence(document, node, at, len(text.rstrip(" ;,.")), "legal-bases").span
            yield Issue(
                "act-unresolved",
                "warning",
                f"Chưa nhận ra văn bản trong căn cứ “{text[at:].strip()[:120]}”.",
                f"No act recognised in the recital “{text[at:].strip()[:120]}”.",
                span,
            )
            return
        following = _NEXT.search(text, at)
        if not following:
            return
        at = following.end()


def _replaced(document: Document) -> Iterator[Citation]:
    """Yield the decisions that a final article replaces, each once."""
    seen: set[str | None] = set()
    for article in articles(document):
        head = text_of(article)
        match = _REPLACES.search(head)
        if not match:
            continue
        listed = [node for node in article.walk() if node is not article]
        pairs = [(article, match.end())] + [(node, 0) for node in listed]
        for node, start in pairs:
            for act in _head_acts(text_of(node), start):
                if act.act.number and act.act.number not in seen:
                    seen.add(act.act.number)
                    yield _citation(document, node, act, "repeals", 0)


def _head_acts(text: str, start: int) -> Iterator[FoundAct]:
    for act in find_acts(text):
        if act.start >= start and _HEAD_BEFORE.search(text[: act.start]):
            yield act


def _citation(
    document: Document, node: Node, found: FoundAct, relation: Relation, offset: int
) -> Citation:
    start, end = offset + found.start, offset + found.end
    words = text_of(node)[start:end].rstrip(" ;,./")
    place = evidence(document, node, start, start + len(words), f"citations.{relation}")
    return Citation(found.act, relation, words, place)
