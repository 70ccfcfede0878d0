"""Search over a release of two decisions, Kon Tum and Bình Phước, with the reference graph."""

from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from api.releases import open_release
from api.search.finding import Found, find
from api.search.indexes import index_of
from api.search.question import ask
from api.settings import Settings
from ontology import DEFAULT_BASE_IRI
from ontology.search.index import SearchIndex
from tests.exported import release, releases


@pytest.fixture(scope="session")
def index() -> SearchIndex:
    return index_of(open_release(releases(), release().name, DEFAULT_BASE_IRI))


@pytest.fixture(scope="session")
def search(index):
    def searched(text: str, page: int = 1, **filters: str) -> Found:
        return find(index, ask(text, filters), page)

    return searched


@pytest.fixture(scope="session")
def client(store_kind: str) -> Iterator[TestClient]:
    app = create_app(Settings(releases=releases(), base_iri=DEFAULT_BASE_IRI))
    with TestClient(app, follow_redirects=False) as made:
        yield made
