"""Drafts: clauses while the tree grows, over the paragraphs of the mended text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from loaders.markers import RECITAL
from loaders.model import Kind, made

# several recitals in one line: "Căn cứ Luật …; Căn cứ Nghị định …; Theo đề nghị của …"
_NEXT_RECITAL = re.compile(
    r"(?<=;)\s+(?=Căn\s+cứ\s|(?:Xét|Theo)\s+đề\s+nghị\s|(?:Ủy\s+ban|Chính\s+phủ|Bộ\s+trưởng|Thủ\s+tướng)"
    r"[^;]{0,80}\sban\s+hành\s)"
)
# the enacting words that a narrow column broke in two: "QUYẾT" / "ĐỊNH:"
_HALF = frozenset(("QUYẾT", "NGHỊ"))
_OTHER_HALF = re.compile(r"(?:ĐỊNH|QUYẾT|NGHỊ)\s*:?\s*")


_RECITAL_FIRST = frozenset("-–+*CTX")
"""What a recital begins with."""


class Paragraph(NamedTuple):
    """One line of the mended text with its place in it."""

    start: int
    end: int
    text: str


def paragraphs_of(text: str) -> list[Paragraph]:
    """Return the lines of a mended text, each recital on its own."""
    found: list[Paragraph] = []
    start = at = 0
    lines = text.split("\n")
    for number, line in enumerate(lines, 1):
        end = at + len(line)
        is_half = line in _HALF and start == at and number < len(lines)
        if not (is_half and _OTHER_HALF.fullmatch(lines[number])):
            whole = line if start == at else text[start:end]
            if whole[:1] in _RECITAL_FIRST and "; " in whole and RECITAL.match(whole):
                found += _recitals(whole, start)
            elif whole:
                found.append(made(Paragraph, (start, end, whole)))
            start = end + 1
        at = end + 1
    return found


def _recitals(line: str, start: int) -> Iterator[Paragraph]:
    at = 0
    for joint in _NEXT_RECITAL.finditer(line):
        yield Paragraph(start + at, start + joint.start(), line[at : joint.start()])
        at = joint.end()
    yield Paragraph(start + at, start + len(line), line[at:])


@dataclass(slots=True)
class Draft:
    """A clause while the tree grows; ``freeze`` makes it a Node.

    ``is_section`` marks a Roman section ("II. Nhiệm vụ"), which holds provisions as a điều does;
    ``in_article`` one of the two, and what lies below it; ``level`` says how deep a clause may lie.
    """

    kind: Kind
    printed: str
    start: int
    end: int
    text_start: int
    text_end: int
    children: list[Draft] = field(default_factory=list)
    is_section: bool = False
    in_article: bool = False
    level: float = 0

    @classmethod
    def of(cls, kind: Kind, paragraph: Paragraph) -> Draft:
        """Begin a clause without a mark with one paragraph."""
        start, end = paragraph.start, paragraph.end
        return cls(kind, "", start, end, start, end)

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
