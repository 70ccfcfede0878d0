"""The zygotes as the service sees them: one for each graph in memory, one for stores on disk.

A graph that is being loaded so delays no worker of another one. A zygote whose graph is no longer
the one asked for ends with its last worker.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from api.workers.job import Location, Start

ROOT = Path(__file__).resolve().parent.parent.parent
ENVIRONMENT = {"RUST_BACKTRACE": "0"}  # a query that ends its worker is one line in the log
_LENGTH_BYTES = 4
END_SECONDS = 2.0
"""How long a process that was told to end may take before it is no longer waited for."""


class Zygotes:
    """Takes orders for workers to the right zygote; a new one where there is none or it ended."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._living: dict[Location | None, _Zygote] = {}
        self._latest: Location | None = None
        self._is_closed = False

    def order(self, start: Start, descriptors: Sequence[int]) -> None:
        """Have a worker started that gets these descriptors; raises OSError."""
        key = start.location if start.is_shared() else None
        with self._lock:
            if self._is_closed:
                raise OSError("no more workers are started")
            if key != self._latest:
                self._finish_others(key)
                self._latest = key
            zygote = self._living.get(key)
            if zygote is not None:
                with suppress(OSError):  # it was killed: another one
                    zygote.send(start, descriptors)
                    return
                zygote.close()
            self._living[key] = zygote = _Zygote()
            zygote.send(start, descriptors)

    def pids(self) -> list[int]:
        """Return the process ids of those that live."""
        with self._lock:
            return [zygote.process.pid for zygote in self._living.values() if zygote.is_alive()]

    def close(self) -> None:
        """End them all, and with them all workers, for good."""
        with self._lock:
            self._is_closed = True
            for zygote in self._living.values():
                zygote.close()
            self._living.clear()

    def _finish_others(self, key: Location | None) -> None:
        """Let those end that have no workers left, and let go of those that have ended."""
        for other, zygote in list(self._living.items()):
            if not zygote.is_alive():
                zygote.close()
                del self._living[other]
            elif other != key:
                with suppress(OSError):
                    zygote.finish()


class _Zygote:
    """One of these processes, and the socket over which it takes orders."""

    def __init__(self) -> None:
        self._orders, its_orders = socket.socketpair()
        with its_orders:
            number = its_orders.fileno()
            self.process = subprocess.Popen(
                [sys.executable, "-m", "api.workers.zygote", str(number)],
                cwd=ROOT,
                env=os.environ | ENVIRONMENT,
                stdin=subprocess.DEVNULL,
                pass_fds=[number],
                start_new_session=True,  # Ctrl-C is for the service
            )

    def send(self, start: Start, descriptors: Sequence[int]) -> None:
        """Order a worker; raises OSError."""
        order = json.dumps(start.to_json()).encode("ascii")
        data = len(order).to_bytes(_LENGTH_BYTES, "little") + order
        socket.send_fds(self._orders, [data], list(descriptors))

    def finish(self) -> None:
        """Tell it to end with its last worker, unless another one is ordered; raises OSError."""
        self._orders.send(bytes(_LENGTH_BYTES))

    def is_alive(self) -> bool:
        """Tell whether the process runs."""
        return self.process.poll() is None

    def close(self) -> None:
        """End it, and with it all its workers."""
        self._orders.close()
        end(self.process)


def end(process: subprocess.Popen[bytes]) -> None:
    """Wait for a process that was told to end, and kill it where it does not."""
    try:
        process.wait(END_SECONDS)
    except subprocess.TimeoutExpired:
        process.send_signal(getattr(signal, "SIGKILL", signal.SIGTERM))
        process.wait()
