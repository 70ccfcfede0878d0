"""How the time for a text grows with its length: what repeats must not cost more and more."""

import gc
from collections.abc import Callable
from itertools import count
from time import process_time

MOST = 3.2
"""A text twice as long takes twice as long, and a little more for the memory that it fills; four
times where the work is quadratic."""
_ROUNDS = 8
_numbers = count()


def assert_grows_evenly(
    work: Callable[[str], object], piece: str, times: int, opening: str = "", closing: str = ""
) -> None:
    """Assert that twice as many pieces take less than ``MOST`` times as much CPU.

    The least of some rounds counts, each with a text that no cache has seen; what else the machine
    does can only add to it.
    """
    single = double = float("inf")
    for _ in range(_ROUNDS):
        single = min(single, _seconds(work, opening + piece * times + closing))
        double = min(double, _seconds(work, opening + piece * times * 2 + closing))
        if double < MOST * single:
            return
    raise AssertionError(f"twice as many “{piece}” take {double / single:.1f} times as long")


def _seconds(work: Callable[[str], object], text: str) -> float:
    own = f"{text} {next(_numbers)}"
    was_enabled = gc.isenabled()
    gc.disable()  # as timeit does: what it walks is not the work's
    try:
        start = process_time()
        work(own)
        return process_time() - start
    finally:
        if was_enabled:
            gc.enable()
