"""Units: what the articles on organisation list under Cơ cấu tổ chức."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from loaders.facts.model import Agency, Evidence, Unit
from loaders.facts.places import evidence, nodes_in, provisions_part, sections_of, text_of
from loaders.facts.unit_names import (
    AND_ONE,
    Entry,
    bare_entries,
    bare_entry,
    belonging,
    entries,
    shared_kind,
)
from loaders.model import Document, Node
from loaders.spelling import fold, standard
from loaders.tables import body_kind, body_kind_of

_STRUCTURE = re.compile(
    r"cơ\s+cấu|tổ\s+chức\s+bộ\s+máy|bộ\s+máy"
    r"|^(?:về\s+)?tổ\s+chức(?!\s+(?:thực\s+hiện|thi\s+hành|triển\s+khai|đảng|chính\s+trị))(?!\w)",
    re.IGNORECASE,
)
# "Các tổ chức thuộc Sở", "Đơn vị sự nghiệp": an article of its own for a part of the list
_LIST = re.compile(
    r"^(?:các\s+)?(?:phòng|tổ\s+chức|đơn\s+vị|ban|khoa|chi\s+cục|cơ\s+quan)\b[^.]{0,60}?"
    r"(?:thuộc|giúp\s+việc|chuyên\s+môn|sự\s+nghiệp|chức\s+năng)",
    re.IGNORECASE,
)
# an article that an amending decision puts in the place of another: "“Điều 3. Cơ cấu tổ chức"
_QUOTED = re.compile(
    r"\s*[“\"'‘]\s*Điều\s+\d{1,3}\w?\s*[.:]\s*(?:[Cc]ơ\s+cấu|[Tt]ổ\s+chức\s+bộ\s+máy)"
)
_HEADED_KINDS = frozenset({"phong", "khoa", "to", "doi", "trung-tam", "chi-cuc", "tram", "bo-phan"})
_OTHER = re.compile(
    r"nhiệm\s+vụ|quyền\s+hạn|trách\s+nhiệm|quan\s+hệ|chế\s+độ|nguyên\s+tắc|quy\s+trình",
    re.IGNORECASE,
)
_STRUCTURE_TEXT = re.compile(
    r"cơ\s+cấu\s+tổ\s+chức|tổ\s+chức\s+bộ\s+máy|bộ\s+máy\s+tổ\s+chức|các\s+(?:phòng|đơn\s+vị)[^.;]{0,60}:",
    re.IGNORECASE,
)
_SERVICE_GROUP = re.compile(
    r"^(?:(?!chi\s+cục|phòng|văn\s+phòng).)*?đơn\s+vị\s+sự\s+nghiệp", re.IGNORECASE | re.DOTALL
)
_OTHER_GROUP = re.compile(
    r"^(?:các\s+)?(?:chi\s+cục|phòng|tổ\s+chức\s+hành\s+chính)\b", re.IGNORECASE
)
# clauses that name bodies but list none
_NO_LIST = re.compile(
    r"Lãnh\s+đạo|Ban\s+(?:Giám|Lãnh)|Việc\s|Biên\s+chế|Căn\s+cứ|Số\s+lượng|Kinh\s+phí|Mối\s+quan\s+hệ"
    r"|Giám\s+đốc|Phó\s|Chánh\s|Trưởng\s|Khi\s|Trường\s+hợp",
    re.IGNORECASE,
)
_OPENS = re.compile(r":\s*|(?:gồm|có|sau\s+đây|(?:đơn\s+vị|phòng|chi\s+cục)\s+là)\s+(?=[A-ZĐ])")
# a label that the structure left in the text: "1- Phòng Tổ chức", "B. Các đơn vị"; a table's row:
# "| 3 | Phòng Tổng hợp | |"
_PRINTED = re.compile(
    r"\s*(?:\(?\d{1,2}(?:\.\d{1,2}){0,2}|[a-zđA-ZĐ]\d?|[IVX]{1,4})\s?[-–.)/]\s*(?=[A-ZĐÂÔƯ])"
    r"|\s*\|\s*(?:\d{1,2}\s*\|\s*)?(?=[A-ZĐÂÔƯ])"
)
# "Các Phòng Nghiệp vụ 1, 2, 3"
_MANY = re.compile(r"Các\s+(?=(?:Phòng|Đội|Trạm|Tổ|Khoa|Ban)\s[^.;:(\n]{2,60}?\s\d{1,2},?\s)")
# "Văn phòng và các | Phòng Nghiệp vụ 1, 2, 3"
_JOINED = re.compile(
    r"(?:[,;]|\s+và)\s+các\s+"
    r"(?=[Pp]hòng\s+[A-ZĐ][^,;.:(\n]{1,60}?\s(?:\d{1,2}|[IVX]{1,4})(?:\s*,|\s+và)\s+[\dIVX])"
)
# "Phòng Công chứng số 1, số 2", "Phòng Nghiệp vụ I, II và III"
_NUMBERED = re.compile(
    r"(?P<base>.*?[^\W\d](?:\s+số)?\s+)(?P<numbers>(?:\d{1,2}|[IVX]{1,4})(?:(?:\s*,|\s+và|\s*,\s+và)\s+(?:số\s+)?"
    r"(?:\d{1,2}|[IVX]{1,4})(?!\w))+)$",
    re.DOTALL,
)
_NUMBER = re.compile(r"\d{1,2}|[IVX]{1,4}")
_MOST_OPENINGS = 8
_ITEMS = frozenset({"diem", "tiet", "gach", "cong"})
_BY_HEADING = 0.9
"""Confidence of a name whose kind the heading gives."""
_RANKS = {"dieu": 0, "khoan": 1, "tiet": 2, "diem": 3, "doan": 4, "gach": 5, "cong": 6}


@dataclass
class _Group:
    """A heading over entries: entries rank above ``rank``; whether they are service units."""

    rank: float
    is_service: bool
    heading: str = ""

    @cached_property
    def word(self) -> str | None:
        """The kind that the entries share and leave out ("Phòng"), where the heading says it."""
        return shared_kind(self.heading) if self.heading else None


@dataclass(frozen=True, slots=True)
class _Found:
    """A unit, and whether its clause goes on to its leaders, so that it may be no entry."""

    unit: Unit
    leads: bool


def structure_article(document: Document, own: list[Node]) -> Node | None:
    """Return of the articles the one on the agency's organisation: that lists most units."""
    headed = [a for a in own if a.heading and _is_structure(a.heading)]
    if not headed:
        headed = [a for a in own if not a.heading and _STRUCTURE_TEXT.search(text_of(a))]
    if not headed:
        headed = [a for a in own if any(_QUOTED.match(text_of(node)) for node in a.walk())]
    if len(headed) > 1:
        return max(headed, key=lambda a: _count(document, a))
    return headed[0] if headed else None


def units(document: Document, own: list[Node], agency: Agency | None) -> list[Unit]:
    """Return the units that a document lists in its articles, in order, each name once.

    The agency itself is none. Where no article lists any, the articles that are headed by one.
    """
    main = structure_article(document, own)
    found: dict[str, Unit] = {}
    of = fold(agency.name.value) if agency else ""
    for article in _articles(document, main):
        for entry in _listed(document, article):
            name = fold(entry.unit.name)
            if entry.leads and any(_is_same(name, known) for known in found):
                continue
            if of and _is_same(name, of) and len(name) <= len(of):
                continue
            if article is main or not any(_is_same(name, known) for known in found):
                found.setdefault(name, entry.unit)
    return list(found.values()) or _headed(document, own)


def _headed(document: Document, own: list[Node]) -> list[Unit]:
    """Return the units of "Điều 6. Phòng Hành chính", "Điều 7. Phòng Nghiệp vụ": two or more."""
    found = []
    for article in own:
        heading = standard(article.heading or "")
        named = list(entries(heading, 0)) if heading else []
        kind = body_kind(heading, in_list=True)
        if len(named) != 1 or kind is None or named[0].end < len(heading.rstrip(" .:")):
            continue
        at = document.mended.text.find(article.heading or "", article.start)
        if kind.code in _HEADED_KINDS and at >= 0:
            end = at + named[0].end
            place = Evidence(document.raw_span(at, end), article.path, "units.article")
            name = document.mended.text[at:end]
            found.append(Unit(name, kind.code, kind.is_service, place))
    return found if len(found) > 1 else []


def _count(document: Document, article: Node) -> int:
    return len(list(_listed(document, article)))


def _is_structure(heading: str) -> bool:
    return _STRUCTURE.search(heading) is not None


def _articles(document: Document, main: Node | None) -> Iterator[Node]:
    """Yield the articles that list units: the main one, and those on a part of the list."""
    part = provisions_part(document)
    for top in nodes_in(document, part):
        chapter = top.heading if top.kind in ("chuong", "muc") else None
        for article in sections_of(top):
            heading = article.heading or ""
            if article is main:
                yield article
            elif heading and not _OTHER.search(heading):
                in_chapter = chapter is not None and _is_structure(chapter)
                if _LIST.search(heading) or _is_structure(heading) or in_chapter:
                    yield article


def _is_same(name: str, other: str) -> bool:
    """Say whether two folded names may mean one unit: "văn phòng" and "văn phòng sở"."""
    shorter, longer = sorted((name, other), key=len)
    return longer == shorter or longer.startswith(f"{shorter} ")


def _listed(document: Document, article: Node) -> Iterator[_Found]:
    """Yield the units of an article; a heading decides for the clauses of lower rank after it."""
    is_service = bool(article.heading and _is_service_group(article.heading))
    groups = [_Group(-1, is_service)]
    last: Node | None = None
    for node in article.walk():
        rank = _RANKS.get(node.kind, 4)
        if last is not None and node.marker == "1" and rank == groups[-1].rank:
            groups[-1].rank = rank - 0.5  # the list begins anew below its heading
        while groups[-1].rank >= rank:
            groups.pop()
        yield from _of_clause(document, node, groups, rank)
        last = node


def _of_clause(document: Document, node: Node, groups: list[_Group], rank: int) -> Iterator[_Found]:
    text = text_of(node)
    if not text:
        return
    printed = _PRINTED.match(text)
    begin = printed.end() if printed else 0
    many = _MANY.match(text, begin)
    begin = many.end() if many else begin
    if named := list(entries(text, begin)):
        for entry in (*named, *_joined(text, begin)):
            if not entry.leads or rank > _RANKS["khoan"]:
                yield from _found(document, node, entry, is_service=groups[-1].is_service)
        groups.append(_Group(rank, groups[-1].is_service))
        return
    word = groups[-1].word if node.kind in _ITEMS else None
    if word and (bare := bare_entry(text, begin)):
        yield _named_by_heading(document, node, bare, word)
        return
    if belongs := belonging(text, begin):
        entry, in_service = belongs
        in_service = in_service or groups[-1].is_service
        yield from _found(document, node, entry, is_service=in_service)
    yield from _of_heading(document, node, (text, begin), groups, rank)


def _joined(text: str, start: int, by: re.Pattern[str] = _JOINED) -> Iterator[Entry]:
    """Yield the names of "… và các | Phòng Nghiệp vụ 1, 2" from ``start`` on."""
    for joined in by.finditer(text, start):
        yield from entries(text, joined.end())


def _of_heading(
    document: Document, node: Node, words: tuple[str, int], groups: list[_Group], rank: int
) -> Iterator[_Found]:
    """Open a group of units, and yield those that its heading goes on to list."""
    text, begin = words
    heading = text[begin:].partition(":")[0]
    is_service = groups[-1].is_service and not _OTHER_GROUP.match(heading)
    is_service = is_service or _is_service_group(heading)
    group = _Group(rank, is_service, heading)
    if rank and text:
        groups.append(group)
    if _NO_LIST.match(text, begin):
        return
    for opening in list(_OPENS.finditer(text))[:_MOST_OPENINGS]:
        at = opening.end()
        for entry in (*entries(text, at), *_joined(text, at)):
            if not entry.leads:
                yield from _found(document, node, entry, is_service=is_service)
    if begin + len(heading) < len(text) and group.word:
        bare = bare_entries(text, at := begin + len(heading) + 1)
        yield from (_named_by_heading(document, node, entry, group.word) for entry in bare)
        for entry in _joined(text, at, AND_ONE) if bare else ():
            yield from _found(document, node, entry, is_service=is_service)


def _is_service_group(heading: str) -> bool:
    """Say whether a heading is over service units: "Các đơn vị sự nghiệp trực thuộc"."""
    return "sự nghiệp" in heading.lower() and _SERVICE_GROUP.match(heading) is not None


def _named_by_heading(document: Document, node: Node, entry: Entry, word: str) -> _Found:
    """Return a unit whose kind stands in the heading: "Các phòng: Hành chính; …"."""
    name = f"{word} {node.text[entry.start : entry.end]}"
    kind = body_kind(name, in_list=True)
    assert kind is not None  # the words of shared_kind() are of known kinds
    place = evidence(document, node, entry.start, entry.end, "units.heading")
    place = place._replace(confidence=_BY_HEADING)
    return _Found(Unit(name, kind.code, kind.is_service, place), leads=False)


def _found(document: Document, node: Node, entry: Entry, *, is_service: bool) -> Iterator[_Found]:
    """Yield the unit of an entry; several for "Phòng Nghiệp vụ 1, 2 và 3"."""
    words = node.text[entry.start : entry.end]
    names = numbered(words)
    rule = "units.list" if len(names) == 1 else "units.numbered"
    kind = body_kind(text_of(node)[entry.start : entry.end], in_list=True)
    assert kind is not None  # entries() yields names of known kinds
    in_service = is_service and kind.code != "chi-cuc"
    code = body_kind_of("don-vi-su-nghiep").code if in_service else kind.code
    place = evidence(document, node, entry.start, entry.end, rule)
    for name in names:
        yield _Found(Unit(name, code, in_service or kind.is_service, place), entry.leads)


def numbered(name: str) -> list[str]:
    """Return the names that "Phòng Nghiệp vụ 1, 2 và 3" means; just ``name`` for one."""
    match = _NUMBERED.match(name)
    if not match:
        return [name]
    numbers = _NUMBER.findall(match["numbers"])
    return [f"{match['base']}{number}" for number in numbers]
