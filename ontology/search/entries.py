"""What can be found in a dataset, with the names that it is also known by.

A thing is found by its own words and by the names around it: those of its agency and of the
place, also the ones they had before and have since (the reference graph), its fields and actions.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Protocol, TypeAlias

from ontology.spelling import sort_key

KINDS = ("agency", "class", "unit", "body", "decision", "act", "duty", "post", "clause")
"""What an entry may be, in the order in which equal matches are shown."""
NAMED = ("agency", "class", "unit", "body", "decision", "act")
"""Those whose text is a name."""
BODIES = ("agency", "body")
"""Those that other bodies came before and after."""
FILTERS = ("kind", "province", "field", "action")
"""By what results can be narrowed down."""


class Term(Protocol):
    """An IRI or a literal of the engine."""

    @property
    def value(self) -> str:
        """The IRI, or the words."""


Row: TypeAlias = Mapping[str, Term | None]
Ask: TypeAlias = Callable[[str], Iterable[Row]]
"""Gives the rows of ``ontology/queries/<name>.rq`` over the union of all graphs."""


@dataclass(frozen=True, slots=True)
class Entry:
    """Something to be found. IRIs are "" where there are none.

    ``text`` is what is shown and ranks highest, ``around`` the names that it is also found by.
    ``agency`` is the body that it belongs to, ``unit`` the unit of that body, where it has one;
    ``clause`` of ``decision`` states it. The codes are the last steps of their IRIs. ``later`` are
    the names of what became of a body.
    """

    iri: str
    kind: str
    text: str
    around: tuple[str, ...] = ()
    agency: str = ""
    agency_name: str = ""
    unit: str = ""
    unit_name: str = ""
    clause: str = ""
    decision: str = ""
    provinces: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    actions: tuple[str, ...] = ()
    later: tuple[str, ...] = ()

    @property
    def order(self) -> tuple[int, int, list[int], str]:
        """Return where it stands among equal matches: by kind, short before long, by name."""
        return (KINDS.index(self.kind), len(self.text), sort_key(self.text[:40]), self.iri)


@dataclass(frozen=True, slots=True)
class Name:
    """A name and its language; "" where none is said."""

    words: str
    lang: str


@dataclass
class Names:
    """The names of a dataset, and what links bodies, places and codes to each other."""

    names: Mapping[str, list[Name]]
    links: Mapping[str, Mapping[str, list[str]]]
    _known: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def linked(self, link: str, thing: str) -> list[str]:
        """Return what ``link`` leads to from ``thing``, sorted."""
        return self.links[link].get(thing, [])

    def name(self, thing: str, lang: str = "vi") -> str:
        """Return the first name in a language, else the first of all, "" for none."""
        found = self.names.get(thing, [])
        return next((n.words for n in found if n.lang == lang), found[0].words if found else "")

    def places(self, body: str) -> tuple[str, ...]:
        """Return the places of a body and what became of them."""
        places = self.linked("place", body)
        return tuple(dict.fromkeys([*places, *(n for p in places for n in self.linked("next", p))]))

    def around(self, body: str) -> tuple[str, ...]:
        """Return the names of a body and its places, of what came before and after them."""
        if body not in self._known:
            bodies = [body, *self._chain(body)]
            places = [place for each in bodies for place in self.linked("place", each)]
            later = [other for place in self.linked("place", body) for other in self._chain(place)]
            things = dict.fromkeys([*bodies, *places, *later])
            found = [name.words for thing in things for name in self.names.get(thing, ())]
            self._known[body] = tuple(dict.fromkeys(found))
        return self._known[body]

    def later(self, body: str) -> tuple[str, ...]:
        """Return the names of the bodies that followed a body, the next one first."""
        found: list[str] = []
        waiting = self.linked("next", body)
        while waiting:
            found += [each for each in waiting if each not in found]
            waiting = [n for e in waiting for n in self.linked("next", e) if n not in found]
        return tuple(dict.fromkeys(self.name(each) for each in found))

    def _chain(self, thing: str) -> list[str]:
        """Return what came before and after a thing, however many steps away in one direction."""
        found: dict[str, None] = {}
        for link in ("next", "before"):
            waiting = [thing]
            while waiting:
                for other in self.linked(link, waiting.pop()):
                    if other not in found and other != thing:
                        found[other] = None
                        waiting.append(other)
        return list(found)


def read_entries(ask: Ask) -> tuple[list[Entry], dict[str, dict[str, dict[str, str]]]]:
    """Return the entries of a dataset in order, and the labels of its codes.

    The labels are by filter, code and language. The same graph gives the same list.
    """
    rows = sorted(ask("search-entries"), key=_row_key)
    names = Names(_names(ask), _links(ask))
    units = {_value(r, "thing"): _value(r, "owner") for r in rows if _value(r, "kind") == "unit"}
    entries: dict[tuple[str, str], Entry] = {}
    for row in rows:
        key = (_value(row, "thing"), _value(row, "kind"))
        if key not in entries:
            entries[key] = _entry(row, names, units)
    ordered = sorted(entries.values(), key=lambda entry: entry.order)
    return ordered, _labels(ordered, names)


def _entry(row: Row, names: Names, units: Mapping[str, str]) -> Entry:
    thing, kind, owner = _value(row, "thing"), _value(row, "kind"), _value(row, "owner")
    unit = owner if owner in units else ""
    agency = _agency(owner, units)
    body = agency or (thing if kind in BODIES else "")
    fields, actions = names.linked("field", thing), names.linked("action", thing)
    own = [
        name.words
        for each in (thing, unit, *fields, *actions)
        for name in names.names.get(each, ())
    ]
    decision = _value(row, "decision")
    cited = [name.words for name in names.names.get(decision, ())] if kind != "duty" else []
    return Entry(
        thing,
        kind,
        _value(row, "words"),
        tuple(dict.fromkeys([*own, *names.around(body), *cited])),
        agency,
        names.name(agency),
        unit,
        names.name(unit),
        _value(row, "clause"),
        decision,
        tuple(map(last_step, names.places(body))),
        tuple(map(last_step, fields)),
        tuple(map(last_step, actions)),
        names.later(thing),
    )


def _agency(owner: str, units: Mapping[str, str]) -> str:
    """Return the body that an owner is, or is a unit of."""
    seen: set[str] = set()
    while owner in units and owner not in seen:
        seen.add(owner)
        owner = units[owner]
    return owner


def last_step(iri: str) -> str:
    """Return the last step of an IRI: ``kon-tum`` of ``id/province/kon-tum``."""
    return iri.rpartition("/")[2]


def _labels(entries: Iterable[Entry], names: Names) -> dict[str, dict[str, dict[str, str]]]:
    """Return the words of the codes that entries have: filter → code → language → words."""
    used = {
        "province": {code for entry in entries for code in entry.provinces},
        "field": {code for entry in entries for code in entry.fields},
        "action": {code for entry in entries for code in entry.actions},
    }
    things: dict[str, set[str]] = {
        "province": {
            t for link in ("place", "next") for ts in names.links[link].values() for t in ts
        },
        "field": {thing for found in names.links["field"].values() for thing in found},
        "action": {thing for found in names.links["action"].values() for thing in found},
    }
    return {
        kind: {
            last_step(thing): _label(thing, names)
            for thing in sorted(things[kind])
            if last_step(thing) in codes
        }
        for kind, codes in used.items()
    }


def _label(thing: str, names: Names) -> dict[str, str]:
    """Return the words by language; a place that is newer than its name says since when."""
    since = next(iter(names.linked("since", thing)), "")[:4]
    note = f" ({since}–)" if since else ""
    return {lang: names.name(thing, lang) + note for lang in ("vi", "en")}


def _names(ask: Ask) -> dict[str, list[Name]]:
    found: dict[str, set[tuple[str, str, str]]] = defaultdict(set)
    for row in ask("search-names"):
        lang = getattr(row["name"], "language", None) or ""
        found[_value(row, "thing")].add((_value(row, "rank"), _value(row, "name"), lang))
    return {
        thing: [Name(words, lang) for _, words, lang in sorted(each)]
        for thing, each in found.items()
    }


def _links(ask: Ask) -> dict[str, dict[str, list[str]]]:
    found: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for row in ask("search-links"):
        link, one, other = _value(row, "link"), _value(row, "from"), _value(row, "to")
        found[link][one].add(other)
        if link == "next":
            found["before"][other].add(one)
    wanted = ("place", "next", "before", "field", "action", "since")
    return {link: {one: sorted(others) for one, others in found[link].items()} for link in wanted}


def _row_key(row: Row) -> tuple[str, ...]:
    """Vietnamese words first: where a thing has several, the first are shown."""
    lang = getattr(row["words"], "language", None) or ""
    return (
        _value(row, "thing"),
        "" if lang in ("vi", "") else lang,
        *(_value(row, name) for name in ("kind", "words", "owner", "clause")),
    )


def _value(row: Row, variable: str) -> str:
    term = row[variable]
    return "" if term is None else term.value
