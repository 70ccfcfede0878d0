"""Hard wraps, page breaks and page numbers: which line ends are the author's, which the page's.

A line goes on in the next where the sentence is open and the next line opens no clause. In a
file whose lines are cut at a width, a line that had room for the next word was ended on purpose.
Afterwards each paragraph is one line; between two paragraphs stands one line end.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from loaders.markers import is_cut_reference, is_display, marker
from loaders.model import Edit

RULE_WRAP = "repair.wrap"
RULE_PAGE = "repair.page"
RULE_LAYOUT = "layout"
_BLANKS = re.compile(r"[ ]{2,}")
_STOPS = frozenset(".;:!?")
_CLOSING = frozenset("”\"')")
# the note that a digital signature leaves on the page: "Ký bởi: …", "Thời gian ký: 28/04/2025"
_SIGNATURE_NOTE = re.compile(r"(?:Người ký|Ký bởi|Cơ quan|Email|(?:Thời gian|Giờ|Ngày) ký)\s*:")
STAMP = re.compile(r"(?P<number>\d{1,5})\s+(?P<day>\d{1,2})")
"""Number and day of a decision, stamped and read as the last line of the page: "138 30"."""
# a sentence that stops so goes on: "… theo quy định của"
_OPEN_END = re.compile(r"\s(?:của|và|các|theo|về|cho|hoặc|thuộc|với|tại|do|là|những)$")
_BARE_NUMBER = re.compile(r"-?\s?(\d{1,3})\s?-?")
_LONGEST_NUMBER = 7
# the issuer on a line of its own, in files that keep no capitals: "Ủy ban nhân dân tỉnh hậu giang"
_ISSUER = re.compile(
    r"(?:chủ\s+tịch\s+)?(?:ủy|uỷ)\s+ban\s+nhân\s+dân\s+\S+(?:\s+[^\s.;,]+){1,6}", re.IGNORECASE
)
_WIDEST = 130
_ROOM = 0.82
_LONG_LINE = 100


class _Line(NamedTuple):
    start: int
    end: int
    text: str
    opens_page: bool
    closes_page: bool


def mend(text: str) -> Iterator[Edit]:
    """Yield the edits that make each paragraph of ``text`` one line, in order."""
    lines = _lines(text)
    width = _width(lines)
    furniture = _furniture(lines)
    at = 0
    before: _Line | None = None
    dropped = False
    for index, line in enumerate(lines):
        if index in furniture:
            dropped = True
            continue
        if before is None:
            if line.start > at:
                yield Edit(at, line.start, text[at : line.start], "", RULE_LAYOUT)
        else:
            goes_on = _goes_on(before.text, line.text, width)
            joint = _joint(before.text, line.text) if goes_on else "\n"
            gap = text[before.end : line.start]
            if gap != joint:
                rule = RULE_PAGE if dropped else RULE_WRAP if goes_on else RULE_LAYOUT
                yield Edit(before.end, line.start, gap, joint, rule)
        if "  " in line.text:
            yield from _blanks(line)
        before, dropped = line, False
    end = before.end if before else 0
    if end < len(text):
        yield Edit(end, len(text), text[end:], "", RULE_LAYOUT)


def _lines(text: str) -> list[_Line]:
    """Return the lines with text on them; pages are parted by form feeds."""
    found: list[tuple[int, int, str]] = []
    at = 0
    for printed in text.replace("\r", "\n").replace("\f", "\n").replace("\v", "\n").split("\n"):
        line = printed.strip()
        if line:
            start = at + printed.find(line)
            found.append((start, start + len(line), line))
        at += len(printed) + 1
    if "\f" not in text:
        return [_Line(start, end, line, False, False) for start, end, line in found]
    breaks = [
        "\f" in text[end:start]
        for end, start in zip(
            [0, *(end for _, end, _ in found)],
            [*(start for start, _, _ in found), len(text)],
            strict=True,
        )
    ]
    return [
        _Line(start, end, line, breaks[i], breaks[i + 1])
        for i, (start, end, line) in enumerate(found)
    ]


def _blanks(line: _Line) -> Iterator[Edit]:
    for match in _BLANKS.finditer(line.text):
        start = line.start + match.start()
        yield Edit(start, line.start + match.end(), match.group(), " ", "repair.blanks")


def _width(lines: list[_Line]) -> int:
    """Return the width at which the file's lines are cut, 0 where they are not."""
    lengths = sorted(
        [len(line.text if "  " not in line.text else _single_blanks(line.text)) for line in lines]
    )
    if not lengths:
        return 0
    widest = lengths[int(len(lengths) * 0.99)]
    if widest > _WIDEST:
        return 0
    long_lines = [length for length in lengths if length > widest * 0.75]
    if len(long_lines) < max(5, len(lengths) // 4):
        return 0
    return long_lines[len(long_lines) // 2]


def _furniture(lines: list[_Line]) -> set[int]:
    """Return the indexes of lines that belong to the page: its number, stamps, signature notes."""
    bare = [
        (i, int(m[1]))
        for i, line in enumerate(lines)
        if len(line.text) <= _LONGEST_NUMBER and (m := _BARE_NUMBER.fullmatch(line.text))
    ]
    values = [value for _, value in bare]
    found = {
        i for i, line in enumerate(lines) if ":" in line.text and _SIGNATURE_NOTE.match(line.text)
    }
    for place, (index, value) in enumerate(bare):
        counts_on = value - 1 in values[:place] or value + 1 in values[place + 1 :]
        inside = 0 < index < len(lines) - 1 and _inside_sentence(lines, index)
        if counts_on or inside or lines[index].opens_page or lines[index].closes_page:
            found.add(index)
    found |= {i for i, line in enumerate(lines) if line.closes_page and STAMP.fullmatch(line.text)}
    return found


def _inside_sentence(lines: list[_Line], index: int) -> bool:
    before, after = lines[index - 1].text, lines[index + 1].text
    if _OPEN_END.search(before):
        return True
    return not _is_terminated(before) and after[0].islower() and not marker(after)


def _goes_on(before: str, line: str, width: int) -> bool:
    """Say whether the sentence of ``before`` goes on in ``line``."""
    if "  " in before:
        before = _single_blanks(before)
    if len(before) > 1 and before[-1] == "-" and before[-2].isalnum() and line[0].isupper():
        return True  # "25/2016/QĐ-" + "UBND"
    full = bool(width) and len(before) + 1 + len(line.split(" ", 1)[0]) > width * _ROOM
    terminated = _is_terminated(before)
    if is_cut_reference(before, line):
        return full or not width
    if is_display(before) and not (_runs_on(before) and (full or line[0].islower())):
        return False
    opening = marker(line)
    if opening:
        rest = line[opening.end :]
        wrapped_dash = opening.kind in ("gach", "cong") and rest[:1].islower() and full
        return wrapped_dash and not terminated
    if is_display(line):
        return False
    if line[0].islower() or line[0] in ",;.)":
        return full or not before.endswith(":")
    if before.endswith(":"):
        return False
    if not width and _ISSUER.fullmatch(line):
        return False
    if not width:
        return not terminated and len(before) > _LONG_LINE and not _is_heading(before)
    return full


def _is_terminated(line: str) -> bool:
    """Say whether a sentence ends with the line, as in "…;" or "….”"."""
    return line[-1:] in _STOPS or (line[-1:] in _CLOSING and line[-2:-1] in _STOPS)


def _single_blanks(line: str) -> str:
    return _BLANKS.sub(" ", line)


def _runs_on(before: str) -> bool:
    """Say whether a set phrase opens a sentence ("Căn cứ …", "(Kèm theo …") that may wrap."""
    return any(letter.islower() for letter in before)


def _is_heading(line: str) -> bool:
    opening = marker(line)
    return opening is not None and opening.kind in ("chuong", "muc", "dieu")


def _joint(before: str, line: str) -> str:
    """Return what joins the halves of a wrapped line: nothing after "QĐ-", else a blank."""
    tight = len(before) > 1 and before[-1] == "-" and before[-2].isalnum() and line[0].isalnum()
    return "" if tight else " "
