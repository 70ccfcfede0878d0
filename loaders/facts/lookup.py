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
        self._known: dict[str, set[int]] = {}

    def holding(self, words: Iterable[str]) -> list[int]:
        """Return the numbers of the texts that hold one of ``words``, in order.

        No word has a line end, so none is found across two texts.
        """
        return sorted(set().union(*map(self._holding, words)))

    def _holding(self, word: str) -> set[int]:
        """Return the numbers of the texts that hold a word; kept for the next rule that asks."""
        if word in self._known:
            return self._known[word]
        whole, ends = self._whole, self._ends
        found = self._known[word] = set()
        at = whole.find(word)
        while at >= 0:
            number = bisect_right(ends, at)
            found.add(number)
            at = whole.find(word, ends[number])
        return found
