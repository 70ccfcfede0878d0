"""The chart of one agency as an SVG tree.

Above it the body it belongs to, beside that (dashed) the one that directs its profession, in its
own box its leaders, under it its units. The drawing is an image with a title and a description;
the page puts the same content beside it as a list, so nothing in it needs to be clickable.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from html import escape
from math import ceil

from visualize.lettering import wrap
from visualize.shapes import INK, LINE_HEIGHT, SOFT, Rect, lines_of_text, look_of, outline, path

FONT = "system-ui, 'Segoe UI', Roboto, 'Noto Sans', sans-serif"
NAME_SIZE, NOTE_SIZE = 13.5, 12.0
PAD, GAP, DROP = 10.0, 12.0, 34.0
ROW_LIMIT = 6
"""As many units stand side by side; more are stacked in columns along a spine."""


@dataclass(frozen=True)
class Box:
    """One body: its name, the slug of its kind, and short notes (posts and limits).

    ``boxes`` hang below it in a forest. Where it can be opened or closed, ``href`` does so,
    ``action`` says what it does, and ``key`` finds it again afterwards.
    """

    name: str
    kind: str
    notes: tuple[str, ...] = ()
    boxes: tuple[Box, ...] = ()
    href: str = ""
    action: str = ""
    key: str = ""


@dataclass(frozen=True)
class Chart:
    """What is drawn.

    ``legend`` gives the words for the kinds of the units; ``silent`` stands where the source
    names no unit.
    """

    title: str
    description: str
    agency: Box
    above: Box | None = None
    beside: Box | None = None
    units: tuple[Box, ...] = ()
    legend: dict[str, str] = field(default_factory=dict)
    silent: str = ""


@dataclass(frozen=True)
class Frame:
    """The measures of a drawing: full width, and how many columns stacked units take."""

    width: float
    columns: int


WIDE, NARROW = Frame(880, 3), Frame(360, 1)


def draw(chart: Chart, ident: str, frame: Frame = WIDE) -> str:
    """Return the chart as one ``<svg>`` element; ``ident`` makes its ids unique on the page."""
    agency, top = head(chart, frame)
    units, bottom = _units(chart, agency, frame)
    kinds, bottom = legend(chart.legend, chart.units, bottom, frame)
    size = f"0 0 {frame.width:.0f} {ceil(bottom)}"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="chart" viewBox="{size}" role="img" '
        f'aria-labelledby="{ident}-title {ident}-desc" font-family="{FONT}" fill="{INK}" '
        f'stroke-width="1.25">'
        f'<title id="{ident}-title">{escape(chart.title)}</title>'
        f'<desc id="{ident}-desc">{escape(chart.description)}</desc>'
        f"{top}{units}{kinds}</svg>"
    )


def head(chart: Chart, frame: Frame) -> tuple[Rect, str]:
    """Draw what is above and beside, then the agency; return the agency's place."""
    is_narrow = frame.columns == 1
    main = 196.0 if is_narrow else 300.0
    middle = main / 2 if is_narrow and chart.beside else frame.width / 2
    above = _place(chart.above, middle - main / 2, 1, main)
    side = 148.0 if is_narrow else 220.0
    beside = _place(chart.beside, frame.width - side - 1, 1, side)
    tops = [rect.bottom for rect in (above, beside) if rect]
    width = frame.width - 2 if is_narrow else 380.0
    start = max(tops) + DROP if tops else 1.0
    agency = Rect((frame.width - width) / 2, start, width, height_of(chart.agency, width))
    lines = [path([(above.middle, above.bottom), (above.middle, agency.y)])] if above else []
    if beside:
        corner = agency.y + (0 if is_narrow else agency.height / 2)
        ends = [(beside.middle, beside.bottom), (beside.middle, corner)]
        lines.append(path(ends if is_narrow else [*ends, (agency.right, corner)], dashed=True))
    boxes = [
        draw_box(box, rect)
        for box, rect in ((chart.above, above), (chart.beside, beside), (chart.agency, agency))
        if box and rect
    ]
    return agency, "".join(lines + boxes)


def _units(chart: Chart, agency: Rect, frame: Frame) -> tuple[str, float]:
    """Draw the units under the agency; return the lower edge."""
    if not chart.units:
        if not chart.silent:
            return "", agency.bottom + 2
        top = agency.bottom + GAP
        lines = wrap(chart.silent, frame.width - 40, NOTE_SIZE)
        text = lines_of_text(lines, frame.width / 2, top, NOTE_SIZE, f' fill="{SOFT}"')
        return text, top + NOTE_SIZE * LINE_HEIGHT * len(lines) + 4
    if frame.columns > 1 and len(chart.units) <= ROW_LIMIT:
        return _row(chart.units, agency, frame)
    return _stacks(chart.units, agency, frame)


def _row(units: tuple[Box, ...], agency: Rect, frame: Frame) -> tuple[str, float]:
    count = len(units)
    width = min(200.0, (frame.width - 2 - GAP * (count - 1)) / count)
    left = (frame.width - width * count - GAP * (count - 1)) / 2
    bus, top = agency.bottom + DROP / 2, agency.bottom + DROP
    height = max(height_of(unit, width) for unit in units)
    places = [Rect(left + (width + GAP) * n, top, width, height) for n in range(count)]
    lines = [path([(agency.middle, agency.bottom), (agency.middle, bus)])]
    lines += [path([(agency.middle, bus), (p.middle, bus), (p.middle, top)]) for p in places]
    boxes = [draw_box(unit, place) for unit, place in zip(units, places, strict=True)]
    return "".join(lines + boxes), top + height + 2


def _stacks(units: tuple[Box, ...], agency: Rect, frame: Frame) -> tuple[str, float]:
    columns = min(frame.columns, len(units))
    share = (frame.width - 2) / columns
    width, per_column = share - 26 - (GAP if columns > 1 else 0), ceil(len(units) / columns)
    bus = agency.bottom + (DROP / 2 if columns > 1 else 0)
    lines: list[str] = []
    boxes: list[str] = []
    bottom = bus
    if columns > 1:
        lines.append(path([(agency.middle, agency.bottom), (agency.middle, bus)]))
    for column in range(columns):
        spine, y = 1 + share * column + 8, agency.bottom + DROP * 0.7
        for unit in units[column * per_column : (column + 1) * per_column]:
            place = Rect(spine + 18, y, width, height_of(unit, width))
            lines.append(path([(spine, y + place.height / 2), (place.x, y + place.height / 2)]))
            boxes.append(draw_box(unit, place))
            y, end = place.bottom + GAP, y + place.height / 2
            bottom = max(bottom, place.bottom)
        start = (agency.middle, bus) if columns > 1 else (spine, bus)
        lines.append(path([start, (spine, bus), (spine, end)]))
    return "".join(lines + boxes), bottom + 2


def legend(
    named: dict[str, str], boxes: tuple[Box, ...], top: float, frame: Frame
) -> tuple[str, float]:
    """Draw one small shape per kind among the boxes, with its words; return the lower edge."""
    kinds = [kind for kind in dict.fromkeys(box.kind for box in boxes) if kind in named]
    if not kinds:
        return "", top
    x, y, parts = 1.0, top + 18, []
    for kind in kinds:
        words = named[kind]
        need = 34 + len(words) * NOTE_SIZE * 0.56 + 18
        if x > 1 and x + need > frame.width:
            x, y = 1.0, y + 24
        parts.append(outline(Rect(x, y, 24, 14), look_of(kind)))
        parts.append(
            f'<text x="{x + 32:.1f}" y="{y + 11.5:.1f}" font-size="{NOTE_SIZE}" '
            f'fill="{SOFT}">{escape(words)}</text>'
        )
        x += need
    return "".join(parts), y + 18


def _place(box: Box | None, x: float, y: float, width: float) -> Rect | None:
    return Rect(x, y, width, height_of(box, width)) if box else None


def _lines_in(box: Box, width: float) -> tuple[tuple[str, ...], tuple[str, ...]]:
    room = width - 2 * PAD
    notes = [line for note in box.notes for line in wrap(note, room, NOTE_SIZE)]
    return wrap(box.name, room, NAME_SIZE * 1.02), tuple(notes)


def height_of(box: Box, width: float) -> float:
    """Return how high a box of this width is, in user units, so that its words fit."""
    names, notes = _lines_in(box, width)
    between = 6.0 if notes else 0.0
    text = len(names) * NAME_SIZE * LINE_HEIGHT + len(notes) * NOTE_SIZE * LINE_HEIGHT
    return PAD * 2 + text + between


def draw_box(box: Box, rect: Rect) -> str:
    """Return one box: outline, name, notes; the name is centred where there is room to spare."""
    names, notes = _lines_in(box, rect.width)
    spare = (rect.height - height_of(box, rect.width)) / 2
    top = rect.y + PAD + spare + (1.5 if notes else 0.5)
    weight = ' font-weight="600"' if box.kind == "so" else ""
    text = lines_of_text(names, rect.middle, top, NAME_SIZE, weight)
    if notes:
        below = top + len(names) * NAME_SIZE * LINE_HEIGHT + 6
        text += lines_of_text(notes, rect.middle, below, NOTE_SIZE, f' fill="{SOFT}"')
    drawn = outline(rect, look_of(box.kind)) + text
    if not box.href:
        return drawn
    named = f'href="{escape(box.href)}" aria-label="{escape(box.action or box.name)}"'
    return f'<a class="toggle" data-key="{escape(box.key)}" {named}>{drawn}</a>'
