"""Body classes: a text that lays down a rule for every body of a class sets up none.

"Sở Nội vụ thuộc Ủy ban nhân dân tỉnh, thành phố trực thuộc trung ương" in a circular is every Sở
Nội vụ; "đơn vị sự nghiệp … cấp tỉnh, cấp xã" are two classes. A class is told by the words for all
units of a level, or in a central text by a kind that only one level has.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise

from loaders.facts.body_levels import council_words
from loaders.facts.duties import duties_article
from loaders.facts.model import Agency, BodyClass, Evidence, Header, Stated
from loaders.facts.places import evidence, evidence_of, text_of
from loaders.model import Document, Issue, Node
from loaders.spelling import fold
from loaders.tables import body_kind, find_province
from loaders.tables.body_classes import (
    always,
    class_head,
    class_kinds,
    field_pattern,
    head_pattern,
    is_central,
    level_pattern,
)

# the only body of a commune whose level's words tell it from others of that level
_ZONE = re.compile(r"đặc\s+khu", re.IGNORECASE)
_BELONGS = re.compile(r"\s+(?:trực\s+)?thuộc\s+", re.IGNORECASE)
# "… tổ chức các cơ quan chuyên môn thuộc Ủy ban nhân dân cấp huyện": no body's name begins so
_IN_TITLE = re.compile(
    r"(?:tổ\s+chức(?:\s+bộ\s+máy)?|hoạt\s+động|quyền\s+hạn|nhiệm\s+vụ|chức\s+năng)\s+(?:của\s+)?"
    r"(?:các\s+)?(?P<name>(?:cơ\s+quan|tổ\s+chức|đơn\s+vị)\s.+)$",
    re.IGNORECASE | re.DOTALL,
)
# "Nhiệm vụ, quyền hạn của Ủy ban nhân dân đặc khu"
_BEARER = re.compile(
    r"nhiệm\s+vụ(?:\s*,?\s*(?:và\s+)?quyền\s+hạn)?\s+của\s+(?P<name>.+)$", re.IGNORECASE
)


# "Cục Thuế tỉnh, thành phố … (sau đây gọi chung là Cục Thuế)"
_CALLED = re.compile(
    r"(?P<whole>[^()]{3,200}?)\s*\(\s*(?:sau\s+đây\s+)?gọi\s+chung\s+là\s+(?P<name>[^()]{2,80})\)",
    re.IGNORECASE,
)


@cache
def _owner() -> re.Pattern[str]:
    """Return what is left out of a class's own name: "Sở Nội vụ | thuộc Ủy ban nhân dân tỉnh"."""
    committee = council_words("Ủy ban nhân dân")
    return re.compile(
        rf"\s+(?:trực\s+)?thuộc\s+{committee}.*$|\s+cấp\s+(?:tỉnh|huyện|xã)$",
        re.IGNORECASE | re.DOTALL,
    )


@dataclass(frozen=True, slots=True)
class Reading:
    """The classes that a name covers; ``is_whole`` says that nothing of it is left over."""

    classes: tuple[BodyClass, ...]
    is_whole: bool


def read_classes(name: Stated[str], issuer: str) -> Reading | None:
    """Return the classes that a name from the title covers; None where it names one body."""
    text = name.value
    central = is_central(issuer)
    if not level_pattern().search(text) and not (central and _always(text)):
        return None
    found: list[BodyClass] = []
    is_whole = True
    for piece in _pieces(text):
        classes = _classes(piece, name.evidence, central=central)
        is_whole = is_whole and bool(classes)
        found += classes
    return Reading(tuple(found), is_whole)


def class_in_title(header: Header) -> Stated[str] | None:
    """Return "Cơ quan chuyên môn thuộc …" of a title where that tells classes; None elsewhere."""
    title = header.title
    match = _IN_TITLE.search(title.value) if title else None
    if title is None or match is None:
        return None
    name = " ".join(match["name"].split()).strip(" .,;:")
    named = Stated(name[:1].upper() + name[1:], title.evidence)
    reading = read_classes(named, header.issuer.value if header.issuer else "")
    return named if reading and reading.classes else None


def with_classes(
    document: Document, agency: Agency, issuer: str, own: list[Node]
) -> tuple[Agency, list[Issue]]:
    """Return the agency as one body, one class or several classes, with what is not told apart.

    ``own`` are the articles of its provisions.
    """
    reading = read_classes(agency.name, issuer) or _called(document, agency, issuer, own)
    if reading is None:
        return agency, []
    if reading.is_whole and len(reading.classes) == 1:
        return replace(
            agency, scope="class", classes=reading.classes, bearer=reading.classes[0]
        ), []
    classes, bearer = _with_bearer(document, reading.classes)
    issues = []
    if not reading.is_whole or (bearer is None and duties_article(document) is not None):
        issues.append(_unresolved(agency))
    return replace(agency, scope="classes", classes=classes, bearer=bearer), issues


def _called(document: Document, agency: Agency, issuer: str, own: list[Node]) -> Reading | None:
    """Return the class that the first article says the agency's name to stand for.

    "Cục Thuế tỉnh, thành phố trực thuộc Trung ương (sau đây gọi chung là Cục Thuế) là …".
    """
    name = fold(_BELONGS.split(agency.name.value)[0])
    for article in own[:1]:
        for node in article.walk():
            text = text_of(node)
            match = _CALLED.match(text) if "chung" in text.lower() else None
            if match and fold(match["name"]) == name:
                place = evidence_of(document, node, match, "agency.classes.called", "whole")
                reading = read_classes(Stated(match["whole"], place), issuer)
                return reading if reading and reading.is_whole else None
    return None


def _unresolved(agency: Agency) -> Issue:
    return Issue(
        "classes-unresolved",
        "warning",
        "Văn bản quy định cho nhiều loại cơ quan; chưa tách được hết các loại cơ quan "
        "hoặc chưa rõ nhiệm vụ, quyền hạn là của loại nào.",
        "The text is about several classes of bodies; not all could be told apart, "
        "or whose the duties are.",
        agency.name.evidence.span,
    )


def _pieces(text: str) -> list[str]:
    """Return the parts of a title that may name a class each."""
    pieces = head_pattern().split(text)
    return [field_pattern().sub("", piece, count=1).strip(" ,") for piece in pieces]


def _classes(piece: str, place: Evidence, *, central: bool) -> list[BodyClass]:
    """Return the classes of one part: one for each level it names; [] where it names none."""
    if not class_head().match(piece) or (central and find_province(piece)):
        return []
    found = list(level_pattern().finditer(piece))
    if not found:
        level = _always(piece) if central else None
        return [_class(piece, level, place)] if level else []
    codes = [_code(match) for match in found]
    if len(set(codes)) == 1:
        return [_class(piece, codes[0], place)]
    head = piece[: found[0].start()].rstrip()
    between = {piece[a.end() : b.start()].strip(" ,") for a, b in pairwise(found)}
    if not between <= {"", "và", "Ủy ban nhân dân", "và Ủy ban nhân dân", "hoặc"}:
        return []
    return [
        _class(f"{head} {' '.join(match.group().split())}", code, place)
        for match, code in zip(found, codes, strict=True)
    ]


def _code(match: re.Match[str]) -> str:
    assert match.lastgroup is not None  # every alternative is a named group
    return match.lastgroup.replace("_", "-")


def _class(name: str, level: str, place: Evidence) -> BodyClass:
    name = name[:1].upper() + name[1:]
    kind = body_kind(name)
    code = kind.code if kind else None
    short = _owner().sub("", name)
    last = list(level_pattern().finditer(short))[-1:]
    if last and last[0].end() == len(short) and not _ZONE.fullmatch(last[0].group()):
        short = short[: last[0].start()].rstrip(" ,")
    for words, other in class_kinds():
        code = other if fold(name).startswith(fold(words)) else code
    return BodyClass(name, short, code, level, place)


def _always(name: str) -> str | None:
    """Return the level of a kind of body that has only one, where the name gives no place.

    The body may itself be of the kind, or belong to one of it.
    """
    if find_province(name):
        return None
    for part in _BELONGS.split(name):
        kind = body_kind(part)
        rest = part.split(maxsplit=1)[1:]
        for row in always():
            if kind and row.kind == kind.code and rest and not rest[0].startswith(row.but):
                return row.level
    return None


def _with_bearer(
    document: Document, classes: tuple[BodyClass, ...]
) -> tuple[tuple[BodyClass, ...], BodyClass | None]:
    """Return the classes, and the one that the article on duties is headed by, where it is."""
    article = duties_article(document)
    if article is None:
        return classes, None
    match = _BEARER.search(article.heading or "")
    if match is None:
        return classes, _of_chapter(document, article, classes)
    named = fold(match["name"]).rstrip(" .:")
    same = [known for known in classes if fold(known.short).startswith(named)]
    if same:
        return classes, same[0] if len(same) == 1 else None
    at = document.mended.text.find(article.heading or "", article.start)
    place = evidence(document, article, 0, 0, "agency.classes")
    if at >= 0:
        start, end = at + match.start("name"), at + match.end("name")
        place = Evidence(document.raw_span(start, end), article.path, "agency.classes")
    reading = read_classes(Stated(match["name"].strip(" .:"), place), "")
    if reading is None or not reading.is_whole or len(reading.classes) != 1:
        return classes, None
    return (*classes, reading.classes[0]), reading.classes[0]


def _of_chapter(
    document: Document, article: Node, classes: tuple[BodyClass, ...]
) -> BodyClass | None:
    """Return the class that heads the chapter an article stands in: "Chương I. SỞ NỘI VỤ"."""
    headings = [
        fold(chapter.heading or "")
        for chapter in document.root.of_kind("chuong")
        if chapter.start <= article.start < chapter.end
    ]
    named = [known for known in classes if any(fold(known.short) in text for text in headings)]
    return named[0] if len(named) == 1 else None
