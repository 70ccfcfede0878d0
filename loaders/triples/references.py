"""References: from the clauses to the clauses and acts they point to; relations between acts."""

from __future__ import annotations

from collections.abc import Iterable

from pyoxigraph import Literal, NamedNode, Quad

from loaders.facts.model import Facts
from loaders.facts.rules_model import ActRelation, Reference
from loaders.iris import Iris
from loaders.labels import KIND_NAMES
from loaders.triples.acts import ActBook, SharedThings
from loaders.triples.writer import Writer, vi

_PREDICATES = {"amends": "eli:amends", "repeals": "eli:repeals", "guides": "bm:guides"}


def write_references(writer: Writer, facts: Facts, acts: ActBook) -> None:
    """Write what each clause cites, and what the text says between the acts that it cites."""
    for reference in facts.references:
        _reference(writer, reference, acts)
    for relation in facts.act_relations:
        _act_relation(writer, relation, acts)


def _reference(writer: Writer, reference: Reference, acts: ActBook) -> None:
    clause = writer.clause(reference.evidence.path)
    target = _target(writer, reference, acts)
    iri = writer.state(clause.value, "eli:cites", target, reference.evidence, "bm:Reference")
    writer.add(iri, "bm:citedAs", vi(reference.text))


def _target(writer: Writer, reference: Reference, acts: ActBook) -> NamedNode | None:
    if reference.path is not None:
        return writer.clause(reference.path)
    act = acts.cite(reference.act) if reference.act else None
    if act is None or not reference.segments:
        return NamedNode(act) if act else None
    for depth in range(1, len(reference.segments) + 1):
        segments = reference.segments[:depth]
        acts.shared.clauses["/".join((act, *segments))] = (act, segments)
    return NamedNode("/".join((act, *reference.segments)))


def _act_relation(writer: Writer, relation: ActRelation, acts: ActBook) -> None:
    """Write the statement here; the triple between the two acts is one of the shared things."""
    subject, other = acts.cite(relation.subject), acts.cite(relation.object)
    if subject is None or other is None or subject == other:
        return
    predicate = _PREDICATES[relation.relation]
    iri = writer.state(
        subject, predicate, NamedNode(other), relation.evidence, "bm:ActRelation", direct=False
    )
    writer.add(iri, "bm:citedAs", vi(relation.text))
    acts.shared.act_links.add((subject, predicate, other))


def shared_rule_quads(iris: Iris, shared: SharedThings, described: set[str]) -> Iterable[Quad]:
    """Return what rules and references share: posts, groups, clauses and relations of acts.

    The clauses of acts in ``described`` are in the graphs of those decisions.
    """
    writer = Writer(iris, NamedNode(iris.shared("shared")), "", "")
    for iri, (body, title) in sorted(shared.posts.items()):
        writer.type(iri, "org:Post")
        writer.add(iri, "org:postIn", NamedNode(body))
        writer.add(iri, "skos:prefLabel", vi(title))
    for code, names in sorted(shared.groups.items()):
        _group(writer, code, min(names, key=lambda name: (-names[name], name)))
    for iri, (act, segments) in sorted(shared.clauses.items()):
        if act not in described:
            _clause(writer, iri, act, segments, _act_name(shared, act))
    for subject, predicate, other in sorted(shared.act_links):
        writer.add(subject, predicate, NamedNode(other))
    return writer.quads


def _group(writer: Writer, code: str, name: str) -> None:
    """Describe a group that the scheme does not have, with its printed name."""
    iri = writer.iris.code("group", code)
    writer.type(iri, "skos:Concept")
    writer.add(iri, "skos:prefLabel", vi(name))
    writer.add(iri, "skos:inScheme", NamedNode(f"{writer.iris.base}code/group"))
    writer.add(iri, "skos:notation", Literal(code))


def _clause(writer: Writer, iri: str, act: str, segments: tuple[str, ...], name: str) -> None:
    above = "/".join((act, *segments[:-1]))
    kind, _, marker = segments[-1].partition("-")
    kind = kind if marker and segments[-1] != "quy-dinh" else "quy-dinh"
    writer.type(iri, "eli:LegalResourceSubdivision")
    writer.add(iri, "eli:is_part_of", NamedNode(above))
    writer.add(iri, "eli:type_subdivision", writer.code("subdivision", kind))
    steps = [_step(segment) for segment in reversed(segments)]
    label = f"{' '.join(steps)} {name}"
    writer.add(iri, "rdfs:label", vi(label[:1].upper() + label[1:]))


def _step(segment: str) -> str:
    if segment == "quy-dinh":
        return "Quy định kèm theo"
    kind, _, marker = segment.partition("-")
    shown = "đ" if marker == "dd" else marker
    name = next(names[0] for code, names in KIND_NAMES.items() if code == kind)
    return f"{name} {shown}"


def _act_name(shared: SharedThings, iri: str) -> str:
    """Return what an act is called: by its number, else by its title."""
    acts = sorted((act for act, _ in shared.acts[iri]), key=str)
    numbered = next((act for act in acts if act.number), None)
    if numbered:
        return f"{numbered.type} {numbered.number}"
    return next((act.title for act in acts if act.title), acts[0].type)
