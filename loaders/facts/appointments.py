"""Appointments: who appoints, elects or removes the holder of a post, at whose proposal.

Phó Giám đốc Sở do Chủ tịch UBND tỉnh bổ nhiệm theo đề nghị của Giám đốc Sở
└── post ─────┘    └── decider ─────┘ └ act ┘                  └ proposer ┘
Chủ tịch UBND tỉnh quyết định bổ nhiệm, miễn nhiệm Giám đốc Sở
└── decider ─────┘            └──── acts ─────────┘ └─ post ─┘
Việc bổ nhiệm, miễn nhiệm … đối với Giám đốc, Phó Giám đốc do Chủ tịch UBND tỉnh quyết định
     └──── acts ──────────┘         └───── posts ────────┘    └── decider ─────┘
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Literal

from loaders.facts.parties import Context, party_list, posts_in, posts_of
from loaders.facts.party_words import title_start
from loaders.facts.passages import Passage, Passages, sentences
from loaders.facts.rules_model import AppointmentRule, Party
from loaders.model import Document, Issue, Span
from loaders.tables.rules import coded

_PRETEST = (
    "bổ nhiệm", "bầu", "miễn nhiệm", "điều động", "chỉ định", "phê chuẩn", "khen thưởng", "kỷ luật",
    "cách chức", "luân chuyển",
)  # fmt: skip
_BY = re.compile(r"(?<!\w)(?:do|được)\s+(?=[A-ZĐỦ])")
_DECIDES = re.compile(r"\s*(?:xem\s+xét,?\s+)?quyết\s+định(?!\w)")
_PROPOSAL = re.compile(r"(?:theo|và|trên\s+cơ\s+sở|sau\s+khi\s+có)\s+đề\s+nghị\s+của\s+")
_RULE = re.compile(
    r"theo\s+(?P<rule>(?:quy\s+định|phân\s+cấp)[^.;]{3,400}?)(?=\s+và\s+(?:theo\s+)?đề\s+nghị|[.;]|$)"
)
_BY_RULE = re.compile(r"\s*(?:được\s+)?thực\s+hiện\s+(?=theo\s)")
# "Việc bổ nhiệm, bổ nhiệm lại, …": the acts run to "đối với" or to the first post
_ON = re.compile(r"\bđối\s+với\s+(?:các\s+chức\s+danh:?\s+)?")
_ON_POSTS = re.compile(r"\s*(?:đối\s+với\s+)?(?:các\s+chức\s+danh:?\s+)?")
_HEADS = re.compile(
    r"(?P<who>người\s+đứng\s+đầu,?\s+(?:và\s+)?cấp\s+phó(?:\s+của\s+người\s+đứng\s+đầu)?|người\s+đứng\s+đầu"
    r"|cấp\s+phó(?:\s+của\s+người\s+đứng\s+đầu)?)"
)
_HEADS_END = re.compile(r"\s+(?:và\s+các|thực\s+hiện|do)\s|[;.]")
_OF_UNITS = re.compile(r"\s+(?:các\s+)?đơn\s+vị")
_SEMICOLON = re.compile(r"\s*;\s*")
_MAX_ACTS = 400
_MAX_POSTS = 600


@cache
def _acts() -> re.Pattern[str]:
    """Return the pattern of the acts, each a group by its place in the table."""
    words = "|".join(f"({row.pattern.pattern})" for row in coded("personnel_acts", "act"))
    return re.compile(rf"(?:{words})(?!\w)", re.VERBOSE | re.IGNORECASE)


@cache
def _after_decider() -> re.Pattern[str]:
    """Return the pattern of the acts after their decider: "quyết định bổ nhiệm, miễn nhiệm"."""
    one = _acts().pattern
    return re.compile(
        rf"\s*(?:quyết\s+định\s+)?(?:việc\s+)?(?P<acts>{one}(?:(?:,|\s+và|,\s+và)\s*{one}){{0,20}})",
        re.VERBOSE | re.IGNORECASE,
    )


def act_codes(text: str) -> tuple[str, ...]:
    """Return the codes of the personnel acts in ``text``, in order, each once."""
    rows = coded("personnel_acts", "act")
    codes = (rows[(match.lastindex or 1) - 1].code for match in _acts().finditer(text))
    return tuple(dict.fromkeys(codes))


def appointments(
    document: Document, passages: Passages, context: Context
) -> tuple[tuple[AppointmentRule, ...], list[Issue]]:
    """Return the rules on appointments, one a post, and an issue for each that stays open."""
    found: list[AppointmentRule] = []
    issues: list[Issue] = []
    for passage in passages.holding(_PRETEST):
        for rule in (
            *_passive(document, passage, context),
            *_active(document, passage, context),
            *_nominal(document, passage, context),
        ):
            if isinstance(rule, Issue):
                issues.append(rule)
            else:
                found.append(rule)
    return tuple(found), issues


def _passive(
    document: Document, passage: Passage, context: Context
) -> Iterator[AppointmentRule | Issue]:
    """Yield the rules of "<post> do <decider> bổ nhiệm …"."""
    for sentence in sentences(passage.text):
        if sentence.text.startswith("Việc "):
            continue
        for by in _BY.finditer(sentence.text):
            named = party_list(sentence.text, by.end(), context)
            acts = _after_decider().match(sentence.text, named[-1][2]) if named else None
            if not acts:
                continue
            place = passage.evidence(
                document, sentence.start, sentence.start + acts.end(), "appointments.by"
            )
            posts = subjects(sentence.text, by.start(), context)
            decider = named[0][0] if len(named) == 1 else None
            if not posts or decider is None:
                yield _open(place.span)
                continue
            rest = sentence.text[acts.end() :]
            following = _BY.search(rest)
            rest = rest[: following.start()] if following else rest
            codes, words = act_codes(acts["acts"]), sentence.text[: acts.end()]
            more = _proposer(rest, context), _rule(rest)
            for post in posts:
                yield AppointmentRule(post, codes, decider, words, place, *more)


def _active(document: Document, passage: Passage, context: Context) -> Iterator[AppointmentRule]:
    """Yield the rules of "<decider> quyết định bổ nhiệm <posts>" whose parties are all told."""
    for sentence in sentences(passage.text):
        text = sentence.text
        named = party_list(text, 0, context)
        acts = _after_decider().match(text, named[-1][2]) if len(named) == 1 else None
        decider = named[0][0] if acts else None
        if acts is None or decider is None or decider.kind == "group":
            continue
        on = _ON_POSTS.match(text, acts.end())
        start = on.end() if on else acts.end()
        listed = party_list(text, start, context)
        posts = posts_in(text, listed, context)
        if not posts or len(posts) < len(listed):
            continue
        end = listed[-1][2]
        stop = sentence.start + end
        place = passage.evidence(document, sentence.start, stop, "appointments.active")
        codes, rest = act_codes(acts["acts"]), text[end:]
        more = _proposer(rest, context), _rule(rest)
        for post in posts:
            yield AppointmentRule(post, codes, decider, text[:end], place, *more)


def subjects(text: str, end: int, context: Context) -> tuple[Party, ...]:
    """Return the posts that ``text[:end]`` is about.

    "… là Ủy viên Ủy ban nhân dân tỉnh do" names one of its own; "là người đứng đầu Sở do" and all
    else speak of the subject at the head of the sentence.
    """
    before = text[:end].rstrip()
    at = before.rfind(" là ")
    tail = before[at + 4 :]
    if at >= 0 and not set(",)") & set(tail) and not tail.startswith("người"):
        return posts_of(tail, context)
    return leading_posts(text, context)


def leading_posts(text: str, context: Context) -> tuple[Party, ...]:
    """Return the posts that a sentence opens with: "Giám đốc và Phó Giám đốc do …"."""
    return tuple(posts_in(text, party_list(text, 0, context), context))


def _nominal(
    document: Document, passage: Passage, context: Context
) -> Iterator[AppointmentRule | Issue]:
    """Yield the rules of "Việc bổ nhiệm … đối với <posts> do <decider> quyết định"."""
    text = passage.text
    at = text.find("Việc ")
    while at >= 0:
        acts_end = _acts_end(text, at)
        acts = act_codes(text[at:acts_end]) if acts_end else ()
        if acts_end and acts:
            yield from _nominal_at(document, passage, context, (at, acts_end), acts)
        at = text.find("Việc ", at + 5)


def _acts_end(text: str, at: int) -> int | None:
    """Return where the posts begin after "Việc <acts>"; None where no post follows."""
    window = text[at : at + _MAX_ACTS]
    first = _acts().match(window, 5)
    if not first:
        return None
    on = _ON.search(window, first.end())
    title = title_start().search(window, first.end())
    if on:
        return at + on.end()
    return at + title.start() if title else None


def _nominal_at(
    document: Document,
    passage: Passage,
    context: Context,
    span: tuple[int, int],
    acts: tuple[str, ...],
) -> Iterator[AppointmentRule | Issue]:
    text, (start, begin) = passage.text, span
    posts, at = _posts(text, begin, context)
    stop = text.find(".", at)
    end = stop if stop >= 0 else len(text)
    rest = text[at:end]
    by = _BY.search(rest)
    decider = None
    if by:
        named = party_list(rest, by.end(), context)
        decided = _DECIDES.match(rest, named[-1][2]) if named else None
        decider = named[0][0] if len(named) == 1 and decided else None
    by_rule = _BY_RULE.search(rest) is not None
    place = passage.evidence(document, start, end, "appointments.of")
    if not posts or (decider is None and not by_rule):
        yield _open(place.span)
        return
    more = _proposer(rest, context), _rule(rest)
    for post in posts:
        yield AppointmentRule(post, acts, decider, text[start:end], place, *more)


def _posts(text: str, start: int, context: Context) -> tuple[list[Party], int]:
    """Return the posts listed from ``start`` on, past ";", and where the list ends."""
    found: list[Party] = []
    at, limit = start, start + _MAX_POSTS
    while at < limit:
        heads = _HEADS.match(text, at)
        if heads:
            found += _heads_of_units(text, heads, context)
            stop = _HEADS_END.search(text, heads.end())
            at = stop.start() if stop else len(text)
        else:
            named = party_list(text, at, context)
            if not named:
                break
            found += posts_in(text, named, context)
            at = named[-1][2]
        more = _SEMICOLON.match(text, at)
        if not more:
            break
        at = more.end()
    return found, at


def _heads_of_units(text: str, match: re.Match[str], context: Context) -> list[Party]:
    """Return the heads and deputies of "đơn vị trực thuộc Sở": of the units that are bodies."""
    if not _OF_UNITS.match(text, match.end()):
        return []
    wanted: tuple[Literal["head", "deputy"], ...] = ("head", "deputy")
    if "cấp phó" not in match["who"]:
        wanted = ("head",)
    elif not match["who"].startswith("người"):
        wanted = ("deputy",)
    place = context.agency.province or "vn"
    return [
        Party(" ".join(match["who"].split()), "post", unit.name, place, title)
        for unit in context.units
        if unit.is_service
        for role in wanted
        if (title := context.title_of(unit, role))
    ]


def _proposer(rest: str, context: Context) -> Party | None:
    match = _PROPOSAL.search(rest)
    named = party_list(rest, match.end(), context) if match else []
    return named[0][0] if len(named) == 1 else None


def _rule(rest: str) -> str | None:
    match = _RULE.search(rest)
    return " ".join(match["rule"].split()).rstrip(" ,/") if match else None


def _open(span: Span) -> Issue:
    return Issue(
        "rule-unresolved",
        "info",
        "Chưa xác định được chức danh hoặc người quyết định trong quy định về bổ nhiệm.",
        "The post or who decides on it could not be told in a rule on appointments.",
        span,
    )
