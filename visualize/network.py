"""The surroundings of a thing as data for an interactive graph.

pyvis builds the graph; only its node and edge data are taken. The page it would write loads
scripts from other hosts and holds inline script, which the site's Content-Security-Policy
forbids: the site serves vis-network from the installed pyvis package and reads this data from a
``<script type="application/json">`` block.
"""

from __future__ import annotations

import json
from dataclasses import dataclass

from pyvis.network import Network

from visualize.lettering import wrap

LABEL_WIDTH, LABEL_SIZE = 150.0, 14.0
INK, SOFT, SEAL, BLUE, PALE = "#22231f", "#5a5b55", "#9c1f17", "#1d4f73", "#f3f1ea"

LOOKS: dict[str, dict[str, object]] = {
    "centre": {
        "shape": "box",
        "color": {"background": "#fbefec", "border": SEAL},
        "borderWidth": 2,
    },
    "organisation": {"shape": "box", "color": {"background": "#ffffff", "border": INK}},
    "unit": {"shape": "box", "color": {"background": "#ffffff", "border": BLUE}},
    "post": {"shape": "ellipse", "color": {"background": "#ffffff", "border": BLUE}},
    "decision": {"shape": "box", "color": {"background": "#ffffff", "border": SEAL}},
    "act": {"shape": "box", "color": {"background": PALE, "border": SOFT}},
    "place": {"shape": "ellipse", "color": {"background": PALE, "border": SOFT}},
    "concept": {"shape": "text", "color": {"background": "#ffffff", "border": SOFT}},
}
"""How each kind of node is drawn; an unknown kind is drawn as ``act``."""


@dataclass(frozen=True)
class Node:
    """A thing: its IRI, its words, its kind (a key of ``LOOKS``), its page.

    ``grow`` is the address of the graph with what is around it added; "" where it can't be.
    """

    iri: str
    label: str
    kind: str
    href: str
    grow: str = ""


@dataclass(frozen=True)
class Edge:
    """A relation from one thing to another, in words; dashed where it is not a hierarchy."""

    source: str
    target: str
    label: str
    dashed: bool = False


def graph_json(nodes: tuple[Node, ...], edges: tuple[Edge, ...]) -> str:
    """Return ``{"nodes": […], "edges": […]}`` for vis-network, safe inside a script element.

    An edge whose end is not among ``nodes`` is left out.
    """
    network = Network(directed=True, cdn_resources="local")
    for node in nodes:
        look = LOOKS.get(node.kind, LOOKS["act"])
        lines = "\n".join(wrap(node.label, LABEL_WIDTH, LABEL_SIZE))
        more = {"name": node.label, "href": node.href, "grow": node.grow}
        network.add_node(node.iri, label=lines, **more, **look)
    known = {node.iri for node in nodes}
    for edge in edges:
        if edge.source in known and edge.target in known:
            name = f"{edge.source} {edge.label} {edge.target}"
            network.add_edge(
                edge.source, edge.target, id=name, label=edge.label, dashes=edge.dashed
            )
    found_nodes, found_edges, *_ = network.get_network_data()
    data = {"nodes": found_nodes, "edges": found_edges}
    text = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
