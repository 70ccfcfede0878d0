"""The page of queries: an editor or a plain text field, the results, a gallery of examples."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from api.editor import editor_folder
from api.pages.environment import render
from api.pages.model import Site
from api.pages.results import Table
from ontology.examples import examples

TABLE_FORMATS = ("csv", "tsv", "json", "xml")
GRAPH_FORMATS = ("ttl", "nt", "jsonld", "rdf", "nq", "trig")
TRIPLES = ("subject", "predicate", "object")


@dataclass(frozen=True)
class Problem:
    """What is wrong with a query: our words, those of the engine as they are, and the place.

    That is the line of the query, before, at and after the place.
    """

    words: str
    verbatim: str = ""
    before: str = ""
    at: str = ""
    after: str = ""


@dataclass(frozen=True)
class Asked:
    """What is on the page beside the examples; ``pinned`` is the release that a link names."""

    query: str = ""
    problem: Problem | None = None
    table: Table | None = None
    pinned: str = ""


def render_query_form(site: Site, asked: Asked = Asked()) -> str:
    """Return the page with the form, the query in it, what is wrong with it, or its results."""
    gallery = [(e, e.at(site.base_iri)) for e in examples()]
    is_graph = asked.table is not None and asked.table.columns == TRIPLES
    formats = GRAPH_FORMATS if is_graph else TABLE_FORMATS
    here = {"query": asked.query} if asked.query else {}
    return render(
        "sparql.html",
        site,
        f"/sparql?{urlencode(here)}" if here else "/sparql",
        query=asked.query or gallery[0][1],
        asked=asked,
        is_other=bool(asked.pinned and site.release and asked.pinned != site.release),
        downloads=[(name, f"/sparql?{urlencode({**here, 'format': name})}") for name in formats],
        permalink=f"/sparql?{urlencode({**here, 'release': site.release})}",
        levels=[
            (level, [(e, text) for e, text in gallery if e.level == level])
            for level in sorted({e.level for e, _ in gallery})
        ],
        has_editor=editor_folder() is not None,
    )


def problem_of(query: str, words: str, verbatim: str, extra: Mapping[str, Any]) -> Problem:
    """Return what is wrong, marked in the query where ``extra`` has ``line`` and ``column``."""
    line, column = extra.get("line"), extra.get("column")
    lines = query.splitlines()
    if not (isinstance(line, int) and isinstance(column, int)) or not 1 <= line <= len(lines):
        return Problem(words, verbatim)
    text = lines[line - 1]
    near = str(extra.get("near") or "")
    end = column - 1 + max(1, len(near.splitlines()[0]) if near else 1)
    at = text[column - 1 : end] or "⏎"
    return Problem(words, verbatim, text[: column - 1], at, text[end:])
