"""Writer: collects the quads of one named graph, with evidence for what they state."""

from __future__ import annotations

from dataclasses import dataclass, field

from pyoxigraph import Literal, NamedNode, Quad

from loaders.facts.model import Correction, Evidence
from loaders.iris import Iris
from ontology import BM, CV, DCT, DQV, ELI, OA, ORG, PROV, RDF, RDFS, SKOS, XSD

Term = NamedNode | Literal

_NAMESPACES = {
    "bm": BM, "org": ORG, "cv": CV, "eli": ELI, "skos": SKOS, "prov": PROV, "oa": OA,
    "dqv": DQV, "dct": DCT, "rdf": RDF, "rdfs": RDFS, "xsd": XSD,
}  # fmt: skip


def term(name: str) -> NamedNode:
    """Return the IRI of a prefixed name ("bm:Duty")."""
    prefix, _, local = name.partition(":")
    return NamedNode(_NAMESPACES[prefix] + local)


_TYPE = term("rdf:type")


def vi(text: str) -> Literal:
    """Return a Vietnamese literal."""
    return Literal(text, language="vi")


def en(text: str) -> Literal:
    """Return an English literal."""
    return Literal(text, language="en")


def typed(value: str, datatype: str) -> Literal:
    """Return a literal of a datatype given as a prefixed name."""
    return Literal(value, datatype=term(datatype))


def integer(value: int) -> Literal:
    """Return an xsd:integer."""
    return typed(str(value), "xsd:integer")


def boolean(value: bool) -> Literal:
    """Return an xsd:boolean."""
    return typed("true" if value else "false", "xsd:boolean")


def date(value: str) -> Literal:
    """Return an ISO date, whole or without its day or month, under the fitting datatype."""
    datatype = {10: "xsd:date", 7: "xsd:gYearMonth", 4: "xsd:gYear"}[len(value)]
    return typed(value, datatype)


def date_of_issue(value: str) -> str:
    """Return the property of a date of issue: ELI's takes whole days only (xsd:date)."""
    return "eli:date_document" if len(value) == 10 else "bm:partialDate"


@dataclass(slots=True)
class Writer:
    """Quads of one graph. ``decision`` is the IRI that evidence and statements hang under.

    ``labels`` names the clauses written so far by their path, in Vietnamese and English.
    """

    iris: Iris
    graph: NamedNode
    decision: str
    source: str
    quads: list[Quad] = field(default_factory=list)
    labels: dict[str, tuple[str, str]] = field(default_factory=dict)
    _evidence: dict[str, NamedNode] = field(default_factory=dict)
    _counts: dict[str, int] = field(default_factory=dict)

    def add(self, subject: str | NamedNode, predicate: str, *objects: Term | None) -> None:
        """Add a triple for each object that is not None."""
        node = subject if isinstance(subject, NamedNode) else NamedNode(subject)
        for value in objects:
            if value is not None:
                self.quads.append(Quad(node, term(predicate), value, self.graph))

    def type(self, subject: str, *classes: str) -> None:
        """Type a subject with classes given as prefixed names."""
        for name in classes:
            self.quads.append(Quad(NamedNode(subject), _TYPE, term(name), self.graph))

    def clause(self, path: str) -> NamedNode:
        """Return the IRI of a clause by its path; the decision itself for no path."""
        return NamedNode(f"{self.decision}/{path}" if path else self.decision)

    def evidence(self, evidence: Evidence) -> NamedNode:
        """Return the evidence resource of a span and rule, or of a correction, described once."""
        if evidence.correction:
            return self._curation(evidence.correction)
        span = evidence.span
        iri = f"{self.decision}/evidence/{span.start}-{span.end}/{evidence.rule}"
        known = self._evidence.get(iri)
        if known:
            return known
        node = self._evidence[iri] = NamedNode(iri)
        selector, source = f"{iri}/selector", NamedNode(self.source)
        self.type(iri, "bm:Evidence", "oa:SpecificResource")
        self.add(node, "oa:hasSource", source)
        self.add(node, "prov:hadPrimarySource", source)
        self.add(node, "oa:hasSelector", NamedNode(selector))
        self.add(node, "bm:clause", self.clause(evidence.path))
        self.add(node, "bm:rule", Literal(evidence.rule))
        if evidence.confidence < 1:
            self.add(node, "bm:confidence", typed(f"{evidence.confidence:.4g}", "xsd:decimal"))
        self.type(selector, "oa:TextPositionSelector")
        self.add(selector, "oa:start", typed(str(span.start), "xsd:nonNegativeInteger"))
        self.add(selector, "oa:end", typed(str(span.end), "xsd:nonNegativeInteger"))
        return node

    def _curation(self, correction: Correction) -> NamedNode:
        """Return the evidence resource of what a person corrected, described once."""
        iri = f"{self.decision}/curation/{correction.entry}"
        known = self._evidence.get(iri)
        if known:
            return known
        node = self._evidence[iri] = NamedNode(iri)
        file = NamedNode(f"{self.iris.base}id/source/{correction.digest[:16]}")
        self.type(iri, "bm:Evidence", "bm:Curation")
        self.add(node, "prov:hadPrimarySource", file)
        self.add(node, "bm:rule", Literal("curation"))
        self.add(node, "bm:order", integer(correction.entry))
        self.add(node, "bm:curationOf", NamedNode(self.decision))
        self.add(node, "bm:correctedField", Literal(correction.field))
        self.add(node, "bm:givenValue", Literal(correction.new))
        if correction.old is not None:
            self.add(node, "bm:replacedValue", Literal(correction.old))
        self.add(node, "bm:curatedBy", Literal(correction.person))
        self.add(node, "bm:curationSource", Literal(correction.source))
        self.add(node, "bm:curationDate", date(correction.date))
        self.type(file.value, "bm:SourceFile")
        self.add(file, "bm:sha256", Literal(correction.digest))
        self.add(file, "dct:title", Literal(correction.file))
        self.add(file, "dct:format", Literal("application/toml"))
        return node

    def attest(self, subject: str, evidence: Evidence) -> None:
        """Say where the resource is stated."""
        self.add(subject, "bm:evidence", self.evidence(evidence))

    def state(
        self,
        subject: str,
        predicate: str,
        value: Term | None,
        evidence: Evidence,
        *classes: str,
        direct: bool = True,
    ) -> str:
        """Add a direct triple and beside it the statement that carries its evidence.

        Returns the statement's IRI, for more to be said of it; with ``direct`` False only the
        statement is made. A ``value`` of None is one that was not resolved.
        """
        if direct:
            self.add(subject, predicate, value)
        kind = predicate.partition(":")[2].replace("_", "-")
        number = self.count(kind)
        iri = f"{self.decision}/statement/{kind}/{number}"
        self.type(iri, "bm:Statement", *classes)
        self.add(iri, "bm:subject", NamedNode(subject))
        self.add(iri, "bm:predicate", term(predicate))
        self.add(iri, "bm:object", value)
        self.add(iri, "bm:order", integer(number))
        self.attest(iri, evidence)
        return iri

    def count(self, kind: str) -> int:
        """Return the next number of a kind of statement, from 1."""
        self._counts[kind] = number = self._counts.get(kind, 0) + 1
        return number

    def code(self, scheme: str, code: str) -> NamedNode:
        """Return the IRI of a concept as a term."""
        return NamedNode(self.iris.code(scheme, code))
