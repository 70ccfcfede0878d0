"""Body levels: whether a name is that of a central body, of a local one, of a council.

Bộ Thông tin và Truyền thông   Sở Nội vụ   Ban Quản lý rừng   Ủy ban nhân dân tỉnh
└────────── central ────────┘  └────── local ─────────────┘   └──── council ─────┘
"""

from __future__ import annotations

import re
from functools import cache

from loaders.facts.wording import alternation
from loaders.tables.bodies import Bodies, Use, bodies, council_names


@cache
def central(use: Use) -> re.Pattern[str]:
    """Return the pattern of what the names of central bodies begin with, where ``use`` says."""
    return re.compile("|".join(_opening(row) for row in _rows("central", use)))


@cache
def ministry() -> re.Pattern[str]:
    """Return the pattern of a central body's first word, as a duty names it: "Bộ Y tế"."""
    rows = (row for row in _rows("central", "duties") if not row.is_whole)
    return re.compile("|".join(map(_opening, rows)))


@cache
def local(use: Use) -> re.Pattern[str]:
    """Return the pattern of what the names of local bodies begin with, where ``use`` says."""
    words = [word for row in _rows("local", use) for word in row.words]
    return re.compile(alternation(words, cased=True))


@cache
def council_words(name: str | None = None) -> str:
    """Return the spellings of people's committees and councils, or of one, as an expression."""
    known = council_names()
    found = [word for word, own in known.items() if name in (None, own)]
    return alternation(found, cased=True)


def _rows(level: str, use: Use) -> list[Bodies]:
    return [row for row in bodies() if row.level == level and use in row.known_in]


def _opening(row: Bodies) -> str:
    """Return the expression of a row: "Chính phủ", "Bộ | Y tế", "Vụ … thuộc |"."""
    names = alternation(row.words, cased=True)
    if row.is_whole:
        return names
    barred = alternation(row.not_before, cased=True) if row.not_before else ""
    ahead = rf"(?!\s+{barred})" if barred else ""
    return names + ahead + (r"\s.*\sthuộc\s" if row.has_owner else r"\s")
