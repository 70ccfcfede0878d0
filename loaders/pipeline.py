"""The line up to facts: a file or its bytes become a document with facts and issues."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from loaders.curation import NO_CURATIONS, Curations
from loaders.facts.extract import extract, heads_before
from loaders.facts.model import Correction, Facts
from loaders.model import Document, Issue, SourceText
from loaders.read import read
from loaders.repair import repair
from loaders.structure import structure


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
    with _collector_paused():
        corrections = curations.of(source)
        mended, repair_issues = repair(source)
        document = structure(source, mended, repair_issues)
        facts, issues = extract(document, corrections)
        before = heads_before(document, corrections) if corrections else ()
        return Parsed(document, facts, tuple(issues), corrections, tuple(before))


@contextmanager
def _collector_paused() -> Iterator[None]:
    """Keep the collector of reference cycles off while one document is parsed.

    Nearly all that a document makes is kept or goes by its count of references, yet so many objects
    at once set off collections that walk all tables, a tenth of the time. Between two documents the
    collector has its turn, so a batch does not grow. What was off before stays off.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
