import pyoxigraph as ox
import pytest

import ontology
from api.above import MOST_STEPS, iris_above
from api.releases import load_file
from api.store import text
from tests.api.conftest import SAMPLE

BASE = "https://w3id.org/bomay/"
AGENCY = BASE + "id/org/binh-phuoc/so-thong-tin-va-truyen-thong"
DUTY = BASE + "id/duty/binh-phuoc/so-thong-tin-va-truyen-thong/qd-ubnd-2023-12/khoan-1/diem-a"
DECISION = BASE + "eli/vn/ubnd-binh-phuoc/qd-ubnd/2023/12"


@pytest.fixture
def own_queries(monkeypatch):
    """Queries by name, in place of those of the ontology."""
    queries: dict[str, str] = {}
    monkeypatch.setattr(ontology, "query", queries.__getitem__)
    return queries


def test_rows_bind_variables(dataset, own_queries):
    own_queries["types"] = "SELECT ?thing ?type WHERE { ?thing a ?type } ORDER BY ?type"
    rows = dataset.rows("types", thing=DUTY)
    assert [text(row, "type") for row in rows] == [ontology.BM + "Duty"]
    assert text(rows[0], "thing") == DUTY
    own_queries["label"] = "SELECT ?label ?thing ?no WHERE { ?thing ?property ?label }"
    rows = dataset.rows("label", label=ox.Literal("Thanh tra", language="vi"))
    assert {text(row, "thing").rsplit("/", 1)[1] for row in rows} == {"thanh-tra"}
    assert text(rows[0], "no") == ""
    assert rows[0]["no"] is None


def test_rows_take_values_as_values(dataset, own_queries):
    """A value is bound, not written into the query."""
    own_queries["label"] = "SELECT ?label ?thing WHERE { ?thing ?property ?label }"
    assert dataset.rows("label", label=ox.Literal('" } UNION { ?thing ?property ?label')) == []


def test_rows_refuse(dataset, own_queries):
    own_queries["ask"] = "ASK {}"
    own_queries["other"] = "SELECT ?a WHERE { ?a ?b ?c }"
    with pytest.raises(TypeError):
        dataset.rows("ask")
    with pytest.raises(RuntimeError):
        dataset.rows("other", c="http://e/not-in-the-select-clause")
    with pytest.raises(ValueError):
        dataset.rows("other", a="no IRI")
    with pytest.raises(KeyError):
        dataset.rows("unknown")


def test_describe_brings_the_evidence(dataset):
    triples = dataset.describe(DUTY)
    assert triples[0].subject.value == DUTY
    evidence = DECISION + "/evidence/720-800/duties"
    subjects = list(dict.fromkeys(triple.subject.value for triple in triples))
    assert subjects == [DUTY, evidence, evidence + "/selector"]
    assert len(triples) == len(set(triples))


@pytest.mark.parametrize("iri", ["http://e/unknown", "no iri", "", "http://e/a b"])
def test_unknown_things(dataset, iri):
    assert not dataset.exists(iri)
    assert dataset.describe(iri) == []
    assert dataset.types(iri) == set()
    assert dataset.graph(iri) == []


def test_known_things(dataset):
    assert dataset.exists(AGENCY)
    assert dataset.exists(BASE + "graph/shared")
    assert dataset.types(AGENCY) == {
        ontology.CV + "PublicOrganisation",
        ontology.ORG + "FormalOrganization",
    }
    assert len(dataset.graph(BASE + "graph/shared")) > 10


@pytest.mark.embedded_only("it looks at the file")
def test_sample_is_as_the_data_model_says():
    """No blank nodes, no triple in two graphs, evidence on each thing that a decision states."""
    quads = list(load_file(SAMPLE, BASE).store)
    assert not [q for q in quads if ox.BlankNode in (type(q.subject), type(q.object))]
    assert len({q.triple for q in quads}) == len(quads)
    evidence = {q.subject for q in quads if q.predicate.value == ontology.BM + "evidence"}
    stated = ("Clause", "Duty", "Statement", "QualityIssue", "Repair")
    things = {
        q.subject
        for q in quads
        if isinstance(q.object, ox.NamedNode)
        and q.object.value in [ontology.BM + s for s in stated]
    }
    assert things and things <= evidence


def test_a_path_of_many_steps_is_not_looked_for_step_by_step(dataset):
    """All that is above it grows with its square."""
    assert list(iris_above(BASE + "a/b/c", BASE)) == [BASE + "a/b/c", BASE + "a/b", BASE + "a"]
    assert len(list(iris_above(BASE + "a/" * MOST_STEPS, BASE))) == MOST_STEPS + 1
    long = BASE + "id/" + "a/" * 20_000
    assert list(iris_above(long, BASE)) == []
    assert dataset.replacement(long) is None
    assert not dataset.exists(long)
