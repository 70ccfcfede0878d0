"""The W3C's cases for the query operation of the SPARQL 1.1 Protocol, one row each.

Written from the Recommendation (https://www.w3.org/TR/sparql11-protocol/, sections 2.1, 2.2 and 3)
and the names of the working group's protocol tests; the graphs are those of graphs.trig. A row is
the name, the request (method, query string, headers, body) and what has to come back.
"""

from urllib.parse import quote, urlencode

import pytest

FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
UPDATE = "application/sparql-update"
D1, D2, D3 = (f"http://example.org/data{number}" for number in (1, 2, 3))
DOCUMENTS = "PREFIX foaf: <http://xmlns.com/foaf/0.1/> "
ASK_BOTH = f"ASK WHERE {{ <{D1}> ?p ?o . <{D2}> ?a ?b MINUS {{ <{D3}> a ?t ; ?c ?d }} }}"
ASK_DEFAULT = f"ASK {{ <{D1}> a ?a . <{D2}> a ?b }}"
ASK_THIRD = f"ASK {{ <{D3}> ?p ?o }}"
ASK_NAMED = f"ASK {{ GRAPH ?g {{ <{D1}> a ?a }} GRAPH ?h {{ <{D2}> a ?b }} }}"
ASK_FULL = f"ASK {{ <{D3}> a ?a GRAPH ?g {{ <{D1}> a ?b }} GRAPH ?h {{ <{D2}> a ?c }} }}"
ASK_FROM = f"ASK FROM <{D3}> {{ GRAPH ?g {{ <{D1}> a ?a }} GRAPH ?h {{ <{D2}> a ?b }} }}"
ASK_NOT_FROM = f"ASK FROM <{D3}> {{ <{D3}> ?p ?o }}"
SELECT = "SELECT (1 AS ?value) {}"
DESCRIBE = f"DESCRIBE <{D1}>"
CONSTRUCT = "CONSTRUCT { <s> <p> 1 } WHERE {}"
BASE_CONSTRUCT = f"BASE <{D1}> {CONSTRUCT}"
DEFAULTS = [("default-graph-uri", D1), ("default-graph-uri", D2)]
NAMED = [("named-graph-uri", D1), ("named-graph-uri", D2)]
FULL = [("default-graph-uri", D3), *NAMED]

RESULTS = {"application/sparql-results+xml", "application/sparql-results+json"}
TABLES = RESULTS | {"text/tab-separated-values", "text/csv"}
GRAPHS = {"application/rdf+xml", "text/turtle", "application/n-triples", "application/ld+json"}


def get(query, graphs=(), **headers):
    return "GET", urlencode([("query", query), *graphs]), headers, b""


def form(query, graphs=(), **headers):
    body = urlencode([("query", query), *graphs]).encode()
    return "POST", "", {"content-type": FORM, **headers}, body


def direct(query, graphs=(), **headers):
    return "POST", urlencode(graphs), {"content-type": QUERY, **headers}, query.encode()


# name, request, types that may come back, the answer of an ASK (None: not one)
GOOD = [
    ("query_get", get("ASK {}"), RESULTS, True),
    ("query_post_form", form("ASK {}"), RESULTS, True),
    ("query_post_direct", direct("ASK {}"), RESULTS, True),
    ("query_dataset_default_graph", get(ASK_THIRD, [("default-graph-uri", D3)]), RESULTS, True),
    ("query_dataset_default_graph, others", get(ASK_THIRD, DEFAULTS), RESULTS, False),
    ("query_dataset_default_graphs_get", get(ASK_DEFAULT, DEFAULTS), RESULTS, True),
    ("query_dataset_default_graphs_post", direct(ASK_DEFAULT, DEFAULTS), RESULTS, True),
    ("query_dataset_default_graphs_form", form(ASK_DEFAULT, DEFAULTS), RESULTS, True),
    ("query_dataset_named_graphs_get", get(ASK_NAMED, NAMED), RESULTS, True),
    ("query_dataset_named_graphs_post", direct(ASK_NAMED, NAMED), RESULTS, True),
    ("query_dataset_named_graphs_form", form(ASK_NAMED, NAMED), RESULTS, True),
    ("named graphs are no default graph", get(ASK_DEFAULT, NAMED), RESULTS, False),
    ("default graphs have no name", get(ASK_NAMED, DEFAULTS), RESULTS, False),
    ("query_dataset_full", get(ASK_FULL, FULL), RESULTS, True),
    ("query_dataset_full_post", direct(ASK_FULL, FULL), RESULTS, True),
    ("query_multiple_dataset", get(ASK_FROM, FULL), RESULTS, True),
    ("query_multiple_dataset_post", direct(ASK_FROM, FULL), RESULTS, True),
    ("the protocol's dataset wins", get(ASK_NOT_FROM, DEFAULTS), RESULTS, False),
    ("FROM alone", get(ASK_NOT_FROM), RESULTS, True),
    ("no dataset: all graphs", get(ASK_DEFAULT), RESULTS, True),
    ("query_content_type_select", direct(SELECT), TABLES, None),
    ("query_content_type_ask", direct("ASK {}"), RESULTS, True),
    ("query_content_type_describe", direct(DESCRIBE), GRAPHS, None),
    ("query_content_type_construct", direct(BASE_CONSTRUCT), GRAPHS, None),
    ("an Accept of XML", get(SELECT, accept="application/sparql-results+xml"), TABLES, None),
    (
        "form with a charset",
        form("ASK {}", **{"content-type": f"{FORM}; charset=UTF-8"}),
        RESULTS,
        True,
    ),
]

BAD = [
    ("bad_query_method", ("PUT", urlencode({"query": "ASK {}"}), {}, b""), {405}),
    ("bad_query_method, DELETE", ("DELETE", urlencode({"query": "ASK {}"}), {}, b""), {405}),
    ("bad_query_method, PATCH", ("PATCH", urlencode({"query": "ASK {}"}), {}, b""), {405}),
    ("bad_multiple_queries", get("ASK {}", [("query", "SELECT * {}")]), {400}),
    ("bad_multiple_queries, form", form("ASK {}", [("query", "SELECT * {}")]), {400}),
    ("bad_multiple_queries, both", direct("ASK {}", [("query", "SELECT * {}")]), {400}),
    (
        "bad_query_wrong_media_type",
        ("POST", "", {"content-type": "text/plain"}, b"ASK {}"),
        {400, 415},
    ),
    ("bad_query_missing_form_type", ("POST", "", {}, b"query=ASK%20%7B%7D"), {400, 415}),
    ("bad_query_missing_direct_type", ("POST", "", {}, b"ASK {}"), {400, 415}),
    (
        "bad_query_non_utf8",
        ("POST", "", {"content-type": QUERY + "; charset=UTF-16"}, "ASK {}".encode("utf-16")),
        {400, 415},
    ),
    (
        "bad_query_non_utf8, not said",
        ("POST", "", {"content-type": QUERY}, "ASK {}".encode("utf-16")),
        {400},
    ),
    ("bad_query_syntax", get("ASK { <s> <p> }"), {400}),
    ("bad_query_syntax, form", form("ASK { <s> <p> }"), {400}),
    ("bad_query_syntax, direct", direct("ASK { <s> <p> }"), {400}),
    ("no query", ("POST", "", {"content-type": FORM}, b"default-graph-uri=http://e/a"), {400}),
    ("relative graph", get("ASK {}", [("default-graph-uri", "data1")]), {400}),
    ("update_post_form", ("POST", "", {"content-type": FORM}, b"update=CLEAR+ALL"), {403}),
    ("update_post_direct", ("POST", "", {"content-type": UPDATE}, b"CLEAR ALL"), {403, 415}),
    ("bad_update_get", ("GET", "update=CLEAR%20ALL", {}, b""), {403}),
    ("update as query", direct("INSERT DATA { <http://e/s> <http://e/p> 1 }"), {403}),
    ("update as query, form", form("DROP ALL"), {403}),
    (
        "bad_multiple_updates",
        ("POST", "", {"content-type": FORM}, b"update=CLEAR+ALL&update=DROP+ALL"),
        {403},
    ),
    (
        "update with a dataset",
        ("POST", "using-graph-uri=http://e/g", {"content-type": UPDATE}, b"CLEAR ALL"),
        {403, 415},
    ),
]


def send(client, request):
    method, query, headers, body = request
    return client.request(method, f"/sparql?{query}", headers=headers, content=body)


@pytest.mark.parametrize(
    ("request_", "types", "answer"), [row[1:] for row in GOOD], ids=[row[0] for row in GOOD]
)
def test_good(small, request_, types, answer):
    response = send(small, request_)
    assert response.status_code == 200, response.text
    assert response.headers["content-type"].partition(";")[0] in types
    if answer is not None:
        assert response.json()["boolean"] is answer


@pytest.mark.parametrize(
    ("request_", "statuses"), [row[1:] for row in BAD], ids=[row[0] for row in BAD]
)
def test_bad(small, request_, statuses):
    response = send(small, request_)
    assert response.status_code in statuses
    assert response.headers["content-type"] == "application/problem+json"
    assert response.json()["status"] == response.status_code
    if response.status_code == 405:
        assert {"GET", "POST", "HEAD", "OPTIONS"} == set(response.headers["allow"].split(", "))


# The Recommendation's own examples, section 3, over our graphs.
def test_example_3_1_1_select(small):
    query = f"{DOCUMENTS} SELECT ?d WHERE {{ ?d a foaf:Document }}"
    response = small.get("/sparql", params={"query": query, "default-graph-uri": D1})
    assert [row["d"]["value"] for row in response.json()["results"]["bindings"]] == [D1]


def test_example_3_1_4_ask_with_two_defaults(small):
    text = (
        "/sparql?query="
        + quote(ASK_DEFAULT)
        + "".join(f"&default-graph-uri={quote(graph, safe='')}" for graph in (D1, D2))
    )
    assert small.get(text).json()["boolean"] is True


def test_example_3_1_10_long_query_by_post(small):
    query = SELECT + "\n# " + "x" * 20_000
    assert send(small, form(query)).status_code == send(small, direct(query)).status_code == 200
