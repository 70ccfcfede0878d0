"""Reads what the decisions state of each agency, with the parts of the agency's own page."""

from __future__ import annotations

from api.pages.act_states import act_states
from api.pages.agencies import agencies_of
from api.pages.agency import decisions_of, duties_of, facts_of
from api.pages.comparing.model import Side
from api.pages.curations import Curations
from api.pages.data import iri, kept
from api.pages.model import Link, Site, Words, clause_name
from api.pages.standing import standing_on
from api.pages.structure import posts_of, units_of
from api.store import Dataset
from ontology import BM, ELI

STATED = {
    ELI + "number": "number",
    ELI + "date_document": "issued",
    BM + "partialDate": "issued",
    ELI + "first_date_entry_in_force": "in_force",
    ELI + "date_no_longer_in_force": "until",
}
"""What a property of a decision is called in :class:`api.pages.agency.DecisionLine`."""


class UnknownAgencyError(LookupError):
    """No decision of the release is about this agency; its IRI is the argument."""


def side_of(dataset: Dataset, agency: str, site: Site) -> Side:
    """Return an agency with what the latest decision on it states; kept for a release.

    Raises UnknownAgencyError.
    """
    key = (agency, site.lang)
    return kept(dataset, "sides", key, lambda: _read(dataset, agency, site))


def _read(dataset: Dataset, agency: str, site: Site) -> Side:
    known = {one.iri: one for one in agencies_of(dataset, site.lang)}
    if agency not in known:
        raise UnknownAgencyError(agency)
    decision = standing_on(decisions_of(dataset, agency, site), "").decision
    shown = decision.iri if decision else ""
    rows = dataset.rows("agency-facts", agency=agency)
    units = units_of(dataset, agency, site, shown)
    duties = duties_of(dataset, agency, shown, site)
    return Side(
        agency,
        known[agency].name,
        Link(Words(known[agency].name), site.href(agency)),
        known[agency].province,
        decision,
        tuple(facts_of(dataset, rows, Curations(), site, shown)),
        tuple(units),
        tuple(posts_of(dataset, agency, site, units, shown)),
        tuple(duties["groups"]),
        tuple(duties["actions"]),
        act_states(dataset, shown, site) if shown else {},
        _clauses(dataset, shown, site) if shown else {},
    )


def _clauses(dataset: Dataset, decision: str, site: Site) -> dict[str, Link]:
    """Return the first clause that states the number or a date of a decision, by what it states."""
    found: dict[str, Link] = {}
    rows = dataset.rows("decision-statements", decision=decision)
    for row in sorted(rows, key=lambda row: iri(row, "clause")):
        clause = iri(row, "clause")
        name = Words(clause_name(clause, decision, site.lang), site.lang)
        link = Link(name, site.clause(clause, decision))
        found.setdefault(STATED[iri(row, "property")], link)
    return found
