"""Passages: the clauses of a document with their text, walked once for all rules that need it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from functools import lru_cache
from typing import NamedTuple

from loaders.facts.lookup import Lookup
from loaders.facts.model import Evidence
from loaders.facts.places import evidence
from loaders.model import Document, Node, made

_UNREAD = frozenset({"tieu-de", "ky", "ngoai"})
_OUTSIDE = frozenset({"can-cu", "lenh", "khong-ro"})
_SENTENCE_END = re.compile(r"[.;\n](?:(?<!\n)(?=\s|$)|(?<=\n)(?=[A-ZĐÀ-Ỹ]))")


class Passage(NamedTuple):
    """The own text of a clause in standard spelling, the article and chapter it stands in.

    ``in_body`` says that it lies in an article or among the recipients, not in a recital;
    ``is_duty`` says that it lies in an article on duties or powers: "thành lập, giải thể" there is
    no change that the decision makes.
    """

    node: Node
    text: str
    article: Node | None
    headings: tuple[str, ...]
    in_body: bool
    is_duty: bool

    def evidence(self, document: Document, start: int, end: int, rule: str) -> Evidence:
        """Return evidence for ``text[start:end]``."""
        return evidence(document, self.node, start, end, rule)

    def ancestor(self, kind: str) -> str | None:
        """Return the path of the clause of a kind ("dieu", "khoan") that this stands in, or is."""
        steps = self.node.path.split("/")
        for length in range(len(steps), 0, -1):
            if steps[length - 1].startswith(f"{kind}-"):
                return "/".join(steps[:length])
        return None


class Sentence(NamedTuple):
    """A piece of a passage between full stops and semicolons; positions count in the passage."""

    start: int
    end: int
    text: str


class Passages:
    """The passages of a document, or some of them, in order; rules ask for those with a word."""

    def __init__(self, passages: Iterable[Passage]) -> None:
        """Keep the passages."""
        self.all = tuple(passages)
        self.lookup = Lookup([passage.text for passage in self.all])

    @classmethod
    def of(cls, document: Document, on_duties: AbstractSet[str]) -> Passages:
        """Return the passages of a document but its heads and signatures.

        ``on_duties`` are the paths of the articles or clauses on duties and powers.
        """
        found: list[Passage] = []
        _add_below(found, document.root, None, (), False, on_duties)
        return cls(found)

    def holding(self, words: Iterable[str]) -> list[Passage]:
        """Return the passages that hold one of ``words``."""
        return [self.all[number] for number in self.lookup.holding(words)]


def _add_below(
    found: list[Passage],
    node: Node,
    article: Node | None,
    headings: tuple[str, ...],
    is_duty: bool,
    on_duties: AbstractSet[str],
) -> None:
    """Add the passages of the clauses below one."""
    for child in node.children:
        if child.kind in _UNREAD:
            continue
        within, over, on_duty = article, headings, is_duty
        if child.kind == "dieu":
            within = child
        if child.path in on_duties:
            on_duty = True
        if child.heading:
            over = (*headings, child.heading)
        if child.text:
            is_within = within is not None or child.kind == "noi-nhan"
            in_body = is_within and child.kind not in _OUTSIDE
            found.append(made(Passage, (child, child.spelled, within, over, in_body, on_duty)))
        if child.children:
            _add_below(found, child, within, over, on_duty, on_duties)


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
