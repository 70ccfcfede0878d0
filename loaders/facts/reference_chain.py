"""Chains of điểm, khoản and Điều: "điểm a, b và c khoản 1 Điều 25" is three ways to a clause.

The grammar reads tokens (a word and its labels) and joins those that follow each other. A token is
only context for the one before it where that is of a lower level and no "và" parts them:

điểm a, b khoản 1 Điều 25          → dieu-25/khoan-1/diem-a, dieu-25/khoan-1/diem-b
khoản 1 và điểm b khoản 2 Điều này → (this)/khoan-1, (this)/khoan-2/diem-b
khoản 3 Điều 37 và Điều 39         → dieu-37/khoan-3, dieu-39
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from loaders.markers import POINT_LETTERS

Level = Literal["diem", "khoan", "dieu"]
THIS = "này"
"""Label of "Điều này", "khoản này": the article or clause that the words stand in."""

_NUMBER = r"\d{1,3}[a-zđ]?(?![\w/])"
_LETTER = rf"[{POINT_LETTERS}](?:\d)?\)?(?![^\W\d_])"
_JOIN = r"(?:\s*,\s*(?:và\s+)?|\s+và\s+|\s+hoặc\s+)"


def _list(item: str, word: str) -> str:
    """Return the pattern of "1, 2 và 4", "1 đến 4", "1 đến khoản 4"."""
    return rf"{item}(?:(?:{_JOIN}|\s+đến\s+(?:{word}\s+)?){item}){{0,40}}"


_TOKEN = re.compile(
    rf"""(?<!\w)(?:các\s+|những\s+|từ\s+)?
      (?: (?P<diem>điểm)\s+(?P<letters>{_list(_LETTER, "điểm")}|này(?!\w))
        | (?<!tài\s)(?P<khoan>khoản)\s+(?P<numbers>{_list(_NUMBER, "khoản")}|này(?!\w))
        | (?P<dieu>Điều)\s+(?P<articles>{_list(_NUMBER, "Điều")}|này(?!\w)) )""",
    re.VERBOSE | re.IGNORECASE,
)
_LABEL_NEXT = r"\s+(?:\d|[nN][àÀ][yY]|[a-zđA-ZĐ]\d?(?![^\W\d_]))"
LIKELY = (
    re.compile(rf"i(?<=[Đđ]i)(?:ều|ểm){_LABEL_NEXT}"),  # "Điều 5", "điểm a"
    re.compile(rf"ả(?<=[Kk]hoả)n{_LABEL_NEXT}"),  # "khoản này"
)
"""Cheap looks before the grammar: one letter first, to which the engine skips."""
_GAP = re.compile(r"\s*(?:,\s*)?(?:(?P<and>và|hoặc)\s+)?(?:của\s+|tại\s+|thuộc\s+)?$")
_MAX_GAP = 12
_ITEM = re.compile(rf"(?<!\w)(?:{_NUMBER}|{_LETTER}|(?P<to>đến))", re.IGNORECASE)
_MAX_TOKENS = 40
_RANK: dict[str, int] = {"diem": 0, "khoan": 1, "dieu": 2}
_MAX_RANGE = 40


@dataclass(frozen=True, slots=True)
class Token:
    """A word with its labels, where it stands, and whether "và" stands before it."""

    level: Level
    labels: tuple[str, ...]
    start: int
    end: int
    is_parted: bool = False


@dataclass(frozen=True, slots=True)
class Chain:
    """What one chain refers to: ways to clauses, each from the article down, and its place."""

    ways: tuple[tuple[tuple[Level, str], ...], ...]
    start: int
    end: int


def chains(text: str) -> Iterator[Chain]:
    """Yield the chains of references in ``text``, in order."""
    group: list[Token] = []
    for match in _TOKEN.finditer(text):
        level, labels = _read(match)
        gap = text[group[-1].end : match.start()] if group else ""
        joined = _GAP.fullmatch(gap) if len(gap) <= _MAX_GAP else None
        if group and (not joined or len(group) >= _MAX_TOKENS):
            yield _chain(group)
            group = []
        parted = bool(group and joined and joined["and"])
        group.append(Token(level, labels, match.start(), match.end(), parted))
    if group:
        yield _chain(group)


def _read(match: re.Match[str]) -> tuple[Level, tuple[str, ...]]:
    if match["diem"]:
        return "diem", _labels(match["letters"], POINT_LETTERS)
    if match["khoan"]:
        return "khoan", _labels(match["numbers"], None)
    return "dieu", _labels(match["articles"], None)


def _labels(text: str, order: str | None) -> tuple[str, ...]:
    """Return the labels of a list; "1 đến 4" is filled in."""
    if text.lower() == THIS:
        return (THIS,)
    found: list[str] = []
    is_range = False
    for match in _ITEM.finditer(text.lower()):
        if match["to"]:
            is_range = True
            continue
        label = match.group().rstrip(")")
        if is_range and found:
            found += _between(found[-1], label, order)
        found.append(label)
        is_range = False
    return tuple(dict.fromkeys(found))


def _between(first: str, last: str, order: str | None) -> list[str]:
    if order is None and first.isdigit() and last.isdigit():
        low, high = int(first), int(last)
        return [str(n) for n in range(low + 1, high)] if high - low <= _MAX_RANGE else []
    if order and first in order and last in order:
        return list(order[order.index(first) + 1 : order.index(last)])
    return []


def _chain(tokens: list[Token]) -> Chain:
    ways: list[tuple[tuple[Level, str], ...]] = []
    for index, token in enumerate(tokens):
        before = tokens[index - 1] if index else None
        is_context = (
            before is not None and _RANK[before.level] < _RANK[token.level] and not token.is_parted
        )
        if is_context:
            continue
        above = _above(tokens, index)
        ways += [(*above, (token.level, label)) for label in token.labels]
    return Chain(tuple(ways), tokens[0].start, tokens[-1].end)


def _above(tokens: list[Token], index: int) -> tuple[tuple[Level, str], ...]:
    """Return the steps above a token: the next khoản and Điều after it, each of one label."""
    steps: list[tuple[Level, str]] = []
    rank = _RANK[tokens[index].level]
    for token in tokens[index + 1 :]:
        if _RANK[token.level] > rank and len(token.labels) == 1:
            steps.insert(0, (token.level, token.labels[0]))
            rank = _RANK[token.level]
    return tuple(steps)
