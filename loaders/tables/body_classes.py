"""Tables of the classes of bodies: levels, kinds, what a class's name may begin with."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from loaders.spelling import fold
from loaders.tables import _toml, body_kinds, body_words, find_province

_OWN_LEVEL = r"(?:\s+thuộc\s+tỉnh(?:\s*,\s*thành\s+phố(?:\s+trực\s+thuộc\s+trung\s+ương)?)?)?"
"""After a lower level: "xã, phường thuộc tỉnh, thành phố trực thuộc trung ương" is one level."""

_NAMED = r"(?:\s*,\s*(?:huyện|quận|thị\s+xã|thành\s+phố|xã|phường|đặc\s+khu))*\s+[A-ZĐÀ-Ỹ]"
"""What goes on to a proper name: "các huyện, thành phố Huế"."""


@dataclass(frozen=True, slots=True)
class Level:
    """A level of government: its code in code/level, its Vietnamese name."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Always:
    """A kind of body that has one level alone; ``but`` is what its name goes on with elsewhere."""

    kind: str
    level: str
    but: tuple[str, ...]


@cache
def levels() -> tuple[Level, ...]:
    """Return the levels, the highest first."""
    return tuple(Level(row["code"], row["name"]) for row in _toml("body_classes")["level"])


@cache
def level_pattern() -> re.Pattern[str]:
    """Return the pattern of words for all units of a level; its groups are the codes, "-" as "_".

    No proper name may follow: "tỉnh, thành phố Hồ Chí Minh" names one city.
    """
    groups = "|".join(
        f"(?P<{row['code'].replace('-', '_')}>(?:{'|'.join(row['patterns'])})"
        f"{_OWN_LEVEL if row['code'] != 'cap-tinh' else ''})"
        for row in _toml("body_classes")["level"]
    )
    return re.compile(rf"(?i:(?<!\w)(?:{groups})(?!\w))(?!{_NAMED})")


@cache
def always() -> tuple[Always, ...]:
    """Return the kinds of bodies that have one level alone."""
    rows = _toml("body_classes")["always"]
    return tuple(Always(row["kind"], row["level"], tuple(row["not_before"])) for row in rows)


@cache
def class_kinds() -> tuple[tuple[str, str], ...]:
    """Return first words of classes' names with the code of their kind."""
    return tuple((row["words"], row["code"]) for row in _toml("body_classes")["kind"])


@cache
def head_pattern() -> re.Pattern[str]:
    """Return the pattern of what joins two classes in a title: ", " or " và " before a head."""
    table = _toml("body_classes")["heads"]
    barred = {*table["not_before"]}
    words = "|".join(map(re.escape, table["words"]))
    own = "|".join(
        pattern
        for kind in body_kinds()
        if not barred & set(kind.words)
        for _, pattern in kind.patterns()
    )
    return re.compile(
        rf"(?:\s*[,;]\s+(?:và\s+)?|\s+và\s+)(?={table['field']}|(?i:{words}|{own})(?!\w))"
    )


@cache
def field_pattern() -> re.Pattern[str]:
    """Return the pattern of a field before a class: "lĩnh vực nội vụ của "."""
    return re.compile(_toml("body_classes")["heads"]["field"], re.IGNORECASE)


@cache
def class_head() -> re.Pattern[str]:
    """Return the pattern of what the name of a class may begin with."""
    words = "|".join(re.escape(word) for word in _toml("body_classes")["heads"]["words"])
    return re.compile(rf"(?:{words}|{body_words()})(?!\w)", re.IGNORECASE)


@cache
def is_central(issuer: str | None) -> bool:
    """Say whether an issuer is named and is no local one: "Bộ Nội vụ", "Chính phủ"."""
    if not issuer or find_province(issuer):
        return False
    folded = fold(issuer) + " "
    local = _toml("body_classes")["issuer"]["local"]
    return not any(folded.startswith(fold(words) + " ") for words in local)
