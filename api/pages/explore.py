"""The surroundings of a thing as an interactive graph, and the same as a table."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from api.pages.data import Vocabulary, iri, preferred, slug, vocabulary, words
from api.pages.environment import render
from api.pages.model import Lang, Link, Site, Words
from api.store import Dataset, Row
from ontology import BM, DCT, ELI, ORG, SKOS
from visualize import network

MOST_NODES = 80
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
DASHED = {
    BM + "professionalDirectionBy", DCT + "spatial", BM + "field", ELI + "based_on",
    BM + "implements", BM + "proposedBy",
}  # fmt: skip


@dataclass(frozen=True)
class Relation:
    """A line of the table: from one thing to another."""

    source: Link
    name: Words
    target: Link


def render_explore(dataset: Dataset, centre: str, lang: Lang) -> str:
    """Return the page of the graph around ``centre``; without one where nothing touches it."""
    site, known = Site(dataset.base_iri, lang, dataset.id), vocabulary(dataset)
    rows = dataset.rows("surroundings", centre=centre)
    names, kinds = _nodes(rows, known, site)
    names.setdefault(centre, known.words(centre, lang))
    others = sorted(names.keys() - {centre}, key=lambda thing: (RANKS.index(kinds[thing]), thing))
    kept = [centre, *others][:MOST_NODES]
    edges = sorted(
        {
            (iri(row, "source"), iri(row, "property"), iri(row, "target"))
            for row in rows
            if iri(row, "source") in kept and iri(row, "target") in kept
        },
        key=lambda edge: (kept.index(edge[0]), edge[1], kept.index(edge[2])),
    )
    graph = network.graph_json(
        tuple(
            network.Node(
                thing,
                names[thing].value,
                "centre" if thing == centre else kinds[thing],
                site.href(thing),
            )
            for thing in kept
        ),
        tuple(
            network.Edge(source, target, known.value(prop, lang), prop in DASHED)
            for source, prop, target in edges
        ),
    )
    return render(
        "explore.html",
        site,
        Site(dataset.base_iri, "vi").path("/explore", iri=centre),
        name=names[centre],
        centre=centre,
        graph=Markup(graph),
        relations=[
            Relation(
                Link(names[source], site.href(source)),
                known.words(prop, lang),
                Link(names[target], site.href(target)),
            )
            for source, prop, target in edges
        ],
        left_out=max(0, len(names) - MOST_NODES),
    )


def _nodes(
    rows: list[Row], known: Vocabulary, site: Site
) -> tuple[dict[str, Words], dict[str, str]]:
    """Return the words and the kind of every thing in the rows."""
    names: dict[str, Words] = {}
    classes: dict[str, set[str]] = {}
    for row in rows:
        for end in ("source", "target"):
            thing = iri(row, end)
            label = words(row, f"{end}Label")
            if known.knows(thing):
                label = known.words(thing, site.lang)
            names[thing] = preferred(names.get(thing), label, site.lang) or Words(slug(thing), "")
            classes.setdefault(thing, set()).add(iri(row, f"{end}Kind"))
    kinds = {
        thing: next((kind for term, kind in KINDS.items() if term in found), "act")
        for thing, found in classes.items()
    }
    return names, kinds
