"""Names in Akoma Ntoso: the IRIs of works and their parts, the eIds of elements.

Source: Akoma Ntoso Naming Convention 1.0 (OASIS, 21 February 2019).

    /akn/vn/act/quyet-dinh/ubnd-binh-phuoc/2023-03-23/12-2023-qd-ubnd         the work
    …/vie@                                                                    as it was issued
    …/~art_25__para_1__point_a                                                a clause of it

Kind, issuer and year are those of our own IRI of the act; the issuer stands where ours names one.
The date is the full date where the graph has it, else the month, else the year in our IRI
("0001" where that has none either): a day is never made up. eIds number by position, as our IRIs
do ("point_dd" is điểm đ), so they stay unique where a text prints a label twice. Articles are
counted through a whole part, so the chapter is no prefix of their eId.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

from loaders.exports.akoma_ntoso_graph import Act
from loaders.spelling import slug

NAMESPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
LANGUAGE = "vie"
UNKNOWN_DATE = "0001-01-01"
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_DATE = re.compile(r"\d{4}(?:-\d{2}){0,2}")

# Our kinds of clause, as elements and as the abbreviations of the naming convention.
ABBREVIATIONS = {
    "chuong": "chp",
    "muc": "sec",
    "dieu": "art",
    "khoan": "para",
    "diem": "point",
    "gach": "indent",
    "cong": "indent",
    "tiet": "hcontainer",
}
# Elements with an eId: the abbreviation, and whether a number follows it.
_NUMBERED = {
    "chapter": "chp", "section": "sec", "article": "art", "paragraph": "para", "point": "point",
    "indent": "indent", "alinea": "al", "hcontainer": "hcontainer", "container": "container",
    "citations": "cits", "citation": "cit", "formula": "formula", "attachment": "att", "p": "p",
    "ref": "ref", "mref": "mref", "rref": "rref", "role": "role",
}  # fmt: skip
_SINGLE = {
    "preface": "preface", "preamble": "preamble", "conclusions": "conclusions",
    "intro": "intro", "content": "content", "wrapUp": "wrapup",
}  # fmt: skip
_BY_IRI = frozenset(ABBREVIATIONS.values())
"""Numbered as the end of the clause's IRI says; the others are counted."""


def is_day(date: str) -> bool:
    """Return whether a date is a full one, as Akoma Ntoso's attributes want it."""
    return _DAY.fullmatch(date) is not None


def work_iri(act: Act) -> str:
    """Return the Akoma Ntoso IRI of an act; its own IRI where that is none of ours."""
    path = act.iri.partition("/eli/vn/")[2].split("/")
    if len(path) not in (3, 4):
        return act.iri
    issuer = path[0] if len(path) == 4 and "khong-ro" not in path[0] else ""
    symbol, year, name = path[-3:]
    date = act.date if _DATE.fullmatch(act.date) else year
    date = date if _DATE.fullmatch(date) else UNKNOWN_DATE[:4]
    parts = ("", "akn", "vn", "act", act.kind or symbol, issuer, date, work_number(act) or name)
    return "/".join(("", *(part for part in parts if part)))


def work_number(act: Act) -> str:
    """Return what tells the work apart in its IRI: "12-2023-qd-ubnd"; else our IRI's last part."""
    return slug(act.number) if act.number else slug(act.iri.rpartition("/")[2])


def part_iri(act: Act, target: str) -> str:
    """Return the Akoma Ntoso IRI of ``target``: the act or a clause of it."""
    work = work_iri(act)
    steps = target.removeprefix(act.iri).strip("/").split("/")
    if work == act.iri or not target.startswith(act.iri + "/"):
        return work
    if steps == ["quy-dinh"]:
        return f"{work}/!quy-dinh"
    names = []
    for step in steps:
        kind, _, tail = step.partition("-")
        if step == "quy-dinh":
            names.append("att_1")
        elif kind in ABBREVIATIONS:
            names.append(f"{ABBREVIATIONS[kind]}_{tail}")
    return f"{work}/~{'__'.join(names)}" if names else work


def number_elements(root: Any, taken: set[str]) -> dict[str, str]:
    """Give the elements below ``root`` their eIds; return those of the clauses by GUID (our IRI).

    ``taken`` holds the eIds that are in use already.
    """
    by_clause: dict[str, str] = {}
    counts: Counter[tuple[str, str]] = Counter()

    def visit(element: Any, context: str, part: str) -> None:
        tag = element.tag.partition("}")[2]
        name = _name(element, tag, part if tag in ("article", "chapter") else context, counts)
        if name:
            name = _free(name, taken)
            rest = dict(element.attrib)
            element.attrib.clear()
            element.attrib.update({"eId": name, **rest})
            context = name
            part = name if tag == "attachment" else part
            if element.get("GUID"):
                by_clause[element.get("GUID")] = name
        for child in element:
            visit(child, context, part)

    visit(root, "", "")
    return by_clause


def _name(element: Any, tag: str, context: str, counts: Counter[tuple[str, str]]) -> str:
    above = f"{context}__" if context else ""
    if tag in _SINGLE:
        return above + _SINGLE[tag]
    if tag not in _NUMBERED:
        return ""
    short = _NUMBERED[tag]
    tail = (element.get("GUID") or "").rpartition("/")[2].partition("-")[2]
    if short in _BY_IRI and tail:
        return f"{above}{short}_{tail.replace('.', '-')}"
    counts[context, short] += 1
    return f"{above}{short}_{counts[context, short]}"


def _free(name: str, taken: set[str]) -> str:
    found, again = name, 1
    while found in taken:
        again += 1
        found = f"{name}-{again}"
    taken.add(found)
    return found
