"""Values bound into the text of a query mean what they mean to the engine, whatever they are."""

import re

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

import ontology
from api.remote.bindings import bound

BASE = ontology.DEFAULT_BASE_IRI
NAMES = sorted(file.stem for file in (ontology.FOLDER / "queries").glob("*.rq"))
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
    return re.findall(r"\?(\w+)", query[re.search(r"\bSELECT\b", query).end() : query.index("{")])


@pytest.mark.parametrize("name", NAMES)
def test_every_query_answers_as_with_the_engines_substitution(store, name):
    """The first selected variable, which is the one that callers bind, with a value that it has."""
    query = ontology.query(name)
    if name in ("class-example", "property-example"):
        query = query.replace("LIMIT 1", "")  # any one will do there
    row = next(iter(store.query(query, use_default_graph_as_union=True)), None)
    for variable in selected(query)[:1]:
        value = row[variable] if row is not None else ox.NamedNode(BASE + "id/none")
        if not isinstance(value, ox.NamedNode) or not is_bindable(query, variable):
            continue
        expected = answers(store, query, {ox.Variable(variable): value})
        found = answers(store, bound(query, {variable: [value]}))
        assert found == expected, variable


def is_bindable(query, variable):
    """A variable that BIND or VALUES makes is not one that a caller binds."""
    return not re.search(rf"AS \?{variable}\b|VALUES \?{variable}\b", query)


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
