"""What a question may become while it is typed: the next word, or the name of something.

Both come from the index alone, so that whatever is suggested is also found.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import tantivy

from api.search.matching import named
from api.search.question import Question
from ontology.search.entries import Entry
from ontology.search.index import SearchIndex, shown
from ontology.search.words import PAIR, Word

MOST_WORDS_SUGGESTED, MOST_NAMES = 4, 6
_MOST_PREFIXES = 30


@dataclass(frozen=True)
class Suggestion:
    """A question to ask, or the name of an entry to go to; ``entry`` is None for a question."""

    text: str
    entry: Entry | None = None


def suggest(index: SearchIndex, question: Question) -> list[Suggestion]:
    """Return what the words typed so far may become; the last may be the beginning of one."""
    if not question.words:
        return []
    searcher = index.engine.searcher()
    asked = [Suggestion(text) for text in _completed(searcher, question)]
    return [*asked, *_names(searcher, question)]


def _completed(searcher: tantivy.Searcher, question: Question) -> Iterator[str]:
    """Yield the question with its last word completed, the most frequent words first."""
    *before, last = question.words
    typed = " ".join(_typed(question.text, word) for word in before)
    if before:
        terms = _terms(searcher, "neighbours", f"{before[-1].folded}{PAIR}{last.folded}")
        ends = [term.partition(PAIR)[2] for term in terms if _fits(before[-1], term)]
    else:
        ends = _terms(searcher, "exact", last.folded)
    fitting = [word for word in ends if _begins(word, last) and word != last.exact]
    for word in fitting[:MOST_WORDS_SUGGESTED]:
        yield f"{typed} {word}".strip()


def _terms(searcher: tantivy.Searcher, field: str, prefix: str) -> list[str]:
    """Return words of the index, spelled, by the folded beginning of them."""
    found = searcher.terms_with_prefix(field, prefix, limit=_MOST_PREFIXES)
    return [term.partition("|")[2] for term, _ in found]


def _fits(word: Word, pair: str) -> bool:
    """Tell whether the first of two neighbours is the word, if that has diacritics."""
    return word.exact in (word.folded, pair.partition(PAIR)[0])


def _begins(whole: str, word: Word) -> bool:
    """Tell whether a whole word begins as it was typed, if that has diacritics."""
    return word.exact == word.folded or whole.startswith(word.exact)


def _typed(text: str, word: Word) -> str:
    return text[word.start : word.end] or word.exact


def _names(searcher: tantivy.Searcher, question: Question) -> Iterator[Suggestion]:
    """Yield the entries that have a name with all of the words, in their order."""
    last = question.words[-1]
    found = searcher.terms_with_prefix("folded", last.folded, limit=_MOST_PREFIXES)
    prefixes: Sequence[str] = [word for word, _ in found]
    if not prefixes:
        return
    hits = searcher.search(
        named(question, prefixes),
        4 * MOST_NAMES,
        count=False,
        order_by_field="rank",
        order=tantivy.Order.Asc,
    ).hits
    entries = [shown(searcher.doc(address)) for _, address in hits]
    first = {entry.text: entry for entry in reversed(entries)}
    for text in list(dict.fromkeys(entry.text for entry in entries))[:MOST_NAMES]:
        yield Suggestion(text, first[text])
