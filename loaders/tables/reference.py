"""Reference tables: the provinces of today, central bodies, reorganisations and their sources."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from loaders.errors import ReferenceDataError
from loaders.spelling import fold
from loaders.tables import PROVINCES_FILE

FOLDER = PROVINCES_FILE.parent
PRESENT_FILE = FOLDER / "provinces-2025.csv"
CENTRAL_FILE = FOLDER / "central-bodies.csv"
REORGANISATIONS_FILE = FOLDER / "reorganisations.toml"
SOURCES_FILE = FOLDER / "sources.toml"
_FIRST_DAY = "0000-01-01"
_KINDS = ("act", "article")

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class NamedSource:
    """Where a row comes from: a legal text ("act") or an article, with its title and ISO date.

    An act has a type and a number; ``issuer`` is who passed or published it.
    """

    id: str
    kind: str
    date: str
    title: str
    issuer: str
    type: str | None = None
    number: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class PresentProvince:
    """A province of today: the slugs of the former ones in it, and since when where it is new.

    One that no merger touched has itself as its only former one, and no ``since``. No ISO code:
    the list of ISO 3166-2 that is known here is that of the 63.
    """

    slug: str
    name: str
    kind: str
    former: tuple[str, ...]
    since: str | None
    wikidata: str | None
    source: NamedSource

    @property
    def full_name(self) -> str:
        """The name with its kind: "tỉnh Quảng Ngãi"."""
        return f"{self.kind} {self.name}"


@dataclass(frozen=True, slots=True)
class CentralBody:
    """A central body: names, abbreviation, other spellings, kind; the source of the row in words.

    ``source`` is None where the words name none of ``sources.toml``.
    """

    slug: str
    name: str
    name_en: str
    abbreviation: str
    aliases: tuple[str, ...]
    kind: str
    source: NamedSource | None
    source_text: str


@dataclass(frozen=True, slots=True)
class Reorganisation:
    """A change of bodies; paths under id/org/, with {old}, {merged} and {new} for provinces.

    Names, label and comment are pairs: Vietnamese, English.
    """

    id: str
    date: str
    original: str
    original_name: tuple[str, str]
    resulting: str
    resulting_name: tuple[str, str]
    kind: str
    label: tuple[str, str]
    comment: tuple[str, str]
    sources: tuple[NamedSource, ...]


def _read(path: Path, make: Callable[[], T]) -> T:
    """Return what ``make`` reads; raises ReferenceDataError that names the file and the fault."""
    try:
        return make()
    except (OSError, KeyError, TypeError, ValueError) as error:
        raise ReferenceDataError(f"{path}: {error!r}") from error


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _entries(path: Path, key: str) -> list[dict[str, Any]]:
    entries: list[dict[str, Any]] = tomllib.loads(path.read_text(encoding="utf-8"))[key]
    return entries


@cache
def sources() -> dict[str, NamedSource]:
    """Return the named sources by their id."""
    made = _read(
        SOURCES_FILE, lambda: [NamedSource(**row) for row in _entries(SOURCES_FILE, "source")]
    )
    for source in made:
        if source.kind not in _KINDS or not (source.date and source.title and source.issuer):
            raise ReferenceDataError(f"{SOURCES_FILE}: {source.id}: kind, date, title or issuer")
    return {source.id: source for source in made}


@cache
def present_provinces() -> tuple[PresentProvince, ...]:
    """Return the provinces of today; raises ReferenceDataError where the table is at fault."""
    return _read(
        PRESENT_FILE,
        lambda: tuple(
            PresentProvince(
                row["slug"],
                row["name"],
                row["kind"],
                tuple(row["former"].split(";")),
                row["from"] or None,
                row["wikidata"] or None,
                sources()[row["source"]],
            )
            for row in _rows(PRESENT_FILE)
        ),
    )


@cache
def _present_by_former() -> dict[str, PresentProvince]:
    return {former: present for present in present_provinces() for former in present.former}


def present_of(slug: str) -> PresentProvince:
    """Return the province of today that a former one is part of; KeyError for no province."""
    return _present_by_former()[slug]


@cache
def _namesakes() -> dict[str, PresentProvince]:
    """Return the new provinces by the slug of the former one whose name they bear."""
    return {
        former: present
        for present in present_provinces()
        for former in present.former
        if present.since and present.slug.startswith(f"{former}-")
    }


def place_on(place: str, day: str | None) -> str:
    """Return the slug of the province that a name means on a day (ISO, whole or partial).

    Before its merger "quang-ngai" is the former province, from that day on the new one. A day
    that is unknown, or a year within which it happened, leaves the former one. Other places
    ("vn") come back as they are.
    """
    new = _namesakes().get(place)
    if new is None or new.since is None or day is None:
        return place
    return new.slug if day + _FIRST_DAY[len(day) :] >= new.since else place


@cache
def central_bodies() -> tuple[CentralBody, ...]:
    """Return the central bodies; raises ReferenceDataError where the table is at fault."""
    return _read(
        CENTRAL_FILE,
        lambda: tuple(
            CentralBody(
                row["slug"],
                row["name"],
                row["name_en"],
                row["abbreviation"],
                tuple(filter(None, row["aliases"].split(";"))),
                row["kind"],
                sources().get(row["source"]),
                row["source"],
            )
            for row in _rows(CENTRAL_FILE)
        ),
    )


@cache
def central_slugs() -> dict[str, str]:
    """Return the slug of each listed central body by its folded names, aliases too."""
    return {
        fold(name): body.slug for body in central_bodies() for name in (body.name, *body.aliases)
    }


@cache
def reorganisations() -> tuple[Reorganisation, ...]:
    """Return the reorganisations; raises ReferenceDataError where the table is at fault."""
    return _read(
        REORGANISATIONS_FILE,
        lambda: tuple(
            Reorganisation(
                row["id"],
                row["date"],
                row["original"],
                (row["original_name"], row["original_name_en"]),
                row["resulting"],
                (row["resulting_name"], row["resulting_name_en"]),
                row["kind"],
                (row["label_vi"], row["label_en"]),
                (row["comment_vi"], row["comment_en"]),
                tuple(sources()[name] for name in row["source"]),
            )
            for row in _entries(REORGANISATIONS_FILE, "reorganisation")
        ),
    )
