"""The HTTP service: one application over one dataset at a time, read-only."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Iterator
from contextlib import asynccontextmanager, suppress
from importlib.util import find_spec
from pathlib import Path

from fastapi import FastAPI
from fastapi.concurrency import run_in_threadpool
from fastapi.middleware import Middleware
from fastapi.staticfiles import StaticFiles

from api.compression import Compression
from api.editor import editor_folder
from api.errors import HANDLERS
from api.methods import HeadAndOptions
from api.metrics import Metrics, Readable, Reading, StoreState
from api.observation import Observation
from api.preparation import Prepared
from api.queries import Queries
from api.releases import DatasetError, Elsewhere, open_datasets
from api.routes import (
    changes,
    charts,
    compare,
    docs,
    dumps,
    graphs,
    harvest,
    health,
    pages,
    resources,
    search,
    sparql,
)
from api.search.indexes import prepare
from api.security import SecurityHeaders
from api.settings import Settings

DUMPS = ("/dumps/",)
STATIC = Path(__file__).resolve().parent / "static"


def create_app(settings: Settings | None = None) -> FastAPI:
    """Return the service over the release or file that ``settings`` name.

    Raises :class:`api.releases.DatasetError` where there is nothing to serve. Handlers find the
    data of their request with ``request.app.state.datasets.current()``. What has numbers for
    /metrics is put into the list ``app.state.readable`` (:class:`api.metrics.Readable`).
    """
    settings = settings or Settings()
    datasets = Prepared(open_datasets(settings), settings.memory_quads)
    readable: list[Readable] = []
    metrics = Metrics(datasets, lambda: _readings(readable)) if settings.metrics else None
    app = FastAPI(
        title="BoMay",
        description="The apparatus of state as a knowledge graph, read from its decisions.",
        openapi_url=None,  # api.routes.docs tells more
        docs_url=None,  # the pages of the framework load their scripts from elsewhere
        redoc_url=None,
        redirect_slashes=False,
        # No collector elsewhere is told of requests, and none is looked for at each of them.
        telemetry={"tracing": False, "metrics": False, "logs": False, "auto_configure": False},
        middleware=[*_middleware(settings, metrics)],
        exception_handlers={**HANDLERS},
        lifespan=_lifespan,
    )
    app.state.settings = settings
    app.state.datasets = datasets
    app.state.metrics = metrics
    app.state.readable = readable
    app.state.queries = Queries(settings)
    readable.append(app.state.queries)
    if isinstance(datasets.opened, Elsewhere):
        readable.append(StoreState(datasets.opened))
    for plain in (sparql, graphs):  # the first that are tried: those asked most often
        app.router.routes.extend(plain.router.routes)
    for module in (
        health,
        docs,
        dumps,
        harvest,
        changes,
        charts,
        compare,
        resources,
        search,
        pages,
    ):
        app.include_router(module.router)
    app.mount("/static/vis", StaticFiles(directory=vis_folder()), name="vis")
    if folder := editor_folder():
        app.mount("/static/editor", StaticFiles(directory=folder), name="editor")
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    return app


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    """Have workers, pages and a store's search index ready; end workers and pages at the end."""
    queries: Queries = app.state.queries
    datasets: Prepared = app.state.datasets
    if isinstance(datasets.opened, Elsewhere):
        datasets.opened.listen(prepare)
    try:
        queries.open(datasets.current())
    except DatasetError:
        queries.open(None)  # the first query has them started
    # After the workers: they are forked, and a fork has no threads.
    if app.state.settings.prepare_pages:
        datasets.start()
        with suppress(DatasetError):
            datasets.current()
    yield
    await run_in_threadpool(datasets.close)
    await run_in_threadpool(queries.close)


def _middleware(settings: Settings, metrics: Metrics | None) -> Iterator[Middleware]:
    """Return the layers around the routes, the outermost first.

    What tells of requests sees all of them. HEAD is answered outside of the compression, so that
    it has the headers of GET.
    """
    yield Middleware(Observation, settings=settings, observer=metrics)
    yield Middleware(SecurityHeaders, hsts_seconds=settings.hsts_seconds)
    yield Middleware(HeadAndOptions)
    if settings.compression:
        yield Middleware(Compression, min_bytes=settings.compression_min_bytes, left_alone=DUMPS)


def _readings(readable: Iterable[Readable]) -> Iterator[Reading]:
    for part in readable:
        yield from part.readings()


def vis_folder() -> Path:
    """Return the folder of the newest vis-network that the installed pyvis package brings.

    The package is found, not imported: importing it takes a second and loads IPython.
    """
    spec = find_spec("pyvis")
    if spec is None or spec.origin is None:
        raise RuntimeError("the package pyvis is not installed")
    found = sorted(Path(spec.origin).parent.glob("lib/vis-*/vis-network.min.js"))
    if not found:
        raise RuntimeError(f"no vis-network in {spec.origin}")
    return found[-1].parent
