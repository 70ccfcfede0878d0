"""Legal bases and replaced decisions: the acts that recitals and final articles cite, and how.

The recitals are read in recitals.py; here what the articles replace, repeal and amend.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from loaders.facts.acts import FoundAct, find_acts, parse_act
from loaders.facts.lookup import Lookup
from loaders.facts.model import Citation, Header
from loaders.facts.places import articles, first, nodes_in, text_of
from loaders.facts.recitals import cited, recital
from loaders.model import Document, Issue, Node
from loaders.tables import document_types, find_province

_TYPES = "|".join(row.name.replace(" ", r"\s+") for row in document_types())
# "… và thay thế các Quyết định sau:", "Bãi bỏ toàn bộ Quyết định số …"
_REPLACES = re.compile(
    r"""(?:[Tt]hay\s+(?:thế|cho)|(?<!bị\s)[Bb]ãi\s+bỏ|[Hh]ủy\s+bỏ)(?:\s+(?:toàn\s+bộ|cho|các))*
        (?:\s+(?:bản\s+)?Quy\s+(?:định|chế)[^.;]{0,300}?\skèm\s+theo(?=\s+Quyết\s+định\s+số))?(?=[\s:])""",
    re.VERBOSE,
)
_REPEALING = ("hay ", "bỏ", "hết")
"""What a text that repeals has somewhere."""
# "Quyết định số … hết hiệu lực kể từ ngày …"
_ENDS = re.compile(r"(?:đều\s+)?(?:hết\s+hiệu\s+lực|(?:bị|được)\s+(?:bãi|hủy)\s+bỏ)")
_SEVERAL_ACTS = re.compile(r"[\s:]*(?:các\s*|những\s*)?", re.IGNORECASE)
_SENTENCE = re.compile(r"(?:[^.;]|[.;](?!\s))+")
# "các Quyết định của Bộ trưởng Bộ Y tế: số …", "các Nghị định sau: số …"
_KIND_OF_LIST = re.compile(
    rf"\s*(?:[Cc]ác\s+)?(?P<type>{_TYPES})(?:\s+sau(?:\s+đây)?|\s+của\s[^:;.]{{3,80}}(?=:))?"
    r"\s*:?\s+(?=[sS]ố\s)"
)
_ENTRY = re.compile(
    r"\s*(?:[,;]|và)?\s*(?P<act>(?:số:?\s+|(?=\d{1,5}/\d{4}/))\d\S+(?:\s+ngày\s+\d{1,2}\s+tháng\s+\d{1,2}\s+năm\s+\d{4}|\s+ngày\s+[\d/.]+\d)?)"
)
# what an entry of such a list says of its act before the next: "… của Chính phủ quy định …; số"
_SAID_OF_IT = re.compile(r"[^;.]{1,600}(?=;\s*(?:và\s+)?[sS]ố\s+\d)")
# "Sửa đổi, bổ sung một số điều của Thông tư số …", at the start of a line of the title
_AMENDING_TITLE = re.compile(
    r"^(?:(?:Về(?:\s+việc)?|V/v|Nay)\s+)?(?:sửa\s+đổi|bổ\s+sung|điều\s+chỉnh)[^;]{0,400}?\s(?:của\s+)?"
    r"(?=(?:Quyết|Thông|Nghị)\s+(?:định|tư)\s+(?:số|\d+/))",
    re.IGNORECASE | re.MULTILINE,
)
# "Quyết định số 24/2016/QĐ-UBND [của …] và Quyết định số 30/2017/QĐ-UBND": one more of them
_ONE_MORE = re.compile(r"(?:\s+của\s+[^,;.]{3,60}?)?\s*(?:,|và)\s+(?:các\s+)?")
_HEAD_BEFORE = re.compile(r"(?:[;,]\s*|\bvà\s+)(?:các\s+)?$")


def citations(document: Document) -> tuple[list[Citation], list[Issue]]:
    """Return the acts that a decision rests on, carries out, replaces, and issues for the rest."""
    found: list[Citation] = []
    issues: list[Issue] = []
    recitals = [
        node
        for part in ("decision", "regulation")
        for node in nodes_in(document, part)
        if node.kind == "can-cu"
    ]
    for node in recitals:
        for citation in recital(document, node):
            if isinstance(citation, Citation):
                found.append(citation)
            else:
                issues.append(citation)
    clauses = [node for article in articles(document, "decision") for node in article.walk()]
    lookup = Lookup([node.spelled for node in clauses])
    found += _replaced(document, [clauses[number] for number in lookup.holding(_REPEALING)])
    found += _amended(document, clauses)
    return found, issues


def self_citations(head: Header, found: list[Citation]) -> tuple[list[Citation], list[Issue]]:
    """Return the citations of other acts, and an issue for each of the document itself.

    No text rests on itself or replaces itself: number or date is misprinted.
    """
    kept: list[Citation] = []
    issues: list[Issue] = []
    for citation in found:
        if not _is_self(head, citation):
            kept.append(citation)
            continue
        issues.append(
            Issue(
                "self-citation",
                "warning",
                f"Văn bản viện dẫn chính nó: “{citation.text[:120]}”.",
                f"The text cites itself: “{citation.text[:120]}”.",
                citation.evidence.span,
            )
        )
    return kept, issues


def _is_self(head: Header, citation: Citation) -> bool:
    act = citation.act
    if not (head.number and head.kind) or act.number != head.number.value:
        return False
    if act.date and head.issued and act.date != head.issued.value:
        return False
    own = find_province(head.issuer.value) if head.issuer else None
    other = find_province(act.issuer or "")
    is_elsewhere = own is not None and other is not None and own[0] != other[0]
    return act.type.lower() == head.kind.value.lower() and not is_elsewhere


def _replaced(document: Document, openings: list[Node]) -> Iterator[Citation]:
    """Yield the acts that clauses of the decision replace or repeal, each once."""
    seen: set[str] = set()
    for opening in openings:
        for node, act in _repealed(opening):
            if act.act.number and act.act.number not in seen:
                seen.add(act.act.number)
                yield cited(document, node, act, "repeals", 0)


def _repealed(opening: Node) -> Iterator[tuple[Node, FoundAct]]:
    """Yield the acts right after a verb of repeal, those listed below it, those it ends."""
    text = text_of(opening)
    if _ENDS.search(text):
        for sentence in _SENTENCE.finditer(text):
            if _ENDS.search(sentence.group()):
                yield from ((opening, act) for act in _series(text, sentence.start()))
                yield from ((opening, act) for act in _numbers(text, sentence.start()))
    verbs = list(_REPLACES.finditer(text))
    if not verbs and text.rstrip().endswith(":"):
        verbs = [match for match in (_ENDS.search(text),) if match]
    for match in verbs:
        yield from _after_verb(opening, text, match)


def _after_verb(opening: Node, text: str, match: re.Match[str]) -> Iterator[tuple[Node, FoundAct]]:
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
            whole = parse_act(f"{kind['type']} {text[entry.start('act') :]}")
            act = found.act
            if whole:
                act = replace(act, date=act.date or whole.act.date, issuer=whole.act.issuer)
            offset = entry.start("act") - len(kind["type"]) - 1
            yield FoundAct(act, entry.start("act"), offset + found.end)
        said = _SAID_OF_IT.match(text, entry.end())
        at = said.end() if said else entry.end()


def _series(text: str, start: int) -> Iterator[FoundAct]:
    """Yield the acts from ``start`` on: the first right there, each next after "và" or ";"."""
    end = None
    for act in find_acts(text, start):
        if end is None and not _SEVERAL_ACTS.fullmatch(text, start, act.start):
            return
        if end is not None and not _HEAD_BEFORE.search(text, 0, act.start):
            continue
        yield act
        end = act.end


def _amended(document: Document, clauses: list[Node]) -> Iterator[Citation]:
    """Yield the acts that the title or a clause of the decision says the document amends."""
    head = first(document, "decision", "tieu-de")
    seen: set[str] = set()
    for node in (head, *clauses) if head else clauses:
        text = text_of(node)
        is_line = "\n" not in text  # then it can only stand where the text begins
        match = _AMENDING_TITLE.match(text) if is_line else _AMENDING_TITLE.search(text)
        for act in _amended_by(text[match.end() :]) if match else ():
            if match and act.act.number and act.act.number not in seen:
                seen.add(act.act.number)
                yield cited(document, node, act, "amends", match.end())


def _amended_by(text: str) -> Iterator[FoundAct]:
    """Yield the act that ``text`` begins with, and those joined to it by "và" or a comma."""
    end = None
    for act in find_acts(text):
        if act.start if end is None else not _ONE_MORE.fullmatch(text, end, act.start):
            return
        yield act
        end = act.short_end
