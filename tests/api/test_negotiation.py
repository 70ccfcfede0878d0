import time

import pytest

from api.negotiation import choose, named_format, parse_accept

HTML, TURTLE, JSONLD, NT = (
    "text/html",
    "text/turtle",
    "application/ld+json",
    "application/n-triples",
)
OFFERS = [HTML, TURTLE, JSONLD, NT]
FIREFOX = "text/html,application/xhtml+xml,application/xml;q=0.9,image/webp,*/*;q=0.8"


@pytest.mark.parametrize(
    ("headers", "chosen"),
    [
        ([], HTML),
        ([""], HTML),
        (["*/*"], HTML),
        (["*"], HTML),
        (["text/turtle"], TURTLE),
        (["TEXT/Turtle"], TURTLE),
        (["text/turtle;charset=utf-8"], TURTLE),
        (['application/ld+json;profile="http://www.w3.org/ns/json-ld#a,b"'], JSONLD),
        ([FIREFOX], HTML),
        # the more precise name counts between equals
        (["*/*, text/turtle"], TURTLE),
        (["text/*, application/ld+json"], JSONLD),
        (["text/*"], HTML),
        (["text/*;q=0.5, application/*;q=0.4"], HTML),
        (["application/*"], JSONLD),
        # q-values
        (["text/html;q=0.2, text/turtle;q=0.3"], TURTLE),
        (["text/html;q=0.200, text/turtle;q=0.199"], HTML),
        (["text/turtle;q=0.9,application/ld+json;q=0.9"], TURTLE),
        (["text/html ; q=0.1 , text/turtle ; q = 0.2"], TURTLE),
        # q=0 excludes, also from a wildcard
        (["text/html;q=0, */*"], TURTLE),
        (["text/html;q=0.0, text/turtle;q=0.000, */*;q=0.1"], JSONLD),
        (["text/*;q=0, */*"], JSONLD),
        (["text/*;q=0, text/turtle"], TURTLE),
        (["text/html;q=0"], None),
        (["*/*;q=0"], None),
        (["*/*;q=0, text/turtle;q=0.1"], TURTLE),
        # several headers are one list
        (["text/html;q=0.1", "text/turtle"], TURTLE),
        (["image/png", "application/n-triples"], NT),
        # nothing that is offered
        (["image/png"], None),
        (["application/sparql-results+json"], None),
        # what can't be read is left out
        (["text/turtle;q=2, text/html;q=0.1"], HTML),
        (["text/turtle;q=high, application/n-triples;q=0.1"], NT),
        (["turtle"], HTML),
        (["*/turtle, text/turtle;q=0.1"], TURTLE),
        ([",, ,text/turtle,"], TURTLE),
        (["text/html;level=1;q=0.1, text/html;q=0.3, text/turtle;q=0.2"], HTML),
    ],
)
def test_choose(headers, chosen):
    assert choose(headers, OFFERS) == chosen


@pytest.mark.parametrize(
    ("name", "chosen"),
    [
        ("ttl", TURTLE),
        ("TURTLE", TURTLE),
        ("text/turtle", TURTLE),
        ("json", JSONLD),
        ("nt", NT),
        ("html", HTML),
        ("csv", None),
        ("png", None),
    ],
)
def test_named_format(name, chosen):
    assert named_format(name, OFFERS) == chosen


@pytest.mark.parametrize(
    "header", ["a/b;" * 20_000, '"' * 60_000, ",;=" * 20_000, "a/b;x=" + '"\\' * 30_000]
)
def test_long_headers_take_no_time(header):
    start = time.perf_counter()
    parse_accept([header])
    assert time.perf_counter() - start < 1
