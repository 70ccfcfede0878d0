"""Agency: the body, its units, posts, fields and duties as triples."""

from __future__ import annotations

from pyoxigraph import NamedNode

from loaders.facts.model import Agency, Facts, Post, Stated, Unit
from loaders.tables import body_kind_of
from loaders.triples.acts import ActBook
from loaders.triples.body_classes import write_classes
from loaders.triples.duties import field_iri, write_duty
from loaders.triples.writer import Writer, boolean, integer, term, typed, vi


def write_agency(writer: Writer, facts: Facts, acts: ActBook) -> None:
    """Write the agency with all that the decision says of it; nothing where there is none."""
    agency = facts.agency
    if agency is None:
        return
    if agency.scope != "body":
        write_classes(writer, facts, agency, acts)
        return
    iri = writer.iris.agency(agency)
    assert iri is not None  # one body always has one
    name = agency.name
    writer.state(writer.decision, "bm:concerns", NamedNode(iri), name.evidence)
    for cls in ("cv:PublicOrganisation", "org:FormalOrganization"):
        writer.state(iri, "rdf:type", term(cls), name.evidence)
    writer.state(iri, "skos:prefLabel", vi(name.value), name.evidence)
    if agency.kind:
        kind = writer.code("body-kind", agency.kind)
        writer.state(iri, "org:classification", kind, name.evidence)
    if agency.province:
        place = NamedNode(acts.province(agency.province))
        writer.state(iri, "dct:spatial", place, name.evidence)
    _lines(writer, iri, facts, acts)
    _standing(writer, iri, agency)
    for field in agency.fields:
        concept = NamedNode(field_iri(writer, acts, field.value))
        statement = writer.state(iri, "bm:field", concept, field.evidence)
        writer.add(statement, "bm:text", vi(field.value))
    units = {unit.name: _unit(writer, iri, unit, n) for n, unit in enumerate(facts.units, 1)}
    for number, post in enumerate(facts.posts, 1):
        _post(writer, units.get(post.of, iri), post, facts.posts, number)
    for number, duty in enumerate(facts.duties, 1):
        write_duty(writer, iri, duty, acts, number)


def _lines(writer: Writer, iri: str, facts: Facts, acts: ActBook) -> None:
    """Write the line of authority and the professional line."""
    agency, issuer = facts.agency, facts.header.issuer
    assert agency is not None  # write_agency returns before, where there is none
    lines: tuple[tuple[str, Stated[str] | None], ...] = (
        ("org:subOrganizationOf", agency.parent),
        ("bm:professionalDirectionBy", agency.direction),
        ("bm:advises", agency.advises),
    )
    for predicate, stated in lines:
        name = full_name(stated.value, issuer.value if issuer else "") if stated else ""
        body = acts.body(name) if name else None
        if stated and body:
            classes = () if predicate == "bm:advises" else ("bm:Supervision",)
            writer.state(iri, predicate, NamedNode(body), stated.evidence, *classes)


def full_name(name: str, issuer: str) -> str:
    """Return "Ủy ban nhân dân huyện" with the name of the district whose committee issued it."""
    committee = issuer.removeprefix("Chủ tịch ")
    return committee if committee.lower().startswith(f"{name.lower()} ") else name


def _standing(writer: Writer, iri: str, agency: Agency) -> None:
    for predicate, stated in (
        ("bm:hasLegalPersonality", agency.legal_personality),
        ("bm:hasSeal", agency.seal),
        ("bm:hasAccount", agency.account),
    ):
        if stated:
            writer.state(iri, predicate, boolean(stated.value), stated.evidence)


def _unit(writer: Writer, agency: str, unit: Unit, order: int) -> str:
    iri = writer.iris.unit(agency, unit.name)
    if unit.is_service:
        writer.type(iri, "bm:ServiceUnit")
    if unit.is_service or body_kind_of(unit.kind).is_formal:
        writer.type(iri, "org:FormalOrganization", "cv:PublicOrganisation")
        writer.add(iri, "org:subOrganizationOf", NamedNode(agency))
    else:
        writer.type(iri, "org:OrganizationalUnit")
        writer.add(iri, "org:unitOf", NamedNode(agency))
    writer.add(iri, "skos:prefLabel", vi(unit.name))
    writer.add(iri, "org:classification", writer.code("body-kind", unit.kind))
    writer.add(iri, "bm:order", integer(order))
    writer.attest(iri, unit.evidence)
    return iri


def _post(writer: Writer, body: str, post: Post, posts: tuple[Post, ...], order: int) -> None:
    iri = writer.iris.post(body, post.title)
    writer.type(iri, "org:Post")
    writer.add(iri, "org:postIn", NamedNode(body))
    writer.add(iri, "skos:prefLabel", vi(post.title))
    writer.add(iri, "org:role", writer.code("role", "head" if post.is_head else "deputy"))
    for predicate, bound in (("bm:minHolders", post.minimum), ("bm:maxHolders", post.maximum)):
        if bound is not None:
            writer.add(iri, predicate, typed(str(bound), "xsd:nonNegativeInteger"))
    if post.limit_text:
        writer.add(iri, "bm:limitText", vi(post.limit_text))
    head = next((p for p in posts if p.of == post.of and p.is_head), None)
    if head and not post.is_head:
        writer.add(iri, "org:reportsTo", NamedNode(writer.iris.post(body, head.title)))
    writer.add(iri, "bm:order", integer(order))
    writer.attest(iri, post.evidence)
