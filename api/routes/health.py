"""Whether the service runs, whether it can answer, and its numbers."""

from __future__ import annotations

import anyio
import pyoxigraph as ox
from anyio import CapacityLimiter
from anyio.to_thread import run_sync
from fastapi import APIRouter, Request, Response

from api.errors import NotFoundError, ServiceError
from api.metrics import CONTENT_TYPE, Metrics
from api.openapi import Health, Ready
from api.releases import DatasetError
from api.remote.errors import StoreError
from api.store import Dataset, in_one_thread

router = APIRouter()
TRIVIAL = "ASK { ?subject ?predicate ?object }"
MOST_SECONDS = 2.0
"""How long the store may take for the trivial query."""


class NotReadyError(ServiceError):
    """The service runs, but can't answer queries now."""

    status = 503


@router.get("/health")
async def health(request: Request, response: Response) -> Health:
    """Answer at once, also while queries run: it waits for no thread."""
    response.headers["Cache-Control"] = "no-store"
    try:
        dataset: Dataset = request.app.state.datasets.current()
    except DatasetError:
        return Health(release=None, quads=None)
    return Health(release=dataset.id, quads=dataset.quads)


@router.get("/ready")
async def ready(request: Request, response: Response) -> Ready:
    """Answer 200 where a release is served and its store answers, else 503."""
    dataset: Dataset = request.app.state.datasets.current()
    try:
        with anyio.fail_after(MOST_SECONDS):
            # a thread of its own, so that queries that wait for theirs don't count as a fault
            await run_sync(_ask, dataset, limiter=CapacityLimiter(1), abandon_on_cancel=True)
    except TimeoutError as error:
        raise _not_ready(f"The store did not answer within {MOST_SECONDS:g} seconds.") from error
    except (OSError, RuntimeError, ValueError, SyntaxError, StoreError) as error:
        raise _not_ready("The store can't answer a trivial query.") from error
    response.headers["Cache-Control"] = "no-store"
    return Ready(release=dataset.id)


@router.get("/metrics")
async def metrics(request: Request) -> Response:
    """Answer with the numbers of this process in the Prometheus text format."""
    found: Metrics | None = request.app.state.metrics
    if found is None:
        raise NotFoundError("The metrics are switched off (BOMAY_METRICS).")
    return Response(
        found.text(), headers={"Content-Type": CONTENT_TYPE, "Cache-Control": "no-store"}
    )


@in_one_thread
def _ask(dataset: Dataset) -> bool:
    """Return whether the dataset has a statement; what counts is that it answers."""
    found = dataset.query(TRIVIAL)
    return isinstance(found, ox.QueryBoolean) and bool(found)


def _not_ready(detail: str) -> NotReadyError:
    return NotReadyError(detail, headers={"Retry-After": "10"})
