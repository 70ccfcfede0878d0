"""Hard wraps, page breaks and page numbers: which line ends are the author's, which the page's.

A line goes on in the next where the sentence is open and the next line opens no clause. In a
file whose lines are cut at a width, a line that had room for the next word was ended on purpose.
Afterwards each paragraph is one line; between two paragraphs stands one line end.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from loaders.markers import is_cut_reference, is_display, is_plain, marker
from loaders.model import Change

RULE_WRAP = "repair.wrap"
RULE_PAGE = "repair.page"
RULE_LAYOUT = "layout"
_LINE = re.compile(r"\S.*")
"""A line without the blanks before it."""
_BLANKS = re.compile(r"[ ]{2,}")
_STOPS = frozenset(".;:!?")
_CLOSING = frozenset("”\"')")
_GOING_ON = frozenset(",;.)")
# the note that a digital signature leaves on the page: "Ký bởi: …", "Thời gian ký: 28/04/2025"
_SIGNATURE_NOTE = re.compile(r"(?:Người ký|Ký bởi|Cơ quan|Email|(?:Thời gian|Giờ|Ngày) ký)\s*:")
STAMP = re.compile(r"(?P<number>\d{1,5})\s+(?P<day>\d{1,2})")
"""Number and day of a decision, stamped and read as the last line of the page: "138 30"."""
# a sentence that stops so goes on: "… theo quy định của"
_OPEN_WORDS = (
    *(" của", " và", " các", " theo", " về", " cho", " hoặc", " thuộc", " với", " tại", " do"),
    *(" là", " những"),
)
_BARE_NUMBER = re.compile(r"-?\s?(\d{1,3})\s?-?")
_LONGEST_NUMBER = 7
# the issuer on a line of its own, in files that keep no capitals: "Ủy ban nhân dân tỉnh hậu giang"
_ISSUER = re.compile(
    r"(?:chủ\s+tịch\s+)?(?:ủy|uỷ)\s+ban\s+nhân\s+dân\s+\S+(?:\s+[^\s.;,]+){1,6}", re.IGNORECASE
)
_ISSUERS = frozenset({"chính phủ", "thủ tướng chính phủ"})
"""The same where a font has the capitals apart (TCVN3), so that the copy has none."""
_LONGEST_ISSUER = max(map(len, _ISSUERS))
_WIDEST = 130
_ROOM = 0.82
_LONG_LINE = 100


class _Lines(NamedTuple):
    """The lines with text on them, where each begins, and which stand at the edge of a page.

    ``plain`` are the same lines with single blanks. A break ``n`` stands above line ``n``; there is
    one more of them than of lines.
    """

    texts: list[str]
    plain: list[str]
    starts: list[int]
    breaks: frozenset[int]


def mend(text: str) -> list[Change]:
    """Return the changes that make each paragraph of ``text`` one line, in order."""
    lines = _lines(text)
    room = _width(lines.plain) * _ROOM
    furniture = _furniture(lines)
    changes: list[Change] = []
    end, before, dropped = 0, "", False
    for index, (line, plain, start) in enumerate(
        zip(lines.texts, lines.plain, lines.starts, strict=True)
    ):
        if index in furniture:
            dropped = True
            continue
        joint, rule = "\n", RULE_LAYOUT
        if not before:
            joint = ""
        elif before[-1].islower() and is_plain(line):  # mostly, of lines cut at a width
            if len(line) > _LONGEST_ISSUER or not _is_issuer(before, line):
                joint, rule = " ", RULE_WRAP
        elif _goes_on(before, line, room):
            joint, rule = _joint(before, line), RULE_WRAP
        if text[end:start] != joint:
            changes.append((end, start, joint, RULE_PAGE if dropped and before else rule))
        end, before, dropped = start + len(line), plain, False
        if plain is not line:
            changes += _blanks(line, start)
    if end < len(text):
        changes.append((end, len(text), "", RULE_LAYOUT))
    return changes


def _lines(text: str) -> _Lines:
    """Return the lines with text on them; pages are parted by form feeds."""
    found = [*_LINE.finditer(text.replace("\r", "\n").replace("\f", "\n").replace("\v", "\n"))]
    starts, texts = [match.start() for match in found], [match.group().rstrip() for match in found]
    plain = texts
    if "  " in text:
        plain = [_BLANKS.sub(" ", line) if "  " in line else line for line in texts]
    breaks = _breaks(text, texts, starts) if "\f" in text else frozenset()
    return _Lines(texts, plain, starts, breaks)


def _breaks(text: str, lines: list[str], starts: list[int]) -> frozenset[int]:
    ends = [0, *(start + len(line) for line, start in zip(lines, starts, strict=True))]
    gaps = zip(ends, [*starts, len(text)], strict=True)
    return frozenset(n for n, (end, start) in enumerate(gaps) if "\f" in text[end:start])


def _blanks(line: str, at: int) -> Iterator[Change]:
    for match in _BLANKS.finditer(line):
        yield (at + match.start(), at + match.end(), " ", "repair.blanks")


def _width(lines: list[str]) -> int:
    """Return the width at which the file's lines are cut, 0 where they are not."""
    lengths = sorted(map(len, lines))
    if not lengths:
        return 0
    widest = lengths[int(len(lengths) * 0.99)]
    if widest > _WIDEST:
        return 0
    long_lines = lengths[bisect_right(lengths, widest * 0.75) :]
    if len(long_lines) < max(5, len(lengths) // 4):
        return 0
    return long_lines[len(long_lines) // 2]


def _furniture(lines: _Lines) -> set[int]:
    """Return the indexes of lines that belong to the page: its number, stamps, signature notes."""
    texts, breaks = lines.texts, lines.breaks
    bare = [
        (i, int(m[1]))
        for i, text in enumerate(texts)
        if len(text) <= _LONGEST_NUMBER and (m := _BARE_NUMBER.fullmatch(text))
    ]
    first = {value: place for place, (_, value) in reversed([*enumerate(bare)])}
    last = {value: place for place, (_, value) in enumerate(bare)}
    found = {i for i, text in enumerate(texts) if ":" in text and _SIGNATURE_NOTE.match(text)}
    for place, (index, value) in enumerate(bare):
        counts_on = first.get(value - 1, place) < place or last.get(value + 1, place) > place
        inside = 0 < index < len(texts) - 1 and _inside_sentence(*texts[index - 1 : index + 2 : 2])
        if counts_on or inside or index in breaks or index + 1 in breaks:
            found.add(index)
    return found | {n - 1 for n in breaks if n and STAMP.fullmatch(texts[n - 1])}


def _inside_sentence(before: str, after: str) -> bool:
    """Say whether a sentence of the line above goes on in the one below."""
    if before.endswith(_OPEN_WORDS):
        return True
    return not _is_terminated(before) and after[0].islower() and not marker(after)


def _is_issuer(before: str, line: str) -> bool:
    return line in _ISSUERS and not before.endswith(_OPEN_WORDS)


def _joint(before: str, line: str) -> str:
    """Return what stands between two lines of a sentence: a blank, but "QĐ-" + "UBND"."""
    is_tight = before[-1] == "-" and before[-2:-1].isalnum() and line[0].isalnum()
    return "" if is_tight else " "


def _goes_on(before: str, line: str, room: float) -> bool:
    """Say whether the sentence of ``before`` goes on in ``line``.

    A line of more than ``room`` characters could not take the next word; 0 where none is cut.
    """
    last, is_open = before[-1], line[0].islower() or line[0] in _GOING_ON
    if is_open and last != ":" and is_plain(line) and _runs_on(before):
        return True
    full = 0 < room < len(before) + 1 + len(line.partition(" ")[0])
    if last in _STOPS and not full and (not is_open or marker(line)):
        return False
    return _goes_on_still(before, line, is_open, full, room > 0)


def _goes_on_still(before: str, line: str, is_open: bool, full: bool, is_cut: bool) -> bool:
    """Say the same of what is not clear at a glance; ``is_cut`` says that lines have a width."""
    if before[-1] == "-" and before[-2:-1].isalnum() and line[0].isupper():
        return True  # "25/2016/QĐ-" + "UBND"
    terminated = _is_terminated(before)
    if is_cut_reference(before, line):
        return full or not is_cut or marker(line) is None
    if is_display(before) and not (_runs_on(before) and (full or line[0].islower())):
        return False
    opening = marker(line)
    if opening:
        rest = line[opening.end :]
        wrapped_dash = opening.kind in ("gach", "cong") and rest[:1].islower() and full
        return wrapped_dash and not terminated
    if is_display(line):
        return False
    if before.endswith(":"):
        return is_open and full
    if is_open or before.endswith(_OPEN_WORDS):  # "Sở Giáo dục và" + "Đào tạo"
        return True
    if not is_cut and _ISSUER.fullmatch(line):
        return False
    if not is_cut:
        return not terminated and len(before) > _LONG_LINE and not _is_heading(before)
    return full


def _is_terminated(line: str) -> bool:
    """Say whether a sentence ends with the line, as in "…;" or "….”"."""
    return line[-1:] in _STOPS or (line[-1:] in _CLOSING and line[-2:-1] in _STOPS)


def _runs_on(before: str) -> bool:
    """Say whether a set phrase opens a sentence ("Căn cứ …", "(Kèm theo …") that may wrap."""
    return any(map(str.islower, before))


def _is_heading(line: str) -> bool:
    opening = marker(line)
    return opening is not None and opening.kind in ("chuong", "muc", "dieu")
