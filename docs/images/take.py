"""Take the README's picture of the running site: `python docs/images/take.py [URL]`.

Needs Chromium on the PATH and the service running (`make run`).
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
PAGES = {"agency.png": "/id/org/binh-phuoc/so-thong-tin-va-truyen-thong"}
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
    "--window-size=1200,1010",
)


def main(site: str) -> int:
    """Take each picture; returns the exit status."""
    browser = shutil.which("chromium") or shutil.which("chromium-browser")
    if browser is None:
        print("take.py: no chromium on the PATH", file=sys.stderr)
        return 1
    for name, path in PAGES.items():
        with tempfile.TemporaryDirectory() as profile:
            picture = f"--screenshot={HERE / name}"
            command = [browser, *FLAGS, f"--user-data-dir={profile}", picture, site + path]
            subprocess.run(command, check=True, capture_output=True, timeout=60)
        print(HERE / name)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8000"))
