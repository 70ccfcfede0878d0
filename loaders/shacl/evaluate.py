"""Evaluate: all shapes over a dataset, one result for each focus node and value that offends."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from loaders.shacl.graph import Index, Node, Term
from loaders.shacl.reading import NodeShape, Path, PropertyShape


@dataclass(frozen=True, slots=True)
class Result:
    """A value that offends against a shape; for a wrong count the value is the focus node."""

    shape: NodeShape | PropertyShape
    focus: Node
    value: Term


def evaluate(shapes: Iterable[NodeShape], index: Index) -> list[Result]:
    """Return what offends, in the order of the shapes and of the IRIs of their focus nodes.

    A property shape that several classes use gives one result a focus node and value, also where
    the node is of several of these classes.
    """
    found: dict[tuple[str, Node, Term], Result] = {}
    for shape in shapes:
        focuses = _focuses(shape, index)
        results = [*_of_node(shape, focuses, index)]
        for asked in shape.properties:
            results += _of_property(asked, focuses, index)
        for result in sorted(results, key=lambda r: (str(r.focus), str(r.value))):
            found.setdefault((result.shape.iri, result.focus, result.value), result)
    return list(found.values())


def _focuses(shape: NodeShape, index: Index) -> Sequence[Node]:
    if shape.target_class is not None:
        return tuple(index.instances.get(shape.target_class, ()))
    assert shape.target_subjects_of is not None  # reading demands one of the two
    return tuple(index.subjects(shape.target_subjects_of))


def _of_node(shape: NodeShape, focuses: Sequence[Node], index: Index) -> Iterator[Result]:
    for ask in shape.constraints:
        for focus in focuses:
            for value in ask(index, focus, (focus,)):
                yield Result(shape, focus, value)


def _of_property(shape: PropertyShape, focuses: Sequence[Node], index: Index) -> Iterator[Result]:
    for focus in focuses:
        values = values_of(shape.path, focus, index)
        for ask in shape.constraints:
            for value in ask(index, focus, values):
                yield Result(shape, focus, value)


def values_of(path: Path, focus: Node, index: Index) -> Sequence[Term]:
    """Return the value nodes of a path: one property, or any of several."""
    if len(path) == 1:
        return index.objects(focus, path[0])
    return list(dict.fromkeys(v for step in path for v in index.objects(focus, step)))
