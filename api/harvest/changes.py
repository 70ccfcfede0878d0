"""What changed between releases, as it was recorded when each was published.

    <releases>/changes/<number>/head.json    one publication: release, previous, time, counts
    <releases>/changes/<number>/1.json …     its entries, some fifty to a file

A publication that was recorded but never switched in (the machine stopped in between) lies behind
the last one of the release that is served, and is not shown.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path

from pydantic import BaseModel, ValidationError

FOLDER = "changes"
HEAD = "head.json"


class Counts(BaseModel, frozen=True):
    """How many statements a graph gained and lost."""

    graph: str
    added: int
    removed: int


class Head(BaseModel, frozen=True):
    """One publication.

    ``previous`` is None for the first release; ``is_compared`` is false where the one before
    could not be read. ``entries`` are in files, ``left_out`` are counted only.
    """

    number: int
    release: str
    previous: str | None
    published: str
    statements: int
    is_compared: bool
    added: int
    removed: int
    graphs: Sequence[Counts]
    pages: int
    entries: int
    left_out: int

    @property
    def key(self) -> str:
        """Return its name in addresses: number and release, the same for ever."""
        return f"{self.number}-{self.release}"


class Line(BaseModel, frozen=True):
    """A statement that came or went: its N-Triples; ``cause`` is the IRI of what states it."""

    sign: str
    triple: str
    cause: str | None = None


class Entry(BaseModel, frozen=True):
    """What changed about one resource in one decision (None: in a graph that is none).

    ``only_places``: only where it is stated changed, not what. ``labels`` are by IRI and language:
    of the resource, the decision and the causes.
    ``left_out`` counts statements that are not listed.
    """

    number: int
    resource: str
    decision: str | None
    graph: str
    only_places: bool
    added: int
    removed: int
    lines: Sequence[Line]
    left_out: int
    labels: Mapping[str, Mapping[str, str]]


class _Page(BaseModel):
    entries: list[Entry]


class History:
    """The recorded publications of a folder of releases; none where a single file is served."""

    def __init__(self, releases: Path, is_served: bool = True) -> None:
        self._folder = releases / FOLDER
        self._is_served = is_served

    def published(self, release: str) -> list[Head]:
        """Return the publications up to the last one of a release, the first one first."""
        heads = list(self._heads()) if self._is_served else []
        while heads and heads[-1].release != release:
            heads.pop()
        return heads

    def entries(self, head: Head, page: int) -> list[Entry]:
        """Return the entries of a page of a publication (from 1); [] for one that is not there."""
        if not 1 <= page <= head.pages:
            return []
        return list(_read_entries(self._folder / str(head.number) / f"{page}.json", head.published))

    def _heads(self) -> Iterator[Head]:
        for number in range(1, 1_000_000):
            file = self._folder / str(number) / HEAD
            try:
                written = file.stat().st_mtime_ns
                yield _read_head(file, written)
            except (OSError, ValidationError):
                return


@lru_cache(maxsize=512)
def _read_head(file: Path, written: int) -> Head:
    """Read a head once for each writing of it (``written``: its time in ns)."""
    return Head.model_validate_json(file.read_bytes())


@lru_cache(maxsize=16)
def _read_entries(file: Path, published: str) -> tuple[Entry, ...]:
    try:
        return tuple(_Page.model_validate_json(file.read_bytes()).entries)
    except (OSError, ValidationError):
        return ()
