"""The command line in a process of its own, and files that it can't read."""

import os
import subprocess
import sys

from tests.paths import ROOT


def run(*arguments, cwd=ROOT, **environment):
    """Run the command line; arguments are turned into strings."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("BOMAY_")}
    return subprocess.run(
        [sys.executable, str(ROOT / "bomay.py"), *map(str, arguments)],
        cwd=cwd,
        env={**kept, **environment},
        capture_output=True,
        check=False,
    )


def said(done):
    """Return what a run said on stderr, as lines."""
    return done.stderr.decode().splitlines()


def make_bad(folder, kind):
    """Make a file that can't be read, and return its path."""
    path = folder / f"{kind}.txt"
    if kind == "empty":
        path.write_bytes(b"")
    elif kind == "blank":
        path.write_bytes(b" \n\n\t ")
    elif kind == "binary":
        path.write_bytes(bytes(range(256)) * 40)
    elif kind == "nul":
        path.write_bytes("Điều 1. Vị trí\0".encode())
    elif kind == "latin-1":
        path.write_bytes("Müller à la carte".encode("latin-1"))
    elif kind == "truncated":
        path.write_bytes("Điều 1. Vị trí".encode()[:-1])
    elif kind == "unreadable" and os.geteuid() == 0:
        path.symlink_to("/proc/self/mem")  # root may open any file; this one can't be read
    elif kind == "unreadable":
        path.write_text("x", encoding="utf-8")
        path.chmod(0)
    elif kind == "unknown format":
        path = folder / "decision.xyz"
        path.write_bytes(b"x")
    return path  # "missing": nothing made


BAD = (
    *("empty", "blank", "binary", "nul", "latin-1", "truncated"),
    *("unreadable", "unknown format", "missing"),
)
