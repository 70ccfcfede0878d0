"""What the dumps add to a build of the five decisions: CPU seconds, files, bytes.

The least of some rounds, in seconds of CPU of this process: of all dumps together, and of each
format for the whole dataset.

    python bench/export.py [--rounds N]
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Callable
from pathlib import Path
from time import process_time

from loaders.build import build
from loaders.exports import export, open_release
from loaders.exports.rdf import FORMATS
from loaders.exports.source import Part, Source
from loaders.exports.tables import make_tables
from loaders.release import current
from ontology import DEFAULT_BASE_IRI

DECISIONS = Path(__file__).resolve().parent.parent / "data" / "decisions"


def least(rounds: int, run: Callable[[Source], object], release: Path) -> float:
    """Return the CPU seconds of the quickest of some runs, each with a release opened anew."""
    seconds = []
    for _ in range(rounds):
        source = open_release(release)
        began = process_time()
        run(source)
        seconds.append(process_time() - began)
    return min(seconds)


def whole(write: Callable[[Part], bytes]) -> Callable[[Source], bytes]:
    """Return the writing of the whole dataset in a format."""
    return lambda source: write(source.whole)


def main() -> None:
    """Build, then write everything again and again."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    rounds = parser.parse_args().rounds
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        began = process_time()
        build([DECISIONS], folder, DEFAULT_BASE_IRI)
        built = process_time() - began
        release = current(folder)
        files = [path for path in (release / "dumps").rglob("*") if path.is_file()]
        size = sum(path.stat().st_size for path in files) / 1e6
        dumps = least(rounds, lambda source: list(export(source, folder / "out")), release)
        print(f"build {built:.2f} s; dumps {dumps:.2f} s: {len(files)} files, {size:.0f} MB")
        for extension, write in FORMATS.items():
            print(f"  {extension:7} {least(rounds, whole(write), release):.3f} s")
        print(f"  tables  {least(rounds, make_tables, release):.3f} s")


if __name__ == "__main__":
    main()
