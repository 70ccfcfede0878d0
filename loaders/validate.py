"""Validate: the shapes and the checks over a dataset, before it is published.

An error stops publication: the program broke its own contract. A warning is about the data and
becomes an annotation (``loaders/findings.py``), unless an issue of the text says the same already:
the checks leave those out. Shapes: ``ontology/shapes.ttl``. A check (``ontology/checks``) is a
query that must return nothing; a row names the graph, the node and the problem.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import islice
from pathlib import Path

from pyoxigraph import QuerySolutions, RdfFormat, Store, parse

from loaders.model import Severity
from loaders.shacl import Index, NodeShape, evaluate, read_shapes
from ontology import FOLDER

CHECKS = FOLDER / "checks"
SHAPES = FOLDER / "shapes.ttl"
_MOST_ERRORS = 200
"""Of one check: a fault that is everywhere need not be told of every node. Warnings all count."""
_SEVERITY = re.compile(r"^# Severity: (?P<severity>error|warning)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Violation:
    """What a check or a shape found: its name, the graph, the node, the problem, how grave it is.

    ``graph`` is "" where a shape found it: shapes see the union. ``problem_vi`` is there for
    shapes and for checks that warn.
    """

    check: str
    graph: str
    node: str
    problem: str
    severity: Severity = "error"
    problem_vi: str = ""


@dataclass(frozen=True, slots=True)
class Check:
    """A query of ``ontology/checks``, its name and what a row of it means."""

    name: str
    severity: Severity
    query: str


def validate(data: bytes) -> list[Violation]:
    """Return what checks and shapes find in a dataset given as N-Quads, at most 200 errors each."""
    store = Store()
    store.bulk_load(data, format=RdfFormat.N_QUADS)
    found = [row for check in checks() for row in _run(store, check)]
    return [*found, *_shapes(data)]


def validate_release(folder: Path) -> list[Violation]:
    """Return what the checks find in a published release."""
    return validate((folder / "data.nq").read_bytes())


@cache
def checks() -> tuple[Check, ...]:
    """Return the checks in the order of their names."""
    return tuple(_check(path) for path in sorted(CHECKS.glob("*-violation.rq")))


def _check(path: Path) -> Check:
    query = path.read_text(encoding="utf-8")
    said = _SEVERITY.search(query)
    severity: Severity = "warning" if said and said["severity"] == "warning" else "error"
    return Check(path.stem.removesuffix("-violation"), severity, query)


@cache
def shapes() -> tuple[NodeShape, ...]:
    """Return the shapes of ``ontology/shapes.ttl``."""
    return read_shapes(SHAPES.read_text(encoding="utf-8"))


def _run(store: Store, check: Check) -> Iterator[Violation]:
    found = store.query(check.query)
    assert isinstance(found, QuerySolutions)  # every check is a SELECT
    names = [variable.value for variable in found.variables]
    for row in islice(found, _MOST_ERRORS if check.severity == "error" else None):
        graph, node, problem, problem_vi = (
            getattr(row[name], "value", "") if name in names else ""
            for name in ("graph", "node", "problem", "problemVi")
        )
        yield Violation(check.name, graph, node, problem, check.severity, problem_vi)


def _shapes(data: bytes) -> Iterator[Violation]:
    counts: dict[str, int] = {}
    for result in evaluate(shapes(), Index.of(parse(data, format=RdfFormat.N_QUADS))):
        shape = result.shape
        name = f"shape:{shape.iri.rpartition('#')[2].lower()}"
        counts[name] = counts.get(name, 0) + 1
        if counts[name] <= _MOST_ERRORS or shape.severity != "error":
            value = "" if result.value == result.focus else f" ({result.value})"
            node = getattr(result.focus, "value", "")
            yield Violation(
                name, "", node, shape.message_en + value, shape.severity, shape.message + value
            )
