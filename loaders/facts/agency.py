"""Agency: its name, the body it belongs to, its ministry's line, its standing, its fields."""

from __future__ import annotations

import re

from loaders.facts.model import Agency, Header, Stated
from loaders.facts.places import articles, evidence, evidence_of, provisions_part, text_of
from loaders.model import Document, Issue, Node, Span
from loaders.spelling import fold
from loaders.tables import body_kind, body_words, find_province, only_province

_KIND = rf"(?:{body_words()}|Đơn\s+vị\s+sự\s+nghiệp\s+công\s+lập)(?!\w)"
# "… cơ cấu tổ chức của Sở Thông tin và Truyền thông tỉnh Bình Phước"
_IN_TITLE = re.compile(
    rf"(?:tổ\s+chức(?:\s+bộ\s+máy)?|hoạt\s+động|quyền\s+hạn|nhiệm\s+vụ|chức\s+năng)\s+(?:của\s+)?(?P<name>{_KIND}.+)$",
    re.IGNORECASE | re.DOTALL,
)
# "1. Sở Thông tin và Truyền thông (dưới đây viết tắt là Sở) là cơ quan chuyên môn thuộc …"
_IN_TEXT = re.compile(
    rf"^(?P<name>{_KIND}[^;.]{{2,150}}?)\s+(?:\([^)]*\)\s+)?(?:là|có\s+chức\s+năng)\s",
    re.IGNORECASE,
)
_ORGANISES = re.compile(
    r"chức\s+năng|nhiệm\s+vụ|quyền\s+hạn|cơ\s+cấu|tổ\s+chức|thành\s+lập|sáp\s+nhập|hợp\s+nhất"
    r"|giải\s+thể|đổi\s+tên|bộ\s+máy|biên\s+chế",
    re.IGNORECASE,
)
_OWNER = re.compile(r"\s+(?:trực\s+)?thuộc\s+", re.IGNORECASE)
_LOCAL_ISSUER = re.compile(r"huyện|quận|thị\s+xã|thành\s+phố|xã|phường|đặc\s+khu", re.IGNORECASE)
_POSITION = re.compile(r"vị\s+trí|chức\s+năng|tên\s+gọi", re.IGNORECASE)
_PARENT = re.compile(
    r"(?:cơ\s+quan|tổ\s+chức|đơn\s+vị)[^.;]{0,60}?\s(?:trực\s+)?thuộc\s+(?P<name>(?:Ủy\s+ban\s+nhân\s+dân|UBND|Sở|Bộ|Chi\s+cục|Cục)[^,.;]*?)"
    r"(?=\s+(?:có|thực|là|giúp|chịu|tham|do)\b|[,.;]|$)"
)
_DIRECTION = re.compile(
    r"chịu\s+sự\s+(?:chỉ\s+đạo|hướng\s+dẫn|kiểm\s+tra)[^.;]*?(?:về\s+)?chuyên\s+môn,?\s*(?:và\s+)?nghiệp\s+vụ\s+của\s+"
    r"(?P<name>(?:Bộ|Sở|Cục|Tổng\s+cục|Thanh\s+tra|Ủy\s+ban|Văn\s+phòng)\b[^.;,]*?)(?=\s+(?:theo|trong)\s|[.;,]|\s*$)"
)
_ADVISES = re.compile(
    r"(?:tham\s+mưu,?\s*)?(?:và\s+)?giúp\s+(?P<name>Ủy\s+ban\s+nhân\s+dân(?:\s+(?:tỉnh|thành\s+phố))?)"
)
_STANDING = {
    "legal_personality": re.compile(r"có\s+tư\s+cách\s+pháp\s+nhân"),
    "seal": re.compile(r"(?:có|,)\s*(?:có\s+)?con\s+dấu"),
    "account": re.compile(r"tài\s+khoản(?:\s+riêng)?"),
}
_FIELDS = re.compile(
    r"quản\s+lý\s+nhà\s+nước\s+(?:về|đối\s+với)(?:\s*:\s*|\s+)(?:các\s+lĩnh\s+vực:?\s*|lĩnh\s+vực\s+)?(?P<fields>.+)",
    re.DOTALL,
)
_FIELDS_END = re.compile(
    r"\(\s*(?:sau\s+đây|dưới\s+đây)?\s*(?:được\s+)?(?:gọi|viết)\s+(?:tắt|chung)|\.\s|\.$|;\s*(?:thực\s+hiện|chịu|có)\b|\n"
)
_LOCAL = re.compile(r"\s+(?:tại\s+địa\s+phương|trên\s+địa\s+bàn(?:\s+tỉnh)?)\s*$")


def agency(document: Document, header: Header) -> tuple[Agency | None, list[Issue]]:
    """Return the agency that a decision is about; None and an issue where none can be told."""
    name = _name(document, header)
    if name is None:
        return None, [_unresolved(document, header)]
    issuer = header.issuer.value if header.issuer else ""
    province = find_province(name.value) or find_province(issuer)
    if province is None and _LOCAL_ISSUER.search(issuer):
        province = only_province(document.mended.text)
    short = _short(name.value)
    kind = body_kind(name.value)
    opening = _opening_nodes(document)
    fields, issues = _fields(document, opening)
    standing = {
        key: _flag(document, opening, pattern, f"agency.{key}")
        for key, pattern in _STANDING.items()
    }
    return (
        Agency(
            name=name,
            kind=kind.code if kind else None,
            province=province[0].slug if province else None,
            short_name=short,
            parent=_body(document, opening, _PARENT, "agency.parent", province),
            direction=_body(document, opening, _DIRECTION, "agency.direction", None),
            advises=_body(document, opening, _ADVISES, "agency.advises", province),
            legal_personality=standing["legal_personality"],
            seal=standing["seal"],
            account=standing["account"],
            fields=fields,
        ),
        issues,
    )


def _unresolved(document: Document, header: Header) -> Issue:
    """Return the issue of a text without agency: it is about something else, or unclear."""
    title = header.title.value if header.title else ""
    if title and not _ORGANISES.search(title):
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


def _name(document: Document, header: Header) -> Stated[str] | None:
    if header.title:
        match = _IN_TITLE.search(header.title.value)
        if match:
            value = _cased(_tidy(match["name"]), document)
            return Stated(value, header.title.evidence)
    for node in _opening_nodes(document):
        match = _IN_TEXT.match(text_of(node))
        if match:
            place = evidence_of(document, node, match, "agency.name", "name")
            return Stated(_tidy(match["name"]), place)
    return None


def _cased(name: str, document: Document) -> str:
    """Return a name from a title in one case as the first articles write it, where they do.

    Only the body's own name is looked at, not that of the body it belongs to.
    """
    own = _OWNER.split(_short(name), maxsplit=1)[0]
    if not (own.isupper() or own[1:] == own[1:].lower()):
        return name
    rest = name[len(own) :]
    for node in _opening_nodes(document):
        at = fold(node.text).find(fold(own))
        if at >= 0:
            province = find_province(rest)
            tail = rest[: province[1]] + province[0].full_name if province else rest
            return node.text[at : at + len(own)] + tail
    return name[:1] + name[1:].lower() if name.isupper() else name


def _tidy(name: str) -> str:
    tidy = " ".join(name.split()).strip(" .,;:")
    return tidy[:1].upper() + tidy[1:]


def _short(name: str) -> str:
    """Return the name without its province: "Sở Thông tin và Truyền thông"."""
    found = find_province(name)
    if found and found[2] == len(name):
        return name[: found[1]].strip(" ,")
    return name


def _opening_nodes(document: Document) -> list[Node]:
    """Return the clauses on position and function: articles so headed, else the first one."""
    own = articles(document, provisions_part(document))
    headed = [a for a in own[:3] if a.heading and _POSITION.search(a.heading)]
    return [node for article in headed or own[:1] for node in article.walk()]


def _flag(
    document: Document, nodes: list[Node], pattern: re.Pattern[str], rule: str
) -> Stated[bool] | None:
    for node in nodes:
        match = pattern.search(text_of(node))
        if match:
            return Stated(True, evidence_of(document, node, match, rule))
    return None


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
            name = _tidy(match["name"]).replace("UBND", "Ủy ban nhân dân")
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
            value = _LOCAL.sub("", piece).strip(" .;,")
            if value:
                place = evidence(
                    document, node, start + at, start + at + len(value), "agency.fields"
                )
                found.append(Stated(value, place))
        return tuple(found), issues
    return (), []


def split_fields(text: str) -> tuple[list[tuple[str, int]], list[int]]:
    """Split a list of fields at ";" outside closed brackets.

    Returns the pieces with their positions, and the positions of brackets that never close; those
    do not shield a ";", since nothing says where they end.
    """
    opened: list[int] = []
    shielded: set[int] = set()
    for at, letter in enumerate(text):
        if letter == "(":
            opened.append(at)
        elif letter == ")" and opened:
            shielded.update(range(opened.pop(), at))
    pieces = []
    begin = 0
    for at, letter in enumerate(text + ";"):
        if letter == ";" and at not in shielded:
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
