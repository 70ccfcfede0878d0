"""What an agency and a decision are, in the terms of schema.org, from the rows of their pages."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from markupsafe import Markup

from api.pages.data import iri, text
from api.pages.model import Link, Site, Words
from api.pages.schema_org import Node, area, block, breadcrumbs, legislation, organisation
from api.store import Row
from ontology import BM, CV, DCT, ELI, ORG, SKOS

if TYPE_CHECKING:
    from api.pages.agency import DecisionLine
    from api.pages.decision import Header
    from api.pages.structure import UnitLine

_FULL_DATE = 10  # 2023-10-16
_BODIES = {CV + "PublicOrganisation"} | {
    ORG + name for name in ("Organization", "FormalOrganization", "OrganizationalUnit")
}
_ACTS = {ELI + "LegalResource", ELI + "LegalResourceSubdivision"}
_TERMS = {SKOS + "Concept", BM + "BodyClass", BM + "PostClass"}


def agency_block(
    agency: str,
    name: str,
    every: str,
    rows: Sequence[Row],
    units: Sequence[UnitLine],
    decisions: Sequence[DecisionLine],
    site: Site,
) -> Markup:
    """Return an agency as a public body; a class of bodies (``every``) as a term, for it is none.

    Raises nothing: what the rows don't say is left out.
    """
    parents = _named(rows, ORG + "subOrganizationOf")
    places = _named(rows, DCT + "spatial")
    steps = [Link(Words(said), site.href(found)) for found, said in parents.items()]
    way = breadcrumbs(site, [*steps, Link(Words(name), site.href(agency))])
    acts = [legislation(line.iri, line.link.words.value) for line in decisions]
    if every:
        term = {"@type": "DefinedTerm", "@id": agency, "url": agency, "name": name}
        return block({**term, "subjectOf": acts}, way)
    body = organisation(
        agency,
        name,
        parentOrganization=[organisation(found, said) for found, said in parents.items()],
        areaServed=[area(found, said) for found, said in places.items()],
        department=[
            {"@type": "Organization", "@id": unit.iri, "name": unit.link.words.value}
            for unit in units
        ],
        subjectOf=acts,
    )
    return block(body, way)


def decision_block(decision: str, header: Header, rows: Sequence[Row], site: Site) -> Markup:
    """Return a decision as legislation."""
    issuers = _named(rows, ELI + "passed_by")
    about = _named(rows, BM + "concerns")
    kinds = dict(zip(about, (is_class for _, is_class in header.agencies), strict=False))
    name = header.label.value
    act = legislation(
        decision,
        name,
        alternativeHeadline=header.title,
        inLanguage="vi",
        legislationIdentifier=header.number,
        legislationType=header.kind.value if header.kind else "",
        legislationDate=_day(header.issued),
        legislationDateOfApplicability=_day(header.in_force),
        legislationPassedBy=[organisation(found, said) for found, said in issuers.items()],
        about=[_about(found, said, kinds.get(found, False)) for found, said in about.items()],
        legislationChanges=_iris(rows, ELI + "repeals") + _iris(rows, ELI + "amends"),
        isBasedOn=_iris(rows, ELI + "based_on"),
        isAccessibleForFree=True,
    )
    steps = [Link(Words(said), site.href(found)) for found, said in issuers.items()]
    return block(act, breadcrumbs(site, [*steps, Link(Words(name), site.href(decision))]))


def thing_block(thing: str, name: str, kinds: set[str], rows: Sequence[Row], site: Site) -> Markup:
    """Return a thing of the graph by its classes: a body, an act, a place, a term, else a page."""
    way = breadcrumbs(site, [Link(Words(name), site.href(thing))])
    if kinds & _BODIES:
        places = _named(rows, DCT + "spatial")
        parents = _named(rows, ORG + "subOrganizationOf") | _named(rows, ORG + "unitOf")
        body = organisation(
            thing,
            name,
            parentOrganization=[organisation(found, said) for found, said in parents.items()],
            areaServed=[area(found, said) for found, said in places.items()],
        )
        return block(body, way)
    if kinds & _ACTS:
        whole = {iri(row, "value") for row in rows if iri(row, "property") == ELI + "is_part_of"}
        parts = [{"@type": "Legislation", "@id": found} for found in sorted(whole - {""})]
        return block(legislation(thing, name, inLanguage="vi", isPartOf=parts), way)
    if BM + "Province" in kinds:
        return block({**area(thing, name), "url": thing}, way)
    if kinds & _TERMS:
        return block({"@type": "DefinedTerm", "@id": thing, "url": thing, "name": name}, way)
    return block({"@type": "WebPage", "@id": thing, "url": thing, "name": name}, way)


def _about(found: str, said: str, is_class: bool) -> Node:
    if is_class:
        return {"@type": "DefinedTerm", "@id": found, "name": said}
    return organisation(found, said)


def _day(value: str) -> str:
    """Return a full date; schema.org has no date whose day is blank."""
    return value if len(value) == _FULL_DATE else ""


def _named(rows: Sequence[Row], prop: str) -> dict[str, str]:
    """Return the values of a property with their Vietnamese names, by IRI."""
    names: dict[str, str] = {}
    for row in rows:
        found, label = iri(row, "value"), row.get("label")
        if iri(row, "property") == prop and found:
            language = getattr(label, "language", None) or "vi"
            if found not in names or language == "vi":
                names[found] = text(row, "label")
    return {found: name for found, name in sorted(names.items()) if name}


def _iris(rows: Sequence[Row], prop: str) -> list[Node]:
    found = {iri(row, "value") for row in rows if iri(row, "property") == prop}
    return [{"@type": "Legislation", "@id": one} for one in sorted(found - {""})]
