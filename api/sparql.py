"""Reading a SPARQL query from a request: what is asked and whether it may run.

Everything here is free of HTTP frameworks and takes and returns plain values; how a query is run
is told in :mod:`api.workers`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import parse_qsl

import pyoxigraph as ox

import ontology
from api.errors import BadRequestError, ForbiddenError, NotAcceptableError, TooLongError
from api.guard import UPDATE_WORDS, ForbiddenQueryError, RefusedQueryError, inspect
from api.negotiation import GRAPH_FORMATS, RDF_XML
from api.serialization import NoXmlNameError, write_triples
from api.workers.job import Job

_SHORT = 4_096
"""Characters of a query whose check is remembered."""
READ_ONLY = "Updates are refused: this service is read-only."

Pairs = Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Question:
    """A query with its dataset (None: all graphs) and the formats the client takes.

    ``page_rows`` says how many rows a page shows; 0 where no page is offered.
    """

    query: str
    default_graphs: tuple[str, ...] | None = None
    named_graphs: tuple[str, ...] | None = None
    format: str | None = None
    accept: tuple[str, ...] = ()
    page_rows: int = 0


def read_pairs(encoded: bytes) -> list[tuple[str, str]]:
    """Return the fields of a query string or form, decoded once; raises BadRequestError."""
    try:
        return parse_qsl(encoded.decode("ascii"), keep_blank_values=True, errors="strict")
    except ValueError as error:
        raise BadRequestError(
            f"The parameters are not percent-encoded UTF-8: {error}",
            told=("refused", "encoding"),
            verbatim=str(error),
        ) from error


def read_question(
    pairs: Pairs, accept: Iterable[str], page_rows: int = 0, body_query: str | None = None
) -> Question:
    """Return the question in the fields of a request (SPARQL 1.1 Protocol, 2.1).

    ``body_query`` is the text of a body of type ``application/sparql-query``. Raises
    BadRequestError where there is no query or more than one, ForbiddenError for an update.
    """
    if any(key == "update" for key, _ in pairs):
        raise _read_only()
    queries = [value for key, value in pairs if key == "query"]
    if body_query is not None:
        queries.append(body_query)
    if len(queries) != 1:
        raise BadRequestError(
            "Give one query as the parameter `query` or as the body of a POST."
            if not queries
            else "Give one query only.",
            told=("refused", "several_queries" if queries else "no_query"),
        )
    formats = [value for key, value in pairs if key == "format" and value]
    return Question(
        query=queries[0].removeprefix("\ufeff"),
        default_graphs=_graphs(pairs, "default-graph-uri"),
        named_graphs=_graphs(pairs, "named-graph-uri"),
        format=formats[0] if formats else None,
        accept=tuple(accept),
        page_rows=page_rows,
    )


def check(question: Question, max_bytes: int, *, in_address: bool = False) -> Job:
    """Return the query as a job that may run.

    Raises TooLongError, ForbiddenError for an update or a call of another service, and
    BadRequestError for what the engine should not see.
    """
    if len(question.query.encode("utf-8", "surrogatepass")) > max_bytes:
        raise TooLongError(
            f"The query is longer than {max_bytes} bytes.",
            in_address=in_address,
            told=("refused", "long_query", str(max_bytes)),
        )
    return _remembered(question) if len(question.query) <= _SHORT else _checked(question)


def _checked(question: Question) -> Job:
    try:
        shape = inspect(question.query)
    except ForbiddenQueryError as error:
        told = ("refused", *error.told)
        raise ForbiddenError(str(error), extra=error.where, told=told) from error
    except RefusedQueryError as error:
        told = ("refused", *error.told)
        raise BadRequestError(str(error), extra=error.where, told=told) from error
    if shape.verb in UPDATE_WORDS:
        raise _read_only()
    return Job(
        query=question.query,
        has_dataset_clause=shape.has_dataset_clause,
        default_graphs=question.default_graphs,
        named_graphs=question.named_graphs,
        format=question.format,
        accept=question.accept,
        page_rows=question.page_rows,
    )


_remembered = lru_cache(maxsize=256)(_checked)
"""The jobs of short queries: the same few are asked again and again. Refusals are not kept."""


def serialize(
    triples: Sequence[ox.Triple],
    media_type: str,
    prefixes: Mapping[str, str] = ontology.PREFIXES,
) -> bytes:
    """Return triples in one of GRAPH_FORMATS: the same triples, the same bytes.

    Raises NotAcceptableError for RDF/XML where a predicate does not end in a name, as RDF/XML has
    no way to write it.
    """
    try:
        return write_triples(triples, media_type, prefixes)
    except NoXmlNameError as error:
        others = [name for name in GRAPH_FORMATS if name != RDF_XML]
        raise NotAcceptableError(others) from error


def _read_only() -> ForbiddenError:
    return ForbiddenError(READ_ONLY, told=("refused", "an_update"))


def _graphs(pairs: Pairs, key: str) -> tuple[str, ...] | None:
    return tuple(value for name, value in pairs if name == key) or None
