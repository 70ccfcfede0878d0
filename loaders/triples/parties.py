"""Parties: the IRIs of the bodies, posts and groups that rules name, described where shared."""

from __future__ import annotations

from dataclasses import dataclass

from pyoxigraph import NamedNode

from loaders.facts.counterparts import group_code
from loaders.facts.model import Evidence, Facts
from loaders.facts.parties import Context, read_body
from loaders.facts.rules_model import Party
from loaders.iris import without_province
from loaders.model import Document
from loaders.spelling import fold, slug
from loaders.tables import find_province, provinces
from loaders.triples.acts import ActBook
from loaders.triples.writer import Writer, vi


@dataclass(frozen=True, slots=True)
class PartyBook:
    """Mints the IRIs of parties as one decision names them, and keeps what is to be described."""

    writer: Writer
    acts: ActBook
    facts: Facts
    agency: str
    document: Document

    def iri(self, party: Party, evidence: Evidence) -> NamedNode:
        """Return the IRI of a party; ``evidence`` is for a post or unit not yet described."""
        if party.kind == "group":
            return NamedNode(self._group(party.name))
        if party.kind == "post":
            return NamedNode(self._post(party, evidence))
        return NamedNode(self._body(party, evidence))

    def named(self, name: str, evidence: Evidence) -> NamedNode | None:
        """Return the IRI of the body or group that a name means; None where that is not known."""
        agency = self.facts.agency
        if agency is None:
            return None
        party = read_body(name, name, Context(agency, self.facts.units, self.facts.definitions))
        if party and agency.scope != "body" and party.kind != "group":
            is_class = agency.scope == "class" and party.name == agency.name.value
            return NamedNode(self.agency) if is_class else None
        return self.iri(party, evidence) if party else None

    def _body(self, party: Party, evidence: Evidence) -> str:
        agency, place = self.facts.agency, party.place or "vn"
        if agency and party.name == agency.name.value:
            return self.agency
        if any(unit.name == party.name for unit in self.facts.units):
            return self.writer.iris.unit(self.agency, party.name)
        if party.kind == "unit":
            return self._former_unit(party, evidence)
        if party.name == "Ủy ban nhân dân" and place != "vn":
            return self.acts.committee(place)
        iri = self.writer.iris.org(place, without_province(party.name))
        self.acts.shared.bodies[iri][_full_name(party.name, place)] += 1
        return iri

    def _former_unit(self, party: Party, evidence: Evidence) -> str:
        """Describe a unit that the text names and its list of units has not: no unit of today."""
        iri = self.writer.iris.unit(self.agency, party.name)
        self.writer.type(iri, "org:Organization")
        self.writer.add(iri, "skos:prefLabel", vi(party.name))
        self.writer.attest(iri, evidence)
        return iri

    def _post(self, party: Party, evidence: Evidence) -> str:
        title = party.title or ""
        body = self._body(party, evidence)
        iri = self.writer.iris.post(body, title)
        own = body == self.agency or body.startswith(self.agency + "/")
        if not own:
            self.acts.shared.posts[iri] = (body, title)
        elif not any(post.of == party.name and post.title == title for post in self.facts.posts):
            self.writer.type(iri, "org:Post")
            self.writer.add(iri, "org:postIn", NamedNode(body))
            self.writer.add(iri, "skos:prefLabel", vi(title))
            self.writer.attest(iri, self._naming(title, evidence))
        return iri

    def _naming(self, title: str, evidence: Evidence) -> Evidence:
        """Return evidence that prints a title: the rule's own words, else the clause they are in.

        "Giám đốc Sở là Ủy viên … | do Chủ tịch … bổ nhiệm": the rule's words are the second half.
        """
        wanted, document = fold(title), self.document
        if evidence.correction or wanted in fold(document.source.raw[slice(*evidence.span)]):
            return evidence
        for clause in reversed(document.clauses_at(evidence.span)[1:]):
            if wanted in fold(document.mended.text[clause.start : clause.end]):
                return evidence._replace(span=document.node_span(clause), path=clause.path)
        return evidence

    def _group(self, name: str) -> str:
        """Return the concept of a group; one that the scheme lacks is kept, to be described."""
        code = group_code(name)
        if code is None:
            code = slug(name.removeprefix("các "))
            self.acts.shared.groups[code][name] += 1
        return self.writer.iris.code("group", code)


def _full_name(name: str, place: str) -> str:
    """Return a body's name with its province: "Sở Nội vụ tỉnh Bình Phước"."""
    province = next((p for p in provinces() if p.slug == place), None)
    if province is None or find_province(name):
        return name
    return f"{name} {province.full_name}"
