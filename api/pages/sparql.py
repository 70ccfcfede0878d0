"""The form for a SPARQL query: plain HTML, with a few examples to start from."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

import ontology
from api.pages.environment import render
from api.pages.model import Lang, Link, Site

EXAMPLES = (
    "example-agencies",
    "example-units",
    "example-duties-by-field",
    "example-legal-bases",
    "example-evidence",
)
"""The example queries (``ontology/queries``), from easy to hard; their titles are in the texts."""


@dataclass(frozen=True)
class Table:
    """The results of a SELECT: variable names, and for each solution one cell per variable.

    ``total`` is how many solutions there are, where not all are shown.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[Link | None, ...], ...]
    total: int = 0


def render_query_form(
    lang: Lang, query: str = "", problem: str = "", table: Table | None = None
) -> str:
    """Return the page with the form, the query in it, what is wrong with it, or its results."""
    return render(
        "sparql.html",
        Site("", lang),
        f"/sparql?query={quote(query)}" if query else "/sparql",
        query=query or example(EXAMPLES[0]),
        problem=problem,
        table=table,
        examples=[(name, example(name)) for name in EXAMPLES],
    )


def example(name: str) -> str:
    """Return an example query without its header comment."""
    lines = ontology.query(name).splitlines()
    return "\n".join(line for line in lines if not line.startswith("#"))
