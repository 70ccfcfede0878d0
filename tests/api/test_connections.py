"""Heads, connections and signals of a real process: what does no work is bounded, others go on."""

import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from contextlib import ExitStack, closing, contextmanager, suppress
from http.client import HTTPConnection
from urllib.parse import urlencode

import pytest

from tests.api.conftest import SAMPLE, name_current, write_release
from tests.paths import ROOT

PATIENCE = 30.0
MOST = 40
RUNNING = re.compile(r"running on http://127\.0\.0\.1:(\d+)")
FAST = """
import api.connections
api.connections.HEAD_SECONDS = 0.5
api.connections.STALL_SECONDS = 0.5
import bomay
bomay.app()
"""
"""The program with short waits, so that a test need not wait as long as a client may."""


@contextmanager
def serving(folder, *program, **settings):
    """A service in a process of its own: the process, and its port."""
    given = {"BOMAY_PORT": "0", "BOMAY_ACCESS_LOG": "false", "PYTHONPATH": str(ROOT), **settings}
    if "BOMAY_RELEASES" not in given:
        given["BOMAY_DATASET"] = str(SAMPLE)
    log = folder / "log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, *(program or ("-m", "bomay")), "serve"],
            cwd=folder,
            env=os.environ | given,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        try:
            until(lambda: RUNNING.search(log.read_text()) or process.poll() is not None)
            found = RUNNING.search(log.read_text())
            assert found, log.read_text()
            yield process, int(found[1])
        finally:
            process.kill()
            process.wait(PATIENCE)
    assert "Traceback" not in log.read_text(), log.read_text()


@pytest.fixture(scope="module")
def port(tmp_path_factory):
    """The port of a service with few connections and short waits."""
    folder = tmp_path_factory.mktemp("service")
    with serving(folder, "-c", FAST, BOMAY_CONNECTIONS=str(MOST)) as (_, found):
        yield found


def until(is_so):
    end = time.monotonic() + PATIENCE
    while not is_so():
        assert time.monotonic() < end, "not in time"
        time.sleep(0.02)


def opened(port):
    return socket.create_connection(("127.0.0.1", port), PATIENCE)


def read_all(connection):
    received = b""
    with suppress(ConnectionError):
        while piece := connection.recv(65536):
            received += piece
    return received


def exchange(port, data):
    with opened(port) as connection:
        with suppress(ConnectionError):
            connection.sendall(data)
        return read_all(connection)


def status(port, path="/health"):
    with closing(HTTPConnection("127.0.0.1", port, timeout=PATIENCE)) as connection:
        connection.request("GET", path)
        answer = connection.getresponse()
        answer.read()
        return answer.status


def test_a_head_without_end(port):
    answer = exchange(port, b"GET / HTTP/1.1\r\n" + b"A: b\r\n" * 20_000)
    head, _, body = answer.partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 431 ")
    assert b"Content-Type: text/plain; charset=utf-8" in head
    assert "quá dài" in body.decode() and "too long" in body.decode()


def test_a_head_within_the_bound(port):
    long = b"GET /health HTTP/1.1\r\nHost: x\r\nA: " + b"b" * 60_000
    assert exchange(port, long + b"\r\nConnection: close\r\n\r\n").startswith(b"HTTP/1.1 200 ")


def test_an_address_that_is_too_long(port):
    query = b"GET /sparql?query=" + b"a" * 66_000 + b" HTTP/1.1\r\nHost: x\r\n"
    assert exchange(port, query + b"Connection: close\r\n\r\n").startswith(b"HTTP/1.1 414 ")


@pytest.mark.parametrize("begun", [b"", b"GET /", b"GET / HTTP/1.1\r\nHost: x\r\nA: "])
def test_a_slow_head(port, begun):
    answer = exchange(port, begun)
    assert answer.startswith(b"HTTP/1.1 408 ")
    assert "quá chậm" in answer.decode()


def test_a_head_that_drips(port):
    """The time counts from its first byte: no single byte begins it anew."""
    with opened(port) as connection:
        connection.settimeout(0.05)
        answer = b""
        with suppress(ConnectionError):
            for letter in b"GET / HTTP/1.1\r\nA: " + b"b" * 600:
                connection.send(bytes([letter]))
                with suppress(TimeoutError):
                    answer = connection.recv(65536)
                    break
    assert answer.startswith(b"HTTP/1.1 408 ")


def test_the_second_head_of_a_connection(port):
    with opened(port) as connection:
        connection.sendall(b"GET /health HTTP/1.1\r\nHost: x\r\n\r\n")
        assert connection.recv(65536).startswith(b"HTTP/1.1 200 ")
        connection.sendall(b"GET /hea")
        assert b"HTTP/1.1 408 " in read_all(connection)


def test_slow_ones_give_way(tmp_path):
    """Twice as many slow connections as there may be: everybody else is answered at once.

    They wait the usual 10 seconds here, so that it is not their time that is over.
    """
    with serving(tmp_path, BOMAY_CONNECTIONS=str(MOST)) as (_, port), ExitStack() as stack:
        slow = [stack.enter_context(opened(port)) for _ in range(2 * MOST)]
        for connection in slow[MOST:]:
            connection.sendall(b"GET / HTTP/1.1\r\nA: ")
        for path in ("/health", "/", "/sparql?query=ASK%7B%7D"):
            assert status(port, path) == 200
        first = read_all(slow[0])
        assert first.startswith(b"HTTP/1.1 503 ") and "quá nhiều kết nối" in first.decode()


def test_requests_under_way_are_not_cut_for_others(port):
    form = b"query=ASK%7B%7D"
    head = (
        b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\n"
        b"Accept: text/csv\r\nConnection: close\r\nContent-Length: %d\r\n\r\n" % len(form)
    )
    with opened(port) as first:
        first.sendall(head + form[:5])
        with ExitStack() as stack:
            for _ in range(MOST + 5):
                stack.enter_context(opened(port))
            assert status(port) == 200
            first.sendall(form[5:])
            assert read_all(first).startswith(b"HTTP/1.1 200 ")


def test_an_answer_that_nobody_takes(port):
    """The connection is cut, and what was held for it is let go.

    So much is asked for that it does not fit into what the kernel keeps for both sides.
    """
    query = "SELECT * { ?a ?b ?c . ?d ?e ?f } LIMIT 60000"
    head = f"GET /sparql?{urlencode({'query': query})} HTTP/1.1\r\nHost: x\r\nAccept: text/csv\r\n"
    asked = head.encode() + b"Connection: close\r\n\r\n"
    whole = len(exchange(port, asked))
    assert whole > 10_000_000
    with socket.socket() as connection:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        connection.settimeout(PATIENCE)
        connection.connect(("127.0.0.1", port))
        connection.sendall(asked)
        assert read_until_cut(connection) < whole
    assert status(port) == 200


def read_until_cut(connection):
    """Read one byte, wait until the other side has cut the connection, read what is left."""
    received = len(connection.recv(1))
    peer = connection.getsockname()[1]
    until(lambda: f":{peer:04X} " not in established())
    with suppress(ConnectionError):
        while piece := connection.recv(65536):
            received += len(piece)
    return received


def established():
    """The table of the kernel with the addresses of this machine's sockets that are connected."""
    with open("/proc/net/tcp", encoding="ascii") as table:
        rows = [line.split() for line in table.readlines()[1:]]
    return " ".join(f"{row[2]} " for row in rows if row[3] == "01")


# --- stopping, and the next release ---


def test_it_stops_at_once_where_nothing_is_under_way(tmp_path):
    with serving(tmp_path) as (process, port), opened(port) as idle:
        idle.sendall(b"GET / HTTP/1.1\r\nA: ")
        assert status(port) == 200
        process.send_signal(signal.SIGTERM)
        assert process.wait(PATIENCE) in (0, -signal.SIGTERM)


def test_a_new_release_during_traffic(tmp_path):
    """No request fails, and soon all answers come from the new one."""
    data = SAMPLE.read_bytes()
    releases = tmp_path / "releases"
    write_release(releases, "first", data)
    with serving(tmp_path, BOMAY_RELEASES=str(releases), BOMAY_CLIENT_QUERIES="50") as (_, port):
        failed, seen, ends = [], [], threading.Event()

        def ask(path):
            while not ends.is_set():
                found = status(port, path)
                seen.append(path)
                if found != 200:
                    failed.append((path, found))

        paths = ("/", "/ready", "/sparql?query=ASK%7B%3Fs%20%3Fp%20%3Fo%7D", "/decisions")
        threads = [threading.Thread(target=ask, args=[path]) for path in paths]
        for thread in threads:
            thread.start()
        for number in range(4):
            enough = len(seen) + 40
            until(lambda: len(seen) > enough)  # noqa: B023  # asked at once
            write_release(
                releases,
                f"next{number}",
                data + f"\n<urn:a> {{ <urn:b> <urn:c> {number} }}".encode(),
            )
        name_current(releases, "next3")
        enough = len(seen) + 40
        until(lambda: len(seen) > enough)
        ends.set()
        for thread in threads:
            thread.join(PATIENCE)
        assert failed == []
        with closing(HTTPConnection("127.0.0.1", port, timeout=PATIENCE)) as connection:
            connection.request("GET", "/health")
            assert b"next3" in connection.getresponse().read()
