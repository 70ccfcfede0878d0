"""Units: what the article on organisation lists under Cơ cấu tổ chức."""

from __future__ import annotations

import re
from collections.abc import Iterator

from loaders.facts.model import Unit
from loaders.facts.places import articles, evidence, provisions_part, text_of
from loaders.model import Document, Node
from loaders.tables import body_kind, body_kind_of, body_words

_STRUCTURE = re.compile(r"cơ\s+cấu\s+tổ\s+chức|tổ\s+chức\s+bộ\s+máy|cơ\s+cấu", re.IGNORECASE)
_STRUCTURE_CLAUSE = re.compile(
    r"(?:Về\s+)?(?:Cơ\s+cấu\s+tổ\s+chức|Tổ\s+chức\s+bộ\s+máy)", re.IGNORECASE
)
_SERVICE_GROUP = re.compile(r"đơn\s+vị\s+sự\s+nghiệp", re.IGNORECASE)
_NAME = re.compile(rf"(?P<name>(?:{body_words()})(?![^\W\d_])[^.;:(\n]*)(?P<after>[.;:(\n]|$)")
# a sentence about a unit is no entry of the list: "Văn phòng Sở có Chánh Văn phòng …"
_SENTENCE = re.compile(
    r"\s(?:có|là|do|được|thực\s+hiện|chịu|gồm|phải|giúp|theo|hoạt\s+động|quản\s+lý\s+theo)\s"
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
    is_unit = body_kind(text) is not None and _NAME.match(text) is not None
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
        if not match or _SENTENCE.search(f"{match['name']} ") or _is_too_long(match["name"]):
            return
        for first, last in _names(match["name"], at):
            kind = body_kind(text[first:last])
            if kind is None:
                return
            code = body_kind_of("don-vi-su-nghiep").code if in_service else kind.code
            place = evidence(document, node, first, last, "units.list")
            yield Unit(node.text[first:last], code, in_service or kind.is_service, place)
        if match["after"] != ";":
            return
        at = match.end()


def _names(text: str, start: int) -> Iterator[tuple[int, int]]:
    """Yield where the names in one entry stand: one, or several short ones ("Văn phòng, Thanh tra").

    A comma inside a name ("Phòng Tài nguyên nước, Khoáng sản") is no border: only where each part
    begins with the word of a kind of body are there several.
    """
    parts = re.split(r",\s+|\s+và\s+", text.strip())
    if len(parts) == 1 or not all(body_kind(part) for part in parts):
        yield start, start + len(text.rstrip())
        return
    at = 0
    for part in parts:
        at = text.index(part, at)
        yield start + at, start + at + len(part)
        at += len(part)


def _is_too_long(name: str) -> bool:
    return len(name.split()) > _MAX_WORDS
