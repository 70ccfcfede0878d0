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
from api.store import EmbeddedDataset

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
    del store
    (release / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    name_current(folder, name)


def name_current(folder: Path, name: str) -> None:
    new = folder / "CURRENT.new"
    new.write_text(name + "\n", encoding="utf-8")
    new.replace(folder / "CURRENT")


@pytest.fixture(scope="session", autouse=True)
def plain_and_quiet() -> Iterator[None]:
    """Answers as they are and no log: what compresses and logs has tests of its own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BOMAY_COMPRESSION", "false")
        patch.setenv("BOMAY_ACCESS_LOG", "false")
        yield


@pytest.fixture
def releases(tmp_path: Path) -> Path:
    """A folder of releases with one, named `first`."""
    write_release(tmp_path / "releases", "first", SAMPLE.read_bytes())
    return tmp_path / "releases"


@pytest.fixture(scope="session")
def dataset() -> EmbeddedDataset:
    return load_file(SAMPLE, BASE)


@pytest.fixture(scope="session")
def app() -> FastAPI:
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
