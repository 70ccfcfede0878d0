"""Reading: node shapes and property shapes from Turtle, each parameter as a constraint."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, parse

from loaders.model import Severity
from loaders.shacl import constraints as ask
from loaders.shacl import literals
from loaders.shacl.constraints import Constraint
from loaders.shacl.graph import Index, Node, Term
from ontology import RDF

Path = tuple[NamedNode, ...]
_SH = "http://www.w3.org/ns/shacl#"
_REST, _FIRST, _NIL = (NamedNode(RDF + name) for name in ("rest", "first", "nil"))
_TYPE = NamedNode(RDF + "type")
_SEVERITIES: dict[str, Severity] = {"Violation": "error", "Warning": "warning", "Info": "info"}
_NOT_CONSTRAINTS = frozenset(
    {"path", "property", "targetClass", "targetSubjectsOf", "severity", "message"}
)


class ShapeError(ValueError):
    """A shape that asks for more than is supported, or is not well formed."""


@dataclass(frozen=True, slots=True)
class PropertyShape:
    """What a property of a focus node must be; ``path`` are predicates, any of which counts.

    ``severity`` is error, warning or info; the messages are Vietnamese and English.
    """

    iri: str
    path: Path
    constraints: tuple[Constraint, ...]
    severity: Severity
    message: str
    message_en: str


@dataclass(frozen=True, slots=True)
class NodeShape:
    """What every instance of a class, or every subject of a property, must be."""

    iri: str
    target_class: NamedNode | None
    target_subjects_of: NamedNode | None
    constraints: tuple[Constraint, ...]
    properties: tuple[PropertyShape, ...]
    severity: Severity
    message: str
    message_en: str


def read_shapes(turtle: str) -> tuple[NodeShape, ...]:
    """Return the node shapes of a Turtle text that have a target, in the order of their IRIs.

    Raises ShapeError where a shape uses what is not supported here; SyntaxError for no Turtle.
    """
    return _Reader(Index.of(parse(turtle.encode(), format=RdfFormat.TURTLE))).node_shapes()


def _iri(name: str) -> NamedNode:
    return NamedNode(_SH + name)


@dataclass(frozen=True, slots=True)
class _Reader:
    index: Index

    def node_shapes(self) -> tuple[NodeShape, ...]:
        targeted = {
            *self.index.subjects(_iri("targetClass")),
            *self.index.subjects(_iri("targetSubjectsOf")),
        }
        return tuple(self._node_shape(node) for node in sorted(targeted, key=str))

    def _node_shape(self, node: Node) -> NodeShape:
        target, subjects_of = self._one(node, "targetClass"), self._one(node, "targetSubjectsOf")
        if not isinstance(target, NamedNode | None) or not isinstance(
            subjects_of, NamedNode | None
        ):
            raise ShapeError(f"{node}: its target is no IRI")
        if (target is None) == (subjects_of is None):
            raise ShapeError(f"{node}: needs one target, a class or the subjects of a property")
        properties = [self._property(_node(p)) for p in self._all(node, "property")]
        return NodeShape(
            _name(node), target, subjects_of, self._constraints(node),
            tuple(sorted(properties, key=lambda p: p.iri)), *self._says(node),
        )  # fmt: skip

    def _property(self, node: Node) -> PropertyShape:
        return PropertyShape(
            _name(node), self._path(node), self._constraints(node), *self._says(node)
        )

    def _says(self, node: Node) -> tuple[Severity, str, str]:
        severity = self._one(node, "severity") or _iri("Violation")
        name = _SEVERITIES.get(str(getattr(severity, "value", "")).removeprefix(_SH))
        if name is None:
            raise ShapeError(f"{node}: unknown severity {severity}")
        messages = {
            m.language: m.value for m in self._all(node, "message") if isinstance(m, Literal)
        }
        return name, messages.get("vi", ""), messages.get("en", "")

    def _path(self, node: Node) -> Path:
        path = self._one(node, "path")
        if isinstance(path, BlankNode):
            steps = [*self._list(self._one(path, "alternativePath"))]
        else:
            steps = [path] if path else []
        named = tuple(step for step in steps if isinstance(step, NamedNode))
        if not named or len(named) < len(steps):
            raise ShapeError(f"{node}: a path is a property or the alternative of several")
        return named

    def _constraints(self, node: Node) -> tuple[Constraint, ...]:
        """Return the constraints of a shape; those on inline property shapes come apart."""
        made: list[Constraint] = []
        for predicate, subjects in self.index.by_predicate.items():
            values = subjects.get(node, [])
            if not values or predicate == _TYPE:
                continue
            if not predicate.value.startswith(_SH):
                raise ShapeError(f"{node}: {predicate} is no SHACL")
            name = predicate.value.removeprefix(_SH)
            if name in _NOT_CONSTRAINTS or name in _PARTS:
                continue
            if name not in _MAKERS:
                raise ShapeError(f"{node}: sh:{name} is not supported")
            made += [_MAKERS[name](self, node, value) for value in values]
        return tuple(made)

    def of_value(self, node: Term) -> Constraint:
        """Return what an inline shape ("[ sh:class org:Post ]") asks of a value."""
        inline = _node(node)
        inner = [self._inline(_node(p)) for p in self._all(inline, "property")]
        return ask.all_of([*self._constraints(inline), *inner])

    def _inline(self, node: Node) -> Constraint:
        path, asked = self._path(node), ask.all_of(self._constraints(node))

        def offending(index: Index, focus: Node, _: Sequence[Term]) -> list[Term]:
            values = [v for step in path for v in index.objects(focus, step)]
            return [*asked(index, focus, values)]

        return offending

    def _all(self, node: Node, name: str) -> list[Term]:
        return self.index.objects(node, _iri(name))

    def _one(self, node: Node, name: str) -> Term | None:
        values = self._all(node, name)
        if len(values) > 1:
            raise ShapeError(f"{node}: more than one sh:{name}")
        return values[0] if values else None

    def number(self, node: Node, name: str, default: int | None = None) -> int | None:
        """Return a parameter that is a count."""
        value = self._one(node, name)
        if value is None:
            return default
        found = literals.number(value) if isinstance(value, Literal) else None
        if found is None:
            raise ShapeError(f"{node}: sh:{name} is no number")
        return int(found)

    def _list(self, head: Term | None) -> list[Term]:
        items: list[Term] = []
        while head is not None and head != _NIL:
            items += self.index.objects(_node(head), _FIRST)
            rest = self.index.objects(_node(head), _REST)
            head = rest[0] if rest else None
        return items

    def list_of(self, head: Term) -> list[Term]:
        """Return the members of an RDF list."""
        return self._list(head)


def _node(term: Term) -> Node:
    if isinstance(term, NamedNode | BlankNode):
        return term
    raise ShapeError(f"{term}: a shape is no literal")


def _name(node: Node) -> str:
    if isinstance(node, NamedNode):
        return node.value
    raise ShapeError(f"{node}: a shape that findings name needs an IRI")


def _named(term: Term) -> NamedNode:
    if isinstance(term, NamedNode):
        return term
    raise ShapeError(f"{term}: an IRI is wanted")


def _text(term: Term) -> str:
    if isinstance(term, Literal):
        return term.value
    raise ShapeError(f"{term}: a literal is wanted")


def _datatype(_: _Reader, node: Node, value: Term) -> Constraint:
    if not literals.is_known(_named(value).value):
        raise ShapeError(f"{node}: the forms of {value} are not known")
    return ask.datatype(_named(value))


def _unique(_: _Reader, __: Node, value: Term) -> Constraint:
    return ask.unique_language() if _text(value) == "true" else ask.all_of(())


def _length(reader: _Reader, node: Node, _: Term) -> Constraint:
    return ask.length(reader.number(node, "minLength", 0) or 0, reader.number(node, "maxLength"))


def _qualified(reader: _Reader, node: Node, value: Term) -> Constraint:
    least = reader.number(node, "qualifiedMinCount")
    if least is None:
        raise ShapeError(f"{node}: sh:qualifiedValueShape without sh:qualifiedMinCount")
    return ask.least_that(least, reader.of_value(value))


def _bound(name: str) -> _Maker:
    def make(_: _Reader, node: Node, value: Term) -> Constraint:
        limit = literals.number(value) if isinstance(value, Literal) else None
        if limit is None:
            raise ShapeError(f"{node}: sh:{name} is no number")
        return ask.bound(name, limit)

    return make


def _count(name: str, make: Callable[[int], Constraint]) -> _Maker:
    return lambda reader, node, _: make(reader.number(node, name) or 0)


_Maker = Callable[[_Reader, Node, Term], Constraint]
_PARTS = frozenset({"qualifiedMinCount"})
_MAKERS: dict[str, _Maker] = {
    "minCount": _count("minCount", ask.least),
    "maxCount": _count("maxCount", ask.most),
    "class": lambda _, __, value: ask.instance_of(_node(value)),
    "datatype": _datatype,
    "nodeKind": lambda _, __, value: ask.node_kind(_named(value)),
    "pattern": lambda _, __, value: ask.pattern(_text(value)),
    "minLength": _length,
    "maxLength": _length,
    "languageIn": lambda r, _, v: ask.language_in([_text(t) for t in r.list_of(v)]),
    "uniqueLang": _unique,
    "in": lambda r, _, v: ask.in_list(r.list_of(v)),
    "hasValue": lambda _, __, value: ask.has_value(value),
    "minInclusive": _bound("minInclusive"),
    "maxInclusive": _bound("maxInclusive"),
    "minExclusive": _bound("minExclusive"),
    "maxExclusive": _bound("maxExclusive"),
    "lessThanOrEquals": lambda _, __, value: ask.not_above(_named(value)),
    "equals": lambda _, __, value: ask.equal_to(_named(value)),
    "or": lambda r, _, v: ask.any_of([r.of_value(t) for t in r.list_of(v)]),
    "qualifiedValueShape": _qualified,
}
