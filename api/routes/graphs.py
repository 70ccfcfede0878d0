"""The named graphs, by the SPARQL 1.1 Graph Store HTTP Protocol: its reads.

    GET /graphs                 the graphs there are (the service description names each)
    GET /graphs?graph=IRI       the triples of one graph
    GET /graphs?default         those of the default graph, the union of all
    GET /graph/shared           the same by the graph's own IRI (api.routes.resources)

What would change a graph (PUT, POST, DELETE, PATCH) is answered 405 with what is allowed.
"""

from __future__ import annotations

from urllib.parse import quote

import pyoxigraph as ox
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import RedirectResponse
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Router

import ontology
from api.errors import BadRequestError, NotFoundError, prefers_html
from api.queries import ClientGoneError, Queries
from api.routes.harvest import describe_service
from api.routes.plain import PlainRoute
from api.routes.sparql import CLIENT_GONE, answered
from api.sparql import Pairs, Question, read_pairs
from api.store import Dataset

_ALL = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"
_TAKEN = ("graph", "default")


async def read_graph(request: Request) -> Response:
    """Answer with the triples of ``?graph=`` or of ``?default``, or with the list of graphs."""
    pairs = read_pairs(request.scope["query_string"])
    if not any(key in _TAKEN for key, _ in pairs):
        return await _list(request, pairs)
    dataset: Dataset = request.app.state.datasets.current()
    queries: Queries = request.app.state.queries
    graph = _asked(pairs)
    if graph is not None and not await run_in_threadpool(has_graph, dataset, graph):
        raise NotFoundError(
            f"This release has no graph {graph}",
            told=("error", "no_graph"),
            verbatim=graph,
            ways=("/graphs",),
        )
    formats = [value for key, value in pairs if key == "format" and value]
    question = Question(
        _ALL,
        default_graphs=None if graph is None else (graph,),
        format=formats[0] if formats else None,
        accept=tuple(request.headers.getlist("accept")),
    )
    try:
        return answered(request, dataset, await queries.answer(request, dataset, question))
    except ClientGoneError:
        return Response(status_code=CLIENT_GONE)


router = Router([PlainRoute("/graphs", read_graph, methods=["GET"])])


def has_graph(dataset: Dataset, iri: str) -> bool:
    """Tell whether there is a graph of this name."""
    return bool(dataset.rows("graph-exists", graph=iri))


def _asked(pairs: Pairs) -> str | None:
    """Return the IRI of the graph that is asked for, None for the default graph.

    Raises BadRequestError where not exactly one is, or its name is no absolute IRI.
    """
    asked = [(key, value) for key, value in pairs if key in _TAKEN]
    if len(asked) != 1:
        raise BadRequestError(
            "Give either `graph` or `default`, and one of it.", told=("refused", "one_graph")
        )
    key, value = asked[0]
    if key == "default":
        if value:
            raise BadRequestError("`default` has no value.", told=("refused", "default"))
        return None
    try:
        return ox.NamedNode(value).value
    except ValueError as error:
        raise BadRequestError(
            f"`graph` is not an absolute IRI: {error}",
            told=("refused", "graph"),
            verbatim=str(error),
        ) from error


async def _list(request: Request, pairs: Pairs) -> Response:
    """Answer with what names every graph: a query for browsers, the description for programs."""
    if prefers_html(request) and not any(key == "format" for key, _ in pairs):
        lang = "&lang=en" if ("lang", "en") in pairs else ""
        query = quote(ontology.query("named-graphs"), safe="")
        return RedirectResponse(f"/sparql?query={query}{lang}", 303, headers={"Vary": "Accept"})
    return await run_in_threadpool(describe_service, request)
