"""Issuer: who issued the document, from the letterhead or the words that enact it.

The letterhead prints it in capitals, often on two lines and beside the national motto; the name is
given back as the text writes it elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from loaders.facts.agency_name import province_at_end
from loaders.facts.issuer_names import as_written, official_names
from loaders.facts.issuer_words import (
    BESIDE,
    CENTRAL,
    COMMITTEE,
    COUNCIL,
    ISSUER_LINE,
    LOCAL,
    OFFICE,
    OWN_LINE,
    PLACELESS,
)
from loaders.facts.model import Stated
from loaders.facts.party_issuer import party_issuer
from loaders.facts.places import evidence, first, text_of
from loaders.facts.wording import has_any
from loaders.markers import KIND_LINE
from loaders.model import Document, Node
from loaders.spelling import fold, slug, spellings, standard
from loaders.tables import Province, find_province, only_province
from loaders.tables.bodies import issuer_of_symbol
from loaders.tables.documents import headed_kinds

_DATELINE = re.compile(r"(?P<place>[^\n|]{2,30}),\s*ngày\s")
# "(Kèm theo Quyết định số … của Ủy ban nhân dân tỉnh Kon Tum)"
_LINK = re.compile(r"\(.*?[Kk]èm\s+theo\s.*?của\s+(?P<name>[^\n()]+?)\s*\)")
# "CỦA BỘ THỦY SẢN SỐ 02/2005/TT-BTS NGÀY …": a title that begins with who issues
_WHOSE = re.compile(
    rf"^(?:(?:{headed_kinds(capitals=True)}|{headed_kinds(capitals=False)})\s+)?"
    r"(?:CỦA|Của|của)\s+(?P<name>[^\n]{3,80}?)\s+[sS][ốỐ]\s*:?\s+\d",
    re.MULTILINE,
)
_MOST_WORDS = 14
_MOST_LINES = 4
"""Lines over which a narrow column spreads the name of an issuer."""


def is_issuer_line(line: str) -> bool:
    """Say whether a line names the issuer, after the title: "ỦY BAN NHÂN DÂN TỈNH KON TUM"."""
    if len(line.split()) > _MOST_WORDS:
        return False
    line = standard(line).strip(" |")
    if ISSUER_LINE.fullmatch(line) or COMMITTEE.fullmatch(line):
        return True
    if line.islower() and not line.startswith("bộ ") and ISSUER_LINE.fullmatch(line.upper()):
        return True  # "chính phủ": the capitals of a font (TCVN3) that has them apart
    return (line.isupper() or line.islower()) and fold(line) in official_names()


def own_line(head: Node) -> re.Match[str] | None:
    """Return the last line of a head: the body of the letterhead once more, or with its place."""
    cells = _cells(head)
    last = standard(cells[-1].group().strip()) if cells else ""
    if not OWN_LINE.fullmatch(last) or len(last.split()) > _MOST_WORDS:
        return None
    place = find_province(last)
    name = last[: place[1]].rstrip() if place and place[2] == len(last) else last
    above = {standard(cell.group().strip()) for cell in cells[:-1][:_MOST_LINES]}
    return cells[-1] if above & {name, last} else None


def issuer(document: Document, number: Stated[str] | None = None) -> Stated[str] | None:
    """Return the issuer; the line below the title says whether a committee's chairman issues.

    Where no line names it, the symbol of the document's ``number`` may: "94/2008/NĐ-CP".
    """
    nodes = [first(document, part, "tieu-de") for part in ("decision", "regulation")]
    heads = [node for node in (nodes[0], first(document, "decision", "lenh"), nodes[1]) if node]
    known = party_issuer(document, nodes[0]) or _by_office(document, heads)
    if known:
        return known
    for reader in (_by_committee, _by_council, _by_central, _by_local):
        found = [
            _Found(name, node, start, end)
            for node in heads
            for text, start, end in _candidates(node)
            if (name := reader(text, document))
        ]
        if found:
            return _below_title(document, found)
    return _by_place(document, heads) or _by_symbol(number)


def _by_symbol(number: Stated[str] | None) -> Stated[str] | None:
    """Return the only body whose documents have the symbol of a number."""
    symbol = slug(number.value.rpartition("/")[2]) if number else ""
    name = issuer_of_symbol(symbol)
    return Stated(name, number.evidence) if number and name else None


def _by_office(document: Document, heads: list[Node]) -> Stated[str] | None:
    """Return the body whose head is named below the title, with the place of the letterhead."""
    for head in heads[:1]:
        cells = _cells(head)
        own = own_line(head)
        if own:
            name = as_written(own.group().strip(), document)
            return _Found(name, head, own.start(), own.end()).stated(document)
        for first_cell in cells[-2:]:
            words = " ".join(c.group().strip() for c in cells[cells.index(first_cell) :])
            match = OFFICE.fullmatch(standard(words))
            if not match:
                continue
            name = as_written(match["body"], document)
            place = find_province(name)
            committee = None if place else find_province(" ".join(c.group() for c in cells[:3]))
            if committee:
                name = f"{name} {committee[0].full_name}"
            return _Found(name, head, first_cell.start(), cells[-1].end()).stated(document)
    return None


class _Found(NamedTuple):
    name: str
    node: Node
    start: int
    end: int

    def stated(self, document: Document) -> Stated[str]:
        place = evidence(document, self.node, self.start, self.end, "header.issuer")
        return Stated(self.name, place)


def _below_title(document: Document, found: list[_Found]) -> Stated[str]:
    """Return the issuer that the last line of a head names, else the first one."""
    head = found[0].node
    cells = _cells(head)
    first_named = _longest_written([f for f in found if f[1:3] == found[0][1:3]])
    if not cells or head.kind == "lenh":
        return first_named.stated(document)
    last = cells[-1]
    named = [f for f in found if f.node is head and f.end == last.end()]
    if named:
        below = max(named, key=lambda f: f.start)
        is_within = first_named.start < below.start < first_named.end
        return (first_named if is_within else below).stated(document)
    bare = PLACELESS.fullmatch(standard(last.group().strip()))
    if bare and bare["chair"] and first_named.name.startswith("Ủy ban"):
        chairman = _Found(f"Chủ tịch {first_named.name}", head, last.start(), last.end())
        return chairman.stated(document)
    if bare and bare["standing"] and first_named.name.startswith("Hội đồng"):
        standing = _Found(f"Thường trực {first_named.name}", head, last.start(), last.end())
        return standing.stated(document)
    return first_named.stated(document)


def _longest_written(found: list[_Found]) -> _Found:
    """Return of the readings from one line on the longest that the text writes elsewhere."""
    written = [f for f in found if any(map(str.isupper, f.name.partition(" ")[2]))]
    return written[-1] if written else found[0]


def _by_place(document: Document, heads: list[Node]) -> Stated[str] | None:
    """Return "ỦY BAN NHÂN DÂN TỈNH" with the province of the dateline, or the only one named.

    A committee without its level ("ỦY BAN NHÂN DÂN |": a copy lost the second line) is that of the
    province of the dateline, where the text names that province.
    """
    for head in heads:
        line = _DATELINE.search(text_of(head))
        place = line["place"].strip() if line else ""
        for cell, words in _placeless(head):
            bare = PLACELESS.fullmatch(standard(words.strip()).upper())
            if not bare or bare["level"] not in ("TỈNH", "THÀNH PHỐ", None):
                continue
            province = _province_of(document, (bare["level"] or "").lower(), place, head)
            if province:
                chair = "Chủ tịch " if bare["chair"] else ""
                council = f"{'Thường trực ' if bare['standing'] else ''}Hội đồng nhân dân"
                body = council if bare["council"] else f"{chair}Ủy ban nhân dân"
                name = f"{body} {province.full_name}"
                return _Found(name, head, cell.start(), cell.end()).stated(document)
    return None


def _province_of(document: Document, level: str, place: str, head: Node) -> Province | None:
    """Return the province of a level that a dateline names, else the only one of the text."""
    text = document.mended.text
    dated = province_at_end(f" {place}") if place else None
    if dated:
        found = find_province(f"{dated[0].kind} {place}")
        named = level or next(spellings(dated[0].full_name, standard(text)), None)
        if found and named and found[0].kind == (level or found[0].kind):
            return found[0]
    if not level:
        return None
    alone = only_province(text) or province_at_end(" ".join(_title_words(head).split()))
    return alone[0] if alone and alone[0].kind == level else None


def _title_words(head: Node) -> str:
    """Return the lines of a head before the one that ties it to its decision: "(Kèm theo …"."""
    return text_of(head).partition("\n(")[0]


def _placeless(head: Node) -> Iterator[tuple[re.Match[str], str]]:
    """Yield the lines of a head from the last on, and two as one: "CHỦ TỊCH ỦY BAN | NHÂN DÂN"."""
    cells = _cells(head)
    yield from ((cell, cell.group()) for cell in reversed(cells))
    for cell, below in pairwise(cells):
        if cell.group().isupper() and below.group().isupper():
            yield cell, f"{cell.group().strip()} {below.group().strip()}"
    yield from ((link, link["name"]) for link in _LINK.finditer(text_of(head)))


def _cells(node: Node) -> list[re.Match[str]]:
    """Return the lines of a head, cells of a table row apart, that may name the issuer."""
    text = text_of(node)  # "CHÍNH PHỦ Số: 28/2025/NĐ-CP" may be one line
    cells = re.finditer(r"(?:(?!\sSố:)[^\n|])+" if " Số:" in text else r"[^\n|]+", text)
    return [cell for cell in cells if not BESIDE.fullmatch(cell.group().strip())]


def _candidates(node: Node) -> Iterator[tuple[str, int, int]]:
    """Yield the lines that may name the issuer, each also with the lines in capitals below it."""
    text = text_of(node)
    if node.kind == "lenh":
        enacting = re.match(r"(.{5,160}?)\s+ban\s+hành\s", text)
        if enacting:
            yield enacting[1], enacting.start(1), enacting.end(1)
        return
    kept = _cells(node)
    kind = KIND_LINE.search(text)
    title = kind.start() if kind else 0
    for index, line in enumerate(kept):
        words = line.group().strip()
        yield words, line.start(), line.end()
        for below in kept[index + 1 : index + _MOST_LINES]:
            crosses = line.start() < title <= below.start()
            if crosses or not (words.isupper() and below.group().isupper()):
                break
            words = f"{words} {below.group().strip()}"
            yield words, line.start(), below.end()
    whose = _WHOSE.finditer(text) if has_any(text, (" SỐ ", " Số ")) else ()
    for named in (*_LINK.finditer(text), *whose):
        yield named["name"], named.start("name"), named.end("name")


def _by_committee(text: str, document: Document) -> str | None:
    match = COMMITTEE.match(text)
    province = find_province(match["place"]) if match else None
    if not match or not province or province[1] > 0:
        return None
    chair = "Chủ tịch " if match["chair"] else ""
    place = match["place"][: province[2]]  # the motto may stand beside it
    return f"{chair}Ủy ban nhân dân {province[0].name_of(place)}"


def _by_council(text: str, document: Document) -> str | None:
    match = COUNCIL.match(text)
    province = find_province(match["place"]) if match else None
    if not match or not province or province[1] > 0:
        return None
    standing = "Thường trực " if match["standing"] else ""
    joint = " - Ủy ban nhân dân" if match["joint"] else ""
    return f"{standing}Hội đồng nhân dân{joint} {province[0].full_name}"


def _by_local(text: str, document: Document) -> str | None:
    match = LOCAL.match(text)
    if not match:
        return None
    kind, written = match["level"], as_written(match["place"], document)
    rest = written[len(kind) :]  # "THỊ XÃ BỈM SƠN": the level may have two words
    words = rest.split()
    if rest.islower():
        words = [word[:1].upper() + word[1:] for word in words]
    chair = "Chủ tịch " if match["chair"] else ""
    return f"{chair}Ủy ban nhân dân {kind.lower()} {' '.join(words)}"


def _by_central(text: str, document: Document) -> str | None:
    match = CENTRAL.fullmatch(text)
    is_listed = (text.isupper() or text.islower()) and fold(text) in official_names()
    name = match["name"] if match else text if is_listed else ""
    words = name.split()
    return as_written(" ".join(words), document) if 0 < len(words) <= _MOST_WORDS else None
