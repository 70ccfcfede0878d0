"""The index of the dataset that is served: that of its release, else one made in memory.

A release of this machine brings its index, also where a store elsewhere is served: the id of a
release is made of its content. Any other index is made of the graph, in a thread of its own; over
a store that begins as soon as a release is found there, before anybody searches. Who searches
meanwhile waits a little, and is then told to come again. Once it is made it answers without the
store. A store that fails meanwhile fails the making; it is tried again with the next search or look
at the store, after a rest, as reading everything is dear.
"""

from __future__ import annotations

import logging
import math
import time
from concurrent.futures import Future
from dataclasses import replace
from pathlib import Path
from threading import BoundedSemaphore, Lock, Thread

from api.pages.data import remembered
from api.remote.dataset import RemoteDataset
from api.store import Dataset, in_one_thread
from ontology.search.index import IndexVersionError, SearchIndex, build_index, open_index

FOLDER = "search"
"""Beside the store of a release."""
WAIT_SECONDS = 5.0
"""How long a search waits for the index. About a thousand entries are indexed in a second."""
REST = 4
"""After a failure, so many times as long as that took."""
_STORE_SECONDS = 60.0
"""How long a store may take for each of the three questions that read everything."""
_MOST_WAITING = 8
"""More searches than this don't wait: each that does keeps a thread of the pages."""

log = logging.getLogger(__name__)
_waiting = BoundedSemaphore(_MOST_WAITING)


class IndexNotReadyError(Exception):
    """The index is still being made."""


class _Making:
    """The making of one index; again after it has failed."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._future: Future[SearchIndex] | None = None
        self._began = self._rests_until = 0.0

    def begin(self, dataset: Dataset) -> Future[SearchIndex]:
        """Return what will be the index; begins unless it has been begun."""
        with self._lock:
            future = self._future
            if future is None or (_has_failed(future) and time.monotonic() >= self._rests_until):
                future = self._future = Future()
                future.add_done_callback(self._rest)
                self._began, self._rests_until = time.monotonic(), math.inf
                thread = Thread(target=_make, args=[dataset, future], name="bomay-search")
                thread.daemon = True
                thread.start()
            return future

    def _rest(self, _: Future[SearchIndex]) -> None:
        ended = time.monotonic()
        self._rests_until = ended + REST * (ended - self._began)


def _has_failed(future: Future[SearchIndex]) -> bool:
    return future.done() and future.exception() is not None


def prepare(dataset: Dataset) -> None:
    """Have the index of a dataset made, unless it is; returns at once."""
    _making(dataset).begin(dataset)


def index_of(dataset: Dataset) -> SearchIndex:
    """Return the index of a dataset, opened or made at the first call.

    Raises IndexNotReadyError where making it takes longer than ``WAIT_SECONDS``, and what says
    that the store fails.
    """
    future = _making(dataset).begin(dataset)
    if future.done():
        return future.result()
    if not _waiting.acquire(blocking=False):
        raise IndexNotReadyError
    try:
        return future.result(WAIT_SECONDS)
    except TimeoutError as error:
        raise IndexNotReadyError from error
    finally:
        _waiting.release()


def _making(dataset: Dataset) -> _Making:
    return remembered(dataset, "search-index", lambda _: _Making())


def _make(dataset: Dataset, future: Future[SearchIndex]) -> None:
    try:
        future.set_result(_opened(dataset))
    except Exception as error:  # noqa: BLE001  # the edge of the thread: whoever waits is told
        log.warning("no search index yet: %s", error)
        future.set_exception(error)


@in_one_thread
def _opened(dataset: Dataset) -> SearchIndex:
    folder = _folder(dataset)
    if folder is not None:
        try:
            return open_index(folder)
        except IndexVersionError as error:
            log.warning("searching without the index of the release, made anew: %s", error)
    if isinstance(dataset, RemoteDataset):
        patient = replace(dataset.reading, seconds=max(dataset.reading.seconds, _STORE_SECONDS))
        return build_index(replace(dataset, reading=patient).rows)
    return build_index(dataset.rows)


def _folder(dataset: Dataset) -> Path | None:
    """Return where the index of a release of this machine lies; None for other data."""
    if isinstance(dataset, RemoteDataset):
        return None if dataset.folder is None else dataset.folder / FOLDER
    location = dataset.location
    if location is None or location.kind != "store":
        return None
    return Path(location.path).parent / FOLDER
