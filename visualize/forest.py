"""Charts of several levels and of several agencies side by side, as one SVG.

The heads stand in rows of columns, under the root where there is one; what hangs below a head is
stacked under it, each level a step to the right. So a chart of any shape keeps its width, and a
long one grows downwards.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape
from math import ceil

from visualize.lettering import wrap
from visualize.orgchart import (
    DROP,
    FONT,
    GAP,
    NARROW,
    NOTE_SIZE,
    Box,
    Chart,
    Frame,
    draw_box,
    head,
    height_of,
    legend,
)
from visualize.shapes import INK, LINE_HEIGHT, PAPER, SOFT, Rect, lines_of_text, path

STEP, STACK_GAP, ROW_GAP = 18.0, 8.0, 26.0
WIDEST, NARROWEST = 250.0, 96.0
BROAD = Frame(1120, 5)
"""The frame of a screen or of A4 landscape; :data:`NARROW` is that of a telephone."""

__all__ = ["BROAD", "NARROW", "Forest", "draw_forest"]


@dataclass(frozen=True)
class Forest:
    """What is drawn: ``heads`` side by side, under ``root`` where they share one.

    ``above`` and ``beside`` belong to the root. ``legend`` gives the words of the kinds,
    ``silent`` stands where nothing hangs below the root.
    """

    title: str
    description: str
    heads: tuple[Box, ...]
    root: Box | None = None
    above: Box | None = None
    beside: Box | None = None
    legend: dict[str, str] = field(default_factory=dict)
    silent: str = ""


def draw_forest(
    forest: Forest, ident: str, frame: Frame = BROAD, *, is_standalone: bool = False
) -> str:
    """Return one ``<svg>``; ``ident`` makes its ids unique on the page.

    A standalone one is a file: it has its size and a white ground.
    """
    top, root, drawn = _root(forest, frame)
    body, bottom = _rows(forest.heads, top, root, frame)
    if not forest.heads and forest.silent:
        lines = wrap(forest.silent, frame.width - 40, NOTE_SIZE)
        body = lines_of_text(lines, frame.width / 2, bottom, NOTE_SIZE, f' fill="{SOFT}"')
        bottom += NOTE_SIZE * LINE_HEIGHT * len(lines) + 4
    shown = tuple(box for one in forest.heads for box in _all(one))
    kinds, bottom = legend(forest.legend, shown, bottom, frame)
    width, height = ceil(frame.width), ceil(bottom + 2)
    size = f' width="{width}" height="{height}"' if is_standalone else ""
    ground = f'<rect width="{width}" height="{height}" fill="{PAPER}"/>' if is_standalone else ""
    role = "group" if any(box.href for box in shown) else "img"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="chart"{size} '
        f'viewBox="0 0 {width} {height}" role="{role}" '
        f'aria-labelledby="{ident}-title {ident}-desc" font-family="{FONT}" fill="{INK}" '
        f'stroke-width="1.25"><title id="{ident}-title">{escape(forest.title)}</title>'
        f'<desc id="{ident}-desc">{escape(forest.description)}</desc>'
        f"{ground}{drawn}{body}{kinds}</svg>"
    )


def _root(forest: Forest, frame: Frame) -> tuple[float, Rect | None, str]:
    """Draw the root with what is above and beside; return where the rows begin."""
    if forest.root is None:
        return 1.0, None, ""
    chart = Chart("", "", forest.root, forest.above, forest.beside)
    rect, drawn = head(chart, frame)
    return rect.bottom + DROP, rect, drawn


def _rows(heads: tuple[Box, ...], top: float, root: Rect | None, frame: Frame) -> tuple[str, float]:
    """Draw the heads in rows; a trunk at the left edge carries the root to each further row."""
    columns = min(frame.columns, len(heads)) or 1
    margin = 14.0 if root and len(heads) > columns else 1.0
    share = (frame.width - margin - 1 + GAP) / columns
    width = min(WIDEST if columns > 1 else frame.width, share - GAP)
    parts: list[str] = []
    for start in range(0, len(heads), columns):
        row = heads[start : start + columns]
        left = margin + max(0.0, (frame.width - margin - 1 - len(row) * (width + GAP) + GAP) / 2)
        left = margin if len(heads) > columns else left
        places = [
            Rect(left + n * (width + GAP), top, width, height_of(box, width))
            for n, box in enumerate(row)
        ]
        if root:
            parts.append(_bus(root, places, top - DROP / 2, is_first=start == 0))
        bottoms = []
        for box, place in zip(row, places, strict=True):
            drawn, bottom = _column(box, place)
            parts.append(drawn)
            bottoms.append(bottom)
        top = max(bottoms) + ROW_GAP + (DROP / 2 if root else 0)
    end = top - ROW_GAP - (DROP / 2 if root else 0) if heads else top
    return "".join(parts), end + 2


def _bus(root: Rect, places: list[Rect], y: float, *, is_first: bool) -> str:
    """Return the lines from the root, or from the trunk at the left edge, to a row."""
    if is_first:
        lines = [path([(root.middle, root.bottom), (root.middle, y)])]
        start = root.middle
    else:
        lines = [path([(root.middle, root.bottom + DROP / 2), (4, root.bottom + DROP / 2), (4, y)])]
        start = 4.0
    lines += [path([(start, y), (p.middle, y), (p.middle, p.y)]) for p in places]
    return "".join(lines)


def _column(box: Box, place: Rect) -> tuple[str, float]:
    """Draw a box with all that hangs below it; return the lower edge."""
    parts = [draw_box(box, place)]
    x, y, spine = place.x + STEP, place.bottom + STACK_GAP, place.x + STEP / 2
    width = max(NARROWEST, place.width - STEP)
    last = 0.0
    bottom = place.bottom
    for below in box.boxes:
        rect = Rect(x, y, width, height_of(below, width))
        last = rect.y + rect.height / 2
        parts.append(path([(spine, last), (x, last)]))
        drawn, bottom = _column(below, rect)
        parts.append(drawn)
        y = bottom + STACK_GAP
    if box.boxes:
        parts.append(path([(spine, place.bottom), (spine, last)]))
    return "".join(parts), bottom


def _all(box: Box) -> Iterator[Box]:
    yield box
    for below in box.boxes:
        yield from _all(below)
