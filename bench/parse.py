"""How many decisions a second are parsed, from text to facts, on one core.

Beside it, in the same run, a yardstick over the same texts: sha256, NFC and splitting into words.
Seconds are CPU seconds of this process. "Cold" is the first pass of a fresh process, in which
tables are read and patterns compiled; "new texts" have words at the ends of their lines that no
cache has seen, as the next decision of a batch has; "same texts" are read once more. Interpreters
differ by a tenth: one that is a program of its own (Debian's) is faster than one in a library.

    python bench/parse.py [--rounds N] [--profile]
"""

from __future__ import annotations

import argparse
import cProfile
import hashlib
import platform
import pstats
import re
import subprocess
import sys
import unicodedata
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import process_time

DECISIONS = Path(__file__).resolve().parent.parent / "data" / "decisions"
TARGET = 60
_LINE_END = re.compile(r"[;.]\s*\n")


def texts() -> list[str]:
    """Return the texts of the five decisions."""
    from loaders.read import read

    return [read(path).raw for path in sorted(DECISIONS.glob("*.txt"))]


def parse_all(found: list[str]) -> None:
    from loaders.model import SourceText
    from loaders.pipeline import parse_source

    for number, text in enumerate(found):
        parse_source(SourceText(f"{number}.txt", f"{number:064x}", "text", text))


def yardstick(found: list[str]) -> None:
    for text in found:
        hashlib.sha256(text.encode()).hexdigest()
        unicodedata.normalize("NFC", text).split()


def unseen(found: list[str], number: int) -> list[str]:
    """Return the texts with other words at the ends of their lines: no cache of clauses has them.

    The caches of single words stay as warm as they are in a batch of different decisions.
    """
    return [_LINE_END.sub(rf" lần {number}\g<0>", text) for text in found]


def seconds(work: Callable[[list[str]], None], found: list[str]) -> float:
    start = process_time()
    work(found)
    return process_time() - start


def cold_seconds() -> tuple[float, float]:
    """Return the CPU seconds of imports and of the first pass, in a fresh process."""
    run = subprocess.run(
        [sys.executable, __file__, "--cold"], check=True, capture_output=True, text=True
    )
    imports, first = map(float, run.stdout.split())
    return imports, first


def cold() -> None:
    start = process_time()
    import loaders.pipeline  # noqa: F401  # timed here

    imported = process_time() - start
    found = texts()
    print(imported, seconds(parse_all, found))


def measure(rounds: int) -> None:
    found = texts()
    parse_all(found)
    new, same, plain = [], [], []
    for number in range(1, rounds + 1):
        new.append(seconds(parse_all, unseen(found, number)))
        same.append(seconds(parse_all, found))
        plain.append(seconds(yardstick, found * 20) / 20)
    imports, first = cold_seconds()
    size = sum(map(len, found)) // len(found)
    unit = median(plain)
    print(f"{len(found)} texts of {size} characters on average, median of {rounds} rounds\n")
    print(f"{'':<22}{'documents/s':>12}{'ms each':>10}{'× yardstick':>13}")
    for name, spent in (
        ("parse, cold", first),
        ("parse, new texts", median(new)),
        ("parse, same texts", median(same)),
        ("yardstick", unit),
    ):
        each = spent / len(found)
        print(f"{name:<22}{1 / each:>12.1f}{each * 1000:>10.2f}{spent / unit:>13.1f}")
    rate = len(found) / median(new)
    print(f"\nPython {platform.python_version()}, imports {imports:.2f} s")
    print(f"target {TARGET} documents/s on new texts: ", end="")
    print("met" if rate >= TARGET else f"not met ({rate / TARGET:.0%})")


def profile() -> None:
    found = texts()
    parse_all(found)
    profiler = cProfile.Profile()
    profiler.runcall(parse_all, unseen(found, 1))
    pstats.Stats(profiler).sort_stats("tottime").print_stats(25)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    options.add_argument("--rounds", type=int, default=15)
    options.add_argument("--profile", action="store_true", help="list the most expensive places")
    options.add_argument("--cold", action="store_true", help=argparse.SUPPRESS)
    chosen = options.parse_args()
    if chosen.cold:
        cold()
    elif chosen.profile:
        profile()
    else:
        measure(chosen.rounds)


if __name__ == "__main__":
    main()
