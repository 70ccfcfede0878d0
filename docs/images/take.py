"""Take the README's pictures of the running site: `python -m docs.images.take [URL]`.

Needs Chromium and its driver on the PATH and the service running (`make run`). Pictures are WebP of
some 30 to 80 kB, in English, and are committed with the change that alters what they show.
"""

from __future__ import annotations

import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

from tests.browser.addresses import AGENCY, DECISION
from tests.browser.browser import PHONE, Browser, NoBrowserError, started

HERE = Path(__file__).resolve().parent
DESKTOP = (1200, 900)
QUALITY = 78
OTHER = "id/org/kon-tum/so-thong-tin-va-truyen-thong"
FIELDS = """PREFIX bm: <https://w3id.org/bomay/def#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?field (COUNT(?duty) AS ?duties) WHERE {
  ?duty bm:field ?code .
  ?code skos:prefLabel ?field FILTER(LANG(?field) = "en")
} GROUP BY ?field ORDER BY DESC(?duties) LIMIT 10"""


@dataclass(frozen=True)
class Picture:
    """A page, the size of the window, and the element that the picture begins at."""

    path: str
    size: tuple[int, int] = DESKTOP
    start: str = ""


PICTURES = {
    "agency": Picture(f"/{AGENCY}?lang=en", (1200, 1340)),
    "chart": Picture(f"/chart?agency={AGENCY}&posts=1&lang=en"),
    "compare": Picture(f"/compare?a={AGENCY}&b={OTHER}&lang=en"),
    "reader": Picture(f"/{DECISION}?lang=en#quy-dinh.dieu-3", start="[id='quy-dinh.dieu-3']"),
    "query": Picture("/sparql?" + urlencode({"query": FIELDS, "lang": "en"}), (1200, 1300)),
    "phone": Picture(f"/{AGENCY}?lang=en", PHONE),
}


def take(browser: Browser, picture: Picture) -> bytes:
    """Return a picture as WebP."""
    browser.resize(picture.size)
    browser.colours("light")
    browser.driver.execute_cdp_cmd("Emulation.setScrollbarsHidden", {"hidden": True})
    browser.open(picture.path)
    if browser.all("#editor"):
        browser.one(".CodeMirror")  # drawn by a script after the page is there
    if picture.start:
        browser.driver.execute_script("arguments[0].scrollIntoView()", browser.one(picture.start))
    return browser.picture("webp", QUALITY)


def main(site: str) -> int:
    """Take each picture; returns the exit status."""
    try:
        with tempfile.TemporaryDirectory() as folder, started(site, Path(folder)) as browser:
            for name, picture in PICTURES.items():
                file = HERE / f"{name}.webp"
                file.write_bytes(take(browser, picture))
                print(f"{file} {file.stat().st_size / 1000:.0f} kB")
    except NoBrowserError as error:
        print(f"take.py: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8000"))
