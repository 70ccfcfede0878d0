"""Whether the service can answer; that it waits for a release, and stops without cutting off."""

import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from api.releases import load_file
from api.settings import Settings
from tests.api.conftest import BASE, SAMPLE, write_release
from tests.paths import ROOT

FORM = b"query=ASK%7B%7D"


def test_ready(client):
    answer = client.get("/ready")
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "no-store"
    assert answer.json() == {"status": "ready", "release": client.get("/health").json()["release"]}


def test_an_empty_dataset_is_ready(tmp_path):
    (tmp_path / "empty.nq").write_bytes(b"")
    client = TestClient(create_app(Settings(dataset=tmp_path / "empty.nq")))
    assert client.get("/ready").status_code == 200


@pytest.mark.parametrize("fault", [OSError("I/O"), RuntimeError("locked"), ValueError("bad")])
def test_not_ready_where_the_store_fails(monkeypatch, fault):
    def fail(*_, **__):
        raise fault

    client = TestClient(create_app(Settings(dataset=SAMPLE)))
    monkeypatch.setattr("api.routes.health._ask", fail)
    answer = client.get("/ready")
    assert answer.status_code == 503
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["retry-after"] == "10"
    assert str(fault) not in answer.text
    assert client.get("/health").status_code == 200


def test_not_ready_where_the_store_hangs(monkeypatch):
    monkeypatch.setattr("api.routes.health.MOST_SECONDS", 0.05)
    monkeypatch.setattr("api.routes.health._ask", lambda _: time.sleep(0.5))
    with TestClient(create_app(Settings(dataset=SAMPLE))) as client:
        started = time.monotonic()
        answer = client.get("/ready")
        assert (answer.status_code, answer.json()["status"]) == (503, 503)
        assert time.monotonic() - started < 0.4


@pytest.mark.embedded_only("waits for a folder; remote/test_service waits for a store")
def test_waiting_for_the_first_release(tmp_path):
    settings = Settings(releases=tmp_path / "releases", wait_for_release=True)
    client = TestClient(create_app(settings))
    for path in ("/ready", "/", "/sparql?query=ASK{}", "/id/x", "/catalog"):
        answer = client.get(path)
        assert (answer.status_code, answer.headers["retry-after"]) == (503, "10"), path
        assert str(tmp_path) not in answer.text
    assert client.get("/ready").json()["title"] == "Service Unavailable"
    assert client.get("/health").json() == {"status": "ok", "release": None, "quads": None}
    assert "bomay_ready 0.0" in client.get("/metrics").text
    write_release(tmp_path / "releases", "first", SAMPLE.read_bytes())
    assert client.get("/ready").json()["release"] == "first"
    assert client.get("/health").json()["release"] == "first"
    assert client.get("/").status_code == 200


# --- a process, told to stop ---


@pytest.fixture
def data(store_kind, stores):
    """What a process serves: a file, or the store that holds the same."""
    if store_kind == "remote":
        return {"BOMAY_STORE": stores.holding(load_file(SAMPLE, BASE)).query}
    return {"BOMAY_DATASET": str(SAMPLE)}


@contextmanager
def serving(folder, data, **settings):
    """A service in a process of its own: the process, and its port."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    given = data | {"BOMAY_PORT": str(port), "BOMAY_ACCESS_LOG": "true"}
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "bomay", "serve"],
            cwd=ROOT,
            env={**os.environ, **given, **settings},
            stdout=log,
            stderr=log,
        )
        try:
            until(lambda: connects(port), process)
            yield process, port
        finally:
            process.kill()
            process.wait(20)


def connects(port):
    try:
        socket.create_connection(("127.0.0.1", port), 1).close()
    except OSError:
        return False
    return True


def until(is_so, process):
    deadline = time.monotonic() + 60
    while not is_so():
        assert process.poll() is None and time.monotonic() < deadline
        time.sleep(0.02)


@contextmanager
def half_a_request(port):
    """A request whose body is not all sent: the service waits for the rest."""
    head = (
        "POST /sparql HTTP/1.1\r\nHost: x\r\nX-Request-Id: slow\r\n"
        "Content-Type: application/x-www-form-urlencoded\r\n"
        f"Content-Length: {len(FORM)}\r\nAccept: application/sparql-results+json\r\n\r\n"
    )
    with socket.create_connection(("127.0.0.1", port), 20) as connection:
        connection.sendall(head.encode() + FORM[:5])
        time.sleep(0.3)
        yield connection


def read_all(connection):
    received = b""
    while piece := connection.recv(65536):
        received += piece
    return received


@pytest.mark.parametrize("sent", [signal.SIGTERM, signal.SIGINT])
def test_a_request_under_way_ends_well(tmp_path, data, sent):
    with serving(tmp_path, data) as (process, port), half_a_request(port) as connection:
        process.send_signal(sent)
        until(lambda: not connects(port), process)
        connection.sendall(FORM[5:])
        answer = read_all(connection)
        assert answer.startswith(b"HTTP/1.1 200 ")
        assert answer.endswith(b'{"head":{},"boolean":true}')
        assert b"\r\nserver:" not in answer.lower()
        assert process.wait(20) in (0, -sent)
    log = (tmp_path / "log").read_text(encoding="utf-8")
    assert '"id": "slow", "method": "POST", "route": "/sparql"' in log
    assert "Traceback" not in log


def test_a_request_that_runs_on_does_not_keep_it(tmp_path, data):
    with (
        serving(tmp_path, data, BOMAY_GRACE_SECONDS="1") as (process, port),
        half_a_request(port) as connection,
    ):
        started = time.monotonic()
        process.terminate()
        assert process.wait(20) in (0, -signal.SIGTERM)
        assert 0.5 < time.monotonic() - started < 10
        assert b" 200 " not in read_all(connection)
