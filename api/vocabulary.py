"""The ontology as it is served at ``/def``: its triples, its file, and a page of its terms."""

from __future__ import annotations

from functools import cache

import pyoxigraph as ox

import ontology
from api.pages.axioms import axioms
from api.pages.data import integer, iri, preferred, remembered, words
from api.pages.environment import render
from api.pages.model import Lang, Link, Site, Words
from api.pages.term_diagram import class_diagram
from api.pages.terms import KINDS, Lister
from api.store import Dataset
from visualize.class_diagram import draw_classes

IRI = ontology.BM.removesuffix("#")
FILE = ontology.FOLDER / "bomay.ttl"


@cache
def ontology_turtle() -> bytes:
    """Return ``ontology/bomay.ttl`` as it is, with its comments and nested expressions."""
    return FILE.read_bytes()


@cache
def ontology_triples() -> list[ox.Triple]:
    """Return the triples of ``ontology/bomay.ttl``, sorted; blank nodes are named by order."""
    blanks: dict[ox.BlankNode, ox.BlankNode] = {}

    def named(node: object) -> object:
        if isinstance(node, ox.BlankNode):
            return blanks.setdefault(node, ox.BlankNode(f"b{len(blanks)}"))
        return node

    triples = [
        ox.Triple(named(quad.subject), quad.predicate, named(quad.object))  # type: ignore[arg-type]  # named keeps the kind of term
        for quad in ox.parse(path=FILE, format=ox.RdfFormat.TURTLE)
    ]
    return sorted(triples, key=str)


def render_vocabulary(dataset: Dataset, lang: Lang) -> str:
    """Return the page of the ontology as HTML, made once for a release and language."""
    return remembered(dataset, f"{IRI} {lang}", lambda release: _page(release, lang))


def _page(dataset: Dataset, lang: Lang) -> str:
    site, found = Site(dataset.base_iri, lang, dataset.id), axioms(ontology_triples())
    lister = Lister(found, dataset, site)
    diagram = class_diagram(found, lister, site)
    version = found.objects(IRI, ontology.OWL + "versionInfo")
    return render(
        "vocabulary.html",
        site,
        "/def",
        title=found.words(IRI, ontology.DCT + "title", lang) or IRI,
        description=found.words(IRI, ontology.DCT + "description", lang),
        version=version[0].value if version else "",
        iri=IRI,
        drawing=draw_classes(diagram, "classes"),
        relations=[
            (names[r.source], r.names, names[r.target])
            for names in [{box.key: lister.label(box.key) for box in diagram.boxes}]
            for r in diagram.relations
        ],
        groups=[(key, lister.terms(kind, own=True)) for kind, key in KINDS.items()],
        external=[term for kind in KINDS for term in lister.terms(kind, own=False)],
        lists=_code_lists(dataset, site),
        quads=dataset.quads,
    )


def _code_lists(dataset: Dataset, site: Site) -> list[tuple[Link, int]]:
    """Return the code lists by their name, each with the number of its concepts."""
    labels: dict[str, Words] = {}
    sizes: dict[str, int] = {}
    for row in dataset.rows("code-lists"):
        scheme = iri(row, "scheme")
        label = preferred(labels.get(scheme), words(row, "label"), site.lang)
        labels[scheme] = label or Words(scheme, "")
        sizes[scheme] = integer(row, "concepts") or 0
    return [(Link(label, site.href(scheme)), sizes[scheme]) for scheme, label in labels.items()]
