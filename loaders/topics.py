"""Topics: the headings of a page that has no articles, as an agency's own site prints them.

1. CHỨC NĂNG:          Vị trí và chức năng        1. Vị trí và chức năng
Sở Y tế là cơ quan …   1. Sở Nội vụ là cơ quan …  1. Tổng cục Thuế là cơ quan …
2. NHIỆM VỤ SỞ Y TẾ    Nhiệm vụ và quyền hạn      2. Nhiệm vụ và quyền hạn
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import chain

from loaders.drafts import Paragraph
from loaders.markers import Marker, marker
from loaders.tables.phrases import phrases, spaced

_ABOVE = ("chuong", "muc", "dieu")
TOPIC = re.compile(
    rf"(?:(?P<label>\d{{1,2}})\s?[.)]\s*)?(?P<heading>(?:{spaced(phrases('page-topics'))})(?!\w)"
    r"(?:(?!\s(?:là|có|được)\s)[^.;:])*:?)\s*",
    re.IGNORECASE,
)
"""A heading, alone on its line: "1. CHỨC NĂNG:"; no sentence."""
_NUMBERED = re.compile(r"(?P<label>\d{1,2})\s?[.)]\s*(?P<heading>.+)")
_MOST_WORDS = 15
_LEAST_TOPICS = 2
_REACH = 2
"""Paragraphs below a single heading in which its list begins."""


def topics(paragraphs: Sequence[Paragraph]) -> dict[int, Marker]:
    """Return the marks of the headings, by where their paragraphs start.

    They are sections ("muc"), numbered or not. Empty for a text that has articles, chapters or
    Roman sections, and where a single line looks like a heading and no list begins below it.
    """
    found: list[tuple[int, re.Match[str]]] = []
    for paragraph in paragraphs:  # mostly an article stands among them: a cheap look first
        mark = marker(paragraph.text)
        if mark and mark.kind in _ABOVE:
            return {}
    for paragraph in paragraphs:
        match = TOPIC.fullmatch(paragraph.text) or _next_in_capitals(paragraph.text, found)
        if match and len(match["heading"].split()) <= _MOST_WORDS:
            found.append((paragraph.start, match))
    numbered = [entry for entry in found if entry[1]["label"]]
    chosen = numbered if len(numbered) >= _LEAST_TOPICS else found
    is_enough = len(chosen) >= _LEAST_TOPICS or _has_list_below(paragraphs, chosen)
    if not is_enough or _restarts(chosen):
        return {}
    return {
        start: Marker("muc", match["label"] or "", match.start("heading"))
        for start, match in chosen
    }


def _has_list_below(
    paragraphs: Sequence[Paragraph], chosen: list[tuple[int, re.Match[str]]]
) -> bool:
    """Say whether the only heading is a line without number, a list "1." or "a)" right below it."""
    if not chosen or chosen[0][1]["label"]:
        return False
    at = next(i for i, p in enumerate(paragraphs) if p.start == chosen[0][0])
    first = next((m for p in paragraphs[at + 1 : at + 1 + _REACH] if (m := marker(p.text))), None)
    return first is not None and first.label in ("1", "a")


def _next_in_capitals(text: str, found: list[tuple[int, re.Match[str]]]) -> re.Match[str] | None:
    """Return a line that counts on from a heading in capitals: "3. PHÂN CÔNG BAN GIÁM ĐỐC"."""
    last = found[-1][1] if found else None
    if last is None or not (last["label"] and last["heading"].isupper()):
        return None
    match = _NUMBERED.fullmatch(text)
    if match is None or not match["heading"].isupper():
        return None
    return match if int(match["label"]) == int(last["label"]) + 1 else None


def _restarts(chosen: list[tuple[int, re.Match[str]]]) -> bool:
    """Say whether numbers go back, so that they are no count of headings."""
    values = [int(match["label"]) for _, match in chosen if match["label"]]
    return any(a >= b for a, b in zip(values, chain(values[1:], (10**6,)), strict=False))
