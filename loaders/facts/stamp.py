"""Stamp: number and day of a decision, stamped on the page and read as lines of their own.

The slots "Số:     /2025/QĐ-UBND" and "ngày     tháng 9" stay blank in the text; "138" and "30"
stand at the end of the first page, where repair takes them out of the sentence they interrupt.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from loaders.facts.model import Evidence, Stated
from loaders.model import Document, Span
from loaders.repair.wrap import RULE_PAGE

_NUMBERS = re.compile(r"(?<!\d)\d{1,5}(?!\d)")
_CONFIDENCE = 0.9
_LAST_DAY = 31


class Stamp(NamedTuple):
    """The stamped number and day (two digits), each with its place."""

    number: Stated[str] | None
    day: Stated[str] | None


def stamp(document: Document) -> Stamp | None:
    """Return the stamp of the first page; None where there is none or it can be read otherwise."""
    for edit in document.mended.edits:
        if edit.rule != RULE_PAGE:
            continue
        page, _, _ = edit.before.partition("\f")
        found = list(_NUMBERS.finditer(page))
        if len(found) == 2 and 1 <= int(found[1].group()) <= _LAST_DAY:
            number, day = (_stated(edit.start, match) for match in found)
            return Stamp(number, Stated(f"{int(day.value):02d}", day.evidence))
        return None
    return None


def _stated(offset: int, match: re.Match[str]) -> Stated[str]:
    span = Span(offset + match.start(), offset + match.end())
    return Stated(match.group(), Evidence(span, "tieu-de", "header.stamp", _CONFIDENCE))
