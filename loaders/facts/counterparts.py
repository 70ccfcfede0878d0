"""Counterparts: the bodies and groups that a duty names besides its own agency.

Phối hợp với Ban Tuyên giáo Tỉnh ủy định hướng …   theo ủy quyền của Cục Tần số vô tuyến điện
└── link ──┘ └────── body ────────┘                     └ link ┘     └──────── body ──────┘
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from loaders.facts.body_levels import council_words, local, ministry
from loaders.facts.counterpart_lexicon import FIRM, Patterns, patterns
from loaders.facts.wording import UPPER, alternation, key
from loaders.tables import find_province, provinces
from loaders.tables.bodies import central_names, council_names
from loaders.tables.duties import group_rules, name_words, source_words
from loaders.tables.phrases import phrases


class Mention(NamedTuple):
    """A counterpart as the text names it: ``start`` to ``end``, after the words at ``lead``.

    ``group`` is a code of code/group, None for a body or for what is not known.
    """

    link: str
    lead: int
    start: int
    end: int
    group: str | None


# "theo … phân cấp", "phục vụ … chỉ đạo": what must stand before the noun, in the same sentence
_ACCORDING = re.compile(r"[tp](?<!\w.)(?:(?<=t)heo|(?<=p)hục\s+vụ)(?!\w)[^;:.]*$")
_JOINT = re.compile(r"\s*(?:,\s*(?:(?:và|hoặc)\s+)?|\s(?:và|hoặc)\s+|\s+-\s+)(?:của\s+|với\s+)?")
_BEFORE_CAPITAL = re.compile(rf"\s*(?:,|\svà)\s+(?=[{UPPER}])")
_PART_OF = re.compile(
    r"\s+(?:trực\s+thuộc|thuộc|của)\s+|\s*,\s*(?=Bộ\s)|\s+(?=cấp\s+(?:huyện|xã)(?!\w))"
)
_SCOPE = re.compile(
    r"cấp\s+(?:huyện|xã)|các\s+(?:huyện|xã)(?:\s*,\s*(?:thị\s+xã|thành\s+phố|phường|thị\s+trấn))*"
)
_BEFORE = 90
_NEAR = 24


def _giving(*codes: str) -> list[str]:
    return [word for row in source_words() if row.code in codes for word in row.words]


@cache
def _gives() -> re.Pattern[str]:
    """Return the pattern of "do Ủy ban nhân dân tỉnh | giao"."""
    return re.compile(rf"\s+(?P<what>{alternation(_giving('assigned-by', 'delegated-by'))})")


@cache
def _verb_place() -> re.Pattern[str]:
    """Return what a verb of the agency can follow: the head of a sentence, "để" and so on."""
    return re.compile(rf"(?:^|[;:.,\n]|(?<!\w){alternation(phrases('before-own-verb'))})\s*$")


@cache
def _others_act() -> re.Pattern[str]:
    """Return "do Ủy ban nhân dân cấp huyện | trình", another's act, and "chương | trình"."""
    begun = alternation(phrases("word-begun"))
    return re.compile(rf"(?<!\w)(?:do|được|mà)\s[^,;.:]*$|(?<!\w){begun}\s+$")


@cache
def _of_ministry() -> re.Pattern[str]:
    """Return what a ministry has: "Cục An toàn thông tin, Bộ Thông tin và …" is one body."""
    return re.compile(alternation(phrases("part-of-ministry"), cased=True) + r"\s")


def mentions(text: str, low: str) -> list[Mention]:
    """Return the counterparts named in ``text`` (as ``wording.plain`` gives it), in order.

    ``low`` is the text in lower case.
    """
    found: list[Mention] = []
    using = patterns()
    at = 0
    first = using.lead.match(low)
    later = using.leads.finditer(low, first.end() if first else 0)
    for match in (first, *later) if first else later:
        kind = match.lastgroup or ""
        if match.start(kind) >= at:
            found += _READERS[kind](text, low, match, using)
            at = found[-1].end if found else 0
    return found


def _linked(text: str, low: str, match: re.Match[str], using: Patterns) -> list[Mention]:
    """Return what follows the words of a link: "trình Ủy ban nhân dân tỉnh"."""
    kind = match.lastgroup or ""
    words, lead = match[kind], match.start(kind)
    link, where = using.links.get(words) or using.links[key(words)]
    if not _is_in_place(low, lead, where):
        return []
    start = match.end() + 1
    while start < len(low) and low[start].isspace():
        start += 1
    found = list(bodies(text, low, start, link, lead))
    if not found and link in FIRM:
        return _unknown(text, low, start, link, lead)
    return found


def _source(text: str, low: str, match: re.Match[str], using: Patterns) -> list[Mention]:
    """Return whose guidance, assignment … it is: "theo hướng dẫn của Bộ …"."""
    words, lead = match["source"], match.start("source")
    link = using.sources.get(words) or using.sources[key(words)]
    found = list(bodies(text, low, match.end() + 1, link, lead))
    # mostly it is that of the law
    before = _ACCORDING.search(low, max(0, lead - _BEFORE), lead) if found else None
    if not before:
        return []
    is_served = before.group().startswith("phục")
    return [mention._replace(link="serves") for mention in found] if is_served else found


def _giver(text: str, low: str, match: re.Match[str], _: Patterns) -> list[Mention]:
    """Return the bodies in "do … giao" and "được … ủy quyền"."""
    found = list(bodies(text, low, match.end() + 1, "assigned-by", match.start("giver")))
    gives = _gives().match(low, found[-1].end) if found else None
    if gives is None:
        return []
    delegated = key(gives["what"]) in _giving("delegated-by")
    return [mention._replace(link="delegated-by") for mention in found] if delegated else found


_READERS = {"firm": _linked, "link": _linked, "source": _source, "giver": _giver}


def _is_in_place(low: str, start: int, where: str) -> bool:
    if where == "any":
        return True
    if where == "wide":
        return not _others_act().search(low, max(0, start - _BEFORE), start)
    return _verb_place().search(low, max(0, start - _NEAR), start) is not None


def _unknown(text: str, low: str, start: int, link: str, lead: int) -> list[Mention]:
    """Return what "phối hợp với" names though no rule knows it, up to the next verb."""
    using = patterns()
    known = link == "coordinates-with" or text[start : start + 1].isupper()
    rest = using.rest.match(low, start - 1) if known else None
    if rest is None or rest.end() - start < 3:
        return []
    return [Mention(link, lead, start, _whole(text, low, (start, rest.end()), using)[0], None)]


def bodies(text: str, low: str, start: int, link: str, lead: int) -> Iterator[Mention]:
    """Yield the bodies and groups of the list that begins at ``start``."""
    using = patterns()
    at: int | None = start
    while at is not None:
        match = using.named.match(text, at) if text[at : at + 1] in using.named_letters else None
        is_named = match is not None
        if match is None and low[at : at + 2] in using.group_letters:
            match = using.group.match(low, at)
        if match is None:
            return
        span = match.span() if is_named else _without_names(text, match.span(), using)
        end, is_group = _whole(text, low, span, using)
        is_cut = not is_named and link == "coordinates-with" and end == span[1]
        whole = _with_rest(low, end, using) if is_cut else end
        group = None
        if whole == end and (is_group or not is_named):
            group = group_code(text[match.start() : end])
        end = whole
        yield Mention(link, lead, match.start(), end, group)
        joint = _JOINT.match(low, end)
        at = joint.end() if joint else None


def _without_names(text: str, span: tuple[int, int], using: Patterns) -> tuple[int, int]:
    """Return where a group ends before a body: "các sở, ban, ngành | và Sở Tài chính"."""
    for joint in _BEFORE_CAPITAL.finditer(text, *span):
        if using.named.match(text, joint.end()):
            return span[0], joint.start()
    return span


def _whole(text: str, low: str, span: tuple[int, int], using: Patterns) -> tuple[int, bool]:
    """Return where a name ends with the body it is part of; whether that makes it a group."""
    is_group = False
    start, end = span
    part = _PART_OF.match(text, end)
    while part and (part.group().strip() != "," or _of_ministry().match(text, start, end)):
        match = (
            using.named.match(text, part.end())
            or using.group.match(low, part.end())
            or _SCOPE.match(low, part.end())
        )
        if not match:
            break
        end = match.end()
        is_group = is_group or match.re is not using.named
        part = _PART_OF.match(text, end)
    return end, is_group


def _with_rest(low: str, end: int, using: Patterns) -> int:
    """Return where "tổ chức tần số vô tuyến điện khu vực" ends: before the next verb."""
    rest = using.rest.match(low, end)
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


@cache
def _titled() -> re.Pattern[str]:
    return re.compile(rf"{alternation(name_words('titles'), cased=True)}\s+(?=[{UPPER}])")


@cache
def _council_pattern() -> re.Pattern[str]:
    return re.compile(
        rf"""(?P<kind>{council_words()})
        (?:\ (?:lâm\ thời\ )?(?:cấp\ )?(?P<level>tỉnh|thành\ phố)\b.*)?$""",
        re.VERBOSE,
    )


_OF_PARTY = re.compile(r"Ban .*(?:[Tt]ỉnh|[Tt]hành) ủy$")
_TAIL = re.compile(r"\s+cấp\s+tỉnh$|,\s+Bộ\s.*$")


def body_of(name: str, province: str | None) -> tuple[str, str] | None:
    """Return the body that a counterpart's name means, and its place ("vn" or a province's slug).

    ``province`` is the agency's. None where the name does not settle which body it is.
    """
    bare = " ".join(name.split()).removeprefix("cơ quan ")
    bare = _TAIL.sub("", _titled().sub("", bare))
    bare = bare.replace("trực thuộc", "thuộc").replace("tỉnh ủy", "Tỉnh ủy")
    bare = bare.replace("thành ủy", "Thành ủy")
    council = _council_pattern().match(bare)
    if council:
        return _council(bare, council, province)
    official = central_names().get(bare)
    if official:
        return official, "vn"
    found = find_province(bare)
    if ministry().match(bare) and " thuộc " not in bare:
        return (bare, "vn") if not found and not bare.endswith("tỉnh") else None
    place = found[0].slug if found else province
    if place and (local("duties").match(bare) or _OF_PARTY.match(bare)):
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
    return council_names()[match["kind"]], place
