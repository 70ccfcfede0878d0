"""The lexicon of counterparts: links, names of bodies and groups as expressions."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from loaders.facts.body_levels import council_words
from loaders.facts.wording import BEFORE_WORD, UPPER, alternation
from loaders.tables.bodies import central_names, council_names
from loaders.tables.duties import (
    Where,
    action_rules,
    group_words,
    link_words,
    name_words,
    role_words,
    source_words,
)
from loaders.tables.phrases import phrases

FIRM = frozenset({"coordinates-with", "shares-with"})
"""The links whose counterpart is taken even where no rule knows it."""

_GIVERS = ("do", "được")
_MAX_WORDS = 12
# the first words that the expressions below have besides those of the tables
_NAMED_WORDS = (
    "Tỉnh", "tỉnh", "Thành", "thành", "Bộ", "Sở", "sở", "Phòng", "Viện", "Tòa", "Công", "Thanh",
)  # fmt: skip
_GROUP_WORDS = (
    "thủ", "chủ", "ủy", "ubnd", "các", "những", "một", "toàn", "cấp", "phòng", "sở", "tổ",
)  # fmt: skip
_PROVINCE = rf"[{UPPER}]\w*(?:(?:\s|\s?[-–]\s?)[{UPPER}]\w*){{0,3}}"
_LEVEL = rf"(?:\s+(?:lâm\s+thời\s+)?(?:cấp\s+)?(?:tỉnh|thành\s+phố)(?:\s+{_PROVINCE})?)"


@dataclass(frozen=True, slots=True)
class Patterns:
    """Expressions: ``lead`` and ``group`` for a text in lower case, ``named`` for one as printed.

    ``leads`` finds what ``lead`` matches anywhere but at the beginning of a text. ``rest`` matches
    the words up to the next verb or preposition. ``named_letters`` are those that ``named`` begins
    with, ``group_letters`` the first two of ``group``: most places are told by them to have none.
    """

    lead: re.Pattern[str]
    leads: re.Pattern[str]
    links: dict[str, tuple[str, Where]]
    sources: dict[str, str]
    named: re.Pattern[str]
    named_letters: frozenset[str]
    group: re.Pattern[str]
    group_letters: frozenset[str]
    rest: re.Pattern[str]


@cache
def patterns() -> Patterns:
    """Compile the expressions from the tables, once."""
    verbs = {verb for rule in action_rules() for verb in rule.verbs} - {*phrases("in-names")}
    roles = {word for row in role_words() for word in row.words}
    word = rf"(?!{alternation({*verbs, *roles, *phrases('ends-counterpart')})})[^\s,;.:()]+"
    links = {word: (row.code, row.where) for row in link_words() for word in row.words}
    sources = {word: row.code for row in source_words() for word in row.words}
    lead = _lead(links, sources)
    first = alternation({re.split("[ ,]", word)[0] for word in {*links, *sources}} | {*_GIVERS})
    return Patterns(
        lead=re.compile(lead, re.VERBOSE),
        leads=re.compile(rf"{BEFORE_WORD}(?={first})(?<!\w){lead}", re.VERBOSE),
        links=links,
        sources=sources,
        named=re.compile(_named(word), re.VERBOSE),
        named_letters=_named_letters(),
        group=re.compile(_group(), re.VERBOSE),
        group_letters=_group_letters(),
        rest=re.compile(rf"(?:\s+{word}){{1,{_MAX_WORDS}}}"),
    )


def _lead(links: dict[str, tuple[str, Where]], sources: dict[str, str]) -> str:
    """Return the expression of the words that a counterpart follows."""
    how = alternation(phrases("guidance-manner"))
    firm = {word for word, (code, _) in links.items() if code in FIRM}
    first = alternation(
        {*group_words("first"), *group_words("bare"), *group_words("nouns"), *name_words("heads")}
        | set(name_words("titles"))
    )
    return rf"""
        (?: (?P<firm>{alternation(firm)})
          | (?P<link>{alternation(links.keys() - firm)})(?=\s+{first})
          | (?P<source>{alternation(sources)})(?:\s+{how})?\s+của(?!\w)
          | (?P<giver>{"|".join(_GIVERS)})(?=\s+{first})
        )"""


def _named(word: str) -> str:
    """Return the expression of the names of bodies; ``word`` is a word that a name may hold."""
    name = rf"[{UPPER}]\w*(?:\s+(?:(?:và|-|–)\s+(?=[{UPPER}])\S+|{word})){{0,{_MAX_WORDS}}}"
    titles = alternation(name_words("titles"), cased=True)
    below = alternation({"các", "cấp", "nơi", *group_words("levels")} - {"thành phố"})
    return rf"""
        (?:{titles}\s+)?
        (?: {council_words()}(?:{_LEVEL}|(?!\s+{below}))
          | (?:[Tt]ỉnh|[Tt]hành)\s+ủy(?:\s+{_PROVINCE})?
          | {alternation(central_names(), cased=True)}(?!\s+(?:điện\s+tử|số)(?!\w))
          | (?:Bộ|Sở|Phòng)\s+{alternation(name_words("domains"), cased=True)}
          | (?:Viện\s+kiểm\s+sát|Tòa\s+án)\s+nhân\s+dân(?:\s+(?:tỉnh|tối\s+cao))?
          | (?:Công\s+an|Thanh\s+tra)\s+(?:tỉnh|thành\s+phố)(?:\s+{_PROVINCE})?
          | (?<=Giám\sđốc\s)[Ss]ở(?!\s+[{UPPER}])
          | {alternation(name_words("heads"), cased=True)}\s+{name}
        )"""


def _named_letters() -> frozenset[str]:
    """Return the letters that names of bodies begin with."""
    words = (*name_words("titles"), *name_words("heads"), *central_names(), *council_names())
    return frozenset(word[0] for word in (*words, *_NAMED_WORDS))


def _group_letters() -> frozenset[str]:
    """Return the first two letters of the names of groups."""
    words = (*group_words("bare"), *group_words("nouns"), *_GROUP_WORDS)
    return frozenset(word[:2] for word in words)


def _group() -> str:
    """Return the expression of the names of groups."""
    organising = alternation(group_words("organising"))
    bare = rf"(?:{alternation(group_words('bare'))}|tổ\s+chức(?!\w)(?!\s+{organising}))"
    qualified = rf"(?:\s+{alternation(group_words('qualifiers'))})*"
    item = rf"(?:{bare}|{alternation(group_words('nouns'))}){qualified}"
    joint = r"(?:\s*,\s*(?:và\s+)?|\s+và\s+|\s*[-–]\s*)"
    level = alternation(group_words("levels"))
    return rf"""
        (?:thủ\s+trưởng\s+|chủ\s+tịch\s+)?
        (?: (?:ủy\s+ban\s+nhân\s+dân|ubnd)\s+
                (?: (?:cấp\s+(?:huyện|xã)|các\s+cấp)(?!\w)
                  | (?:các\s+|(?!thành\s+phố(?!\s*,))){level}(?:\s*(?:,|và)\s*{level})* )
          | (?:các|những|một\s+số|toàn\s+bộ)\s+(?:cấp\s+có\s+thẩm\s+quyền|{item})(?:{joint}{item})*
          | cấp\s+có\s+thẩm\s+quyền
          | phòng\s+chuyên\s+môn\s+về\s+[^,;.]{{3,40}}?\s+cấp\s+(?:huyện|xã)
          | {bare}{qualified}(?:{joint}{item})*
          | sở\s*,\s*(?:ban\s*,\s*)?ngành(?:\s*,\s*{item})*
        )(?!\w)"""
