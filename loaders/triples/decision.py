"""Decision: header, citations, signers, recipients, issues and repairs as triples."""

from __future__ import annotations

from pyoxigraph import Literal, NamedNode

from loaders.facts.curated import evidence_of_correction
from loaders.facts.model import Citation, Evidence, Facts, Relation
from loaders.model import Document, SourceText, Span
from loaders.pipeline import Parsed
from loaders.repair import LETTER_RULES
from loaders.tables import document_type, document_type_code
from loaders.triples.acts import ActBook
from loaders.triples.clauses import Names
from loaders.triples.writer import Writer, date, date_of_issue, en, integer, term, typed, vi

_LANGUAGE = NamedNode("http://publications.europa.eu/resource/authority/language/VIE")
_PREDICATES: dict[Relation, str] = {
    "based_on": "eli:based_on",
    "implements": "bm:implements",
    "proposal": "bm:proposedBy",
    "repeals": "eli:repeals",
    "amends": "eli:amends",
}


def names_of(facts: Facts) -> Names:
    """Return what the decision is called: by its number, else by the day it takes effect."""
    header = facts.header
    kind = header.kind.value if header.kind else "Văn bản"
    known = document_type(kind)
    kind_en = (known.english if known else None) or "Document"
    if header.number:
        return Names(f"{kind} {header.number.value}", f"{kind_en} {header.number.value}")
    day = header.effective.value if header.effective else None
    if day:
        shown = "/".join(reversed(day.split("-")))
        return Names(
            f"{kind} chưa rõ số, hiệu lực từ {shown}", f"{kind_en} without number, in force {day}"
        )
    return Names(f"{kind} chưa rõ số", f"{kind_en} without number")


def write_source(writer: Writer, source: SourceText, file: str) -> None:
    """Describe the file that the decision was read from."""
    writer.type(writer.source, "bm:SourceFile")
    writer.add(writer.source, "bm:sha256", Literal(source.sha256))
    writer.add(writer.source, "dct:title", Literal(file))
    media = "text/markdown" if source.format == "markdown" else "text/plain"
    writer.add(writer.source, "dct:format", Literal(media))
    writer.add(writer.source, "bm:characters", integer(len(source.raw)))


def write_decision(writer: Writer, parsed: Parsed, acts: ActBook, names: Names) -> None:
    """Write what the decision says of itself."""
    decision, header = writer.decision, parsed.facts.header
    writer.type(decision, "bm:Decision", "eli:LegalResource")
    issuer = header.issuer.value if header.issuer else None
    by = f" của {issuer}" if issuer else ""
    writer.add(
        decision, "rdfs:label", vi(names.vi + by), en(names.en + (f", {issuer}" if issuer else ""))
    )
    writer.add(decision, "prov:hadPrimarySource", NamedNode(writer.source))
    writer.add(decision, "bm:coverage", typed(f"{parsed.document.coverage:.4f}", "xsd:decimal"))
    if parsed.document.regulation:
        writer.add(decision, "eli:has_annex", writer.clause("quy-dinh"))
    _form(writer, parsed.facts, acts)
    for citation in parsed.facts.citations:
        _citation(writer, citation, acts)
    _people(writer, parsed.facts)


def _form(writer: Writer, facts: Facts, acts: ActBook) -> None:
    decision, header = writer.decision, facts.header
    if header.kind and (code := document_type_code(header.kind.value)):
        place = header.kind.evidence
        writer.state(decision, "eli:type_document", writer.code("document-type", code), place)
    if header.number:
        writer.state(decision, "eli:number", Literal(header.number.value), header.number.evidence)
    if header.issued:
        issued = header.issued
        writer.state(decision, date_of_issue(issued.value), date(issued.value), issued.evidence)
    if header.effective:
        value = date(header.effective.value)
        writer.state(decision, "eli:first_date_entry_in_force", value, header.effective.evidence)
    if header.effective_rule:
        rule = header.effective_rule
        writer.state(decision, "bm:effectiveRule", vi(rule.value), rule.evidence)
    if header.issuer:
        body = acts.body(header.issuer.value)
        if body:
            writer.state(decision, "eli:passed_by", NamedNode(body), header.issuer.evidence)
    if header.title:
        expression = f"{decision}/vi"
        writer.add(decision, "eli:is_realized_by", NamedNode(expression))
        writer.type(expression, "eli:LegalExpression")
        writer.add(expression, "eli:language", _LANGUAGE)
        writer.state(expression, "eli:title", vi(header.title.value), header.title.evidence)


def _citation(writer: Writer, citation: Citation, acts: ActBook) -> None:
    act = acts.cite(citation.act)
    if act is None:
        return
    classes = (
        ("bm:Citation", "bm:Replacement") if citation.relation == "repeals" else ("bm:Citation",)
    )
    statement = writer.state(
        writer.decision, _PREDICATES[citation.relation], NamedNode(act), citation.evidence, *classes
    )
    writer.add(statement, "bm:citedAs", vi(citation.text))


def _people(writer: Writer, facts: Facts) -> None:
    for number, signer in enumerate(facts.header.signers, 1):
        iri = f"{writer.decision}/statement/signature/{number}"
        writer.type(iri, "bm:Statement", "bm:Signature")
        writer.add(iri, "bm:subject", NamedNode(writer.decision))
        writer.add(iri, "bm:signerName", vi(signer.value.name))
        if signer.value.position:
            writer.add(iri, "bm:signerPosition", vi(signer.value.position))
        if signer.value.capacity:
            writer.add(iri, "bm:signerCapacity", vi(signer.value.capacity))
        writer.attest(iri, signer.evidence)
    for number, recipient in enumerate(facts.header.recipients, 1):
        iri = f"{writer.decision}/statement/recipient/{number}"
        writer.type(iri, "bm:Statement", "bm:Recipient")
        writer.add(iri, "bm:subject", NamedNode(writer.decision))
        writer.add(iri, "bm:text", vi(recipient.value))
        writer.add(iri, "bm:order", integer(number))
        writer.attest(iri, recipient.evidence)


def write_issues(writer: Writer, parsed: Parsed) -> None:
    """Write the doubtful places; one without a place of its own points at the document's head."""
    document = parsed.document
    corrections = {correction.entry: correction for correction in parsed.corrections}
    root = document.root
    head = next(root.of_kind("tieu-de"), root.children[0] if root.children else root)
    for number, issue in enumerate(parsed.issues, 1):
        iri = f"{writer.decision}/issue/{number}"
        span = issue.span or document.node_span(head)
        path = document.clause_at(span).path
        writer.type(iri, "bm:QualityIssue", "dqv:QualityAnnotation")
        target = writer.clause(path) if issue.span else NamedNode(writer.decision)
        writer.add(iri, "oa:motivatedBy", term("dqv:qualityAssessment"))
        writer.add(iri, "oa:hasTarget", target)
        writer.add(iri, "bm:issueCode", writer.code("issue", issue.code))
        writer.add(iri, "bm:severity", Literal(issue.severity))
        writer.add(iri, "bm:message", vi(issue.message), en(issue.message_en))
        writer.add(iri, "bm:order", integer(number))
        for entry in issue.settled_by:
            curation = writer.evidence(evidence_of_correction(corrections[entry]))
            writer.add(iri, "bm:settledBy", curation)
        writer.attest(iri, Evidence(span, path, f"issue.{issue.code}"))


def write_repairs(writer: Writer, document: Document) -> None:
    """Write the repairs of letters and words, with what the file prints."""
    edits = [edit for edit in document.mended.edits if edit.rule in LETTER_RULES]
    for number, edit in enumerate(edits, 1):
        iri = f"{writer.decision}/repair/{edit.start}-{edit.end}"
        span = Span(edit.start, edit.end)
        writer.type(iri, "bm:Repair", "oa:Annotation")
        writer.add(iri, "oa:motivatedBy", term("oa:editing"))
        writer.add(iri, "oa:hasTarget", NamedNode(writer.decision))
        writer.add(iri, "bm:before", Literal(edit.before))
        writer.add(iri, "bm:after", Literal(edit.after))
        writer.add(iri, "bm:order", integer(number))
        place = Evidence(span, document.clause_at(span).path, edit.rule, edit.confidence)
        writer.attest(iri, place)
