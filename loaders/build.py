"""Build: files become a release; a file that can't be read is named, the others go on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from loaders.curation import NO_CURATIONS, Curations
from loaders.errors import BomayError, ReadError
from loaders.findings import annotated
from loaders.infer import with_inferences
from loaders.pipeline import Parsed, parse_file
from loaders.release import publish
from loaders.spans import span_violations
from loaders.triples import DecisionGraph, dataset, decision_graph, decision_iri
from loaders.triples.acts import SharedThings
from loaders.validate import Violation, validate

_NOT_DECISIONS = frozenset({"README.md"})
_QUIET_SUFFIXES = frozenset({".toml", ".json"})
"""Files that accompany decisions: passed over by name when a folder is read."""


@dataclass(frozen=True, slots=True)
class Rejected:
    """A file that did not get into the release, and why."""

    file: str
    error: str


@dataclass(frozen=True, slots=True)
class Report:
    """What a build did: the release folder, the decisions in it, the files left out.

    ``release`` is None where nothing was published: no decision at all, or an error among the
    violations. Warnings among them are annotations of the release.
    ``unused_curations`` names the curation files about no file of this build.
    """

    release: Path | None
    decisions: tuple[DecisionGraph, ...]
    rejected: tuple[Rejected, ...]
    quads: int
    violations: tuple[Violation, ...] = ()
    unused_curations: tuple[str, ...] = ()


def input_files(paths: Iterable[Path]) -> tuple[list[Path], list[Rejected]]:
    """Return the files under ``paths`` in a fixed order, and what there is nothing of."""
    files: list[Path] = []
    rejected: list[Rejected] = []
    for path in paths:
        if path.is_dir():
            inside = [p for p in sorted(path.rglob("*")) if p.is_file() or p.is_symlink()]
            decisions = [p for p in inside if not _is_passed_over(p)]
            files += decisions
            if not decisions:
                rejected.append(Rejected(str(path), "the folder holds no decision"))
        elif path.exists():
            files.append(path)
        else:
            rejected.append(Rejected(str(path), "no such file or folder"))
    unique: dict[Path, Path] = {}
    for path in files:
        unique.setdefault(path.resolve(), path)
    return list(unique.values()), rejected


def _is_passed_over(path: Path) -> bool:
    hidden = any(part.startswith(".") for part in path.parts[-1:])
    return hidden or path.name in _NOT_DECISIONS or path.suffix.lower() in _QUIET_SUFFIXES


def build(
    paths: Iterable[Path],
    releases: Path,
    base: str,
    progress: Callable[[str], None] = lambda _: None,
    curations: Curations = NO_CURATIONS,
) -> Report:
    """Parse all files under ``paths`` and publish them as a release under ``releases``.

    No release is made of no decision at all, nor of data in which a check finds an error. Raises
    ReleaseError where it can't be written.
    """
    files, rejected = input_files(paths)
    shared = SharedThings()
    graphs: dict[str, DecisionGraph] = {}
    violations: list[Violation] = []
    for file in files:
        try:
            parsed = parse_file(file, curations)
            _refuse_second(file, decision_iri(parsed, base), graphs)
            graph = decision_graph(parsed, base, shared)
        except BomayError as error:
            reason = error.reason if isinstance(error, ReadError) else str(error)
            rejected.append(Rejected(str(file), reason))
            progress(f"{file}: {reason}")
            continue
        graphs[graph.decision] = graph
        violations += span_violations(parsed, graph)
        progress(f"{file}: {len(graph.quads)} statements{_doubts(parsed)}")
    names_out = {Path(file_out.file).name for file_out in rejected}
    unused = tuple(curations.unused({graph.sha256 for graph in graphs.values()}, names_out))
    if not graphs:
        return Report(None, (), tuple(rejected), 0, unused_curations=unused)
    data = with_inferences(dataset(graphs.values(), base, shared), base)
    decisions = tuple(sorted(graphs.values(), key=lambda g: g.decision))
    violations = [_of_file(found, decisions) for found in [*violations, *validate(data)]]
    folder = None
    if all(found.severity != "error" for found in violations):
        data = annotated(data, violations, base)
        folder = publish(data, _manifest(decisions, rejected, base), releases)
    size = data.count(b"\n")
    return Report(folder, decisions, tuple(rejected), size, tuple(violations), unused)


def _of_file(found: Violation, decisions: tuple[DecisionGraph, ...]) -> Violation:
    """Return an error with the file it comes from before its problem, where that can be told."""
    if found.severity != "error":
        return found
    files = [
        graph.file
        for graph in decisions
        if found.graph == graph.graph or f"{found.node}/".startswith(f"{graph.decision}/")
    ]
    return replace(found, problem=f"{files[0]}: {found.problem}") if files else found


def _refuse_second(file: Path, decision: str, graphs: dict[str, DecisionGraph]) -> None:
    first = graphs.get(decision)
    if first is not None:
        raise ReadError(str(file), f"the same decision as {first.file} ({decision})")


def _doubts(parsed: Parsed) -> str:
    """Return the codes of a decision's issues for its line of the report, each with its count.

    Those that corrections settle are named apart: they are not open.
    """
    listed = _listed(issue.code for issue in parsed.issues if not issue.settled_by)
    settled = _listed(issue.code for issue in parsed.issues if issue.settled_by)
    return (f"; issues: {listed}" if listed else "") + (f"; settled: {settled}" if settled else "")


def _listed(codes: Iterable[str]) -> str:
    counts = sorted(Counter(codes).items())
    return ", ".join(f"{code} ×{n}" if n > 1 else code for code, n in counts)


def _manifest(
    decisions: tuple[DecisionGraph, ...], rejected: list[Rejected], base: str
) -> dict[str, object]:
    return {
        "base_iri": base,
        "decisions": [
            {"file": g.file, "iri": g.decision, "graph": g.graph, "sha256": g.sha256}
            for g in decisions
        ],
        "rejected": [{"file": Path(r.file).name, "error": r.error} for r in rejected],
    }
