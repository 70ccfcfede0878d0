"""Limits: how many may hold a post: "không quá 03 (ba)", "từ 2 đến 3", "một số"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from loaders.facts.model import Post
from loaders.model import Issue

_WORDS = {
    "một": 1, "hai": 2, "ba": 3, "bốn": 4, "năm": 5,
    "sáu": 6, "bảy": 7, "tám": 8, "chín": 9, "mười": 10,
}  # fmt: skip
NUMBER = rf"(?<![\w/])(?:\d{{1,2}}|{'|'.join(_WORDS)})(?![\w/])(?:\s*\(\w+\))?"
_MOST = (
    r"(?:không\s+(?:được\s+)?(?:vượt\s+)?quá|tối\s+đa(?:\s+(?:là|không\s+quá))?"
    r"|nhiều\s+nhất(?:\s+là)?)"
)
_LEAST = r"(?:tối\s+thiểu(?:\s+là)?|ít\s+nhất(?:\s+là)?)"
COUNTED = rf"""(?:
      {_MOST}\s+{NUMBER}                                  # không quá 03 (ba)
    | {_LEAST}\s+{NUMBER}(?:\s*(?:,|và)?\s*{_MOST}\s+{NUMBER})?
    | từ\s+{NUMBER}\s*(?:đến|tới|-|–)\s*{NUMBER}          # từ 2 đến 3
    | {NUMBER}\s*(?:đến|hoặc|-|–)\s*{NUMBER}              # 01 - 02, 01 hoặc 02
    | {NUMBER}
)"""
"""The pattern (verbose, any case) of a limit with a number."""
LIMIT = rf"(?:(?:có\s+)?(?:một\s+số|các|những|{COUNTED}))"
"""The pattern of any limit, "các" and "một số" too."""

_NUMBERS = re.compile(rf"(?<!\w)(?:(?P<digits>\d{{1,2}})|(?P<word>{'|'.join(_WORDS)}))(?!\w)", re.I)
_BRACKET = re.compile(r"\([^()]*\)")
_HAS_LEAST = re.compile(_LEAST, re.IGNORECASE)
_HAS_MOST = re.compile(_MOST, re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Limit:
    """The least and the most holders of a post; None where open.

    ``is_contradictory``: the text prints a most below its least ("từ 3 đến 2"); both are None.
    """

    least: int | None = None
    most: int | None = None
    is_contradictory: bool = False


def read_limit(words: str | None) -> Limit:
    """Return the numbers that the words of a limit state; "03 (ba)" is one number."""
    if not words or "một số" in " ".join(words.lower().split()):
        return Limit()
    plain = _BRACKET.sub("", words)
    numbers = [
        int(match["digits"]) if match["digits"] else _WORDS[match["word"].lower()]
        for match in _NUMBERS.finditer(plain)
    ]
    if not numbers:
        return Limit()
    if len(numbers) > 1:
        least, most = numbers[0], numbers[1]
        return Limit(None, None, True) if most < least else Limit(least, most)
    if _HAS_LEAST.search(plain):
        return Limit(numbers[0], None)
    if _HAS_MOST.search(plain):
        return Limit(None, numbers[0])
    return Limit(numbers[0], numbers[0])


def limit_issues(found: Iterable[Post]) -> list[Issue]:
    """Return an issue for each limit whose most is below its least: "từ 3 đến 2"."""
    issues = {}
    for post in found:
        if not (post.minimum is post.maximum is None) or post.evidence.correction:
            continue
        if read_limit(post.limit_text).is_contradictory:
            issues[post.evidence.span] = Issue(
                "contradiction",
                "warning",
                f"Số lượng {post.title} tự mâu thuẫn: “{post.limit_text}”.",
                f"A number of deputies that contradicts itself: “{post.limit_text}”.",
                post.evidence.span,
            )
    return list(issues.values())
