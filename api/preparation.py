"""Pages made ahead of requests: at the start, and again when another release is served.

The first reader of a page would wait for what all its readers share: the names of codes, the lists,
the compiled templates, and the page itself where pages are kept. A thread makes them, one after
another, the lists first and then the pages of as many agencies, decisions and acts as are kept.
Before that it reads a small release into memory, where the questions of a page take a fourth of
their time. A request never waits for any of it; what is not ready yet is made for the request.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import partial

from api.pages import render_resource
from api.pages.acts import cited_by_decisions, render_acts
from api.pages.agencies import agencies_of
from api.pages.charting.page import render_choice as choose_chart
from api.pages.comparing.page import render_choice as choose_agencies
from api.pages.data import MOST_KEPT
from api.pages.decisions import listed_decisions, render_decisions
from api.pages.environment import compile_templates
from api.pages.home import render_home
from api.pages.model import LANGS
from api.releases import Datasets
from api.remote.errors import StoreError
from api.search.indexes import index_of
from api.store import Dataset, EmbeddedDataset
from api.vocabulary import render_vocabulary
from api.workers.worker import OpenError, load_dump

OF_A_KIND = MOST_KEPT // (3 * len(LANGS))
"""How many agencies, decisions and acts have their page made: as many as are kept at all."""

log = logging.getLogger(__name__)


class Prepared:
    """The datasets that answer requests, with the pages of each made ahead by a thread.

    Releases of at most ``memory_quads`` statements are read into memory. Nothing is made before
    :meth:`start`, and only of releases: a store elsewhere would have to answer some thousand
    questions that nobody asked, a plain RDF file to be indexed for search.
    """

    def __init__(self, datasets: Datasets, memory_quads: int = 0) -> None:
        self.opened = datasets
        self._memory_quads = memory_quads
        self._lock = threading.Lock()
        self._is_on = False
        self._seen: Dataset | None = None
        self._in_memory: Dataset | None = None
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None

    def current(self) -> Dataset:
        """Return the dataset a request that begins now answers from; raises DatasetError."""
        dataset = self.opened.current()
        if not self._is_on:
            return dataset
        if dataset is not self._seen:
            self._begin(dataset)
        return self._in_memory or dataset

    def start(self) -> None:
        """Make the pages of what is served from now on."""
        self._is_on = True

    def close(self) -> None:
        """Make no more, and wait for the page under way."""
        with self._lock:
            self._is_on = False
            self._stop.set()
            thread = self._thread
        if thread is not None:
            thread.join()

    def _begin(self, dataset: Dataset) -> None:
        with self._lock:
            if not self._is_on or dataset is self._seen:
                return
            self._seen, self._in_memory = dataset, None
            self._stop.set()
            if dataset.location is None or dataset.location.kind != "store":
                return
            self._stop = threading.Event()
            self._thread = threading.Thread(
                target=self._prepare, args=(dataset, self._stop), name="prepare", daemon=True
            )
            self._thread.start()

    def _prepare(self, dataset: Dataset, stop: threading.Event) -> None:
        """Read a small release into memory, answer from there, and make its pages."""
        found = in_memory(dataset, self._memory_quads)
        with self._lock:
            if stop.is_set():
                return
            self._in_memory = found
        prepare(found, stop.is_set)


def in_memory(dataset: Dataset, most_quads: int) -> Dataset:
    """Return a release with its graph in memory; as it is where that is larger or has no dump."""
    location = dataset.location
    if not isinstance(dataset, EmbeddedDataset) or location is None:
        return dataset
    if not location.dump or location.quads > most_quads:
        return dataset
    try:
        return replace(dataset, store=load_dump(location).store)
    except OpenError as error:
        log.warning("pages are read from disk: %s", error)
        return dataset


def prepare(dataset: Dataset, is_over: Callable[[], bool]) -> None:
    """Make what the pages of a release share and those asked for most, until ``is_over``."""
    try:
        for make in _steps(dataset):
            if is_over():
                return
            make()
    except (OSError, RuntimeError, StoreError) as error:  # requests will say so themselves
        log.warning("pages of release %s are not made ahead: %s", dataset.id, error)


def _steps(dataset: Dataset) -> Iterator[Callable[[], object]]:
    """Yield what to make: what many requests need comes first."""
    yield compile_templates
    for lang in LANGS:
        yield partial(render_home, dataset, lang)
    yield partial(index_of, dataset)
    for lang in LANGS:
        yield partial(render_decisions, dataset, 1, lang)
        yield partial(render_acts, dataset, "", "", 1, lang)
        yield partial(choose_chart, dataset, lang)
        yield partial(choose_agencies, dataset, lang)
    for iri in _asked_for_most(dataset):
        for lang in LANGS:
            yield partial(render_resource, dataset, iri, lang)
    for lang in LANGS:
        yield partial(render_vocabulary, dataset, lang)


def _asked_for_most(dataset: Dataset) -> Iterable[str]:
    yield from (agency.iri for agency in agencies_of(dataset, "vi")[:OF_A_KIND])
    yield from (decision.iri for decision in listed_decisions(dataset)[:OF_A_KIND])
    yield from (act.iri for act in cited_by_decisions(dataset)[:OF_A_KIND])
