"""Agency's name on a page without title or number: from what is said of its make-up and leaders.

Cơ cấu tổ chức [Văn phòng Đăng ký đất đai] gồm: …
1. Lãnh đạo Chi cục    a) [Chi cục Thú y] có Chi cục trưởng và các Phó Chi cục trưởng.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from loaders.facts.agency_name import KIND, tidy
from loaders.facts.model import Header, Stated
from loaders.facts.places import evidence_of, sections, text_of
from loaders.facts.wording import alternation
from loaders.model import Document, Node
from loaders.tables.rules import leaders

# a kind and what tells the body from others of it: no "Sở", no "Phòng có Trưởng phòng"
_NAMED = rf"(?P<name>{KIND}\s+[A-ZĐÀ-Ỹ][^;:.,\n]{{2,120}}?)"
_MADE_UP = re.compile(
    rf"Cơ\s+cấu\s+tổ\s+chức\s+(?:của\s+)?{_NAMED}\s+(?:được\s+)?(?:bao\s+)?gồm(?!\w)"
)
_LEADERSHIP = re.compile(r"Lãnh\s+đạo\s")


@cache
def _led() -> re.Pattern[str]:
    heads = alternation({head for pair in leaders() for head in pair.heads})
    return re.compile(rf"{_NAMED}\s+có\s+(?:\d{{1,2}}\s+)?(?i:{heads})")


def page_name(document: Document, header: Header) -> Stated[str] | None:
    """Return the name that a page gives a body in passing; None for a document of any kind."""
    if header.kind or header.number:
        return None
    for node, pattern in _places(document):
        match = pattern.match(text_of(node))
        if match and match["name"].split()[-1][:1].isalnum():
            place = evidence_of(document, node, match, "agency.name.page", "name")
            return Stated(tidy(match["name"]), place)
    return None


def _places(document: Document) -> Iterator[tuple[Node, re.Pattern[str]]]:
    """Yield the clauses that may name the body, each with the expression that tells it."""
    for section in sections(document, "decision"):
        above: Node | None = None
        for node in section.walk():
            yield node, _MADE_UP
            if _LEADERSHIP.match(text_of(node)):
                above = node
            elif above and above.start < node.start < above.end:
                yield node, _led()
