"""Unit names: the names of units in one entry of a list, without what the entry says of them.

Phòng Nghiệp vụ 1: thực hiện …; Chi cục Kiểm lâm trực thuộc Sở (gồm …); Văn phòng, Thanh tra
└──── name ─────┘               └──── name ────┘                        └ name ┘  └ name ┘
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from loaders.facts.limits import LIMIT
from loaders.facts.wording import alternation
from loaders.tables import BodyKind, body_kind, body_words, kind_names
from loaders.tables.phrases import phrases, spaced
from loaders.tables.rules import leaders

_ABOVE = frozenset({"so", "bo", "uy-ban-nhan-dan", "hoi-dong-nhan-dan", "chinh-phu"})
"""Kinds of bodies that are no unit of another body."""
_KIND_REACH = 40
"""How many characters of a name are looked at for its kind."""
_MAX_WORDS = 22
_MOST_NAMES = 200
_OWNER = alternation(
    (*map(str.capitalize, kind_names("owner")), *kind_names("owner-small"), *phrases("unit-owner")),
    cased=True,
)
_MANY = alternation((*kind_names("many"), *phrases("many-units")), cased=True)
_MANY_BESIDES = alternation(
    (*kind_names("many"), *phrases("many-units"), *phrases("many-besides")), cased=True
)
# what follows a name and says where it belongs or what it covers: "… trực thuộc Sở", "… phụ trách"
_TAIL = re.compile(
    rf"""[\s,]  # a set of characters first, so that the engine skips to the next of them
      (?: (?<=\s)\s*(?:(?:trực\s+)?thuộc\s+{_OWNER}.*
            |trực\s+thuộc|phụ\s+trách\s.*|(?:đóng|đặt)\s+(?:tại|ở)\s.*|(?:bao\s+)?gồm(?:\s.*)?
            |—\s+(?![A-ZĐÀ-Ỹ]).*|[-–]\s+(?:\d{{1,2}}|[Tt]rực\s+thuộc|[Tt]hực\s+hiện|[Tt]ham\s+mưu)\s.*)
        | (?:(?<=,)|(?<=\s)\s*và)\s+(?:Ban\s+(?:Giám|Lãnh)|Hội\s+đồng|cơ\s+quan\s+điều\s+hành
            |\d{{1,2}}\s+[^\W\d_]+|các\s+(?:Phòng|{_MANY_BESIDES}))(?!\w).*
        | (?:(?<=,)\s+|(?<=\s)(?:\s*,?\s+)?)(?:sau\s+đây\s+)?(?:gọi|viết)\s+tắt\s.*)$""",
    re.VERBOSE | re.DOTALL,
)
# "Các Trạm thuộc Chi cục do Giám đốc Sở quyết định"
_RULED = re.compile(r"\s(?:do|được|chịu)\s")
# a sentence about a unit is no entry of the list: "Văn phòng Sở chịu trách nhiệm …"
_SENTENCE = re.compile(
    r"""\s(?:là|do|được|thực\s+hiện|chịu|phải|không|(?<!Trợ\s)giúp|theo(?!\s+(?:dõi|cơ\s+chế))
           |hoạt\s+động(?=\s+(?:theo|trên|trong|dưới|với|từ|tại|thường|kiêm|độc|vì|bằng|có|cho))
           |quản\s+lý\s+theo|tham\s+mưu\s+cho|phối\s+hợp|căn\s+cứ|báo\s+cáo
           |có(?!\s+(?:công|uy\s+tín|thu|yếu\s+tố|vốn)))\s""",
    re.VERBOSE,
)
# names that mean several bodies: "Trung tâm Y tế các huyện", "Trạm Y tế xã", "… cấp tỉnh"
_SEVERAL = re.compile(
    r"""\s(?:ở\s+)?(?:các|từng|mỗi)\s+(?:tỉnh|huyện|quận|thị\s+xã|xã|phường|thành\s+phố|đơn\s+vị\s+hành\s+chính)
      | \s(?:cấp|tuyến)\s+(?:tỉnh|huyện|xã)\s*$ | \s(?:huyện|quận|xã)\s+(?:trực\s+)?thuộc\s
      | ^Trạm\s+[Yy]\s+tế\s+(?:xã|phường)(?:,|\s*$)
      | \s(?:huyện|quận|xã)\s*,\s+(?:quận|thị\s+xã|thành\s+phố|phường|thị\s+trấn)""",
    re.VERBOSE,
)
# the heading of a group, no unit: "Phòng chuyên môn, nghiệp vụ", "Chi cục", "Khoa lâm sàng"
_GENERIC = re.compile(
    rf"""{alternation(map(str.capitalize, kind_names("heading")), cased=True)}
        (?:,?\s+(?:và\s+)?(?:{alternation(phrases("heading-goes-on"))}
          |trực\s+thuộc(?:\s.*)?|thuộc\s.*|của\s+\S+(?:\s\S+){{0,5}}))*\s*$""",
    re.VERBOSE | re.DOTALL,
)
_LEADERSHIP = re.compile(
    r"Ban\s+(?:[Gg]iám\s+(?:đốc|hiệu)|[Ll]ãnh\s+đạo|[Tt]hường\s+vụ|[Cc]hấp\s+hành)"
)
_AND_MANY = re.compile(rf"(?:,|\s+và)\s+các\s+{_MANY}")
_COUNCIL = re.compile(r"(?:Hội\s+đồng|Ban\s+(?:Giám|Lãnh))[^,;:.\n]*[,;]\s+(?=[A-ZĐ])")
_OFFICES = frozenset({"phong", "vu", "khoa", "ban", "bo-phan", "to"})
_TOPIC = re.compile(r"Thanh\s+tra(?!\s+(?:Sở|Ban|Chi\s+cục|tỉnh|huyện|Bộ))")
_BORDER = re.compile(r",\s+(?:và\s+)?|\s+và\s+")
# a label or dash that stands inside a joined list: "Văn phòng Cục; b2) Phòng Trợ giúp pháp lý"
_LABEL = r"(?:(?:\(?(?:[a-zđ]\d?|\d{1,2})[).]|[-–+])\s*)?"
_FIRST_LABEL = re.compile(r"\(?(?:1|a)\)\s*")
_AFTER_NAME = re.compile(rf"\s*(?:\([^()\n]*\))?\s*(?P<more>;|,|\.(?=\s))\s*{_LABEL}")
# a heading whose kind its entries share: "Các phòng chuyên môn gồm: Hành chính - Tổng hợp; …"
_SHARED_KIND = re.compile(
    rf"""\s(?P<kind>{alternation(kind_names("shared"))})
        (?:,?\s+(?:và\s+)?(?:{alternation(phrases("shared-goes-on"))}|thuộc\s+[^:(]{{1,60}}?))*
        \s*(?:\([^()]*\))?\s*,?\s*(?:(?:bao\s+)?gồm(?:\s+có)?|sau(?:\s+đây)?)?\s*$""",
    re.VERBOSE | re.IGNORECASE,
)
_NO_NAME = re.compile(
    r"(?:Biên\s+chế|Số\s+lượng|Việc|Lãnh\s+đạo|Hội\s+đồng|Các|Mỗi|Căn\s+cứ|Công\s+chức|Tham\s+mưu|Giúp|Thực\s+hiện"
    r"|Phối\s+hợp|Chủ\s+trì|Hướng\s+dẫn|Đề\s+xuất|Theo\s+dõi|Là|Có|Trình|Không)\b"
)
_BARE = re.compile(r"(?P<name>[A-ZĐÂÔƯ][^;.:(\n]{2,80}?)\s*(?=[;.(:\n]|$)")
_BARE_LIST = re.compile(r"[^.:(\n]+")
_MOST_BARE_WORDS = 12
# "04 phòng: Hành chính, Trồng trọt | và 01 Trạm Kiểm dịch"
AND_ONE = re.compile(r"\s+và\s+\d{1,2}\s+(?=[A-ZĐ])")
_AS_TOPIC = re.compile(r"Thanh\s+tra\s+[-–]\s")


@dataclass(frozen=True, slots=True)
class Entry:
    """A name at ``[start, end)`` of a text; ``leads`` says that its leaders follow it."""

    start: int
    end: int
    leads: bool = False


@cache
def _start() -> re.Pattern[str]:
    """Return the pattern of the word that a name begins with; "phòng Tổng hợp" may begin small."""
    words = body_words(in_list=True)
    small = alternation(kind_names("small")) + r"(?=\s+[A-ZĐÂÔĂƯ])"
    return re.compile(rf"(?:{words}|{small})(?![^\W\d_])")


@cache
def _name() -> re.Pattern[str]:
    """Return the pattern of a name, or several with commas, to a mark that ends it."""
    return re.compile(rf"(?P<name>{_start().pattern}[^.;:(\n|]*)(?P<after>[.;:(\n|]|$)")


def _kind(text: str, start: int = 0) -> BodyKind | None:
    """Return the kind of the unit whose name begins at ``start``."""
    return body_kind(text[start : start + _KIND_REACH], in_list=True)


@cache
def _leader_words() -> str:
    """Return the titles of leaders as one expression, the longest first."""
    return spaced({title for pair in leaders() for title in (*pair.heads, *pair.deputies)})


@cache
def _leads() -> re.Pattern[str]:
    """Return the pattern of "… có | Trưởng phòng và …": leaders that follow a name."""
    return re.compile(
        rf"(?:\s*,)?\s+(?:có|gồm(?:\s+có)?|bao\s+gồm)\s*:?\s+(?:{LIMIT}\s*)?(?:{_leader_words()})\b",
        re.IGNORECASE | re.VERBOSE,
    )


@cache
def _title() -> re.Pattern[str]:
    return re.compile(rf"(?:{_leader_words()})(?![^\W\d_])", re.IGNORECASE)


# "Trung tâm Tư vấn là đơn vị sự nghiệp công lập trực thuộc Sở"
_BELONGS = re.compile(
    r"\s+là\s+(?:đơn\s+vị|tổ\s+chức|cơ\s+quan)\s+(?P<what>[^.;,\n]{0,60}?)\s*(?:trực\s+)?thuộc\s"
)


def belonging(text: str, start: int = 0) -> tuple[Entry, bool] | None:
    """Return the unit that a sentence says to belong to the agency, and whether as a service unit.

    "Trung tâm Tư vấn là đơn vị sự nghiệp công lập trực thuộc Sở"; None where it says none.
    """
    match = _name().match(text, start)
    belongs = _BELONGS.search(match["name"]) if match else None
    if not match or not belongs:
        return None
    kept = _kept(match["name"][: belongs.start()])
    entry = Entry(start, start + kept)
    return (entry, "sự nghiệp" in " ".join(belongs["what"].split())) if kept else None


def entries(text: str, start: int) -> Iterator[Entry]:
    """Yield the names of units listed from ``start`` on, past ";" and "," and brackets."""
    at = start + len(text[start:]) - len(text[start:].lstrip())
    label = _FIRST_LABEL.match(text, at)  # "gồm 02 phòng: (1) Văn phòng; (2) Phòng Tổng hợp"
    at = label.end() if label else at
    for _ in range(_MOST_NAMES):
        council = _COUNCIL.match(text, at)
        at = council.end() if council else at
        match = _name().match(text, at)
        if not match or _title().match(text, at):
            return
        if match["after"] in ("", ":") and _AND_MANY.search(match["name"]):
            return  # "Văn phòng và các phòng chuyên môn:" is a heading
        lead = _leads().search(match["name"])
        name = match["name"][: lead.start()] if lead else match["name"]
        read = list(_names(name, at))
        if not text.startswith("(nếu có)", match.end("name")):  # "Thanh tra (nếu có)" is not stated
            yield from (Entry(first, last, lead is not None) for first, last in read)
        more = _AFTER_NAME.match(text, match.end("name"))
        if lead or not read or not more:
            return
        at = more.end()


def shared_kind(heading: str) -> str | None:
    """Return the word that the entries below a heading share, "Phòng"; None where none."""
    match = _SHARED_KIND.search(f" {heading}")
    return " ".join(match["kind"].split()).capitalize() if match else None


def bare_entry(text: str, start: int) -> Entry | None:
    """Return the name that a clause below such a heading is, without its word: "Hành chính"."""
    match = _BARE.match(text, start)
    if not match or not _is_bare(match["name"]):
        return None
    return Entry(match.start("name"), match.end("name"))


def bare_entries(text: str, start: int) -> list[Entry]:
    """Return the names without their word listed from ``start`` on; [] unless all are names."""
    listed = _BARE_LIST.match(text, start)
    if not listed:
        return []
    words, at = AND_ONE.split(listed.group())[0], start
    found = []
    for piece in words.split(";" if ";" in words else ","):
        name = piece.strip()
        if name:
            begin = at + piece.index(name)
            found.append(Entry(begin, begin + len(name)))
        at += len(piece) + 1
    names = [text[entry.start : entry.end] for entry in found]
    return found if len(found) > 1 and all(map(_is_bare, names)) else []


def _is_bare(name: str) -> bool:
    """Say whether words may be a unit's name without its kind: short, capital, no sentence."""
    return (
        name[:1].isupper()
        and len(name.split()) <= _MOST_BARE_WORDS
        and not (_kind(name) and not _AS_TOPIC.match(name))
        and not (_SENTENCE.search(f" {name} ") or _title().match(name) or _NO_NAME.match(name))
    )


def _names(text: str, start: int) -> Iterator[tuple[int, int]]:
    """Yield where the names in a piece without ";" stand, as long as they are names."""
    at = 0
    for border, following in _borders(text):
        if not (kept := _kept(text[at:border])):
            return
        yield start + at, start + at + kept
        at = following
    if kept := _kept(text[at:]):
        yield start + at, start + at + kept


def _borders(text: str) -> Iterator[tuple[int, int]]:
    """Yield the ends of names in a piece, each with where the next begins.

    A comma inside a name ("Phòng Tài nguyên nước, Khoáng sản") is no border: only where each part
    begins with the word of a kind of body are there several. So with "và": it parts names after a
    comma that does, between two of one kind, or between bare "Văn phòng" and "Thanh tra".
    """
    begin, has_comma = 0, False
    for match in _BORDER.finditer(text):
        here = match.end()
        if (
            not _start().match(text, here)
            or _title().match(text, here)
            or _title().match(text, begin)
        ):
            continue
        if match.group().lstrip().startswith(","):
            if not has_comma and _is_within_name(text, begin, here):
                continue
            has_comma = True
        elif not has_comma:
            bare = text[begin : match.start()].strip().lower()
            if _kind(text, begin) != _kind(text, here) and bare not in ("văn phòng", "thanh tra"):
                continue
        yield match.start(), here
        begin = here


def _is_within_name(text: str, begin: int, here: int) -> bool:
    """Say whether what follows a comma goes on with the name of an office.

    "Phòng Pháp chế, Thanh tra" and "Phòng Thông tin, Báo chí" are one name each.
    """
    one, other = _kind(text, begin), _kind(text, here)
    if one is None or other is None or one == other or one.code not in _OFFICES:
        return False
    only_listed = body_kind(text[here : here + _KIND_REACH]) is None
    return only_listed or _TOPIC.match(text, here) is not None


def _kept(name: str) -> int:
    """Return how many characters of a piece are a unit's name; 0 where it is none."""
    if _SEVERAL.search(name):
        return 0
    tail = _TAIL.search(name)
    if tail and _RULED.search(tail.group()):
        return 0
    kept = name[: tail.start()] if tail else name
    kept = kept.rstrip(" \n\t,-–/")
    if not kept or _SENTENCE.search(f"{kept} "):
        return 0
    if _GENERIC.match(kept) or _LEADERSHIP.match(kept) or len(kept.split()) > _MAX_WORDS:
        return 0
    kind = _kind(kept)
    return len(kept) if kind and kind.code not in _ABOVE else 0
