"""Helpers for rules: standard spelling of a clause's text, spans, evidence."""

from __future__ import annotations

import re

from loaders.facts.model import Evidence
from loaders.model import Document, Node, made
from loaders.spelling import standard


def text_of(node: Node) -> str:
    """Return the own text of a clause in standard spelling; same length as ``node.text``."""
    return node.spelled


def whole_text(document: Document, node: Node) -> str:
    """Return a clause with its marker and all below it, in standard spelling.

    What is not in it is in none of its clauses: one look in place of one at each of them.
    """
    return standard(document.mended.text)[node.start : node.end]


def provision(document: Document, node: Node) -> tuple[str, int, int]:
    """Return a clause's text with its leading continuation paragraphs, as printed, and its place.

    The positions count characters of the mended text; the range is one piece.
    """
    start, end, text = node.text_start, node.text_end, node.text
    for child in node.children:
        if child.kind != "doan":
            break
        end = child.end
    if end != node.text_end:
        text = document.mended.text[start:end]
    whole = text.rstrip()
    text = whole.lstrip()
    end = start + len(whole)
    return text, end - len(text), end


def evidence(document: Document, node: Node, start: int, end: int, rule: str) -> Evidence:
    """Return evidence for ``node.text[start:end]``."""
    span = document.match_span(node, start, end)
    return made(Evidence, (span, node.path, rule, 1.0, None))


def evidence_of(
    document: Document, node: Node, match: re.Match[str], rule: str, group: str | int = 0
) -> Evidence:
    """Return evidence for a group of a match in the text of a clause."""
    return evidence(document, node, match.start(group), match.end(group), rule)


def nodes_in(document: Document, part: str) -> tuple[Node, ...]:
    """Return the top nodes of the "decision" itself or of its "regulation"."""
    regulation = document.regulation
    if part == "regulation":
        return regulation.children if regulation else ()
    return tuple(node for node in document.root.children if node.kind != "quy-dinh")


def first(document: Document, part: str, kind: str) -> Node | None:
    """Return the first top node of a kind in a part, or None."""
    top = document.regulation if part == "regulation" else document.root
    return next((node for node in top.children if node.kind == kind), None) if top else None


_ABOVE_ARTICLES = ("quy-dinh", "chuong", "muc")


def articles(document: Document, part: str | None = None) -> list[Node]:
    """Return the điều of one part, or of the whole document, in order.

    Of a part without điều, the Roman sections take their place ("II. Nhiệm vụ và quyền hạn").
    """
    parts = [part] if part else ["decision", "regulation"]
    return [article for p in parts for article in _articles(nodes_in(document, p))]


def _articles(tops: tuple[Node, ...]) -> list[Node]:
    found: list[Node] = []
    waiting = [*tops[::-1]]
    while waiting:
        node = waiting.pop()
        if node.kind == "dieu":
            found.append(node)
        elif node.kind in _ABOVE_ARTICLES:
            waiting += node.children[::-1]
    return found or [section for top in tops for section in top.of_kind("muc")]


def sections(document: Document, part: str) -> list[Node]:
    """Return the articles of a part; for one that is parted by Roman numbers, its sections."""
    return [s for article in articles(document, part) for s in _parted(article)]


def provisions(document: Document) -> list[Node]:
    """Return the sections of the part that holds the provisions."""
    return sections(document, provisions_part(document))


def sections_of(top: Node) -> list[Node]:
    """Return the articles or Roman sections below one top node."""
    return [s for article in _articles((top,)) for s in _parted(article)]


def _parted(article: Node) -> list[Node]:
    return [child for child in article.children if child.kind == "muc"] or [article]


def provisions_part(document: Document) -> str:
    """Return the part that holds the provisions: the regulation where there is one."""
    return "regulation" if document.regulation else "decision"
