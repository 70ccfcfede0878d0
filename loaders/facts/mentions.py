"""Mentions: the acts that a clause names, by number or by the title of a law alone.

vi phạm [Luật Xuất bản] tại địa phương
theo [Nghị định số 24/2014/NĐ-CP ngày 04 tháng 4 năm 2014] của Chính phủ

A law named by its title is resolved only where exactly one act of that title is cited in the same
document with its number or date.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from loaders.facts.acts import parse_act
from loaders.facts.dates import DATE, iso_date
from loaders.facts.model import Act, Citation
from loaders.facts.wording import alternation
from loaders.spelling import fold
from loaders.tables import document_types
from loaders.tables.rules import law_titles

_LAWS = frozenset({"Bộ luật", "Luật", "Pháp lệnh", "Hiến pháp"})
_TITLED = frozenset({"Bộ luật", "Luật", "Pháp lệnh"})
_DIGIT_NEXT = re.compile(r"\s+\d")
_NUMBER_NEXT = re.compile(r"\s+(?:[sS]ố|\d)")
_AMENDING = re.compile(r"\s+(?:[Ss]ửa\s+đổi|[Bb]ổ\s+sung)")
# "… Luật Bưu chính | trong phạm vi": what ends a title that no list has
_UNLISTED = re.compile(
    r"""\s+(?P<title>[A-ZĐÀ-Ỹ]\w*(?:\s+(?!(?:và|tại|trong|của|về|theo|để|khi|có|được|thì|là|trên|do|này|cho
        |từ|với|đối|năm|ngày|số|hoặc|nếu|phải|mà|bằng|đã|quy|hiện|thuộc|giữa|cũng|đến)(?!\w))[^\W\d_]+){0,12})""",
    re.VERBOSE,
)
_LAW_TAIL = re.compile(
    rf"""(?:\s+số:?\s*(?P<number>\d{{1,4}}\s?/\s?\d{{4}}\s?/\s?QH\d{{1,2}}))?
         (?:,?\s*(?P<date>{DATE})|\s+năm\s+(?P<year>\d{{4}}))?""",
    re.VERBOSE,
)
_REACH = 700


@dataclass(frozen=True, slots=True)
class Mention:
    """An act named in a text: what it is where that is known, its name, and its place."""

    act: Act | None
    name: str
    start: int
    end: int


@cache
def _types() -> re.Pattern[str]:
    """Return the pattern of a type before a number, or of a law before its title."""
    names = ({row.name for row in document_types()} - _LAWS) | _TITLED
    return re.compile(rf"(?P<type>{alternation(names, cased=True, at_word=True)})(?=\s+[^\W_])")


@cache
def _titles() -> re.Pattern[str]:
    """Return the pattern of the listed titles of laws, longest first."""
    titles = sorted(law_titles(), key=len, reverse=True)
    names = "|".join(r"\s+".join(map(re.escape, title.split())) for title in titles)
    return re.compile(rf"\s+(?P<title>{names})(?![^\W\d_])", re.IGNORECASE)


class Laws:
    """The laws that a document cites by number or date, by their titles."""

    def __init__(self, citations: Iterable[Citation]) -> None:
        """Collect the laws among ``citations``."""
        self._known: dict[str, tuple[Mention, ...]] = {}
        self._acts: dict[str, dict[tuple[str | None, str | None], Act]] = {}
        for citation in citations:
            act = citation.act
            if act.type in _LAWS and act.title and (act.number or act.date):
                same = self._acts.setdefault(fold(" ".join(act.title.split())), {})
                same.setdefault((act.number, act.date), act)

    def find(self, title: str, year: str | None = None) -> Act | None:
        """Return the only cited law of that title (and year); None for none or several."""
        found = [
            act
            for act in self._acts.get(fold(title), {}).values()
            if year is None or year in (act.date or act.number or "")
        ]
        return found[0] if len(found) == 1 else None

    def mentions(self, text: str) -> tuple[Mention, ...]:
        """Return the acts named in ``text``; kept for the next rule that asks."""
        if text not in self._known:
            self._known[text] = tuple(mentions(text, self))
        return self._known[text]


def mentions(text: str, laws: Laws, start: int = 0) -> Iterator[Mention]:
    """Yield the acts named in ``text``, in order, none inside another's number and date."""
    at = start
    while match := _types().search(text, at):
        mention = _mention(text, match, laws)
        at = mention.end if mention else match.end()
        if mention:
            yield mention


def mention_from(text: str, at: int, laws: Laws) -> Mention | None:
    """Return the act that ``text`` names exactly at ``at``."""
    match = _types().match(text, at)
    return _mention(text, match, laws) if match else None


def _mention(text: str, match: re.Match[str], laws: Laws) -> Mention | None:
    """Return the act whose type a match of the types found."""
    kind = " ".join(match["type"].split())
    if kind in _TITLED:
        return None if _DIGIT_NEXT.match(text, match.end()) else _law(text, kind, match, laws)
    if not _NUMBER_NEXT.match(text, match.end()):
        return None
    found = parse_act(text[match.start() : match.start() + _REACH], with_title=False)
    if found is None or not found.act.number:
        return None
    end = match.start() + found.short_end
    return Mention(found.act, _words(text, match.start(), end), match.start(), end)


def _law(text: str, kind: str, match: re.Match[str], laws: Laws) -> Mention | None:
    start = match.start()
    if _AMENDING.match(text, match.end()):
        found = parse_act(text[start : start + _REACH])
        if found is None or not (found.act.number or found.act.date):
            return None
        end = start + found.short_end
        return Mention(found.act, _words(text, start, end), start, end)
    named = _titles().match(text, match.end()) or _UNLISTED.match(text, match.end())
    if named is None:
        return None
    tail = _LAW_TAIL.match(text, named.end())
    title = f"{kind} {' '.join(named['title'].split())}"
    number, date, year = (
        (tail["number"], iso_date(tail["date"]), tail["year"]) if tail else (None,) * 3
    )
    end = tail.end() if tail else named.end()
    if number or date:
        act: Act | None = Act(kind, re.sub(r"\s", "", number) if number else None, date, title)
    else:
        act = laws.find(title, year)
    return Mention(act, _words(text, start, end), start, end)


def _words(text: str, start: int, end: int) -> str:
    return " ".join(text[start:end].split())
