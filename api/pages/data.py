"""Reading rows: typed access to their values, and the words of codes and terms."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from threading import Lock
from typing import Any, TypeVar, cast
from weakref import WeakKeyDictionary

import pyoxigraph as ox

import ontology
from api.pages.model import Lang, Words
from api.store import Dataset, Row, text

T = TypeVar("T")
MOST_KEPT = 200
"""How many things of a kind are kept of a release; a long page takes some 150 kB."""

__all__ = [
    "Vocabulary",
    "integer",
    "iri",
    "kept",
    "preferred",
    "remembered",
    "text",
    "vocabulary",
    "words",
]

_memory: WeakKeyDictionary[Dataset, dict[str, Any]] = WeakKeyDictionary()
_lock = Lock()


def remembered(dataset: Dataset, key: str, make: Callable[[Dataset], T]) -> T:
    """Return what ``make`` gives for a release, made once: a release never changes.

    ``key`` belongs to one ``make``. The memory goes when the release is closed.
    """
    with _lock:
        kept = _memory.setdefault(dataset, {})
    if key not in kept:
        made = make(dataset)
        with _lock:  # made twice at once: the first one counts for all
            kept.setdefault(key, made)
    found: T = kept[key]
    return found


def kept(dataset: Dataset, shelf: str, key: Hashable, make: Callable[[], T]) -> T:
    """Return what ``make`` gives for ``key``, made once while it is among the last used.

    Each ``shelf`` ("pages", "changes" …) holds things of one kind, MOST_KEPT of them.
    """
    things = remembered(dataset, shelf, lambda _: OrderedDict[Hashable, T]())
    with _lock:
        is_there = key in things
        found = things.pop(key) if is_there else None
    thing = cast(T, found) if is_there else make()
    with _lock:
        things[key] = thing
        while len(things) > MOST_KEPT:
            things.popitem(last=False)
    return thing


def iri(row: Row, variable: str) -> str:
    """Return the IRI bound to ``variable``; "" where it is unbound or not an IRI."""
    term = row.get(variable)
    return term.value if isinstance(term, ox.NamedNode) else ""


def integer(row: Row, variable: str) -> int | None:
    """Return the whole number bound to ``variable``; None where there is none."""
    value = text(row, variable)
    try:
        return int(value)
    except ValueError:
        return None


def words(row: Row, variable: str) -> Words | None:
    """Return the literal bound to ``variable`` with its language; Vietnamese where it has none."""
    term = row.get(variable)
    if not isinstance(term, ox.Literal):
        return None
    return Words(term.value, term.language or "vi")


def preferred(kept: Words | None, new: Words | None, lang: Lang) -> Words | None:
    """Return which of two labels a page shows: its own language, else Vietnamese, else the first.

    A thing's labels come in several rows, one per language, in no order.
    """
    if kept is None or new is None:
        return kept or new
    rank = (lang, "vi")
    places = [rank.index(w.lang) if w.lang in rank else len(rank) for w in (kept, new)]
    return new if places[1] < places[0] else kept


@dataclass(frozen=True)
class Vocabulary:
    """The words of codes, classes and properties: IRI → language → words."""

    labels: Mapping[str, Mapping[str, str]]

    def knows(self, term: str) -> bool:
        """Tell whether ``term`` has words of its own."""
        return term in self.labels

    def words(self, term: str, lang: Lang) -> Words:
        """Return the words of ``term`` in ``lang``, else in Vietnamese, else its short name."""
        found = self.labels.get(term, {})
        for wanted in (lang, "vi", *sorted(found)):
            if wanted in found:
                return Words(found[wanted], wanted or "vi")
        return Words(short_name(term), "")

    def value(self, term: str, lang: Lang) -> str:
        """Return the words of ``term`` without their language."""
        return self.words(term, lang).value


def vocabulary(dataset: Dataset) -> Vocabulary:
    """Return the words of the codes and terms of a release."""
    return remembered(dataset, "vocabulary", _read_vocabulary)


def _read_vocabulary(dataset: Dataset) -> Vocabulary:
    labels: dict[str, dict[str, str]] = {}
    for row in dataset.rows("vocabulary"):
        label = words(row, "label")
        if label:
            labels.setdefault(iri(row, "term"), {}).setdefault(label.lang, label.value)
    return Vocabulary(labels)


def short_name(term: str) -> str:
    """Return ``prefix:name`` for a term of a known vocabulary, else the last part of its IRI."""
    for prefix, namespace in ontology.PREFIXES.items():
        if term.startswith(namespace):
            return f"{prefix}:{term[len(namespace) :]}"
    return term.rstrip("/#").rsplit("/", 1)[-1].rsplit("#", 1)[-1] or term


def slug(term: str) -> str:
    """Return the last step of a code's IRI: ``phong`` of ``code/body-kind/phong``."""
    return term.rsplit("/", 1)[-1]
