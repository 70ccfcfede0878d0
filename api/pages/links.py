"""Links that rows lead to."""

from __future__ import annotations

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
