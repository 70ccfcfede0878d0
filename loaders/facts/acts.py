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
from functools import cache, lru_cache, partial

from loaders.facts.act_numbers import clean_number
from loaders.facts.dates import DATE, iso_date
from loaders.facts.model import Act
from loaders.tables import document_types
from loaders.tables.documents import (
    is_above,
    letters_at_once,
    letters_with_symbols,
)

_LOST = "|".join(rf"(?<={own})\s(?={more})" for own, more in letters_with_symbols())
# between the parts of a symbol: "NĐ-CP", "QĐ -UBND", "TTLT/BTC-BKHCN"; "NĐ CP" lost its hyphen
_JOINT = rf"(?:\s?[-–./&]\s?|{_LOST})"
_LETTERS = r"[A-ZĐ](?:(?!ngày)\w)*"
SYMBOL = rf"{_LETTERS}(?:{_JOINT}{_LETTERS})*(?:(?<=QH)\s\d{{1,2}}(?![\d/]))?"
"""The letters of a document number: "QĐ-UBND", "TTLT/BYT-BNV", "QĐ-UBND-HC"; a blank may be lost
before "ngày" ("NĐ-CPngày")."""
_NUMBER = rf"""
    \d{{1,5}}[a-zđ]?\s?
    (?: /\s?\d{{4}}\s?/\s?{SYMBOL}                    # 24/2014/NĐ-CP
      | [-–/]\s?{SYMBOL}                              # 763-QĐ/TU, 244-HĐBT
      | (?=(?:{letters_at_once()})\s?[-/]){SYMBOL}  # 999QĐ/TU
      | -\d{{4}}/{SYMBOL}                            # 19-2016/NQ-CP
    )
"""
# issuers that need no word after them to tell where they end
_PLAIN_ISSUER = r"""
    (?:(?:Phó\s+)?Thủ\s+tướng\s+Ch[íỉ]nh\s+phủ|Ch[íỉ]nh\s+phủ|(?:Ủy\s+ban\s+[Tt]hường\s+vụ\s+)?Quốc\s+hội
      |Bộ\s+Chính\s+trị|Hội\s+đồng\s+Bộ\s+trưởng)
    (?:,?\s+[kK]h[óo]a\s+[IVX]+)? (?![^\W\d_])
"""
_ISSUER_STOP = r"""
    \s+(?:[bB](?:an\s+hành|ãi\s+bỏ|ổ\s+(?:sung|nhiệm))|[cC](?:ho\s+phép|ông\s+(?:bố|nhận))|chuyển
        |[đĐ](?:iều\s+chỉnh|ẩy\s+mạnh|ổi\s+(?:tên|mới))|(?:đã\s+)?được|(?<!Ngoại\s)giao|[gG]iải\s+thể
        |[hH](?:ợp\s+nhất|ướng\s+dẫn)|[kK]iện\s+toàn|kèm\s+theo|[mM]ột\s+số|[nN]âng
        |[pP]h(?:ân\s+(?:cấp|công|loại|bổ)|ê\s+(?:duyệt|chuẩn))|[qQ]uy\s+(?:định|chế)
        |[sS](?:áp\s+nhập|ắp\s+xếp|ửa\s+đổi)
        |[tT](?:ăng\s+cường|ổ\s+chức\s+lại|h(?:ành\s+lập|ay\s+thế|í\s+điểm|ông\s+qua|u\s+hồi)
          |iếp\s+tục|riển\s+khai)
        |[vV](?:ề|/[vV])|[xX]ếp\s+(?:hạng|loại))\b
    | \s*\( | [;.,]\s*$ | \s*$
"""
_TYPES = "|".join(row.name.replace(" ", r"\s+") for row in document_types())
# a further act: "… và Nghị định số 107/2020/NĐ-CP …", ", số 6588/QĐ-BCT"
_ACT_AHEAD = rf"\s+(?:(?:các\s+)?(?:{_TYPES})\s+(?:số:?\s|\d)|số:?\s+\d)"
_ANOTHER = rf"(?:\s*,?\s*và|\s*,){_ACT_AHEAD}"
# the same to be searched: it begins with a set, to which the engine can skip
_FURTHER = re.compile(rf"[\s,v](?:(?<=\s)\s*(?:,?\s*và|,)|(?<=,)(?:\s*và)?|(?<=v)à){_ACT_AHEAD}")
_NUMBERED = re.compile(
    rf"""
    \s*(?P<before>[^;]{{0,300}}?)
    \s*(?:\b(?i:số):?\s*|(?<=\s)(?=\d))(?P<number>{_NUMBER})
    (?:\s*,?\s*(?:(?:ký|ban\s+hành)\s+)?(?P<date>{DATE}))?
    (?:\s*,?\s*(?:của\s+)?(?P<plain>{_PLAIN_ISSUER})(?!\s+(?:và|-)\s)
       (?:\s*,?\s*(?P<late>{DATE}))?
      |\s*,?\s*(?i:của)\s+(?:các\s+)?(?P<issuer>[^;]{{3,200}}?)
       (?=[\s,;.(\d]|[nN](?i:gày)|$)(?:\s*,?\s*(?P<later>{DATE}))?
       (?=(?=\s*[,v]){_ANOTHER}|{_ISSUER_STOP}))?
    """,
    re.VERBOSE,
)
# the cheap looks before it: how the words begin where no title precedes the number; any number
_MAY_BE_NUMBERED = re.compile(r"[\s:]*(?:[sS][ốỐ]|\d|của\s)")
_NUMBER_LOOK = re.compile(rf"\d[a-zđ]?\s?(?:[-–/]|{letters_at_once()})")
_OF_ISSUER = re.compile(r"của\s+(?P<issuer>.{3,120})")
_DATED = re.compile(
    rf"\s*(?P<before>[^;]{{2,400}}?)(?=[\s,nN\d])\s*,?\s*(?P<date>{DATE})", re.VERBOSE
)
_YEAR_ONLY = re.compile(
    r"\s*(?P<before>[^;]{0,200}?),?\s*(?:năm\s+(?P<year>\d{4})\b|\s(?P<bare>(?:19|20)\d\d)(?=\s*(?:[;,.)]|$)))"
)
# "Luật … được Quốc hội khóa XIII thông qua", "Luật … của Quốc hội": who passed a law
_PASSED = re.compile(
    r"""\s*,?\s*(?:(?:đã\s+)?được|do|của)\s+
        (?P<issuer>(?:Ủy\s+ban\s+[Tt]hường\s+vụ\s+)?Quốc\s+hội)
        (?:\s+nước(?:\s+(?!khóa|thông)[^\W\d_]+){1,9})?
        (?:,?\s+khóa\s+[IVX]+)?(?:,?\s+kỳ\s+họp\s+thứ\s+[^\W_]+)?
        (?:\s+(?:thông\s+qua|ban\s+hành))?(?![^\W\d_])""",
    re.VERBOSE,
)
# "Luật Doanh nghiệp [và] Luật Đầu tư ngày 29 tháng 11 năm 2005": two of one day
_BOTH = re.compile(
    r"(?![^;]*[sS]ửa\s+đổi)(?P<one>[^;\d]{2,200}?)\s+và\s+(?=(?:Bộ\s+luật|Luật|Pháp\s+lệnh)\s+[A-ZĐ])"
)
_REACH = 1_200
"""How far a citation is looked into: no title is longer."""
LAWS = ("Hiến pháp", "Bộ luật", "Luật", "Pháp lệnh")
"""The types that the National Assembly passes, cited by title and date."""
_PART_OF = re.compile(r"(?:khoản|điều|điểm|mục|phần|chương)\s+\S{1,6}$", re.IGNORECASE)
"""A title that goes on with the act whose part it names: "… khoản 2 Mục III, Thông tư số"."""


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
    """Return the pattern of types: capitalised, or in lower case before "số" ("tờ trình số")."""
    names = [row.name for row in document_types()]
    letters = sorted({name[0] for name in names})
    branches = []
    for letter in letters:  # first, so that the engine skips to one of them
        rest = [name[1:].replace(" ", r"\s+") for name in names if name[0] == letter]
        loose = "|".join(words for words in rest if letter + words != "Lệnh")
        lower = "|".join(rest).lower()
        own = "|ệnh" if "Lệnh" in names and letter == "L" else ""
        branches += [
            rf"{letter}(?<!\w{letter})(?:(?i:{loose}){own})",
            rf"{letter.lower()}(?<!\w{letter.lower()})(?:{lower})(?=\s+(?:[sS]ố|\d+/))",
        ]
    return re.compile(rf"(?P<type>{'|'.join(branches)})(?!\w)")


@cache
def _any_case() -> re.Pattern[str]:
    return re.compile(rf"(?P<type>{_TYPES})(?!\w)", re.IGNORECASE)


@lru_cache(maxsize=512)
def parse_act(text: str, *, with_title: bool = True) -> FoundAct | None:
    """Return the act that ``text`` begins with; None where it names none that can be told apart.

    Without ``with_title`` the title of a numbered act is left unread: it ends before. Kept for the
    rules that read one citation after another.
    """
    type_match = _any_case().match(text)
    if not type_match:
        return None
    name = " ".join(type_match["type"].split()).capitalize()
    rest = text[type_match.end() :]
    is_law = name in LAWS
    numbered = _numbered if with_title else partial(_numbered, with_title=False)
    for reader in (numbered, _dated) if not is_law else (_law_numbered, _dated, _dated_by_year):
        found = reader(name, rest)
        if found:
            offset = type_match.end()
            return FoundAct(found[0], 0, offset + found[1], offset + found[2])
    return None


def _numbered(name: str, rest: str, *, with_title: bool = True) -> tuple[Act, int, int] | None:
    match = _NUMBERED.match(rest) if _MAY_BE_NUMBERED.match(rest) else None
    if not match:
        return None
    issued_by = _OF_ISSUER.fullmatch(match["before"])
    if match["before"].strip(" :") and not issued_by:
        return None
    title, end = _title_after(rest, match.end(), name) if with_title else (None, match.end())
    act = Act(
        name,
        clean_number(match["number"]),
        iso_date(match["date"] or match["late"] or match["later"]),
        title,
        _tidy(issued_by["issuer"] if issued_by else match["plain"] or match["issuer"]),
    )
    return act, end, _core_end(match)


def _title_after(rest: str, start: int, type_: str) -> tuple[str | None, int]:
    """Return the words up to ";" or a further act, and where they end.

    After a title that names an act itself, one more act belongs to that title; but not one of a
    type that an act of this ``type_`` is not about: "Nghị định … chi tiết Luật … và Thông tư số …".
    """
    stop = rest.find(";", start)
    end = stop if stop >= 0 else len(rest)
    another = _FURTHER.search(rest, start, end)
    if another:
        before = rest[start : another.start()]
        named = _type_pattern().search(rest, another.start(), another.end())
        is_apart = named is not None and is_above(type_, named["type"])
        if is_apart or not (_type_pattern().search(before) or _PART_OF.search(before)):
            end = another.start()
    return _tidy(rest[start:end]), end


def _core_end(match: re.Match[str]) -> int:
    return match.end("date") if match["date"] else match.end("number")


def _law_numbered(name: str, rest: str) -> tuple[Act, int, int] | None:
    """Read "Luật Tổ chức chính quyền địa phương số 72/2025/QH15 ngày …"."""
    match = _NUMBERED.match(rest) if _NUMBER_LOOK.search(rest.partition(";")[0]) else None
    if (
        not match
        or re.search(DATE, match["before"], re.VERBOSE)
        or _type_pattern().search(match["before"])
    ):
        return None
    return _law(name, match["before"], clean_number(match["number"]), match, rest, _core_end(match))


def _law(
    name: str, title: str, number: str | None, match: re.Match[str], rest: str, end: int
) -> tuple[Act, int, int]:
    """Return a law, with the issuer that its title or the words after its date name."""
    named = _PASSED.search(title)
    after = _PASSED.match(rest, end)
    passed = named if named and named.end() == len(title) else after
    words = title[: named.start()] if named and passed is named else title
    issuer = " ".join(passed["issuer"].split()) if passed else None
    act = Act(
        name,
        number,
        iso_date(match["date"]),
        " ".join(f"{name} {words}".split()).rstrip(" ,("),
        issuer,
    )
    return act, after.end() if after else end, end


def _dated(name: str, rest: str) -> tuple[Act, int, int] | None:
    match = _DATED.match(rest)
    if not match or (_NUMBER_LOOK.search(match["before"]) and _NUMBERED.match(match["before"])):
        return None
    if name in LAWS:
        both = _BOTH.match(match["before"]) if "và" in match["before"] else None
        if both:
            end = match.start("before") + both.end("one")
            title = " ".join(f"{name} {both['one']}".split())
            return Act(name, None, iso_date(match["date"]), title), end, end
        return _law(name, match["before"], None, match, rest, match.end())
    title = f"{name} {' '.join(match['before'].split())}"
    return Act(name, None, iso_date(match["date"]), title), match.end(), match.end()


def _dated_by_year(name: str, rest: str) -> tuple[Act, int, int] | None:
    match = _YEAR_ONLY.match(rest)
    if not match:
        return None
    title = f"{name} {' '.join(match['before'].split())}".strip()
    return Act(name, None, match["year"] or match["bare"], title), match.end(), match.end()


def find_acts(text: str, start: int = 0) -> Iterator[FoundAct]:
    """Yield every numbered or dated act named from ``start`` on, in order, inside titles too."""
    for match in _type_pattern().finditer(text, start):
        found = parse_act(text[match.start() : match.start() + _REACH])
        if found and (found.act.number or found.act.date):
            at = match.start()
            yield FoundAct(found.act, at, at + found.end, at + found.short_end)


def _tidy(text: str | None) -> str | None:
    tidy = " ".join((text or "").split()).strip(" ,;:./").replace("Chỉnh phủ", "Chính phủ")
    return tidy or None
