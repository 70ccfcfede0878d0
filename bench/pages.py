"""Server time and bytes of every kind of page of a release, and of a chart of 2,000 units.

    python -m bench.pages [--releases DIR] [--every N] [--goal MS]

The service runs in a process of its own, as `bomay serve` does. Each address is asked for twice: a
first rendering and a later one. Beside each stands a request for /health in the same moment, so
that "x" says how many times longer a page takes than the least that an answer takes here, whatever
else the machine does. Before it measures, the service has made the pages that it makes ahead (it
is idle for half a second), and the connection and the code are warm: one request for each kind,
of an address that is not counted. --every N takes one in N of the kinds with hundreds of pages.
"""

from __future__ import annotations

import argparse
import http.client
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import median, quantiles

from api.releases import open_release
from bench.load import ROOT, free_port
from tests.many_agencies import BASE, many_units
from tests.site_pages import pages_by_kind

MANY = 60
"""Kinds with more pages than this are sampled."""
HEADERS = {"Accept": "text/html", "Accept-Encoding": "br"}


class Service:
    """The service in a process of its own, with one connection to it."""

    def __init__(self, port: int) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)

    def get(self, path: str) -> tuple[float, int, int]:
        """Return milliseconds, status and bytes of an answer."""
        began = time.perf_counter()
        self._connection.request("GET", path, headers=HEADERS)
        answer = self._connection.getresponse()
        size = len(answer.read())
        return (time.perf_counter() - began) * 1000, answer.status, size

    def settle(self) -> None:
        """Wait until the service is idle for half a second."""
        spent = -1.0
        while (now := self._seconds()) - spent > 0.1:
            spent = now
            time.sleep(0.5)

    def _seconds(self) -> float:
        self._connection.request("GET", "/metrics")
        found = re.search(r"(?m)^process_cpu_seconds_total (\S+)", self._read())
        return float(found[1]) if found else 0.0

    def _read(self) -> str:
        return self._connection.getresponse().read().decode()


@contextmanager
def serving(arguments: Sequence[str]) -> Iterator[Service]:
    """Run the service until the block ends."""
    port = free_port()
    command = [sys.executable, "-m", "bomay", "serve", "--port", str(port), *arguments]
    environment = os.environ | {"PYTHONPATH": str(ROOT), "BOMAY_ACCESS_LOG": "false"}
    with tempfile.TemporaryDirectory() as folder:
        process = subprocess.Popen(
            command, env=environment, stderr=subprocess.DEVNULL, cwd=folder, text=True
        )
        try:
            for _ in range(300):
                try:
                    Service(port).get("/health")
                    break
                except OSError:
                    time.sleep(0.1)
            yield Service(port)
        finally:
            process.terminate()
            process.wait()


def measure(service: Service, paths: Sequence[str]) -> tuple[list[float], list[float], int]:
    """Return the times of pages, the times of the yardstick, and the largest page's bytes."""
    times, yardstick, largest = [], [], 0
    for path in paths:
        took, status, size = service.get(path)
        if status not in (200, 303):
            raise SystemExit(f"{path}: {status}")
        times.append(took)
        yardstick.append(service.get("/health")[0])
        largest = max(largest, size)
    return times, yardstick, largest


def p95(times: Sequence[float]) -> float:
    return quantiles(times, n=20, method="inclusive")[-1] if len(times) > 1 else times[0]


def report(kind: str, service: Service, paths: Sequence[str], goal: float) -> list[float]:
    """Measure a kind of page, print its line, and return the times of the first renderings."""
    first, least, largest = measure(service, paths)
    later, _, _ = measure(service, paths)
    ratio = p95(first) / median(least)
    over = "  over the goal" if p95(first) > goal else ""
    print(
        f"{kind:24} {len(paths):5}  first p50 {median(first):6.1f} p95 {p95(first):6.1f} ms "
        f"(x{ratio:4.0f})  later p95 {p95(later):6.1f} ms  {largest:6} bytes{over}",
        flush=True,
    )
    return first


def both_languages(paths: Sequence[str]) -> list[str]:
    return [
        f"{path}{mark}" for path in paths for mark in ("", f"{'&' if '?' in path else '?'}lang=en")
    ]


def five_decisions(options: argparse.Namespace) -> bool:
    """Measure the pages of the release; return whether all are within the goal."""
    folder: Path = options.releases.resolve()
    name = (folder / "CURRENT").read_text().strip()
    kinds = pages_by_kind(open_release(folder, name, BASE))
    times: list[float] = []
    with serving(["--releases", str(folder)]) as service:
        service.settle()
        for paths in kinds.values():
            service.get(f"{paths[-1]}{'&' if '?' in paths[-1] else '?'}warm=1")
        for kind, paths in kinds.items():
            shown = paths[:: options.every] if len(paths) > MANY else paths
            times += report(kind, service, both_languages(shown), options.goal)
    print(
        f"{'all pages':24} {len(times):5}  first p50 {median(times):6.1f} p95 {p95(times):6.1f} ms"
    )
    goal: float = options.goal
    return p95(times) <= goal


def large_chart(goal: float) -> None:
    """Measure a chart of 2,000 units: closed, with three branches, with all that may be open."""
    agency, office = "id/org/tinh-0/so-lon", "&open=id/org/tinh-0/so-lon/chi-cuc-"
    with tempfile.TemporaryDirectory() as folder:
        file = many_units(Path(folder), 40, 50)
        with serving(["--dataset", str(file)]) as service:
            service.get("/chart")
            for kind, branches, rest in (
                ("chart of 2,000, closed", 0, ""),
                ("… 3 branches open", 3, ""),
                ("… all that may be open", 40, ""),
                ("… with posts", 40, "&posts=1"),
                ("… as a file", 40, "&format=svg"),
            ):
                opened = "".join(f"{office}{n}" for n in range(branches))
                report(kind, service, [f"/chart?agency={agency}{opened}{rest}"] * 5, goal)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--releases", type=Path, default=ROOT / "releases")
    parser.add_argument("--every", type=int, default=10, help="one in so many of long kinds")
    parser.add_argument("--goal", type=float, default=50, help="milliseconds for the p95")
    options = parser.parse_args()
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} before")
    is_within = five_decisions(options)
    large_chart(options.goal)
    return 0 if is_within else 1


if __name__ == "__main__":
    sys.exit(main())
