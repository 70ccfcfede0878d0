"""Party words: where the name of a body or post begins in a text, and the words that end it."""

from __future__ import annotations

import re
from functools import cache

from loaders.facts.body_levels import council_words
from loaders.facts.wording import alternation
from loaders.tables import body_words
from loaders.tables.phrases import phrases
from loaders.tables.rules import titles

_JOINED = re.compile(r"(?:,|;|\bvà|\bhoặc)\s*(?:các\s+)?$")
_JOINT_LENGTH = 16
_JOINTS = (",", ";", "/", " và", " hoặc", " của", " với", " trước", " các")


@cache
def name_end() -> re.Pattern[str]:
    """Return the pattern of where a name ends: before a word that no name holds, or at a mark."""
    # a set first, so that the engine skips the letters of words
    return re.compile(
        rf"""
        [\s.;:()]
        (?: (?<!\s)
          | (?=\s*(?:{alternation(phrases("ends-party"), cased=True)}
            | (?:thành(?!\s+phố)|quản\s+lý(?=\s*[.,;]|\s*$)|cho(?=\s+[A-ZĐỦ]))(?!\w)))
          | (?<=\n) | \s*[.;:()\n] | \s*$ )
        """,
        re.VERBOSE,
    )


@cache
def title_start() -> re.Pattern[str]:
    """Return the pattern of a title in capitals, or its beginning ("Trưởng các phòng")."""
    names = {*(row.title for row in titles()), "Trưởng", "Phó"}
    return re.compile(rf"(?<!\w){alternation(names, cased=True)}")


@cache
def title_pattern() -> re.Pattern[str]:
    """Return the pattern of the titles of posts, in any case."""
    names = sorted((row.title for row in titles()), key=len, reverse=True)
    alternatives = "|".join(r"\s+".join(map(re.escape, name.split())) for name in names)
    return re.compile(rf"(?P<title>{alternatives})(?![^\W\d_])", re.IGNORECASE)


@cache
def starts() -> re.Pattern[str]:
    """Return the pattern of where a party begins: a title, a body word, a word for several."""
    titles_ = "|".join(
        r"\s+".join(map(re.escape, row.title.split()))
        for row in sorted(titles(), key=lambda row: len(row.title), reverse=True)
    )
    leading = f"{council_words()}|{alternation(phrases('begins-party'), cased=True)}"
    return re.compile(
        rf"(?<!\w)(?:{titles_}|{leading}|{body_words()}|[Cc]ác\s+[Ss]ở|[Cc]ác\s+[Bb]ộ|[Ss]ở,\s+ban)(?![^\W\d_])"
    )


def without_joint(piece: str) -> str:
    """Return a name without what joins it to the next: "Giám đốc và ", "Ủy ban nhân dân, "."""
    bare = piece.rstrip()
    while bare.endswith(_JOINTS):
        bare = bare[: -max(len(joint) for joint in _JOINTS if bare.endswith(joint))].rstrip()
    return bare


def without_inner(text: str, begins: list[int]) -> list[int]:
    """Drop the beginnings inside a name: "Giám đốc | Sở", "Chủ tịch | Ủy ban", "thuộc | Sở"."""
    kept: list[int] = []
    for at in begins:
        before = text[max(kept[-1], at - _JOINT_LENGTH) : at] if kept else ""
        if not kept or _JOINED.search(before):
            kept.append(at)
    return kept
