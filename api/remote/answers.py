"""Answers of a store, checked before anything of them is passed on.

A status of 200 proves nothing: stores begin to send before they have finished, and append an error
text to what they have sent, or answer with a page. So each answer has to be of the type asked for
and is parsed to its end by a strict parser.
"""

from __future__ import annotations

from typing import TypeAlias

import pyoxigraph as ox

from api.remote.client import Answer
from api.remote.errors import StoreAnswerError

JSON_RESULTS = "application/sparql-results+json"
_JSON_TYPES = (JSON_RESULTS, "application/json")
_GRAPH_TYPES = {
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
    "text/turtle": ox.RdfFormat.TURTLE,
}
GRAPH = "application/n-triples, text/turtle;q=0.5"
"""The Accept header for a graph; N-Triples are read faster."""
_PARTIAL = ("x-sql-state", "x-sparql-maxrows")
"""Headers by which Virtuoso says that its answer is cut off: at its limit of time, of rows."""

Solutions: TypeAlias = ox.QuerySolutions | ox.QueryBoolean


def read_solutions(answer: Answer) -> Solutions:
    """Return the solutions or the truth value; raises StoreAnswerError.

    Solutions are read lazily: what comes of them is to be made inside :func:`checked`.
    """
    _check(answer, answer.media_type in _JSON_TYPES)
    try:
        return ox.parse_query_results(answer.body, format=ox.QueryResultsFormat.JSON)
    except (SyntaxError, ValueError) as error:
        raise _malformed(answer, error) from error


def read_rows(answer: Answer) -> tuple[list[str], list[tuple[object, ...]]]:
    """Return the variables and the solutions of a SELECT; raises StoreAnswerError."""
    found = read_solutions(answer)
    if not isinstance(found, ox.QuerySolutions):
        raise StoreAnswerError("a truth value in place of solutions")
    try:
        return [variable.value for variable in found.variables], [tuple(row) for row in found]
    except (SyntaxError, ValueError) as error:
        raise _malformed(answer, error) from error


def read_triples(answer: Answer) -> list[ox.Triple]:
    """Return the triples of a graph, as often as they are there; raises StoreAnswerError."""
    _check(answer, answer.media_type in _GRAPH_TYPES)
    try:
        found = ox.parse(answer.body, format=_GRAPH_TYPES[answer.media_type])
        return [quad.triple for quad in found]
    except (SyntaxError, ValueError) as error:
        raise _malformed(answer, error) from error


def _check(answer: Answer, is_wanted: bool) -> None:
    if not is_wanted:
        raise StoreAnswerError(f"an answer of type {answer.media_type or '(none)'}")
    for name in _PARTIAL:
        if name in answer.headers:
            raise StoreAnswerError(f"a partial answer, {name}: {answer.headers[name]}")


def _malformed(answer: Answer, error: Exception) -> StoreAnswerError:
    return StoreAnswerError(f"{len(answer.body)} bytes of {answer.media_type}: {error}")
