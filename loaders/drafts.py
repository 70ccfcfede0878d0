"""Drafts: clauses while the tree grows, over the paragraphs of the mended text."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from loaders.markers import Marker
from loaders.model import Kind


class Paragraph(NamedTuple):
    """One line of the mended text with its place in it."""

    start: int
    end: int
    text: str


@dataclass(slots=True)
class Draft:
    """A clause while the tree grows; ``freeze`` makes it a Node.

    ``is_section`` marks a Roman section ("II. Nhiệm vụ"), which holds provisions as a điều does.
    """

    kind: Kind
    printed: str
    start: int
    end: int
    text_start: int
    text_end: int
    heading: tuple[int, int] | None = None
    children: list[Draft] = field(default_factory=list)
    is_section: bool = False

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


def outside_of(top: Draft, paragraph: Paragraph) -> None:
    """Hang a paragraph of the page around the document (menu, metadata, footer) into one node."""
    last = top.children[-1] if top.children else None
    if last and last.kind == "ngoai":
        last.extend(paragraph)
    else:
        top.add(Draft.of("ngoai", paragraph))
