"""The datasets of the catalogue: the whole, and one for each decision in a series."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import pyoxigraph as ox

from api.dumps import Dumps, File
from api.harvest.agents import (
    IRREGULAR,
    LANGUAGES,
    ONTOLOGY,
    PUBLIC,
    VIETNAM,
    Agents,
    document,
    identifier,
)
from api.harvest.distributions import describe_files
from api.harvest.graph import ADMS, DCAT, FOAF, Graph, plain, safe, typed, words
from api.harvest.publication import Publication
from api.store import Dataset, text
from ontology import DCT, ELI, PROV, RDFS, SKOS

TITLE = {
    "vi": "BoMay: bộ máy nhà nước Việt Nam, đọc từ các quyết định",
    "en": "BoMay: the apparatus of state of Viet Nam, read from its decisions",
}
DESCRIPTION = {
    "vi": "Cơ quan, đơn vị, chức danh, nhiệm vụ và quyền hạn, căn cứ pháp lý mà các quyết định "
    "nêu; mỗi mệnh đề dẫn về điều khoản và vị trí ký tự trong văn bản.",
    "en": "The agencies, units, posts, duties and powers and legal bases that decisions state; "
    "every statement leads back to the clause and the characters of the text.",
}
SERIES_TITLE = {"vi": "Dữ liệu từng quyết định", "en": "The data of each decision"}
SERIES_DESCRIPTION = {
    "vi": "Mỗi tập dữ liệu gồm những gì một quyết định nêu.",
    "en": "Each dataset of the series holds what one decision states.",
}
_STATES = {
    "vi": "Những gì quyết định này nêu, kèm điều khoản và vị trí ký tự: {}.",
    "en": "What this decision states, with its clause and characters: {}.",
}
_DATES = (ELI + "first_date_entry_in_force", ELI + "date_document")


@dataclass(frozen=True)
class Decision:
    """A decision to catalogue: its labels by language, the places it is for, its dates."""

    iri: str
    key: str
    labels: Mapping[str, str]
    places: Sequence[str] = ()
    start: str = ""
    end: str = ""
    files: Sequence[File] = field(default=(), repr=False)


def decisions_of(dataset: Dataset, dumps: Dumps | None) -> list[Decision]:
    """Return the decisions that the dumps hold, or all where there are no dumps, by IRI."""
    said: dict[str, dict[str, list[ox.NamedNode | ox.Literal]]] = {}
    for row in dataset.rows("catalog-decisions"):
        value = row["value"]
        if isinstance(value, ox.NamedNode | ox.Literal):
            values = said.setdefault(text(row, "decision"), {})
            values.setdefault(text(row, "property"), []).append(value)
    files: dict[str, list[File]] = {}
    for file in dumps.files if dumps else ():
        if file.decision:
            files.setdefault(file.decision, []).append(file)
    return [
        _decision(dataset, iri, said.get(iri, {}), files.get(iri, ()))
        for iri in sorted(files or said)
    ]


def key_of(base: str, iri: str) -> str:
    """Return the key of a decision in addresses of the catalogue: its path after ``eli/vn/``."""
    return iri.removeprefix(base).removeprefix("eli/vn/")


def _decision(
    dataset: Dataset,
    iri: str,
    said: Mapping[str, list[ox.NamedNode | ox.Literal]],
    files: Sequence[File],
) -> Decision:
    labels = {
        label.language or "vi": label.value
        for label in said.get(RDFS + "label", [])
        if isinstance(label, ox.Literal)
    }
    dates = [date for name in _DATES if (date := _day(said.get(name, [])))]
    return Decision(
        iri=iri,
        key=key_of(dataset.base_iri, iri),
        labels=labels or {"vi": iri},
        places=sorted(found.value for found in said.get(DCT + "spatial", [])),
        start=dates[0] if dates else "",
        end=_day(said.get(ELI + "date_no_longer_in_force", [])),
        files=files,
    )


def _day(values: Sequence[ox.NamedNode | ox.Literal]) -> str:
    """Return the first full date; a month whose day was left blank is no period's end."""
    return min((value.value for value in values if len(value.value) == 10), default="")


def whole_iri(base: str) -> str:
    """Return the IRI of the dataset that is everything."""
    return base + "catalog/dataset"


def series_iri(base: str) -> str:
    """Return the IRI of the series of the decisions."""
    return base + "catalog/decisions"


def dataset_iri(base: str, decision: Decision) -> str:
    """Return the IRI of the dataset of a decision."""
    return safe(f"{base}catalog/decision/{decision.key}")


def describe_whole(
    graph: Graph,
    decisions: Sequence[Decision],
    dumps: Dumps | None,
    agents: Agents,
    published: Publication,
) -> None:
    """Describe the dataset of everything, with its files and the release before."""
    iri = graph.thing(whole_iri(agents.base), DCAT + "Dataset")
    graph.words(iri, DCT + "title", TITLE)
    graph.words(iri, DCT + "description", DESCRIPTION)
    _common(graph, iri, agents, published)
    graph.say(iri, DCAT + "landingPage", document(graph, agents.base))
    graph.say(iri, FOAF + "page", document(graph, ONTOLOGY))
    places = sorted({place for decision in decisions for place in decision.places})
    graph.say(iri, DCT + "spatial", VIETNAM, *places)
    starts = sorted(decision.start for decision in decisions if decision.start)
    _period(graph, iri, *((starts[0], starts[-1]) if starts else ("", "")))
    describe_files(
        graph, iri, [f for f in (dumps.files if dumps else ()) if not f.decision], agents, published
    )
    _previous(graph, iri, agents, published)


def describe_series(graph: Graph, agents: Agents, published: Publication) -> None:
    """Describe the series of the decisions."""
    iri = graph.thing(series_iri(agents.base), DCAT + "DatasetSeries")
    graph.words(iri, DCT + "title", SERIES_TITLE)
    graph.words(iri, DCT + "description", SERIES_DESCRIPTION)
    agents.stand_behind(graph, iri)
    graph.say(iri, DCT + "accrualPeriodicity", IRREGULAR)
    graph.say(iri, DCT + "spatial", VIETNAM)
    graph.say(iri, DCT + "modified", published.moment)


def describe_decision(
    graph: Graph, decision: Decision, agents: Agents, published: Publication
) -> None:
    """Describe the dataset of one decision, with its files."""
    iri = graph.thing(dataset_iri(agents.base, decision), DCAT + "Dataset")
    graph.words(iri, DCT + "title", dict(decision.labels))
    graph.words(
        iri,
        DCT + "description",
        {lang: _STATES[lang].format(label) for lang, label in decision.labels.items()
         if lang in _STATES},
    )  # fmt: skip
    _common(graph, iri, agents, published)
    graph.say(iri, DCAT + "landingPage", document(graph, decision.iri))
    graph.say(iri, PROV + "wasDerivedFrom", decision.iri)
    graph.thing(decision.iri, ELI + "LegalResource")
    graph.words(decision.iri, RDFS + "label", dict(decision.labels))
    graph.say(iri, DCAT + "inSeries", series_iri(agents.base))
    graph.say(iri, DCT + "isPartOf", whole_iri(agents.base))
    graph.say(iri, DCT + "spatial", *(decision.places or [VIETNAM]))
    _period(graph, iri, decision.start, decision.end)
    describe_files(graph, iri, decision.files, agents, published)


def describe_places(graph: Graph, dataset: Dataset, wanted: set[str]) -> None:
    """Say what the places are called, and that they are places."""
    for row in dataset.rows("catalog-places"):
        place, name = text(row, "place"), row["name"]
        if place in wanted and isinstance(name, ox.Literal):
            graph.thing(place, DCT + "Location")
            graph.say(place, SKOS + "prefLabel", words(name.value, name.language or "vi"))


def _common(graph: Graph, iri: str, agents: Agents, published: Publication) -> None:
    agents.stand_behind(graph, iri)
    identifier(graph, iri)
    graph.say(iri, DCAT + "version", plain(published.id))
    graph.say(iri, DCT + "issued", published.moment)
    graph.say(iri, DCT + "modified", published.moment)
    graph.say(iri, DCT + "language", LANGUAGES["vi"])
    graph.say(iri, DCT + "license", agents.licence)
    graph.say(iri, DCT + "rights", agents.rights)
    graph.say(iri, DCT + "accessRights", PUBLIC)
    graph.say(iri, DCT + "accrualPeriodicity", IRREGULAR)
    graph.say(iri, DCT + "conformsTo", ONTOLOGY)


def _period(graph: Graph, iri: str, start: str, end: str) -> None:
    """Say from when to when the dataset speaks; days, either may be unknown ("")."""
    if not start and not end:
        return
    period = graph.thing(iri + "#period", DCT + "PeriodOfTime")
    graph.say(iri, DCT + "temporal", period)
    if start:
        graph.say(period, DCAT + "startDate", typed(start, "date"))
    if end:
        graph.say(period, DCAT + "endDate", typed(end, "date"))


def _previous(graph: Graph, iri: str, agents: Agents, published: Publication) -> None:
    """Name the release before, which is no longer served, and where the difference is told."""
    if published.previous is None:
        return
    before = published.previous
    old = graph.thing(f"{iri}#release-{safe(before.id)}", DCAT + "Dataset")
    graph.say(iri, DCAT + "previousVersion", old)
    titles = {lang: f"{title} ({before.id})" for lang, title in TITLE.items()}
    graph.words(old, DCT + "title", titles)
    graph.words(old, DCT + "description", DESCRIPTION)
    agents.stand_behind(graph, old)
    graph.say(old, DCAT + "version", plain(before.id))
    graph.say(old, DCT + "spatial", VIETNAM)
    if before.time:
        graph.say(old, DCT + "issued", typed(before.time, "dateTime"))
    notes = {
        "vi": f"Thay bản phát hành {before.id}; từng thay đổi ở {agents.base}changes",
        "en": f"Follows release {before.id}; each change is told at {agents.base}changes",
    }
    graph.words(iri, ADMS + "versionNotes", notes)
