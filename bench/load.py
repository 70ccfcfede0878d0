"""Requests a second and latency of /sparql beside an Oxigraph server on the same data.

Each is a process of its own, asked in turn in one run by wrk (which has to be installed: a client
in Python would be the slowest part), so that what else the machine does strikes all. "cold" keeps
no answers: every query is run; "warm" is as the service is by default, its answer kept after the
first time. Ratios are those of the medians of the rounds.

    python bench/load.py [--releases DIR] [--seconds S] [--rounds N]
"""

from __future__ import annotations

import argparse
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack, contextmanager
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING
from urllib.parse import quote
from urllib.request import urlopen

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parent.parent
OXIGRAPH, COLD, WARM = "oxigraph", "cold", "warm"
QUERIES = {
    "cheap": "SELECT ?s ?o { ?s a ?o } LIMIT 10",
    "medium": "SELECT ?t (COUNT(?s) AS ?n) { ?s a ?t } GROUP BY ?t ORDER BY DESC(?n)",
}
CLIENTS = (1, 16, 64)
UNLIMITED = {
    "BOMAY_CLIENT_QUERIES": "256",
    "BOMAY_CLIENT_SECONDS": "86400",
    "BOMAY_QUERY_QUEUE": "1000",
    "BOMAY_QUEUE_SECONDS": "600",
    "BOMAY_QUERY_SECONDS": "600",
    "BOMAY_ACCESS_LOG": "false",
    "BOMAY_PREPARE_PAGES": "false",  # what the service does at its start is not measured here
}
REPORT = """
done = function(summary, latency, requests)
  local bad = summary.errors.status + summary.errors.connect + summary.errors.read
  io.write(string.format("RESULT %d %d %d %d %d\\n", summary.requests, summary.duration,
    latency:percentile(50), latency:percentile(95), bad + summary.errors.timeout))
end
"""


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        return int(listening.getsockname()[1])


@contextmanager
def serving(which: str, options: argparse.Namespace) -> Iterator[str]:
    """The address of an endpoint in a process of its own."""
    port = free_port()
    with tempfile.TemporaryDirectory() as folder:
        if which == OXIGRAPH:
            name = (options.releases / "CURRENT").read_text().strip()
            shutil.copytree(options.releases / name / "store", f"{folder}/store")
            program = str(Path(sys.executable).with_name("oxigraph"))
            command = [program, "serve-read-only", "--location", f"{folder}/store"]
            command += ["--bind", f"127.0.0.1:{port}", "--union-default-graph"]
            address = f"http://127.0.0.1:{port}/query"
        else:
            command = [sys.executable, "-m", "bomay", "serve", "--port", str(port)]
            address = f"http://127.0.0.1:{port}/sparql"
        environment = UNLIMITED | dict(os.environ) | {"PYTHONPATH": str(ROOT)}
        environment |= {"BOMAY_RELEASES": str(options.releases.resolve())}
        environment |= {"BOMAY_ANSWER_BYTES": "0"} if which == COLD else {}
        quiet = subprocess.DEVNULL
        process = subprocess.Popen(command, env=environment, stdout=quiet, stderr=quiet, cwd=folder)
        try:
            await_answer(address)
            yield address
        finally:
            process.terminate()
            process.wait()


def await_answer(address: str) -> None:
    """Wait until a query is answered."""
    for _ in range(200):
        try:
            with urlopen(f"{address}?query=ASK%7B%7D") as response:
                response.read()
            return
        except OSError:
            time.sleep(0.1)
    raise SystemExit(f"{address} does not answer")


def load(address: str, query: str, clients: int, seconds: float, script: str) -> list[float]:
    """Return requests a second, and the 50th and 95th percentile in ms."""
    command = ["wrk", "-t1", f"-c{clients}", f"-d{seconds:g}s", "--timeout", "60s", "-s", script]
    done = subprocess.run(
        [*command, f"{address}?query={quote(query)}"], capture_output=True, text=True, check=True
    )
    words = done.stdout.partition("RESULT ")[2].split()
    requests, microseconds, p50, p95, bad = (float(word) for word in words[:5])
    if bad:
        raise SystemExit(f"{address}: {bad:g} requests failed\n{done.stdout}")
    return [requests / microseconds * 1e6, p50 / 1000, p95 / 1000]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--releases", type=Path, default=ROOT / "releases")
    parser.add_argument("--seconds", type=int, default=3, help="of each measurement")
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} before")
    with ExitStack() as stack:
        file = stack.enter_context(tempfile.NamedTemporaryFile("w", suffix=".lua"))
        file.write(REPORT)
        file.flush()
        services = (OXIGRAPH, COLD, WARM)
        addresses = {which: stack.enter_context(serving(which, options)) for which in services}
        for name, query in QUERIES.items():
            for clients in CLIENTS:
                found: dict[str, list[list[float]]] = {which: [] for which in services}
                for _ in range(options.rounds):
                    for which in services:
                        found[which].append(
                            load(addresses[which], query, clients, options.seconds, file.name)
                        )
                report(name, clients, found)


def report(name: str, clients: int, found: dict[str, list[list[float]]]) -> None:
    """Print a line for each service, with its ratio to Oxigraph."""
    base = median(row[0] for row in found[OXIGRAPH])
    for which, rows in found.items():
        rate, p50, p95 = (median(column) for column in zip(*rows, strict=True))
        print(
            f"{name:6} {clients:2} clients {which:8} {rate:8.0f}/s  p50 {p50:8.2f} ms  "
            f"p95 {p95:8.2f} ms  {rate / base:5.2f}",
            flush=True,
        )


if __name__ == "__main__":
    main()
