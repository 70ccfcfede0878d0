"""Findings: what the checks warn of becomes annotations, in a graph of their own.

    <base>graph/quality
    <base>id/finding/name-cut/0123456789abcdef    a bm:QualityIssue, dqv:QualityAnnotation ;
        oa:motivatedBy dqv:qualityAssessment ; oa:hasTarget <the node> ;
        bm:issueCode <code/issue/name-cut> ; bm:severity "warning" ; bm:message @vi @en .

They have no bm:evidence: they are about the graph, whose resources lead to their clauses
themselves. The last part of the IRI is a digest of node and problem, so it stays from build to
build.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from pyoxigraph import Literal, NamedNode

from loaders.iris import Iris
from loaders.triples.writer import Writer, en, term, vi
from loaders.validate import Violation

_DIGITS = 16


def annotated(data: bytes, violations: Iterable[Violation], base: str) -> bytes:
    """Return a dataset (sorted N-Quads) with an annotation for each warning, sorted again."""
    warnings = [found for found in violations if found.severity == "warning"]
    if not warnings:
        return data
    iris = Iris(base)
    writer = Writer(iris, NamedNode(iris.shared("quality")), "", "")
    for found in warnings:
        _annotate(writer, found)
    lines = {f"{quad} .\n".encode() for quad in writer.quads}
    return b"".join(sorted({*data.splitlines(keepends=True), *lines}))


def code_of(check: str) -> str:
    """Return the code of ``code/issue`` that stands for a check or shape that warns."""
    return check.removeprefix("shape:")


def _annotate(writer: Writer, found: Violation) -> None:
    said = f"{found.node}\n{found.problem}".encode()
    digest = hashlib.sha256(said).hexdigest()[:_DIGITS]
    iri = f"{writer.iris.base}id/finding/{code_of(found.check)}/{digest}"
    writer.type(iri, "bm:QualityIssue", "dqv:QualityAnnotation")
    writer.add(iri, "oa:motivatedBy", term("dqv:qualityAssessment"))
    writer.add(iri, "oa:hasTarget", NamedNode(found.node))
    writer.add(iri, "bm:issueCode", writer.code("issue", code_of(found.check)))
    writer.add(iri, "bm:severity", Literal("warning"))
    writer.add(iri, "bm:message", vi(found.problem_vi), en(found.problem))
