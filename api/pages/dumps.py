"""The list of the dumps as a page: the whole dataset first, then each decision."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from api.dumps import Dumps, File
from api.pages.environment import render
from api.pages.model import Lang, Link, Site, Words
from api.store import Dataset

MOST_DECISIONS = 200
"""How many decisions a page shows; index.json lists them all."""
_UNITS = ("B", "kB", "MB", "GB")


@dataclass(frozen=True)
class Row:
    """A file as the page shows it; ``size`` in words, ``checksum`` the sha256 in hex.

    ``short`` tells it from the other files of its decision: what a table holds, else its format.
    """

    name: str
    short: str
    href: str
    title: str
    media_type: str
    size: str
    checksum: str
    count: int | None
    is_table: bool


@dataclass(frozen=True)
class Group:
    """The files of one decision, under a link to it."""

    heading: Link
    rows: Sequence[Row]


def render_dumps(dataset: Dataset, dumps: Dumps, lang: Lang) -> str:
    """Return the page at ``/dumps/`` as HTML."""
    site = Site(dataset.base_iri, lang, dataset.id)
    by_decision = groupby(dumps.files, key=lambda file: file.decision or "")
    parts = {iri: list(files) for iri, files in by_decision}
    whole = parts.pop("", [])
    shown = dict(list(parts.items())[:MOST_DECISIONS])
    return render(
        "dumps.html",
        site,
        "/dumps/",
        dataset=dataset,
        whole=[_row(file, lang) for file in whole],
        groups=[
            Group(_heading(files[0], site), [_row(file, lang) for file in files])
            for files in shown.values()
        ],
        others_left=len(parts) - len(shown),
    )


def size_words(size: int, lang: Lang) -> str:
    """Return a size in bytes in words: 16,5 MB in Vietnamese, 16.5 MB in English."""
    value, power = float(size), 0
    while value >= 1000 and power < len(_UNITS) - 1:
        value, power = value / 1000, power + 1
    words = f"{value:.1f}" if power else str(size)
    return f"{words.replace('.', ',') if lang == 'vi' else words} {_UNITS[power]}"


def _row(file: File, lang: Lang) -> Row:
    return Row(
        name=file.name,
        short=_in(file.title, lang) if file.is_table else file.name.rpartition(".")[2].upper(),
        href=f"/dumps/{file.path}",
        title=_in(file.title, lang),
        media_type=file.media_type,
        size=size_words(file.bytes, lang),
        checksum=file.sha256,
        count=file.count,
        is_table=file.is_table,
    )


def _heading(file: File, site: Site) -> Link:
    decision = file.decision or ""
    words = Words(_in(file.decision_label or {}, site.lang) or decision, site.lang)
    return Link(words, site.href(decision))


def _in(words: Mapping[str, str], lang: Lang) -> str:
    return words.get(lang) or words.get("vi", "")
