"""Release: a new folder, complete, switched in by one atomic rename.

    <releases>/CURRENT            the name of the release that is served
    <releases>/<id>/data.nq       the dataset as sorted N-Quads; <id> is a digest
    <releases>/<id>/manifest.json files, decisions, counts, rejected files
    <releases>/<id>/store/        the same as a pyoxigraph store, to be opened read-only
    <releases>/<id>/dumps/        the same as files to take away (loaders.exports), with an index
    <releases>/<id>/search/       the same as an index of words (loaders.search_index)
    <releases>/changes/           what each publication changed (loaders.change_record)

A reader sees the old release or the new one. A folder is built under a name of its own and takes
its final name only when all of it is on disk; a build that dies leaves only such a half folder,
which the next build removes.

The dumps and the search index are made of the data and have no part in the id. A release of an
earlier version lacks them, or has an index of another form; building it again adds them.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType
from typing import Any

from pyoxigraph import RdfFormat, Store

from loaders.change_record import CHANGES, HEAD, PUBLISHED, last_published, recorded, write_record
from loaders.errors import ReleaseError
from loaders.exports import export, open_release, open_source
from loaders.search_index import is_current, write_search_index

fcntl: ModuleType | None
try:
    import fcntl
except ImportError:  # Windows
    fcntl = None

CURRENT = "CURRENT"
DUMPS = "dumps"
SEARCH = "search"
_HALF = ".building-"
_LOCK = ".lock"
_ID_LENGTH = 16


def release_id(data: bytes, manifest: dict[str, Any]) -> str:
    """Return the name of a release: the start of the sha256 of its data and manifest."""
    said = json.dumps(manifest, ensure_ascii=False, sort_keys=True).encode()
    return hashlib.sha256(hashlib.sha256(data).digest() + said).hexdigest()[:_ID_LENGTH]


def current(releases: Path) -> Path:
    """Return the folder of the release that is served; raises ReleaseError where there is none."""
    try:
        name = (releases / CURRENT).read_text(encoding="utf-8").strip()
    except OSError as error:
        raise ReleaseError(f"{releases}: holds no release yet; run `bomay build`") from error
    folder = releases / name
    if not name or not (folder / "data.nq").is_file():
        raise ReleaseError(f"{releases / CURRENT}: names no release ({name!r}); run `bomay build`")
    return folder


def named(releases: Path, name: str) -> Path:
    """Return the folder of the release of a name; raises ReleaseError where there is none."""
    folder = releases / name
    if not name or folder.parent != releases or not (folder / "data.nq").is_file():
        raise ReleaseError(f"{releases}: has no release {name!r}")
    return folder


def publish(data: bytes, manifest: dict[str, Any], releases: Path) -> Path:
    """Write a release and switch it in; returns its folder.

    ``data`` is the dataset as N-Quads, ``manifest`` what to say of it ("id" and "quads" are
    filled in). Builds wait for each other. Raises ReleaseError where the folder can't be written;
    what was published stays.
    """
    name = release_id(data, manifest)
    folder = releases / name
    try:
        releases.mkdir(parents=True, exist_ok=True)
        with _locked(releases):
            _remove_half_built(releases)
            if not _is_whole(folder, name, data):
                with _half_built(releases) as half:
                    _write(half, name, data, manifest)
                    if folder.exists():  # damaged: set aside, so that the whole one takes its name
                        folder.rename(half.with_name(f"{_HALF}damaged-{name}"))
                    half.rename(folder)
                    _sync(releases)
            else:
                _add_missing(folder)
            record = _record(releases, folder)
            _switch(releases, name)
            (record / PUBLISHED).touch()
    except OSError as error:
        raise ReleaseError(f"{releases}: the release can't be written ({error})") from error
    return folder


def _is_whole(folder: Path, name: str, data: bytes) -> bool:
    """Say whether a folder holds the complete release of this name already."""
    try:
        manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
        size = (folder / "data.nq").stat().st_size
    except (OSError, ValueError):
        return False
    return manifest.get("id") == name and size == len(data) and (folder / "store").is_dir()


@contextlib.contextmanager
def _locked(releases: Path) -> Iterator[None]:
    """Hold the folder's lock; where the system has none (Windows) builds must not overlap."""
    with (releases / _LOCK).open("w") as file:
        if fcntl is not None:
            fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _write(folder: Path, name: str, data: bytes, manifest: dict[str, Any]) -> None:
    (folder / "data.nq").write_bytes(data)
    store = Store(str(folder / "store"))
    store.bulk_load(data, format=RdfFormat.N_QUADS)
    store.optimize()
    store.flush()
    quads = len(store)
    for _ in export(open_source(data, store), folder / DUMPS):
        pass
    write_search_index(store, folder / SEARCH)
    del store
    whole = {"id": name, "quads": quads, **manifest}
    text = json.dumps(whole, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
    (folder / "manifest.json").write_text(text, encoding="utf-8")
    _sync_all(folder)


def _add_missing(folder: Path) -> None:
    """Give a release of an earlier version its dumps and its index, each by one rename."""
    with _half_built(folder.parent) as half:
        if not (folder / DUMPS).is_dir():
            for _ in export(open_release(folder), half / DUMPS):
                pass
            _put(half / DUMPS, folder / DUMPS)
        if not is_current(folder / SEARCH):
            write_search_index(Store.read_only(str(folder / "store")), half / SEARCH)
            if (folder / SEARCH).exists():
                (folder / SEARCH).rename(half / f"{SEARCH}-before")
            _put(half / SEARCH, folder / SEARCH)


def _put(made: Path, place: Path) -> None:
    _sync_all(made)
    made.rename(place)
    _sync(place.parent)


def _record(releases: Path, new: Path) -> Path:
    """Write what this publication changes, behind the last one that was switched in.

    What lies behind that one goes. Returns the folder of the record.
    """
    old = _served(releases)
    records = releases / CHANGES
    last = last_published(records, old.name if old else None)
    if old == new and last:
        return records / str(last)
    unpublished = [number for number, _ in recorded(records) if number > last]
    for number in reversed(unpublished):
        (records / str(number) / HEAD).unlink()
    number = last + 1
    records.mkdir(exist_ok=True)
    with _half_built(releases) as half:
        write_record(half, number, new, old if old != new else None, datetime.now(UTC))
        _sync_all(half)
        shutil.rmtree(records / str(number), ignore_errors=True)
        half.rename(records / str(number))
        _sync(records)
    return records / str(number)


def _served(releases: Path) -> Path | None:
    """Return the folder of the release that is served, None for the first publication."""
    try:
        return current(releases)
    except ReleaseError:
        return None


def _sync_all(folder: Path) -> None:
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            _sync(path)


def _switch(releases: Path, name: str) -> None:
    pointer = releases / f"{_HALF}{CURRENT}"
    pointer.write_text(f"{name}\n", encoding="utf-8")
    _sync(pointer)
    pointer.replace(releases / CURRENT)
    _sync(releases)


@contextlib.contextmanager
def _half_built(releases: Path) -> Iterator[Path]:
    half = Path(tempfile.mkdtemp(prefix=_HALF, dir=releases))
    half.chmod(0o755)
    try:
        yield half
    finally:
        shutil.rmtree(half, ignore_errors=True)


def _remove_half_built(releases: Path) -> None:
    for path in releases.glob(f"{_HALF}*"):
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)


def _sync(path: Path) -> None:
    """Put a file, or a folder's list of names, on disk."""
    flags = os.O_RDONLY
    try:
        handle = os.open(path, flags)
    except OSError:  # a system that can't open folders (Windows) has nothing to sync there
        return
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
