"""What stands around a thing, grown step by step: nodes, edges, and what there was no room for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from api.pages.data import Vocabulary, iri, preferred, short_name, slug, vocabulary, words
from api.pages.model import Site, Words
from api.store import Dataset, Row
from ontology import BM, ELI, ORG, SKOS

MOST_NODES = 150
"""How many nodes a graph has at most: more can't be told apart."""
MOST_NEW = 80
"""How many of them one thing brings at most."""
KINDS = {
    BM + "Decision": "decision",
    BM + "Province": "place",
    BM + "ServiceUnit": "unit",
    ORG + "OrganizationalUnit": "unit",
    ORG + "Post": "post",
    ORG + "FormalOrganization": "organisation",
    SKOS + "Concept": "concept",
    ELI + "LegalResource": "act",
}
"""The kind of a node by its class; the first that fits counts."""
RANKS = ["organisation", "decision", "unit", "post", "place", "act", "concept"]
"""Which kinds of nodes are kept first where there are too many."""

Edge: TypeAlias = tuple[str, str, str]
"""From which thing, by which property, to which: IRIs."""


@dataclass(frozen=True)
class Surroundings:
    """The graph around ``nodes[0]``: the words and kinds of its nodes, its edges in order.

    ``properties`` counts the edges by property before any was filtered out; ``left_out`` counts the
    things that had no room.
    """

    nodes: Sequence[str]
    names: dict[str, Words]
    kinds: dict[str, str]
    edges: Sequence[Edge]
    properties: Counter[str]
    left_out: int

    @property
    def is_full(self) -> bool:
        """Tell whether nothing can be added."""
        return len(self.nodes) >= MOST_NODES


def gather(
    dataset: Dataset, centre: str, expanded: Sequence[str], relations: Collection[str], site: Site
) -> Surroundings:
    """Return what stands around ``centre`` and each of ``expanded``.

    ``relations`` are short names of properties (``org:unitOf``); none of them means all.
    """
    known = vocabulary(dataset)
    names: dict[str, Words] = {}
    kinds: dict[str, str] = {}
    kept = [centre]
    edges: set[Edge] = set()
    left: set[str] = set()
    for thing in dict.fromkeys((centre, *expanded)):
        rows = dataset.rows("surroundings", centre=thing)
        _read(rows, known, site, names, kinds)
        found = {(iri(r, "source"), iri(r, "property"), iri(r, "target")) for r in rows}
        edges |= found
        near = {end for s, p, t in found if _wanted(p, relations) for end in (s, t)}
        new = sorted(near - {*kept}, key=lambda n: (RANKS.index(kinds[n]), n))
        room = min(MOST_NEW, MOST_NODES - len(kept))
        kept += new[:room]
        left |= {*new[room:]}
    names.setdefault(centre, known.words(centre, site.lang))
    place = {node: number for number, node in enumerate(kept)}
    drawn = [e for e in edges if e[0] in place and e[2] in place]
    return Surroundings(
        kept,
        names,
        kinds,
        sorted(
            (edge for edge in drawn if _wanted(edge[1], relations)),
            key=lambda edge: (place[edge[0]], edge[1], place[edge[2]]),
        ),
        Counter(prop for _, prop, _ in edges),
        len(left - {*kept}),
    )


def _wanted(prop: str, relations: Collection[str]) -> bool:
    return not relations or short_name(prop) in relations


def _read(
    rows: list[Row],
    known: Vocabulary,
    site: Site,
    names: dict[str, Words],
    kinds: dict[str, str],
) -> None:
    """Note the words and the kind of every thing in the rows."""
    classes: dict[str, set[str]] = {}
    for row in rows:
        for end in ("source", "target"):
            thing = iri(row, end)
            label = words(row, f"{end}Label")
            if known.knows(thing):
                label = known.words(thing, site.lang)
            names[thing] = preferred(names.get(thing), label, site.lang) or Words(slug(thing), "")
            classes.setdefault(thing, set()).add(iri(row, f"{end}Kind"))
    for thing, found in classes.items():
        kinds[thing] = next((kind for term, kind in KINDS.items() if term in found), "act")
