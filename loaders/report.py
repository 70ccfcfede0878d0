"""Report: all that is to be said against a release, as rows, as one JSON object or as a table.

Violations of the shapes and checks, and what the reading of the texts recorded itself: open issues
and repairs. The two never say the same: a check leaves out what an issue records.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

from pyoxigraph import QuerySolutions, RdfFormat, Store
from rich.table import Table

from loaders.model import Severity
from loaders.validate import Violation, validate_release
from ontology import query

_ORDER: tuple[Severity, ...] = ("error", "warning", "info")
_EXAMPLES = 2


@dataclass(frozen=True, slots=True)
class Row:
    """What one check found: its name, severity, how often, and the first findings."""

    check: str
    severity: Severity
    count: int
    examples: tuple[Violation, ...]


def findings(folder: Path) -> list[Violation]:
    """Return what shapes and checks find in a published release, and what its texts record."""
    return [*validate_release(folder), *recorded((folder / "data.nq").read_bytes())]


def recorded(data: bytes) -> list[Violation]:
    """Return the open issues and the repairs that the graphs of a dataset (N-Quads) record."""
    store = Store()
    store.bulk_load(data, format=RdfFormat.N_QUADS)
    found = store.query(query("open-issues"))
    assert isinstance(found, QuerySolutions)
    return [
        Violation(
            check=row["code"].value,
            graph=row["graph"].value,
            node=row["node"].value,
            problem=row["message"].value,
            severity=row["severity"].value,
            problem_vi=row["messageVi"].value,
        )
        for row in found
    ]


def rows(found: Iterable[Violation]) -> list[Row]:
    """Return the findings by check, the gravest and most frequent first."""
    groups: dict[tuple[Severity, str], list[Violation]] = {}
    for finding in found:
        groups.setdefault((finding.severity, finding.check), []).append(finding)
    made = [
        Row(check, severity, len(group), tuple(group[:_EXAMPLES]))
        for (severity, check), group in groups.items()
    ]
    return sorted(made, key=lambda row: (_ORDER.index(row.severity), -row.count, row.check))


def counts(found: Iterable[Violation]) -> dict[Severity, int]:
    """Return how many findings there are of each severity."""
    listed = [finding.severity for finding in found]
    return {severity: listed.count(severity) for severity in _ORDER}


def as_json(release: str, found: list[Violation]) -> dict[str, object]:
    """Return the object that ``bomay validate --json`` prints."""
    return {
        "release": release,
        "counts": counts(found),
        "findings": [asdict(finding) for finding in found],
    }


def as_table(found: list[Violation]) -> Table:
    """Return the table that ``bomay validate`` prints."""
    table = Table("check", "severity", "count", "first", title=None)
    for row in rows(found):
        shown = "\n".join(f"{_short(e.node)}: {e.problem}" for e in row.examples)
        table.add_row(row.check, row.severity, str(row.count), shown)
    return table


def _short(iri: str) -> str:
    """Return the end of an IRI that tells resources of the same kind apart."""
    for part in ("/eli/vn/", "/id/", "/code/"):
        if part in iri:
            return iri.partition(part)[2]
    return iri
