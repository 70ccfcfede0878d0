"""Which graphs a query is asked of, so that the default graph is the union of all of them.

SPARQL leaves the default graph of a query without FROM to the store. Some stores make it the union
of the named graphs (GraphDB, Virtuoso, QLever, Neptune), others an empty graph of its own unless
told otherwise (Oxigraph, Fuseki). So each query names the graphs of the release, which every store
has to obey (SPARQL 1.1 Protocol, 2.1.4) and which leaves out whatever else the store holds. Of a
release with many graphs that would be slow; there a store that has the union by default is asked
without a list.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

Union: TypeAlias = Literal["auto", "store", "parameter", "list"]
"""How the union is had: as the store does it, by Oxigraph's parameter, or by a list."""

Pairs: TypeAlias = list[tuple[str, str]]

OXIGRAPH_PARAMETER = ("union-default-graph", "true")
FEW = 100
"""So many graphs are named in each query without being asked to."""
MOST_LISTED = 2_000
"""More graphs than this are too long a list for each query."""


@dataclass(frozen=True)
class Graphs:
    """The graphs of a release and the way its union is asked for."""

    union: Literal["store", "parameter", "list"]
    names: Sequence[str] = ()

    def of_union(self) -> Pairs:
        """Return the parameters for a query over the union, which also has every named graph."""
        if self.union == "parameter":
            return [OXIGRAPH_PARAMETER]
        if self.union == "store":
            return []
        return named(self.names, self.names)


def named(default_graphs: Sequence[str], named_graphs: Sequence[str]) -> Pairs:
    """Return the parameters that name graphs."""
    return [
        *(("default-graph-uri", name) for name in default_graphs),
        *(("named-graph-uri", name) for name in named_graphs),
    ]
