"""The surroundings of a thing as a graph that grows, and the same as a table."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from markupsafe import Markup

from api.pages.data import short_name, vocabulary
from api.pages.environment import render
from api.pages.model import Lang, Link, Site, Words
from api.pages.surroundings import MOST_NODES, Surroundings, gather
from api.store import Dataset
from ontology import BM, DCT, ELI
from visualize import network

DASHED = {
    BM + "professionalDirectionBy", DCT + "spatial", BM + "field", ELI + "based_on",
    BM + "implements", BM + "proposedBy",
}  # fmt: skip


@dataclass(frozen=True)
class Relation:
    """A line of the table: from one thing to another, and where the graph grows from it."""

    source: Link
    name: Words
    target: Link
    grow: Link | None


@dataclass(frozen=True)
class Filter:
    """A property that may be left out: its short name, its words, how many edges it has."""

    name: str
    words: Words
    count: int
    is_on: bool


@dataclass(frozen=True)
class State:
    """What the address of a graph says: its centre, what was grown, which relations are shown."""

    centre: str
    expanded: Sequence[str] = ()
    relations: Collection[str] = ()

    def path(self, lang: Lang, **more: str) -> str:
        """Return the address of this state."""
        asked = [("iri", self.centre), *(("expanded", thing) for thing in self.expanded)]
        asked += [("relations", name) for name in sorted(self.relations)]
        asked += [*more.items(), *([("lang", lang)] if lang != "vi" else [])]
        return f"/explore?{urlencode(asked)}"

    def grown(self, thing: str) -> State:
        """Return the state with ``thing`` grown too."""
        return State(self.centre, (*self.expanded, thing), self.relations)


def explore_json(dataset: Dataset, state: State, lang: Lang) -> str:
    """Return the nodes and edges of a graph as JSON, as vis-network takes them."""
    site = Site(dataset.base_iri, lang, dataset.id)
    found = gather(dataset, state.centre, state.expanded, state.relations, site)
    return _graph(dataset, found, state, site)


def render_explore(dataset: Dataset, state: State, lang: Lang) -> str:
    """Return the page of a graph; without a drawing where nothing touches its centre."""
    site, known = Site(dataset.base_iri, lang, dataset.id), vocabulary(dataset)
    found = gather(dataset, state.centre, state.expanded, state.relations, site)
    return render(
        "explore.html",
        site,
        state.path("vi"),
        name=found.names[state.centre],
        state=state,
        graph=Markup(_graph(dataset, found, state, site)),
        relations=_relations(dataset, found, state, site),
        filters=[
            Filter(
                short_name(prop),
                known.words(prop, lang),
                number,
                not state.relations or short_name(prop) in state.relations,
            )
            for prop, number in found.properties.most_common()
        ],
        nodes=len(found.nodes),
        most=MOST_NODES,
        left_out=found.left_out,
        as_json=state.path(lang, format="json"),
    )


def _grow(thing: str, found: Surroundings, state: State, site: Site) -> str:
    """Return where the graph grows from ``thing``; "" where it can't, or has already."""
    done = thing == state.centre or thing in state.expanded
    return "" if done or found.is_full else state.grown(thing).path(site.lang)


def _graph(dataset: Dataset, found: Surroundings, state: State, site: Site) -> str:
    known = vocabulary(dataset)
    return network.graph_json(
        tuple(
            network.Node(
                thing,
                found.names[thing].value,
                "centre" if thing == state.centre else found.kinds[thing],
                site.href(thing),
                _grow(thing, found, state, site),
            )
            for thing in found.nodes
        ),
        tuple(
            network.Edge(source, target, known.value(prop, site.lang), prop in DASHED)
            for source, prop, target in found.edges
        ),
    )


def _relations(dataset: Dataset, found: Surroundings, state: State, site: Site) -> list[Relation]:
    known = vocabulary(dataset)
    lines = []
    for source, prop, target in found.edges:
        ends = [Link(found.names[end], site.href(end)) for end in (source, target)]
        done = {state.centre, *state.expanded}
        outer = target if source in done else source
        href = _grow(outer, found, state, site)
        grow = Link(found.names[outer], href) if href else None
        lines.append(Relation(ends[0], known.words(prop, site.lang), ends[1], grow))
    return lines
