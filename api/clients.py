"""How much one client may ask for: queries at a time, seconds of query time a minute.

A client is an address (of IPv6 the /64 network, which one household or machine has).
"""

from __future__ import annotations

import math
import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from ipaddress import IPv6Address, ip_address, ip_network

from starlette.types import Scope

WINDOW_SECONDS = 60
_STEP_SECONDS = 0.1
"""Within so long, queries of a client are counted as one: their number costs nothing then."""
_MOST_CLIENTS = 10_000
"""So many are remembered before those without a query in the last minute are forgotten."""


@dataclass(frozen=True)
class Refusal:
    """Why a client has to wait, and for how many seconds.

    ``told`` is the key of the words that a page has for it, and what is written into them.
    """

    detail: str
    retry_seconds: int
    told: tuple[str, ...] = ()


@dataclass
class _Client:
    running: int = 0
    spent: deque[tuple[float, float]] = field(default_factory=deque)  # when, how many seconds
    total: float = 0.0

    def spend(self, now: float, seconds: float) -> None:
        """Add what a query took; those that end at about the same time are one entry."""
        self.total += seconds
        if self.spent and now - self.spent[-1][0] < _STEP_SECONDS:
            when, before = self.spent[-1]
            self.spent[-1] = when, before + seconds
        else:
            self.spent.append((now, seconds))

    def forget(self, begin: float) -> None:
        """Let go of what was spent before."""
        while self.spent and self.spent[0][0] <= begin:
            self.total -= self.spent.popleft()[1]
        if not self.spent:
            self.total = 0.0


class Clients:
    """The clients of the last minute; safe to use from any thread."""

    def __init__(
        self, most_running: int, most_seconds: float, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._most_running = most_running
        self._most_seconds = most_seconds
        self._clock = clock
        self._lock = threading.Lock()
        self._clients: dict[str, _Client] = {}

    def enter(self, key: str) -> Refusal | None:
        """Count a query that begins, or return why it may not."""
        with self._lock:
            client = self._present(key)
            over = client.total - self._most_seconds
            if over >= 0:
                return Refusal(
                    f"One client has {self._most_seconds:g} s of query time in "
                    f"{WINDOW_SECONDS} s, and these are used up.",
                    self._until_free(client, over),
                    ("client_seconds", f"{self._most_seconds:g}", str(WINDOW_SECONDS)),
                )
            if client.running >= self._most_running:
                most = self._most_running
                told = ("client_queries", str(most))
                return Refusal(f"One client has {most} queries at a time.", 1, told)
            client.running += 1
            return None

    def leave(self, key: str, seconds: float) -> None:
        """Count a query that has ended after ``seconds``."""
        with self._lock:
            client = self._present(key)
            client.running -= 1
            client.spend(self._clock(), seconds)

    def _present(self, key: str) -> _Client:
        if len(self._clients) > _MOST_CLIENTS:
            for name in [name for name, client in self._clients.items() if self._is_idle(client)]:
                del self._clients[name]
        client = self._clients.setdefault(key, _Client())
        client.forget(self._clock() - WINDOW_SECONDS)
        return client

    def _is_idle(self, client: _Client) -> bool:
        client.forget(self._clock() - WINDOW_SECONDS)
        return not client.running and not client.spent

    def _until_free(self, client: _Client, over: float) -> int:
        """Return in how many seconds so much has left the window that less than all is used."""
        for when, seconds in client.spent:
            over -= seconds
            if over < 0:
                return max(1, math.ceil(when + WINDOW_SECONDS - self._clock()))
        return WINDOW_SECONDS


@lru_cache(maxsize=1024)
def _network_of(address: str) -> str:
    try:
        found = ip_address(address)
    except ValueError:
        return address[:64]
    if not isinstance(found, IPv6Address):
        return str(found)
    if found.ipv4_mapped is not None:
        return str(found.ipv4_mapped)
    return str(ip_network((found.packed[:8] + bytes(8), 64)))


def client_key(scope: Scope) -> str:
    """Return what a client is known by: its address, of IPv6 its network.

    Behind a proxy that the settings trust, the server has put the address that the proxy reports
    in the place of the proxy's.
    """
    return _network_of((scope.get("client") or ("", 0))[0])
