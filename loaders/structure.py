"""Structure: the mended text becomes a tree of clauses; every character lies in exactly one node.

It never fails: text that fits nowhere becomes a node "khong-ro", odd numbering is reported. The
label of a clause is decided by its position among its siblings; what the text prints is kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from loaders.labels import Label, Series, assign
from loaders.markers import (
    ANNEX_KIND,
    ANNEX_LINK,
    CAPACITY,
    ENACTING,
    RECIPIENTS,
    RECITAL,
    Marker,
    is_display,
    marker,
)
from loaders.model import Document, Issue, Kind, Mended, Node, SourceText

_LEVELS: dict[Kind, int] = {
    "quy-dinh": 0,
    "chuong": 1,
    "muc": 2,
    "dieu": 3,
    "khoan": 4,
    "diem": 5,
    "gach": 6,
    "cong": 7,
}
_HEADING_WORDS = 15
_LETTERHEAD = re.compile(
    r"CỘNG\s+HÒA\s+XÃ\s+HỘI|Độc\s+lập\s*-\s*Tự\s+do|^(?:ỦY|UỶ)\s+BAN\s+NHÂN\s+DÂN|^TỈNH\s|^[-_*]+$"
)
_TITLE_REACH = 6


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One line of the mended text with its place in it."""

    start: int
    end: int
    text: str


@dataclass(slots=True)
class Draft:
    """A clause while the tree grows; ``freeze`` makes it a Node."""

    kind: Kind
    printed: str
    start: int
    end: int
    text_start: int
    text_end: int
    heading: tuple[int, int] | None = None
    children: list[Draft] = field(default_factory=list)

    @classmethod
    def of(cls, kind: Kind, paragraph: Paragraph, mark: Marker | None = None) -> Draft:
        """Begin a clause with one paragraph; its text starts after the mark."""
        text_start = paragraph.start + (mark.end if mark else 0)
        label = mark.label if mark else ""
        return cls(kind, label, paragraph.start, paragraph.end, text_start, paragraph.end)

    def add(self, child: Draft) -> Draft:
        """Append a child and return it."""
        self.children.append(child)
        return child

    def extend(self, paragraph: Paragraph) -> None:
        """Take one more paragraph into the own text."""
        self.end = self.text_end = paragraph.end


def structure(source: SourceText, mended: Mended, issues: list[Issue] | None = None) -> Document:
    """Return the document tree of a mended text; numbering oddities join ``issues``."""
    paragraphs = list(_paragraphs(mended.text))
    root = Draft("document", "", 0, len(mended.text), 0, 0)
    annex = _annex_start(paragraphs)
    own, attached = paragraphs[:annex], paragraphs[annex:]
    if own:
        _Part(root, is_annex=False).read(own)
    if attached:
        regulation = root.add(
            Draft("quy-dinh", "", attached[0].start, 0, attached[0].start, attached[0].start)
        )
        _Part(regulation, is_annex=True).read(attached)
    work = _Work(mended, list(issues or []))
    tree = _freeze(root, Label("", None, ""), "", _Base("", Series()), work)
    return Document(source, mended, tree, tuple(work.issues))


class _Work(NamedTuple):
    """What freezing needs everywhere: the text, and where to put what is odd."""

    mended: Mended
    issues: list[Issue]


class _Base(NamedTuple):
    """The part a clause lies in: its path, and where its count of articles stands."""

    path: str
    articles: Series


def _paragraphs(text: str) -> Iterator[Paragraph]:
    for match in re.finditer(r"[^\n]+", text):
        yield Paragraph(match.start(), match.end(), match.group())


def _annex_start(paragraphs: list[Paragraph]) -> int:
    """Return the index of the paragraph where the attached regulation begins, or their number."""
    for index, paragraph in enumerate(paragraphs):
        if not ANNEX_LINK.match(paragraph.text):
            continue
        first = index
        for back in range(index - 1, max(-1, index - 1 - _TITLE_REACH), -1):
            text = paragraphs[back].text
            if ANNEX_KIND.match(text):
                first = back
                break
            if text.rstrip().endswith((".", ";")) or marker(text) or CAPACITY.match(text):
                break
            if back == 0 or not _is_name(text):
                first = back
        while first > 0 and _LETTERHEAD.search(paragraphs[first - 1].text):
            first -= 1
        return first
    return len(paragraphs)


def _is_name(text: str) -> bool:
    """Say whether a line may be the name under a signature: two to five capitalised words."""
    words = text.split()
    return 2 <= len(words) <= 5 and all(word[:1].isupper() for word in words)


class _Part:
    """Reads one part (the decision itself or its regulation), paragraph by paragraph."""

    def __init__(self, top: Draft, *, is_annex: bool) -> None:
        self._top = top
        self._is_annex = is_annex
        self._stack: list[Draft] = []
        self._zone = "head"
        self._special: Draft | None = None

    def read(self, paragraphs: list[Paragraph]) -> None:
        """Hang every paragraph into the tree under the part's top."""
        for paragraph in paragraphs:
            mark = marker(paragraph.text)
            self._zone = self._next_zone(paragraph, mark)
            if self._zone == "body":
                self._body(paragraph, mark)
            else:
                self._outside(paragraph)

    def _next_zone(self, paragraph: Paragraph, mark: Marker | None) -> str:
        text = paragraph.text
        opens_body = mark is not None and mark.kind in ("chuong", "muc", "dieu")
        if self._zone in ("head", "preamble", "enacting"):
            if opens_body:
                return "body"
            if not self._is_annex and ENACTING.match(text):
                return "enacting"
            if not self._is_annex and RECITAL.match(text):
                return "preamble"
            if self._zone == "preamble" and is_display(text):
                return "enacting"
            return self._zone
        if RECIPIENTS.match(text):
            return "recipients"
        if self._zone == "body" and self._has_article() and _is_capacity(text):
            return "signature"
        if self._zone == "recipients" and _is_capacity(text):
            return "signature"
        if self._zone in ("recipients", "signature") and mark and mark.kind in ("chuong", "dieu"):
            return "body"
        return self._zone

    def _has_article(self) -> bool:
        return any(draft.kind == "dieu" for draft in self._stack)

    def _outside(self, paragraph: Paragraph) -> None:
        """Hang a paragraph outside the articles: one node a zone, one node a recital."""
        kinds: dict[str, Kind] = {
            "head": "tieu-de",
            "preamble": "can-cu",
            "enacting": "lenh",
            "recipients": "noi-nhan",
            "signature": "ky",
        }
        kind = kinds[self._zone]
        starts_recital = kind == "can-cu" and RECITAL.match(paragraph.text)
        if self._special is None or self._special.kind != kind or starts_recital:
            self._special = self._top.add(Draft.of(kind, paragraph))
            self._stack.clear()
        else:
            self._special.extend(paragraph)

    def _body(self, paragraph: Paragraph, mark: Marker | None) -> None:
        self._special = None
        if mark and (mark.kind in ("chuong", "muc", "dieu") or self._has_article()):
            level = _LEVELS[mark.kind]
            while self._stack and _LEVELS[self._stack[-1].kind] >= level:
                self._stack.pop()
            parent = self._stack[-1] if self._stack else self._top
            self._stack.append(parent.add(Draft.of(mark.kind, paragraph, mark)))
        elif not self._stack:
            self._top.add(Draft.of("khong-ro", paragraph))
        else:
            self._continue(paragraph)

    def _continue(self, paragraph: Paragraph) -> None:
        """Hang a paragraph without mark: the title of a chapter, or one more paragraph."""
        current = self._stack[-1]
        if current.kind in ("chuong", "muc"):
            current.extend(paragraph)
            return
        while self._stack[-1].kind in ("gach", "cong"):
            self._stack.pop()
        self._stack[-1].add(Draft.of("doan", paragraph))


def _is_capacity(text: str) -> bool:
    return CAPACITY.match(text) is not None and not any(c.islower() for c in text)


def _freeze(draft: Draft, label: Label, path: str, base: _Base, work: _Work) -> Node:
    """Return the draft as a Node with labels by position, heading apart, and paths.

    Articles are counted through a whole part, so their path has no chapter in it: it goes on
    from ``base``, the path of the part.
    """
    heading = _heading(draft, work.mended.text)
    text_start = draft.text_end if heading is not None else draft.text_start
    is_chapter = draft.kind in ("chuong", "muc")
    children = []
    labels = assign(draft.children, base.articles, work.mended, work.issues)
    for child, child_label in zip(draft.children, labels, strict=True):
        before = base.path if is_chapter and child.kind != "muc" else path
        child_path = "/".join(filter(None, (before, child_label.segment)))
        below = _Base(child_path, Series()) if child.kind == "quy-dinh" else base
        children.append(_freeze(child, child_label, child_path, below, work))
    return Node(
        kind=draft.kind,
        marker=label.marker,
        path=path,
        start=draft.start,
        end=max([draft.end, *(child.end for child in children)]),
        text_start=text_start,
        text_end=draft.text_end,
        text=work.mended.text[text_start : draft.text_end],
        heading=heading,
        printed=label.printed,
        children=tuple(children),
    )


def _heading(draft: Draft, text: str) -> str | None:
    """Return the heading of a chương, mục or điều; None where its first words are a provision."""
    first = text[draft.text_start : draft.text_end]
    if draft.kind in ("chuong", "muc"):
        return " ".join(first.split()) or None
    if draft.kind != "dieu" or not first or not draft.children:
        return None
    is_sentence = first.endswith((".", ";")) or (
        first.endswith(":") and len(first.split()) > _HEADING_WORDS
    )
    return None if is_sentence or "Quyết định này" in first else first.rstrip(": ")
