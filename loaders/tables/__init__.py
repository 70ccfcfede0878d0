"""Tables that the rules look up: kinds of bodies, types of documents, provinces."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import cache, lru_cache

from loaders.errors import ReferenceDataError
from loaders.spelling import fold
from loaders.tables.files import Row, read_rows, text, words
from ontology import ROOT

_NAME_LENGTH = 200
"""How long a name may be that is kept with the province that it ends with."""
PROVINCES_FILE = ROOT / "data" / "reference" / "provinces.csv"


@dataclass(frozen=True, slots=True)
class BodyKind:
    """A kind of public body: its code, its Vietnamese name, its first words, its leaders.

    ``is_formal`` says that bodies of the kind are legal persons of their own (chi cục, trung tâm),
    ``is_within`` that they are units of an agency; ``used_in`` is as body_kinds.toml explains.
    """

    code: str
    name: str
    words: tuple[str, ...]
    head: str | None
    deputy: str | None
    is_service: bool
    is_formal: bool
    not_before: tuple[str, ...] = ()
    listed: tuple[str, ...] = ()
    is_within: bool = False
    used_in: tuple[str, ...] = ()

    def patterns(self, *, in_list: bool = False) -> list[tuple[int, str]]:
        """Return each first word as an expression, with its length.

        ``in_list`` adds the words that name a body only in a list of units.
        """
        barred = "|".join(re.escape(word) for word in self.not_before)
        ahead = rf"(?!\s*(?:{barred})(?![^\W\d_]))" if barred else ""
        words = self.words + self.listed if in_list else self.words
        return [(len(word), rf"{re.escape(word)}(?![^\W\d_]){ahead}") for word in words]


@dataclass(frozen=True, slots=True)
class DocumentType:
    """A type of document: its code, its name as printed, its English name where it has one.

    ``is_local``: its number is unique only together with its issuer. ``letters``, ``symbols``,
    ``at_once``, ``is_headed``, ``is_joint`` and ``above`` are as document_types.toml explains.
    """

    code: str
    name: str
    english: str | None = None
    is_local: bool = False
    letters: str | None = None
    symbols: tuple[str, ...] = ()
    at_once: bool = False
    is_headed: bool = False
    is_joint: bool = False
    above: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Province:
    """A province: slug, name, "tỉnh" or "thành phố", ISO 3166-2 code, other spellings."""

    slug: str
    name: str
    kind: str
    iso: str
    aliases: tuple[str, ...]
    wikidata: str | None

    @property
    def full_name(self) -> str:
        """The name with its kind: "tỉnh Kon Tum"."""
        return f"{self.kind} {self.name}"

    def name_of(self, printed: str) -> str:
        """Return the full name, or the former one of another kind: "TỈNH THỪA THIÊN HUẾ"."""
        kind, _, rest = printed.strip().partition(" ")
        former = [name for name in self.aliases if fold(name) == fold(" ".join(rest.split()))]
        is_other = kind.isalpha() and not self.kind.startswith(kind.lower())
        return f"{kind.lower()} {former[0]}" if former and is_other else self.full_name


@cache
def body_kinds() -> tuple[BodyKind, ...]:
    """Return the kinds of public bodies."""
    return read_rows("body_kinds", "kind", _body_kind)


def _body_kind(row: Row) -> BodyKind:
    is_service: bool = row.get("is_service", False)
    return BodyKind(
        text(row, "code"),
        text(row, "name"),
        words(row, "words"),
        row.get("head"),
        row.get("deputy"),
        is_service,
        bool(row.get("is_formal", is_service)),
        words(row, "not_before", ()),
        words(row, "listed", ()),
        bool(row.get("is_within", False)),
        words(row, "used_in", ()),
    )


@cache
def body_words(*, in_list: bool = False) -> str:
    """Return the first words of bodies' names as one alternation, longest first."""
    patterns = (p for kind in body_kinds() for p in kind.patterns(in_list=in_list))
    return "|".join(pattern for _, pattern in sorted(patterns, reverse=True))


@lru_cache(maxsize=16_384)
def body_kind(name: str, *, in_list: bool = False) -> BodyKind | None:
    """Return the kind of body that ``name`` begins with, in any case; None for no known kind.

    ``in_list`` also knows the words that name a body only in a list of units ("Đoàn").
    """
    pattern, kinds = _first_words(in_list)
    match = pattern.match(name)
    return kinds[match.lastindex - 1] if match and match.lastindex else None


@cache
def _first_words(in_list: bool) -> tuple[re.Pattern[str], list[BodyKind]]:
    """Return the pattern of the first words, the longest first, a group each, and their kinds."""
    rows = [(*row, kind) for kind in body_kinds() for row in kind.patterns(in_list=in_list)]
    rows.sort(key=lambda row: row[0], reverse=True)
    groups = "|".join(f"({pattern})" for _, pattern, _ in rows)
    return re.compile(groups, re.IGNORECASE), [kind for _, _, kind in rows]


@cache
def body_kind_of(code: str) -> BodyKind:
    """Return the kind with this code; raises KeyError for an unknown one."""
    return {kind.code: kind for kind in body_kinds()}[code]


def kind_names(use: str) -> tuple[str, ...]:
    """Return the names, in lower case, of the kinds that lists of units write so."""
    return tuple(kind.name for kind in body_kinds() if use in kind.used_in)


@cache
def document_types() -> tuple[DocumentType, ...]:
    """Return the types of documents, longest name first."""
    rows = read_rows("document_types", "type", _document_type)
    return tuple(sorted(rows, key=lambda row: len(row.name), reverse=True))


def _document_type(row: Row) -> DocumentType:
    return DocumentType(
        text(row, "code"),
        text(row, "name"),
        row.get("english"),
        bool(row.get("local", False)),
        row.get("letters"),
        words(row, "symbols", ()),
        bool(row.get("at_once", False)),
        bool(row.get("headed", False)),
        bool(row.get("joint", False)),
        words(row, "above", ()),
    )


@cache
def document_type(name: str) -> DocumentType | None:
    """Return the type of document with this name, in any case."""
    folded = fold(name)
    return next((row for row in document_types() if fold(row.name) == folded), None)


def document_type_code(name: str) -> str | None:
    """Return the code of a type of document as printed, in any case."""
    found = document_type(name)
    return found.code if found else None


@cache
def provinces() -> tuple[Province, ...]:
    """Return the provinces; raises ReferenceDataError where the table is missing or malformed."""
    try:
        with PROVINCES_FILE.open(encoding="utf-8", newline="") as file:
            return tuple(
                Province(
                    row["slug"],
                    row["name"],
                    row["kind"],
                    row["iso"],
                    tuple(filter(None, row["aliases"].split(";"))),
                    row["wikidata"] or None,
                )
                for row in csv.DictReader(file)
            )
    except (OSError, KeyError) as error:
        raise ReferenceDataError(f"{PROVINCES_FILE}: {error}") from error


def province_of(slug: str) -> Province:
    """Return the province with a slug; raises KeyError where none has it."""
    return _by_slug()[slug]


@cache
def _by_slug() -> dict[str, Province]:
    return {province.slug: province for province in provinces()}


@cache
def _province_pattern() -> re.Pattern[str]:
    names = sorted(
        (name for p in provinces() for name in (p.name, *p.aliases)), key=len, reverse=True
    )
    return re.compile(
        r"(?:tỉnh|thành\s+phố|TP\.?)\s+(?:TP\.?\s*)?(?P<name>"
        + "|".join(re.escape(name).replace(r"\ ", r"\s+") for name in names)
        + r")(?![^\W\d_])",
        re.IGNORECASE,
    )


def find_province(text: str) -> tuple[Province, int, int] | None:
    """Return the last province named in ``text`` and where: "tỉnh Kon Tum", kind and name."""
    return _find_province(text) if len(text) <= _NAME_LENGTH else _find_province.__wrapped__(text)


@lru_cache(maxsize=4_096)
def _find_province(text: str) -> tuple[Province, int, int] | None:
    matches = list(_province_pattern().finditer(text))
    if not matches:
        return None
    last = matches[-1]
    province = _by_folded_name().get(fold(" ".join(last["name"].split())))
    return (province, last.start(), last.end()) if province else None


@cache
def _by_folded_name() -> dict[str, Province]:
    found: dict[str, Province] = {}
    for province in provinces():
        for name in (province.name, *province.aliases):
            found.setdefault(fold(name), province)
    return found


def only_province(text: str) -> tuple[Province, int, int] | None:
    """Return the province that ``text`` names where it names no other, with its last place."""
    names = {fold(" ".join(match["name"].split())) for match in _province_pattern().finditer(text)}
    return find_province(text) if len(names) == 1 else None
