"""Post titles: which of the leading titles a text has, before any expression is tried on it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from loaders.tables.rules import Leaders, leaders

LOOK = ("phó", "trưởng", "giám đốc", "chánh", "chủ nhiệm", "biên tập", "chủ tịch", "thanh tra")
"""What all leading titles have, in lower case; below, what those of all deputies have."""
DEPUTY_LOOK = ("phó", "thứ trưởng")


def named(words: str) -> set[str]:
    """Return the leading titles that a text in lower case has somewhere."""
    longest = {m.group() + m[m.lastindex or 0] for m in _any_title().finditer(words)}
    return {title for found in longest for title in _beginnings()[found]}


@cache
def _any_title() -> re.Pattern[str]:
    """Return the pattern of the longest title at each place, also inside of another."""
    letters: dict[str, list[str]] = {}  # first, so that the engine skips to one of them
    for title in sorted(_beginnings(), key=len, reverse=True):
        letters.setdefault(title[0], []).append(re.escape(title[1:]))
    return re.compile("|".join(f"{own}(?=({'|'.join(rest)}))" for own, rest in letters.items()))


@cache
def _beginnings() -> dict[str, tuple[str, ...]]:
    """Return for each title those that it begins with, itself too."""
    titles = {title for _, names in pairs() for title in (*names.heads, *names.deputies)}
    return {title: tuple(t for t in titles if title.startswith(t)) for title in titles}


def pairs_with(titles: Iterable[str]) -> list[tuple[Leaders, Leaders]]:
    """Return the pairs that have one of some titles in lower case, in their order."""
    return [pairs()[number] for number in sorted({n for t in titles for n in _pairs_of()[t]})]


@cache
def _pairs_of() -> dict[str, list[int]]:
    """Return for each title in lower case the numbers of the pairs that have it."""
    found: dict[str, list[int]] = {}
    for number, (_, names) in enumerate(pairs()):
        for title in (*names.heads, *names.deputies):
            found.setdefault(title, []).append(number)
    return found


@cache
def pairs() -> tuple[tuple[Leaders, Leaders], ...]:
    """Return the pairs of titles, each with the same in lower case."""
    return tuple(
        (
            pair,
            Leaders(
                tuple(map(str.lower, pair.heads)), tuple(map(str.lower, pair.deputies)), pair.kinds
            ),
        )
        for pair in leaders()
    )
