"""Curation: what people add or correct, one TOML file a decision, as data/curation describes.

The files are read and checked here; ``loaders.facts.curated`` applies them to the facts.
"""

from __future__ import annotations

import datetime
import re
import tomllib
import unicodedata
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from loaders.errors import CurationError
from loaders.facts.model import Correction
from loaders.model import SourceText
from loaders.tables import body_kinds, document_type_code

PLAIN_FIELDS = (
    "kind", "number", "issued", "effective", "issuer", "title",
    "agency.name", "agency.parent", "agency.direction",
)  # fmt: skip
"""Fields with one value; "unit" and "post" add one of several."""
_FILE_KEYS = {"file", "sha256", "correction"}
_ENTRY_KEYS = {"field", "old", "new", "source", "person", "date"}
_MORE_KEYS = {"unit": {"kind", "service"}, "post": {"of", "head", "min", "max"}}
_DIGEST = re.compile(r"[0-9a-f]{64}")
_PARTIAL_DATE = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])")


@dataclass(frozen=True, slots=True)
class Curation:
    """The corrections of one decision: the TOML file, the decision's file name and sha256."""

    path: str
    file: str
    sha256: str
    corrections: tuple[Correction, ...]


@dataclass(frozen=True, slots=True)
class Curations:
    """All curations of a folder."""

    curations: tuple[Curation, ...] = ()

    def of(self, source: SourceText) -> tuple[Correction, ...]:
        """Return the corrections of a file, by its sha256.

        Raises CurationError where a curation is about a file of this name with other content.
        """
        name = Path(source.file).name
        for curation in self.curations:
            if curation.sha256 == source.sha256:
                return curation.corrections
        for curation in self.curations:
            if curation.file == name:
                raise CurationError(
                    curation.path,
                    f"is about another version of {name} (sha256 {curation.sha256[:12]}…, "
                    f"this file has {source.sha256[:12]}…); check it against the new text",
                )
        return ()

    def unused(self, digests: set[str], names: set[str]) -> list[str]:
        """Return the TOML files about no file with one of these sha256 digests or names."""
        return [
            curation.path
            for curation in self.curations
            if curation.sha256 not in digests and curation.file not in names
        ]


NO_CURATIONS = Curations()


def load_curations(folder: Path) -> Curations:
    """Return the curations of a folder's TOML files; raises CurationError where one is wrong."""
    found: dict[str, Curation] = {}
    for path in sorted(folder.rglob("*.toml")):
        curation = _curation(path)
        first = found.setdefault(curation.sha256, curation)
        if first is not curation:
            raise CurationError(path.name, f"is about the same file as {first.path}")
    return Curations(tuple(found.values()))


def _curation(path: Path) -> Curation:
    name = path.name
    try:
        data = path.read_bytes()
        table = tomllib.loads(data.decode())
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise CurationError(name, f"can't be read: {error}") from error
    _known_keys(name, table, _FILE_KEYS)
    digest = _text(name, table, "sha256").lower()
    if not _DIGEST.fullmatch(digest):
        raise CurationError(name, "sha256 is not 64 hexadecimal digits")
    entries = table.get("correction")
    if not isinstance(entries, list) or not entries:
        raise CurationError(name, "has no [[correction]]")
    own = sha256(data).hexdigest()
    corrections = tuple(_correction(name, own, n, entry) for n, entry in enumerate(entries, 1))
    plain = [c.field for c in corrections if c.field in PLAIN_FIELDS]
    if len(plain) != len(set(plain)):
        raise CurationError(name, "corrects a field twice")
    return Curation(name, _text(name, table, "file"), digest, corrections)


def _correction(file: str, digest: str, number: int, entry: dict[str, Any]) -> Correction:
    at = f"{file}, correction {number}"
    field = _text(at, entry, "field")
    if field not in (*PLAIN_FIELDS, *_MORE_KEYS):
        raise CurationError(at, f"unknown field {field!r}")
    _known_keys(at, entry, _ENTRY_KEYS | _MORE_KEYS.get(field, set()))
    if not isinstance(entry.get("old"), str):
        raise CurationError(at, 'old is not a text; "" says that the decision does not state it')
    old = _clean(entry["old"])
    if old and field in _MORE_KEYS:
        raise CurationError(at, f'a {field} can only be added: old must be ""')
    new = _text(at, entry, "new")
    _check_value(at, field, new)
    person, source = _text(at, entry, "person"), _text(at, entry, "source")
    when = _text(at, entry, "date")
    if not is_date(when):
        raise CurationError(at, f"date {when!r} is no date (YYYY-MM-DD)")
    kind = _optional(at, entry, "kind", str)
    if kind is not None and kind not in {known.code for known in body_kinds()}:
        raise CurationError(at, f"unknown kind of body {kind!r}")
    return Correction(
        file=file,
        digest=digest,
        entry=number,
        field=field,
        old=old or None,
        new=new,
        source=source,
        person=person,
        date=when,
        kind=kind,
        is_service=_optional(at, entry, "service", bool),
        of=_optional(at, entry, "of", str),
        is_head=_optional(at, entry, "head", bool),
        minimum=_bound(at, entry, "min"),
        maximum=_bound(at, entry, "max"),
    )


def _check_value(at: str, field: str, new: str) -> None:
    if field == "issued" and not (is_date(new) or _PARTIAL_DATE.fullmatch(new)):
        raise CurationError(at, f"{new!r} is no date (YYYY-MM-DD or YYYY-MM)")
    if field == "effective" and not is_date(new):
        raise CurationError(at, f"{new!r} is no date (YYYY-MM-DD)")
    if field == "kind" and document_type_code(new) is None:
        raise CurationError(at, f"unknown kind of document {new!r}")


def is_date(text: str) -> bool:
    """Say whether a text is a whole day of the calendar, YYYY-MM-DD."""
    try:
        return datetime.date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _clean(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


def _known_keys(at: str, table: dict[str, Any], known: set[str]) -> None:
    unknown = sorted(set(table) - known)
    if unknown:
        raise CurationError(at, f"unknown key {', '.join(unknown)}")


def _text(at: str, table: dict[str, Any], key: str) -> str:
    value = table.get(key)
    if isinstance(value, datetime.date) and not isinstance(value, datetime.datetime):
        return value.isoformat()  # TOML has dates of its own: date = 2026-11-22
    if not isinstance(value, str) or not value.strip():
        raise CurationError(at, f"{key} is missing or no text")
    return _clean(value)


def _optional(at: str, table: dict[str, Any], key: str, kind: type) -> Any:
    value = table.get(key)
    if value is not None and type(value) is not kind:
        raise CurationError(at, f"{key} is no {kind.__name__}")
    return _clean(value) if isinstance(value, str) else value


def _bound(at: str, table: dict[str, Any], key: str) -> int | None:
    value: int | None = _optional(at, table, key, int)
    if value is not None and value < 0:
        raise CurationError(at, f"{key} is below 0")
    return value
