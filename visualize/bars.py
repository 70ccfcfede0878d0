"""A bar chart as SVG: rows in, one bar each, its number beside it. The table says the same."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from visualize.lettering import text_width

MOST_BARS = 40
WIDTH, ROW, SIZE = 720, 26, 13
LABELS = 300
"""The room of the labels, which are cut to fit it."""
BAR, INK = "#1d4f73", "#22231f"


def draw_bars(rows: Sequence[tuple[str, float]], title: str) -> str:
    """Return the chart of (label, number) rows, at most ``MOST_BARS``; "" where there is none.

    Bars start at zero; negative numbers have none, but their number is written.
    """
    rows = rows[:MOST_BARS]
    if not rows:
        return ""
    most = max((value for _, value in rows), default=0) or 1
    height = ROW * len(rows) + 8
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img" '
        f'aria-label="{escape(title)}" font-family="sans-serif" font-size="{SIZE}">'
    ]
    for place, (label, value) in enumerate(rows):
        top = 4 + place * ROW
        length = max(0.0, value / most) * (WIDTH - LABELS - 70)
        parts.append(
            f'<text x="{LABELS - 8}" y="{top + 17}" text-anchor="end" fill="{INK}">'
            f"{escape(_cut(label))}</text>"
            f'<rect x="{LABELS}" y="{top + 4}" width="{length:.1f}" height="{ROW - 8}" '
            f'fill="{BAR}"/>'
            f'<text x="{LABELS + length + 6:.1f}" y="{top + 17}" fill="{INK}">{value:g}</text>'
        )
    return "".join(parts) + "</svg>"


def _cut(label: str) -> str:
    if text_width(label, SIZE) <= LABELS - 40:
        return label
    while label and text_width(label + "…", SIZE) > LABELS - 40:
        label = label[:-1]
    return label.rstrip() + "…"
