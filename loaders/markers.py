"""What the first characters of a line say: chương, mục, điều, khoản, điểm, gạch, and set phrases.

One place for both stages that need it: repair (a line that opens a clause is no wrapped rest)
and structure. Each expression stands beside an example of what it matches.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

from loaders.model import Kind
from loaders.tables.documents import headed_kinds
from loaders.tables.offices import office_titles
from loaders.tables.phrases import phrases, spaced

POINT_LETTERS = "abcdđeghiklmnopqrstuvxy"
"""The order of điểm: the Vietnamese alphabet without ă â ê ô ơ ư (Nghị định 30/2020/NĐ-CP)."""

ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}


@dataclass(frozen=True, slots=True)
class Marker:
    """An opening mark: the kind of clause, its label as printed, where the text after it begins."""

    kind: Kind
    label: str
    end: int


SECTION_LETTERS = "ABCDĐEGH"
"""The order of sections with a letter: "A. Vị trí", "B. Nhiệm vụ"."""
# the first word of a sentence or name: a capital, then no capital ("763-QĐ", "18-CP" are numbers)
_SENTENCE_WORD = r"[A-ZĐÀ-Ỹ](?:[^\W\d_A-ZĐ]|\s)"

_DIGIT = "0"
"""Stands for any digit among the first characters of a mark."""
_MARKERS: tuple[tuple[Kind, str, re.Pattern[str]], ...] = (
    # "Chương II", "CHƯƠNG 3. QUY ĐỊNH CHUNG"
    ("chuong", "C", re.compile(r"(?:Chương|CHƯƠNG)\s+(?P<label>[IVXLC]{1,7}|\d{1,2})\b[.:]?\s*")),
    # "Mục 1. NHIỆM VỤ", "MỤC II"
    ("muc", "M", re.compile(r"(?:Mục|MỤC)\s+(?P<label>[IVX]{1,5}|\d{1,2})\b[.:]?\s*")),
    # "II. Nhiệm vụ và quyền hạn", "IV/ Cơ cấu tổ chức": sections of texts before 2008
    (
        "muc",
        "IVX",
        re.compile(
            r"(?P<label>[IVX]{1,5})\s?(?:[./)]|[-–](?=\s))\s*"
            r"(?=[A-ZĐÀ-Ỹ][^\W\d_]|[A-ZĐÀ-Ỹ]\s+[^\W\d_]{2})"
        ),
    ),
    # "A. Phòng Nghiệp vụ Y", "B/ Cơ cấu tổ chức": sections with a letter
    ("muc", "ABCDEĐGH", re.compile(r"(?P<label>[A-EĐGH])\s?[./)-]\s+(?=[A-ZĐÀ-Ỹ])")),
    # "Điều 3. Vị trí", "Điều 3.Tổ chức", "Điều 1: Tên gọi", "ĐIỀU 2.", "Điều 1 - Nay thành lập";
    # "Đỉều 3.", "Điểu 3." (misprinted); not "Điều 7 Nghị định"
    (
        "dieu",
        "Đ",
        re.compile(
            r"(?:Đ[iỉí][êềểế]u|ĐIỀU)\s*(?P<label>\d{1,3}[a-zđ]?)\s*"
            r"(?:[.:]\s*(?:[-–]\s+)?|[-–]\s+(?=[A-ZĐÀ-Ỹ])|$)"
        ),
    ),
    # "14. Về", "2.Thẩm định", "3) Quản lý", "1.- Trình"; not "24/2014", "1.500", "4.1."
    ("khoan", _DIGIT, re.compile(r"(?P<label>\d{1,3})\s?[.)](?![\d.])(?:[-–](?=\s))?\s*(?=\S)")),
    # "1- Lãnh đạo", "2/ Các phòng", "3/- Cấp"; not "763-QĐ/TU", "24/NQ-CP", "3- 5 người"
    ("khoan", _DIGIT, re.compile(rf"(?P<label>\d{{1,2}})\s?/?[-–/]\s*(?={_SENTENCE_WORD})")),
    # "(1) Văn phòng;", "4.1. Quản lý", "4.1 Quản lý"
    ("tiet", "(", re.compile(r"\((?P<label>\d{1,2})\)\s*(?=\S)")),
    ("tiet", _DIGIT, re.compile(r"(?P<label>\d{1,2}(?:\.\d{1,2}){1,3})\.?\s+(?=[^\W\d_])")),
    # "b1) Trung tâm Da liễu", "a2- Tham mưu"
    (
        "tiet",
        POINT_LETTERS,
        re.compile(
            rf"(?P<label>[{POINT_LETTERS}]\d{{1,2}})(?:\s?[.)]\s*(?=[^\W\d_])"
            rf"|\s?[-–]\s*(?={_SENTENCE_WORD}))"
        ),
    ),
    # "đ) Phối hợp", "a. Dự thảo", "a/ Dự thảo", "a/- Dự thảo"
    (
        "diem",
        POINT_LETTERS + "jwz",
        re.compile(rf"(?P<label>[{POINT_LETTERS}jwz])\s?[.)/](?:[-–](?=\s))?\s*(?=\S)"),
    ),
    # "a- Văn phòng", "b - Các phòng"
    (
        "diem",
        POINT_LETTERS,
        re.compile(rf"(?P<label>[{POINT_LETTERS}])\s?[-–]\s*(?={_SENTENCE_WORD})"),
    ),
    # "- Văn phòng;", "– Phòng", "* Phòng", "• Phòng"
    ("gach", "-–—•*", re.compile(r"(?P<label>[-–—•*])\s*(?=[^\s-])")),
    # "+ Tổ chức"
    ("cong", "+", re.compile(r"(?P<label>\+)\s*(?=\S)")),
)
"""Each mark: the kind of clause it opens, the characters it may begin with, what it looks like."""
_MARKERS_BY_FIRST = {
    first: tuple((kind, pattern) for kind, firsts, pattern in _MARKERS if first in firsts)
    for first in {*chain.from_iterable(firsts for _, firsts, _ in _MARKERS)}
}

RECITAL = re.compile(
    r"""(?:[-–+*]\s*)?
        (?: C(?:[ăảâ]n\s+c[ứử]|ĂN\s+CỨ|hiếu(?=\s+(?:theo\s+)?(?:Sắc|Nghị|Luật|Hiến)))
          | T(?:hực\s+hiện|HỰC\s+HIỆN) | X(?:ét|ÉT)
          | T(?:heo\s+đề\s+nghị|HEO\s+ĐỀ\s+NGHỊ) | Trên\s+cơ\s+sở )\b (?!\s*:)""",
    re.VERBOSE,
)
"""A recital of the preamble: "Căn cứ Luật …", "- Theo đề nghị của …", "Chiếu Sắc lệnh …"."""

ENACTING = re.compile(r"(?:QUYẾT\s+ĐỊNH|NGHỊ\s+ĐỊNH|QUYẾT\s+NGHỊ|Quyết\s+định)\s*:\s*$")
"""The enacting words between preamble and articles: "QUYẾT ĐỊNH:"."""

ENACTING_SENTENCE = re.compile(
    r"""(?:(?:Ủy|Uỷ)\s+ban\s+nhân\s+dân|Hội\s+đồng\s+nhân\s+dân|Chính\s+phủ|Bộ\s+trưởng
          |Chủ\s+tịch|Thủ\s+tướng|Tổng\s+cục\s+trưởng)\b
        .{0,120}? \bban\s+hành\s+(?:Quyết|Nghị|Thông|Chỉ)""",
    re.VERBOSE,
)
"""Since 2025 the enacting words are a sentence: "Ủy ban nhân dân ban hành Quyết định …"."""

MOTTO = re.compile(r"CỘNG\s+HÒA\s+XÃ\s+HỘI\s+CHỦ\s+NGHĨA|CỘNG\s+HOÀ\s+XÃ\s+HỘI\s+CHỦ\s+NGHĨA")
"""The first line of the national motto, in the letterhead."""

DOCUMENT_KIND = re.compile(
    rf"(?:{headed_kinds(capitals=True)}|{headed_kinds(capitals=False)})"
    r"(?:\s+(?:CỦA|của)\s+[^\n]{3,80})?\s*:?\s*$"
)
"""The kind of document, alone on its line or with its issuer: "QUYẾT ĐỊNH CỦA ỦY BAN …"."""
KIND_LINE = re.compile(rf"^{DOCUMENT_KIND.pattern}", re.MULTILINE)
"""The same as one line of a text."""

HEADING = re.compile(
    rf"(?:{spaced(phrases('article-heading'))})(?!\w)(?:(?!\s(?:là|có)\s)[^.;:])*\."
)
"""A heading with a full stop: "Nhiệm vụ, quyền hạn."; no sentence ("Chức năng của Sở là …")."""

ANNEX_KIND = re.compile(
    rf"(?:{spaced(phrases('annex-kind'))}|(?:{spaced(phrases('annex-numbered'))})(?:\s+\S{{1,5}})?)\s*$"
)
"""The kind of an attached text, alone on its line: "QUY ĐỊNH"."""

ANNEX_LINK = re.compile(r"\(\s*(?:Ban\s+hành\s+)?[Kk]èm\s+theo\s+", re.IGNORECASE)
"""What ties an attached text to its decision: "(Kèm theo Quyết định số …)"."""

RECIPIENTS = re.compile(r"Nơi\s+nhận\s*:?", re.IGNORECASE)
"""The list of recipients: "Nơi nhận:"."""

_SIGNS_FOR = spaced(phrases("signs-for"))
_OFFICES = spaced(title.upper() for title in office_titles("capacity"))
CAPACITY = re.compile(
    rf"""(?:{_SIGNS_FOR})\s?[./]\s*(?=\S)                            # TM. ỦY BAN NHÂN DÂN, TM/ UBND
      | (?:{_SIGNS_FOR})\s+(?=(?:{spaced(phrases("signed-for"))})(?!\w))             # KT CHỦ TỊCH
      | (?:PHÓ\s+)?(?:{_OFFICES})(?:\s+(?:{spaced(phrases("signer-of"))})\s.*)?\s*$""",
    re.VERBOSE,
)
"""The capacity or position above a signature: "TM. ỦY BAN NHÂN DÂN", "PHÓ CHỦ TỊCH"."""

_AWAITS_NUMBER = re.compile(r"(?:Điều|điều|[Kk]hoản|[Mm]ục|số|ngày|tháng|năm)\s*$")
"""A line that stops before a number: "… theo quy định tại khoản"."""
_AWAITS_LETTER = re.compile(r"[Đđ]iểm\s*$")
"""A line that stops before the letter of a điểm: "… quy định tại điểm"."""
_STARTS_LETTER = re.compile(rf"[{POINT_LETTERS}]\s*[,)]")
_LONGEST_AWAITING = 12


_DISPLAY_LETTERS = 5


_AFTER_LETTER = frozenset(".)/-–0123456789")
"""What stands after the letter of a điểm, or within its label ("b1)")."""


@lru_cache(maxsize=4_096)
def marker(line: str) -> Marker | None:
    """Return the mark that opens ``line`` (no leading blanks), or None where it has none."""
    first = line[:1]
    if first.islower() and line[1:3].strip()[:1] not in _AFTER_LETTER:
        return None
    for kind, pattern in _MARKERS_BY_FIRST.get(_DIGIT if first.isdecimal() else first, ()):
        match = pattern.match(line)
        if match:
            return Marker(kind, match["label"], match.end())
    return None


def has_recitals(lines: Iterable[str]) -> bool:
    """Say whether a recital stands above the first article of a text."""
    for line in lines:
        if RECITAL.match(line):
            return True
        if line[:1] in "CĐ" and (mark := marker(line)) and mark.kind in ("chuong", "dieu"):
            return False
    return False


def is_cut_reference(before: str, line: str) -> bool:
    """Say whether a line end cuts a reference or date in two: "tại khoản" + "1. …"."""
    tail = before[-_LONGEST_AWAITING:]
    if line[:1].isdigit():
        return _AWAITS_NUMBER.search(tail) is not None
    return "iểm" in tail and bool(_STARTS_LETTER.match(line) and _AWAITS_LETTER.search(tail))


def is_capacity(text: str) -> bool:
    """Say whether a line, or a cell of a table row, is a capacity above a signature."""
    cell = text.strip("| ")
    if not cell[:1].isupper():
        return False
    return CAPACITY.match(cell) is not None and not any(c.islower() for c in cell)


_PHRASE_FIRST = frozenset("QNnTKPCBGX(")
"""What the fixed phrases begin with: QUYẾT ĐỊNH, Nơi nhận, TM., CHỦ TỊCH, (Kèm theo, Căn cứ."""


@lru_cache(maxsize=4_096)
def is_display(line: str) -> bool:
    """Say whether a line is set apart: in capitals, or one of the fixed phrases of the form."""
    if not any(map(str.isalnum, line)):
        return True
    if line.isupper() and " " in line and sum(map(str.isalpha, line)) >= _DISPLAY_LETTERS:
        return True
    if line[0] not in _PHRASE_FIRST:
        return False
    return any(
        pattern.match(line) for pattern in (ENACTING, RECIPIENTS, CAPACITY, ANNEX_LINK, RECITAL)
    )


def is_plain(line: str) -> bool:
    """Say at a glance of most lines that they begin amid a sentence: no mark, not set apart."""
    first = line[0]
    return first.islower() and first not in _PHRASE_FIRST and line[:2].isalpha()


def section_number(label: str) -> int | None:
    """Return the place of a section from 1: its letter's ("B" is 2), else that of its number."""
    at = SECTION_LETTERS.find(label) if label else -1
    return at + 1 if at >= 0 else number(label)


def number(label: str) -> int | None:
    """Return the value of an arabic or Roman number ("14", "IV"), None for anything else."""
    if label.isdigit():
        return int(label)
    if not label or set(label) - set(ROMAN):
        return None
    values = [ROMAN[c] for c in label]
    return sum(
        -value if value < following else value
        for value, following in zip(values, [*values[1:], 0], strict=True)
    )
