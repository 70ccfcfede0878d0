"""What was asked: words and filters, within bounds. No syntax: every sign is a word or nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from ontology.search.entries import FILTERS
from ontology.search.words import Word, spelled_out, words
from ontology.spelling import lowered

LONGEST_QUERY, MOST_WORDS, LONGEST_CODE = 200, 16, 200
"""Characters and words that are looked for; what comes after them is left out, and said so."""


@dataclass(frozen=True)
class Question:
    """What is looked for: its text as shown again, its words, the code of each filter in use.

    ``is_cut`` says that there was more than is looked for.
    """

    text: str
    words: Sequence[Word]
    filters: Mapping[str, str] = field(default_factory=dict)
    is_cut: bool = False

    @cached_property
    def long(self) -> list[Word]:
        """The words with abbreviations in their long form."""
        return spelled_out(self.words)

    @property
    def exact(self) -> list[str]:
        """The long form as it is spelled."""
        return [word.exact for word in self.long]

    @property
    def folded(self) -> list[str]:
        """The long form without diacritics."""
        return [word.folded for word in self.long]

    @property
    def says_spelling(self) -> bool:
        """Tell whether it has diacritics, so that words spelled alike come first."""
        return self.exact != self.folded

    def without(self, name: str) -> Question:
        """Return the question without one filter."""
        left = {key: code for key, code in self.filters.items() if key != name}
        return Question(self.text, self.words, left, self.is_cut)

    def bare(self) -> Question:
        """Return the question without its filters."""
        return Question(self.text, self.words, {}, self.is_cut)

    def narrowed(self, name: str, code: str) -> Question:
        """Return the question with one more filter."""
        return Question(self.text, self.words, {**self.filters, name: code}, self.is_cut)

    def with_words(self, kept: Sequence[Word]) -> Question:
        """Return a question for some of the words."""
        return ask(" ".join(word.exact for word in kept), self.filters)


def ask(text: str, filters: Mapping[str, str] | None = None) -> Question:
    """Return the question of a text and of the filters that are known and have a code."""
    spaced = " ".join(text[: 4 * LONGEST_QUERY].split())
    shown = spaced[:LONGEST_QUERY]
    found = list(words(shown))
    is_cut = len(text.strip()) > 4 * LONGEST_QUERY or len(spaced) > LONGEST_QUERY
    if len(found) > MOST_WORDS:
        found, is_cut = found[:MOST_WORDS], True
        shown = shown[: len(shown) if len(lowered(shown)) != len(shown) else found[-1].end]
    kept = {
        name: code[:LONGEST_CODE].replace("\0", "")
        for name, code in (filters or {}).items()
        if name in FILTERS and code
    }
    return Question(shown, found, kept, is_cut)
