"""The sections of a comparison, each a function from the agencies to rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from api.pages.agency import CitedAct
from api.pages.comparing.model import Comparison, Row, Section, Side, Value
from api.pages.duties import DutyLine
from api.pages.model import Link, Site, Words, date_words, number_words
from api.pages.structure import PostLine, UnitLine
from ontology.spelling import fold, sort_key

Cells = tuple[tuple[Value, ...], ...]
_BASES = ("based_on", "implements", "proposedBy")


def compare(sides: Sequence[Side], site: Site) -> Comparison:
    """Return the comparison of agencies; a section without rows is left out."""
    sections = [Section(key, tuple(make(sides, site))) for key, make in SECTIONS.items()]
    return Comparison(tuple(sides), tuple(section for section in sections if section.rows))


def _dates(sides: Sequence[Side], site: Site) -> Iterator[Row]:
    text = site.text["compare"]
    for key in ("number", "issued", "in_force", "until"):
        cells = []
        for side in sides:
            said = str(getattr(side.decision, key)) if side.decision else ""
            words = said if key == "number" else date_words(said, site.lang)
            clause = side.clauses.get(key)
            value = Value(Words(words, ""), said, "", clause, data=said)
            cells.append((value,) if said else ())
        if any(cells) or key != "until":
            yield Row(Link(Words(text[key], site.lang)), tuple(cells))
    replaced = [_acts(side, ("repeals",)) for side in sides]
    if any(replaced):
        yield Row(Link(Words(text["replaces"], site.lang)), tuple(replaced))


def _place(sides: Sequence[Side], site: Site) -> Iterator[Row]:
    for key in ("kind", "province", "parent", "direction", "personality", "seal", "account"):
        cells = tuple(
            tuple(
                Value(fact.value.words, fold(fact.value.words.value), fact.value.href, fact.clause)
                for fact in side.facts
                if fact.key == key
            )
            for side in sides
        )
        yield Row(Link(Words(site.text["agency"][key], site.lang)), cells)


def _units(sides: Sequence[Side], site: Site) -> Iterator[Row]:
    text = site.text["compare"]
    yield Row(
        Link(Words(text["units_count"], site.lang)),
        tuple(_number(len(side.units), first_clause(side.units), site) for side in sides),
    )
    for kind, name in _kinds(sides).items():
        cells = tuple(
            tuple(
                Value(unit.link.words, _bare(unit.link.words.value, side), unit.link.href,
                      unit.clause)
                for unit in side.units
                if unit.kind == kind
            )
            for side in sides
        )  # fmt: skip
        yield Row(Link(name), shared(cells))


def _posts(sides: Sequence[Side], site: Site) -> Iterator[Row]:
    """Rows by place (the agency, then each kind of unit) and title; heads before deputies."""
    kinds = _kinds(sides)
    own = Words(site.text["agency"]["own_post"], site.lang)
    for kind, place in {"": own, **kinds}.items():
        titles: dict[str, Words] = {}
        found = [_of_kind(side, kind) for side in sides]
        for post in sorted((p for posts in found for p in posts), key=lambda p: not p.is_head):
            titles.setdefault(fold(post.link.words.value), post.link.words)
        for title, words in titles.items():
            label = Words(f"{words.value} · {place.value}", words.lang)
            cells = tuple(
                _limits([p for p in posts if fold(p.link.words.value) == title]) for posts in found
            )
            yield Row(Link(label), cells)


def _limits(posts: Iterable[PostLine]) -> tuple[Value, ...]:
    """Return each limit that posts of one title have, once, with its first clause."""
    found: dict[str, Value] = {}
    for post in posts:
        said, is_silent = Words(post.limit, ""), not post.is_limited
        value = Value(said, post.limit, "", post.clause, is_silent=is_silent)
        found.setdefault(post.limit, value)
    return tuple(found.values())


def _fields(sides: Sequence[Side], site: Site) -> Iterator[Row]:
    """Rows by field that a decision gives the agency to manage."""
    stated = site.text["compare"]["stated"]
    found: dict[str, Link] = {}
    for side in sides:
        for fact in side.facts:
            if fact.key == "manages":
                found.setdefault(fact.value.href, fact.value)
    for href, label in _in_order(found):
        cells = tuple(
            tuple(
                Value(Words(stated, site.lang), "1", "", fact.clause)
                for fact in side.facts
                if fact.key == "manages" and fact.value.href == href
            )
            for side in sides
        )
        yield Row(label, cells)


def _duties_by_field(sides: Sequence[Side], site: Site) -> Iterator[Row]:
    total = Link(Words(site.text["compare"]["duties_count"], site.lang))
    yield Row(
        total,
        tuple(
            _number(
                sum(group.count for group in side.groups),
                _first_duty(line for group in side.groups for line in group.lines),
                site,
            )
            for side in sides
        ),
    )
    found: dict[str, Link] = {}
    for side in sides:
        for group in side.groups:
            found.setdefault(group.field, Link(group.words, group.href))
    for field, label in sorted(_in_order(found), key=lambda pair: pair[0] == ""):
        groups = [next((g for g in side.groups if g.field == field), None) for side in sides]
        cells = tuple(
            _number(group.count, _first_duty(group.lines), site) if group else ()
            for group in groups
        )
        yield Row(label, cells)


def _duties_by_action(sides: Sequence[Side], site: Site) -> Iterator[Row]:
    found: dict[str, Link] = {}
    for side in sides:
        for group in side.actions:
            found.setdefault(group.action, Link(group.words, group.href))
    for action, label in _in_order(found):
        groups = [next((g for g in side.actions if g.action == action), None) for side in sides]
        cells = tuple(
            _number(group.count, group.clauses[0], site) if group else () for group in groups
        )
        yield Row(label, cells)


def _bases(sides: Sequence[Side], site: Site) -> Iterator[Row]:
    """Rows by act that a decision rests on, the oldest first."""
    found: dict[str, CitedAct] = {}
    for side in sides:
        for act in side.decision.acts(*_BASES) if side.decision else ():
            found.setdefault(act.iri, act)
    order = sorted(found.values(), key=lambda a: (a.date, sort_key(a.act.words.value)))
    for act in order:
        cells = tuple(
            tuple(
                Value(Words(site.text["relation"][one.relation], site.lang), one.relation,
                      "", one.clause)
                for one in (side.decision.acts(*_BASES) if side.decision else ())
                if one.iri == act.iri
            )
            for side in sides
        )  # fmt: skip
        yield Row(act.act, cells)


SECTIONS: dict[str, Callable[[Sequence[Side], Site], Iterable[Row]]] = {
    "dates": _dates,
    "place": _place,
    "units": _units,
    "posts": _posts,
    "fields": _fields,
    "duties_by_field": _duties_by_field,
    "duties_by_action": _duties_by_action,
    "bases": _bases,
}
"""The sections by key, in their order on the page."""


def _number(number: int, clause: Link | None, site: Site) -> tuple[Value, ...]:
    """Return a count with the first clause that is counted; nothing for none."""
    if not number:
        return ()
    words = Words(number_words(number), site.lang)
    return (Value(words, str(number), "", clause, number),)


def first_clause(units: Sequence[UnitLine]) -> Link | None:
    """Return the clause of the first unit that has one."""
    return next((unit.clause for unit in units if unit.clause), None)


def _first_duty(lines: Iterable[DutyLine]) -> Link | None:
    return next((line.clause for line in lines if line.clause), None)


def _acts(side: Side, relations: tuple[str, ...]) -> tuple[Value, ...]:
    acts = side.decision.acts(*relations) if side.decision else []
    return tuple(Value(act.act.words, act.iri, act.act.href, act.clause) for act in acts)


def _kinds(sides: Sequence[Side]) -> dict[str, Words]:
    """Return the kinds of units of all sides with their words, in the order they come up."""
    found: dict[str, Words] = {}
    for side in sides:
        for unit in side.units:
            found.setdefault(unit.kind, unit.kind_words)
    return found


def _of_kind(side: Side, kind: str) -> list[PostLine]:
    """Return the posts of the units of a kind; of the agency itself for ""."""
    kinds = {unit.iri: unit.kind for unit in side.units}
    return [post for post in side.posts if kinds.get(post.body, "") == kind]


def shared(cells: Cells) -> Cells:
    """Return the cells with the values marked that stand in several of them."""
    seen = [{value.key for value in cell} for cell in cells]
    return tuple(
        tuple(
            replace(value, is_shared=sum(value.key in keys for keys in seen) > 1) for value in cell
        )
        for cell in cells
    )


def _bare(name: str, side: Side) -> str:
    """Return a unit's name as it is compared: without the agency's short name and its place."""
    folded = fold(name)
    place = fold(side.place.value) if side.place and side.place.lang == "vi" else ""
    folded = folded.removesuffix(place).rstrip() if place else folded
    return " ".join(folded.removesuffix(" so").replace("-", " ").replace(",", " ").split())


def _in_order(found: dict[str, Link]) -> list[tuple[str, Link]]:
    return sorted(found.items(), key=lambda pair: sort_key(pair[1].words.value))
