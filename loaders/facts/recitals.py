"""Recitals: the acts that one recital of the preamble names, and what they are to the decision.

"Căn cứ" gives a legal basis, "Thực hiện" an act carried out, "Theo/Xét đề nghị" the proposal.
Only the head instruments count: one that is the object of another's amendment is not cited here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from loaders.facts.acts import LAWS, FoundAct, find_acts, parse_act
from loaders.facts.model import Act, Citation, Relation
from loaders.facts.places import evidence, text_of
from loaders.model import Document, Issue, Node
from loaders.tables import document_types

_OPENINGS: tuple[tuple[Relation, re.Pattern[str]], ...] = (
    (
        "based_on",
        re.compile(
            r"[-–+*•\s]*C(?:(?:[ăảâa]n|ĂN)\s+(?:c[ứửúư]|CỨ)|hiếu)\s+(?:vào\s+|theo\s+)?(?:các\s+)?"
        ),
    ),
    ("implements", re.compile(r"[-–+*•\s]*T(?:hực|HỰC)\s+(?:hiện|HIỆN)\s+")),
    ("proposal", re.compile(r"[-–+*•\s]*(?:Theo|Xét|THEO|XÉT)\s+(?:đề\s+nghị\s+)?(?:của\s+)?")),
)
# "các văn bản của Bộ Thông tin và Truyền thông: Công văn số 1178/BTTTT-THH …"
_SEVERAL = re.compile(r"[Vv]ăn\s+bản\s[^:;]{0,100}:\s*(?=[A-ZĐ])")
_PROPOSALS = frozenset({"Tờ trình", "Công văn", "Văn bản", "Báo cáo"})
_TYPES = "|".join(row.name.replace(" ", r"\s+") for row in document_types())
_LAW = "|".join(law.replace(" ", r"\s+") for law in LAWS)
_UNNUMBERED = ("Điều lệ", "Quy chế")
"""Cited by their title alone, as laws are: "Căn cứ Điều lệ Đảng", "Căn cứ Quy chế làm việc …"."""
# "Căn cứ [điểm c, điểm d khoản 4 Điều 9] Luật Thủ đô …", "Căn cứ [Điều 1] Quyết định số …"
_PART = re.compile(
    r"(?:(?:[Đđ]iểm|[Kk]hoản|[Đđ]iều)\s+\w{1,4}(?:\s*[,;]\s*|\s+và\s+|\s+))+(?:của\s+)?"
    rf"(?={_TYPES})"
)
# "Căn cứ [ý kiến của Thường vụ Bộ Chính trị tại] Văn bản số 657/TC-TW …", "Căn cứ [Quy chế làm việc
# … ban hành kèm theo] Quyết định số …": the act that says what is named before it
_SAID_IN = re.compile(
    rf"(?:(?!{_TYPES})[^;:\d]{{3,250}}?\stại|[^;:\d]{{3,250}}?\skèm\s+theo)\s+"
    rf"(?=(?:{_TYPES})\s+(?:số:?\s|\d))"
)
# "Căn cứ Luật Viên chức;": a law by its title alone
_BY_TITLE = re.compile(
    rf"(?P<type>{_LAW}|{'|'.join(_UNNUMBERED)})\s+(?P<title>[^\W\d_][^;.:\d]{{2,150}}?)\s*(?=[;.]|$)"
)
# a further instrument on the same line: "…năm 2015; Luật sửa đổi, bổ sung …"
_NEXT = re.compile(
    rf"(?:[;,]\s*(?:và\s+)?|\s*và\s+)(?:[Cc]ăn\s+cứ\s+)?(?:các\s+)?(?={_TYPES}|[sS]ố:?\s+\d)"
)
# "Luật … ngày …  [đã được sửa đổi năm 2019]; Nghị định số …"
_NEXT_ENTRY = re.compile(rf"[^;]{{1,300}};\s*(?:và\s+)?(?:[Cc]ăn\s+cứ\s+)?(?={_TYPES})")
# "các Nghị định: số 92/2006/NĐ-CP …; số …": the kind once for several numbers
_NUMBERS_BELOW = re.compile(rf"(?P<type>{_TYPES})\s*:\s*(?=[sS]ố\s)")
# "các Thông tư của Bộ Xây dựng: số 02/2007/TT-BXD … về: lập, thẩm định; cấp phép …; số 05/…"
_LIST = re.compile(rf"(?:{_TYPES})\s[^:;]{{3,100}}:\s*[sS]ố:?\s+\d")
_NEXT_NUMBER = re.compile(r"[^.]{1,600}?;\s*(?:và\s+)?(?=[sS]ố:?\s+\d)")
_AMENDS = re.compile(r"(?:Luật\s+)?[sS]ửa\s+đổi,\s+bổ\s+sung")


def recital(document: Document, node: Node) -> Iterator[Citation | Issue]:
    """Yield the acts that a recital names, and an issue where it names none to be told."""
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
                yield cited(document, node, untitled, relation, 0)
        return
    several = _SEVERAL.match(text, start) or _PART.match(text, start)
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
    has_colon = text.find(":", at) >= 0
    listed = _NUMBERS_BELOW.match(text, at) if has_colon else None
    kind = listed["type"] if listed else ""
    is_list = has_colon and _LIST.match(text, at) is not None
    last = len(text) - 1
    at = listed.end() if listed else at
    while True:
        # "các Thông tư của Bộ Xây dựng: số 05/2015/TT-BXD …; số 03/2016/TT-BXD …"
        lead = f"{kind} " if kind and text[at : at + 2].lower() == "số" else ""
        found = parse_act(lead + text[at:])
        said = None if found or relation != "based_on" else _SAID_IN.match(text, at)
        if said:
            at = said.end()
            found = parse_act(text[at:])
        if not found or not (found.act.number or found.act.date):
            if relation == "based_on":
                yield from _without_number(document, node, text, at)
            return
        kind = found.act.type
        within = FoundAct(found.act, len(lead), found.end, found.short_end)
        yield cited(document, node, within, relation, at - len(lead))
        at += found.end - len(lead)
        following = _NEXT.match(text, at) or (
            _NEXT_ENTRY.match(text, at)
            if found.act.type in LAWS and text.find(";", at, last) >= 0
            else None
        )
        following = following or (_NEXT_NUMBER.match(text, at) if is_list else None)
        if not following or _is_amended(found, text[following.end() :]):
            return
        at = following.end()


def _is_amended(found: FoundAct, words: str) -> bool:
    """Say whether a further act goes on with what ``found`` amends: "…; Nghị định số 10/2016 …".

    The date of a law closes its title; an act of another type than the amended is a new one, and
    so is one that is younger than what amends.
    """
    title = found.act.title or ""
    if found.act.type in LAWS or not _AMENDS.match(title):
        return False
    following = parse_act(words)
    if following is None:
        return True
    is_younger = (following.act.date or "") > (found.act.date or "9")
    return following.act.type in title and not is_younger


def _without_number(
    document: Document, node: Node, text: str, at: int
) -> Iterator[Citation | Issue]:
    """Yield the law that stands at ``at`` by its title alone, and an issue: which one is open."""
    named = _BY_TITLE.match(text, at)
    span = evidence(document, node, at, len(text.rstrip(" ;,.")), "legal-bases").span
    if not named:
        words = text[at:].strip()[:120]
        yield Issue(
            "act-unresolved",
            "warning",
            f"Chưa nhận ra văn bản trong căn cứ “{words}”.",
            f"No act recognised in the recital “{words}”.",
            span,
        )
        return
    title = " ".join(text[at : named.end("title")].split())
    law = Act(" ".join(named["type"].split()), None, None, title)
    yield cited(document, node, FoundAct(law, 0, named.end("title") - at), "based_on", at)
    yield Issue(
        "act-unresolved",
        "info",
        f"“{title}” được viện dẫn không kèm số hoặc ngày để xác định.",
        f"“{title}” is cited without a number or date that would identify it.",
        span,
    )


def cited(
    document: Document, node: Node, found: FoundAct, relation: Relation, offset: int
) -> Citation:
    """Return the citation of an act found ``offset`` characters into the text of a node."""
    start, end = offset + found.start, offset + found.end
    words = text_of(node)[start:end].rstrip(" ;,./")
    place = evidence(document, node, start, start + len(words), f"citations.{relation}")
    return Citation(found.act, relation, words, place)
