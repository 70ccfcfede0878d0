"""Units: what the article on organisation lists under Cơ cấu tổ chức."""

from __future__ import annotations

import re
from collections.abc import Iterator

from loaders.facts.model import Unit
from loaders.facts.places import articles, evidence, provisions_part, text_of
from loaders.model import Document, Node
from loaders.tables import body_kind, body_kind_of, body_words

_STRUCTURE = re.compile(
    r"cơ\s+cấu|tổ\s+chức\s+bộ\s+máy|bộ\s+máy\s+tổ\s+chức"
    r"|^(?:về\s+)?tổ\s+chức(?:\s*,|\s+và)\s+biên\s+chế",
    re.IGNORECASE,
)
_STRUCTURE_CLAUSE = re.compile(
    r"(?:Về\s+)?(?:Cơ\s+cấu\s+tổ\s+chức|Tổ\s+chức\s+bộ\s+máy)", re.IGNORECASE
)
_SERVICE_GROUP = re.compile(r"đơn\s+vị\s+sự\s+nghiệp", re.IGNORECASE)
_NAME = re.compile(rf"(?P<name>(?:{body_words()})(?![^\W\d_])[^.;:(\n]*)(?P<after>[.;:(\n]|$)")
# a sentence about a unit is no entry of the list: "Văn phòng Sở có Chánh Văn phòng …"
_SENTENCE = re.compile(
    r"\s(?:có|là|do|được|thực\s+hiện|chịu|gồm|phải|(?<!Trợ\s)giúp|theo(?!\s+dõi)|hoạt\s+động|quản\s+lý\s+theo)\s"
    r"|\scác\s+(?:huyện|quận|thị\s+xã|xã|phường)"
)
_MAX_WORDS = 22


def structure_article(document: Document) -> Node | None:
    """Return the article on the agency's organisation: the headed one that lists most units."""
    own = articles(document, provisions_part(document))
    headed = [a for a in own if a.heading and _STRUCTURE.search(a.heading)]
    return max(headed, key=lambda a: len(list(_listed(document, a))), default=None)


def units(document: Document) -> list[Unit]:
    """Return the units that a document lists, in order, each name once."""
    article = structure_article(document)
    if article is None:
        return []
    found: dict[str, Unit] = {}
    for unit in _listed(document, article):
        found.setdefault(unit.name, unit)
    return list(found.values())


def _listed(document: Document, article: Node) -> Iterator[Unit]:
    headed = [c for c in article.children if _STRUCTURE_CLAUSE.match(text_of(c))]
    for node in headed or article.children:
        yield from _below(document, node, in_service=False)


def _below(document: Document, node: Node, *, in_service: bool) -> Iterator[Unit]:
    text = text_of(node)
    group, colon, _ = text.partition(":")
    named = _NAME.match(text)
    is_unit = named is not None and not _SENTENCE.search(f"{named['name']} ")
    service = in_service or (not is_unit and _SERVICE_GROUP.search(group) is not None)
    # "Đơn vị sự nghiệp thuộc Sở: Trung tâm …", "Các phòng: Văn phòng; Thanh tra"
    start = len(group) + 1 if colon and not is_unit else 0
    yield from _entries(document, node, text, start, in_service=service)
    for child in node.children:
        yield from _below(document, child, in_service=service)


def _entries(
    document: Document, node: Node, text: str, start: int, *, in_service: bool
) -> Iterator[Unit]:
    """Yield the units named from ``start`` on; more than one where ";" parts them."""
    at = start
    while at < len(text):
        at += len(text[at:]) - len(text[at:].lstrip())
        match = _NAME.match(text, at)
        if not match or _SENTENCE.search(f"{match['name']} "):
            return
        for first, last in _names(match["name"], at):
            kind = body_kind(text[first:last])
            if kind is None or _is_too_long(text[first:last]):
                return
            code = body_kind_of("don-vi-su-nghiep").code if in_service else kind.code
            place = evidence(document, node, first, last, "units.list")
            yield Unit(node.text[first:last], code, in_service or kind.is_service, place)
        if match["after"] != ";":
            return
        at = match.end()


def _names(text: str, start: int) -> Iterator[tuple[int, int]]:
    """Yield where the names in one entry stand: one, or several ("Văn phòng, Thanh tra").

    A comma inside a name ("Phòng Tài nguyên nước, Khoáng sản") is no border: only where each part
    begins with the word of a kind of body are there several.
    """
    borders = [
        match
        for match in re.finditer(r",\s+(?:và\s+)?|\s+và\s+(?=Văn phòng|Thanh tra)", text)
        if text[match.end() : match.end() + 1].isupper() and body_kind(text[match.end() :])
    ]
    at = 0
    for border in borders:
        yield start + at, start + border.start()
        at = border.end()
    yield start + at, start + len(text.rstrip())


def _is_too_long(name: str) -> bool:
    return len(name.split()) > _MAX_WORDS
