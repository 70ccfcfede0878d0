"""Marks that are no text: invisible characters, odd blanks, Markdown, tags, eth for Đ."""

from __future__ import annotations

import re
from collections.abc import Iterator

from loaders.model import Edit

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff\ufffc]+")
_BLANKS = frozenset("\t\u00a0\u202f\u3000") | frozenset(map(chr, range(0x2000, 0x200B)))
_ETH = {"ð": "đ", "Ð": "Đ"}
"""U+00D0, typed for U+0110 by old keyboards: "QÐ-UBND"."""

_READ_AS = {"©": "c", "¡": "i"}
"""What recognition (OCR) reads for the labels "c)" and "i)"."""
_MISREAD_LABEL = re.compile(r"(?<![^\n \t])[©¡](?=\))")

_LOOKS_MARKDOWN = re.compile(r"\*\*\S|^#{1,6}\s+\S", re.MULTILINE)
_MARKDOWN = (
    ("**", re.compile(r"\*\*+")),  # bold: **Điều 1.**
    ("__", re.compile(r"__+")),
    # words in italics: _Nơi nhận:_
    ("_", re.compile(r"(?<![\w_])_(?=[^\W_]|\*\*)|(?<=[^\s_])_(?![\w_])")),
    # a line in italics: *Căn cứ …;*
    ("*", re.compile(r"\*(?:(?<=\n\*)(?=[^\s*])|(?<=[^\s*]\*)(?=[ \t]*(?:\n|\Z)))")),
    ("\\", re.compile(r"\\(?=[\\\-.*_#()\[\]+])")),  # escape: 1\.
)
"""The marks of Markdown, each with what a text that has them holds; none overlaps another."""
_MARKDOWN_LINE = (
    ("#", re.compile(r"\n([ \t]*#{1,6}[ \t]+)")),  # heading: ### 5. Về
    (">", re.compile(r"\n(>[ \t]?)")),  # quotation
)
"""Those that open a line, after the end of the one before: a search leaps from end to end."""

# tags of HTML within Markdown: a table of the letterhead, centred lines
_TAG_FIRST = "</"
_BREAK_FIRST = "<br"
# a row of a Markdown table whose cells have lines: "| **Nơi nhận:**<br>- Lưu. | **CHỦ TỊCH** |"
_ROW = re.compile(r"^[ \t]*\|[^\n]*<br[ /]*>[^\n]*$", re.MULTILINE | re.IGNORECASE)
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
    for sign in used:
        if sign in _BLANKS:
            yield from _each(sign, raw, " ", "repair.blank")
        elif sign in _ETH:
            yield from _each(sign, raw, _ETH[sign], "repair.eth")
    for match in _MISREAD_LABEL.finditer(raw) if not _READ_AS.keys().isdisjoint(used) else ():
        yield Edit(*match.span(), match.group(), _READ_AS[match.group()], "repair.misread-label")
    # one character is looked for fifty times faster than two
    if (("*" in raw and "**" in raw) or "#" in raw) and _LOOKS_MARKDOWN.search(raw):
        yield from _markdown(raw)
    if "<" not in raw:
        return
    if _TAG_FIRST in raw or _BREAK_FIRST in raw:
        yield from _tags(raw)
    if _BREAK_FIRST in raw:
        for row in _ROW.finditer(raw):
            for bar in re.finditer(r"(?<!\\)\|", row.group()):
                at = row.start() + bar.start()
                yield Edit(at, at + 1, "|", "\n", "repair.html")


def _each(sign: str, raw: str, after: str, rule: str) -> Iterator[Edit]:
    at = raw.find(sign)
    while at >= 0:
        yield Edit(at, at + 1, sign, after, rule)
        at = raw.find(sign, at + 1)


def _markdown(raw: str) -> Iterator[Edit]:
    for sign, mark in _MARKDOWN:
        for match in mark.finditer(raw) if sign in raw else ():
            yield Edit(match.start(), match.end(), match.group(), "", "repair.markdown")
    for sign, mark in _MARKDOWN_LINE:
        for match in mark.finditer(f"\n{raw}") if sign in raw else ():
            yield Edit(match.start(1) - 1, match.end(1) - 1, match[1], "", "repair.markdown")


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
