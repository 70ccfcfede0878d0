"""Links that rows lead to."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlencode

from api.pages.data import iri
from api.pages.model import Link, Site, Words, clause_name
from api.store import Row


def clause_link(row: Row, site: Site) -> Link | None:
    """Return the link to the clause of a row with ``?clause`` and ``?decision``; None without."""
    clause, decision = iri(row, "clause"), iri(row, "decision")
    if not (clause and decision):
        return None
    name = clause_name(clause, decision, site.lang)
    return Link(Words(name, site.lang), site.clause(clause, decision))


def chart_link(site: Site, path: str = "/chart", **query: Iterable[str]) -> str:
    """Return the link to a chart: ``agency``, ``province``, ``like``, ``open`` … with their values.

    Names that end in "_" stand for words of Python (``from_``).
    """
    pairs = [(name.rstrip("_"), value) for name, values in query.items() for value in values]
    return _link(site, path, pairs)


def compare_link(site: Site, agencies: Iterable[str], most: int = 6) -> str:
    """Return the link to the comparison of agencies, at most ``most`` of them."""
    return _link(site, "/compare", [("agency", agency) for agency in [*agencies][:most]])


def _link(site: Site, path: str, pairs: list[tuple[str, str]]) -> str:
    # without the base IRI: a chart has a hundred links, each with all that is open
    pairs = [(name, value.removeprefix(site.base_iri)) for name, value in pairs]
    if site.lang != "vi":
        pairs = [*pairs, ("lang", site.lang)]
    return f"{path}?{urlencode(pairs, safe='/')}" if pairs else path
