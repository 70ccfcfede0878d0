"""The helpers do see what is wrong: each on a page that has the fault."""

import http.server
import threading
from functools import partial

import pytest

from tests.browser.conftest import browsing

BAD = """<!doctype html><html><head><title>x</title></head><body>
<img src="/missing.png"><p style="width: 3000px; color: #ccc">pale</p>
<script>console.error("told"); fetch("http://127.0.0.2:9/elsewhere").catch(() => {});</script>
<a href="/a">a</a> <a href="/b" style="outline: none">b</a></body></html>"""


@pytest.fixture(scope="module")
def bad(tmp_path_factory):
    """A browser at a page with one fault of each sort."""
    folder = tmp_path_factory.mktemp("bad")
    (folder / "index.html").write_text(BAD, encoding="utf-8")
    handler = partial(Quiet, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        site = f"http://127.0.0.1:{server.server_address[1]}"
        with browsing(site, tmp_path_factory.mktemp("profile")) as browser:
            yield browser
        server.shutdown()
        thread.join()


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format, *args):
        pass


def test_faults_are_found(bad):
    bad.open("/")
    found = "\n".join(bad.violations())
    assert all(rule in found for rule in ("image-alt", "html-has-lang", "color-contrast"))
    assert any("told" in line for line in bad.until(bad.complaints))
    assert bad.outside() == ["http://127.0.0.2:9/elsewhere"]
    assert bad.overflow()[-1].startswith("scrolls to 30")


def test_the_walk_tells_a_focus_that_nobody_sees(bad):
    bad.open("/")
    assert [(place["href"], place["shown"]) for place in bad.walk()] == [
        ("/a", True),
        ("/b", False),
    ]
