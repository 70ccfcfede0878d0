"""Passages: the clauses of the body with their text, walked once for all rules that need it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from loaders.facts.model import Evidence
from loaders.facts.places import evidence, text_of
from loaders.model import Document, Node

_OUTSIDE = frozenset({"tieu-de", "can-cu", "lenh", "ky", "khong-ro", "ngoai"})
_SENTENCE_END = re.compile(r"[.;](?=\s|$)|\n(?=[A-ZĐÀ-Ỹ])")


class Passage(NamedTuple):
    """The own text of a clause in standard spelling, the article and chapter it stands in.

    ``is_duty`` says that it lies in the article on duties: what stands there are powers, so
    "thành lập, giải thể" is no change that the decision makes.
    """

    node: Node
    text: str
    article: Node | None
    headings: tuple[str, ...]
    is_duty: bool

    def evidence(self, document: Document, start: int, end: int, rule: str) -> Evidence:
        """Return evidence for ``text[start:end]``."""
        return evidence(document, self.node, start, end, rule)


class Sentence(NamedTuple):
    """A piece of a passage between full stops and semicolons; positions count in the passage."""

    start: int
    end: int
    text: str


def passages(document: Document, duties_path: str | None) -> tuple[Passage, ...]:
    """Return the passages of articles and recipients, in document order."""
    return tuple(_below(document.root, None, (), duties_path))


def _below(
    node: Node, article: Node | None, headings: tuple[str, ...], duties_path: str | None
) -> Iterator[Passage]:
    if node.kind in _OUTSIDE:
        return
    if node.kind == "dieu":
        article = node
    if node.heading:
        headings = (*headings, node.heading)
    is_duty = article is not None and article.path == duties_path
    if node.text and (article or node.kind == "noi-nhan"):
        yield Passage(node, text_of(node), article, headings, is_duty)
    for child in node.children:
        yield from _below(child, article, headings, duties_path)


@lru_cache(maxsize=512)
def sentences(text: str) -> tuple[Sentence, ...]:
    """Return the sentences of ``text``, without blanks around them; kept for the next rule."""
    found = []
    start = 0
    ends = [match.start() for match in _SENTENCE_END.finditer(text)]
    for end in [*ends, len(text)]:
        piece = text[start:end]
        lead = len(piece) - len(piece.lstrip(" \n\t;."))
        words = piece.strip(" \n\t;.")
        if words:
            found.append(Sentence(start + lead, start + lead + len(words), words))
        start = end
    return tuple(found)
