"""What several decisions share, described once: cited acts, ministries, committees.

Provinces, and the ministries of data/reference/, are described in the reference graph.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace
from functools import cache

from pyoxigraph import Literal, NamedNode, Quad

from loaders.facts.acts import find_acts
from loaders.facts.body_levels import central, council_words, local
from loaders.facts.model import Act
from loaders.facts.wording import alternation
from loaders.iris import Iris, without_province
from loaders.spelling import fold, slug
from loaders.tables import body_kind, document_type_code, find_province, provinces
from loaders.tables.bodies import territory_words
from loaders.tables.reference import central_slugs, present_of
from loaders.triples.writer import Writer, date, date_of_issue, vi

_MINISTER = re.compile(r"^Bộ trưởng\s+")
_AND = re.compile(r"\s+(?:-|–|và)\s+(?=(?:Bộ trưởng|Bộ)\s)")
_COMMITTEE = "Ủy ban nhân dân"
_LANGUAGE = NamedNode("http://publications.europa.eu/resource/authority/language/VIE")


@cache
def _local_body() -> re.Pattern[str]:
    """Return a local body named in full: "Sở Nông nghiệp và Môi trường [tỉnh Nghệ An]"."""
    below = alternation(territory_words("cap-huyen", "cap-xa"), cased=True)
    return re.compile(
        rf"(?:{local('citations').pattern}|{council_words(_COMMITTEE)}\s+{below})\s[^,;]{{2,100}}$"
    )


@cache
def _committee() -> re.Pattern[str]:
    """Return the committee of a province: "Chủ tịch Ủy ban nhân dân tỉnh Kon Tum"."""
    return re.compile(
        rf"^(?:Chủ tịch\s+)?{council_words(_COMMITTEE)}"
        r"(?:\s+(?:lâm thời\s+)?(?:tỉnh|thành phố|TP\.?)\b.*)?$"
    )


@dataclass(slots=True)
class SharedThings:
    """Collects what the decisions of a build speak of together."""

    acts: dict[str, list[tuple[Act, str | None]]] = field(default_factory=lambda: defaultdict(list))
    bodies: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    fields: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    groups: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    posts: dict[str, tuple[str, str]] = field(default_factory=dict)
    clauses: dict[str, tuple[str, tuple[str, ...]]] = field(default_factory=dict)
    act_links: set[tuple[str, str, str]] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class ActBook:
    """Resolves acts and bodies as one decision names them; ``place`` is its province's slug."""

    iris: Iris
    shared: SharedThings
    place: str | None

    def cite(self, act: Act) -> str | None:
        """Return the IRI of a cited act and keep what the citation says of it."""
        iri = self.iris.act(act, self.place)
        if iri:
            self.shared.acts[iri].append((act, self.place))
        return iri

    def body(self, name: str) -> str | None:
        """Return the IRI of a public body by its name; None where the name does not settle it."""
        if _committee().match(name):
            found = find_province(name)
            place = found[0].slug if found else self.place
            return self.committee(place) if place else None
        local = _local_body().match(name)
        if local and not _AND.search(name):
            found = find_province(name)
            place = found[0].slug if found else self.place
            return self.named(without_province(name), place) if place else None
        bare = _MINISTER.sub("", name, count=1)
        listed = central_slugs().get(fold(bare))
        if not listed and (not central("citations").match(bare) or _AND.search(name)):
            return None
        iri = f"{self.iris.base}id/org/vn/{listed or slug(bare)}"
        self.shared.bodies[iri][bare] += 1
        return iri

    def named(self, name: str, place: str) -> str:
        """Return the IRI of a body of a place ("vn" or a province's slug), and keep both."""
        if place == "vn":
            iri = self.iris.org(place, name)
            self.shared.bodies[iri][name] += 1
            return iri
        if name == _COMMITTEE:
            return self.committee(place)
        iri = self.iris.org(place, name)
        province = next(row for row in provinces() if row.slug == place)
        of = province.name if name.endswith("ủy") else province.full_name
        self.shared.bodies[iri][f"{name} {of}"] += 1
        return iri

    def committee(self, place: str) -> str:
        """Return the IRI of a province's people's committee, and keep both."""
        iri = self.iris.committee(place)
        names = {province.slug: province for province in provinces()}
        self.shared.bodies[iri][f"Ủy ban nhân dân {names[place].full_name}"] += 1
        return iri

    def province(self, place: str) -> str:
        """Return the IRI of a province by its slug."""
        return self.iris.province(place)


def shared_quads(iris: Iris, shared: SharedThings, described: set[str]) -> list[Quad]:
    """Return the graph of shared things; acts in ``described`` are decisions with a graph."""
    writer = Writer(iris, NamedNode(iris.shared("shared")), "", "")
    for act_iri in sorted(shared.acts):
        if act_iri not in described:
            _act(writer, act_iri, shared)
    for body_iri in sorted(shared.bodies):
        _body(writer, body_iri, _commonest(shared.bodies[body_iri]))
    for code in sorted(shared.fields):
        _field(writer, code, _commonest(shared.fields[code]))
    return writer.quads


def _commonest(names: Counter[str]) -> str:
    """Return the most frequent of some spellings, the first in order among equals."""
    return min(names, key=lambda name: (-names[name], name))


def _act(writer: Writer, iri: str, shared: SharedThings) -> None:
    mentions = sorted(shared.acts[iri], key=lambda mention: (mention[1] or "", str(mention[0])))
    act = _merge([mention for mention, _ in mentions])
    place = mentions[0][1]
    writer.type(iri, "eli:LegalResource")
    name = f"{act.type} {act.number}" if act.number else act.title or act.type
    writer.add(iri, "rdfs:label", vi(name))
    code = document_type_code(act.type)
    writer.add(iri, "eli:type_document", writer.code("document-type", code) if code else None)
    writer.add(iri, "eli:number", Literal(act.number) if act.number else None)
    if act.date:
        writer.add(iri, date_of_issue(act.date), date(act.date))
    book = ActBook(replace(writer.iris, day=act.date), shared, place)
    for issuer in _AND.split(act.issuer or ""):
        body = book.body(issuer.strip()) if issuer else None
        writer.add(iri, "eli:passed_by", NamedNode(body) if body else None)
    if act.title:
        expression = f"{iri}/vi"
        writer.add(iri, "eli:is_realized_by", NamedNode(expression))
        writer.type(expression, "eli:LegalExpression")
        writer.add(expression, "eli:language", _LANGUAGE)
        writer.add(expression, "eli:title", vi(act.title))
        amended = Counter(a for m, where in mentions for a in _amended(m, writer.iris, where))
        if amended:
            writer.add(iri, "eli:amends", NamedNode(_commonest(amended)))


def _merge(mentions: list[Act]) -> Act:
    """Return one act from what all citations say: of each part the commonest wording."""

    def common(values: list[str | None]) -> str | None:
        counted = Counter(value for value in values if value)
        return _commonest(counted) if counted else None

    titles: dict[str, Counter[str]] = defaultdict(Counter)
    for mention in mentions:
        if mention.title:
            titles[fold(mention.title)][mention.title] += 1
    best = max(titles.values(), key=lambda c: (c.total(), _commonest(c)), default=None)
    return replace(
        mentions[0],
        type=common([m.type for m in mentions]) or mentions[0].type,
        number=common([m.number for m in mentions]),
        date=common([m.date for m in mentions]),
        issuer=common([m.issuer for m in mentions]),
        title=_commonest(best) if best else None,
    )


def _amended(act: Act, iris: Iris, place: str | None) -> list[str]:
    """Return the act that a title says it amends ("sửa đổi, bổ sung một số điều của …")."""
    if not re.match(r"(?:Luật\s+)?sửa\s+đổi", act.title or "", re.IGNORECASE):
        return []
    first = next(find_acts(act.title or ""), None)
    iri = iris.act(first.act, place) if first and first.act.number else None
    return [iri] if iri else []


def _body(writer: Writer, iri: str, name: str) -> None:
    writer.type(iri, "cv:PublicOrganisation", "org:FormalOrganization")
    writer.add(iri, "skos:prefLabel", vi(name))
    kind = body_kind(name)
    if kind:
        writer.add(iri, "org:classification", writer.code("body-kind", kind.code))
    found = find_province(name)
    place = iri.removeprefix(f"{writer.iris.base}id/org/").partition("/")[0]
    if not found and any(row.slug == place for row in provinces()):
        # "Ban Tuyên giáo Tỉnh ủy Kon Tum" names its province without "tỉnh"
        writer.add(iri, "dct:spatial", NamedNode(writer.iris.province(place)))
    if found:
        # its own IRI says whether it is of the former province or of the new one of that name
        is_new = present_of(found[0].slug).slug == place
        of = place if is_new else found[0].slug
        writer.add(iri, "dct:spatial", NamedNode(writer.iris.province(of)))


def _field(writer: Writer, code: str, label: str) -> None:
    """Describe a field that the scheme does not have, with its printed label."""
    iri = writer.iris.code("field", code)
    writer.type(iri, "skos:Concept")
    writer.add(iri, "skos:prefLabel", vi(label))
    writer.add(iri, "skos:inScheme", NamedNode(f"{writer.iris.base}code/field"))
    writer.add(iri, "skos:notation", Literal(code))
