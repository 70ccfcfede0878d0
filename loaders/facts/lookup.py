"""Lookup: which of many texts hold one of some words, by one look at all of them.

Most clauses hold none of the words that a rule is about; so the rule is handed those that do.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from itertools import accumulate


class Lookup:
    """Texts put end to end, to be searched as one."""

    def __init__(self, texts: Iterable[str]) -> None:
        """Keep ``texts``, numbered from 0."""
        texts = list(texts)
        self._whole = "\n".join(texts)
        self._ends = [*accumulate([len(text) + 1 for text in texts])]

    def holding(self, words: Iterable[str]) -> list[int]:
        """Return the numbers of the texts that hold one of ``words``, in order.

        No word has a line end, so none is found across two texts.
        """
        whole, ends = self._whole, self._ends
        found = set()
        for word in words:
            at = whole.find(word)
            while at >= 0:
                number = bisect_right(ends, at)
                found.add(number)
                at = whole.find(word, ends[number])
        return sorted(found)
