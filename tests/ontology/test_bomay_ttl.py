"""bomay.ttl: every own term is labelled and described in vi and en, and the file is OWL 2 DL."""

import re
from pathlib import Path

import pytest
from rdflib import OWL, RDF, RDFS, XSD, BNode, Graph, URIRef
from rdflib.term import Literal, Node

from ontology import BM, FOLDER, PREFIXES, load
from tests.paths import ROOT

SOURCE = FOLDER / "bomay.ttl"
GRAPH = Graph().parse(SOURCE, format="turtle")
ONTOLOGY = URIRef("https://w3id.org/bomay/def")
PROPERTY_KINDS = {OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty}
KINDS = {OWL.Class, *PROPERTY_KINDS, OWL.NamedIndividual}
BUILT_IN = tuple(PREFIXES[prefix] for prefix in ("rdf", "rdfs", "owl", "xsd"))
OWN = sorted({s for s in GRAPH.subjects() if isinstance(s, URIRef) and s.startswith(BM)})
BOUNDS = {XSD.minInclusive, XSD.maxInclusive, XSD.minExclusive, XSD.maxExclusive}
CODE = "https://w3id.org/bomay/code/"
DATA_MODEL = ROOT / "docs" / "data-model.md"


def has_blank(triple: tuple[Node, Node, Node]) -> bool:
    return any(isinstance(term, BNode) for term in triple)


def languages(subject: Node, predicate: URIRef) -> list[str]:
    texts = [text for text in GRAPH.objects(subject, predicate) if isinstance(text, Literal)]
    assert all(str(text).strip() for text in texts)
    return sorted(text.language or "" for text in texts)


@pytest.mark.parametrize("term", OWN, ids=lambda term: term.removeprefix(BM))
def test_own_term_is_described(term):
    assert languages(term, RDFS.label) == ["en", "vi"]
    assert languages(term, RDFS.comment) == ["en", "vi"]
    assert list(GRAPH.objects(term, RDFS.isDefinedBy)) == [ONTOLOGY]
    assert len(KINDS & set(GRAPH.objects(term, RDF.type))) == 1


def test_labels_tell_the_terms_apart():
    for kinds in ({OWL.Class}, PROPERTY_KINDS):
        for language in ("vi", "en"):
            terms = [term for term in OWN if kinds & set(GRAPH.objects(term, RDF.type))]
            labels = [
                str(label).casefold()
                for term in terms
                for label in GRAPH.objects(term, RDFS.label)
                if isinstance(label, Literal) and label.language == language
            ]
            assert len(labels) == len(set(labels)) == len(terms)


def test_ontology_header():
    dct = PREFIXES["dct"]
    assert (ONTOLOGY, RDF.type, OWL.Ontology) in GRAPH
    assert languages(ONTOLOGY, URIRef(dct + "title")) == ["en", "vi"]
    assert languages(ONTOLOGY, URIRef(dct + "description")) == ["en", "vi"]
    for predicate in (URIRef(dct + "creator"), URIRef(dct + "license"), OWL.versionInfo):
        assert len(list(GRAPH.objects(ONTOLOGY, predicate))) == 1


def test_nothing_is_imported():
    assert not list(GRAPH.subject_objects(OWL.imports))


def test_no_dates_and_no_typed_values_but_bounds():
    """HermiT stops at dates. What blank nodes may be is held by test_owl_dl.py."""
    for _, predicate, value in GRAPH:
        if isinstance(value, Literal) and value.datatype:
            assert predicate in BOUNDS
            assert value.datatype == XSD.decimal


def test_every_term_is_declared_once():
    """OWL 2 DL: one kind for each IRI (no punning), and all that axioms speak of is declared."""
    used = {term for triple in GRAPH for term in triple if isinstance(term, URIRef)}
    spoken_of = {term for term in used if not str(term).startswith(BUILT_IN)}
    documents = set(GRAPH.objects(None, RDFS.isDefinedBy)) | {ONTOLOGY}
    licences = set(GRAPH.objects(ONTOLOGY, URIRef(PREFIXES["dct"] + "license")))
    codes = {term for term in spoken_of if term.startswith(CODE)}  # individuals: test_owl_dl.py
    for term in spoken_of - documents - licences - codes:
        assert len(KINDS & set(GRAPH.objects(term, RDF.type))) == 1, term
        assert len(list(GRAPH.objects(term, RDFS.isDefinedBy))) == 1, term


def test_sub_properties_keep_their_kind():
    for sub, super_ in GRAPH.subject_objects(RDFS.subPropertyOf):
        kinds = [PROPERTY_KINDS & set(GRAPH.objects(term, RDF.type)) for term in (sub, super_)]
        assert kinds[0] == kinds[1], (sub, super_)


def test_annotation_properties_have_no_axioms():
    """A range on an annotation property would make an IRI or a literal wrong there."""
    for term in GRAPH.subjects(RDF.type, OWL.AnnotationProperty):
        for predicate in (RDFS.domain, RDFS.range, RDFS.subPropertyOf):
            assert not list(GRAPH.objects(term, predicate))


def test_the_core_classes_are_disjoint_in_pairs():
    org = PREFIXES["org"]
    names = ["Duty", "Clause", "Evidence", "Statement", "Decision", "QualityIssue", "Repair"]
    classes = [URIRef(BM + name) for name in names] + [URIRef(org + "Post")]
    for one in classes:
        for other in classes:
            pair = {(one, OWL.disjointWith, other), (other, OWL.disjointWith, one)}
            assert one == other or any(triple in GRAPH for triple in pair), (one, other)


def test_the_data_model_names_no_other_terms():
    text = DATA_MODEL.read_text(encoding="utf-8")
    for prefix in ("bm", "org", "cv", "eli", "skos", "prov", "oa", "dqv", "dct"):
        names = set(re.findall(rf"(?<![\w-]){prefix}:([A-Za-z]\w*)", text))
        assert names
        for name in names:
            term = URIRef(PREFIXES[prefix] + name)
            assert KINDS & set(GRAPH.objects(term, RDF.type)), f"{prefix}:{name}"


def test_load_holds_the_ontology_and_the_codes():
    everything = load()
    assert len(everything) > len(GRAPH)
    assert all(triple in everything for triple in GRAPH if not has_blank(triple))


def test_only_known_files_lie_in_the_folder():
    """A check or code list with another ending would not be loaded."""
    assert {Path(path).suffix for path in FOLDER.glob("codes/*")} == {".ttl"}
    assert all(path.name.endswith("-violation.rq") for path in FOLDER.glob("checks/*"))
