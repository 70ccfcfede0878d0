"""Party words: where the name of a body or post begins in a text, and the words that end it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from loaders.facts.wording import alternation, by_letter
from loaders.tables import body_kinds
from loaders.tables.bodies import council_names
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
    leading = (*council_names(), *phrases("begins-party"))
    bodies = sorted((word for kind in body_kinds() for word in kind.patterns()), reverse=True)
    several = (rf"{own}ác\s+{other}" for own in "Cc" for other in ("[Ss]ở", "[Bb]ộ"))
    expressions = (
        *_spaced(row.title for row in titles()),
        *(rf"{word}(?!\w)" for word in _spaced(leading)),
        *(word for _, word in bodies),
        *several,
        *(rf"{own}ở,\s+ban" for own in "Ss"),
    )
    return re.compile(rf"{by_letter(expressions)}(?![^\W\d_])")


def _spaced(names: Iterable[str]) -> list[str]:
    """Return names as expressions, the longest first; a blank stands for any blanks."""
    ordered = sorted(names, key=len, reverse=True)
    return [r"\s+".join(map(re.escape, name.split())) for name in ordered]


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
