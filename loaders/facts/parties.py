"""Parties: which body, group or post a rule names, and lists of them.

Ủy ban nhân dân, Chủ tịch Ủy ban nhân dân tỉnh và Bộ trưởng Bộ Thông tin và Truyền thông theo …
└── body ─────┘  └──────── post ─────────────┘    └──────────── post ──────────────────┘
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import Literal

from loaders.facts.body_levels import central, council_words, local
from loaders.facts.definitions import resolve_short
from loaders.facts.model import Agency, Unit
from loaders.facts.party_words import (
    name_end,
    starts,
    title_pattern,
    without_inner,
    without_joint,
)
from loaders.facts.rules_model import Definition, Party
from loaders.spelling import fold
from loaders.tables import body_kind, find_province, province_of
from loaders.tables.bodies import council_names
from loaders.tables.rules import find_title, group_pattern

# the level in "…, Chủ tịch Ủy ban nhân dân tỉnh", which "Ủy ban nhân dân, …" before it shares
_LEVEL = re.compile(r"nhân\s+dân\s+(?P<level>(?:cấp\s+)?(?:tỉnh|thành\s+phố)\b.*)")
_OWNER = re.compile(r"\s+(?:(?:trực\s+)?thuộc\s.*|[Ss]ở|[Cc]hi\s+cục)$", re.DOTALL)
_OWN_POINTER = re.compile(r"(?:cơ quan|tổ chức|đơn vị)\s+(?=[A-ZĐ])")

Listed = tuple[tuple[Party | None, int, int], ...]
"""The parties of a list with their places; None for one that is not resolved."""


@dataclass(frozen=True, slots=True)
class Context:
    """What a short name may mean in one text: its agency, units and definitions.

    ``known`` keeps what the names of the text were read as, for the rules that meet them again, and
    ``known_lists`` the lists that begin at a place of a sentence.
    """

    agency: Agency
    units: tuple[Unit, ...]
    definitions: tuple[Definition, ...]
    known: dict[str, Party | None] = field(default_factory=dict, compare=False, repr=False)
    known_lists: dict[tuple[str, int], Listed] = field(
        default_factory=dict, compare=False, repr=False
    )

    def title_of(self, unit: Unit, role: Literal["head", "deputy"]) -> str | None:
        """Return the title of the head or deputy of a unit, by the kind that its name says."""
        kind = body_kind(unit.name)
        return getattr(kind, role) if kind else None


_BLANKS = re.compile(r"\s*(?:[Cc]ác\s+(?=(?:Phó|Thứ|Trưởng|Chánh|Giám|Chi\s+cục)\s))?")
_REACH = 600
"""How many characters of a list are looked at; the longest in the decisions has some 300."""


def party_list(text: str, start: int, context: Context) -> Listed:
    """Return the parties named from ``start`` on, with their places; None for one not resolved.

    The list ends at the first word that no name holds ("theo", "trong" …).
    """
    known = context.known_lists
    if (text, start) not in known:
        known[text, start] = tuple(_party_list(text, start, context))
    return known[text, start]


def _party_list(text: str, start: int, context: Context) -> list[tuple[Party | None, int, int]]:
    opening = _BLANKS.match(text, start)
    if opening is None or not starts().match(text, opening.end()):
        return []
    reach = min(start + _REACH, len(text))
    end_match = name_end().search(text, start, reach)
    end = end_match.start() if end_match else reach
    begins = [m.start() for m in starts().finditer(text, start, end)]
    begins = without_inner(text, begins)
    spans = []
    for at, following in zip(begins, [*begins[1:], end], strict=True):
        spans.append((at, at + len(without_joint(text[at:following]))))
    return [
        (read_party(_with_owner(text, spans, index), context), *span)
        for index, span in enumerate(spans)
    ]


def _with_owner(text: str, spans: list[tuple[int, int]], index: int) -> str:
    """Return a name; "Giám đốc" before "… và Phó Giám đốc Trung tâm" is that of the Trung tâm."""
    name = _with_level(text, spans, index)
    if index + 1 < len(spans) and title_pattern().fullmatch(name):
        following = _tidy(text[slice(*spans[index + 1])])
        deputy = title_pattern().match(following)
        if deputy and deputy["title"].startswith("Phó") and name in deputy["title"]:
            return f"{name} {following[deputy.end() :].strip()}".rstrip()
    return name


def _with_level(text: str, spans: list[tuple[int, int]], index: int) -> str:
    """Return a name; "Ủy ban nhân dân" before "…, Chủ tịch Ủy ban nhân dân tỉnh" has its level."""
    name = _tidy(text[slice(*spans[index])])
    if name in council_names():
        for start, end in spans[index + 1 :]:
            level = _LEVEL.search(text[start:end])
            if level:
                return f"{name} {_tidy(level['level'])}"
    return name


def _tidy(text: str) -> str:
    tidy = " ".join(text.split()).strip(" ,;.:")
    return tidy.replace("nhân dân dân", "nhân dân")  # misprint of "nhân dân"


def read_party(text: str, context: Context) -> Party | None:
    """Return the one party that a name means; None where it means none or may mean several."""
    known = context.known
    if text not in known:
        known[text] = _read_party(text, context)
    return known[text]


def _read_party(text: str, context: Context) -> Party | None:
    name = _OWN_POINTER.sub("", _tidy(text)) if text[:1].islower() else _tidy(text)
    match = title_pattern().match(name)
    if match:
        return _post(text, match, name, context)
    return read_body(text, name, context)


def _post(text: str, match: re.Match[str], name: str, context: Context) -> Party | None:
    title = find_title(_tidy(match["title"]))
    assert title is not None  # the pattern is made of them
    rest = name[match.end() :].strip()
    if title.body:
        body = read_body(text, title.body, context)
    elif title.own:
        body = _owner(title.own, title.word, rest, context)
    else:
        body = read_body(text, rest, context) if rest else None
        if body is None and not rest:
            body = _own_body(title.title, context)
    if body is None or body.kind == "group":
        return None
    return Party(_tidy(text), "post", body.name, body.place, title.title)


def _owner(kind: str, word: str, rest: str, context: Context) -> Party | None:
    """Return the body of a title that names its kind: "Chánh Thanh tra [tỉnh]"."""
    named = body_kind(rest)
    if named and named.code == kind:
        return read_body(rest, rest, context)
    own = body_kind(context.agency.short_name)
    if own and own.code == kind and (not rest or fold(rest) in ("tinh", "thanh pho")):
        return _of_agency(rest, context)
    units = [unit for unit in context.units if unit.kind == kind]
    if not rest or fold(rest) in ("so", "chi cuc", "trung tam", "ban"):
        return _of_unit(units[0], rest, context) if len(units) == 1 else None
    return read_body(rest, f"{word} {rest}", context)


def posts_of(text: str, context: Context) -> tuple[Party, ...]:
    """Return the posts that a title means: "Trưởng phòng" that of each phòng, else the one post."""
    party = read_party(text, context)
    if party:
        return (party,) if party.kind == "post" else ()
    name = _tidy(text)
    match = title_pattern().fullmatch(name)
    title = find_title(name) if match else None
    if title is None or title.own is None:
        return ()
    place = context.agency.province or "vn"
    return tuple(
        Party(name, "post", unit.name, place, title.title)
        for unit in context.units
        if unit.kind == title.own
    )


def _own_body(title: str, context: Context) -> Party | None:
    """Return the agency where a bare title is that of its head or deputy ("Giám đốc")."""
    kind = body_kind(context.agency.short_name)
    if kind and fold(title) in (fold(kind.head or ""), fold(kind.deputy or "")):
        return _of_agency("", context)
    return None


def _of_agency(text: str, context: Context) -> Party:
    agency = context.agency
    return Party(_tidy(text), "agency", agency.name.value, agency.province or "vn")


def _of_unit(unit: Unit, text: str, context: Context) -> Party:
    return Party(_tidy(text), "unit", unit.name, context.agency.province or "vn")


def read_body(text: str, name: str, context: Context) -> Party | None:
    """Return the body or group that ``name`` means; ``text`` is what the text prints."""
    agency, printed = context.agency, _tidy(text)
    if group_pattern().match(fold(name)):
        return Party(printed, "group", name)
    kind = body_kind(agency.short_name)
    if kind and fold(name) in {fold(word) for word in kind.words}:
        return _of_agency(printed, context)
    full = resolve_short(name, context.definitions, agency)
    if fold(full) in (fold(agency.short_name), fold(agency.name.value)):
        return _of_agency(printed, context)
    if group_pattern().match(fold(full)):
        return Party(printed, "group", name)
    unit = _unit(full, context)
    if unit:
        return _of_unit(unit, printed, context)
    council = _council_pattern().match(full)
    if council:
        return _council(printed, council, agency)
    if central("rules").match(full) and not find_province(full):
        return Party(printed, "body", _without_tail(full), "vn")
    if agency.province and local("rules").match(full) and not _is_bare_kind(full):
        return Party(printed, "body", _without_tail(full), agency.province)
    return None


@cache
def _council_pattern() -> re.Pattern[str]:
    return re.compile(
        rf"(?P<kind>{council_words()})"
        r"(?P<level>(?:\s+(?:lâm thời\s+)?(?:cấp\s+)?(?:tỉnh|thành phố)(?:\s+.+)?)?)$"
    )


def _council(printed: str, match: re.Match[str], agency: Agency) -> Party | None:
    """Return a province's committee or council; None for a level that says no province."""
    level = match["level"].strip()
    found = find_province(level)
    place = found[0].slug if found else agency.province
    if not level or place is None or (not found and not _is_own_level(level, place)):
        return None
    return Party(printed, "body", council_names()[match["kind"]], place)


def _is_own_level(level: str, place: str) -> bool:
    """Say whether "tỉnh", "cấp tỉnh" or "thành phố" is what the agency's province is."""
    return fold(level) in ("cap tinh", fold(province_of(place).kind))


def _unit(name: str, context: Context) -> Unit | None:
    """Return the unit with this name, with or without owner and province; None for several.

    A kind alone ("Trung tâm") means the only unit of that kind.
    """
    key = _bare(name)
    if find_province(name) and key in ("thanh tra", "van phong"):
        return None  # "Thanh tra tỉnh" is a body of the province, no unit of this one
    found = [unit for unit in context.units if _bare(unit.name) == key]
    if not found and _is_bare_kind(name):
        found = [unit for unit in context.units if _bare(unit.name).startswith(f"{key} ")]
    return found[0] if len(found) == 1 else None


def _is_bare_kind(name: str) -> bool:
    kind = body_kind(name)
    return kind is not None and fold(name) == fold(min(kind.words, key=len))


@lru_cache(maxsize=1_024)
def _bare(name: str) -> str:
    found = find_province(name)
    bare = name[: found[1]] if found and found[2] == len(name) else name
    return fold(_OWNER.sub("", bare.strip(" ,"))).strip(" ,")


def _without_tail(name: str) -> str:
    """Return a body's name with "trực thuộc" as "thuộc" and UBND written out."""
    return name.replace("UBND", "Ủy ban nhân dân").replace(" trực thuộc ", " thuộc ")


def parties(found: Sequence[tuple[Party | None, int, int]]) -> list[Party]:
    """Return the resolved parties of a list."""
    return [party for party, _, _ in found if party]


def posts_in(
    text: str, found: Sequence[tuple[Party | None, int, int]], context: Context
) -> list[Party]:
    """Return the posts of a list read from ``text``; "Trưởng phòng" is that of each phòng."""
    posts: list[Party] = []
    for party, start, end in found:
        is_post = party is not None and party.kind == "post"
        posts += (party,) if party and is_post else posts_of(text[start:end], context)
    return posts
