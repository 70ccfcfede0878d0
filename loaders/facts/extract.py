"""Extract: all facts of a document, and the places where it leaves something open."""

from __future__ import annotations

from collections.abc import Sequence

from loaders.facts.agency import agency
from loaders.facts.curated import corrected_head, with_additions
from loaders.facts.duties import duties, duties_articles
from loaders.facts.header import header
from loaders.facts.legal_bases import citations, self_citations
from loaders.facts.limits import limit_issues
from loaders.facts.model import Correction, Facts
from loaders.facts.places import provisions
from loaders.facts.posts import posts
from loaders.facts.rules import with_rules
from loaders.facts.settled import with_settled
from loaders.facts.units import structure_article, units
from loaders.model import Document, Issue


def extract(
    document: Document, corrections: Sequence[Correction] = ()
) -> tuple[Facts, list[Issue]]:
    """Return the facts of a document with the issues of reading it, in document order.

    ``corrections`` override what is read; the issues stay those of the text, those that a
    correction settles marked so. Raises CurationError where one does not fit.
    """
    head, header_issues = header(document)
    cited, citation_issues = citations(document)
    cited, self_issues = self_citations(head, cited)
    own = provisions(document)
    body, agency_issues = agency(document, head, own)
    head, body = corrected_head(head, body, corrections)
    # a page on the organisation of a body that it leaves unnamed lists its units all the same
    is_page = body is None and not (head.kind or head.number)
    is_listed = body is not None or (is_page and structure_article(document, own) is not None)
    found_units = units(document, own, body) if is_listed else []
    structured = bool(found_units) or structure_article(document, own) is not None
    on_duties = duties_articles(document)
    facts = Facts(
        header=head,
        citations=tuple(cited),
        agency=body,
        duties=tuple(duties(document, on_duties)) if body else (),
        units=tuple(found_units),
        posts=tuple(posts(document, own, body, found_units)) if body else (),
        has_structure_article=structured,
    )
    facts, rule_issues = with_rules(document, with_additions(facts, corrections), on_duties)
    issues = [
        *document.issues,
        *header_issues,
        *citation_issues,
        *self_issues,
        *agency_issues,
        *rule_issues,
    ]
    issues += limit_issues(facts.posts)
    if body and not structured:
        issues.append(
            Issue(
                "structure-silent",
                "info",
                "Văn bản không có điều về cơ cấu tổ chức.",
                "The text has no article on the agency's organisation.",
            )
        )
    if corrections:
        issues = with_settled(document, facts, issues)
    return facts, sorted(issues, key=lambda issue: issue.span or (-1, -1))


def heads_before(document: Document, corrections: Sequence[Correction]) -> list[Facts]:
    """Return header and agency as they stood before each of the corrections, in their order."""
    head, _ = header(document)
    body, _ = agency(document, head, provisions(document))
    stages = (corrected_head(head, body, corrections[:n]) for n in range(len(corrections)))
    return [Facts(header=stage, agency=named) for stage, named in stages]
