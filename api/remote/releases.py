"""Which release a store elsewhere holds, and the switch to the next one while the service runs.

The description is asked for every few seconds by a thread of its own, so that no request waits for
it: :meth:`RemoteReleases.current` answers at once. While the store is down, the release that was
seen last stays: what is kept of it goes on, what asks the store gets a clear error.
"""

from __future__ import annotations

import json
import logging
import re
import threading
import weakref
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeAlias

import pyoxigraph as ox

import ontology
from api.remote.answers import JSON_RESULTS, read_rows
from api.remote.client import Question, StoreClient, place_of
from api.remote.dataset import Reading, RemoteDataset
from api.remote.errors import QueryRefusedError, StoreError
from api.remote.graphs import FEW, MOST_LISTED, Graphs, Union
from ontology.publication import (
    IDENTIFIER,
    ISSUED,
    MANIFEST,
    SUBSET,
    TRIPLES,
    URI_SPACE,
    VERSION,
)

log = logging.getLogger(__name__)

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")  # 0123456789abcdef: it may become a folder's
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")  # 2026-11-22T03:04:05Z
Listener: TypeAlias = Callable[[RemoteDataset], None]


class NoPublicationError(Exception):
    """The store holds no release that can be served; the message says what to do."""


class RemoteReleases:
    """Follows the description of the release in a store.

    ``releases`` is the folder of releases of this machine, None for none.
    """

    def __init__(
        self,
        client: StoreClient,
        union: Union,
        check_seconds: float,
        reading: Reading,
        releases: Path | None = None,
    ) -> None:
        self.client = client
        self._union = union
        self._reading = reading
        self._releases = releases
        self._listener: Listener | None = None
        self._lock = threading.Lock()
        self._dataset: RemoteDataset | None = None
        self._fault = ""
        self.refresh()
        stop = threading.Event()
        weakref.finalize(self, stop.set)
        threading.Thread(
            target=_follow, args=(weakref.ref(self), stop, check_seconds), daemon=True
        ).start()

    @property
    def fault(self) -> str:
        """What was wrong when the store was last asked; "" for nothing."""
        return self._fault

    def known(self) -> RemoteDataset | None:
        """Return the release that was seen last, None for none yet. Asks nobody."""
        return self._dataset

    def listen(self, listener: Listener) -> None:
        """Have ``listener`` called with the release after each look that found the store well.

        It must not wait, and must not hold on to these releases.
        """
        self._listener = listener
        if self._dataset is not None and not self._fault:
            listener(self._dataset)

    def refresh(self) -> None:
        """Ask which release is there; what goes wrong is logged once, and the known one stays."""
        with self._lock:
            try:
                version = self._version()
                if self._dataset is None or self._dataset.version != version:
                    self._dataset = self._read()
                    log.info(
                        "serving release %s of %s", self._dataset.id, place_of(self.client.address)
                    )
                fault = ""
            except (StoreError, NoPublicationError, QueryRefusedError) as error:
                fault = str(error)
            if fault and fault != self._fault:
                log.warning("%s", fault)
            elif self._fault and not fault:
                log.info("the store answers again")
            self._fault = fault
        if self._listener is not None and self._dataset is not None and not fault:
            self._listener(self._dataset)

    def _version(self) -> str:
        found = self._rows("publication-version")
        if not found:
            raise NoPublicationError(
                "the store of BOMAY_STORE holds no release: load one with `bomay publish`"
            )
        return str(found[0][0].value)

    def _read(self) -> RemoteDataset:
        """Return the release that the description names; raises NoPublicationError."""
        said: dict[str, list[str]] = {}
        rows = self._rows("publication")
        try:
            for key, value in rows:
                said.setdefault(str(key.value), []).append(str(value.value))
            manifest: dict[str, Any] = json.loads(said[MANIFEST][0])
            name = said[IDENTIFIER][0]
            if not _NAME.fullmatch(name):
                raise ValueError(f"no name of a release: {name[:80]!r}")
            return RemoteDataset(
                client=self.client,
                id=name,
                base_iri=said[URI_SPACE][0],
                quads=int(said[TRIPLES][0]),
                version=said[VERSION][0],
                graphs=self._graphs(sorted(said.get(SUBSET, ()))),
                manifest=manifest,
                reading=self._reading,
                releases=self._releases,
                issued=_time(said),
            )
        except (KeyError, ValueError) as error:
            raise NoPublicationError(
                f"the description of the release can't be read ({error!r}): publish it again"
            ) from error

    def _graphs(self, names: list[str]) -> Graphs:
        """Return how the union is asked for; raises NoPublicationError for too many graphs."""
        union = self._union
        if union == "auto":
            is_long = len(names) > FEW
            has_union = is_long and self._rows("publication-in-default-graph")
            union = "store" if has_union else "list"
        if union == "list" and len(names) > MOST_LISTED:
            raise NoPublicationError(
                f"the release has {len(names)} graphs, too many to name in each query: have the "
                "store's default graph be the union of the named graphs (docs/scaling.md)"
            )
        return Graphs(union, tuple(names))

    def _rows(self, name: str) -> list[tuple[Any, ...]]:
        reading = self._reading
        question = Question(
            ontology.query(name), [], JSON_RESULTS, reading.seconds, reading.most_bytes
        )
        return [
            row
            for row in read_rows(self.client.ask(question))[1]
            if all(isinstance(term, ox.NamedNode | ox.Literal) for term in row)
        ]


def _time(said: dict[str, list[str]]) -> str:
    """Return when the release was published; "" where it is not said, or in another form."""
    found = next(iter(said.get(ISSUED, ())), "")
    return found if _TIME.fullmatch(found) else ""


def _follow(
    reference: weakref.ref[RemoteReleases], stop: threading.Event, check_seconds: float
) -> None:
    """Look again and again, as long as somebody holds the releases."""
    while not stop.wait(check_seconds):
        releases = reference()
        if releases is None:
            return
        releases.refresh()
        del releases
