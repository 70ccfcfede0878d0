"""Answering a SPARQL query: what is asked, whether it may run, and the answer in one format.

Everything here is free of HTTP frameworks and takes and returns plain values, so that a query
can be run in a thread, in another process or by a remote store.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import parse_qsl

import pyoxigraph as ox

import ontology
from api.errors import BadRequestError, NotAcceptableError, TooLongError
from api.guard import UPDATE_WORDS, RefusedQueryError, Shape, inspect
from api.negotiation import GRAPH_FORMATS, HTML, RDF_XML, RESULT_FORMATS, choose, named_format
from api.store import Dataset, QueryResults, Term, in_one_thread

Pairs = Sequence[tuple[str, str]]

_PREFIX_LINES = re.compile(rb"(?:@prefix [^\n]*\n)*")  # @prefix bm: <…> .
_XML_NAME = re.compile(r"[A-Za-z_][\w.-]*\Z")  # …/ontology#label
_POSITION = re.compile(r"error at (?P<line>\d+):(?P<column>\d+)")  # error at 1:17: expected …


@dataclass(frozen=True)
class Question:
    """A query with its dataset (None: all graphs) and the formats the client takes."""

    query: str
    default_graphs: tuple[str, ...] | None = None
    named_graphs: tuple[str, ...] | None = None
    format: str | None = None
    accept: tuple[str, ...] = ()


@dataclass(frozen=True)
class Grid:
    """Results as a table, for a page: one term or None for each column of a row."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Term | None, ...], ...]


@dataclass(frozen=True)
class Answer:
    """The body in ``media_type``; for ``text/html`` a grid that a page is made of."""

    media_type: str
    body: bytes = b""
    grid: Grid | None = None


def read_pairs(encoded: bytes) -> list[tuple[str, str]]:
    """Return the fields of a query string or form, decoded once; raises BadRequestError."""
    try:
        return parse_qsl(encoded.decode("ascii"), keep_blank_values=True, errors="strict")
    except ValueError as error:
        raise BadRequestError(f"The parameters are not percent-encoded UTF-8: {error}") from error


def read_question(pairs: Pairs, accept: Iterable[str], body_query: str | None = None) -> Question:
    """Return the question in the fields of a request (SPARQL 1.1 Protocol, 2.1).

    ``body_query`` is the text of a body of type ``application/sparql-query``. Raises
    BadRequestError where there is no query, more than one, or an update.
    """
    if any(key == "update" for key, _ in pairs):
        raise BadRequestError("Updates are refused: this service is read-only.")
    queries = [value for key, value in pairs if key == "query"]
    if body_query is not None:
        queries.append(body_query)
    if len(queries) != 1:
        raise BadRequestError(
            "Give one query as the parameter `query` or as the body of a POST."
            if not queries
            else "Give one query only."
        )
    formats = [value for key, value in pairs if key == "format" and value]
    return Question(
        query=queries[0].removeprefix("\ufeff"),
        default_graphs=_graphs(pairs, "default-graph-uri"),
        named_graphs=_graphs(pairs, "named-graph-uri"),
        format=formats[0] if formats else None,
        accept=tuple(accept),
    )


def check(question: Question, max_bytes: int, *, in_address: bool = False) -> Shape:
    """Return the shape of a query that may run; raises TooLongError, BadRequestError."""
    if len(question.query.encode("utf-8", "surrogatepass")) > max_bytes:
        raise TooLongError(f"The query is longer than {max_bytes} bytes.", in_address=in_address)
    try:
        return inspect(question.query)
    except RefusedQueryError as error:
        raise BadRequestError(str(error)) from error


@in_one_thread
def answer(dataset: Dataset, question: Question, shape: Shape) -> Answer:
    """Run the query and return the answer; raises BadRequestError, NotAcceptableError.

    Parsing and planning come first, so that an unacceptable type costs no evaluation.
    """
    results = _run(dataset, question, shape)
    if isinstance(results, ox.QueryTriples):
        return _graph_answer(results, _media_type(question, [*GRAPH_FORMATS, HTML]))
    media_type = _media_type(question, [*RESULT_FORMATS, HTML])
    if media_type == HTML:
        return Answer(HTML, grid=_grid(results))
    body = results.serialize(format=RESULT_FORMATS[media_type])
    return Answer(media_type, body or b"")


def serialize(triples: Sequence[ox.Triple], media_type: str) -> bytes:
    """Return triples in one of GRAPH_FORMATS: the same triples, the same bytes.

    Turtle has the prefixes of the ontology that it needs. Raises NotAcceptableError for RDF/XML
    where a predicate does not end in a name, as RDF/XML has no way to write it.
    """
    format = GRAPH_FORMATS[media_type]
    if format == ox.RdfFormat.TURTLE:
        body = ox.serialize(triples, format=format, prefixes=ontology.PREFIXES)
        return _with_sorted_prefixes(bytes(body or b""))
    if format == ox.RdfFormat.RDF_XML:
        _check_names({triple.predicate.value for triple in triples})
    return bytes(ox.serialize(triples, format=format) or b"")


def _with_sorted_prefixes(turtle: bytes) -> bytes:
    """Return Turtle with the prefixes it uses, sorted: the engine writes all, in any order."""
    head = _PREFIX_LINES.match(turtle)
    assert head is not None  # it matches nothing, too
    body = turtle[head.end() :]
    used = (line for line in head.group().splitlines(keepends=True) if line.split()[1] in body)
    return b"".join([*sorted(used), body])


def _check_names(predicates: set[str]) -> None:
    if not all(_XML_NAME.search(predicate) for predicate in predicates):
        raise NotAcceptableError([name for name in GRAPH_FORMATS if name != RDF_XML])


def _run(dataset: Dataset, question: Question, shape: Shape) -> QueryResults:
    try:
        return dataset.query(
            question.query,
            has_dataset_clause=shape.has_dataset_clause,
            default_graphs=_nodes(question.default_graphs),
            named_graphs=_nodes(question.named_graphs),
        )
    except SyntaxError as error:
        if shape.verb in UPDATE_WORDS:
            raise BadRequestError("Updates are refused: this service is read-only.") from error
        position = _POSITION.search(str(error))
        where = {key: int(value) for key, value in position.groupdict().items()} if position else {}
        raise BadRequestError(f"The query can't be parsed: {error}", extra=where) from error


def _graph_answer(results: ox.QueryTriples, media_type: str) -> Answer:
    triples = list(dict.fromkeys(results))  # a graph is a set; the engine repeats
    if media_type == HTML:
        rows = tuple((t.subject, t.predicate, t.object) for t in triples)
        return Answer(HTML, grid=Grid(("subject", "predicate", "object"), rows))
    return Answer(media_type, serialize(triples, media_type))


def _grid(results: ox.QuerySolutions | ox.QueryBoolean) -> Grid:
    if isinstance(results, ox.QueryBoolean):
        return Grid(("ask",), ((ox.Literal(bool(results)),),))
    columns = tuple(variable.value for variable in results.variables)
    return Grid(columns, tuple(tuple(solution) for solution in results))


def _media_type(question: Question, offers: Sequence[str]) -> str:
    if question.format is not None:
        chosen = named_format(question.format, offers)
    else:
        chosen = choose(question.accept, offers)
    if chosen is None:
        raise NotAcceptableError(offers)
    return chosen


def _graphs(pairs: Pairs, key: str) -> tuple[str, ...] | None:
    return tuple(value for name, value in pairs if name == key) or None


def _nodes(iris: tuple[str, ...] | None) -> list[ox.NamedNode] | None:
    if iris is None:
        return None
    try:
        return [ox.NamedNode(iri) for iri in iris]
    except ValueError as error:
        raise BadRequestError(f"A graph is named by an absolute IRI: {error}") from error
