"""Duties as triples: their text and place, the agency's role, its actions, its counterparts."""

from __future__ import annotations

from pyoxigraph import Literal, NamedNode

from loaders.codes import field_code, is_known_field
from loaders.facts.counterparts import body_of
from loaders.facts.model import Counterpart, Duty
from loaders.triples.acts import ActBook
from loaders.triples.writer import Writer, boolean, en, integer, vi


def field_iri(writer: Writer, acts: ActBook, label: str) -> str:
    """Return the concept of a field; one that the scheme lacks is kept, to be described."""
    code = field_code(label)
    if not is_known_field(code):
        acts.shared.fields[code][label] += 1
    return writer.iris.code("field", code)


def write_duty(writer: Writer, agency: str, duty: Duty, acts: ActBook, order: int) -> None:
    """Write a duty of the agency with this IRI; ``order`` counts from 1."""

    def iri_of(path: str) -> str:
        return writer.iris.duty(writer.decision, agency, path)

    iri = iri_of(duty.path)
    writer.type(iri, "bm:Duty")
    writer.add(iri, "bm:dutyOf", NamedNode(agency))
    if duty.parent:
        writer.add(iri, "bm:partOfDuty", NamedNode(iri_of(duty.parent)))
    writer.add(iri, "bm:statedIn", writer.clause(duty.evidence.path))
    writer.add(iri, "bm:order", integer(order))
    writer.add(iri, "bm:path", Literal(duty.path))
    writer.add(iri, "bm:text", vi(duty.text))
    clause_vi, clause_en = writer.labels[duty.evidence.path]
    writer.add(iri, "rdfs:label", vi(f"Nhiệm vụ tại {clause_vi[:1].lower()}{clause_vi[1:]}"))
    writer.add(iri, "rdfs:label", en(f"Duty in {clause_en[:1].lower()}{clause_en[1:]}"))
    writer.add(iri, "bm:isLeaf", boolean(duty.is_leaf))
    for field in duty.fields:
        writer.add(iri, "bm:field", NamedNode(field_iri(writer, acts, field)))
    for role in duty.roles:
        code = writer.code("agency-role", role.value)
        if role.evidence.path == duty.evidence.path:
            writer.add(iri, "bm:agencyRole", code)
        else:  # stated by the heading above, which the duty's own evidence does not cover
            writer.state(iri, "bm:agencyRole", code, role.evidence)
    for action in duty.actions:
        writer.add(iri, "bm:action", writer.code("action", action.value))
    for counterpart in duty.counterparts:
        _counterpart(writer, iri, agency, counterpart, acts)
    writer.attest(iri, duty.evidence)


def _counterpart(
    writer: Writer, duty: str, agency: str, counterpart: Counterpart, acts: ActBook
) -> None:
    """Write whom a duty names; one that is not known by its words alone, the agency not at all."""
    node = _node(writer, counterpart, acts)
    if node and node.value == agency:
        return
    statement = writer.state(duty, "bm:counterpart", node, counterpart.evidence, "bm:Counterpart")
    writer.add(statement, "bm:counterpartLink", writer.code("counterpart-link", counterpart.link))
    writer.add(statement, "bm:text", vi(counterpart.name))


def _node(writer: Writer, counterpart: Counterpart, acts: ActBook) -> NamedNode | None:
    if counterpart.group:
        return writer.code("group", counterpart.group)
    body = body_of(counterpart.name, acts.place)
    return NamedNode(acts.named(*body)) if body else None
