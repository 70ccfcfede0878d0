"""Follow every link from the first page and every IRI of a release: no dead end.

Usage: python -m bench.crawl [RELEASES]   (default: releases; nine minutes for the five decisions)
"""

import sys
import time
from pathlib import Path

from starlette.testclient import TestClient

from api.app import create_app
from api.settings import Settings
from tests.crawling import crawl, dead_ends, iris


def main() -> int:
    """Print what was found; the status is 1 where something leads nowhere."""
    app = create_app(Settings(releases=Path(sys.argv[1] if len(sys.argv) > 1 else "releases")))
    dataset = app.state.datasets.current()
    began = time.monotonic()
    with TestClient(app, follow_redirects=False) as client:
        found = crawl(client, ["/", "/?lang=en"])
        seconds = time.monotonic() - began
        print(f"{found.asked} addresses, {found.pages} pages in {seconds:.0f} s")
        named = iris(dataset)
        dead = dead_ends(client, dataset.base_iri, named)
    print(f"{len(named)} IRIs in {time.monotonic() - began - seconds:.0f} s")
    for line in [*found.dead, *found.anchors, *dead]:
        print("leads nowhere:", *line)
    return 1 if found.dead or found.anchors or dead else 0


if __name__ == "__main__":
    sys.exit(main())
