"""One query to one body: complete and within the limits, or a failure that says which."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence

import pyoxigraph as ox

from api.negotiation import GRAPH_FORMATS, HTML, RDF_XML, RESULT_FORMATS, choose, named_format
from api.serialization import NoXmlNameError, sound_xml, write_triples
from api.store import Dataset, QueryResults, in_one_thread
from api.workers.grid import Cell, encode_grid
from api.workers.job import UNSUPPORTED, Job, Limits, QueryFailedError, Result
from api.workers.syntax import explain

_LEAST_ROW = 2
"""The fewest bytes that a row takes in any format: ``\\r\\n`` in CSV."""


@in_one_thread
def evaluate(dataset: Dataset, job: Job, limits: Limits) -> Result:
    """Run the query and return the answer; raises QueryFailedError.

    Parsing and planning come first, so that an unacceptable type costs no evaluation.
    """
    try:
        return _evaluate(dataset, job, limits)
    except RuntimeError as error:
        if UNSUPPORTED not in str(error):
            raise
        raise QueryFailedError("function", f"The query can't be evaluated: {error}") from error


def _evaluate(dataset: Dataset, job: Job, limits: Limits) -> Result:
    results = _run(dataset, job)
    if not isinstance(results, ox.QuerySolutions | ox.QueryBoolean):
        return _graph(results, _media_type(job, _offers(GRAPH_FORMATS, job)), job, limits)
    media_type = _media_type(job, _offers(RESULT_FORMATS, job))
    if media_type == HTML:
        body = _table(results, job.page_rows, limits)
        return Result(HTML, _check_bytes(body, limits))
    format = RESULT_FORMATS[media_type]
    output = Bounded(limits)
    results.serialize(output, format=format)
    body = output.getvalue()
    if isinstance(results, ox.QuerySolutions) and len(body) > limits.rows * _LEAST_ROW:
        _check_rows(count_rows(body, format), limits)
    if format == ox.QueryResultsFormat.XML:
        body = _check_bytes(sound_xml(body), limits)
    return Result(media_type, body)


class Bounded(io.BytesIO):
    """Bytes in memory; raises QueryFailedError as soon as there are more than the limit."""

    def __init__(self, limits: Limits) -> None:
        super().__init__()
        self._limits = limits

    def write(self, data: bytes) -> int:  # type: ignore[override]  # bytes are what it is given
        """Append; raises QueryFailedError."""
        if self.tell() + len(data) > self._limits.result_bytes:
            raise _too_many_bytes(self._limits)
        return super().write(data)


def count_rows(body: bytes, format: ox.QueryResultsFormat) -> int:
    """Return the number of solutions in what the engine wrote, exactly.

    ``<`` is escaped in XML and a line feed in TSV; in JSON and CSV only what lies outside the
    quotes counts.
    """
    if format == ox.QueryResultsFormat.XML:
        return body.count(b"<result>")
    if format == ox.QueryResultsFormat.TSV:
        return body.count(b"\n") - 1
    if format == ox.QueryResultsFormat.CSV:
        return sum(part.count(b"\r\n") for part in body.split(b'"')[::2]) - 1
    bare = body.replace(b"\\\\", b"").replace(b'\\"', b"").split(b'"')[::2]
    if any(b"[]" in part for part in bare[-1:]):
        return 0
    return sum(part.count(b"},{") for part in bare) + 1


def _run(dataset: Dataset, job: Job) -> QueryResults:
    try:
        return dataset.query(
            job.query,
            has_dataset_clause=job.has_dataset_clause,
            default_graphs=_nodes(job.default_graphs),
            named_graphs=_nodes(job.named_graphs),
        )
    except SyntaxError as error:
        detail, where = explain(str(error), job.query)
        raise QueryFailedError("syntax" if where else "refused", detail, where) from error


def _graph(results: Iterable[ox.Triple], media_type: str, job: Job, limits: Limits) -> Result:
    found: dict[ox.Triple, None] = {}  # a graph is a set; the engine repeats
    for triple in results:
        found[triple] = None
        _check_rows(len(found), limits)
    triples = list(found)
    if media_type == HTML:
        rows = [(t.subject, t.predicate, t.object) for t in triples[: job.page_rows]]
        body = encode_grid(("subject", "predicate", "object"), rows, len(triples))
        return Result(HTML, _check_bytes(body, limits))
    try:
        return Result(media_type, _check_bytes(write_triples(triples, media_type), limits))
    except NoXmlNameError as error:
        raise _not_acceptable([name for name in GRAPH_FORMATS if name != RDF_XML]) from error


def _table(results: ox.QuerySolutions | ox.QueryBoolean, most: int, limits: Limits) -> bytes:
    if isinstance(results, ox.QueryBoolean):
        return encode_grid(("ask",), [(ox.Literal(bool(results)),)], 1)
    columns = [variable.value for variable in results.variables]
    rows: list[Sequence[Cell]] = []
    total = 0
    for solution in results:
        total += 1
        _check_rows(total, limits)
        if len(rows) < most:
            rows.append(tuple(solution))
    return encode_grid(columns, rows, total)


def _check_bytes(body: bytes, limits: Limits) -> bytes:
    if len(body) > limits.result_bytes:
        raise _too_many_bytes(limits)
    return body


def _too_many_bytes(limits: Limits) -> QueryFailedError:
    return QueryFailedError(
        "bytes",
        f"The answer is longer than {limits.result_bytes} bytes: ask for less, with LIMIT and "
        "OFFSET, or take a dump.",
        {"limit": "result_bytes", "most": limits.result_bytes},
    )


def _check_rows(count: int, limits: Limits) -> None:
    if count > limits.rows:
        raise QueryFailedError(
            "rows",
            f"The answer has more than {limits.rows} rows: ask for less, with LIMIT and OFFSET, "
            "or take a dump.",
            {"limit": "rows", "most": limits.rows},
        )


def _offers(formats: Iterable[str], job: Job) -> list[str]:
    return [*formats, HTML] if job.page_rows else [*formats]


def _media_type(job: Job, offers: Sequence[str]) -> str:
    if job.format is not None:
        chosen = named_format(job.format, offers)
    else:
        chosen = choose(job.accept, offers)
    if chosen is None:
        raise _not_acceptable(offers)
    return chosen


def _not_acceptable(offers: Sequence[str]) -> QueryFailedError:
    return QueryFailedError("type", "Offered are: " + ", ".join(offers), {"offered": list(offers)})


def _nodes(iris: Iterable[str] | None) -> list[ox.NamedNode] | None:
    if iris is None:
        return None
    try:
        return [ox.NamedNode(iri) for iri in iris]
    except ValueError as error:
        detail = f"A graph is named by an absolute IRI: {error}"
        raise QueryFailedError("graph", detail) from error
