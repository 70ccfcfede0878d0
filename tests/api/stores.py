"""Oxigraph servers on loopback that hold what a test serves, so that it is served from there.

The servers are in memory and started WITHOUT --union-default-graph: the default graph of a query
is empty there unless the query says otherwise.
"""

import socket
import subprocess
import sysconfig
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pyoxigraph as ox

from api.releases import Datasets, Elsewhere, Fixed, Releases, open_store
from api.releases import open_datasets as open_embedded
from api.remote.releases import RemoteReleases
from api.settings import Settings
from api.store import EmbeddedDataset
from loaders.publishing import GraphStore
from loaders.publishing.checksum import checksum
from loaders.publishing.description import Release, description, facts_of
from loaders.publishing.publish import triples_of
from ontology.publication import PUBLICATION

OXIGRAPH = Path(sysconfig.get_path("scripts")) / "oxigraph"
PATIENCE = 20.0


class Server:
    """An Oxigraph server on a free port."""

    def __init__(self, *options: str, port: int = 0) -> None:
        with socket.create_server(("127.0.0.1", port)) as free:
            self.port: int = free.getsockname()[1]
        self.origin = f"http://127.0.0.1:{self.port}"
        self.query, self.graphs = f"{self.origin}/query", f"{self.origin}/store"
        self._log = tempfile.TemporaryFile()  # noqa: SIM115  # as long as the server runs
        self._process = subprocess.Popen(
            [OXIGRAPH, "serve", "--bind", f"127.0.0.1:{self.port}", *options],
            stdout=self._log,
            stderr=self._log,
        )
        end = time.monotonic() + PATIENCE
        while not self._answers():
            assert time.monotonic() < end and self._process.poll() is None, self._told()
            time.sleep(0.02)

    def stop(self) -> None:
        self._process.kill()
        self._process.wait(PATIENCE)
        self._log.close()

    def _answers(self) -> bool:
        try:
            socket.create_connection(("127.0.0.1", self.port), 1).close()
        except OSError:
            return False
        return True

    def _told(self) -> str:
        self._log.seek(0)
        return self._log.read().decode()


@contextmanager
def server(*options: str, port: int = 0) -> Iterator[Server]:
    started = Server(*options, port=port)
    try:
        yield started
    finally:
        started.stop()


def load(dataset: EmbeddedDataset, address: str) -> None:
    """Put a dataset into a store as a publication does, whatever it holds.

    It may have blank nodes, which a publication would not verify.
    """
    with GraphStore(address) as target:
        names = [graph.value for graph in dataset.store.named_graphs()]
        for name in names:
            target.put(name, partial(triples_of, dataset.store, ox.NamedNode(name)))
        sums = {name: checksum(triples_of(dataset.store, ox.NamedNode(name))) for name in names}
        release = Release(dataset.id, dataset.base_iri, facts_of(dataset.manifest), sums)
        target.put(PUBLICATION, partial(description, release))


class Stores:
    """The servers of a test session, one for each content: a store holds one publication."""

    def __init__(self) -> None:
        self._servers: dict[str, Server] = {}

    def holding(self, dataset: EmbeddedDataset) -> Server:
        """Return the server that holds a dataset, started and loaded with the first use."""
        key = f"{dataset.id} {dataset.base_iri} {dataset.quads}"
        if key not in self._servers:
            started = Server()
            self._servers[key] = started
            load(dataset, started.graphs)
        return self._servers[key]

    def open_datasets(self, settings: Settings) -> Datasets:
        """Open what the settings name, and serve it from a server that holds it."""
        opened = open_embedded(settings)
        if not isinstance(opened, Fixed | Releases):
            return opened
        dataset = opened.current()
        assert isinstance(dataset, EmbeddedDataset)
        return Elsewhere(self.opened(dataset, settings))

    def opened(self, dataset: EmbeddedDataset, settings: Settings | None = None) -> RemoteReleases:
        """Return what follows the server that holds a dataset."""
        settings = settings or Settings()
        update = {"store": self.holding(dataset).query, "dataset": None}
        return open_store(settings.model_copy(update=update))

    def stop(self) -> None:
        while self._servers:
            self._servers.popitem()[1].stop()
