"""Thresholds: how many staff a unit needs to be set up, and how many leaders it may then have.

từ 05 đến dưới 08 biên chế công chức được bố trí 01 cấp trưởng, 01 cấp phó
   └─── bounds ─┘ └─── counted ────┘             └─ heads ──┘   └ deputies
không thành lập phòng có dưới 05 biên chế công chức
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from loaders.facts.parties import Context, read_party
from loaders.facts.passages import Passage, Passages, Sentence, sentences
from loaders.facts.rules_model import Party, Threshold
from loaders.facts.wording import alternation, has_any
from loaders.model import Document, Issue, Span
from loaders.tables import body_kind
from loaders.tables.phrases import phrases
from loaders.tables.rules import coded

_PRETEST = ("bố trí", "ành lập", "Phó ", "cấp phó")
_OF_LOOK = ("thuộc", "Thuộc", "THUỘC")
_OPEN_END = re.compile(r"\s*(?:làm\s+việc\s+)?trở\s+lên")
_DOWN_END = re.compile(r"\s*(?:làm\s+việc\s+)?trở\s+xuống")
# "được bố trí 01 cấp trưởng, không quá 02 cấp phó", "có không quá 02 Phó Trưởng phòng"
_ALLOWED = re.compile(
    r"""(?:không\s+quá\s+|tối\s+đa\s+|được\s+bố\s+trí\s+|có\s+|bố\s+trí\s+|,\s*|và\s+)?
        (?P<number>\d{1,2})(?:\s*\(\w+\))?\s+
        (?P<who>cấp\s+trưởng|người\s+đứng\s+đầu|Trưởng\s+phòng|Giám\s+đốc
          |cấp\s+phó|Phó\s+\w+(?:\s+\w+)?)""",
    re.VERBOSE | re.IGNORECASE,
)
_NOT_SET_UP = re.compile(
    r"không\s+(?:được\s+)?thành\s+lập\s+(?P<kind>[^\d.;,]{2,60}?)\s+có\s*$", re.IGNORECASE
)
_SET_UP = re.compile(
    r"(?:để\s+thành\s+lập|điều\s+kiện\s+thành\s+lập|được\s+thành\s+lập|thành\s+lập)[^.;]{0,80}?\s*$",
    re.IGNORECASE,
)
# "tối thiểu 05 biên chế công chức để thành lập phòng"
_TO_SET_UP = re.compile(
    r"\s*,?\s*(?:thì\s+)?(?:để|được|mới\s+được)\s+thành\s+lập\s+(?P<kind>[^.;,]{3,60})"
)
# "… thì được bố trí | 01 cấp trưởng"
_OPENING = re.compile(r"\s*(?:,\s*)?(?:thì\s+)?(?:(?:được\s+)?(?:bố\s+trí|có)\s+|,\s*)?")
_GAP = re.compile(r"\s*(?:,|và)?\s*(?:và\s+)?")
_RANK = re.compile(r"(?:lãnh\s+đạo|cấp)\s+(?P<kind>phòng)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Bounds:
    """How many of what: the bounds, None where open or not stated, and where the words stand."""

    counted: str
    lower: int | None
    upper: int | None
    lower_inclusive: bool
    upper_inclusive: bool
    is_open: bool
    is_contradictory: bool
    start: int
    end: int


@cache
def units_of() -> re.Pattern[str]:
    """Return "phòng chuyên môn thuộc | Chi cục": the units that a sentence is about, and whose."""
    units, owners = alternation(phrases("staffed-unit-of")), alternation(phrases("staffed-owner"))
    return re.compile(
        rf"(?P<kind>{units})(?:\s+chuyên\s+môn)?(?:,\s+nghiệp\s+vụ)?"
        rf"\s+(?:trực\s+)?thuộc\s+(?P<of>{owners}[^.;:,]{{0,80}}?)"
        r"(?=\s+(?:phải|theo|có|được|đảm|bảo|đủ)\b|[.;:,]|$)",
        re.IGNORECASE,
    )


@cache
def unit_words() -> re.Pattern[str]:
    """Return the words for units whose staff is counted: "phòng", "Chi cục"."""
    return re.compile(rf"(?<!\w){alternation(phrases('staffed-unit'))}", re.IGNORECASE)


@cache
def _counted() -> str:
    return "|".join(f"(?:{row.pattern.pattern})" for row in coded("counting", "unit"))


@cache
def _likely() -> re.Pattern[str]:
    """Return "05 biên chế", "08 (tám) người": a look before the expression of a range."""
    return re.compile(rf"\d(?:\s*\(\w+\))?\s+(?:{_counted()})(?!\w)", re.VERBOSE | re.IGNORECASE)


@cache
def _range() -> re.Pattern[str]:
    """Return the pattern of "từ 05 đến dưới 08 biên chế", "dưới 05 người", "từ 10 … trở lên"."""
    return re.compile(
        rf"""(?P<how>từ|dưới|trên|tối\s+thiểu(?:\s+(?:là|từ))?|ít\s+nhất(?:\s+(?:là|từ))?)
             \s+(?P<first>\d{{1,3}})
             (?:\s+(?:người\s+|biên\s+chế\s+)?(?:đến|-|–)\s+(?P<below>dưới\s+)?(?P<second>\d{{1,3}}))?
             (?:\s*\(\w+\))?
             \s+(?P<counted>{_counted()})(?!\w)""",
        re.VERBOSE | re.IGNORECASE,
    )


def bounds(text: str) -> Iterator[Bounds]:
    """Yield the ranges of numbers of staff in ``text``, in order."""
    if not _likely().search(text):
        return
    for match in _range().finditer(text):
        code = next(
            row.code for row in coded("counting", "unit") if row.pattern.fullmatch(match["counted"])
        )
        tail = _OPEN_END.match(text, match.end())
        how, first = match["how"].lower(), int(match["first"])
        second = int(match["second"]) if match["second"] else None
        end = tail.end() if tail else match.end()
        if second is not None:
            odd = bool(tail) or second <= first
            upper = None if odd else second
            below = bool(match["below"])
            yield Bounds(code, first, upper, True, not below, False, odd, match.start(), end)
        elif how == "từ" and (down := _DOWN_END.match(text, match.end())):
            yield Bounds(code, None, first, True, True, False, False, match.start(), down.end())
        elif how == "dưới":
            odd = bool(tail)
            yield Bounds(code, None, first, True, False, False, odd, match.start(), end)
        else:
            exact = how == "từ" and not tail
            above = how != "trên"
            yield Bounds(code, first, None, above, True, not exact, False, match.start(), end)


def thresholds(
    document: Document, passages: Passages, context: Context
) -> tuple[tuple[Threshold, ...], list[Issue]]:
    """Return the thresholds that a text sets, and an issue for each that contradicts itself."""
    found: list[Threshold] = []
    issues: list[Issue] = []
    for passage in passages.holding(_PRETEST):
        if not _likely().search(passage.text):
            continue
        scope: tuple[str | None, Party | None] = (None, None)
        for sentence in sentences(passage.text):
            scope = _scope(sentence.text, context, scope)
            for bound in bounds(sentence.text):
                threshold = _threshold(document, passage, sentence, bound, scope, context)
                if threshold is None:
                    continue
                found.append(threshold)
                if bound.is_contradictory:
                    issues.append(_contradiction(threshold))
    return tuple(found), issues


def _scope(
    text: str, context: Context, before: tuple[str | None, Party | None]
) -> tuple[str | None, Party | None]:
    """Return what kind of unit, of which body, a sentence speaks of; else as ``before``."""
    match = units_of().search(text) if has_any(text, _OF_LOOK) else None
    if match:
        kind = body_kind(match["kind"])
        return (kind.code if kind else None), read_party(match["of"], context)
    rank = _RANK.search(text)
    if rank:
        kind = body_kind(rank["kind"])
        return (kind.code if kind else None), before[1]
    return before


def _threshold(
    document: Document,
    passage: Passage,
    sentence: Sentence,
    bound: Bounds,
    scope: tuple[str | None, Party | None],
    context: Context,
) -> Threshold | None:
    """Return the threshold that a range belongs to; None where it allows and forbids nothing."""
    text = sentence.text
    before, after = text[: bound.start], text[bound.end :]
    heads, deputies, length = _allowed(after)
    allows = heads is not None or deputies is not None
    forbidden = _NOT_SET_UP.search(before)
    may_exist = False if forbidden else None
    to_set_up = None if forbidden or allows else _TO_SET_UP.match(after)
    if not (forbidden or allows):
        if not to_set_up and not _SET_UP.search(before):
            return None
        may_exist = True
    own = _scope(text, context, (None, None))[0]
    named = forbidden or to_set_up
    kind = (_kind(named["kind"]) if named else _before_number(own, before)) or scope[0]
    if kind is None:
        return None
    start = sentence.start + (forbidden.start() if forbidden else bound.start)
    end = sentence.start + bound.end + length
    rule = "thresholds.set-up" if may_exist is not None else "thresholds.leaders"
    agency = context.agency
    of = scope[1] or Party(agency.short_name, "agency", agency.name.value, agency.province)
    return Threshold(
        kind,
        of,
        bound.counted,
        bound.lower,
        bound.upper,
        bound.lower_inclusive,
        bound.upper_inclusive,
        bound.is_open,
        heads,
        deputies,
        may_exist,
        " ".join(passage.text[start:end].split()),
        passage.evidence(document, start, end, rule),
    )


def _kind(text: str) -> str | None:
    """Return the kind of unit that words speak of: the last one named, "phòng", "Chi cục"."""
    words = unit_words().findall(text)
    word = " ".join(words[-1].lower().split()) if words else ""
    if word.startswith("đơn vị"):
        return "don-vi-su-nghiep"
    kind = body_kind(word)
    return kind.code if kind else None


def _before_number(own: str | None, before: str) -> str | None:
    """Return the kind that the words before a number speak of.

    "Văn phòng Sở có từ 10" and "Thanh tra có dưới 08" are no phòng of an earlier clause.
    """
    kind = _kind(before)
    return kind if kind in ("van-phong", "thanh-tra") else own or kind


def _allowed(after: str) -> tuple[int | None, int | None, int]:
    """Return how many heads and deputies the words after a range allow, and how far they go."""
    heads = deputies = None
    end = 0
    opening = _OPENING.match(after)
    at = opening.end() if opening else 0
    while match := _ALLOWED.match(after, at):
        number = int(match["number"])
        if match["who"].lower().startswith(("cấp phó", "phó")):
            deputies = number
        else:
            heads = number
        end = match.end()
        gap = _GAP.match(after, end)
        at = gap.end() if gap else end
    return heads, deputies, end


def _contradiction(threshold: Threshold) -> Issue:
    span: Span = threshold.evidence.span
    return Issue(
        "contradiction",
        "warning",
        f"Ngưỡng tự mâu thuẫn: “{threshold.text}”.",
        f"A threshold that contradicts itself: “{threshold.text}”.",
        span,
    )
