"""Constraints: each says which of the values of a focus node offend.

A constraint is made of the parameter's value in the shapes and returns the values that offend;
one about the values as a whole (a count) returns the focus node itself. Source: SHACL, section 4
(https://www.w3.org/TR/shacl/#core-components).
"""

from __future__ import annotations

import operator
import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal

from pyoxigraph import BlankNode, Literal, NamedNode

from loaders.shacl import literals
from loaders.shacl.graph import Index, Node, Term

Constraint = Callable[[Index, Node, Sequence[Term]], Iterable[Term]]
_SH = "http://www.w3.org/ns/shacl#"
_KINDS: dict[str, tuple[type, ...]] = {
    "IRI": (NamedNode,),
    "Literal": (Literal,),
    "BlankNode": (BlankNode,),
    "IRIOrLiteral": (NamedNode, Literal),
    "BlankNodeOrIRI": (BlankNode, NamedNode),
}
_BOUNDS: dict[str, Callable[[Decimal, Decimal], bool]] = {
    "minInclusive": operator.ge,
    "maxInclusive": operator.le,
    "minExclusive": operator.gt,
    "maxExclusive": operator.lt,
}


def least(count: int) -> Constraint:
    """At least so many values."""
    return lambda _, focus, values: () if len(values) >= count else (focus,)


def most(count: int) -> Constraint:
    """At most so many values."""
    return lambda _, focus, values: () if len(values) <= count else (focus,)


def instance_of(of_class: Node) -> Constraint:
    """Every value is an instance of the class."""
    return lambda index, _, values: [v for v in values if not index.is_instance(v, of_class)]


def datatype(name: NamedNode) -> Constraint:
    """Every value is a literal of the datatype, in a lexical form of it."""

    def is_wrong(value: Term) -> bool:
        return not (
            isinstance(value, Literal) and value.datatype == name and literals.is_well_formed(value)
        )

    return lambda _, __, values: [v for v in values if is_wrong(v)]


def node_kind(kind: NamedNode) -> Constraint:
    """Every value is an IRI, a literal, a blank node, or one of two."""
    types = _KINDS[kind.value.removeprefix(_SH)]
    return lambda _, __, values: [v for v in values if not isinstance(v, types)]


def pattern(expression: str) -> Constraint:
    """The text of every value holds the pattern; a blank node has none."""
    compiled = re.compile(expression)
    return lambda _, __, values: [
        v for v in values if not isinstance(v, NamedNode | Literal) or not compiled.search(v.value)
    ]


def length(lowest: int, highest: int | None) -> Constraint:
    """The text of every value is so long, in characters."""

    def is_wrong(value: Term) -> bool:
        if not isinstance(value, NamedNode | Literal):
            return True
        size = len(value.value)
        return size < lowest or (highest is not None and size > highest)

    return lambda _, __, values: [v for v in values if is_wrong(v)]


def language_in(tags: Sequence[str]) -> Constraint:
    """Every value is tagged with one of the languages, or a variant of one ("vi-VN")."""

    def is_wrong(value: Term) -> bool:
        tag = value.language if isinstance(value, Literal) else None
        return tag is None or not any(tag == t or tag.startswith(f"{t}-") for t in tags)

    return lambda _, __, values: [v for v in values if is_wrong(v)]


def unique_language() -> Constraint:
    """No two values are tagged with the same language."""

    def offending(_: Index, focus: Node, values: Sequence[Term]) -> Iterable[Term]:
        if len(values) < 2:
            return ()
        counts = Counter(v.language for v in values if isinstance(v, Literal) and v.language)
        return [focus for n in counts.values() if n > 1]

    return offending


def in_list(allowed: Sequence[Term]) -> Constraint:
    """Every value is one of the list."""
    known = frozenset(allowed)
    return lambda _, __, values: [v for v in values if v not in known]


def has_value(wanted: Term) -> Constraint:
    """One of the values is the one wanted."""
    return lambda _, focus, values: () if wanted in values else (focus,)


def bound(name: str, limit: Decimal) -> Constraint:
    """Every value is a number on the right side of the limit: "minInclusive" and its like."""
    is_right = _BOUNDS[name]

    def is_wrong(value: Term) -> bool:
        found = literals.number(value) if isinstance(value, Literal) else None
        return found is None or not is_right(found, limit)

    return lambda _, __, values: [v for v in values if is_wrong(v)]


def not_above(other: NamedNode) -> Constraint:
    """No value is above a value of the other property: sh:lessThanOrEquals, for numbers."""

    def offending(index: Index, focus: Node, values: Sequence[Term]) -> Iterable[Term]:
        limits = [v for v in index.objects(focus, other) if isinstance(v, Literal)]
        for value in values:
            low = literals.number(value) if isinstance(value, Literal) else None
            for limit in limits:
                high = literals.number(limit)
                if low is None or high is None or low > high:
                    yield value

    return offending


def equal_to(other: NamedNode) -> Constraint:
    """The values are those of the other property."""

    def offending(index: Index, focus: Node, values: Sequence[Term]) -> Iterable[Term]:
        others = index.objects(focus, other)
        yield from (v for v in values if v not in others)
        yield from (v for v in others if v not in values)

    return offending


def any_of(alternatives: Sequence[Constraint]) -> Constraint:
    """For every value one of the alternatives holds; each is asked of the value alone."""

    def is_wrong(index: Index, value: Term) -> bool:
        focus = value if isinstance(value, NamedNode | BlankNode) else BlankNode()
        return all(any(True for _ in ask(index, focus, (value,))) for ask in alternatives)

    return lambda index, _, values: [v for v in values if is_wrong(index, v)]


def all_of(constraints: Sequence[Constraint]) -> Constraint:
    """All of the constraints hold: what a shape without a name of its own asks of a value."""
    return lambda index, focus, values: [
        offender for ask in constraints for offender in ask(index, focus, values)
    ]


def least_that(count: int, fits: Constraint) -> Constraint:
    """At least so many values fit: sh:qualifiedValueShape with sh:qualifiedMinCount."""

    def offending(index: Index, focus: Node, values: Sequence[Term]) -> Iterable[Term]:
        fitting = sum(1 for v in values if not any(True for _ in fits(index, focus, (v,))))
        return () if fitting >= count else (focus,)

    return offending
