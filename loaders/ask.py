"""Ask: a SPARQL query of the steward's own over a published release."""

from __future__ import annotations

from pathlib import Path

from pyoxigraph import QueryResultsFormat, QueryTriples, RdfFormat, Store

from loaders.errors import ReleaseError

_FORMATS = {
    "json": QueryResultsFormat.JSON,
    "csv": QueryResultsFormat.CSV,
    "tsv": QueryResultsFormat.TSV,
}


def ask(release: Path, query: str, format_: str) -> bytes:
    """Return the results over the union of all graphs, as JSON, CSV or TSV, or N-Triples.

    Raises ReleaseError where the release can't be opened or the query is no SPARQL.
    """
    try:
        store = Store.read_only(str(release / "store"))
        results = store.query(query, use_default_graph_as_union=True)
        if isinstance(results, QueryTriples):
            data = results.serialize(format=RdfFormat.N_TRIPLES)
        else:
            data = results.serialize(format=_FORMATS[format_])
    except SyntaxError as error:
        raise ReleaseError(f"not a SPARQL 1.1 query: {error}") from error
    except OSError as error:
        raise ReleaseError(f"{release}: can't be opened ({error}); run `bomay build`") from error
    data = data or b""
    return data if data.endswith(b"\n") else data + b"\n"
