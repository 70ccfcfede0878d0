"""Definitions: "(sau đây gọi tắt là X)" gives a short name; what it stands for precedes it.

Sở Thông tin và Truyền thông (dưới đây viết tắt là Sở)
└────────── long ──────────┘                  └short
Ủy ban nhân dân xã, phường, thị trấn (sau đây gọi chung là Ủy ban nhân dân cấp xã)
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from loaders.facts.model import Agency
from loaders.facts.passages import Passage, Passages
from loaders.facts.rules_model import Definition
from loaders.facts.wording import alternation
from loaders.model import Document, Issue
from loaders.spelling import fold
from loaders.tables import body_kind, body_words, find_province, province_of
from loaders.tables.bodies import territory_words

_DEFINED = re.compile(
    r"""
    (?P<open>\(|,)\s*
    (?: (?:sau|dưới|từ)\s+đ[âa]y\s+(?:được\s+)?(?P<how>gọi|viết)  # "sau đây gọi", "dưới đây viết"
        (?P<kind>\s+(?:tắt|chung|là\s+chung))?
      | (?:được\s+)?gọi\s+(?P<bare>tắt|chung)                          # "(gọi tắt là"
      | viết\s+tắt
    )
    \s*(?:là|:)\s*:?\s*
    ["“”']?(?P<short>[^()"“”;:\n]{1,120}?)["“”']?
    \s*(?:\)|(?=,|;|\.|\n|$))
    """,
    re.VERBOSE | re.IGNORECASE,
)
_PRETEST = ("gọi", "viết tắt")
# "… quản lý nhà nước về [báo chí; xuất bản; …] (sau đây gọi tắt là thông tin và truyền thông)"
_MANAGED = re.compile(
    r"quản\s+lý\s+nhà\s+nước\s+(?:về|đối\s+với)\s+(?:các\s+)?(?:ngành,\s+)?(?:lĩnh\s+vực:?\s+)?",
    re.IGNORECASE,
)
_START = re.compile(r"(?:^|[.;:\n]\s+|\s[-–]\s)(?=\S)")
_MAX_LONG = 160
_VERB = re.compile(r"\s(?:là|có|được|giúp|chịu|thực\s+hiện|theo)\s")


@cache
def _level() -> re.Pattern[str]:
    """Return "tỉnh, thành phố trực thuộc Trung ương" before "(sau đây gọi chung là cấp tỉnh)"."""
    words = alternation(territory_words("cap-tinh", "cap-huyen", "cap-xa"))
    place = (
        rf"(?:(?:các\s+)?{words}(?:\s+(?:trực\s+)?thuộc\s+(?:tỉnh|trung\s+ương"
        r"|thành\s+phố(?:\s+trực\s+thuộc\s+trung\s+ương)?))?)"
    )
    return re.compile(rf"{place}(?:(?:,\s*|\s+và\s+|,\s*và\s+){place})*$", re.IGNORECASE)


@cache
def _body() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{body_words()})(?![^\W\d_])")


def definitions(
    document: Document, passages: Passages
) -> tuple[tuple[Definition, ...], list[Issue]]:
    """Return the short names that a text introduces, with an issue for each whose long is open."""
    found: list[Definition] = []
    issues = []
    for passage in passages.holding(_PRETEST):
        for match in _DEFINED.finditer(passage.text) if passage.in_body else ():
            if match["how"] and not match["kind"] and match["open"] == ",":
                continue  # ", sau đây gọi là" without a bracket runs on into the sentence
            definition = _read(document, passage, match)
            found.append(definition)
            if definition.long is None:
                issues.append(_unsettled(definition))
    return tuple(found), issues


def _read(document: Document, passage: Passage, match: re.Match[str]) -> Definition:
    short = " ".join(match["short"].split())
    how = f"{match['kind'] or ''}{match['bare'] or ''}"
    long = long_form(passage.text[: match.start()].rstrip(), short)
    start = match.start("open") + (0 if match["open"] == "(" else 1)
    place = passage.evidence(document, start, match.end(), "definitions")
    return Definition(short, long, "chung" in how, place)


def long_form(before: str, short: str) -> str | None:
    """Return what a short name stands for: the end of the text before it, None if unclear."""
    before = before.rstrip(" ,")
    if fold(short).startswith("cap "):
        level = _level().search(before[-300:])
        return _tidy(level.group()) if level else None
    start = _body_start(before, short)
    if start is None and not short[:1].isupper():
        managed = list(_MANAGED.finditer(before))
        start = managed[-1].end() if managed else None
        if start is not None:
            return _tidy(before[start:])
    if start is None:
        starts = list(_START.finditer(before))
        start = starts[-1].end() if starts else 0
        if _VERB.search(f" {before[start:]} "):
            return None
    long = _tidy(before[start:])
    return long if long and len(long) <= _MAX_LONG else None


def _body_start(before: str, short: str) -> int | None:
    """Return where the body begins that a short name means: the last one of the same kind."""
    kind = body_kind(short)
    if kind is None or not short[:1].isupper():
        return None
    named = [m.start() for m in _body().finditer(before) if body_kind(before[m.start() :]) == kind]
    return named[-1] if named else None


def _tidy(text: str) -> str:
    return " ".join(text.split()).strip(" ,;:-")


def _unsettled(definition: Definition) -> Issue:
    return Issue(
        "definition-unresolved",
        "info",
        f"Chưa rõ “{definition.short}” được dùng thay cho cụm từ nào.",
        f"It is not clear what “{definition.short}” stands for.",
        definition.evidence.span,
    )


def resolve_short(name: str, definitions: Iterable[Definition], agency: Agency | None) -> str:
    """Return the long form of a name that the text uses short ("Sở", "tỉnh", "cấp huyện").

    A definition decides first, where all that the text gives for the name agree; then the kind of
    the agency ("Sở" is this Sở) and its province ("tỉnh", "Ủy ban nhân dân tỉnh"). Any other name
    comes back as it is.
    """
    key = fold(_tidy(name))
    longs = {fold(d.long): d.long for d in definitions if d.long and fold(d.short) == key}
    if longs:
        return next(iter(longs.values())) if len(longs) == 1 else name
    if agency is None:
        return name
    kind = body_kind(agency.short_name)
    if kind and key in {fold(word) for word in kind.words}:
        return agency.short_name
    return _with_province(_tidy(name), agency)


def _with_province(name: str, agency: Agency) -> str:
    """Return "Ủy ban nhân dân tỉnh" with the name of the agency's province."""
    province = province_of(agency.province) if agency.province else None
    if province is None or find_province(name):
        return name
    kind = fold(province.kind)
    if fold(name) == kind or fold(name).endswith(f" {kind}"):
        return f"{name} {province.name}"
    return name
