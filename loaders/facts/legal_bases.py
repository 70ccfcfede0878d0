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
from loaders.facts.places import articles, evidence, first, text_of
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
_NEXT = re.compile(rf"(?:[;,]\s*(?:và\s+)?|\s*và\s+)(?={_TYPES})")
# "… và thay thế các Quyết định sau:", "Bãi bỏ toàn bộ Quyết định số …"
_REPLACES = re.compile(r"(?:[Tt]hay\s+thế|[Bb]ãi\s+bỏ)(?:\s+(?:toàn\s+bộ|cho|các))*(?=[\s:])")
# "Quyết định số … hết hiệu lực kể từ ngày …"
_ENDS = re.compile(r"(?:đều\s+)?hết\s+hiệu\s+lực")
_SENTENCE = re.compile(r"(?:[^.;]|[.;](?!\s))+")
_KIND_OF_LIST = re.compile(rf"\s*(?:các\s+)?(?P<type>{_TYPES})\s*:?\s+(?=số\s)")
_ENTRY = re.compile(
    r"\s*(?:[,;]|và)?\s*(?P<act>số\s+\S+(?:\s+ngày\s+\d{1,2}\s+tháng\s+\d{1,2}\s+năm\s+\d{4}|\s+ngày\s+[\d/.]+\d)?)"
)
_AMENDS = re.compile(r"(?:Luật\s+)?[sS]ửa\s+đổi,\s+bổ\s+sung")
# "Sửa đổi, bổ sung một số điều của Thông tư số …", at the start of a line of the title
_AMENDING_TITLE = re.compile(
    r"^(?:Về\s+việc\s+)?(?:sửa\s+đổi|bổ\s+sung)[^\n]{0,80}?\s(?:của\s+)?(?=(?:Quyết|Thông|Nghị)\s+(?:định|tư)\s+số)",
    re.IGNORECASE | re.MULTILINE,
)
_HEAD_BEFORE = re.compile(r"(?:[;,]\s*|\bvà\s+)(?:các\s+)?$")


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
    return [*found, *_replaced(document), *_amended(document)], issues


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
            if _AMENDS.match(act_found.act.title or ""):
                return  # "…; Nghị định số 10/2016 …" goes on with what is amended
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
        following = _NEXT.match(text, at)
        if not following:
            return
        at = following.end()


def _replaced(document: Document) -> Iterator[Citation]:
    """Yield the acts that an article of the decision replaces or repeals, each once."""
    seen: set[str] = set()
    for article in articles(document, "decision"):
        for opening in article.walk():
            for node, act in _repealed(opening):
                if act.act.number and act.act.number not in seen:
                    seen.add(act.act.number)
                    yield _citation(document, node, act, "repeals", 0)


def _repealed(opening: Node) -> Iterator[tuple[Node, FoundAct]]:
    """Yield the acts right after a verb of repeal, those listed below it, those it ends."""
    text = text_of(opening)
    if _ENDS.search(text):
        for sentence in _SENTENCE.finditer(text):
            if _ENDS.search(sentence.group()):
                yield from ((opening, act) for act in _series(text, sentence.start()))
    match = _REPLACES.search(text) or (_ENDS.search(text) if text.rstrip().endswith(":") else None)
    if not match:
        return
    yield from ((opening, act) for act in _numbers(text, match.end()))
    if text[match.end() :].strip(" :") in ("", "sau", "sau đây") or text.rstrip().endswith(":"):
        for node in opening.walk():
            if node is not opening:
                yield from ((node, act) for act in _series(text_of(node), 0))
    yield from ((opening, act) for act in _series(text, match.end()))


def _numbers(text: str, start: int) -> Iterator[FoundAct]:
    """Yield the acts of "các Quyết định: số 0795/QĐ-BCT ngày …, số 6588/QĐ-BCT ngày …"."""
    kind = _KIND_OF_LIST.match(text, start)
    at = kind.end() if kind else len(text)
    while kind and (entry := _ENTRY.match(text, at)):
        found = parse_act(f"{kind['type']} {entry['act']}")
        if found:
            offset = entry.start("act") - len(kind["type"]) - 1
            yield FoundAct(found.act, entry.start("act"), offset + found.end)
        at = entry.end()


def _series(text: str, start: int) -> Iterator[FoundAct]:
    """Yield the acts from ``start`` on: the first right there, each next after "và" or ";"."""
    end = None
    for act in find_acts(text):
        if act.start < start:
            continue
        if end is None and text[start : act.start].strip(" :"):
            return
        if end is not None and not _HEAD_BEFORE.search(text[: act.start]):
            continue
        yield act
        end = act.end


def _amended(document: Document) -> Iterator[Citation]:
    """Yield the acts that the title or an article says the document amends."""
    head = first(document, "decision", "tieu-de")
    nodes = ([head] if head else []) + articles(document, "decision")
    seen: set[str] = set()
    for node in nodes:
        match = _AMENDING_TITLE.search(text_of(node))
        act = next(find_acts(text_of(node)[match.end() :]), None) if match else None
        if match and act and act.start == 0 and act.act.number and act.act.number not in seen:
            seen.add(act.act.number)
            yield _citation(document, node, act, "amends", match.end())


def _citation(
    document: Document, node: Node, found: FoundAct, relation: Relation, offset: int
) -> Citation:
    start, end = offset + found.start, offset + found.end
    words = text_of(node)[start:end].rstrip(" ;,./")
    place = evidence(document, node, start, start + len(words), f"citations.{relation}")
    return Citation(found.act, relation, words, place)
