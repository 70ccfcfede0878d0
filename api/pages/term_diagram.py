"""The diagram of the ontology's main classes: which stand where, and what leads between them.

The places are chosen; the names and the lines come from the ontology: domain and range of its
properties, and its sub-classes.
"""

from __future__ import annotations

import ontology
from api.pages.axioms import Axioms, key
from api.pages.model import Site
from api.pages.terms import OWL, RDF, RDFS, Lister, curie
from visualize.class_diagram import ClassBox, Diagram, Relation

BM, ORG, ELI, SKOS = ontology.BM, ontology.ORG, ontology.ELI, ontology.SKOS
GRID = {
    ELI + "LegalResource": (0, 0),
    BM + "Evidence": (1, 0),
    BM + "Statement": (2, 0),
    BM + "Decision": (0, 1),
    BM + "Clause": (1, 1),
    BM + "Duty": (2, 1),
    BM + "FunctionTransfer": (0, 2),
    ORG + "Organization": (1, 2),
    SKOS + "Concept": (2, 2),
    ORG + "Post": (1, 3),
    BM + "QualityIssue": (2, 3),
}
"""The column and row of each class that is drawn."""


def class_diagram(found: Axioms, lister: Lister, site: Site) -> Diagram:
    """Return the diagram in the language of the page."""
    words = site.text["vocabulary"]
    return Diagram(
        title=words["diagram"],
        description=words["diagram_text"],
        boxes=[
            ClassBox(term, lister.label(term).value, curie(term), *cell, term.startswith(BM))
            for term, cell in GRID.items()
        ],
        relations=_relations(found, lister, words["kind_of"]),
    )


def _relations(found: Axioms, lister: Lister, kind_of: str) -> list[Relation]:
    """Return what leads from one class to another; properties with an inverse go one way."""
    names: dict[tuple[str, str], list[str]] = {}
    for term in found.subjects(RDF + "type", OWL + "ObjectProperty"):
        for source in _ends(found, term, "domain"):
            for target in _ends(found, term, "range"):
                names.setdefault((source, target), []).append(lister.label(term).value)
    for source, on, target in _restrictions(found):
        label = lister.label(on).value
        if label not in names.setdefault((source, target), []):
            names[source, target].append(label)
    below = [
        (term, above)
        for term in GRID
        for above in found.iris(term, RDFS + "subClassOf")
        if above in GRID
    ]
    for pair in below:
        names.setdefault(pair, []).append(kind_of)
    return [
        Relation(source, target, tuple(said), is_subclass=said == [kind_of])
        for (source, target), said in sorted(names.items())
    ]


def _ends(found: Axioms, term: str, end: str) -> list[str]:
    nodes = found.objects(term, RDFS + end)
    return [name for node in nodes for name in found.named(node) if name in GRID]


def _restrictions(found: Axioms) -> list[tuple[str, str, str]]:
    """Return class, property and class of each "every member has": ``P some C`` above a class."""
    return [
        (term, on, filler)
        for term in GRID
        for node in found.objects(term, RDFS + "subClassOf")
        for on in found.iris(key(node), OWL + "onProperty")
        for filler in found.iris(key(node), OWL + "someValuesFrom")
        if filler in GRID
    ]
