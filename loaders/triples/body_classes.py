"""Body classes: rules for every body of a class, with their duties, units and posts, as triples.

No body comes of them: a class is a concept, and so are the units and posts that it lays down.
"""

from __future__ import annotations

from pyoxigraph import NamedNode

from loaders.facts.model import Agency, BodyClass, Facts, Post, Unit
from loaders.triples.acts import ActBook
from loaders.triples.duties import field_iri, write_duty
from loaders.triples.writer import Writer, integer, typed, vi


def write_classes(writer: Writer, facts: Facts, agency: Agency, acts: ActBook) -> None:
    """Write the classes that a decision is about; the duties with the one they are of, if told."""
    for found in agency.classes:
        _class(writer, found, agency, acts)
    bearer = writer.iris.agency(agency)
    if bearer is None:
        return
    for field in agency.fields:
        concept = NamedNode(field_iri(writer, acts, field.value))
        statement = writer.state(bearer, "bm:field", concept, field.evidence)
        writer.add(statement, "bm:text", vi(field.value))
    for number, duty in enumerate(facts.duties, 1):
        write_duty(writer, bearer, duty, acts, number)
    if agency.scope != "class":  # nothing says whose units and posts these are
        return
    units = {unit.name: _unit(writer, bearer, unit, n) for n, unit in enumerate(facts.units, 1)}
    for number, post in enumerate(facts.posts, 1):
        _post(writer, units.get(post.of, bearer), post, number)


def _class(writer: Writer, found: BodyClass, agency: Agency, acts: ActBook) -> None:
    iri = writer.iris.body_class(agency.province or "vn", found.short, found.level)
    writer.state(writer.decision, "bm:concerns", NamedNode(iri), found.evidence)
    writer.type(iri, "bm:BodyClass", "skos:Concept")
    writer.state(iri, "skos:prefLabel", vi(found.name), found.evidence)
    if found.short != found.name:
        writer.state(iri, "skos:altLabel", vi(found.short), found.evidence)
    writer.state(iri, "bm:level", writer.code("level", found.level), found.evidence)
    if found.kind:
        writer.state(iri, "bm:bodyKind", writer.code("body-kind", found.kind), found.evidence)
    if agency.province:
        place = NamedNode(acts.province(agency.province))
        writer.state(iri, "dct:spatial", place, found.evidence)


def _unit(writer: Writer, above: str, unit: Unit, order: int) -> str:
    iri = writer.iris.unit(above, unit.name)
    writer.type(iri, "bm:BodyClass", "skos:Concept")
    writer.add(iri, "bm:partOfClass", NamedNode(above))
    writer.add(iri, "skos:prefLabel", vi(unit.name))
    writer.add(iri, "bm:bodyKind", writer.code("body-kind", unit.kind))
    writer.add(iri, "bm:order", integer(order))
    writer.attest(iri, unit.evidence)
    return iri


def _post(writer: Writer, above: str, post: Post, order: int) -> None:
    iri = writer.iris.post(above, post.title)
    writer.type(iri, "bm:PostClass", "skos:Concept")
    writer.add(iri, "bm:partOfClass", NamedNode(above))
    writer.add(iri, "skos:prefLabel", vi(post.title))
    writer.add(iri, "org:role", writer.code("role", "head" if post.is_head else "deputy"))
    for predicate, bound in (("bm:minHolders", post.minimum), ("bm:maxHolders", post.maximum)):
        if bound is not None:
            writer.add(iri, predicate, typed(str(bound), "xsd:nonNegativeInteger"))
    if post.limit_text:
        writer.add(iri, "bm:limitText", vi(post.limit_text))
    writer.add(iri, "bm:order", integer(order))
    writer.attest(iri, post.evidence)
