"""Tables of the classes of bodies: levels, kinds, what a class's name may begin with."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from loaders.spelling import fold
from loaders.tables import body_kinds, body_words, find_province
from loaders.tables.bodies import bodies, council_names
from loaders.tables.files import read_rows, text, words
from loaders.tables.phrases import phrases

_OWN_LEVEL = (
    r"(?:\s+thuộc\s+tỉnh(?:\s*,\s*thành\s+phố"
    r"(?:\s+(?:thuộc\s+thành\s+phố\s+)?trực\s+thuộc\s+trung\s+ương)?)?)?"
)
"""After a lower level: "xã, phường thuộc tỉnh, thành phố trực thuộc trung ương" is one level."""

_FIELD = r"(?:lĩnh\s+vực|công\s+tác)\s+[^;.]{1,80}?\s+của\s+"
"""Before a class: "lĩnh vực nội vụ của phòng chuyên môn": the class is what follows."""

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
    return read_rows(
        "body_classes", "level", lambda row: Level(text(row, "code"), text(row, "name"))
    )


@cache
def level_pattern() -> re.Pattern[str]:
    """Return the pattern of words for all units of a level; its groups are the codes, "-" as "_".

    No proper name may follow: "tỉnh, thành phố Hồ Chí Minh" names one city.
    """
    rows = read_rows("body_classes", "level", lambda row: (row["code"], words(row, "patterns")))
    groups = "|".join(
        f"(?P<{code.replace('-', '_')}>(?:{'|'.join(patterns)})"
        f"{_OWN_LEVEL if code != 'cap-tinh' else ''})"
        for code, patterns in rows
    )
    return re.compile(rf"(?i:(?<!\w)(?:{groups})(?!\w))(?!{_NAMED})")


@cache
def always() -> tuple[Always, ...]:
    """Return the kinds of bodies that have one level alone."""
    return read_rows(
        "body_classes",
        "always",
        lambda row: Always(text(row, "kind"), text(row, "level"), words(row, "not_before")),
    )


@cache
def class_kinds() -> tuple[tuple[str, str], ...]:
    """Return first words of classes' names with the code of their kind."""
    return read_rows("body_classes", "kind", lambda row: (text(row, "words"), text(row, "code")))


@cache
def head_pattern() -> re.Pattern[str]:
    """Return the pattern of what joins two classes in a title: ", " or " và " before a head."""
    barred = council_names()
    heads = "|".join(map(re.escape, phrases("begins-class")))
    own = "|".join(
        pattern
        for kind in body_kinds()
        if not barred.keys() & {*kind.words}
        for _, pattern in kind.patterns()
    )
    return re.compile(rf"(?:\s*[,;]\s+(?:và\s+)?|\s+và\s+)(?={_FIELD}|(?i:{heads}|{own})(?!\w))")


@cache
def field_pattern() -> re.Pattern[str]:
    """Return the pattern of a field before a class: "lĩnh vực nội vụ của "."""
    return re.compile(_FIELD, re.IGNORECASE)


@cache
def class_head() -> re.Pattern[str]:
    """Return the pattern of what the name of a class may begin with."""
    heads = "|".join(map(re.escape, phrases("begins-class")))
    return re.compile(rf"(?:{heads}|{body_words()})(?!\w)", re.IGNORECASE)


@cache
def is_central(issuer: str | None) -> bool:
    """Say whether an issuer is named and is no local one: "Bộ Nội vụ", "Chính phủ"."""
    if not issuer or find_province(issuer):
        return False
    folded = fold(issuer) + " "
    return not folded.startswith(_local_issuers())


@cache
def _local_issuers() -> tuple[str, ...]:
    """Return what the folded names of local issuers begin with."""
    councils = [fold(name) for name in council_names()]
    rows = (row for row in bodies() if row.level == "local" and "issuers" in row.known_in)
    local = [fold(word) for row in rows for word in row.words]
    return tuple(f"{name} " for name in (*councils, *(f"chu tich {c}" for c in councils), *local))
