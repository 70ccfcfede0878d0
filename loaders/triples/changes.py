"""Changes: what became of provinces and bodies, each event with its day and its named source.

A row of the tables is a rule; what it says of "every province" reaches each body that the dataset
speaks of, as an event of its own that names the row (``bm:generatedFrom``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from pyoxigraph import NamedNode

from loaders.tables import Province, provinces
from loaders.tables.reference import (
    NamedSource,
    PresentProvince,
    Reorganisation,
    present_of,
    present_provinces,
    reorganisations,
)
from loaders.triples.writer import Writer, date, en, vi

_BODIES = "id/org/"
_CENTRAL = "vn"
Places = Mapping[str, Province | PresentProvince]


@dataclass(frozen=True, slots=True)
class _Event:
    """A change of bodies: the rule, the places of those that end, the place of what comes."""

    rule: Reorganisation
    originals: tuple[str, ...]
    resulting: str

    def paths(self) -> tuple[list[str], str]:
        """Return the paths of the bodies that end and of the one that comes, under id/org/."""
        last = self.rule.original.partition("/")[2]
        ended = [f"{place}/{last}" for place in self.originals]
        return ended, f"{self.resulting}/{self.rule.resulting.partition('/')[2]}"


def write_mergers(writer: Writer, sources: Mapping[str, NamedNode], table: NamedNode) -> None:
    """Write one event for each province that was made of several."""
    former = {province.slug: province for province in provinces()}
    for present in present_provinces():
        if not present.since:
            continue
        iri = f"{writer.iris.base}id/event/province-merger/{present.slug}"
        olds = [former[slug] for slug in present.former]
        names = _listed([old.full_name for old in olds], "và")
        label = f"{names} sáp nhập thành {present.full_name} mới"
        english = _listed([old.name for old in olds], "and")
        kind = _kind(present)
        labels = (
            label[:1].upper() + label[1:],
            f"{english} merged into the new {present.name} {kind}",
        )
        row = _row(writer, "provinces-2025", present.slug, table, (present.source,), sources)
        _event(writer, iri, "bm:ProvinceMerger", labels, present.since, row)
        writer.add(iri, "dct:source", sources[present.source.id])
        for slug in present.former:
            writer.add(iri, "bm:formerProvince", NamedNode(writer.iris.province(slug)))
        new = NamedNode(writer.iris.province(present.slug))
        writer.add(iri, "bm:resultingProvince", new)


def write_reorganisations(
    writer: Writer,
    sources: Mapping[str, NamedNode],
    table: NamedNode,
    bodies: Iterable[str],
    described: set[str],
) -> None:
    """Write the events that ``bodies`` (IRIs) lead to, and the bodies that come of them.

    Those in ``described`` have a description in a decision's graph.
    """
    places: dict[str, Province | PresentProvince] = {p.slug: p for p in present_provinces()}
    places |= {p.slug: p for p in provinces()}
    base = writer.iris.base + _BODIES
    paths = sorted(iri.removeprefix(base) for iri in bodies if iri.startswith(base))
    for event in _events(paths):
        rule = event.rule
        central = event.resulting == _CENTRAL
        iri = f"{writer.iris.base}id/event/{rule.id}{'' if central else '/' + event.resulting}"
        row = _row(writer, "reorganisations", rule.id, table, rule.sources, sources)
        _event(writer, iri, "bm:BodyReorganisation", _labels(event, places), rule.date, row)
        for text, tag in zip(rule.comment, (vi, en), strict=True):
            writer.add(iri, "dct:description", tag(text))
        for source in rule.sources:
            writer.add(iri, "dct:source", sources[source.id])
        ended, comes = event.paths()
        for path in ended:
            writer.add(iri, "org:originalOrganization", NamedNode(base + path))
        writer.add(iri, "org:resultingOrganization", NamedNode(base + comes))
        if central:
            continue  # the ministries are described by the table of central bodies
        for path, name in [(p, rule.original_name) for p in ended] + [(comes, rule.resulting_name)]:
            if base + path not in described:
                _body(writer, base + path, name, places[path.partition("/")[0]], rule.kind)


def _events(paths: Iterable[str]) -> Iterator[_Event]:
    """Yield the events that bodies lead to, and those that the bodies that come lead to."""
    waiting, seen, made = list(paths), set[str](), set[_Event]()
    while waiting:
        path = waiting.pop(0)
        if path in seen:
            continue
        seen.add(path)
        for rule in reorganisations():
            event = _applied(rule, path)
            if event and event not in made:
                made.add(event)
                yield event
                ended, comes = event.paths()
                waiting += [*ended, comes]


def _applied(rule: Reorganisation, path: str) -> _Event | None:
    """Return the event that a rule makes for a body; None where it does not concern it."""
    place, _, name = path.partition("/")
    pattern, _, original = rule.original.partition("/")
    if name != original:
        return None
    if pattern == _CENTRAL:
        return _Event(rule, (_CENTRAL,), _CENTRAL) if place == _CENTRAL else None
    if place not in {province.slug for province in provinces()}:
        return None
    if pattern == "{old}":
        return _Event(rule, (place,), place)
    present = present_of(place)
    return _Event(rule, present.former, present.slug) if present.since else None


def _labels(event: _Event, places: Places) -> tuple[str, str]:
    rule = event.rule
    if event.resulting == _CENTRAL:
        pairs = zip(rule.label, rule.original_name, rule.resulting_name, strict=True)
        vietnamese, english = (
            label.format(original=old, resulting=new) for label, old, new in pairs
        )
        return vietnamese, english
    olds, new = [places[slug] for slug in event.originals], places[event.resulting]
    old_vi = f"{rule.original_name[0]} {_listed([old.full_name for old in olds], 'và')}"
    kind = f" {_kind(olds[0])}" if len(olds) == 1 else ""
    old_en = f"{rule.original_name[1]} of {_listed([old.name for old in olds], 'and')}{kind}"
    new_vi, new_en = _named(rule.resulting_name, new)
    return (
        rule.label[0].format(original=old_vi, resulting=new_vi),
        rule.label[1].format(original=old_en, resulting=new_en),
    )


def _named(name: tuple[str, str], place: Province | PresentProvince) -> tuple[str, str]:
    return f"{name[0]} {place.full_name}", f"{name[1]} of {place.name} {_kind(place)}"


def _kind(place: Province | PresentProvince) -> str:
    return "province" if place.kind == "tỉnh" else "city"


def _listed(names: list[str], last: str) -> str:
    """Return "A, B và C"."""
    return f" {last} ".join(filter(None, (", ".join(names[:-1]), names[-1])))


def _event(
    writer: Writer, iri: str, kind: str, labels: tuple[str, str], day: str, row: NamedNode
) -> None:
    writer.type(iri, kind, "org:ChangeEvent")
    writer.add(iri, "rdfs:label", vi(labels[0]), en(labels[1]))
    writer.add(iri, "dct:date", date(day))
    writer.add(iri, "bm:generatedFrom", row)


def _row(
    writer: Writer,
    table: str,
    row: str,
    file: NamedNode,
    sources: tuple[NamedSource, ...],
    named: Mapping[str, NamedNode],
) -> NamedNode:
    """Describe the row of a table that an event was made from, and return it."""
    node = NamedNode(f"{writer.iris.base}id/reference/{table}/{row}")
    writer.type(node.value, "bm:ReferenceRow")
    writer.add(node, "rdfs:label", vi(f"Dòng {row} của bảng {table}"))
    writer.add(node, "rdfs:label", en(f"Row {row} of the table {table}"))
    writer.add(node, "prov:hadPrimarySource", file)
    for source in sources:
        writer.add(node, "prov:wasDerivedFrom", named[source.id])
    return node


def _body(
    writer: Writer,
    iri: str,
    name: tuple[str, str],
    place: Province | PresentProvince,
    kind: str,
) -> None:
    vietnamese, english = _named(name, place)
    writer.type(iri, "cv:PublicOrganisation", "org:FormalOrganization")
    writer.add(iri, "skos:prefLabel", vi(vietnamese), en(english))
    writer.add(iri, "org:classification", writer.code("body-kind", kind))
    writer.add(iri, "dct:spatial", NamedNode(writer.iris.province(place.slug)))
