"""The values that flow along the line: text, edits, clauses, facts. All frozen.

Positions: a ``Span`` counts characters of the *raw* text of the file (NFC), half open. Inside
``Node`` positions count characters of the *mended* text; ``Document.raw_span`` leads back.
"""

from __future__ import annotations

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


@dataclass(frozen=True, slots=True)
class SourceText:
    """A file as text: its name, the sha256 of its bytes, its format, its characters (NFC)."""

    file: str
    sha256: str
    format: str
    raw: str


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """One repair: what stood in the raw text at ``[start, end)`` and what stands there now."""

    start: int
    end: int
    before: str
    after: str
    rule: str
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Mended:
    """The raw text with its edits applied, and the way back from a position to the raw text."""

    raw: str
    text: str
    edits: tuple[Edit, ...]
    _text_starts: tuple[int, ...] = field(repr=False)
    _raw_starts: tuple[int, ...] = field(repr=False)
    _raw_ends: tuple[int, ...] = field(repr=False)

    @classmethod
    def of(cls, raw: str, edits: Iterable[Edit]) -> Mended:
        """Apply ``edits`` (disjoint, any order) to ``raw``; raises ValueError where two overlap."""
        ordered = tuple(sorted(edits))
        pieces: list[str] = []
        text_starts: list[int] = []
        raw_starts: list[int] = []
        raw_ends: list[int] = []
        at_raw = at_text = 0

        def add(piece: str, start: int, end: int) -> None:
            nonlocal at_text
            if piece:
                pieces.append(piece)
                text_starts.append(at_text)
                raw_starts.append(start)
                raw_ends.append(end)
                at_text += len(piece)

        for edit in ordered:
            if edit.start < at_raw:
                raise ValueError(f"edits overlap at {edit.start}: {edit.rule}")
            add(raw[at_raw : edit.start], at_raw, edit.start)
            add(edit.after, edit.start, edit.end)
            at_raw = edit.end
        add(raw[at_raw:], at_raw, len(raw))
        return cls(
            raw,
            "".join(pieces),
            ordered,
            tuple(text_starts),
            tuple(raw_starts),
            tuple(raw_ends),
        )

    def raw_span(self, start: int, end: int) -> Span:
        """Return the raw span of the mended ``[start, end)``; edits it touches count whole."""
        if start >= end:
            at = self._raw_position(start)
            return Span(at, at)
        return Span(self._raw_position(start), self._raw_position(end - 1, end=True))

    def _raw_position(self, at: int, *, end: bool = False) -> int:
        if not self._text_starts:
            return 0
        if at >= len(self.text):
            return len(self.raw)
        index = bisect_right(self._text_starts, at) - 1
        raw_start, raw_end = self._raw_starts[index], self._raw_ends[index]
        offset = at - self._text_starts[index]
        following = index + 1
        length = (
            self._text_starts[following] if following < len(self._text_starts) else len(self.text)
        ) - self._text_starts[index]
        if raw_end - raw_start == length:
            return raw_start + offset + (1 if end else 0)
        return raw_end if end else raw_start


@dataclass(frozen=True, slots=True)
class Issue:
    """A doubtful place: its code (``code/issue/…``), severity, message in vi and en, raw span."""

    code: str
    severity: Severity
    message: str
    message_en: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Node:
    """One clause: where it stands with its children, where its own text stands, and what it says.

    ``text`` is the mended text from ``text_start`` to ``text_end``, without marker and children;
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
    heading: str | None = None
    printed: str | None = None
    children: tuple[Node, ...] = ()

    def walk(self) -> Iterator[Node]:
        """Yield this node and all below it, in document order."""
        yield self
        for child in self.children:
            yield from child.walk()

    def of_kind(self, *kinds: Kind) -> Iterator[Node]:
        """Yield the nodes of the given kinds at or below this one, in document order."""
        return (node for node in self.walk() if node.kind in kinds)


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
