"""Tables of the rules between bodies and posts: titles, groups, kinds of relation and of act."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from loaders.spelling import fold
from loaders.tables import body_kinds
from loaders.tables.files import Row, read_rows, text, words


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
    for row in read_rows("titles", "title", _title):
        found[row.title] = row
    return tuple(found.values())


def find_title(name: str) -> Title | None:
    """Return the title of this name, in any case and without its diacritics; None for none."""
    return _titles_by_folded_name().get(fold(name))


@cache
def _titles_by_folded_name() -> dict[str, Title]:
    return {fold(row.title): row for row in reversed(titles())}


def _title(row: Row) -> Title:
    return Title(text(row, "title"), row.get("body"), row.get("own"), "")


@cache
def leaders() -> tuple[Leaders, ...]:
    """Return the pairs of leading titles."""
    return read_rows(
        "leaders",
        "pair",
        lambda row: Leaders(words(row, "heads"), words(row, "deputies"), frozenset(row["kinds"])),
    )


@cache
def group_pattern() -> re.Pattern[str]:
    """Return the pattern of folded names that mean a group of bodies."""
    rows = read_rows("groups", "group", lambda row: re.compile(text(row, "pattern")).pattern)
    return re.compile("|".join(f"(?:{pattern})" for pattern in rows))


@cache
def coded(table: str, key: str) -> tuple[Coded, ...]:
    """Return the rows of a table with a code and a pattern (verbose, any case), in order."""
    return read_rows(
        table,
        key,
        lambda row: Coded(
            text(row, "code"), re.compile(text(row, "pattern"), re.VERBOSE | re.IGNORECASE)
        ),
    )


@cache
def party_words() -> dict[str, str]:
    """Return for each kind of relation the words after which its party is named, where it is."""
    rows = read_rows("relation_kinds", "kind", lambda row: (text(row, "code"), row.get("party")))
    return {code: party for code, party in rows if party}


@cache
def passive_changes() -> dict[str, str]:
    """Return the code of a change by its verb after "được": "được | sáp nhập | vào"."""
    rows = read_rows("unit_changes", "change", lambda row: (row.get("passive"), text(row, "code")))
    return {verb: code for verb, code in rows if verb}


@cache
def law_titles() -> tuple[str, ...]:
    """Return titles of laws, without the word "Luật"."""
    rows = read_rows("law_titles", "laws", lambda row: words(row, "titles"))
    return tuple(title for row in rows for title in row)
