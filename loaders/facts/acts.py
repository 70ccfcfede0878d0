"""Acts: type, number, date, issuer and title of a cited document, from the words of the citation.

Nghị định số 24/2014/NĐ-CP ngày 04 tháng 4 năm 2014 của Chính phủ quy định tổ chức các …
└ type ─┘    └─ number ──┘ └──────── date ────────┘     └ issuer ┘ └─── title ────────
Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015
└─────────── title ───────────────┘ └───────── date ───────┘
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from loaders.facts.dates import DATE, iso_date
from loaders.facts.model import Act
from loaders.tables import document_types

_NUMBER = r"""
    \d{1,5}\s?
    (?: /\s?\d{4}\s?/\s?[A-ZĐ]\w*(?:\s?[-.]\s?[A-ZĐ]\w*)*     # 24/2014/NĐ-CP
      | [-/]\s?[A-ZĐ]\w*(?:\s?[-./&]\s?[A-ZĐ]\w*)*            # 763-QĐ/TU, 244-HĐBT
    )
"""
_ISSUER_STOP = r"""
    \s+(?:[qQ]uy\s+định|[sS]ửa\s+đổi|[hH]ướng\s+dẫn|[vV]ề|[bB]an\s+hành|thu\s+hồi|[pP]hê\s+duyệt
        |thông\s+qua|[bB]ổ\s+sung
        |thành\s+lập|tổ\s+chức\s+lại|điều\s+chỉnh|công\s+bố|giao|kiện\s+toàn|hợp\s+nhất|sáp\s+nhập
        |thí\s+điểm|bãi\s+bỏ|chuyển|thay\s+thế|triển\s+khai|tiếp\s+tục|một\s+số)\b
    | [;.,]\s*$ | \s*$
"""
_TYPES = "|".join(row.name.replace(" ", r"\s+") for row in document_types())
# a second act after "và": "… và Nghị định số 107/2020/NĐ-CP …"
_ANOTHER = rf"\s*,?\s*và\s+(?:{_TYPES})\s+số\s"
_NUMBERED = re.compile(
    rf"""
    \s*(?P<before>[^;]{{0,300}}?)
    \s*\b[sS]ố:?\s*(?P<number>{_NUMBER})
    (?:,?\s*(?P<date>{DATE}))?
    (?:,?\s*của\s+(?P<issuer>[^;]{{3,200}}?)(?={_ANOTHER}|{_ISSUER_STOP}))?
    (?P<after>(?:(?!{_ANOTHER})[^;]*)?)
    """,
    re.VERBOSE,
)
_OF_ISSUER = re.compile(r"của\s+(?P<issuer>.{3,120})")
_BARE = re.compile(rf"\s+(?P<number>{_NUMBER})(?:,?\s*(?P<date>{DATE}))?", re.VERBOSE)
_DATED = re.compile(rf"\s*(?P<before>[^;]{{2,400}}?),?\s*(?P<date>{DATE})", re.VERBOSE)
_YEAR_ONLY = re.compile(r"\s*(?P<before>[^;]{0,200}?),?\s*(?:năm\s+)(?P<year>\d{4})\b")
_REACH = 1_200
"""How far a citation is looked into: no title is longer."""
_LAWS = ("Hiến pháp", "Bộ luật", "Luật", "Pháp lệnh")


@dataclass(frozen=True, slots=True)
class FoundAct:
    """An act and where its citation stands in the searched text.

    ``short_end`` is where number and date end, before issuer and title.
    """

    act: Act
    start: int
    end: int
    short_end: int = 0


@cache
def _type_pattern() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?P<type>{_TYPES})(?!\w)")


def clean_number(number: str) -> str:
    """Return a document number without blanks: "12 /2023/QĐ -UBND" → "12/2023/QĐ-UBND"."""
    return re.sub(r"\s+", "", number)


def parse_act(text: str) -> FoundAct | None:
    """Return the act that ``text`` begins with; None where it names none that can be told apart."""
    type_match = _type_pattern().match(text)
    if not type_match:
        return None
    name = " ".join(type_match["type"].split())
    rest = text[type_match.end() :]
    is_law = name in _LAWS
    for reader in (_numbered, _dated) if not is_law else (_law_numbered, _dated, _dated_by_year):
        found = reader(name, rest)
        if found:
            offset = type_match.end()
            return FoundAct(found[0], 0, offset + found[1], offset + found[2])
    return None


def _numbered(name: str, rest: str) -> tuple[Act, int, int] | None:
    match = _NUMBERED.match(rest)
    issued_by = _OF_ISSUER.fullmatch(match["before"]) if match else None
    if match and (issued_by or not match["before"]):
        issuer = _tidy(issued_by["issuer"] if issued_by else match["issuer"])
        act = Act(
            name,
            clean_number(match["number"]),
            iso_date(match["date"]),
            _tidy(match["after"]),
            issuer,
        )
        return act, match.end(), _core_end(match)
    match = _BARE.match(rest)
    if match:
        act = Act(name, clean_number(match["number"]), iso_date(match["date"]))
        return act, match.end(), match.end()
    return None


def _core_end(match: re.Match[str]) -> int:
    return match.end("date") if match["date"] else match.end("number")


def _law_numbered(name: str, rest: str) -> tuple[Act, int, int] | None:
    """Read "Luật Tổ chức chính quyền địa phương số 72/2025/QH15 ngày …"."""
    match = _NUMBERED.match(rest)
    if (
        not match
        or re.search(DATE, match["before"], re.VERBOSE)
        or _type_pattern().search(match["before"])
    ):
        return None
    title = f"{name} {match['before']}".strip()
    end = _core_end(match)
    return Act(name, clean_number(match["number"]), iso_date(match["date"]), title), end, end


def _dated(name: str, rest: str) -> tuple[Act, int, int] | None:
    match = _DATED.match(rest)
    if not match or _NUMBERED.match(match["before"]):
        return None
    title = f"{name} {' '.join(match['before'].split())}"
    return Act(name, None, iso_date(match["date"]), title), match.end(), match.end()


def _dated_by_year(name: str, rest: str) -> tuple[Act, int, int] | None:
    match = _YEAR_ONLY.match(rest)
    if not match:
        return None
    title = f"{name} {' '.join(match['before'].split())}".strip()
    return Act(name, None, match["year"], title), match.end(), match.end()


def find_acts(text: str) -> Iterator[FoundAct]:
    """Yield every numbered or dated act named in ``text``, in order, those inside titles too."""
    for match in _type_pattern().finditer(text):
        found = parse_act(text[match.start() : match.start() + _REACH])
        if found and (found.act.number or found.act.date):
            at = match.start()
            yield FoundAct(found.act, at, at + found.end, at + found.short_end)


def _tidy(text: str | None) -> str | None:
    tidy = " ".join((text or "").split()).strip(" ,;./")
    return tidy or None
