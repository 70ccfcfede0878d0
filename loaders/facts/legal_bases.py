"""Legal bases and replaced decisions: the acts that recitals and final articles cite, and how.

"Căn cứ" gives a legal basis, "Thực hiện" an act carried out, "Theo/Xét đề nghị" the proposal.
Only the head instruments count: one that is the object of another's amendment is not cited here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from loaders.facts.acts import LAWS, FoundAct, find_acts, parse_act
from loaders.facts.lookup import Lookup
from loaders.facts.model import Citation, Header, Relation
from loaders.facts.places import articles, evidence, first, nodes_in, text_of
from loaders.model import Document, Issue, Node
from loaders.tables import document_types, find_province

_OPENINGS: tuple[tuple[Relation, re.Pattern[str]], ...] = (
    (
        "based_on",
        re.compile(r"[-–+*•\s]*C(?:[ăảâa]n|ĂN)\s+(?:c[ứửúư]|CỨ)\s+(?:vào\s+)?(?:các\s+)?"),
    ),
    ("implements", re.compile(r"[-–+*•\s]*T(?:hực|HỰC)\s+(?:hiện|HIỆN)\s+")),
    ("proposal", re.compile(r"[-–+*•\s]*(?:Theo|Xét|THEO|XÉT)\s+(?:đề\s+nghị\s+)?(?:của\s+)?")),
)
# "các văn bản của Bộ Thông tin và Truyền thông: Công văn số 1178/BTTTT-THH …"
_SEVERAL = re.compile(r"[Vv]ăn\s+bản\s[^:;]{0,100}:\s*(?=[A-ZĐ])")
_PROPOSALS = frozenset({"Tờ trình", "Công văn", "Văn bản", "Báo cáo"})
_TYPES = "|".join(row.name.replace(" ", r"\s+") for row in document_types())
# a further instrument on the same line: "…năm 2015; Luật sửa đổi, bổ sung …"
_NEXT = re.compile(
    rf"(?:[;,]\s*(?:và\s+)?|\s*và\s+)(?:[Cc]ăn\s+cứ\s+)?(?:các\s+)?(?={_TYPES}|số:?\s+\d)"
)
# "Luật … ngày …  [đã được sửa đổi năm 2019]; Nghị định số …"
_NEXT_ENTRY = re.compile(rf"[^;]{{1,300}};\s*(?:và\s+)?(?:[Cc]ăn\s+cứ\s+)?(?={_TYPES})")
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
# "các Nghị định: số 92/2006/NĐ-CP …; số …": the kind once for several numbers
_NUMBERS_BELOW = re.compile(rf"(?P<type>{_TYPES})\s*:\s*(?=[sS]ố\s)")
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
_AMENDS = re.compile(r"(?:Luật\s+)?[sS]ửa\s+đổi,\s+bổ\s+sung")
# "Sửa đổi, bổ sung một số điều của Thông tư số …", at the start of a line of the title
_AMENDING_TITLE = re.compile(
    r"^(?:(?:Về\s+việc|V/v|Nay)\s+)?(?:sửa\s+đổi|bổ\s+sung|điều\s+chỉnh)[^;]{0,400}?\s(?:của\s+)?"
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
        for citation in _recital(document, node):
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
                untitled = FoundAct(act.act.untitled(), act.start, act.short_end)
                yield _citation(document, node, untitled, relation, 0)
        return
    several = _SEVERAL.match(text, start)
    start = several.end() if several else start
    if relation == "implements" and not parse_act(text[start:]):
        # "Thực hiện ý kiến của Ban Thường vụ Tỉnh ủy tại Kết luận số 12-KL/TU …"
        start = next((act.start for act in find_acts(text) if act.act.number), start)
    yield from _listed(document, node, relation, start)


def _listed(
    document: Document, node: Node, relation: Relation, at: int
) -> Iterator[Citation | Issue]:
    """Yield the acts that a recital names from ``at`` on; an issue where the next is none."""
    text = text_of(node)
    listed = _NUMBERS_BELOW.match(text, at)
    kind = listed["type"] if listed else ""
    at = listed.end() if listed else at
    while True:
        # "các Thông tư của Bộ Xây dựng: số 05/2015/TT-BXD …; số 03/2016/TT-BXD …"
        lead = f"{kind} " if kind and text[at : at + 2].lower() == "số" else ""
        found = parse_act(lead + text[at:])
        if not found or not (found.act.number or found.act.date):
            if relation == "based_on":
                yield _unresolved(document, node, text, at)
            return
        kind = found.act.type
        within = FoundAct(found.act, len(lead), found.end, found.short_end)
        yield _citation(document, node, within, relation, at - len(lead))
        at += found.end - len(lead)
        following = _NEXT.match(text, at) or (
            _NEXT_ENTRY.match(text, at) if found.act.type in LAWS else None
        )
        if not following or _is_amended(found, text[following.end() :]):
            return
        at = following.end()


def _is_amended(found: FoundAct, words: str) -> bool:
    """Say whether a further act goes on with what ``found`` amends: "…; Nghị định số 10/2016 …".

    The date of a law closes its title; an act of another type than the amended is a new one.
    """
    title = found.act.title or ""
    if found.act.type in LAWS or not _AMENDS.match(title):
        return False
    following = parse_act(words)
    return following is None or following.act.type in title


def _unresolved(document: Document, node: Node, text: str, at: int) -> Issue:
    return Issue(
        "act-unresolved",
        "warning",
        f"Chưa nhận ra văn bản trong căn cứ “{text[at:].strip()[:120]}”.",
        f"No act recognised in the recital “{text[at:].strip()[:120]}”.",
        evidence(document, node, at, len(text.rstrip(" ;,.")), "legal-bases").span,
    )


def _replaced(document: Document, openings: list[Node]) -> Iterator[Citation]:
    """Yield the acts that clauses of the decision replace or repeal, each once."""
    seen: set[str] = set()
    for opening in openings:
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
                yield _citation(document, node, act, "amends", match.end())


def _amended_by(text: str) -> Iterator[FoundAct]:
    """Yield the act that ``text`` begins with, and those joined to it by "và" or a comma."""
    end = None
    for act in find_acts(text):
        if act.start if end is None else not _ONE_MORE.fullmatch(text, end, act.start):
            return
        yield act
        end = act.short_end


def _citation(
    document: Document, node: Node, found: FoundAct, relation: Relation, offset: int
) -> Citation:
    start, end = offset + found.start, offset + found.end
    words = text_of(node)[start:end].rstrip(" ;,./")
    place = evidence(document, node, start, start + len(words), f"citations.{relation}")
    return Citation(found.act, relation, words, place)
