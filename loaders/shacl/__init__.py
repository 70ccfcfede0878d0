"""SHACL: a dataset against the shapes of ``ontology/shapes.ttl``, quick enough for every build.

Only the part of SHACL Core that our shapes use, over the union of all graphs; a shape that needs
more is refused when it is read, so that no constraint is passed over. The tests hold this to
pyshacl, which reads the same file. Why not pyshacl itself: docs/decisions/0011.
"""

from __future__ import annotations

from loaders.shacl.evaluate import Result, evaluate
from loaders.shacl.graph import Index
from loaders.shacl.reading import NodeShape, PropertyShape, ShapeError, read_shapes

__all__ = [
    "Index",
    "NodeShape",
    "PropertyShape",
    "Result",
    "ShapeError",
    "evaluate",
    "read_shapes",
]
