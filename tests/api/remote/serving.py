"""The service over a store that a test holds in its hand, in process and on a real port."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import uvicorn
from fastapi import FastAPI
from starlette.testclient import TestClient

from api.app import create_app
from api.remote.dataset import RemoteDataset
from api.settings import Settings
from api.store import EmbeddedDataset
from tests.api.remote.misbehaving import Act, Misbehaving, misbehaving
from tests.api.stores import PATIENCE, load, server

NEVER = 3600.0
"""Seconds: the store is asked once which release it holds, so that a test counts its own alone."""


@contextmanager
def over(sample: EmbeddedDataset, *acts: Act, **settings: Any) -> Iterator[Opened]:
    """A service that knows its release from a good store, and asks one that does ``acts``.

    It makes no search index: what the store is asked is what the test asks.
    """
    with server() as good:
        load(sample, good.graphs)
        given: dict[str, Any] = {"store_check_seconds": NEVER, "client_wait_seconds": 0.0}
        app = create_app(Settings(store=good.query, **{**given, **settings}))
    with misbehaving(*acts) as store:
        dataset = app.state.datasets.current()
        assert isinstance(dataset, RemoteDataset)
        dataset.client.address = store.address
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("api.app.prepare", lambda _: None)
            with TestClient(app, follow_redirects=False) as client:
                yield Opened(app, client, store)


class Opened:
    """The application, a client in this process, and the store that it asks."""

    def __init__(self, app: FastAPI, client: TestClient, store: Misbehaving) -> None:
        self.app, self.client, self.store = app, client, store

    def number(self, name: str, **labels: str) -> float:
        """Return a number of /metrics."""
        said = ",".join(f'{key}="{value}"' for key, value in labels.items())
        line = f"bomay_{name}{{{said}}} " if said else f"bomay_{name} "
        text = self.client.get("/metrics").text
        found = [each for each in text.splitlines() if each.startswith(line)]
        return float(found[0].removeprefix(line))


@contextmanager
def listening(app: FastAPI) -> Iterator[int]:
    """Serve an application on a real port of loopback."""
    with socket.create_server(("127.0.0.1", 0)) as sock:
        running = uvicorn.Server(uvicorn.Config(app, log_level="warning", lifespan="off"))
        thread = threading.Thread(target=running.run, kwargs={"sockets": [sock]})
        thread.start()
        until(lambda: running.started)
        yield sock.getsockname()[1]
        running.should_exit = True
        thread.join(PATIENCE)


def until(is_so: Callable[[], object]) -> None:
    """Wait until something is so."""
    end = time.monotonic() + PATIENCE
    while not is_so():
        assert time.monotonic() < end, "not in time"
        time.sleep(0.01)
