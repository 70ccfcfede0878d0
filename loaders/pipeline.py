"""The line up to facts: a file or its bytes become a document with facts and issues."""

from __future__ import annotations

import gc
from dataclasses import dataclass
from pathlib import Path

from loaders.curation import NO_CURATIONS, Curations
from loaders.facts.extract import extract, heads_before
from loaders.facts.model import Correction, Facts
from loaders.model import Document, Issue, SourceText
from loaders.read import read
from loaders.repair import repair
from loaders.structure import structure

_DOCUMENT_OBJECTS = 50_000
"""More objects than a decision of common size leaves while it is parsed."""


@dataclass(frozen=True, slots=True)
class Parsed:
    """A decision as read: the tree over its text, its facts, the doubtful places.

    The facts are those with ``corrections`` applied; ``uncorrected`` has header and agency as they
    stood before each of them.
    """

    document: Document
    facts: Facts
    issues: tuple[Issue, ...]
    corrections: tuple[Correction, ...] = ()
    uncorrected: tuple[Facts, ...] = ()


def parse_file(path: Path, curations: Curations = NO_CURATIONS) -> Parsed:
    """Parse one decision file; raises ReadError where it can't be read.

    Raises CurationError where a correction of it does not fit.
    """
    return parse_source(read(path), curations)


def parse_source(source: SourceText, curations: Curations = NO_CURATIONS) -> Parsed:
    """Parse a text that was read; never fails on odd content.

    Raises CurationError where a correction of it does not fit.
    """
    _calm_collector()
    corrections = curations.of(source)
    mended, repair_issues = repair(source)
    document = structure(source, mended, repair_issues)
    facts, issues = extract(document, corrections)
    before = heads_before(document, corrections) if corrections else ()
    return Parsed(document, facts, tuple(issues), corrections, tuple(before))


def _calm_collector() -> None:
    """Let the collector of reference cycles wait for more than the objects of one document.

    Nearly all that a document makes is kept or goes by its count of references, yet the default of
    700 new objects has the collector walk them, and now and then all tables, several times a
    document: a tenth of the time. It stays on, so that a batch does not grow; where a program set
    a higher limit, or none, that stays.
    """
    limit, *others = gc.get_threshold()
    if 0 < limit < _DOCUMENT_OBJECTS:
        gc.set_threshold(_DOCUMENT_OBJECTS, *others)
