"""The values that flow along the line: text, edits, clauses, facts. All frozen.

Positions: a ``Span`` counts characters of the *raw* text of the file (NFC), half open. Inside
``Node`` positions count characters of the *mended* text; ``Document.raw_span`` leads back.
"""

from __future__ import annotations

import sys
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

Kind = Literal[
    "document",
    "quy-dinh",
    "tieu-de",
    "can-cu",
    "lenh",
    "chuong",
    "muc",
    "dieu",
    "khoan",
    "diem",
    "tiet",
    "gach",
    "cong",
    "doan",
    "noi-nhan",
    "ky",
    "khong-ro",
    "ngoai",
]
Severity = Literal["info", "warning", "error"]
Part = Literal["decision", "regulation"]


class Span(NamedTuple):
    """Half-open range [start, end) of characters of the raw text."""

    start: int
    end: int


made = tuple.__new__
"""Makes a named tuple of all its values: a third of the time of its own constructor, and a decision
has some thousands of them."""


@dataclass(frozen=True, slots=True)
class SourceText:
    """A file as text: its name, the sha256 of its bytes, its format, its characters (NFC)."""

    file: str
    sha256: str
    format: str
    raw: str


class Edit(NamedTuple):
    """One repair: what stood in the raw text at ``[start, end)`` and what stands there now."""

    start: int
    end: int
    before: str
    after: str
    rule: str
    confidence: float = 1.0


Change = tuple[int, int, str, str]
"""What is to stand at ``[start, end)`` of a mended text, and by which rule."""


_Stretch = tuple[int, int, int, int]
"""A piece of the mended text as long as its source: by how much that stands further on in the raw
text, where it ends there, where the source of the next begins, where that begins in the text."""


@dataclass(frozen=True, slots=True)
class Mended:
    """The raw text with its edits applied, and the way back from a position to the raw text."""

    raw: str
    text: str
    edits: tuple[Edit, ...]
    _starts: tuple[int, ...] = field(repr=False)
    """Where each stretch of the text begins that is as long as its source."""
    _stretches: tuple[_Stretch, ...] = field(repr=False)

    @classmethod
    def of(cls, raw: str, edits: Iterable[Edit]) -> Mended:
        """Apply ``edits`` (disjoint, any order) to ``raw``; raises ValueError where two overlap."""
        ordered = tuple(sorted(edits))
        pieces: list[str] = []
        starts, stretches = [0], []
        at = offset = 0
        for start, end, _, after, rule, _ in ordered:
            if start < at:
                raise ValueError(f"edits overlap at {start}: {rule}")
            pieces.append(raw[at:start])
            pieces.append(after)
            at = end
            growth = len(after) - end + start
            if growth:
                begin = end - offset + growth
                stretches.append((offset, start, end, begin))
                starts.append(begin)
                offset -= growth
        pieces.append(raw[at:])
        stretches.append((offset, len(raw), len(raw), sys.maxsize))
        return cls(raw, "".join(pieces), ordered, tuple(starts), tuple(stretches))

    def raw_span(self, start: int, end: int) -> Span:
        """Return the raw span of the mended ``[start, end)``; edits it touches count whole."""
        at = bisect_right(self._starts, start) - 1
        offset, stop, following, limit = self._stretches[at]
        first, last = start + offset, end + offset
        if first < last <= stop and end <= limit:  # mostly: all in one stretch
            return made(Span, (first, last))
        if not self.text:
            return Span(0, 0)
        first = first if first <= stop else stop
        if start >= end:
            return made(Span, (first, first))
        if end > limit:
            at = bisect_right(self._starts, end - 1, at) - 1
            offset, stop, following, _ = self._stretches[at]
            last = end + offset
        return made(Span, (first, last if last <= stop else following))

    def raw_spans(self, start: int, end: int, places: Iterable[tuple[int, int]]) -> list[Span]:
        """Return the raw spans of places within the mended ``[start, end)``, counted from there."""
        starts, stretches = self._starts, self._stretches
        low = bisect_right(starts, start)
        offset, stop, _, limit = stretches[low - 1]
        if end <= limit and end + offset <= stop:  # all in one stretch: each as much further on
            by = start + offset
            return [made(Span, (first + by, last + by)) for first, last in places]
        high = bisect_right(starts, end, low)
        found: list[Span] = []
        for first, last in places:
            begin, close = start + first, start + last
            offset, stop, _, limit = stretches[bisect_right(starts, begin, low, high) - 1]
            if begin < close <= limit and close + offset <= stop:
                found.append(made(Span, (begin + offset, close + offset)))
            else:
                found.append(self.raw_span(begin, close))
        return found

    def edits_of(self, changes: Iterable[Change]) -> list[Edit]:
        """Return changes of the mended text, in order, as edits of the raw text."""
        raw, stretches = self.raw, iter(self._stretches)
        found: list[Edit] = []
        offset = stop = limit = 0
        for start, end, after, rule in changes:
            while start >= limit:
                offset, stop, _, limit = next(stretches)
            first, last = start + offset, end + offset
            if last > stop:
                first, last = self.raw_span(start, end)
            found.append(made(Edit, (first, last, raw[first:last], after, rule, 1.0)))
        return found


@dataclass(frozen=True, slots=True)
class Issue:
    """A doubtful place: its code (``code/issue/…``), severity, message in vi and en, raw span.

    ``settled_by`` are the entries of the curation file that settle it; () while it is open.
    """

    code: str
    severity: Severity
    message: str
    message_en: str
    span: Span | None = None
    settled_by: tuple[int, ...] = ()


class Node(NamedTuple):
    """One clause: where it stands with its children, where its own text stands, and what it says.

    ``text`` is the mended text from ``text_start`` to ``text_end``, without marker and children,
    ``spelled`` the same in standard spelling, as long;
    ``marker`` is the label by position ("14", "đ"), ``printed`` what the text prints where that
    differs; ``path`` is the end of the clause's IRI ("quy-dinh/dieu-3/khoan-14/diem-dd").
    """

    kind: Kind
    marker: str
    path: str
    start: int
    end: int
    text_start: int
    text_end: int
    text: str
    spelled: str
    heading: str | None = None
    printed: str | None = None
    children: tuple[Node, ...] = ()

    def walk(self) -> Iterator[Node]:
        """Yield this node and all below it, in document order."""
        found: list[Node] = []
        waiting = [self]
        while waiting:
            node = waiting.pop()
            found.append(node)
            if node.children:
                waiting += node.children[::-1]
        return iter(found)  # a generator would go to and fro for each node

    def of_kind(self, *kinds: Kind) -> Iterator[Node]:
        """Yield the nodes of the given kinds at or below this one, in document order."""
        return iter([node for node in self.walk() if node.kind in kinds])


@dataclass(frozen=True, slots=True)
class Document:
    """A decision as a tree of clauses over its mended text; the root's kind is "document"."""

    source: SourceText
    mended: Mended
    root: Node
    issues: tuple[Issue, ...] = ()

    def raw_span(self, start: int, end: int) -> Span:
        """Return the raw span of a range of the mended text."""
        return self.mended.raw_span(start, end)

    def node_span(self, node: Node) -> Span:
        """Return the raw span of a clause with its children."""
        return self.mended.raw_span(node.start, node.end)

    def clause_at(self, span: Span) -> Node:
        """Return the innermost clause whose raw span holds the start of ``span``."""
        return self.clauses_at(span)[-1]

    def clauses_at(self, span: Span) -> list[Node]:
        """Return the clauses whose raw span holds the start of ``span``, from the root inwards."""
        found: list[Node] = []
        below: Node | None = self.root
        while below is not None:
            found.append(below)
            below = next((c for c in found[-1].children if self._holds(c, span)), None)
        return found

    def _holds(self, node: Node, span: Span) -> bool:
        start, end = self.node_span(node)
        return start <= span.start < max(end, start + 1)

    def text_span(self, node: Node) -> Span:
        """Return the raw span of a clause's own text, without marker and children."""
        return self.mended.raw_span(node.text_start, node.text_end)

    def match_span(self, node: Node, start: int, end: int) -> Span:
        """Return the raw span of ``node.text[start:end]``."""
        return self.mended.raw_span(node.text_start + start, node.text_start + end)

    @property
    def regulation(self) -> Node | None:
        """The attached regulation, where there is one."""
        return next((node for node in self.root.children if node.kind == "quy-dinh"), None)

    @property
    def coverage(self) -> float:
        """Share of the mended characters that lie in a known node, 0 to 1."""
        if not self.mended.text:
            return 0.0
        lost = sum(node.end - node.start for node in self.root.of_kind("khong-ro"))
        return 1.0 - lost / len(self.mended.text)
