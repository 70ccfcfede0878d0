"""Table of the bodies by level of government, of territories, and of the symbols of issuers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal, get_args

from loaders.tables import body_kind_of
from loaders.tables.files import Row, read_rows, text, words

Use = Literal["rules", "duties", "citations", "issuers"]
"""Where a name stands: a rule, a duty's counterpart, who passed a cited act or the decision."""

LEVELS = ("cap-tinh", "cap-huyen", "cap-xa")
"""The levels of territories, the highest first."""

_LEVELS = ("central", "local")
_ISSUERS = ("central", "assembly", "party")


@dataclass(frozen=True, slots=True)
class Bodies:
    """Bodies whose names begin with some words, or are these words, as bodies.toml explains."""

    words: tuple[str, ...]
    level: str
    known_in: tuple[str, ...]
    is_whole: bool
    has_owner: bool
    not_before: tuple[str, ...]
    example: str


@dataclass(frozen=True, slots=True)
class Territory:
    """The words for territories of a level (code/level/…), and the same shortened."""

    words: tuple[str, ...]
    short: tuple[str, ...]
    level: str
    example: str


@dataclass(frozen=True, slots=True)
class Symbol:
    """A pattern of symbols, as slugs, and whose they are: "central", "assembly", "party".

    ``name`` is the one body that has them.
    """

    pattern: str
    issuer: str
    example: str
    name: str | None = None


def _one_of(cell: str, known: tuple[str, ...]) -> str:
    if cell not in known:
        raise ValueError(f"{cell!r} is none of {', '.join(known)}")
    return cell


@cache
def bodies() -> tuple[Bodies, ...]:
    """Return the bodies; raises ReferenceDataError where the table is at fault."""
    return read_rows("bodies", "body", _bodies)


def _bodies(row: Row) -> Bodies:
    return Bodies(
        words(row, "words"),
        _one_of(text(row, "level"), _LEVELS),
        tuple(_one_of(use, get_args(Use)) for use in words(row, "known_in")),
        row.get("whole", False),
        row.get("of", False),
        words(row, "not_before", ()),
        text(row, "example"),
    )


@cache
def territories() -> tuple[Territory, ...]:
    """Return the kinds of territories, the highest level first."""
    return read_rows(
        "bodies",
        "territory",
        lambda row: Territory(
            words(row, "words"), words(row, "short", ()), text(row, "level"), text(row, "example")
        ),
    )


@cache
def territory_words(*levels: str) -> tuple[str, ...]:
    """Return the words for territories of these levels."""
    return tuple(word for row in territories() if row.level in levels for word in row.words)


@cache
def short_territory_words(*levels: str) -> tuple[str, ...]:
    """Return the shortened words for territories of these levels: "TP."."""
    return tuple(word for row in territories() if row.level in levels for word in row.short)


@cache
def symbols(issuer: Literal["central", "assembly", "party"]) -> re.Pattern[str]:
    """Return the pattern of the symbols, as slugs, of some issuers; to be matched in full."""
    rows = read_rows("bodies", "symbol", _symbol)
    return re.compile("|".join(f"(?:{row.pattern})" for row in rows if row.issuer == issuer))


def _symbol(row: Row) -> Symbol:
    re.compile(text(row, "pattern"))
    issuer = _one_of(text(row, "issuer"), _ISSUERS)
    return Symbol(row["pattern"], issuer, text(row, "example"), row.get("name"))


@cache
def issuer_of_symbol(symbol: str) -> str | None:
    """Return the one body whose documents have a symbol (a slug: "nd-cp"), None for others."""
    rows = read_rows("bodies", "symbol", _symbol)
    named = (row for row in rows if row.name and re.fullmatch(row.pattern, symbol))
    return next((row.name for row in named), None)


@cache
def central_names() -> dict[str, str]:
    """Return the official name of every spelling of a central body that is no ministry."""
    return {
        spelling: row.words[0]
        for row in bodies()
        if row.level == "central" and row.is_whole
        for spelling in row.words
    }


@cache
def council_names() -> dict[str, str]:
    """Return the official name of every spelling of a people's committee or council."""
    kinds = map(body_kind_of, ("uy-ban-nhan-dan", "hoi-dong-nhan-dan"))
    return {word: kind.words[0] for kind in kinds for word in kind.words}
