"""A syntax error says where it is and by which words, as fields of the problem."""

import pytest

CASES = [
    # query, line, column, near
    ("SELCT * {}", 1, 1, "SELCT"),
    ("SELECT * {\n ?s ?p ?o . ?x foo }", 2, 16, "foo"),
    ("SELECT * {\r\n ?s ?p }", 2, 8, "}"),
    ("SELECT * {", 1, 11, "{"),
    ("SELECT ?s {\n\n ?s foaf:name ?o }", 3, 5, "foaf:name"),
    ("ASK {} ASK {}", 1, 8, "ASK"),
    ("SELECT ?s { ?s ?p ?o }} LIMIT 1", 1, 23, "}"),
    ("SELECT * { ?đ ?p ?o . đ đ }", 1, 23, "đ"),
    ("SELECT * { GRAPH { ?s ?p ?o } }", 1, 18, "{"),
    ("SELECT * { ?s ?p ?o } LIMIT x", 1, 29, "x"),
    ("# c\nSELECT * { ?s ?p ?o FILTER(foo(?s)) }", 2, 28, "foo"),
    ("SELECT * { ?s ?p 'abc }", 1, 18, "'abc }"),
    ("", 1, 1, ""),
]


@pytest.mark.parametrize(("query", "line", "column", "near"), CASES)
def test_where(small, query, line, column, near):
    response = small.get("/sparql", params={"query": query})
    assert response.status_code == 400
    assert response.headers["content-type"] == "application/problem+json"
    problem = response.json()
    assert (problem["line"], problem["column"], problem["near"]) == (line, column, near)
    assert len(problem["detail"]) < 400 and "'0' ..=" not in problem["detail"]


@pytest.mark.embedded_only("a store elsewhere may resolve it against its own address")
def test_where_a_relative_iri_is(small):
    test_where(small, "SELECT * { <a> ?p ?o }", 1, 12, "<a>")


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("SELECT ?s { ?s foaf:name ?o }", "Prefix not found"),
        ("SELECT ?x { ?s ?p ?o } GROUP BY ?s", "unbound"),
        ("SELECT (1 AS ?x) (2 AS ?x) {}", "Duplicated variable name"),
    ],
)
def test_the_reason_in_words(small, query, words):
    assert words in small.get("/sparql", params={"query": query}).json()["detail"]


def test_what_the_guard_refuses_says_where(small):
    query = "SELECT * {\n" + "{" * 50 + "}" * 51
    problem = small.get("/sparql", params={"query": query}).json()
    assert (problem["line"], problem["column"], problem["near"][:2]) == (2, 40, "{{")


def test_a_long_query_is_looked_at_quickly(small):
    query = "SELECT * {" + " ?s ?p ?o ." * 60 + " ?s foo ?o }"
    assert small.post("/sparql", data={"query": query}).json()["near"] == "foo"
