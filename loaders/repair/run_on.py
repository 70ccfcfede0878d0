"""Run-on lines: a text whose line ends are lost has its parts told by what opens them.

… Tự do - Hạnh phúc | Số: 583-BYT/QĐ | Hà Nội, ngày 14 tháng 09 năm 1968 | QUYẾT ĐỊNH | VỀ VIỆC … |
BỘ TRƯỞNG BỘ Y TẾ | Căn cứ … | QUYẾT ĐỊNH: | Điều 1. Nhiệm vụ | 1. … | a) …

An article, khoản or điểm opens only where it counts on from the one before: "Điều 3." amid a
sentence does not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from loaders.markers import POINT_LETTERS
from loaders.model import Edit
from loaders.tables.documents import headed_kinds
from loaders.tables.phrases import phrases, spaced

RULE = "repair.run-on"
_LONG = 600
_ARTICLE = re.compile(r"(?:^|\s)Điều\s+\d{1,3}\s?[.:]")
_LEAST_ARTICLES = 2
_KINDS = headed_kinds(capitals=True)
_ANNEXES = spaced(phrases("annex-kind"))
_ISSUERS = spaced(map(str.upper, phrases("run-on-issuers")))
_LINK = r"\(\s*(?:Ban\s+hành\s+)?[Kk]èm\s+theo\s"
BORDER = re.compile(
    rf"""
    (?<!khoản)(?<!điểm)(?<!Điều)(?<!điều)(?<!Mục)(?<!mục)(?<!theo)(?<!tại)(?<!của)
    (?<!khoản\s\d)(?<!khoản\s\d\d)(?<!điểm\s\w)\s+(?=(?:
        Điều\s+(?P<article>\d{{1,3}})\s?[.:]                             # … Sở. | Điều 2. …
      | (?P<clause>\d{{1,2}})\.\s*[A-ZĐÀ-Ỹ][^\W\d_]                      # …: | 1. Trình …
      | (?P<point>[{POINT_LETTERS}])[).]\s ))                           # …; | b) Dự thảo …
  | (?<=[.;:/])\s+(?=(?:Chương|Mục|CHƯƠNG|MỤC)\s+[\dIVX]{{1,5}}\b)       # … Sở. | Chương II …
  | (?<=[;:.])(?<!\d[.:])\s+(?=[-+]\s+[A-ZĐÀ-Ỹ])                        # …; | - Văn phòng …
  | \s+(?=(?:CỘNG\s+H(?:ÒA|OÀ)\s+XÃ\s+HỘI|VIỆT\s+NAM\s+DÂN\s+CHỦ\s+CỘNG)(?!\w))
  | \s+(?=Độc\s+lập\s*[-–]) | (?<=phúc)\s+(?=\S)
  | \s+(?=Số\s*:\s?\d{{0,5}}\s?[-/])
  | \s+(?=[A-ZĐ][^\s,]{{0,15}}(?:\s[A-ZĐ][^\s,]{{0,15}}){{0,4}},\s+ngày\s)   # | Hà Nội, ngày …
  | (?<=\d{{4}})\s+(?=(?:{_KINDS})(?!\w))                               # … năm 1968 | QUYẾT ĐỊNH
  | (?<=[A-ZĐÀ-Ỹ])\s+(?=(?:VỀ\s+VIỆC|V/V|Về\s+việc|BAN\s+HÀNH|Ban\s+hành|QUY\s+ĐỊNH|Quy\s+định)\s)
  | \s+(?=(?:CHỦ\s+TỊCH\s+)?(?:{_ISSUERS})(?:\s+[^\s.;,:]{{1,20}}){{0,8}}?\s+(?:-\s*)?Căn\s+cứ\s)
  | \s+(?=(?:-\s*)?(?:Căn\s+cứ|(?:Xét|Theo)\s+đề\s+nghị|Thực\s+hiện\s+(?:Quyết|Nghị))\s)
  | (?<=[.;,])\s+(?=(?:{_KINDS}|QUYẾT\s+NGHỊ)\s*:)                      # …; | QUYẾT ĐỊNH: |
  | (?<=ĐỊNH:)\s+ | (?<=NGHỊ:)\s+
  | \s+(?=(?:{_ANNEXES})\s[^.;(]{{10,400}}{_LINK})                       # | QUY ĐỊNH … (Kèm theo …
  | \s+(?={_LINK}) | (?<=\))\s+(?=(?:Chương|CHƯƠNG)\s)
  | \s+(?=Nơi\s+nhận\s*:) | \s+(?=(?:TM|KT)\.\s+[A-ZĐÀ-Ỹ])
    """,
    re.VERBOSE,
)
"""The blanks before a part of a document, or after it, by the words that open it."""


def mend(raw: str) -> Iterator[Edit]:
    """Yield the line ends that a line holding several articles lost."""
    for at, line in _long_lines(raw):
        if _is_run_on(line):
            for start, end in _borders(line):
                yield Edit(at + start, at + end, line[start:end], "\n", RULE)


def _long_lines(raw: str) -> Iterator[tuple[int, str]]:
    """Yield the lines that are long enough, and where each begins, by leaps between line ends."""
    at = 0
    while len(raw) - at >= _LONG:
        end = raw.rfind("\n", at, at + _LONG)
        if end < 0:
            end = raw.find("\n", at + _LONG)
            end = end if end >= 0 else len(raw)
            yield at, raw[at:end]
        at = end + 1


def _is_run_on(line: str) -> bool:
    is_likely = line.count("Điều") >= _LEAST_ARTICLES  # far faster than the search itself
    return is_likely and len(_ARTICLE.findall(line)) >= _LEAST_ARTICLES


def _borders(text: str) -> Iterator[tuple[int, int]]:
    """Yield the borders of a line, those of numbered clauses where they count on."""
    last = {"article": 0, "clause": 0, "point": 0}
    below = {"article": ("clause", "point"), "clause": ("point",), "point": ()}
    for border in BORDER.finditer(text):
        kind = border.lastgroup
        if kind is not None:
            label = border[kind]
            value = POINT_LETTERS.find(label) + 1 if kind == "point" else int(label)
            told = text[border.start() - 1] in ".;:"  # a label may be misprinted after a stop
            if value != 1 and not last[kind] + (not told) <= value <= last[kind] + 1 + told:
                continue
            last[kind] = value
            last |= dict.fromkeys(below[kind], 0)
        yield border.span()
