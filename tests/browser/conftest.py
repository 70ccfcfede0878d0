"""The service over the releases that the line built from the five decisions, and a Chromium."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import uvicorn

from api.app import create_app
from api.settings import Settings
from tests.browser.browser import WIDE, Browser, NoBrowserError, started
from tests.harvested import BASE, releases


@pytest.fixture(scope="session")
def address() -> Iterator[str]:
    """The address of the service on a free port, with everything it has switched on."""
    settings = Settings(releases=releases(), base_iri=BASE, access_log=False, client_seconds=86_400)
    listening = socket.create_server(("127.0.0.1", 0))
    config = uvicorn.Config(create_app(settings), log_level="warning", access_log=False)
    running = uvicorn.Server(config)
    thread = threading.Thread(target=running.run, kwargs={"sockets": [listening]})
    thread.start()
    deadline = time.monotonic() + 60
    while not running.started and thread.is_alive() and time.monotonic() < deadline:
        time.sleep(0.01)
    assert running.started
    yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    running.should_exit = True
    thread.join(20)
    listening.close()


@contextmanager
def browsing(site: str, profile: Path) -> Iterator[Browser]:
    """Start a browser; the tests are skipped where none is installed."""
    try:
        with started(site, profile) as browser:
            yield browser
    except NoBrowserError as error:
        pytest.skip(str(error))


@pytest.fixture(scope="session")
def chromium(address: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """One browser for all tests: starting one takes a second or two."""
    with browsing(address, tmp_path_factory.mktemp("chromium")) as browser:
        yield browser


@pytest.fixture
def browser(chromium: Browser) -> Iterator[Browser]:
    """The browser at 1366 pixels, with JavaScript, without cookies or anything kept."""
    chromium.resize(WIDE)
    yield chromium
    chromium.without_script(False)
    chromium.colours("light")
    chromium.open("/health")
