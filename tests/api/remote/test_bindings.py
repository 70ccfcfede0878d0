"""Values bound into the text of a query mean what they mean to the engine, whatever they are."""

import re

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

import ontology
from api.remote.bindings import bound
from tests.paths import ROOT

BASE = ontology.DEFAULT_BASE_IRI
CALL = re.compile(r'rows\(\s*"([\w-]+)",\s*\w+=|_rows\("([\w-]+)", \{"')
NAMES = sorted(
    {
        one or other
        for file in (ROOT / "api").rglob("*.py")
        for one, other in CALL.findall(file.read_text(encoding="utf-8"))
    }
)
"""The queries that the service binds values in."""
AGENCY = "id/org/binh-phuoc/so-thong-tin-va-truyen-thong"
DECISION = "eli/vn/ubnd-binh-phuoc/qd-ubnd/2023/12"
KNOWN = {
    "decision": DECISION,
    "clause": DECISION + "/quy-dinh/dieu-3/khoan-14",
    "graph": "graph/shared",
    "term": "def#Duty",
    "property": "def#concerns",
}
HOSTILE = [
    '"',
    "\\",
    '" } UNION { ?s ?p ?o',
    "'''",
    '"""',
    "\n\r\t\x00\x07\x7f\x85",
    "} # comment",
    "\\u0022 } DROP ALL",
    "😀 Đ\u0301 \u2028",
    "?thing $thing",
    "<http://e/> _:b @vi ^^",
]


@pytest.fixture(scope="module")
def store(request):
    from tests.harvested import dataset

    return dataset().store


def answers(store, query, substitutions=None):
    found = store.query(query, use_default_graph_as_union=True, substitutions=substitutions or {})
    names = [variable.value for variable in found.variables]
    return sorted(
        str(sorted((k, str(v)) for k, v in zip(names, row, strict=True))) for row in found
    )


def selected(query):
    head = re.search(r"\bSELECT\b([^{]*)", query)
    assert head
    return re.findall(r"\?(\w+)", head[1])


def test_the_queries_are_found():
    assert len(NAMES) > 20


@pytest.mark.parametrize("name", NAMES)
def test_every_query_answers_as_with_the_engines_substitution(store, name):
    """The first selected variable, which is the one that callers bind, with a value that it has."""
    query = ontology.query(name)
    if name in ("class-example", "property-example"):
        query = query.replace("LIMIT 1", "")  # any one will do there
    for variable in selected(query)[:1]:
        value = ox.NamedNode(BASE + KNOWN.get(variable, AGENCY))
        expected = answers(store, query, {ox.Variable(variable): value})
        assert answers(store, bound(query, {variable: [value]})) == expected, variable


def sample(words):
    store = ox.Store()
    node = ox.NamedNode("http://e/s")
    store.add(
        ox.Quad(node, ox.NamedNode("http://e/p"), ox.Literal(words), ox.NamedNode("http://e/g"))
    )
    store.add(ox.Quad(node, ox.NamedNode("http://e/p"), ox.Literal("other")))
    return store


QUERY = "SELECT ?label ?thing WHERE { ?thing ?property ?label }"


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_find_themselves_only(words):
    found = answers(sample(words), bound(QUERY, {"label": [ox.Literal(words)]}))
    assert len(found) == 1
    for tagged in (
        ox.Literal(words, language="vi"),
        ox.Literal(words, datatype=ox.NamedNode("http://e/d")),
    ):
        assert answers(sample(words), bound(QUERY, {"label": [tagged]})) == []


@given(st.text())
def test_any_words_find_themselves_only(words):
    if words != "other":
        assert len(answers(sample(words), bound(QUERY, {"label": [ox.Literal(words)]}))) == 1


@given(st.text())
def test_any_iri_is_bound_or_refused(words):
    try:
        node = ox.NamedNode("http://e/" + words)
    except ValueError:
        return
    assert answers(sample("x"), bound(QUERY, {"thing": [node]})) == []


def test_where_a_value_is_bound():
    query = """# ?thing { in a comment
        PREFIX e: <http://e/#{?thing}>
        SELECT ?thing WHERE {
          VALUES ?kind { e:a e:b }
          { SELECT ?thing WHERE { ?thing a "{?thing" } LIMIT 3 }
          OPTIONAL { ?other e:p ?x }
        }"""
    found = bound(
        query.replace("<http://e/#{?thing}>", "<http://e/#>"),
        {"thing": [ox.NamedNode("http://e/t")]},
    )
    assert found.count("VALUES ?thing { <http://e/t> }") == 2
    assert "{ e:a e:b }" in found
    assert "OPTIONAL { ?other" in found


def test_only_what_is_selected_is_bound():
    with pytest.raises(RuntimeError):
        bound("SELECT ?a WHERE { ?a ?b ?c }", {"c": [ox.Literal("x")]})
