"""Twelve short decisions that vary in form: what a careful reader takes from each.

Beside each text of data/variants stands a JSON file with the facts expected; the key of a fact
that the text does not show is left out.
"""

import json
from functools import cache

import pytest
from pyoxigraph import NamedNode

from loaders.pipeline import Parsed, parse_file
from loaders.record import record
from loaders.spelling import standard
from loaders.triples import decision_graph
from loaders.triples.acts import SharedThings
from ontology import DEFAULT_BASE_IRI, ORG
from tests.paths import ROOT

VARIANTS = ROOT / "tests" / "loaders" / "data" / "variants"
EXPECTED = {
    path.stem: json.loads(path.read_text(encoding="utf-8"))
    for path in sorted(VARIANTS.glob("*.json"))
}


@cache
def parsed(name: str) -> Parsed:
    return parse_file(VARIANTS / f"{name}.txt")


@cache
def record_of(name: str):
    return record(parsed(name), DEFAULT_BASE_IRI)


def of_decision(key):
    def value(name):
        found = record_of(name)["decision"][key]
        return standard(found) if isinstance(found, str) else found

    return value


def signers(name):
    return [[s["name"], s["position"]] for s in record_of(name)["decision"]["signers"]]


def agency(name):
    found = record_of(name)["agency"]
    return [standard(found["name"]), found["kind"], found["province"]] if found else None


def of_agency(key):
    def value(name):
        found = parsed(name).facts.agency
        stated = getattr(found, key) if found else None
        return standard(stated.value) if stated else None

    return value


def parent_iri(name):
    graph = decision_graph(parsed(name), DEFAULT_BASE_IRI, SharedThings())
    own, above = NamedNode(record_of(name)["agency"]["iri"]), NamedNode(ORG + "subOrganizationOf")
    found = [str(q.object) for q in graph.quads if (q.subject, q.predicate) == (own, above)]
    return found[0].strip("<>").removeprefix(DEFAULT_BASE_IRI) if found else None


def cited(relation):
    def value(name):
        bases = record_of(name)["legal_bases"]
        return [[b["type"], b["number"], b["date"]] for b in bases if b["relation"] == relation]

    return value


def replaces(name):
    return [[act["type"], act["number"], act["date"]] for act in record_of(name)["replaces"]]


def units(name):
    return [[unit["name"], unit["kind"]] for unit in record_of(name)["units"]]


def posts(name):
    found = record_of(name)
    own = [post for post in found["posts"] if post["of"] == (found["agency"] or {}).get("name")]
    return [[post["title"], post["min"], post["max"]] for post in own]


def unit_posts(name):
    found = record_of(name)
    below = [post for post in found["posts"] if post["of"] != found["agency"]["name"]]
    return [[post["title"], post["of"], post["min"], post["max"]] for post in below]


def articles(name):
    return [f"{article['part']}/{article['number']}" for article in record_of(name)["articles"]]


def labels(name):
    """Return the labels of the points of the clauses that the expectation names."""
    found = {
        f"{article['part']}/{article['number']}/{clause['label']}": [
            point["label"] for point in clause["points"]
        ]
        for article in record_of(name)["articles"]
        for clause in article["clauses"]
    }
    return {key: found.get(key) for key in EXPECTED[name]["labels"]}


def duties(name):
    return [duty["path"] for duty in record_of(name)["duties"]]


def issues(name):
    """Return the codes of the doubtful places; a hint counts only where it says what is missing."""
    found = record_of(name)["issues"]
    heavy = (i for i in found if i["severity"] != "info" or i["code"] == "structure-silent")
    return sorted(issue["code"] for issue in heavy)


READERS = {
    **{
        key: of_decision(key)
        for key in (
            "kind", "number", "issued", "effective", "effective_rule", "issuer", "title",
            "recipients",
        )
    },
    "signers": signers,
    "agency": agency,
    "parent": of_agency("parent"),
    "parent_iri": parent_iri,
    "direction": of_agency("direction"),
    "legal_bases": cited("based_on"),
    "implements": cited("implements"),
    "proposals": cited("proposal"),
    "replaces": replaces,
    "units": units,
    "posts": posts,
    "unit_posts": unit_posts,
    "fields": lambda name: [standard(field) for field in record_of(name)["fields"]],
    "articles": articles,
    "labels": labels,
    "duties": duties,
    "issues": issues,
}  # fmt: skip


def cases():
    for name, facts in EXPECTED.items():
        for key in facts:
            yield name, key


def test_there_are_twelve_with_their_facts():
    assert {path.stem for path in VARIANTS.glob("*.txt")} == set(EXPECTED)
    assert len(EXPECTED) == 12


@pytest.mark.parametrize(("name", "key"), list(cases()))
def test_fact(name, key):
    assert READERS[key](name) == EXPECTED[name][key]


@pytest.mark.parametrize("name", EXPECTED)
def test_nothing_is_lost(name):
    assert record_of(name)["source"]["coverage"] == 1.0
