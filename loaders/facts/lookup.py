"""Lookup: which of many texts hold one of some words, by one look at all of them.

Most clauses hold none of the words that a rule is about; so the rule is handed those that do.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from functools import cache
from itertools import accumulate

_OFTEN = " nhtcgiupa,đvyáoràôlmệdưịbqềâsốạkầủảT;1ộứựơêụấếậỉổớểeíởxợìẩý.CỦăửSó"
"""The letters of the decisions of which there is more than one in 600, the most frequent first."""


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

    def matching(self, patterns: Iterable[re.Pattern[str]]) -> set[int]:
        """Return the numbers of the texts in which a match of a pattern begins.

        It may end in the next text: a look before the expression that tells, as ``holding`` is.
        """
        whole, ends = self._whole, self._ends
        return {
            bisect_right(ends, match.start())
            for pattern in patterns
            for match in pattern.finditer(whole)
        }

    def _holding(self, word: str) -> set[int]:
        """Return the numbers of the texts that hold a word; kept for the next rule that asks."""
        if word in self._known:
            return self._known[word]
        whole, ends = self._whole, self._ends
        found = self._known[word] = set()
        sign, before = _sign(word)
        at = whole.find(sign, before)
        while at >= 0:
            if whole.startswith(word, at - before):
                number = bisect_right(ends, at)
                found.add(number)
                at = whole.find(sign, ends[number])
            else:
                at = whole.find(sign, at + 1)
        return found


@cache
def _sign(word: str) -> tuple[str, int]:
    """Return what to look for in place of a word, and how many of its characters stand before.

    A rare letter of it: one character is found many times faster than several are. Of a word
    without one it is the word itself.
    """
    rare = next((letter for letter in word if letter not in _OFTEN), word)
    return rare, word.index(rare)
