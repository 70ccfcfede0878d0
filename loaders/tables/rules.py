"""Tables of the rules between bodies and posts: titles, groups, kinds of relation and of act."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from loaders.tables import _toml, body_kinds


@dataclass(frozen=True, slots=True)
class Title:
    """A title of a post: the body it names, or the kind of body that follows it, and its word."""

    title: str
    body: str | None
    own: str | None
    word: str


@dataclass(frozen=True, slots=True)
class Leaders:
    """The titles of a head and its deputies, as printed, and the kinds of bodies led so."""

    heads: tuple[str, ...]
    deputies: tuple[str, ...]
    kinds: frozenset[str]


@dataclass(frozen=True, slots=True)
class Coded:
    """A code and the pattern of the words that mean it."""

    code: str
    pattern: re.Pattern[str]


@cache
def titles() -> tuple[Title, ...]:
    """Return the titles of posts: heads and deputies of all kinds of bodies, and further ones.

    A title that holds the word of its body ("Chánh Văn phòng", "Bộ trưởng") knows the kind.
    """
    found: dict[str, Title] = {}
    for kind in body_kinds():
        for title in filter(None, (kind.head, kind.deputy)):
            word = min(kind.words or kind.listed, key=len, default="")
            holds = bool(word) and word.lower() in title.lower()
            if title not in found or holds:
                found[title] = Title(title, None, kind.code if holds else None, word)
    for row in _toml("titles")["title"]:
        found[row["title"]] = Title(row["title"], row.get("body"), row.get("own"), "")
    return tuple(found.values())


@cache
def leaders() -> tuple[Leaders, ...]:
    """Return the pairs of leading titles."""
    return tuple(
        Leaders(tuple(row["heads"]), tuple(row["deputies"]), frozenset(row["kinds"]))
        for row in _toml("leaders")["pair"]
    )


@cache
def group_pattern() -> re.Pattern[str]:
    """Return the pattern of folded names that mean a group of bodies."""
    return re.compile("|".join(f"(?:{row['pattern']})" for row in _toml("groups")["group"]))


@cache
def coded(table: str, key: str) -> tuple[Coded, ...]:
    """Return the rows of a table with a code and a pattern (verbose, any case), in order."""
    return tuple(
        Coded(row["code"], re.compile(row["pattern"], re.VERBOSE | re.IGNORECASE))
        for row in _toml(table)[key]
    )


@cache
def party_words() -> dict[str, str]:
    """Return for each kind of relation the words after which its party is named, where it is."""
    return {row["code"]: row["party"] for row in _toml("relation_kinds")["kind"] if "party" in row}


@cache
def law_titles() -> tuple[str, ...]:
    """Return titles of laws, without the word "Luật"."""
    return tuple(_toml("law_titles")["laws"]["titles"])
