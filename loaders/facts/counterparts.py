"""Counterparts: the bodies and groups that a duty names besides its own agency.

Phối hợp với Ban Tuyên giáo Tỉnh ủy định hướng …   theo ủy quyền của Cục Tần số vô tuyến điện
└── link ──┘ └────── body ────────┘                     └ link ┘     └──────── body ──────┘
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from loaders.facts.wording import UPPER, alternation, key
from loaders.tables import find_province, provinces
from loaders.tables.duties import (
    action_rules,
    central_names,
    domains,
    group_rules,
    link_words,
    role_words,
    source_words,
)

_MAX_WORDS = 12
_PREPOSITIONS = (
    "theo", "về", "trong", "để", "tại", "khi", "và", "hoặc", "đối với", "với", "trên", "do", "có",
    "là", "được", "trước", "sau", "thuộc", "trực thuộc", "của", "ở", "bao gồm", "gồm", "từ", "như",
    "giao", "quyết định", "cho", "bị", "đã", "mà", "phục vụ", "nhằm", "sau đây", "các",
    "cấp huyện", "cấp xã", "cấp tỉnh", "cấp giấy", "cấp thẻ", "cấp đăng ký", "cấp văn bản",
    "thành lập", "liên quan", "đặt", "cử",
)  # fmt: skip
# words of the lexicon that names of bodies hold: "Trung tâm ứng cứu khẩn cấp …"
_NAME_WORDS = frozenset({"phát triển", "quy hoạch", "phòng chống", "ứng cứu", "cấp"})
_PROVINCE = rf"[{UPPER}]\w*(?:(?:\s|\s?[-–]\s?)[{UPPER}]\w*){{0,3}}"
_LEVEL = rf"(?:\s+(?:lâm\s+thời\s+)?(?:cấp\s+)?(?:tỉnh|thành\s+phố)(?:\s+{_PROVINCE})?)"
_TITLE = r"""(?:Phó\s+Chủ\s+tịch|Chủ\s+tịch|Phó\s+Giám\s+đốc|Giám\s+đốc|Bộ\s+trưởng|Thủ\s+trưởng|Thường\s+trực
    |Chánh\s+Thanh\s+tra|Chánh\s+Văn\s+phòng|Tổng\s+Thanh\s+tra|Cục\s+trưởng|Chi\s+cục\s+trưởng|Trưởng\s+ban
    |Lãnh\s+đạo|lãnh\s+đạo)"""
_HEADS = r"""(?:Tổng\s+cục|Chi\s+cục|Cục|Vụ|Viện\s+kiểm\s+sát|Viện|Ban|Trung\s+tâm|Văn\s+phòng|Thanh\s+tra|Quỹ|Đài|Báo
    |Công\s+an|Tòa\s+án|Ủy\s+ban|Bảo\s+hiểm|Kho\s+bạc|Ngân\s+hàng|Liên\s+đoàn|Liên\s+minh|Bộ\s+Chỉ\s+huy|Bộ|Sở|Phòng
    |Trường|Bệnh\s+viện|Kiểm\s+toán)"""

_NOUN = r"""(?:cơ\s+quan|đơn\s+vị|cá\s+nhân|doanh\s+nghiệp|sở|ban|ngành|bộ|địa\s+phương|huyện|thị\s+xã|thành\s+phố|quận
    |xã|phường|thị\s+trấn|đặc\s+khu|tỉnh|hội|đoàn\s+thể|người\s+dân|nhân\s+dân|công\s+dân|hộ\s+gia\s+đình|hợp\s+tác\s+xã
    |đầu\s+mối|phòng\s+chuyên\s+môn|phòng\s+nghiệp\s+vụ|phòng|lực\s+lượng|chi\s+nhánh|văn\s+phòng\s+đại\s+diện
    |tổ\s+chức(?!\s+(?:thực\s+hiện|triển\s+khai|thi\s+hành|kiểm\s+tra|thanh\s+tra|giám\s+sát|đánh\s+giá
        |thẩm\s+định|hướng\s+dẫn|tuyên\s+truyền|tập\s+huấn|đào\s+tạo|bồi\s+dưỡng|xây\s+dựng|quản\s+lý|điều\s+tra|lập|nghiên\s+cứu
        |theo\s+dõi|cung\s+cấp|bảo\s+đảm|đảm\s+bảo|các|việc|công\s+tác|hoạt\s+động|sơ\s+kết|tổng\s+kết)(?!\w)))"""
_QUALIFIER = r"""(?:nhà\s+nước|đảng(?:\s*,\s*nhà\s+nước|\s+và\s+nhà\s+nước)?|chuyên\s+môn|chuyên\s+trách|chuyên\s+ngành|chức\s+năng|quản\s+lý\s+(?:nhà\s+nước|chuyên\s+ngành)
    |thanh\s+tra\s+chuyên\s+ngành|đại\s+diện|điều\s+tra|khác|(?:có\s+)?liên\s+quan|có\s+thẩm\s+quyền|cấp\s+trên|cấp\s+tỉnh
    |cấp\s+huyện|cấp\s+xã|các\s+cấp|trung\s+ương|địa\s+phương|ngang\s+bộ|sự\s+nghiệp(?:\s+công(?:\s+lập)?)?|công\s+lập
    |trực\s+thuộc\s+trung\s+ương|trực\s+thuộc(?=\s*[,;.]|$)|báo\s+chí|viễn\s+thông|bưu\s+chính|phi\s+chính\s+phủ|nước\s+ngoài
    |chính\s+trị(?:\s*[-,]?\s*xã\s+hội)?|xã\s+hội|kinh\s+tế\s+tập\s+thể(?:\s*,\s*kinh\s+tế\s+tư\s+nhân)?|công\s+nghệ\s+(?:thông\s+tin|số)|trong\s+tỉnh
    |(?:trên\s+)?địa\s+bàn(?:\s+tỉnh)?|(?:tại|ở)\s+(?:địa\s+phương|trung\s+ương|việt\s+nam|tỉnh)
    |của\s+(?:địa\s+phương|trung\s+ương|tỉnh|đảng|nhà\s+nước)|thuộc\s+chính\s+phủ)"""
_LOCAL_COMMITTEE = r"""(?:ủy\s+ban\s+nhân\s+dân|ubnd)\s+(?:(?:cấp\s+(?:huyện|xã)|các\s+cấp)(?!\w)
    |(?:các\s+)?(?:huyện|quận|thị\s+xã|xã|phường|đặc\s+khu|thành\s+phố(?=,))(?!\w)
    (?:\s*(?:,|và)\s*(?:huyện|quận|thị\s+xã|thành\s+phố|xã|phường|thị\s+trấn|đặc\s+khu)(?!\w))*)"""


# the links whose counterpart is taken even where no rule knows it
_FIRM = frozenset({"coordinates-with", "shares-with"})
# with what a body or a group can begin
_FIRST_WORD = r"""(?:các|những|một\s+số|toàn\s+bộ|cơ\s+quan|đơn\s+vị|tổ\s+chức|cá\s+nhân|doanh\s+nghiệp|người\s+dân|nhân\s+dân
    |công\s+dân|hộ\s+gia|hợp\s+tác\s+xã|cấp\s+có|phòng|ủy\s+ban|ubnd|hội\s+đồng|hđnd|chủ\s+tịch|phó|giám\s+đốc|bộ|sở|cục|tổng
    |chi\s+cục|vụ|ban|trung\s+tâm|viện|văn\s+phòng|thanh\s+tra|quỹ|đài|báo|công\s+an|tòa|bảo\s+hiểm|kho\s+bạc|ngân\s+hàng|liên
    |trường|bệnh\s+viện|kiểm\s+toán|tỉnh\s+ủy|thành\s+ủy|chính\s+phủ|thủ|quốc\s+hội|lãnh\s+đạo|đầu\s+mối|lực\s+lượng|thường
    |trưởng|chánh)(?!\w)"""
# "theo hướng dẫn | của Bộ …", "theo phân công | cụ thể của Ủy ban nhân dân tỉnh"
_OF = r"""(?:\s+(?:chung|cụ\s+thể|trực\s+tiếp|nghiệp\s+vụ|chuyên\s+môn,?\s+nghiệp\s+vụ|tác\s+nghiệp))?\s+của(?!\w)"""


@dataclass(frozen=True, slots=True)
class Mention:
    """A counterpart as the text names it: ``start`` to ``end``, after the words at ``lead``.

    ``group`` is a code of code/group, None for a body or for what is not known.
    """

    link: str
    lead: int
    start: int
    end: int
    group: str | None


@dataclass(frozen=True, slots=True)
class _Patterns:
    leads: re.Pattern[str]
    links: dict[str, tuple[str, str]]
    sources: dict[str, str]
    named: re.Pattern[str]
    group: re.Pattern[str]
    rest: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    """Compile the expressions from the tables, once."""
    verbs = {verb for rule in action_rules() for verb in rule.verbs} - _NAME_WORDS
    roles = {word for row in role_words() for word in row.words}
    stops = alternation({*verbs, *roles, *_PREPOSITIONS})
    word = rf"(?!{stops})[^\s,;.:()]+"
    name = rf"[{UPPER}]\w*(?:\s+(?:(?:và|-|–)\s+(?=[{UPPER}])\S+|{word})){{0,{_MAX_WORDS}}}"
    named_domains = "|".join(re.escape(d).replace(r"\ ", r"\s+") for d in domains())
    central = "|".join(re.escape(n).replace(r"\ ", r"\s+") for n in central_names())
    named = rf"""
        (?:{_TITLE}\s+)?
        (?: (?:Ủy\s+ban\s+nhân\s+dân|UBND|Hội\s+đồng\s+nhân\s+dân|HĐND){_LEVEL}?
                (?!\s+(?:các|cấp|huyện|xã|phường|quận|thị\s+(?:xã|trấn)|đặc\s+khu|nơi)(?!\w))
          | (?:[Tt]ỉnh|[Tt]hành)\s+ủy(?:\s+{_PROVINCE})?
          | (?:{central})(?!\w|\s+(?:điện\s+tử|số)(?!\w))
          | (?:Bộ|Sở|Phòng)\s+(?:{named_domains})(?!\w)(?:\s+cấp\s+(?:tỉnh|huyện|xã))?
          | {_HEADS}\s+{name}
        )"""
    item = rf"{_NOUN}(?!\w)(?:\s+{_QUALIFIER}(?!\w))*"
    group = rf"""
        (?: (?:thủ\s+trưởng\s+|chủ\s+tịch\s+)?(?:{_LOCAL_COMMITTEE}
          | (?:các|những|một\s+số|toàn\s+bộ)\s+(?:cấp\s+có\s+thẩm\s+quyền|{item})
                (?:(?:\s*,\s*(?:và\s+)?|\s+và\s+|\s*[-–]\s*){item})*
          | cấp\s+có\s+thẩm\s+quyền | phòng\s+chuyên\s+môn\s+về\s+[^,;.]{{3,40}}?\s+cấp\s+(?:huyện|xã)
          | (?!sở|ban|ngành|bộ|tỉnh|xã|huyện|phường|hội|phòng\s|quận|thị|thành|đặc){item}
                (?:(?:\s*,\s*(?:và\s+)?|\s+và\s+){item})*
          | sở\s*,\s*(?:ban\s*,\s*)?ngành(?:\s*,\s*{item})*
        ))(?!\w)"""
    links = {word: (row.code, row.where) for row in link_words() for word in row.words}
    sources = {word: row.code for row in source_words() for word in row.words}
    firm = {word for word, (code, _) in links.items() if code in _FIRM}
    leads = rf"""
        (?<!\w)(?:
            (?P<firm>{alternation(firm)})
          | (?P<link>{alternation(links.keys() - firm)})(?=\s+{_FIRST_WORD})
          | (?P<source>{alternation(sources)}){_OF}
          | (?P<giver>do|được)(?=\s+{_FIRST_WORD})
        )"""
    return _Patterns(
        leads=re.compile(leads, re.VERBOSE),
        links=links,
        sources=sources,
        named=re.compile(named, re.VERBOSE),
        group=re.compile(group, re.VERBOSE),
        rest=re.compile(rf"(?:\s+{word}){{1,{_MAX_WORDS}}}"),
    )


# "theo … phân cấp", "phục vụ … chỉ đạo": what must stand before the noun, in the same sentence
_ACCORDING = re.compile(r"(?<!\w)(?:theo|phục\s+vụ)(?!\w)[^;:.]*$")
# "do Ủy ban nhân dân tỉnh | giao"
_GIVES = re.compile(r"\s+(?P<what>giao|phân\s+công|ủy\s+quyền|phân\s+cấp)(?!\w)")
# what a verb of the agency can follow: the head of a sentence, "," "và", "hoặc", "để" …
_VERB_PLACE = re.compile(
    r"""(?:^|[;:.,\n]|(?<!\w)(?:và|hoặc|để|trước\s+khi|định\s+kỳ|sở|tổng\s+hợp|tham\s+mưu|được|thì|khi))\s*$""",
    re.VERBOSE,
)
# "do Ủy ban nhân dân cấp huyện | trình": another body's act; "chương | trình": no verb
_OTHERS_ACT = re.compile(
    r"(?<!\w)(?:do|được|mà)\s[^,;.:]*$|(?<!\w)(?:chương|quá|quy|công|lộ|tiến|hành|thuyết|giải)\s+$"
)
_JOINT = re.compile(r"\s*(?:,\s*(?:(?:và|hoặc)\s+)?|\s(?:và|hoặc)\s+|\s+-\s+)(?:của\s+|với\s+)?")
_PART_OF = re.compile(
    r"\s+(?:trực\s+thuộc|thuộc|của)\s+|\s*,\s*(?=Bộ\s)|\s+(?=cấp\s+(?:huyện|xã)(?!\w))"
)
_SCOPE = re.compile(
    r"cấp\s+(?:huyện|xã)|các\s+(?:huyện|xã)(?:\s*,\s*(?:thị\s+xã|thành\s+phố|phường|thị\s+trấn))*"
)
_BEFORE = 90
_NEAR = 24


def mentions(text: str, low: str) -> list[Mention]:
    """Return the counterparts named in ``text`` (as ``wording.plain`` gives it), in order.

    ``low`` is the text in lower case.
    """
    found: list[Mention] = []
    patterns = _patterns()
    at = 0
    for match in patterns.leads.finditer(low):
        if match.start() >= at:
            found += _READERS[match.lastgroup or ""](text, low, match, patterns)
            at = found[-1].end if found else 0
    return found


def _linked(text: str, low: str, match: re.Match[str], patterns: _Patterns) -> list[Mention]:
    """Return what follows the words of a link: "trình Ủy ban nhân dân tỉnh"."""
    link, where = patterns.links[key(match.group())]
    if not _is_in_place(low, match.start(), where):
        return []
    start = match.end() + 1
    while start < len(low) and low[start].isspace():
        start += 1
    found = list(bodies(text, low, start, link, match.start()))
    if not found and link in _FIRM:
        return list(_unknown(text, low, start, link, match.start(), patterns))
    return found


def _source(text: str, low: str, match: re.Match[str], patterns: _Patterns) -> list[Mention]:
    """Return whose guidance, assignment … it is: "theo hướng dẫn của Bộ …"."""
    before = _ACCORDING.search(low, max(0, match.start() - _BEFORE), match.start())
    if not before:
        return []
    is_served = before.group().startswith("phục")
    link = "serves" if is_served else patterns.sources[key(match["source"])]
    return list(bodies(text, low, match.end() + 1, link, match.start()))


def _giver(text: str, low: str, match: re.Match[str], _: _Patterns) -> list[Mention]:
    """Return the bodies in "do … giao" and "được … ủy quyền"."""
    found = list(bodies(text, low, match.end() + 1, "assigned-by", match.start()))
    gives = _GIVES.match(low, found[-1].end) if found else None
    if gives is None:
        return []
    delegated = key(gives["what"]) in ("ủy quyền", "phân cấp")
    return [replace(mention, link="delegated-by") for mention in found] if delegated else found


_READERS = {"firm": _linked, "link": _linked, "source": _source, "giver": _giver}


def _is_in_place(low: str, start: int, where: str) -> bool:
    if where == "any":
        return True
    if where == "wide":
        return not _OTHERS_ACT.search(low, max(0, start - _BEFORE), start)
    return _VERB_PLACE.search(low, max(0, start - _NEAR), start) is not None


def _unknown(text: str, low: str, start: int, link: str, lead: int, patterns: _Patterns) -> Iterator[Mention]:
    """Yield what "phối hợp với" names though no rule knows it, up to the next verb."""
    known = link == "coordinates-with" or text[start : start + 1].isupper()
    rest = patterns.rest.match(low, start - 1) if known else None
    if rest and rest.end() - start > 2:
        yield Mention(link, lead, start, _whole(text, low, rest.end(), patterns)[0], None)


def bodies(text: str, low: str, start: int, link: str, lead: int) -> Iterator[Mention]:
    """Yield the bodies and groups of the list that begins at ``start``."""
    patterns = _patterns()
    at: int | None = start
    while at is not None:
        match = patterns.named.match(text, at)
        is_named = match is not None
        if match is None:
            match = patterns.group.match(low, at)
        if match is None:
            return
        end, is_group = _whole(text, low, match.end(), patterns)
        is_cut = not is_named and link == "coordinates-with" and end == match.end()
        whole = _with_rest(low, end, patterns) if is_cut else end
        group = None
        if whole == end and (is_group or not is_named):
            group = group_code(text[match.start() : end])
        end = whole
        yield Mention(link, lead, match.start(), end, group)
        joint = _JOINT.match(low, end)
        at = joint.end() if joint else None


def _whole(text: str, low: str, end: int, patterns: _Patterns) -> tuple[int, bool]:
    """Return where a name ends with the body it is part of; whether that makes it a group."""
    is_group = False
    part = _PART_OF.match(text, end)
    while part:
        match = (
            patterns.named.match(text, part.end())
            or patterns.group.match(low, part.end())
            or _SCOPE.match(low, part.end())
        )
        if not match:
            break
        end = match.end()
        is_group = is_group or match.re is not patterns.named
        part = _PART_OF.match(text, end)
    return end, is_group


def _with_rest(low: str, end: int, patterns: _Patterns) -> int:
    """Return where "tổ chức tần số vô tuyến điện khu vực" ends: before the next verb."""
    rest = patterns.rest.match(low, end)
    return rest.end() if rest and not low[rest.end() : rest.end() + 1].isalnum() else end


@lru_cache(maxsize=2_048)
def group_code(name: str) -> str | None:
    """Return the code of the group that ``name`` means; None where no rule knows it."""
    words = key(name)
    for rule in group_rules():
        if any(part in words for part in rule.has) and not any(
            part in words for part in rule.has_not
        ):
            return rule.code
    return None


_IN_NAME = re.compile(rf"^{_TITLE}\s+(?=[{UPPER}])", re.VERBOSE)
_COUNCIL = re.compile(
    r"(?P<kind>Ủy ban nhân dân|UBND|Hội đồng nhân dân|HĐND)(?: (?:lâm thời )?(?:cấp )?(?P<level>tỉnh|thành phố)\b.*)?$"
)
_MINISTRY = re.compile(r"(?:Bộ|Cục|Tổng cục)\s")
_LOCAL = re.compile(r"(?:Sở|Tỉnh ủy|Thành ủy|Chi cục)(?!\w)|Ban .*(?:[Tt]ỉnh|[Tt]hành) ủy$")
_TAIL = re.compile(r"\s+cấp\s+tỉnh$|,\s+Bộ\s.*$")


def body_of(name: str, province: str | None) -> tuple[str, str] | None:
    """Return the body that a counterpart's name means, and its place ("vn" or a province's slug).

    ``province`` is the agency's. None where the name does not settle which body it is.
    """
    bare = _TAIL.sub("", _IN_NAME.sub("", " ".join(name.split())))
    bare = bare.replace("trực thuộc", "thuộc").replace("tỉnh ủy", "Tỉnh ủy")
    bare = bare.replace("thành ủy", "Thành ủy")
    council = _COUNCIL.match(bare)
    if council:
        return _council(bare, council, province)
    if bare in central_names():
        return central_names()[bare], "vn"
    found = find_province(bare)
    if _MINISTRY.match(bare) and " thuộc " not in bare:
        return (bare, "vn") if not found and not bare.endswith("tỉnh") else None
    place = found[0].slug if found else province
    if place and _LOCAL.match(bare):
        return (bare[: found[1]].strip() if found else bare), place
    return None


def _council(bare: str, match: re.Match[str], province: str | None) -> tuple[str, str] | None:
    found = find_province(bare)
    place = found[0].slug if found else province
    if place is None:
        return None
    own = next(row.kind for row in provinces() if row.slug == place)
    if match["level"] and not found and match["level"] != own and "cấp" not in bare:
        return None
    is_committee = match["kind"] in ("Ủy ban nhân dân", "UBND")
    return ("Ủy ban nhân dân" if is_committee else "Hội đồng nhân dân"), place
