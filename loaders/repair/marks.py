"""Marks that are no text: invisible characters, odd blanks, Markdown, the letter eth for Đ."""

from __future__ import annotations

import re
from collections.abc import Iterator

from loaders.model import Edit
from loaders.repair.alphabet import characters

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff\ufffc]+")
_BLANK = re.compile("[\t\u00a0\u2000-\u200a\u202f\u3000]")
_ETH = re.compile("[ðÐ]")
"""U+00D0, typed for U+0110 by old keyboards: "QÐ-UBND"."""

_LOOKS_MARKDOWN = re.compile(r"\*\*\S|^#{1,6}\s+\S", re.MULTILINE)
_MARKDOWN = (
    ("**", re.compile(r"\*\*+")),  # bold: **Điều 1.**
    ("__", re.compile(r"__+")),
    ("#", re.compile(r"^[ \t]*#{1,6}[ \t]+", re.MULTILINE)),  # heading: ### 5. Về
    # a line in italics: *Căn cứ …;*
    ("*", re.compile(r"\*(?:(?<=\n\*)(?=[^\s*])|(?<=[^\s*]\*)(?=[ \t]*(?:\n|\Z)))")),
    ("\\", re.compile(r"\\(?=[\\\-.*_#()\[\]+])")),  # escape: 1\.
    (">", re.compile(r"^>[ \t]?", re.MULTILINE)),  # quotation
)
"""The marks of Markdown, each with what a text that has them holds; none overlaps another."""


def mend(raw: str) -> Iterator[Edit]:
    """Yield the edits that take out marks and put right odd blanks and Đ."""
    used = characters(raw)
    for match in _INVISIBLE.finditer(raw) if _INVISIBLE.search(used) else ():
        start, end = match.span()
        between = raw[start - 1 : start].isalpha() and raw[end : end + 1].isalpha()
        after = " " if "\u200b" in match.group() and between else ""
        yield Edit(start, end, match.group(), after, "repair.invisible")
    for match in _BLANK.finditer(raw) if _BLANK.search(used) else ():
        yield Edit(match.start(), match.end(), match.group(), " ", "repair.blank")
    for match in _ETH.finditer(raw) if _ETH.search(used) else ():
        after = "Đ" if match.group() == "Ð" else "đ"
        yield Edit(match.start(), match.end(), match.group(), after, "repair.eth")
    if ("**" in raw or "#" in used) and _LOOKS_MARKDOWN.search(raw):
        for sign, mark in _MARKDOWN:
            for match in mark.finditer(raw) if sign in raw else ():
                yield Edit(match.start(), match.end(), match.group(), "", "repair.markdown")
