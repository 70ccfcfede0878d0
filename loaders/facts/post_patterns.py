"""Post patterns: how a text names the head and the deputies of a body, for each pair of titles.

Sở có Giám đốc và không quá 03 Phó Giám đốc      - Giám đốc: 01 người.  - Phó Giám đốc: 02 người.
      └─ head ─┘   └─ limit ──┘ └─ deputy ─┘        └ head                 └─ deputy ─┘  └ limit
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from loaders.facts.limits import COUNTED, LIMIT
from loaders.tables.rules import Leaders

_FLAGS = re.VERBOSE | re.IGNORECASE
_NOT_WITHIN = r"(?<!\w)(?<!phó\s)(?<!tổng\s)(?<!ban\s)"
_ONE = r"(?:(?P<one>(?:0?1|một)(?:\s*\(\w+\))?)\s+(?:người\s+|chức\s+danh\s+)?)?"
# what may stand between a head and the deputies: "Giám đốc Sở", "(do … kiêm nhiệm)", "phụ trách"
_TAIL = r"(?:\s+[^.;,:\n()]{1,90}?)??(?:\s*\([^()\n]{1,120}\))?"
_JOINT = r"""\s*(?:,|;|(?<!\w)và|(?<!\w)cùng)\s*
    (?:và\s+|cùng\s+)?(?:(?:giúp\s+việc|giúp)\s+(?:cho\s+)?[^.;,:\n]{3,60}?\s+)?
    (?:có\s+|là\s+)?(?:số\s+lượng\s+)?"""
# whose: "Phó Giám đốc Sở"; no verb, which would make it a sentence about the holder
_WHOSE = r"(?:\s+(?!(?:giúp|chịu|là|do|được|thực|phụ|có|phải|theo|căn)\s)[^.;,:\n()]{1,60}?)?"
_PEOPLE = r"(?:\s+(?:người|đồng\s+chí|biên\s+chế))"


@dataclass(frozen=True, slots=True)
class Patterns:
    """The patterns of one pair of titles.

    both: a head with its deputies; deputy: deputies after a subject; lone_head, lone_deputy: a
    clause that is nothing but the title and its number; count: "số lượng Phó Giám đốc tối đa 03".
    """

    both: re.Pattern[str]
    deputy: re.Pattern[str]
    head: re.Pattern[str]
    lone_head: re.Pattern[str]
    lone_deputy: re.Pattern[str]
    count: re.Pattern[str]


def _words(titles: Iterable[str]) -> str:
    ordered = sorted(titles, key=len, reverse=True)
    return "|".join(r"\s+".join(map(re.escape, title.split())) for title in ordered)


@cache
def patterns_of(pair: Leaders) -> Patterns:
    """Return the patterns of a pair of titles."""
    head, deputy = _words(pair.heads), _words(pair.deputies)
    lead = rf"{_NOT_WITHIN}{_ONE}(?P<head>{head})(?!\w)"
    follow = rf"(?P<limit>{LIMIT})?\s*(?P<deputy>{deputy})(?!\w)"
    number = rf"(?:\s*[:(,]\s*(?P<number>{COUNTED})(?:{_PEOPLE}|\s+(?:{deputy}))?\s*\)?)?"
    end = r"\s*(?:[.;,]\s*)?(?:/\.)?\s*(?:$|(?=\n))"
    return Patterns(
        re.compile(rf"{lead}{_TAIL}{_JOINT}{follow}", _FLAGS),
        re.compile(
            rf"(?<!\w)(?:có|gồm|bố\s+trí|là|:)\s*:?\s*(?P<limit>{LIMIT})\s*(?P<deputy>{deputy})(?!\w)",
            _FLAGS,
        ),
        re.compile(
            rf"(?<!\w)(?:có|gồm|là|do)\s*:?\s*{lead}(?=\s*[.,;(\n]|\s*$|\s+(?:phụ\s+trách|và)(?!\w))",
            _FLAGS,
        ),
        re.compile(rf"^\s*{lead}{_WHOSE}{number}{end}", _FLAGS),
        re.compile(rf"^\s*{follow}{_WHOSE}{number}{end}", _FLAGS),
        re.compile(
            rf"số\s+lượng\s+(?:các\s+)?(?P<deputy>{deputy})(?!\w)(?:\s+(?!thực|theo|do|căn)(?:của\s+)?(?P<of>[^.;,:\n\d]{{1,60}}?))??"
            rf"\s*(?:,|:|là|được\s+bố\s+trí|bố\s+trí)*\s*(?P<limit>{COUNTED})",
            _FLAGS,
        ),
    )


AFTER = re.compile(
    rf"""(?:\s+[^\s.;,:()]{{1,15}}){{0,3}}?\s*
         (?: \(\s*(?:(?:được\s+)?bố\s+trí\s+|số\s+lượng\s+|có\s+|gồm\s+)?(?P<bracket>{COUNTED})
           | :\s*(?P<colon>{COUNTED}){_PEOPLE}
           | [,;]?\s*(?:số\s+lượng\s+)?(?P<people>{COUNTED}){_PEOPLE} )""",
    _FLAGS,
)
"""A number that follows the deputies: "các Phó Giám đốc (không quá 02 người)"."""

DESCRIBING = re.compile(r"ờ(?<=ngườ)i\s+(?:đứng\s+đầu|giúp)")
"""What a sentence has that describes a leader: a look before the expression."""
# "Giám đốc Sở là người đứng đầu Sở", "Phó Giám đốc là người giúp Giám đốc"
_DESCRIBED = r"""
    (?P<title>{titles}) (?:\s+(?P<of>[^.;,:\n]{{1,80}}?))? \s*:?
    \s+(?:là|do)\s+(?:(?P<head>[^.;\n]{{0,120}}?người\s+đứng\s+đầu)|người\s+giúp)
"""


@cache
def description(head: str, deputy: str) -> re.Pattern[str]:
    """Return the pattern of a sentence that describes one of two leaders."""
    begins = r"(?:(?<=^.)|(?<=[.;:\n]\s.)|(?<=\n.))"  # after a letter, to which the engine skips
    titles = "|".join(
        title[0] + begins + r"\s+".join(map(re.escape, title[1:].split()))
        for title in (deputy, head)
    )
    return re.compile(_DESCRIBED.format(titles=titles), re.VERBOSE)
