"""No dead end: every link from the first page, every IRI in the data. All: bench/crawl.py."""

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from api.settings import Settings
from tests.crawling import Crawl, crawl, dead_ends, iris
from tests.harvested import BASE, HAU_GIANG, dataset, releases

MOST_ADDRESSES = 1_500
EVERY = 8
STARTS = ["/", "/?lang=en", "/catalog", "/changes", "/.well-known/void", "/dumps/", "/def"]


@pytest.fixture(scope="module")
def client():
    with TestClient(create_app(Settings(releases=releases())), follow_redirects=False) as made:
        yield made


@pytest.fixture(scope="module")
def crawled(client) -> Crawl:
    return crawl(client, STARTS, MOST_ADDRESSES)


def test_every_link_from_the_first_page_leads_somewhere(crawled):
    assert crawled.asked == MOST_ADDRESSES
    assert crawled.pages > 500
    assert crawled.dead == []


def test_every_anchor_is_on_its_page(crawled):
    assert crawled.anchors == []


def test_every_iri_of_the_data_answers(client):
    named = iris(dataset())
    assert len(named) > 7_000
    assert dead_ends(client, BASE, named[::EVERY]) == []


def test_every_kind_of_iri_answers(client):
    """One IRI of each class, and of each first part of a path, whatever the sample holds."""
    rows = dataset().rows("void-classes")
    examples = [str(row["example"].value) for row in rows if row["example"]]
    ours = [iri for iri in examples if iri.startswith(BASE)]
    assert len(ours) > 40
    assert dead_ends(client, BASE, ours) == []


def test_the_catalogue_and_void_name_what_answers(client):
    for path in ("/catalog", "/.well-known/void", "/sparql"):
        text = client.get(path, headers={"Accept": "application/n-triples"}).text
        named = {part.partition(">")[0].partition("#")[0] for part in text.split("<")[1:]}
        ours = sorted(iri for iri in named if iri.startswith(BASE))
        assert len(ours) > 10
        for iri in ours:
            answer = client.head("/" + iri.removeprefix(BASE))
            assert answer.status_code in (200, 303), (path, iri)


def test_a_dead_end_is_seen(client):
    wrong = BASE + HAU_GIANG + "/dieu-99"
    assert dead_ends(client, BASE, [wrong]) == [
        (wrong, "text/turtle", 404),
        (wrong, "text/html,a", 404),
    ]
    found = crawl(client, ["/khong-co"])
    assert found.dead == [("", "/khong-co", 404)]
