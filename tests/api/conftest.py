"""The service over a small release, in process and on a real port of loopback."""

import json
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
import uvicorn
from fastapi import FastAPI
from starlette.testclient import TestClient

from api.app import create_app
from api.releases import load_file
from api.settings import Settings
from api.store import Dataset, EmbeddedDataset
from tests.api.stores import Stores

SAMPLE = Path(__file__).parent / "sample.trig"
BASE = "https://w3id.org/bomay/"


def write_release(folder: Path, name: str, trig: bytes, base_iri: str = BASE) -> None:
    """Publish a release as the loader does: a complete folder, then CURRENT by one rename."""
    release = folder / name
    release.mkdir(parents=True)
    store = ox.Store(str(release / "store"))
    store.bulk_load(input=trig, format=ox.RdfFormat.TRIG)
    manifest = {"id": name, "base_iri": base_iri, "quads": len(store), "decisions": []}
    store.flush()
    (release / "data.nq").write_bytes(store.dump(format=ox.RdfFormat.N_QUADS) or b"")
    del store
    (release / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    name_current(folder, name)


def name_current(folder: Path, name: str) -> None:
    new = folder / "CURRENT.new"
    new.write_text(name + "\n", encoding="utf-8")
    new.replace(folder / "CURRENT")


@pytest.fixture(scope="session", autouse=True)
def plain_and_quiet() -> Iterator[None]:
    """Answers as they are, none made ahead, no log: these things have tests of their own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BOMAY_COMPRESSION", "false")
        patch.setenv("BOMAY_ACCESS_LOG", "false")
        patch.setenv("BOMAY_PREPARE_PAGES", "false")
        yield


# --- the same tests over both kinds of stores ---

EMBEDDED_ONLY = {
    "api.test_clients": "counts clients, asks no store",
    "api.test_config": "reads settings",
    "api.test_connections": "asks for nothing of a store: heads, connections, signals",
    "api.test_crawl": "asks for thousands of pages: minutes of small questions to a server",
    "api.test_guard": "reads queries, before any store",
    "api.test_negotiation": "reads headers",
    "api.test_preparation": "makes pages of release folders, and none of a store elsewhere",
    "api.test_releases": "switches release folders; remote/ switches those of a store",
    "api.test_weight": "weighs pages, which are the same over both",
    "search.test_finding": "asks an index, which is the same whatever it was made of",
    "search.test_marking": "marks words in a text",
    "search.test_question": "reads a question",
    "search.test_suggesting": "asks an index, which is the same whatever it was made of",
    "workers": "the processes that open an embedded store, their sandbox and limits",
    "remote": "stores elsewhere, good ones and bad ones, by themselves",
}
"""Modules and folders whose tests run once, and why. Single tests say so with a mark."""


def is_over_both(module: str) -> bool:
    """Tell whether the tests of a module run over both kinds of stores."""
    folder, name = module.split(".")[-2:]
    return folder not in EMBEDDED_ONLY and f"{folder}.{name}" not in EMBEDDED_ONLY


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run each test of the service twice: over the embedded store, over an Oxigraph server."""
    definition = metafunc.definition
    is_ours = ".tests.api." in f".{metafunc.module.__name__}"
    if not is_ours or not is_over_both(metafunc.module.__name__):
        return
    if not definition.get_closest_marker("embedded_only"):
        metafunc.fixturenames.append("store_kind")
        metafunc.parametrize("store_kind", ["embedded", "remote"], indirect=True, scope="session")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    """While a test runs over a server, have what is opened served from one that holds it.

    Here and not in a fixture: one of the session would stay for the tests of other folders.
    """
    callspec = getattr(item, "callspec", None)
    with pytest.MonkeyPatch.context() as patch:
        if callspec is not None and callspec.params.get("store_kind") == "remote":
            patch.setattr("api.app.open_datasets", STORES.open_datasets)
        return (yield)


STORES = Stores()


@pytest.fixture(scope="session")
def stores() -> Iterator[Stores]:
    """The Oxigraph servers of the session."""
    yield STORES
    STORES.stop()


@pytest.fixture(scope="session")
def store_kind(request: pytest.FixtureRequest, stores: Stores) -> str:
    """Which store answers, "embedded" or "remote"; what is opened once for all tests names it."""
    kind: str = getattr(request, "param", "embedded")
    return kind


@pytest.fixture
def releases(tmp_path: Path) -> Path:
    """A folder of releases with one, named `first`."""
    write_release(tmp_path / "releases", "first", SAMPLE.read_bytes())
    return tmp_path / "releases"


@pytest.fixture(scope="session")
def dataset(store_kind: str, request: pytest.FixtureRequest) -> Dataset:
    return stored(load_file(SAMPLE, BASE), store_kind, request)


def stored(loaded: EmbeddedDataset, kind: str, request: pytest.FixtureRequest) -> Dataset:
    """Return a dataset as it is, or as a server holds it."""
    if kind == "embedded":
        return loaded
    found: Stores = request.getfixturevalue("stores")
    dataset = found.opened(loaded).known()
    assert dataset is not None
    return dataset


@pytest.fixture(scope="session")
def app(store_kind: str) -> FastAPI:
    return create_app(Settings(dataset=SAMPLE, base_iri=BASE))


@pytest.fixture(scope="session")
def client(app: FastAPI) -> Iterator[TestClient]:
    with TestClient(app, follow_redirects=False) as made:
        yield made


@pytest.fixture(scope="session")
def server(app: FastAPI) -> Iterator[str]:
    """The address of the service on a real port."""
    listening = socket.create_server(("127.0.0.1", 0))
    running = uvicorn.Server(uvicorn.Config(app, log_level="warning", lifespan="off"))
    thread = threading.Thread(target=running.run, kwargs={"sockets": [listening]})
    thread.start()
    deadline = time.monotonic() + 20
    while not running.started and time.monotonic() < deadline:
        time.sleep(0.01)
    yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    running.should_exit = True
    thread.join(20)
    listening.close()
