"""The files that a release offers to take away, as its ``dumps/index.json`` lists them.

    <releases>/<id>/dumps/index.json   {"files": [{"path", "media_type", "bytes", "sha256", …}]}

Only what the index names is served, so that no path of a request reaches the file system.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from pydantic import BaseModel

from api.errors import NotFoundError
from api.remote.dataset import RemoteDataset
from api.settings import Settings
from api.store import Dataset

INDEX = "index.json"
NO_DUMPS = (
    "This release has no dumps: it was built by an earlier version. Run `bomay build` again, "
    "or write them with `bomay export`."
)
ELSEWHERE = (
    "This service reads its release from a store elsewhere and keeps no dumps of it here. Take the "
    "data graph by graph at /graphs, or with CONSTRUCT at /sparql."
)
NO_RELEASE = "One RDF file is served here in place of a release, and it has no dumps."


class File(BaseModel, frozen=True):
    """A file of the index. ``path`` is relative to the folder; ``bytes`` its size.

    ``title`` says what it holds by language; ``count`` how many rows or statements, None for
    neither. ``decision`` is the IRI of the one decision it is about, None for all.
    """

    path: str
    media_type: str
    bytes: int
    sha256: str
    title: Mapping[str, str]
    count: int | None = None
    decision: str | None = None
    decision_label: Mapping[str, str] | None = None

    @property
    def name(self) -> str:
        """The name under which a browser stores it."""
        return self.path.rpartition("/")[2]

    @property
    def is_table(self) -> bool:
        """Tell whether it is a CSV table."""
        return self.media_type == "text/csv"


class _Index(BaseModel):
    files: list[File]


@dataclass(frozen=True)
class Dumps:
    """The dumps of one release: their folder, the index as it is, its files."""

    folder: Path
    index: bytes
    files: Sequence[File]

    def find(self, path: str) -> File | None:
        """Return the file of a path, None for one that the index does not name."""
        return next((file for file in self.files if file.path == path), None)


def dumps_of(dataset: Dataset, settings: Settings) -> Dumps:
    """Return the dumps of a release; raises NotFoundError, saying what to do, for none."""
    if settings.dataset is not None and not isinstance(dataset, RemoteDataset):
        raise no_dumps(dataset, NO_RELEASE)
    folder = settings.releases / dataset.id / "dumps"
    try:
        written = (folder / INDEX).stat().st_mtime_ns
        return _read(folder, written)
    except (OSError, ValueError) as error:
        raise no_dumps(dataset) from error


def no_dumps(dataset: Dataset, detail: str = NO_DUMPS) -> NotFoundError:
    """Return what says that there are none, and where the data is to be had."""
    told = "no_dumps"
    if isinstance(dataset, RemoteDataset) and dataset.folder is None:
        detail, told = ELSEWHERE, "dumps_elsewhere"
    ways = ("/graphs", "/data")
    return NotFoundError(detail, extra={"see": list(ways)}, told=("error", told), ways=ways)


def has_dumps(dataset: Dataset, settings: Settings) -> bool:
    """Tell whether a release has dumps here."""
    try:
        return bool(dumps_of(dataset, settings))
    except NotFoundError:
        return False


@lru_cache(maxsize=2)
def _read(folder: Path, written: int) -> Dumps:
    """Read the index once for each writing of it (``written``: its time in ns)."""
    index = (folder / INDEX).read_bytes()
    return Dumps(folder, index, _Index.model_validate_json(index).files)
