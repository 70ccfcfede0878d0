"""A question as queries of the engine, from the narrowest to the widest.

1. the text has the words next to each other, spelled as asked;
2. it has all of them, spelled as asked;
3. it has them next to each other, whatever their diacritics, abbreviations in their long form;
4. it has all of them, or the names around it have some (agency, place, field, old names).

Each leaves out what the ones before it find. Between equals of 1 and 3 the order of the entries
decides; in 2 and 4 those come first that have more of the words as neighbours. Queries are built
of terms, never of text that the engine would parse.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tantivy import Occur, Query

from api.search.question import Question
from ontology.search.abbreviations import expansions
from ontology.search.entries import NAMED
from ontology.search.index import marked, schema
from ontology.search.words import Word, pairs, spelled_out

_SCHEMA = schema()
_MUST, _SHOULD, _NOT = Occur.Must, Occur.Should, Occur.MustNot
_EXACT_WEIGHT = 4.0
"""Of a pair of neighbours spelled as asked, beside one that differs in diacritics."""


@dataclass(frozen=True)
class Tier:
    """A query, and whether its own score orders what it finds (else the order of the entries)."""

    query: Query
    is_scored: bool


def everything(question: Question, prefixes: Sequence[str] = ()) -> Query:
    """Return what finds all that answers a question, best or not.

    ``prefixes`` are words that may stand in place of the last one. Signs alone find nothing.
    """
    if not question.words:
        start = Query.empty_query() if question.text else Query.all_query()
        return _and([start, *_filters(question)])
    whole = question.words[:-1] if prefixes else question.words
    parts = [_any_form(word) for word in whole]
    if prefixes:
        parts.append(_or(_term("all", prefix) for prefix in prefixes))
    return _and([*parts, *_filters(question)])


def tiers(question: Question, prefixes: Sequence[str] = ()) -> list[Tier]:
    """Return the queries whose hits are shown one after the other."""
    wide = everything(question, prefixes)
    if not question.words:
        return [Tier(wide, False)]
    found: list[Tier] = []
    exact_pairs = _exact_pairs(question)
    exact_words = [_term("exact", word) for word in marked(question.exact, question.folded)]
    long_pairs = [_term("pairs", pair) for pair in pairs(question.folded)]
    filters = _filters(question)
    if question.says_spelling and not prefixes:
        found.append(Tier(_and([*(exact_pairs or exact_words), *filters]), False))
        if exact_pairs:
            spelled = _scored(_and([*exact_words, *filters]), exact_pairs)
            found.append(Tier(spelled, True))
    if not prefixes:
        narrow = long_pairs or [_term("folded", word) for word in question.folded]
        found.append(Tier(_and([*narrow, *filters]), False))
    boosted = [Query.boost_query(pair, _EXACT_WEIGHT) for pair in exact_pairs]
    own = [_term("folded", word) for word in question.folded]
    also = [_term("also", pair) for pair in pairs(question.folded)]
    found.append(Tier(_scored(wide, [*boosted, *long_pairs, *also, *own]), True))
    return [Tier(_except(t.query, found[:place]), t.is_scored) for place, t in enumerate(found)]


def named(question: Question, prefixes: Sequence[str]) -> Query:
    """Return what finds names, not texts, by all words but the last, and one of ``prefixes``."""
    kinds = _or(_term("kind", kind) for kind in NAMED)
    words = [_term("folded", word) for word in _long(question.words[:-1])]
    return _and([*words, _or(_term("folded", prefix) for prefix in prefixes), kinds])


def with_code(query: Query, name: str, code: str) -> Query:
    """Return a query narrowed down to what has ``code`` in the field ``name``."""
    return _and([query, _term(name, code)])


def _exact_pairs(question: Question) -> list[Query]:
    names = marked(pairs(question.exact), pairs(question.folded))
    return [_term("neighbours", name) for name in names]


def _long(found: Sequence[Word]) -> list[str]:
    return [word.folded for word in spelled_out(found)]


def _any_form(word: Word) -> Query:
    """Return what finds a word anywhere; an abbreviation also by each of its long forms."""
    long = expansions().get(word.folded, ())
    spelled_out = [_and(_term("all", part) for part in each.folded) for each in long]
    return _or([_term("all", word.folded), *spelled_out])


def _filters(question: Question) -> list[Query]:
    return [_term(name, code) for name, code in sorted(question.filters.items())]


def _scored(query: Query, wished: Sequence[Query]) -> Query:
    """Return what finds the same as ``query``, and scores it by what of ``wished`` it has."""
    must = (_MUST, Query.const_score_query(query, 0.0))
    return Query.boolean_query([must, *((_SHOULD, wish) for wish in wished)])


def _except(query: Query, earlier: Iterable[Tier]) -> Query:
    left_out = [(_NOT, tier.query) for tier in earlier]
    return Query.boolean_query([(_MUST, query), *left_out]) if left_out else query


def _and(parts: Iterable[Query]) -> Query:
    found = list(parts)
    return found[0] if len(found) == 1 else Query.boolean_query([(_MUST, p) for p in found])


def _or(parts: Iterable[Query]) -> Query:
    found = list(parts)
    return found[0] if len(found) == 1 else Query.boolean_query([(_SHOULD, p) for p in found])


def _term(name: str, word: str) -> Query:
    return Query.term_query(_SCHEMA, name, word, "basic")
