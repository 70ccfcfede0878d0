"""Scores over a corpus with expected facts: shares of right values, and F1 over sets of facts.

Names are compared in one spelling of tone marks and one case; "Sở X (tỉnh Y)" means the name
without its province.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from loaders.spelling import standard

Facts = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Case:
    """A file of the corpus: what is expected of it, and its JSON object."""

    file: str
    expected: Facts
    found: Facts


@dataclass(frozen=True, slots=True)
class Score:
    """A score from 0 to 1, and what pulls it down, in words."""

    value: float
    faults: tuple[str, ...]


def name_key(name: str | None) -> str | None:
    """Return what two spellings of one name have in common."""
    if name is None:
        return None
    bare = re.sub(r"\s*\([^)]*\)\s*$", "", name)
    return " ".join(standard(bare).lower().split())


def _share(checks: Iterable[tuple[str, object, object]]) -> Score:
    """Return the share of (place, expected, found) that agree."""
    listed = list(checks)
    faults = [f"{at}: expected {want!r}, found {got!r}" for at, want, got in listed if want != got]
    return Score(round(1 - len(faults) / len(listed), 4) if listed else 1.0, tuple(faults))


def _f1(expected: set[tuple[object, ...]], found: set[tuple[object, ...]]) -> Score:
    right = len(expected & found)
    total = len(expected) + len(found)
    faults = [f"missed {fact!r}" for fact in sorted(expected - found, key=str)]
    faults += [f"made up {fact!r}" for fact in sorted(found - expected, key=str)]
    return Score(round(2 * right / total, 4) if total else 1.0, tuple(faults))


def header(cases: Iterable[Case]) -> Score:
    """Score number, date of issue, issuer, effect and agency."""
    return _share(check for case in cases for check in _header(case))


def _header(case: Case) -> Iterator[tuple[str, object, object]]:
    decision, agency = case.found["decision"], case.found["agency"]
    for key in ("number", "issued"):
        yield f"{case.file} {key}", case.expected[key], decision[key]
    yield f"{case.file} issuer", name_key(case.expected["issuer"]), name_key(decision["issuer"])
    if "effective" in case.expected:
        effect = decision["effective"] or decision["effective_rule"]
        yield f"{case.file} effective", case.expected["effective"], effect
    if "agency" in case.expected:
        name = agency["name"] if agency else None
        yield f"{case.file} agency", name_key(case.expected["agency"]), name_key(name)


def legal_bases(cases: Iterable[Case]) -> Score:
    """Score the acts a decision is based on, by type, number and date."""
    known = [case for case in cases if "legal_bases" in case.expected]
    return _f1(
        {
            (case.file, act["type"], act["number"], act["date"])
            for case in known
            for act in case.expected["legal_bases"]
        },
        {
            (case.file, act["type"], act["number"], act["date"])
            for case in known
            for act in case.found["legal_bases"]
            if act["relation"] == "based_on"
        },
    )


def replaced(cases: Iterable[Case]) -> Score:
    """Score the decisions replaced, repealed or amended: by number, with the date where known."""
    expected: set[tuple[object, ...]] = set()
    found: set[tuple[object, ...]] = set()
    for case in cases:
        dated = {act["number"]: act["date"] for act in case.expected.get("replaces_detail", ())}
        ended = [*case.expected.get("replaces", ()), *case.expected.get("abolishes", ())]
        expected |= {(case.file, "replaces", number, dated.get(number)) for number in ended}
        expected |= {(case.file, "amends", n, None) for n in case.expected.get("amends", ())}
        for act in case.found["replaces"]:
            day = act["date"] if act["number"] in dated or act["number"] not in ended else None
            found.add((case.file, "replaces", act["number"], day))
        found |= {(case.file, "amends", act["number"], None) for act in case.found["amends"]}
    return _f1(expected, found)


def units(cases: Iterable[Case]) -> Score:
    """Score the units of the agency, by name and kind."""
    known = [case for case in cases if "units" in case.expected]

    def listed(case: Case, rows: list[Facts]) -> set[tuple[object, ...]]:
        return {(case.file, name_key(row["name"]), row["kind"]) for row in rows}

    return _f1(
        set().union(*(listed(case, case.expected["units"]) for case in known)),
        set().union(*(listed(case, case.found["units"]) for case in known)),
    )


def leaders(cases: Iterable[Case]) -> Score:
    """Score head and deputies of the agency: their titles, how many deputies there may be."""
    return _share(check for case in cases for check in _leaders(case))


def _leaders(case: Case) -> Iterator[tuple[str, object, object]]:
    wanted = case.expected.get("leaders")
    if not wanted:
        return
    agency = (case.found["agency"] or {}).get("name")
    own = {post["title"]: post for post in case.found["posts"] if post["of"] == agency}
    yield f"{case.file} leaders", {wanted["head"], wanted["deputy"]}, set(own)
    deputy = own.get(wanted["deputy"], {})
    for bound in ("min", "max"):
        yield f"{case.file} deputies {bound}", wanted[f"deputy_{bound}"], deputy.get(bound, "?")


def structure(cases: Iterable[Case]) -> Score:
    """Score the counts of articles, and of clauses and points in the one on duties."""
    return _share(check for case in cases for check in _structure(case))


def _structure(case: Case) -> Iterator[tuple[str, object, object]]:
    wanted = case.expected.get("structure")
    if not wanted:
        return
    articles = {article["number"]: article for article in case.found["articles"]}
    clauses = articles.get(str(wanted["duties_article"]), {}).get("clauses", [])
    points = sum(len(clause["points"]) for clause in clauses)
    depths = [duty["path"].count("/") for duty in case.found["duties"]]
    yield f"{case.file} điều", wanted["number_of_dieu"], len(case.found["articles"])
    yield f"{case.file} khoản", wanted["duties_khoan"], len(clauses)
    yield f"{case.file} điểm", wanted["duties_diem"], points
    yield f"{case.file} duties in khoản", wanted["duties_khoan"], depths.count(0)
    yield f"{case.file} duties in điểm", wanted["duties_diem"], depths.count(1)
    at = articles.get(wanted["organisation_article"])
    inside = [
        u for u in case.found["units"] if at and at["span"][0] <= u["span"][0] < at["span"][1]
    ]
    yield f"{case.file} units in their article", len(case.found["units"]), len(inside)


def no_false_bodies(cases: Iterable[Case]) -> Score:
    """Score that a text of another subject yields no agency, unit, post or duty."""
    others = [case for case in cases if not case.expected.get("org_decision", True)]
    kinds = ("units", "posts", "duties", "fields")
    checks: list[tuple[str, object, object]] = []
    for case in others:
        checks.append((f"{case.file} agency", None, case.found["agency"]))
        checks += [(f"{case.file} {kind}", [], case.found[kind]) for kind in kinds]
    return _share(checks)


SCORES = {
    "header": header,
    "legal_bases": legal_bases,
    "replaced": replaced,
    "units": units,
    "leaders": leaders,
    "structure": structure,
    "no_false_bodies": no_false_bodies,
}
