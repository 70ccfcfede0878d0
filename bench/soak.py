"""Pages and /health while clients send the worst queries: their latency, and the memory used.

Memory is told apart: the service itself (its process has to stay flat: the median of each minute is
printed) and all its processes together (workers fill theirs up to the limit, and end there).

    python bench/soak.py [--minutes 5] [--clients 20] [--releases DIR]

The clients take the hostile queries of the tests in turn (those that run until a limit stops
them), each from an address of its own, so that the limits of one client do not spare the service.
"""

from __future__ import annotations

import argparse
import os
import sys
import threading
import time
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from statistics import median, quantiles

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench.load import serving  # noqa: E402  # run as a file: the checkout is not on the path yet
from tests.api.hostile.queries import COSTLY, NESTING  # noqa: E402
from tests.api.workers.conftest import descendants  # noqa: E402

PATHS = ("/health", "/", "/search?q=cap+phep", "/def")
_MINUTE = 60
"""Samples, one a second."""
SETTINGS = {"BOMAY_QUERY_SECONDS": "10", "BOMAY_QUERY_QUEUE": "32", "BOMAY_QUEUE_SECONDS": "10"}


class Soak:
    """The clients, what they got, and how long the pages took."""

    def __init__(self, port: int, end: float) -> None:
        self.port = port
        self.end = end
        self.statuses: dict[str, int] = {}
        self.times: dict[str, list[float]] = {path: [] for path in PATHS}
        self._lock = threading.Lock()

    def ask(self, number: int) -> None:
        """Send one hostile query after the other."""
        queries = [query for _, query, _ in (*COSTLY, *NESTING)]
        turn = number
        while time.monotonic() < self.end:
            status = self._post(queries[turn % len(queries)], f"198.51.100.{number}")
            turn += 7
            with self._lock:
                self.statuses[status] = self.statuses.get(status, 0) + 1

    def _post(self, query: str, client: str) -> str:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=60)
        headers = {"Content-Type": "application/sparql-query", "X-Forwarded-For": client}
        try:
            connection.request("POST", "/sparql", query.encode(), headers)
            response = connection.getresponse()
            response.read()
            return str(response.status)
        except (OSError, HTTPException) as error:
            return type(error).__name__
        finally:
            connection.close()

    def look(self) -> None:
        """Ask for each page in turn, as one reader does."""
        while time.monotonic() < self.end:
            for path in PATHS:
                connection = HTTPConnection("127.0.0.1", self.port, timeout=60)
                begin = time.perf_counter()
                connection.request("GET", path, headers={"Accept": "text/html"})
                response = connection.getresponse()
                response.read()
                self.times[path].append(time.perf_counter() - begin)
                connection.close()
                if response.status != 200:
                    raise SystemExit(f"{path}: {response.status}")
                time.sleep(0.02)


def resident(*pids: int) -> float:
    """Return the resident memory of processes, in MB; what several share counts once for each."""
    pages = 0
    for one in pids:
        try:
            pages += int(Path(f"/proc/{one}/statm").read_text().split()[1])
        except OSError:
            continue
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def watch_memory(pid: int, end: float) -> None:
    """Print, for each minute until ``end``, what the service took and the most of all together."""
    alone: list[float] = []
    together: list[float] = []
    while (left := end - time.monotonic()) > 0:
        alone.append(resident(pid))
        together.append(resident(pid, *descendants(pid)))
        time.sleep(min(1, left))
        if len(alone) == _MINUTE or time.monotonic() >= end:
            print(
                f"service {median(alone):6.0f} MB, all at most {max(together):6.0f} MB", flush=True
            )
            alone.clear()
            together.clear()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--releases", type=Path, default=ROOT / "releases")
    parser.add_argument("--minutes", type=float, default=5)
    parser.add_argument("--clients", type=int, default=20)
    options = parser.parse_args()
    os.environ |= SETTINGS
    with serving("soak", options) as address:
        port = int(address.rpartition(":")[2].partition("/")[0])
        pid = min(descendants(os.getpid()))  # the service is older than its workers
        soak = Soak(port, time.monotonic() + 60 * options.minutes)
        began = resident(pid, *descendants(pid))
        print(f"service {resident(pid):6.0f} MB, all {began:14.0f} MB, at the start")
        threads = [
            threading.Thread(target=soak.ask, args=(number,)) for number in range(options.clients)
        ]
        threads.append(threading.Thread(target=soak.look))
        for thread in threads:
            thread.start()
        watch_memory(pid, soak.end)
        for thread in threads:
            thread.join()
        time.sleep(2)
        together = resident(pid, *descendants(pid))
        print(f"service {resident(pid):6.0f} MB, all {together:14.0f} MB, 2 s after the last query")
    print("answers:", dict(sorted(soak.statuses.items())))
    for path, times in soak.times.items():
        cuts = [1000 * cut for cut in quantiles(times, n=100)]
        shown = f"p50 {cuts[49]:6.1f}  p95 {cuts[94]:6.1f}  p99 {cuts[98]:6.1f} ms"
        print(f"{path:20} {len(times):6} times  {shown}  most {1000 * max(times):.1f} ms")


if __name__ == "__main__":
    main()
