"""Run in a process of its own: publish, and be killed (-9) at one step of it.

Usage: python -m tests.loaders.killed_publish FOLDER MARK NOTE STEP. A step is an event of the
interpreter (a file opened, a folder made, a name changed) under FOLDER; the status is 0 where the
publication has fewer steps.
"""

import os
import signal
import sys
from pathlib import Path

from loaders.release import publish

QUAD = '<https://example.org/{}> <https://example.org/p> "{}" <https://example.org/g> .\n'
EVENTS = frozenset({"open", "os.mkdir", "os.rename", "os.remove", "os.rmdir", "shutil.rmtree"})
QUADS = 50


def dataset(mark: str) -> bytes:
    """Return a few quads that no other mark gives."""
    return "".join(QUAD.format(mark, number) for number in range(QUADS)).encode()


def kill_at(step: int, folder: Path) -> None:
    """Let this process be killed at the given step under ``folder``."""
    seen = 0

    def count(event: str, args: tuple[object, ...]) -> None:
        nonlocal seen
        if event in EVENTS and args and str(args[0]).startswith(str(folder)):
            seen += 1
            if seen == step:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(count)


if __name__ == "__main__":
    where, mark, note, at = Path(sys.argv[1]), sys.argv[2], sys.argv[3], int(sys.argv[4])
    kill_at(at, where)
    publish(dataset(mark), {"note": note}, where)
