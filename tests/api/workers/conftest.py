"""Pools and services with small limits, over the sample; whatever a test starts is ended."""

import asyncio
import hashlib
import socket
import threading
import time
from collections.abc import Callable, Coroutine, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import quote

import pytest
import uvicorn

from api.app import create_app
from api.settings import Settings
from api.workers.frames import Frame
from api.workers.job import Job, Limits, Location, Result, Start
from api.workers.options import PoolOptions
from api.workers.pool import QueryPool
from api.workers.processes import Worker
from api.workers.starters import Starter, make_starter
from api.workers.tickets import Ticket
from tests.api.conftest import BASE, SAMPLE

RUNAWAY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
CHEAP = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
WAYS = ["fork", "spawn"]
PATIENCE = 20.0

JSON = "application/sparql-results+json"


def until(is_so: Callable[[], object], seconds: float = PATIENCE) -> None:
    """Wait until something is so; a test fails where it is not in time."""
    end = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < end, "not in time"
        time.sleep(0.005)


def descendants(pid: int) -> set[int]:
    """The processes below one, without those that have ended and wait to be noticed."""
    parents = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            state, parent = (folder / "stat").read_text().rpartition(")")[2].split()[:2]
        except OSError:
            continue
        if state not in "ZX":
            parents[int(folder.name)] = int(parent)
    found = {pid}
    while more := {child for child, parent in parents.items() if parent in found} - found:
        found |= more
    return found - {pid}


def is_running(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    except OSError:
        return False


def location_of(path: Path) -> Location:
    return Location("file", str(path), BASE, hashlib.sha256(path.read_bytes()).hexdigest())


@pytest.fixture(scope="session")
def location() -> Location:
    return location_of(SAMPLE)


@pytest.fixture(scope="module", params=WAYS)
def starter(request: pytest.FixtureRequest) -> Iterator[Starter]:
    made = make_starter(request.param)
    yield made
    made.close()


@pytest.fixture
def start(location: Location) -> Callable[..., Start]:
    def make(guards: tuple[str, ...] = ("seccomp",), **limits: Any) -> Start:
        return Start(location, Limits(**limits), guards)

    return make


T = TypeVar("T")


class Loop:
    """An event loop in a thread of its own, for tests that wait themselves."""

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()

    def begin(self, work: Coroutine[Any, Any, T]) -> Future[T]:
        return asyncio.run_coroutine_threadsafe(work, self._loop)

    def close(self) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.run_until_complete(self._loop.shutdown_default_executor())
        self._loop.close()


class Asked:
    """A query under way in a pool: its ticket, and a future that gives the result."""

    def __init__(self, pool: QueryPool, loop: Loop, job: Job, location: Location) -> None:
        self.ticket = Ticket(job, location)
        self.future: Future[Result] = loop.begin(pool.run(self.ticket))


class Pool(QueryPool):
    """A pool that is used from event loops, in turn."""

    def __init__(self, loops: list[Loop], **options: Any) -> None:
        super().__init__(PoolOptions(**options))
        self._loops = loops

    def submit(self, job: Job, location: Location) -> Asked:
        self._loops.append(self._loops.pop(0))
        return Asked(self, self._loops[0], job, location)


@pytest.fixture
def loops() -> Iterator[list[Loop]]:
    made = [Loop(), Loop()]
    yield made
    for loop in made:
        loop.close()


@pytest.fixture
def make_pool(location: Location, loops: list[Loop]) -> Iterator[Callable[..., Pool]]:
    made: list[Pool] = []

    def make(**options: Any) -> Pool:
        made.append(Pool(loops, **options))
        made[-1].prepare(location)
        return made[-1]

    yield make
    for pool in made:
        pool.close()


def count(pool: Pool, location: Location, query: str = CHEAP) -> bytes:
    return pool.submit(Job(query), location).future.result(PATIENCE).body


def ask(worker: Worker, job: Job) -> Frame:
    return asyncio.run(worker.ask(job))


@contextmanager
def serving(settings: Settings) -> Iterator[tuple[Any, int]]:
    """The service on a port of loopback: its application and the port."""
    app = create_app(settings)
    listening = socket.create_server(("127.0.0.1", 0))
    config = uvicorn.Config(
        app, log_level="error", lifespan="on", forwarded_allow_ips=settings.trusted_proxies
    )
    running = uvicorn.Server(config)
    thread = threading.Thread(target=running.run, kwargs={"sockets": [listening]})
    thread.start()
    try:
        until(lambda: running.started)
        until(lambda: app.state.queries.pool.status().idle == settings.query_workers)
        yield app, listening.getsockname()[1]
    finally:
        running.should_exit = True
        thread.join(PATIENCE)
        listening.close()


def get(port: int, query: str, accept: str = JSON, **others: str) -> tuple[HTTPResponse, bytes]:
    headers = {
        "Accept": accept,
        **{name.replace("_", "-"): words for name, words in others.items()},
    }
    connection = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    try:
        connection.request("GET", "/sparql?query=" + quote(query), headers=headers)
        response = connection.getresponse()
        return response, response.read()
    finally:
        connection.close()


def hang_on(port: int, query: str) -> socket.socket:
    """Send a query and return the connection, the answer not waited for."""
    connection = socket.create_connection(("127.0.0.1", port), PATIENCE)
    head = f"GET /sparql?query={quote(query)} HTTP/1.1\r\nHost: localhost\r\nAccept: {JSON}\r\n\r\n"
    connection.sendall(head.encode())
    return connection
