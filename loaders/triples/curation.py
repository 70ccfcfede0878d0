"""Curation: bodies that corrections name, and the IRIs that a decision had before its number."""

from __future__ import annotations

from pyoxigraph import NamedNode

from loaders.facts.curated import evidence_of_correction, refuse
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
    """Say what replaces the IRIs that the decision had while its number was not known."""
    earlier = {
        writer.iris.decision(facts, parsed.document.source): correction
        for facts, correction in zip(parsed.uncorrected, parsed.corrections, strict=True)
        if facts.header.number is None
    }
    for iri, correction in earlier.items():
        if iri != writer.decision:
            decision, evidence = NamedNode(writer.decision), evidence_of_correction(correction)
            writer.state(iri, "dct:isReplacedBy", decision, evidence)
