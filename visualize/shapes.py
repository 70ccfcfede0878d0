"""The boxes and lines of a chart as SVG elements, without style attributes.

A kind of body is told by its shape as well as by its colour (WCAG 2.1, 1.4.1). Colours are
presentation attributes, so that a chart saved alone looks the same and the strict
Content-Security-Policy of the site holds.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

INK, SOFT, PAPER, SEAL, BLUE = "#22231f", "#5a5b55", "#ffffff", "#9c1f17", "#1d4f73"
LINE_HEIGHT = 1.38


@dataclass(frozen=True)
class Look:
    """How the box of one kind is drawn: the outline's shape and its two colours."""

    shape: str
    stroke: str
    fill: str


PLAIN = Look("square", SOFT, PAPER)
LOOKS = {
    "so": Look("square", SEAL, "#fbefec"),
    "uy-ban-nhan-dan": Look("double", INK, PAPER),
    "bo": Look("dashed", SOFT, PAPER),
    "phong": Look("square", BLUE, PAPER),
    "van-phong": Look("banner", BLUE, PAPER),
    "thanh-tra": Look("chamfer", SEAL, PAPER),
    "chi-cuc": Look("notch", INK, "#f3f1ea"),
    "don-vi-su-nghiep": Look("round", INK, "#f3f1ea"),
    "trung-tam": Look("round", INK, "#f3f1ea"),
}


@dataclass(frozen=True)
class Rect:
    """A place in the drawing, in user units."""

    x: float
    y: float
    width: float
    height: float

    @property
    def middle(self) -> float:
        """The x of the vertical middle line."""
        return self.x + self.width / 2

    @property
    def bottom(self) -> float:
        """The y of the lower edge."""
        return self.y + self.height

    @property
    def right(self) -> float:
        """The x of the right edge."""
        return self.x + self.width


def look_of(kind: str) -> Look:
    """Return the look of a kind of body (the slug of ``code/body-kind``)."""
    return LOOKS.get(kind, PLAIN)


def outline(rect: Rect, look: Look) -> str:
    """Return the SVG element or elements of a box's outline."""
    paint = f'fill="{look.fill}" stroke="{look.stroke}"'
    corners = f'x="{_n(rect.x)}" y="{_n(rect.y)}" width="{_n(rect.width)}"'
    plain = f'<rect {corners} height="{_n(rect.height)}" {paint}'
    if look.shape == "round":
        return f'{plain} rx="{_n(min(18, rect.height / 2))}"/>'
    if look.shape == "dashed":
        return f'{plain} stroke-dasharray="5 3"/>'
    if look.shape == "double":
        inner = Rect(rect.x + 3, rect.y + 3, rect.width - 6, rect.height - 6)
        return plain + "/>" + outline(inner, Look("square", look.stroke, "none"))
    if look.shape == "banner":
        return f'{plain}/><rect {corners} height="4" fill="{look.stroke}"/>'
    if look.shape in {"chamfer", "notch"}:
        points = _polygon(rect, min(10.0, rect.height / 3), all_four=look.shape == "chamfer")
        return f'<polygon points="{points}" {paint}/>'
    return plain + "/>"


def _polygon(rect: Rect, cut: float, *, all_four: bool) -> str:
    x, y, right, bottom = rect.x, rect.y, rect.right, rect.bottom
    other = cut if all_four else 0.0
    points = [
        (x + other, y),
        (right - cut, y),
        (right, y + cut),
        (right, bottom - other),
        (right - other, bottom),
        (x + other, bottom),
        (x, bottom - other),
        (x, y + other),
    ]
    return " ".join(f"{_n(a)},{_n(b)}" for a, b in dict.fromkeys(points))


def lines_of_text(lines: tuple[str, ...], x: float, y: float, size: float, extra: str = "") -> str:
    """Return ``<text>`` with the lines centred on ``x``; ``y`` is the top of the first line."""
    step = size * LINE_HEIGHT
    spans = "".join(
        f'<tspan x="{_n(x)}" y="{_n(y + step * number + size)}">{escape(line)}</tspan>'
        for number, line in enumerate(lines)
    )
    return f'<text font-size="{_n(size)}" text-anchor="middle"{extra}>{spans}</text>'


def path(points: list[tuple[float, float]], *, dashed: bool = False) -> str:
    """Return a connecting line through ``points``."""
    moves = "L".join(f"{_n(x)} {_n(y)}" for x, y in points)
    dash = ' stroke-dasharray="5 3"' if dashed else ""
    return f'<path d="M{moves}" fill="none" stroke="{SOFT}"{dash}/>'


def _n(value: float) -> str:
    """Return a number as SVG wants it: short, and never in exponent form."""
    return f"{value:.1f}".removesuffix(".0")
