"""Which release is served, and the switch to the next one while the service runs.

    <releases>/CURRENT            the id of the release
    <releases>/<id>/store/        the graph, opened read-only
    <releases>/<id>/manifest.json its base IRI, its number of quads, its decisions

A release folder is complete before CURRENT names it and never changes afterwards.

    DatasetError          nothing can be served
    ├── NoReleaseError    no release was published yet
    └── BrokenDatasetError  a release or file is there but can't be read
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
import re
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import pyoxigraph as ox

from api.remote.client import StoreClient
from api.remote.dataset import Reading
from api.remote.login import login
from api.remote.releases import Listener, RemoteReleases
from api.settings import Settings
from api.store import Dataset, EmbeddedDataset
from api.workers.job import Location

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")  # 2023-10-16.1

log = logging.getLogger(__name__)


class DatasetError(Exception):
    """Nothing can be served; the message says what to do about it."""


class NoReleaseError(DatasetError):
    """No release was published yet."""


class BrokenDatasetError(DatasetError):
    """A release or file is there but can't be read."""


class Datasets(Protocol):
    """What answers requests: one dataset at a time."""

    def current(self) -> Dataset:
        """Return the dataset a request that begins now answers from.

        Raises DatasetError where there is none yet, which :class:`Waiting` alone allows.
        """


def open_datasets(settings: Settings) -> Datasets:
    """Open what ``settings`` name, so that a fault shows at the start; raises DatasetError.

    With ``wait_for_release`` it is opened when it is there; a store elsewhere may always come
    later.
    """
    if settings.store:
        return Elsewhere(open_store(settings))
    return Waiting(settings) if settings.wait_for_release else _open(settings)


def _open(settings: Settings) -> Datasets:
    if settings.dataset is not None:
        return Fixed(load_file(settings.dataset, settings.base_iri))
    return Releases(settings.releases, settings.base_iri)


class Fixed:
    """One dataset that stays."""

    def __init__(self, dataset: Dataset) -> None:
        self._dataset = dataset

    def current(self) -> Dataset:
        """Return the dataset."""
        return self._dataset


class Elsewhere:
    """The release that a store elsewhere holds, as soon as it can be reached."""

    def __init__(self, releases: RemoteReleases) -> None:
        self._releases = releases

    def current(self) -> Dataset:
        """Return the release seen last; raises DatasetError while there was none. Asks nobody."""
        dataset = self._releases.known()
        if dataset is None:
            raise NoReleaseError(self._releases.fault)
        return dataset

    def listen(self, listener: Listener) -> None:
        """Have ``listener`` called with the release when it is found and found well again."""
        self._releases.listen(listener)

    def is_well(self) -> bool:
        """Tell whether the store answered when it was last asked, and holds a release."""
        return not self._releases.fault


def open_store(settings: Settings) -> RemoteReleases:
    """Return what follows the release of the store that the settings name."""
    client = StoreClient(settings.store, login(settings), settings.store_connections)
    reading = Reading(settings.query_seconds, settings.store_bytes)
    return RemoteReleases(
        client, settings.store_union, settings.store_check_seconds, reading, settings.releases
    )


class Waiting:
    """What the settings name, as soon as it is there; tried at each request until then."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._lock = threading.Lock()
        self._opened: Datasets | None = None

    def current(self) -> Dataset:
        """Return the dataset that is served; raises DatasetError while there is none."""
        with self._lock:
            if self._opened is None:
                self._opened = _open(self._settings)
            opened = self._opened
        return opened.current()


@dataclass(frozen=True)
class Pointer:
    """What CURRENT says, and which writing of it: a release may be built again under its id."""

    name: str
    written: int
    inode: int

    def writing(self) -> tuple[int, int]:
        """Return what changes when the file is written again."""
        return self.written, self.inode


class Releases:
    """Follows the file CURRENT; requests under way keep the dataset they have."""

    def __init__(self, folder: Path, base_iri: str) -> None:
        self._folder = folder
        self._current = os.fspath(folder / "CURRENT")
        self._base_iri = base_iri
        self._lock = threading.Lock()
        self._pointer = read_current(folder)
        self._dataset = open_release(folder, self._pointer.name, base_iri)

    def current(self) -> Dataset:
        """Return the release named by CURRENT: a look at that file takes some 2 µs.

        A new release that can't be opened is logged once, and the old one stays.
        """
        try:
            status = os.stat(self._current)
            if (status.st_mtime_ns, status.st_ino) != self._pointer.writing():
                self._switch()
        except (OSError, NoReleaseError):
            log.debug("%s names no release", self._current)
        return self._dataset

    def _switch(self) -> None:
        with self._lock:
            pointer = read_current(self._folder)
            if pointer == self._pointer:
                return
            try:
                self._dataset = open_release(self._folder, pointer.name, self._base_iri)
                log.info("serving release %s", pointer.name)
            except BrokenDatasetError as error:
                log.error("still serving release %s: %s", self._dataset.id, error)
            self._pointer = pointer


def read_current(folder: Path) -> Pointer:
    """Return what ``folder/CURRENT`` says; raises NoReleaseError where it names no release."""
    try:
        with (folder / "CURRENT").open("rb") as file:
            name = file.read(200).decode("ascii").strip()
            status = os.fstat(file.fileno())
    except (OSError, UnicodeDecodeError) as error:
        raise _no_release(folder) from error
    if not _NAME.fullmatch(name):
        raise _no_release(folder)
    return Pointer(name, status.st_mtime_ns, status.st_ino)


def _no_release(folder: Path) -> NoReleaseError:
    return NoReleaseError(f"no release in {folder.resolve()}: run `bomay build` first")


def open_release(folder: Path, name: str, base_iri: str) -> EmbeddedDataset:
    """Open ``folder/name``; raises BrokenDatasetError."""
    release = folder / name
    try:
        manifest: dict[str, Any] = json.loads(
            (release / "manifest.json").read_text(encoding="utf-8")
        )
        store = ox.Store.read_only(str(release / "store"))
        said = manifest.get("quads")
        quads = said if isinstance(said, int) else len(store)
        return EmbeddedDataset(
            store=store,
            id=name,
            base_iri=manifest.get("base_iri") or base_iri,
            quads=quads,
            manifest=manifest,
            location=_location(release, manifest.get("base_iri") or base_iri, quads),
        )
    except (OSError, ValueError) as error:
        raise BrokenDatasetError(
            f"release {release.resolve()} can't be read ({error}): run `bomay build` again"
        ) from error


def _location(release: Path, base_iri: str, quads: int) -> Location:
    """Return where workers find a release; its version tells one built again under its id."""
    release = release.resolve()
    status = (release / "manifest.json").stat()
    version = f"{status.st_mtime_ns}-{status.st_ino}"
    dump = release / "data.nq"
    found = (str(dump), quads) if dump.is_file() else ("", 0)
    return Location("store", str(release / "store"), base_iri, version, *found)


def load_file(path: Path, base_iri: str) -> EmbeddedDataset:
    """Load an RDF file into memory, its format by its extension; raises BrokenDatasetError."""
    format = ox.RdfFormat.from_extension(path.suffix.removeprefix("."))
    if format is None:
        raise BrokenDatasetError(f"{path}: not an RDF extension (.trig .nq .ttl .nt .rdf .jsonld)")
    store = ox.Store()
    try:
        data = path.read_bytes()
        store.bulk_load(input=data, format=format, base_iri=base_iri)
    except (OSError, ValueError, SyntaxError) as error:
        raise BrokenDatasetError(f"{path} can't be loaded: {error}") from error
    digest = hashlib.sha256(data).hexdigest()
    return EmbeddedDataset(
        store=store,
        id=f"{path.stem}-{digest[:12]}",
        base_iri=base_iri,
        quads=len(store),
        location=Location("file", str(path.resolve()), base_iri, digest),
    )
