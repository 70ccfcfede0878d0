"""Words of the data never become markup."""

import pyoxigraph as ox
import pytest

from api.pages import render_resource
from api.pages.explore import State, render_explore
from api.pages.home import render_home
from api.pages.search import render_search
from api.search.finding import find
from api.search.indexes import index_of
from api.search.question import ask
from api.store import EmbeddedDataset
from ontology import BM, RDFS, SKOS
from tests.api.pages.conftest import BASE, sample_store
from tests.api.pages.html import Page

EVIL = '"><script>alert(1)</script><img src=x onerror=alert(2)>&amp;'
AGENCY = BASE + "id/org/binh-phuoc/so-thong-tin-va-truyen-thong"
DECISION = BASE + "eli/vn/ubnd-binh-phuoc/qd-ubnd/2023/12"


@pytest.fixture(scope="module")
def evil() -> EmbeddedDataset:
    """The sample with markup in every label and text."""
    store = sample_store()
    for name in (SKOS + "prefLabel", RDFS + "label", BM + "text", BM + "heading", BM + "message"):
        for quad in list(store.quads_for_pattern(None, ox.NamedNode(name), None, None)):
            value = quad.object
            assert isinstance(value, ox.Literal)
            lang = value.language
            words = ox.Literal(EVIL + value.value, language=lang)
            store.remove(quad)
            store.add(ox.Quad(quad.subject, quad.predicate, words, quad.graph_name))
    return EmbeddedDataset(store, "evil", BASE, len(store))


def search_page(dataset, query, lang):
    index = index_of(dataset)
    return render_search(dataset, index, find(index, ask(query)), lang)


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_labels_are_escaped(evil, lang):
    pages = [
        render_home(evil, lang),
        search_page(evil, EVIL, lang),
        search_page(evil, "thanh tra", lang),
        render_explore(evil, State(AGENCY), lang),
        *(
            render_resource(evil, iri, lang)
            for iri in (AGENCY, DECISION, AGENCY + "/thanh-tra", BASE + "code/field/buu-chinh")
        ),
    ]
    for source in pages:
        assert isinstance(source, str)
        assert "<script>alert" not in source
        assert "<img src=x" not in source
        assert Page(source).faults == []
