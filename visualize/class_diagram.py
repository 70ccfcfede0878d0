"""The main classes of an ontology and the properties between them, as an SVG drawing.

Boxes stand in a grid; between two boxes one line runs for all properties in that direction. The
drawing is an image with a title and a description; the page puts the same content beside it as a
list, so nothing in it needs to be clickable.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from html import escape
from math import hypot

from visualize.lettering import text_width, wrap
from visualize.orgchart import FONT
from visualize.shapes import BLUE, INK, LINE_HEIGHT, PAPER, SEAL, SOFT, Rect, lines_of_text

NAME_SIZE, NOTE_SIZE = 13.5, 11.5
WIDTH, HEIGHT, ACROSS, DOWN = 196.0, 62.0, 132.0, 92.0
"""A box, and the room between boxes for lines and their words, in user units."""
ARROW = 9.0
GROUND = "#fdfcf9"
"""The paper of the page, behind words that stand on a line."""
Point = tuple[float, float]


@dataclass(frozen=True)
class ClassBox:
    """A class: its key, name and short note (``bm:Duty``), and its cell in the grid."""

    key: str
    name: str
    note: str
    column: int
    row: int
    is_own: bool = True


@dataclass(frozen=True)
class Relation:
    """What leads from one class to another: the names of properties, or "is a kind of"."""

    source: str
    target: str
    names: tuple[str, ...]
    is_subclass: bool = False


@dataclass(frozen=True)
class Diagram:
    """What is drawn. Relations of a class to itself are left to the list beside the drawing."""

    title: str
    description: str
    boxes: Sequence[ClassBox]
    relations: Sequence[Relation]


def draw_classes(diagram: Diagram, ident: str) -> str:
    """Return the diagram as one ``<svg>`` element; ``ident`` makes its ids unique on the page."""
    boxes = {box.key: box for box in diagram.boxes}
    taken = {(box.column, box.row) for box in diagram.boxes}
    drawn = [
        (relation, _route(boxes[relation.source], boxes[relation.target], taken))
        for relation in diagram.relations
        if relation.source != relation.target
    ]
    right = max(_place(box).right for box in diagram.boxes) + 1
    bottom = max(_place(box).bottom for box in diagram.boxes) + 1
    parts = [_line(relation, route) for relation, route in drawn]
    parts += [_box(box) for box in diagram.boxes]
    parts += [_words(relation, route) for relation, route in drawn]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="classes" '
        f'viewBox="0 0 {right:.0f} {bottom:.0f}" role="img" '
        f'aria-labelledby="{ident}-title {ident}-desc" font-family="{FONT}" fill="{INK}" '
        f'stroke-width="1.25">'
        f'<title id="{ident}-title">{escape(diagram.title)}</title>'
        f'<desc id="{ident}-desc">{escape(diagram.description)}</desc>{"".join(parts)}</svg>'
    )


def _place(box: ClassBox) -> Rect:
    return Rect(1 + box.column * (WIDTH + ACROSS), 1 + box.row * (HEIGHT + DOWN), WIDTH, HEIGHT)


def _box(box: ClassBox) -> str:
    rect = _place(box)
    stroke, dash = (BLUE, "") if box.is_own else (SOFT, ' stroke-dasharray="5 3"')
    names = wrap(box.name, WIDTH - 20, NAME_SIZE)
    room = LINE_HEIGHT * (NAME_SIZE * len(names) + NOTE_SIZE)
    top = rect.y + (HEIGHT - room) / 2 - 1
    note_top = top + LINE_HEIGHT * NAME_SIZE * len(names)
    return (
        f'<rect x="{_n(rect.x)}" y="{_n(rect.y)}" width="{_n(WIDTH)}" height="{_n(HEIGHT)}" '
        f'fill="{PAPER}" stroke="{stroke}"{dash}/>'
        + lines_of_text(names, rect.middle, top, NAME_SIZE, ' font-weight="600"')
        + lines_of_text((box.note,), rect.middle, note_top, NOTE_SIZE, f' fill="{SOFT}"')
    )


def _route(source: ClassBox, target: ClassBox, taken: AbstractSet[tuple[int, int]]) -> list[Point]:
    """Return the corners of a line: straight in a row or column, else round an empty cell.

    Where no cell is empty it runs from corner to corner.
    """
    start, end = _place(source), _place(target)
    right, down = target.column > source.column, target.row > source.row
    side = (end.x if right else end.right, end.y + HEIGHT / 2)
    foot = (start.middle, start.bottom if down else start.y)
    if source.row == target.row:
        return [(start.right if right else start.x, side[1]), side]
    if source.column == target.column:
        return [foot, (end.middle, end.y if down else end.bottom)]
    if (source.column, target.row) not in taken:
        return [foot, (start.middle, side[1]), side]
    return [(start.right if right else start.x, foot[1]), (side[0], end.y if down else end.bottom)]


def _line(relation: Relation, route: Sequence[Point]) -> str:
    """Return the line with its head: filled for properties, hollow for "is a kind of"."""
    (ax, ay), (bx, by) = route[-2], route[-1]
    length = hypot(bx - ax, by - ay)
    ux, uy = (bx - ax) / length, (by - ay) / length
    neck = (bx - ux * ARROW, by - uy * ARROW)
    wing = ARROW / 2
    head = [(bx, by), (neck[0] - uy * wing, neck[1] + ux * wing),
            (neck[0] + uy * wing, neck[1] - ux * wing)]  # fmt: skip
    colour, fill = (SOFT, PAPER) if relation.is_subclass else (SEAL, SEAL)
    moves = "L".join(f"{_n(x)} {_n(y)}" for x, y in [*route[:-1], neck])
    points = " ".join(f"{_n(x)},{_n(y)}" for x, y in head)
    return (
        f'<path d="M{moves}" fill="none" stroke="{colour}"/>'
        f'<polygon points="{points}" fill="{fill}" stroke="{colour}"/>'
    )


def _words(relation: Relation, route: Sequence[Point]) -> str:
    """Return the names beside the middle of a line, on paper so that they stay readable."""
    (ax, ay), (bx, by) = max(itertools.pairwise(route), key=lambda ends: hypot(*_difference(*ends)))
    room = ACROSS - 4 * ARROW if ay == by and len(route) == 2 else ACROSS + 40
    lines = [line for name in relation.names for line in wrap(name, room, NOTE_SIZE)]
    width = max(text_width(line, NOTE_SIZE) for line in lines) + 4
    height = NOTE_SIZE * LINE_HEIGHT * len(lines)
    x, y = (ax + bx) / 2, (ay + by) / 2 - height / 2 - 1
    return (
        f'<rect x="{_n(x - width / 2)}" y="{_n(y)}" width="{_n(width)}" '
        f'height="{_n(height + 3)}" fill="{GROUND}"/>'
        + lines_of_text(tuple(lines), x, y, NOTE_SIZE)
    )


def _difference(one: Point, other: Point) -> Point:
    return other[0] - one[0], other[1] - one[1]


def _n(value: float) -> str:
    """Return a number as SVG wants it: short, and never in exponent form."""
    return f"{value:.1f}".removesuffix(".0")
