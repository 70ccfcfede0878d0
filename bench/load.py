"""Requests a second and latency of /sparql: worker processes beside the engine in the web process.

Two services over the same data, each a process of its own, asked in turn in one run, so that what
else the machine does strikes both. "in process" is the path before the workers: a thread of the
web process asks the engine, without limits. Beside it, how long a page takes while queries that
do not end hold every worker (or as many threads).

    python bench/load.py [--releases DIR | --dataset FILE] [--seconds S] [--rounds N]
"""

from __future__ import annotations

import argparse
import asyncio
import os
import socket
import subprocess
import sys
import time
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from statistics import median, quantiles
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parent.parent
PATHS = ("in process", "workers")
QUERIES = {
    "cheap": "SELECT ?s ?o { ?s a ?o } LIMIT 10",
    "medium": "SELECT ?t (COUNT(*) AS ?n) { ?s a ?t ; ?p ?o } GROUP BY ?t ORDER BY DESC(?n)",
}
RUNAWAY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
CLIENTS = (1, 16)


def serve(path: str, descriptor: int, releases: Path, dataset: Path | None) -> None:
    """Serve on a socket that listens already; the rate of one client is not limited here."""
    import uvicorn

    from api.app import create_app
    from api.settings import Settings

    settings = Settings(
        releases=releases,
        dataset=dataset,
        client_queries=256,
        client_seconds=86_400,
        access_log=False,
        query_seconds=600,
    )
    app = create_app(settings)
    if path == PATHS[0]:
        app.state.queries = InProcess()
    config = uvicorn.Config(app, log_level="error", lifespan="on")
    uvicorn.Server(config).run(sockets=[socket.socket(fileno=descriptor)])


class InProcess:
    """The path before the workers."""

    def open(self, dataset: Any) -> None:
        """There is nothing to start."""

    def close(self) -> None:
        """There is nothing to end."""

    async def run(self, request: Any, dataset: Any, job: Any) -> Any:
        from fastapi.concurrency import run_in_threadpool

        from api.workers.evaluate import evaluate
        from api.workers.job import Limits

        return await run_in_threadpool(evaluate, dataset, job, Limits())


@contextmanager
def serving(path: str, options: argparse.Namespace) -> Iterator[int]:
    """The port of a service in a process of its own."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
        number = listening.fileno()
        command = [sys.executable, __file__, "--serve", path, "--descriptor", str(number)]
        command += ["--releases", str(options.releases)]
        command += ["--dataset", str(options.dataset)] if options.dataset else []
        environment = os.environ | {"PYTHONPATH": str(ROOT)}
        process = subprocess.Popen(command, pass_fds=[number], env=environment)
    try:
        asyncio.run(load(port, "/sparql?query=ASK%7B%7D", 1, 0.5))  # until it answers
        yield port
    finally:
        process.kill()
        process.wait()


async def load(port: int, path: str, clients: int, seconds: float) -> list[float]:
    """Return the seconds of each request that so many clients get answered in the time."""
    end = time.perf_counter() + seconds
    found = await asyncio.gather(*(_client(port, path, end) for _ in range(clients)))
    return [took for times in found for took in times]


async def _client(port: int, path: str, end: float) -> list[float]:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    request = f"GET {path} HTTP/1.1\r\nHost: localhost\r\nAccept: */*\r\n\r\n".encode()
    times: list[float] = []
    while not times or time.perf_counter() < end:
        start = time.perf_counter()
        writer.write(request)
        head = (await reader.readuntil(b"\r\n\r\n")).lower()
        if b" 200 " not in head.split(b"\r\n")[0]:
            raise SystemExit(f"{path}: {head.decode()}")
        length = int(head.partition(b"content-length:")[2].split(b"\r\n")[0])
        await reader.readexactly(length)
        times.append(time.perf_counter() - start)
    writer.close()
    with suppress(OSError):
        await writer.wait_closed()
    return times


def spread(times: list[float]) -> str:
    """Return the median and the 95th percentile in milliseconds."""
    cuts = quantiles(times, n=100) if len(times) > 1 else times * 99
    return f"p50 {1000 * cuts[49]:7.2f} ms  p95 {1000 * cuts[94]:7.2f} ms"


def measure(ports: dict[str, int], name: str, clients: int, options: argparse.Namespace) -> None:
    """Print one line for each path and the ratio of the medians of the rounds."""
    path = "/sparql?query=" + quote(QUERIES[name])
    rates: dict[str, list[float]] = {which: [] for which in PATHS}
    times: dict[str, list[float]] = {which: [] for which in PATHS}
    for _ in range(options.rounds):
        for which in PATHS:
            start = time.perf_counter()
            found = asyncio.run(load(ports[which], path, clients, options.seconds))
            rates[which].append(len(found) / (time.perf_counter() - start))
            times[which] += found
    for which in PATHS:
        rate = f"{median(rates[which]):8.0f} a second"
        print(f"{name:7} {clients:3} clients  {which:11} {rate}  {spread(times[which])}")
    before, after = (median(rates[which]) for which in PATHS)
    print(f"{name:7} {clients:3} clients  workers / in process: {after / before:.2f}")


def pages_under_load(ports: dict[str, int], options: argparse.Namespace) -> None:
    """Print how long a page takes alone, and while queries run that do not end.

    The workers first: in the web process the queries go on after the client has hung up.
    """
    for which in reversed(PATHS):
        alone = asyncio.run(load(ports[which], "/", 1, options.seconds))
        with ExitStack() as stack:
            for _ in range(os.cpu_count() or 1):
                held = stack.enter_context(socket.create_connection(("127.0.0.1", ports[which])))
                path = "/sparql?query=" + quote(RUNAWAY)
                held.sendall(f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
            time.sleep(0.5)  # they have begun by now
            loaded = asyncio.run(load(ports[which], "/", 1, options.seconds))
        print(f"page `/`, {which:11} {spread(alone)}; beside runaways {spread(loaded)}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--releases", type=Path, default=ROOT / "releases")
    parser.add_argument("--dataset", type=Path)
    parser.add_argument("--seconds", type=float, default=2.0, help="of each measurement")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--serve", choices=PATHS, help=argparse.SUPPRESS)
    parser.add_argument("--descriptor", type=int, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.serve:
        serve(options.serve, options.descriptor, options.releases, options.dataset)
        return
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} before")
    with ExitStack() as stack:
        ports = {which: stack.enter_context(serving(which, options)) for which in PATHS}
        for name in QUERIES:
            for clients in CLIENTS:
                measure(ports, name, clients, options)
        pages_under_load(ports, options)


if __name__ == "__main__":
    main()
