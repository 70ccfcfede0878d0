"""Marks that are no text: invisible characters, odd blanks, Markdown, tags, eth for Đ."""

from __future__ import annotations

import re
from collections.abc import Iterator

from loaders.model import Edit

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff\ufffc]+")
_BLANK = re.compile("[\t\u00a0\u2000-\u200a\u202f\u3000]")
_ETH = re.compile("[ðÐ]")
"""U+00D0, typed for U+0110 by old keyboards: "QÐ-UBND"."""

_READ_C = re.compile(r"(?<![^\n \t])©(?=\))")
"""What recognition (OCR) reads for the label "c)"."""

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

# tags of HTML within Markdown: a table of the letterhead, centred lines
_TAG_FIRST = "</"
_TAG = re.compile(
    r"</?(?P<name>table|thead|tbody|tr|td|th|div|p|br|hr|center|h[1-6]|ul|ol|li|span|font|b|i|u|a|em"
    r"|strong|sub|sup|small|big)(?:\s[^<>\n]{0,300})?/?>",
    re.IGNORECASE,
)
_INLINE_TAGS = frozenset(
    ("span", "font", "b", "i", "u", "a", "em", "strong", "sub", "sup", "small", "big")
)
_ENTITIES = {"&nbsp;": " ", "&#160;": " ", "&amp;": "&", "&quot;": '"'}


def mend(raw: str, used: str) -> Iterator[Edit]:
    """Yield the edits that take out marks and put right odd blanks and Đ.

    ``used`` are the unusual characters of the text.
    """
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
    for match in _READ_C.finditer(raw) if "©" in used else ():
        yield Edit(match.start(), match.start() + 1, "©", "c", "repair.copyright")
    if ("**" in raw or "#" in raw) and _LOOKS_MARKDOWN.search(raw):
        for sign, mark in _MARKDOWN:
            for match in mark.finditer(raw) if sign in raw else ():
                yield Edit(match.start(), match.end(), match.group(), "", "repair.markdown")
    if _TAG_FIRST in raw:
        yield from _tags(raw)


def _tags(raw: str) -> Iterator[Edit]:
    """Yield the edits that take out the tags of HTML; those around blocks end a line.

    A text with no block in tags has none: "<b>" alone may be what it is about.
    """
    found = list(_TAG.finditer(raw))
    if all(match["name"].lower() in _INLINE_TAGS for match in found):
        return
    for match in found:
        after = "" if match["name"].lower() in _INLINE_TAGS else "\n"
        yield Edit(match.start(), match.end(), match.group(), after, "repair.html")
    for entity, sign in _ENTITIES.items() if found and "&" in raw else ():
        for match in re.finditer(re.escape(entity), raw):
            yield Edit(match.start(), match.end(), entity, sign, "repair.html")
