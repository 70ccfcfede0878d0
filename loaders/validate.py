"""Validate: the checks of ``ontology/checks`` over a dataset, before it is published.

Each check is a query that must return nothing; a row names the graph, the node and the problem.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import QuerySolutions, RdfFormat, Store

from ontology import FOLDER

CHECKS = FOLDER / "checks"
_MOST_ROWS = 20


@dataclass(frozen=True, slots=True)
class Violation:
    """A row that a check returned: the check's name, the graph, the node, the problem."""

    check: str
    graph: str
    node: str
    problem: str


def validate(data: bytes) -> list[Violation]:
    """Return what the checks find in a dataset given as N-Quads, at most 20 rows a check."""
    store = Store()
    store.bulk_load(data, format=RdfFormat.N_QUADS)
    return [row for path in sorted(CHECKS.glob("*-violation.rq")) for row in _run(store, path)]


def validate_release(folder: Path) -> list[Violation]:
    """Return what the checks find in a published release."""
    return validate((folder / "data.nq").read_bytes())


def _run(store: Store, path: Path) -> list[Violation]:
    found = store.query(path.read_text(encoding="utf-8"))
    assert isinstance(found, QuerySolutions)  # every check is a SELECT
    violations = []
    for row in found:
        values = [str(row[name]) if row[name] else "" for name in ("graph", "node", "problem")]
        violations.append(Violation(path.stem.removesuffix("-violation"), *values))
        if len(violations) == _MOST_ROWS:
            break
    return violations
