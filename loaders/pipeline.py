"""The line up to facts: a file or its bytes become a document with facts and issues."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from loaders.facts.extract import extract
from loaders.facts.model import Facts
from loaders.model import Document, Issue, SourceText
from loaders.read import read
from loaders.repair import repair
from loaders.structure import structure


@dataclass(frozen=True, slots=True)
class Parsed:
    """A decision as read: the tree over its text, its facts, the doubtful places."""

    document: Document
    facts: Facts
    issues: tuple[Issue, ...]


def parse_file(path: Path) -> Parsed:
    """Parse one decision file; raises ReadError where it can't be read."""
    return parse_source(read(path))


def parse_source(source: SourceText) -> Parsed:
    """Parse a text that was read; never fails on odd content."""
    mended, repair_issues = repair(source)
    document = structure(source, mended, repair_issues)
    facts, issues = extract(document)
    return Parsed(document, facts, tuple(issues))
