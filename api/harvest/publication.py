"""When the release that is served was published, and which one came before it.

A publication is recorded as ``<releases>/changes/<number>/head.json`` (see
:mod:`api.harvest.changes`). A release of an earlier version, and a single RDF file, has no
record: then the time on its file counts. A store elsewhere says when its release was published.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pyoxigraph as ox

from api.harvest.changes import History
from api.harvest.graph import typed
from api.remote.dataset import RemoteDataset
from api.settings import Settings
from api.store import Dataset

EPOCH = datetime.fromtimestamp(0, UTC)


@dataclass(frozen=True)
class Previous:
    """The release before: its id, and when it was published ("" where that is not known)."""

    id: str
    time: str


@dataclass(frozen=True)
class Publication:
    """A release as published: its id, the time in UTC to the second, the release before it.

    The time is "" where it is not known: of a store elsewhere that does not say.
    """

    id: str
    time: str
    previous: Previous | None = None

    @property
    def moment(self) -> ox.Literal | None:
        """Return the time as a value, None where it is not known."""
        return typed(self.time, "dateTime") if self.time else None

    @property
    def day(self) -> str:
        """Return the day, as a date."""
        return self.time[:10]


def publication_of(dataset: Dataset, settings: Settings) -> Publication:
    """Return when a release was published."""
    if settings.dataset is not None:
        return Publication(dataset.id, _time_of(settings.dataset))
    heads = History(settings.releases).published(dataset.id)
    if not heads and isinstance(dataset, RemoteDataset):
        return Publication(dataset.id, dataset.issued)
    if not heads:
        return Publication(dataset.id, _time_of(settings.releases / dataset.id / "manifest.json"))
    latest = heads[-1]
    if latest.previous is None:
        return Publication(dataset.id, latest.published)
    before = next((head for head in reversed(heads[:-1]) if head.release == latest.previous), None)
    previous = Previous(latest.previous, before.published if before else "")
    return Publication(dataset.id, latest.published, previous)


def keeps_changes(dataset: Dataset, settings: Settings) -> bool:
    """Tell whether changes are recorded here: a store elsewhere does not hold the record."""
    if not isinstance(dataset, RemoteDataset):
        return True
    return bool(History(settings.releases).published(dataset.id))


def _time_of(file: Path) -> str:
    try:
        written = datetime.fromtimestamp(int(file.stat().st_mtime), UTC)
    except OSError:
        written = EPOCH
    return written.strftime("%Y-%m-%dT%H:%M:%SZ")
