"""Repair: damaged text is mended by named steps, and every edit is recorded.

Guarantees to the next stage: Vietnamese letters where context allows one reading; no Markdown,
no invisible characters; each paragraph is one line without blanks at its ends or runs of blanks
inside; two paragraphs are parted by one line end. The raw text stays, each edit has its raw span.
"""

from __future__ import annotations

from operator import itemgetter, le, lt

from loaders.model import Edit, Issue, Mended, SourceText
from loaders.repair import font, glue, horn, look_alikes, marks, run_on, wrap
from loaders.repair.alphabet import parted

LETTER_RULES = (
    *(look_alikes.RULE, font.RULE, font.RULE_NEIGHBOUR, horn.RULE, glue.RULE),
    "repair.eth",
)
"""The rules that change letters or words, as against marks and layout."""


def repair(source: SourceText) -> tuple[Mended, list[Issue]]:
    """Return the mended text of ``source`` with all its edits, and the places left in doubt."""
    raw = source.raw
    pieces, used = parted(raw)
    alike = look_alikes.mend(raw, used)
    if alike:
        raw = look_alikes.replaced(raw, alike)
        pieces, used = parted(raw)
    letters, issues = font.mend(raw, used, pieces)
    words = [*horn.mend(raw), *glue.mend(raw, pieces)]
    edits = _disjoint([*alike, *letters, *marks.mend(raw, used), *words, *run_on.mend(raw)])
    first = Mended.of(source.raw, edits)
    layout = first.edits_of(wrap.mend(first.text))
    return Mended.of(source.raw, _disjoint([*layout, *edits])), issues


def _disjoint(edits: list[Edit]) -> list[Edit]:
    """Drop every edit that overlaps an earlier one of the list: the first named step wins."""
    ordered = sorted(edits, key=itemgetter(0))
    starts, ends = [edit.start for edit in ordered], [edit.end for edit in ordered]
    if all(map(lt, starts, starts[1:])) and all(map(le, ends, starts[1:])):
        return ordered
    order = sorted([(edit.start, edit.end, rank) for rank, edit in enumerate(edits)])
    kept: list[tuple[int, int, int]] = []
    for place in order:
        if kept and place[0] >= kept[-1][1] and place[0] > kept[-1][0]:  # mostly: apart
            kept.append(place)
            continue
        while kept and _overlap(kept[-1], place) and kept[-1][2] > place[2]:
            kept.pop()
        if not (kept and _overlap(kept[-1], place)):
            kept.append(place)
    return [edits[rank] for _, _, rank in kept]


def _overlap(first: tuple[int, int, int], second: tuple[int, int, int]) -> bool:
    return second[0] < first[1] or first[:2] == second[:2]
