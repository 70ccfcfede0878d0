"""Answers to queries, kept while their release is served: the same question, the same bytes.

Kept are complete answers only, up to a number of bytes; what was asked for last stays longest. A
query whose answer depends on more than the data (the time, chance) is never kept.
"""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from api.metrics import Reading
from api.sparql import Question
from api.store import Dataset
from api.workers.job import Result

Key: TypeAlias = tuple[str, object, Question]

_CHANGING = re.compile(r"(?i)now|rand|uuid|\\u")  # NOW(), RAND(), STRUUID(); written with escapes
_LARGEST_SHARE = 8
"""An answer larger than this part of the whole is not kept: it would push out all others."""


def key_of(dataset: Dataset, question: Question) -> Key | None:
    """Return what an answer is kept by; None where it may differ the next time."""
    if _CHANGING.search(question.query):
        return None
    return dataset.id, dataset.location or dataset, question


@dataclass
class Answers:
    """The answers kept, at most ``most_bytes`` of them; used in the event loop only."""

    most_bytes: int

    def __post_init__(self) -> None:
        self._kept: OrderedDict[Key, Result] = OrderedDict()
        self._bytes = 0
        self._found = 0
        self._missed = 0

    def find(self, key: Key | None) -> Result | None:
        """Return the answer kept by ``key``."""
        found = self._kept.get(key) if key is not None else None
        if found is None or key is None:
            self._missed += 1
            return None
        self._found += 1
        self._kept.move_to_end(key)
        return found

    def keep(self, key: Key | None, result: Result) -> None:
        """Keep an answer, and let go of those not asked for lately."""
        if key is None or key in self._kept:
            return
        size = _size(key, result)
        if size > self.most_bytes // _LARGEST_SHARE:
            return
        self._kept[key] = result
        self._bytes += size
        while self._bytes > self.most_bytes:
            old, dropped = self._kept.popitem(last=False)
            self._bytes -= _size(old, dropped)

    def readings(self) -> Iterator[Reading]:
        """Return the numbers for /metrics."""
        yield Reading("answers_found", "Queries answered from what is kept.", self._found)
        yield Reading("answers_missed", "Queries that had to be run.", self._missed)
        yield Reading("answers_kept", "Answers kept.", len(self._kept), kind="gauge")
        yield Reading("answers_bytes", "Bytes of answers kept.", self._bytes, kind="gauge")


def _size(key: Key, result: Result) -> int:
    """Return about how many bytes of memory an entry takes."""
    _, _, question = key
    said = 4 * len(question.query) + sum(map(len, question.accept)) + 2_000
    graphs = [*(question.default_graphs or ()), *(question.named_graphs or ())]
    return said + sum(4 * len(graph) for graph in graphs) + len(result.body)
