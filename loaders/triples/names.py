"""Names: one preferred name a thing, where decisions spell it differently.

"Các cơ quan chuyên môn thuộc …" and "Cơ quan chuyên môn thuộc …" are one class of bodies, and one
IRI: the commonest spelling is its name, the first in order among equals; the others are further
names, and so the statements that carry their evidence say.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from pyoxigraph import Literal, Quad

from loaders.triples.writer import term

_NAME, _FURTHER = term("skos:prefLabel"), term("skos:altLabel")
_SUBJECT, _PREDICATE, _OBJECT = (term(f"bm:{name}") for name in ("subject", "predicate", "object"))
_LANGUAGE = "vi"


def one_name(quads: Iterable[Quad]) -> list[Quad]:
    """Return ``quads`` with one skos:prefLabel in Vietnamese a subject, others as altLabel."""
    quads = list(quads)
    names: dict[object, Counter[str]] = defaultdict(Counter)
    for quad in quads:
        if quad.predicate == _NAME and _is_vietnamese(quad.object):
            names[quad.subject][quad.object.value] += 1  # type: ignore[union-attr]  # a Literal
    further = {
        (subject, value)
        for subject, found in names.items()
        if len(found) > 1
        for value in found
        if value != min(found, key=lambda name: (-found[name], name))
    }
    if not further:
        return quads
    statements = _statements_of(quads, further)
    return [_renamed(quad, further, statements) for quad in quads]


def _renamed(quad: Quad, further: set[tuple[object, str]], statements: set[object]) -> Quad:
    if quad.predicate == _NAME and _is_vietnamese(quad.object):
        if (quad.subject, quad.object.value) in further:  # type: ignore[union-attr]  # a Literal
            return Quad(quad.subject, _FURTHER, quad.object, quad.graph_name)
    elif quad.predicate == _PREDICATE and quad.subject in statements:
        return Quad(quad.subject, quad.predicate, _FURTHER, quad.graph_name)
    return quad


def _is_vietnamese(value: object) -> bool:
    return isinstance(value, Literal) and value.language == _LANGUAGE


def _statements_of(quads: list[Quad], further: set[tuple[object, str]]) -> set[object]:
    """Return the statements that say a further name is the preferred one."""
    subjects = {q.subject: q.object for q in quads if q.predicate == _SUBJECT}
    naming = {q.subject for q in quads if q.predicate == _PREDICATE and q.object == _NAME}
    return {
        quad.subject
        for quad in quads
        if quad.predicate == _OBJECT
        and quad.subject in naming
        and isinstance(quad.object, Literal)
        and (subjects.get(quad.subject), quad.object.value) in further
    }
