"""The checksum of a graph: the same wherever the graph is stored, taken in bounded memory.

The data have no blank nodes, so a graph is the set of its lines of N-Triples in one way of writing:
sorted by their bytes, each once, and digested with SHA-256.
"""

from __future__ import annotations

import hashlib
import heapq
from collections.abc import Iterable
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import groupby, islice
from tempfile import TemporaryFile
from typing import IO

import pyoxigraph as ox

LINES_IN_MEMORY = 200_000


@dataclass(frozen=True)
class Sum:
    """How many statements a graph has, and the SHA-256 of its sorted N-Triples, in hexadecimal."""

    count: int
    sha256: str


EMPTY = Sum(0, hashlib.sha256().hexdigest())


def line(triple: ox.Triple) -> bytes:
    """Return a triple as its line of N-Triples."""
    return f"{triple} .\n".encode()


def checksum(triples: Iterable[ox.Triple], in_memory: int = LINES_IN_MEMORY) -> Sum:
    """Return the checksum of a graph given in any order; of many lines, runs are kept on disk."""
    lines = map(line, triples)
    with ExitStack() as runs:
        first = sorted(islice(lines, in_memory))
        parts: list[Iterable[bytes]] = [first]
        if len(first) == in_memory:
            while run := sorted(islice(lines, in_memory)):
                parts.append(_kept(run, runs.enter_context(TemporaryFile())))
        return _digest(heapq.merge(*parts))


def _kept(run: list[bytes], file: IO[bytes]) -> IO[bytes]:
    file.writelines(run)
    file.seek(0)
    return file


def _digest(lines: Iterable[bytes]) -> Sum:
    digest, count = hashlib.sha256(), 0
    for found, _ in groupby(lines):
        digest.update(found)
        count += 1
    return Sum(count, digest.hexdigest())
