"""Curation: bodies that corrections name, and the IRIs that a decision had before its number."""

from __future__ import annotations

from pyoxigraph import NamedNode

from loaders.facts.curated import evidence_of_correction, refuse
from loaders.facts.model import Correction, Facts
from loaders.iris import Iris
from loaders.pipeline import Parsed
from loaders.triples.acts import ActBook, SharedThings
from loaders.triples.writer import Writer

_BODIES = ("issuer", "agency.parent", "agency.direction")


def refuse_unresolved(parsed: Parsed, iris: Iris) -> None:
    """Raise CurationError where a correction names a body that is not recognised."""
    agency = parsed.facts.agency
    book = ActBook(iris, SharedThings(), agency.province if agency else None)
    for correction in parsed.corrections:
        if correction.field in _BODIES and book.body(correction.new) is None:
            raise refuse(correction, f"{correction.new!r} is not recognised as a body")


def write_earlier_iris(writer: Writer, parsed: Parsed) -> None:
    """Say what replaces the IRIs that decision, clauses and duties had without the number.

    The decision's carries the correction as its evidence; those below it follow from it.
    """
    earlier: dict[str, tuple[Facts, Correction]] = {}
    for facts, correction in zip(parsed.uncorrected, parsed.corrections, strict=True):
        if facts.header.number is None:
            iri = writer.iris.decision(facts, parsed.document.source)
            earlier[iri] = facts, correction
    for iri, (facts, correction) in earlier.items():
        if iri != writer.decision:
            decision, evidence = NamedNode(writer.decision), evidence_of_correction(correction)
            writer.state(iri, "dct:isReplacedBy", decision, evidence)
            _clauses(writer, iri)
            _duties(writer, iri, facts, parsed.facts)


def _clauses(writer: Writer, earlier: str) -> None:
    for path in filter(None, writer.labels):
        writer.add(f"{earlier}/{path}", "dct:isReplacedBy", writer.clause(path))


def _duties(writer: Writer, earlier: str, before: Facts, facts: Facts) -> None:
    """Write what replaces the duties' IRIs: the decision's key stands in them, below the agency."""
    iris = writer.iris
    if before.agency is None or facts.agency is None:
        return
    old, new = iris.agency(before.agency), iris.agency(facts.agency)
    if old is None or new is None:
        return
    for duty in facts.duties:
        target = NamedNode(iris.duty(writer.decision, new, duty.path))
        writer.add(iris.duty(earlier, old, duty.path), "dct:isReplacedBy", target)
