"""The IRIs that a decision had before its number was known lead to the present ones."""

import pyoxigraph as ox
import pytest

from api.store import EmbeddedDataset
from tests.api.built import served
from tests.api.conftest import BASE
from tests.loaders.curations import NEW, NUMBER, OLD, TEXT

DUTY = "/id/duty/kon-tum/so-noi-vu/qd-ubnd-2024-{}/khoan-1"
OLD_KEY, NEW_KEY = "khong-so.hl-2024-01-20", "7"
HERE, THERE = OLD.removeprefix(BASE[:-1]), NEW.removeprefix(BASE[:-1])


@pytest.fixture(scope="module")
def client(store_kind, tmp_path_factory):
    """The service over a release built from files: a decision whose number a person gave."""
    text = TEXT.replace("Cơ cấu tổ chức", "Nhiệm vụ và quyền hạn")
    with served(tmp_path_factory.mktemp("moved"), text, NUMBER) as made:
        yield made


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (HERE, THERE),
        (f"{HERE}/dieu-2/khoan-1", f"{THERE}/dieu-2/khoan-1"),
        (DUTY.format(OLD_KEY), DUTY.format(NEW_KEY)),
        # not named in the graph, but below what is
        (f"{HERE}/statement/number/1", f"{THERE}/statement/number/1"),
    ],
)
@pytest.mark.parametrize("accept", ["text/html", "text/turtle", "*/*"])
def test_an_earlier_iri_redirects(client, old, new, accept):
    response = client.get(old, headers={"accept": accept})
    assert (response.status_code, response.headers["location"]) == (301, new)
    assert response.headers["cache-control"] == "no-cache"
    found = client.get(new, headers={"accept": "text/turtle"})
    assert found.status_code == 200
    assert f"{BASE[:-1]}{new}" in {
        quad.subject.value for quad in ox.parse(found.content, format=ox.RdfFormat.TURTLE)
    }


def test_head_and_query_go_with_it(client):
    assert client.head(HERE).headers["location"] == THERE
    asked = client.get(f"{HERE}?lang=en&format=ttl")
    assert asked.headers["location"] == f"{THERE}?lang=en&format=ttl"


@pytest.mark.parametrize("path", [f"{HERE}/dieu-99", f"{HERE}x", DUTY.format("khong-so.hl-2020")])
def test_what_never_was_is_not_found(client, path):
    assert client.get(path).status_code == 404


def test_an_iri_that_is_described_itself_stays(client):
    assert client.get(THERE, headers={"accept": "text/turtle"}).status_code == 200
    store = ox.Store()
    lines = f"""
        <{OLD}> a <{BASE}def#Decision> ; <http://purl.org/dc/terms/isReplacedBy> <{NEW}> .
        <{NEW}> a <{BASE}def#Decision> ."""
    store.load(lines.encode(), format=ox.RdfFormat.TURTLE)
    dataset = EmbeddedDataset(store, "one", BASE, len(store))
    assert dataset.replacement(OLD) is None
    assert dataset.replacement(f"{OLD}/dieu-1") is None
