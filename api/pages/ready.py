"""Queries of the program, ready for a visitor to run and change on the query page."""

from __future__ import annotations

import pyoxigraph as ox

import ontology
from api.pages.model import Site


def ready_query(name: str, **bindings: str) -> str:
    """Return ``ontology/queries/<name>.rq`` with variables bound to IRIs.

    They are bound by a VALUES block behind the query (SPARQL 1.1 Query, 10.2.2), so that its text
    stays as it is. Raises ValueError for a value that is no IRI.
    """
    block = "".join(
        f"VALUES ?{variable} {{ {ox.NamedNode(value)} }}\n" for variable, value in bindings.items()
    )
    return f"{ontology.query(name).rstrip()}\n{block}"


def ready_link(site: Site, name: str, **bindings: str) -> str:
    """Return the link to the query page with :func:`ready_query` in it."""
    return site.path("/sparql", query=ready_query(name, **bindings))
