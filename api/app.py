"""The HTTP service: one application over one dataset at a time, read-only."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

from fastapi import FastAPI
from fastapi.middleware import Middleware
from fastapi.staticfiles import StaticFiles

from api.errors import HANDLERS
from api.methods import HeadAndOptions
from api.releases import open_datasets
from api.routes import health, pages, resources, sparql
from api.security import SecurityHeaders
from api.settings import Settings

STATIC = Path(__file__).resolve().parent / "static"


def create_app(settings: Settings | None = None) -> FastAPI:
    """Return the service over the release or file that ``settings`` name.

    Raises :class:`api.releases.DatasetError` where there is nothing to serve. Handlers find the
    data of their request with ``request.app.state.datasets.current()``.
    """
    settings = settings or Settings()
    app = FastAPI(
        title="BoMay",
        description="The apparatus of state as a knowledge graph, read from its decisions.",
        docs_url=None,  # the pages of the framework load their scripts from elsewhere
        redoc_url=None,
        redirect_slashes=False,
        middleware=[Middleware(SecurityHeaders), Middleware(HeadAndOptions)],
        exception_handlers={**HANDLERS},
    )
    app.state.settings = settings
    app.state.datasets = open_datasets(settings)
    for module in (health, sparql, resources, pages):
        app.include_router(module.router)
    app.mount("/static/vis", StaticFiles(directory=vis_folder()), name="vis")
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    return app


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
