"""Agency: its name, the body it belongs to, its ministry's line, its standing, its fields."""

from __future__ import annotations

import re

from loaders.facts.agency_name import (
    ORGANISES,
    agency_name,
    cased,
    province_at_end,
    short_name,
    tidy,
)
from loaders.facts.body_classes import class_in_title, with_classes
from loaders.facts.body_levels import council_words
from loaders.facts.model import Agency, Header, Stated
from loaders.facts.page_name import page_name
from loaders.facts.places import evidence, evidence_of, text_of
from loaders.facts.standing import standing
from loaders.facts.wording import alternation
from loaders.model import Document, Issue, Node, Span
from loaders.tables import body_kind, find_province, only_province
from loaders.tables.bodies import council_names, territory_words
from loaders.tables.phrases import phrases

_LOCAL_ISSUER = re.compile(alternation(phrases("group-levels")), re.IGNORECASE)
_POSITION = re.compile(r"vị\s+trí|chức\s+năng|tên\s+gọi", re.IGNORECASE)
_SHORT = re.compile(alternation(council_names(), cased=True))
_COMMITTEE = council_words("Ủy ban nhân dân")
# "Sở Nội vụ là cơ quan chuyên môn thuộc Ủy ban nhân dân tỉnh, …"
PARENT = re.compile(
    rf"{alternation(phrases('agency-nouns'))}[^.;]{{0,60}}?\s(?:trực\s+)?thuộc\s+"
    rf"(?P<name>(?:{_COMMITTEE}|{alternation(phrases('parent-heads'), cased=True)})[^,.;]*?)"
    rf"(?=\s+{alternation(phrases('ends-parent'))}|[,.;]|$)"
)
# "… chịu sự chỉ đạo, hướng dẫn, kiểm tra về chuyên môn, nghiệp vụ của Bộ Nội vụ"
DIRECTION = re.compile(
    rf"chịu\s+sự\s+{alternation(phrases('directs'))}[^.;]*?(?:về\s+)?"
    r"chuyên\s+môn,?\s*(?:và\s+)?nghiệp\s+vụ\s+của\s+"
    rf"(?P<name>{alternation(phrases('directing-heads'), cased=True)}[^.;,]*?)"
    r"(?=\s+(?:theo|trong)\s|[.;,]|\s*$)"
)
_ADVISES = re.compile(
    r"(?:tham\s+mưu,?\s*)?(?:và\s+)?giúp\s+"
    rf"(?P<name>{_COMMITTEE}(?:\s+{alternation(territory_words('cap-tinh'))})?)"
)
_STANDING = re.compile(r"pháp\s+nhân|pháp\s+lý|con\s+dấu|tài\s+khoản|trụ\s+sở", re.IGNORECASE)
# "… quản lý nhà nước về các lĩnh vực: báo chí; xuất bản", "… về y tế, bao gồm: dược; dân số"
_FIELDS = re.compile(
    r"quản\s+lý\s+nhà\s+nước\s+(?:về|đối\s+với)(?:\s*:\s*|\s+)"
    r"(?:các\s+(?:ngành,\s+)?lĩnh\s+vực:?\s*|lĩnh\s+vực\s+)?"
    r"(?:[^:;.(\n]{1,80}?,?\s+(?:bao\s+)?gồm(?:\s+có)?\s*:\s*)?(?P<fields>.+)",
    re.DOTALL,
)
_BRACKET_OR_BORDER = re.compile(r"[();]")
_COUNTED = re.compile(r"\(\d{1,2}\)\s*|về\s+")
_FIELDS_END = re.compile(
    r"\(\s*(?:sau\s+đây|dưới\s+đây)?\s*(?:được\s+)?(?:gọi|viết)\s+(?:tắt|chung)|\.\s|\.$"
    r"|(?:;\s*|\s+và\s+)thực\s+hiện\s|;\s*(?:chịu|có)\b|\n"
)
_LOCAL = re.compile(
    r"\s+(?:tại\s+địa\s+phương|trên\s+địa\s+bàn(?:\s+tỉnh)?|theo\s+quy\s+định\s+của\s+pháp\s+luật)\s*[.,]?\s*$"
)


def agency(
    document: Document, header: Header, own: list[Node]
) -> tuple[Agency | None, list[Issue]]:
    """Return the agency that a decision is about; None and an issue where none can be told.

    ``own`` are the articles of its provisions.
    """
    opening = _opening_nodes(own)
    name = class_in_title(header) or agency_name(document, header, opening)
    name = name or page_name(document, header)
    if name is None:
        return None, [_unresolved(document, header)]
    if name.value.isupper():
        name = Stated(cased(name.value, document), name.evidence)
    issuer = header.issuer.value if header.issuer else ""
    province = find_province(name.value) or find_province(issuer) or province_at_end(name.value)
    if province is None and _LOCAL_ISSUER.search(issuer):
        province = only_province(document.mended.text)
    parent = _body(document, opening, PARENT, "agency.parent", province)
    if province is None and not issuer and parent:
        province = find_province(parent.value)
    short = short_name(name.value)
    kind = body_kind(name.value)
    fields, issues = _fields(document, opening)
    stands = standing(document, _standing_nodes(own, opening))
    found, class_issues = with_classes(
        document,
        Agency(
            name=name,
            kind=kind.code if kind else None,
            province=province[0].slug if province else None,
            short_name=short,
            parent=parent,
            direction=_body(document, opening, DIRECTION, "agency.direction", None),
            advises=_body(document, opening, _ADVISES, "agency.advises", province),
            legal_personality=stands["legal_personality"],
            seal=stands["seal"],
            account=stands["account"],
            fields=fields,
        ),
        issuer,
        own,
    )
    return found, [*issues, *class_issues]


def _unresolved(document: Document, header: Header) -> Issue:
    """Return the issue of a text without agency: it is about something else, or unclear."""
    title = header.title.value if header.title else ""
    if title and not ORGANISES.search(title):
        return Issue(
            "not-an-organisation-decision",
            "info",
            "Văn bản không quy định tổ chức bộ máy.",
            "The text is not about the organisation of an agency.",
            header.title.evidence.span if header.title else None,
        )
    return Issue(
        "agency-unresolved",
        "warning",
        "Chưa nhận ra cơ quan mà văn bản quy định.",
        "The agency that the text is about was not recognised.",
    )


def _opening_nodes(own: list[Node]) -> list[Node]:
    """Return the clauses on position and function: articles so headed, else the first one."""
    headed = [a for a in own[:3] if a.heading and _POSITION.search(a.heading)]
    return [node for article in headed or own[:1] for node in article.walk()]


def _standing_nodes(own: list[Node], opening: list[Node]) -> list[Node]:
    """Return the opening clauses, and those of an article of its own on the agency's standing."""
    headed = [a for a in own if a.heading and _STANDING.search(a.heading)]
    return [*opening, *(node for article in headed for node in article.walk())]


def _body(
    document: Document,
    nodes: list[Node],
    pattern: re.Pattern[str],
    rule: str,
    province: tuple[object, int, int] | None,
) -> Stated[str] | None:
    """Return the body that a pattern names; "Ủy ban nhân dân tỉnh" means the agency's province."""
    for node in nodes:
        match = pattern.search(text_of(node))
        if match:
            name = _SHORT.sub(lambda m: council_names()[m.group()], tidy(match["name"]))
            return Stated(name, evidence_of(document, node, match, rule, "name"))
    return None


def _fields(document: Document, nodes: list[Node]) -> tuple[tuple[Stated[str], ...], list[Issue]]:
    for node in nodes:
        text = text_of(node)
        match = _FIELDS.search(text)
        if not match:
            continue
        start = match.start("fields")
        stop = _FIELDS_END.search(text, start)
        end = stop.start() if stop else len(text)
        pieces, unclosed = split_fields(text[start:end])
        issues = [_unclosed(document, node, start + at) for at in unclosed]
        found = []
        for piece, at in pieces:
            counted = _COUNTED.match(piece)
            first = start + at + (counted.end() if counted else 0)
            value = _LOCAL.sub("", piece[first - start - at :]).strip(" .;,")
            if value:
                place = evidence(document, node, first, first + len(value), "agency.fields")
                found.append(Stated(value, place))
        return tuple(found), issues
    return (), []


def split_fields(text: str) -> tuple[list[tuple[str, int]], list[int]]:
    """Split a list of fields at ";" outside closed brackets.

    Returns the pieces with their positions, and the positions of brackets that never close; those
    do not shield a ";", since nothing says where they end.
    """
    opened: list[int] = []
    borders: list[int] = []
    for mark in _BRACKET_OR_BORDER.finditer(text):
        if mark.group() == ";":
            borders.append(mark.start())
        elif mark.group() == "(":
            opened.append(mark.start())
        elif opened:
            start = opened.pop()
            while borders and borders[-1] > start:  # shielded by the brackets that close here
                borders.pop()
    pieces = []
    begin = 0
    for at in (*borders, len(text)):
        piece = text[begin:at]
        pieces.append((piece.strip(), begin + len(piece) - len(piece.lstrip())))
        begin = at + 1
    return [(piece, at) for piece, at in pieces if piece], opened


def _unclosed(document: Document, node: Node, at: int) -> Issue:
    span: Span = evidence(document, node, at, at + 1, "agency.fields").span
    return Issue(
        "bracket-unclosed",
        "warning",
        "Dấu ngoặc mở mà không đóng trong danh mục lĩnh vực.",
        "A bracket in the list of fields never closes.",
        span,
    )
