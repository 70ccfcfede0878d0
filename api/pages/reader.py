"""The text of a decision as lines of a document, in the order of the text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from api.pages.data import integer, iri, slug, text
from api.pages.margin import Margin
from api.pages.model import Link, Site, Words, anchor, clause_name
from api.pages.repairs import Piece, mark
from api.store import Row

HEADED = frozenset({"quy-dinh", "chuong", "muc", "dieu"})
"""Parts with a heading of their own."""
TEXT_LEVEL, DEEPEST = 2, 6
"""The level of the heading over the whole text, and the deepest that HTML has."""
KEEPS_LINES = frozenset({"tieu-de", "ky", "noi-nhan", "khong-ro", "lenh"})


@dataclass(frozen=True)
class Line:
    """One clause as the page shows it.

    ``label`` is what is printed before the words ("3.", "đ)", "Điều 3."); ``expected`` is the
    label by position where it differs from the printed one. ``level`` is the depth of a heading
    (0: no heading), ``indent`` that of the text. ``quiet`` is a heading of the margin whose lines
    only repeat those of the clause above.
    """

    ident: str
    kind: str
    name: str
    label: str
    expected: str
    level: int
    indent: int
    heading: tuple[Piece, ...]
    paragraphs: tuple[tuple[Piece, ...], ...]
    margin: Margin
    mended: tuple[Piece, ...] = ()
    quiet: str = ""


@dataclass(frozen=True)
class Entry:
    """A line of the table of contents."""

    link: Link
    depth: int


def lines(rows: Iterable[Row], decision: str, margins: dict[str, Margin], site: Site) -> list[Line]:
    """Return the clauses in document order; headings never skip a level (WCAG 1.3.1)."""
    ordered = sorted(_once(rows), key=lambda row: integer(row, "order") or 0)
    levels: dict[str, int] = {}
    depths: dict[str, int] = {}
    result: list[Line] = []
    for row in ordered:
        clause, kind, parent = iri(row, "clause"), slug(iri(row, "kind")), iri(row, "parent")
        is_headed = kind in HEADED
        above = levels.get(parent, TEXT_LEVEL)
        levels[clause] = min(above + 1, DEEPEST) if is_headed else above
        depths[clause] = 0 if is_headed or parent == decision else depths.get(parent, 0) + 1
        margin = margins.get(clause, Margin())
        level = levels[clause] if is_headed else 0
        line = _line(row, decision, site, margin, level, depths[clause])
        result.append(replace(line, quiet=_quiet(margin, margins.get(parent), site)))
    return result


def _quiet(margin: Margin, above: Margin | None, site: Site) -> str:
    """Return the heading of the duties where they say nothing that is not clear from above.

    That is a duty of no field, or of the same field as the duty it is part of.
    """
    heading, general = site.text["margin"]["duty"], site.text["margin"]["general_duty"]
    fields = [link.words for link in margin.notes.get(heading, [])]
    of_above = [link.words for link in above.notes.get(heading, [])] if above else []
    return heading if fields and (fields == of_above or fields[0].value == general) else ""


def _once(rows: Iterable[Row]) -> list[Row]:
    found: dict[str, Row] = {}
    for row in rows:
        found.setdefault(iri(row, "clause"), row)
    return list(found.values())


def _line(row: Row, decision: str, site: Site, margin: Margin, level: int, indent: int) -> Line:
    clause, kind = iri(row, "clause"), slug(iri(row, "kind"))
    marker, printed = text(row, "marker"), text(row, "printed")
    heading, body = text(row, "heading"), text(row, "text")
    begins = margin.begins + len(_label(kind, printed or marker)) + 1
    pieces = mark(f"{heading}\n{body}", begins, margin.mended)
    first, *rest = _split(pieces)
    paragraphs = rest if kind in KEEPS_LINES else _joined(rest)
    label = _label(kind, printed or marker)
    return Line(
        ident=anchor(clause, decision),
        kind=kind,
        name=clause_name(clause, decision, site.lang),
        label=label,
        expected=_label(kind, marker) if printed and _label(kind, marker) != label else "",
        level=level,
        indent=min(indent, 4),
        heading=first,
        paragraphs=tuple(paragraph for paragraph in paragraphs if paragraph),
        margin=margin,
        mended=tuple(dict.fromkeys(piece for piece in pieces if piece.before)),
    )


def _label(kind: str, marker: str) -> str:
    """Return the label as such a clause prints it; a marker that has its marks keeps them."""
    if kind == "gach":
        return "–"
    if not marker or not marker[-1].isalnum():
        return marker
    forms = {
        "dieu": "Điều {}.",
        "chuong": "Chương {}",
        "muc": "Mục {}",
        "khoan": "{}.",
        "diem": "{})",
    }
    return forms.get(kind, "").format(marker)


def _split(pieces: Iterable[Piece]) -> list[tuple[Piece, ...]]:
    """Cut pieces at line breaks."""
    result: list[list[Piece]] = [[]]
    for piece in pieces:
        for number, part in enumerate(piece.text.split("\n")):
            if number:
                result.append([])
            if part:
                result[-1].append(Piece(part, piece.before))
    return [tuple(line) for line in result]


def _joined(paragraphs: list[tuple[Piece, ...]]) -> list[tuple[Piece, ...]]:
    """Join the lines of running text with spaces."""
    joined: list[Piece] = []
    for paragraph in paragraphs:
        if joined and paragraph:
            joined.append(Piece(" "))
        joined.extend(paragraph)
    return [tuple(joined)]


def contents(found: Iterable[Line], site: Site) -> list[Entry]:
    """Return the table of contents: the parts, chương and điều, and where the text begins."""
    entries: list[Entry] = []
    for line in found:
        if not line.level:
            continue
        heading = "".join(piece.text for piece in line.heading)
        words = Words(f"{line.label} {heading}".strip())
        if line.kind == "quy-dinh" or not words.value:
            words = Words(line.name, site.lang)
        entries.append(Entry(Link(words, f"#{line.ident}"), line.level))
    return entries
