"""A service in a process of its own with short limits, a socket that counts who calls, a secret."""

import os
import re
import select
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path

import pytest

from api.releases import load_file
from api.workers.seccomp import is_known
from tests.api.conftest import BASE, SAMPLE
from tests.api.stores import Stores
from tests.api.workers.conftest import descendants
from tests.paths import ROOT

SETTINGS = {
    "BOMAY_BASE_IRI": BASE,
    "BOMAY_PORT": "0",
    "BOMAY_QUERY_SECONDS": "1.0",
    "BOMAY_QUERY_MEMORY_BYTES": str(100 << 20),
    "BOMAY_RESULT_BYTES": "2000000",
    "BOMAY_RESULT_ROWS": "5000",
    "BOMAY_BODY_SECONDS": "0.5",
    "BOMAY_CLIENT_SECONDS": "86400",
    "BOMAY_ACCESS_LOG": "false",
}
HERE = Path(__file__).resolve().parent
REFUSED_OR_HARMLESS = frozenset([200, 400, 403])
"""The statuses of queries that are sent to a store elsewhere, or refused before that."""
PATIENCE = 15.0
TOKEN = "the-secret-of-this-test"
_RUNNING = re.compile(r"running on http://127\.0\.0\.1:(\d+)")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Take out the queries that only exhaust: what they take in a store is for it to limit."""
    left_out = [item for item in items if _exhausts_the_store(item)]
    config.hook.pytest_deselected(items=left_out)
    items[:] = [item for item in items if not _exhausts_the_store(item)]


def _exhausts_the_store(item: pytest.Item) -> bool:
    said = getattr(item, "callspec", None)
    if said is None or item.path.parent != HERE or said.params.get("store_kind") != "remote":
        return False
    return "query" in said.params and not REFUSED_OR_HARMLESS.issuperset(said.params["statuses"])


@dataclass
class Service:
    """The process, its port, the socket that nobody may call, and a file that nobody may read.

    ``store`` is the port of the store elsewhere that it may call, 0 for none.
    """

    process: subprocess.Popen[bytes]
    port: int
    sink: socket.socket
    secret: Path
    store: int = 0

    def fill(self, text: str) -> str:
        """Put the real places into a request."""
        filled = text.replace("PORT", str(self.sink.getsockname()[1]))
        return filled.replace("SECRET", str(self.secret)).replace("HOST", f"127.0.0.1:{self.port}")

    def exchange(self, data: bytes, *, shut: bool = False) -> bytes:
        """Send bytes and return all that comes back until the service closes or is silent."""
        with socket.create_connection(("127.0.0.1", self.port), PATIENCE) as connection:
            try:
                connection.sendall(data)
                if shut:
                    connection.shutdown(socket.SHUT_WR)
                parts = []
                while part := connection.recv(1 << 20):
                    parts.append(part)
            except (ConnectionError, TimeoutError):
                pass  # it may refuse to read to the end
        return b"".join(parts) if parts else b""

    def ask(self, query: str) -> tuple[int, bytes]:
        """Return the status and body for a query in a POST."""
        with closing(HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)) as connection:
            headers = {"Content-Type": "application/sparql-query"}
            body = query.encode("utf-8", "surrogatepass")
            connection.request("POST", "/sparql", body, headers)
            response = connection.getresponse()
            return response.status, response.read()

    def check(self) -> None:
        """The service lives, is healthy, has called nobody, holds no connection of its own.

        Over the embedded store it would be dead if it had called anybody, for however short a time.
        """
        assert self.process.poll() is None
        with closing(HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)) as connection:
            connection.request("GET", "/health")
            assert connection.getresponse().status == 200
        assert not select.select([self.sink], [], [], 0)[0], "an outgoing connection"
        assert self.outgoing() == []

    def outgoing(self) -> list[str]:
        """The TCP and UDP sockets of its processes that are neither listening nor accepted.

        Those that lead to the store are its own.
        """
        found = []
        for pid in {self.process.pid, *descendants(self.process.pid)}:
            held = _inodes(pid)
            for kind in ("tcp", "tcp6", "udp", "udp6"):
                for line in _lines(Path(f"/proc/{pid}/net/{kind}")):
                    fields = line.split()
                    local = int(fields[1].rpartition(":")[2], 16)
                    there = int(fields[2].rpartition(":")[2], 16)
                    is_known = local == self.port or (self.store and there == self.store)
                    if fields[9] in held and not is_known:
                        found.append(line)
        return found


def _lines(table: Path) -> list[str]:
    """The rows of a table of the kernel; none of a process that has just ended."""
    try:
        return table.read_text().splitlines()[1:]
    except OSError:
        return []


def _inodes(pid: int) -> set[str]:
    found = set()
    try:
        links = list(Path(f"/proc/{pid}/fd").glob("*"))
    except OSError:  # a worker that has ended meanwhile holds nothing
        links = []
    for link in links:
        try:
            target = os.readlink(link)
        except OSError:
            continue
        if target.startswith("socket:["):
            found.add(target[8:-1])
    return found


@pytest.fixture(scope="package")
def hostile(
    store_kind: str, stores: Stores, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Service]:
    secret = tmp_path_factory.mktemp("secret") / "secret.ttl"
    secret.write_text(f'<http://e/a> <http://e/b> "{TOKEN}" .\n', encoding="utf-8")
    log = secret.parent / "log"
    data, store = {"BOMAY_DATASET": str(SAMPLE)}, None
    if store_kind == "remote":
        store = stores.holding(load_file(SAMPLE, BASE))
        data = {"BOMAY_STORE": store.query}
    with socket.create_server(("127.0.0.1", 0)) as sink, log.open("wb") as output:
        # over a store elsewhere it has to connect; where there is no such filter, the sink counts
        program = "bomay" if store or not is_known() else "tests.api.hostile.unconnected"
        process = subprocess.Popen(
            [sys.executable, "-m", program, "serve"],
            env=os.environ | SETTINGS | data | {"PYTHONPATH": str(ROOT)},
            stdout=output,
            stderr=subprocess.STDOUT,
            cwd=secret.parent,
        )
        try:
            port = _port(process, log)
            yield Service(process, port, sink, secret, store.port if store else 0)
        finally:
            process.terminate()
            process.wait(PATIENCE)
        assert "Traceback" not in log.read_text(errors="replace")


def _port(process: subprocess.Popen[bytes], log: Path) -> int:
    from tests.api.workers.conftest import until

    until(lambda: _RUNNING.search(log.read_text()) or process.poll() is not None)
    found = _RUNNING.search(log.read_text())
    assert found, log.read_text()
    return int(found[1])
