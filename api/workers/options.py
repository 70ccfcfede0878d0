"""How the pool is set up."""

from __future__ import annotations

from dataclasses import dataclass, field

from api.workers.job import Limits


@dataclass(frozen=True)
class PoolOptions:
    """How many queries run, how many wait and how long, within which limits, started how.

    Stores of at most ``memory_quads`` are held in memory by workers that are forked.
    """

    workers: int = 2
    queue: int = 32
    wait_seconds: float = 10
    limits: Limits = field(default_factory=Limits)
    way: str = "auto"
    guards: tuple[str, ...] = ("seccomp",)
    memory_quads: int = 0
