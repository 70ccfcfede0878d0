"""Duties: every khoản, điểm and gạch of the article on duties and powers, with its fields."""

from __future__ import annotations

import re
from collections.abc import Iterator

from loaders.facts.model import Duty, Evidence
from loaders.facts.places import articles, provision, provisions_part
from loaders.model import Document, Node

_DUTIES = re.compile(r"nhiệm\s+vụ", re.IGNORECASE)
_DUTY_KINDS = ("khoan", "diem", "tiet", "gach", "cong")
# "Về báo chí (bao gồm báo in, …)", "Về hạ tầng số:"
_FIELD_HEADING = re.compile(
    r"Về\s+(?:lĩnh\s+vực\s+|công\s+tác\s+)?(?P<field>[^.;]{2,250}?)\s*:?$", re.DOTALL
)
# a điểm that is a name before a colon: "a) Viễn thông:"
_SHORT_HEADING = re.compile(r"(?P<field>[A-ZĐÀ-Ỹ][^.;:]{1,60}?)\s*:$")
_BRACKET = re.compile(r"\s*\(.*", re.DOTALL)


def duties_article(document: Document) -> Node | None:
    """Return the article on duties: headed so, and of those the one with most clauses."""
    own = articles(document, provisions_part(document))
    headed = [a for a in own if a.heading and _DUTIES.search(a.heading)]
    return max(headed, key=lambda a: sum(1 for _ in a.walk()), default=None)


def duties(document: Document) -> list[Duty]:
    """Return the duty nodes of a document, in order."""
    article = duties_article(document)
    if article is None:
        return []
    return [
        duty
        for child in article.children
        for duty in _below(document, child, article.path, (), None)
    ]


def _below(
    document: Document, node: Node, prefix: str, fields: tuple[str, ...], parent: str | None
) -> Iterator[Duty]:
    if node.kind not in _DUTY_KINDS:
        return
    text, start, end = provision(document, node)
    below = [child for child in node.children if child.kind in _DUTY_KINDS]
    field = _field(node, text, bool(below))
    own = (*fields, field) if field and field not in fields else fields
    path = node.path.removeprefix(prefix + "/")
    while end > start and document.mended.text[end - 1].isspace():
        end -= 1
    evidence = Evidence(document.raw_span(start, end), node.path, f"duties.{node.kind}")
    yield Duty(path, parent, text, not below, own, evidence)
    for child in below:
        yield from _below(document, child, prefix, own, path)


def _field(node: Node, text: str, has_parts: bool) -> str | None:
    """Return the field that a heading names, as printed without its bracket, or None."""
    if not has_parts:
        return None
    match = _FIELD_HEADING.match(text)
    if match is None and node.kind == "diem":
        match = _SHORT_HEADING.match(text)
    if match is None:
        return None
    return _BRACKET.sub("", match["field"]).strip() or None
