"""The site over two real decisions, cut short, with the codes and the ontology of the program."""

from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
from starlette.testclient import TestClient

import ontology
from api.app import create_app
from api.settings import Settings
from api.store import Dataset, EmbeddedDataset
from tests.api.conftest import stored

BASE = ontology.DEFAULT_BASE_IRI
SAMPLE = Path(__file__).parent / "sample.trig"


def sample_store() -> ox.Store:
    store = ox.Store()
    store.bulk_load(path=SAMPLE, format=ox.RdfFormat.TRIG)
    for file in ontology.code_files():
        graph = ox.NamedNode(BASE + "graph/codes")
        store.bulk_load(path=file, format=ox.RdfFormat.TURTLE, to_graph=graph)
    graph = ox.NamedNode(BASE + "graph/ontology")
    store.bulk_load(path=ontology.FOLDER / "bomay.ttl", format=ox.RdfFormat.TURTLE, to_graph=graph)
    return store


@pytest.fixture(scope="session")
def site_data(store_kind: str, request: pytest.FixtureRequest) -> Dataset:
    store = sample_store()
    return stored(EmbeddedDataset(store, "sample", BASE, len(store)), store_kind, request)


@pytest.fixture(scope="session")
def site(store_kind: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    file = tmp_path_factory.mktemp("site") / "sample.nq"
    sample_store().dump(file, format=ox.RdfFormat.N_QUADS)
    app = create_app(Settings(dataset=file, base_iri=BASE))
    headers = {"Accept": "text/html,application/xhtml+xml;q=0.9,*/*;q=0.8"}
    with TestClient(app, follow_redirects=False, headers=headers) as client:
        yield client
