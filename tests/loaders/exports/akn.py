"""Akoma Ntoso of the five decisions, the samples and small texts, for its tests."""

import re
from functools import cache

import pyoxigraph as ox
import pytest
from lxml import etree

from loaders.errors import BomayError
from loaders.exports.akoma_ntoso import akoma_ntoso
from loaders.pipeline import parse_file
from loaders.triples import dataset, decision_graph
from loaders.triples.acts import SharedThings
from ontology import DEFAULT_BASE_IRI
from tests.loaders.helpers import FIVE, decision, parse_text, parsed
from tests.paths import SHARED

AKN = "{http://docs.oasis-open.org/legaldocml/ns/akn/3.0}"
NS = {"a": AKN[1:-1]}
ELI = f"{DEFAULT_BASE_IRI}eli/vn/"
SAFE = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
SUFFIXES = (".txt", ".md", ".html", ".pdf")
SAMPLES = sorted(path.name for path in (SHARED / "samples").glob("*") if path.suffix in SUFFIXES)
SAMPLES = [name for name in SAMPLES if name not in ("README.md", "unreadable-text-layer.pdf")]


def release(*all_parsed):
    """Return parsed decisions as N-Quads, with their IRIs."""
    shared = SharedThings()
    graphs = [decision_graph(each, DEFAULT_BASE_IRI, shared) for each in all_parsed]
    return dataset(graphs, DEFAULT_BASE_IRI, shared), [graph.decision for graph in graphs]


def loaded(data):
    store = ox.Store()
    store.bulk_load(data, format=ox.RdfFormat.N_QUADS)
    return store


@cache
def five():
    data, iris = release(*map(parsed, FIVE))
    return loaded(data), dict(zip(FIVE, iris, strict=True))


@cache
def sample(name):
    try:
        data, (iri,) = release(parse_file(SHARED / "samples" / name))
    except BomayError as error:  # pragma: no cover - a sample that can't be read is another test's
        pytest.fail(str(error))
    return loaded(data), iri


@cache
def xml_of(name):
    """Return a decision's store, IRI and XML; ``name`` is one of the five or a sample's file."""
    store, iri = (five()[0], five()[1][name]) if name in FIVE else sample(name)
    return store, iri, akoma_ntoso(store, iri)


def tree_of(name):
    return etree.fromstring(xml_of(name)[2], SAFE)


def small(articles, **parts):
    """Return the tree made of a small decision, and the decision's IRI."""
    data, (iri,) = release(parse_text(decision(articles, **parts)))
    return etree.fromstring(akoma_ntoso(loaded(data), iri), SAFE), iri


def clause(tree, iri):
    (found,) = tree.xpath("//*[@GUID=$iri]", iri=iri)
    return found


def words(element):
    return "".join(element.itertext())


def squeezed(text):
    return re.sub(r"\s+", "", text)


ALL = [*FIVE, *SAMPLES]
