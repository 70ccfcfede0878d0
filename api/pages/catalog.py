"""The catalogue as a page: the datasets with their facts and files, made of the same triples."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import pyoxigraph as ox

from api.harvest.catalog import Source, page_count
from api.harvest.datasets import whole_iri
from api.harvest.graph import DCAT, TYPE, VOID
from api.pages.dumps import size_words
from api.pages.environment import render
from api.pages.model import Lang, Link, Site, Words, date_words
from api.pages.schema_org import catalog_block
from ontology import DCT, RDFS, SKOS


@dataclass(frozen=True)
class FileLine:
    """A distribution: its title, address, media type, size in words."""

    title: Words
    href: str
    media_type: str
    size: str


@dataclass(frozen=True)
class Part:
    """A dataset or service: its title, what it is, its facts by key, its files."""

    iri: str
    link: Link
    description: Words
    facts: Mapping[str, Sequence[Link]]
    files: Sequence[FileLine]


class Reading:
    """Triples by subject and property."""

    def __init__(self, triples: Iterable[ox.Triple], site: Site) -> None:
        self.site = site
        self._said: dict[tuple[str, str], list[ox.NamedNode | ox.Literal]] = {}
        for subject, predicate, found in triples:
            if isinstance(subject, ox.NamedNode) and isinstance(found, ox.NamedNode | ox.Literal):
                self._said.setdefault((subject.value, predicate.value), []).append(found)

    def values(self, thing: str, relation: str) -> list[str]:
        """Return the values of a property, as text."""
        return [found.value for found in self._said.get((thing, relation), [])]

    def value(self, thing: str, relation: str) -> str:
        """Return the first value of a property, "" for none."""
        return next(iter(self.values(thing, relation)), "")

    def words(self, thing: str, *relations: str) -> Words:
        """Return the text of the first property that has one, in the language of the page."""
        for relation in relations:
            found = [f for f in self._said.get((thing, relation), []) if isinstance(f, ox.Literal)]
            found.sort(key=lambda f: (f.language != self.site.lang, f.language != "vi"))
            if found:
                return Words(found[0].value, found[0].language or self.site.lang)
        return Words(thing, "")

    def of_class(self, kind: str) -> list[str]:
        """Return the things of a class, in the order of the triples."""
        node = ox.NamedNode(kind)
        return [iri for (iri, relation), kinds in self._said.items()
                if relation == TYPE and node in kinds]  # fmt: skip


def render_catalog(
    source: Source, triples: Sequence[ox.Triple], path: str, page: int, lang: Lang
) -> str:
    """Return the page of the catalogue, of one of its datasets, or of the VoID description."""
    dataset = source.dataset
    site = Site(dataset.base_iri, lang, dataset.id)
    read = Reading(triples, site)
    is_whole = path == "/catalog"
    listed = [_part(read, iri, not is_whole) for iri in _datasets(read)]
    pages = page_count(source.decisions) if is_whole else 1
    here = path if page == 1 else f"{path}?page={page}"
    return render(
        "catalog.html",
        site,
        here,
        dataset=dataset,
        path=path,
        has_dumps=source.dumps is not None,
        published=source.published,
        publisher=source.settings.publisher,
        licence=source.settings.licence,
        parts=listed,
        services=[_part(read, iri, False) for iri in read.of_class(DCAT + "DataService")],
        pages=[(n, f"{path}?page={n}") for n in range(1, pages + 1)] if pages > 1 else [],
        page=page,
        counts=_counts(read),
        block=catalog_block(source, listed) if is_whole else "",
    )  # fmt: skip


def _datasets(read: Reading) -> list[str]:
    found = [iri for iri in read.of_class(DCAT + "Dataset") if "#release-" not in iri]
    return [*found, *read.of_class(DCAT + "DatasetSeries")]


def _part(read: Reading, iri: str, with_files: bool) -> Part:
    site = read.site
    keys = {"landing": DCAT + "landingPage", "places": DCT + "spatial"}
    facts: dict[str, Sequence[Link]] = {
        key: [Link(read.words(value, SKOS + "prefLabel", RDFS + "label"), _href(site, value))
              for value in read.values(iri, relation)]
        for key, relation in keys.items()
    }  # fmt: skip
    facts["period"] = [Link(words) for words in _period(read, iri)]
    files = read.values(iri, DCAT + "distribution")
    return Part(
        iri,
        Link(read.words(iri, DCT + "title"), site.href(iri)),
        read.words(iri, DCT + "description"),
        {key: found for key, found in facts.items() if found},
        [_file(read, file) for file in files] if with_files else [],
    )


def _href(site: Site, iri: str) -> str:
    return site.href(iri) if iri.startswith(site.base_iri) else ""


def _period(read: Reading, iri: str) -> list[Words]:
    period = read.value(iri, DCT + "temporal")
    start, end = (
        date_words(read.value(period, DCAT + name), read.site.lang) if period else ""
        for name in ("startDate", "endDate")
    )
    if start and not end:
        return [Words(read.site.text["changes"]["from_day"].format(start), read.site.lang)]
    said = [day for day in (start, end) if day]
    return [Words(" – ".join(said), read.site.lang)] if said else []


def _file(read: Reading, file: str) -> FileLine:
    return FileLine(
        read.words(file, DCT + "title"),
        read.site.local(read.value(file, DCAT + "downloadURL")),
        read.value(read.value(file, DCAT + "mediaType"), DCT + "identifier"),
        size_words(int(read.value(file, DCAT + "byteSize") or 0), read.site.lang),
    )


def _counts(read: Reading) -> list[tuple[str, str]]:
    """Return the numbers of a VoID description, by key."""
    whole = whole_iri(read.site.base_iri)
    found = (
        (name, read.value(whole, VOID + name)) for name in ("triples", "classes", "properties")
    )
    return [(name, value) for name, value in found if value]
