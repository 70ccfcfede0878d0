"""The page of a decision: its text as a document, what it states beside the clause that says so."""

from __future__ import annotations

from dataclasses import dataclass

from api.pages.agency import cited_acts
from api.pages.curations import curations_of
from api.pages.data import Vocabulary, iri, preferred, slug, text, vocabulary, words
from api.pages.described import decision_block
from api.pages.environment import render
from api.pages.margin import Issue, margins
from api.pages.model import Lang, Link, Site, Words
from api.pages.reader import Line, contents, lines
from api.store import Dataset, Row
from ontology import BM, DCT, ELI, RDFS


@dataclass(frozen=True)
class Header:
    """What a decision says of itself; "" and None where it does not say.

    ``agencies`` are what it is about, each with whether it is a class of bodies.
    """

    label: Words
    title: str
    kind: Words | None
    number: str
    issuer: Link | None
    issued: str
    in_force: str
    rule: str
    agencies: tuple[tuple[Link, bool], ...]
    file: str
    sha256: str
    coverage: str


def render_decision(dataset: Dataset, decision: str, lang: Lang) -> str:
    """Return the page of ``decision`` as HTML."""
    site = Site(dataset.base_iri, lang, dataset.id)
    rows = dataset.rows("decision-header", decision=decision)
    header = header_of(dataset, rows, decision, site)
    cited = cited_acts(dataset, decision, site)
    labels = {act.iri: act.act.words for act in cited}
    beside = margins(dataset, decision, labels, site)
    found = lines(dataset.rows("decision-clauses", decision=decision), decision, beside, site)
    issues = _issues(found)
    return render(
        "decision.html",
        site,
        site.local(decision),
        decision=decision,
        catalogued=site.local(decision).replace("/eli/vn/", "/catalog/decision/", 1),
        header=header,
        block=decision_block(decision, header, rows, site),
        cited=cited,
        lines=found,
        contents=contents(found, site),
        issues=[(line, issue) for line, issue in issues if not issue.settled],
        settled=[(line, issue) for line, issue in issues if issue.settled],
        curations=curations_of(dataset, [decision], site),
        mended=sum(len(line.margin.mended) for line in found),
    )


def _issues(found: list[Line]) -> list[tuple[Line, Issue]]:
    return [(line, issue) for line in found for issue in line.margin.issues]


def header_of(dataset: Dataset, rows: list[Row], decision: str, site: Site) -> Header:
    """Return what the rows of ``decision-header`` say of a decision or another act."""
    known = vocabulary(dataset)
    kind = _first(rows, ELI + "type_document")
    labels = {
        w.lang: w
        for row in rows
        if iri(row, "property") == RDFS + "label"
        if (w := words(row, "value"))
    }
    return Header(
        label=labels.get(site.lang) or labels.get("vi") or Words(slug(decision)),
        title=_first(rows, ELI + "title"),
        kind=known.words(kind, site.lang) if kind else None,
        number=_first(rows, ELI + "number"),
        issuer=next(iter(_links(rows, ELI + "passed_by", known, site).values()), None),
        issued=_first(rows, ELI + "date_document") or _first(rows, BM + "partialDate"),
        in_force=_first(rows, ELI + "first_date_entry_in_force"),
        rule=_first(rows, BM + "effectiveRule"),
        agencies=tuple(
            (link, BM + "BodyClass" in dataset.types(about))
            for about, link in _links(rows, BM + "concerns", known, site).items()
        ),
        file=_first(rows, DCT + "title"),
        sha256=_first(rows, BM + "sha256"),
        coverage=_first(rows, BM + "coverage"),
    )


def _first(rows: list[Row], prop: str) -> str:
    return min((text(row, "value") for row in rows if iri(row, "property") == prop), default="")


def _links(rows: list[Row], prop: str, known: Vocabulary, site: Site) -> dict[str, Link]:
    """Return the values of a property as links, in the order of their IRIs."""
    labels: dict[str, Words | None] = {}
    for row in rows:
        if iri(row, "property") == prop:
            value = iri(row, "value")
            labels[value] = preferred(labels.get(value), words(row, "label"), site.lang)
    return {
        value: Link(label or known.words(value, site.lang), site.href(value))
        for value, label in sorted(labels.items())
    }
