"""The service over four small graphs."""

from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import Graph
from starlette.testclient import TestClient

from api.app import create_app
from api.settings import Settings
from tests.api.conftest import BASE

GRAPHS = Path(__file__).parent / "graphs.trig"


def read(body: bytes, media_type: str) -> Graph:
    """The graph in a body, by a parser that fetches nothing."""
    triples = [
        quad.triple for quad in ox.parse(body, format=ox.RdfFormat.from_media_type(media_type))
    ]
    return Graph().parse(data=ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES), format="nt")


@pytest.fixture(scope="package")
def small(store_kind: str) -> Iterator[TestClient]:
    app = create_app(Settings(dataset=GRAPHS, base_iri=BASE))
    with TestClient(app, follow_redirects=False) as made:
        yield made
