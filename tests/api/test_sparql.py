import json
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import quote, urlencode
from xml.etree import ElementTree

import pyoxigraph as ox
import pytest
from starlette.testclient import TestClient

from api.app import create_app
from api.settings import Settings
from tests.api.conftest import BASE, SAMPLE

FORM = "application/x-www-form-urlencoded"
SELECT = "SELECT ?s WHERE { ?s a <https://w3id.org/bomay/def#Duty> } ORDER BY ?s"
ASK = "ASK { ?s a <https://w3id.org/bomay/def#Duty> }"
CONSTRUCT = "CONSTRUCT { ?s a ?t } WHERE { ?s a ?t }"
DESCRIBE = f"DESCRIBE <{BASE}id/province/binh-phuoc>"
FIREFOX = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
JSON, XML = "application/sparql-results+json", "application/sparql-results+xml"
SHARED, CODES = BASE + "graph/shared", BASE + "graph/codes"


def ask(client, query, accept="*/*", **fields):
    return client.get("/sparql", params={"query": query, **fields}, headers={"accept": accept})


def values(response, name="s"):
    return [row[name]["value"] for row in response.json()["results"]["bindings"]]


@pytest.mark.parametrize(
    ("query", "accept", "expected"),
    [
        (SELECT, "*/*", JSON),
        (SELECT, "", JSON),
        (SELECT, JSON, JSON),
        (SELECT, "application/json", "application/json"),
        (SELECT, XML, XML),
        (SELECT, "application/xml", "application/xml"),
        (SELECT, "text/csv", "text/csv; charset=utf-8"),
        (SELECT, "text/tab-separated-values", "text/tab-separated-values; charset=utf-8"),
        (SELECT, f"{JSON};q=0.1, {XML};q=0.2", XML),
        (SELECT, f"{JSON};q=0, */*", "application/json"),
        (SELECT, "text/*", "text/xml; charset=utf-8"),
        (SELECT, f"text/turtle, {XML};q=0.1", XML),
        (SELECT, FIREFOX, "text/html; charset=utf-8"),
        (ASK, "*/*", JSON),
        (ASK, XML, XML),
        (CONSTRUCT, "*/*", "text/turtle; charset=utf-8"),
        (CONSTRUCT, "text/turtle", "text/turtle; charset=utf-8"),
        (CONSTRUCT, "application/ld+json", "application/ld+json"),
        (CONSTRUCT, "application/n-triples", "application/n-triples"),
        (CONSTRUCT, "application/rdf+xml", "application/rdf+xml"),
        (CONSTRUCT, "application/*;q=0.5, text/turtle;q=0.4", "application/ld+json"),
        (CONSTRUCT, FIREFOX, "text/html; charset=utf-8"),
        (DESCRIBE, "*/*", "text/turtle; charset=utf-8"),
        (DESCRIBE, "application/n-triples, */*;q=0.1", "application/n-triples"),
    ],
)
def test_types(client, query, accept, expected):
    response = ask(client, query, accept)
    assert response.status_code == 200
    assert response.headers["content-type"] == expected
    assert response.headers["vary"] == "Accept"
    assert response.headers["access-control-allow-origin"] == "*"


@pytest.mark.parametrize(
    ("query", "accept"),
    [(SELECT, "text/turtle"), (CONSTRUCT, JSON), (SELECT, "*/*;q=0"), (SELECT, "image/png")],
)
def test_not_acceptable(client, query, accept):
    response = ask(client, query, accept)
    assert response.status_code == 406
    assert response.headers["content-type"] == "application/problem+json"
    assert response.headers["vary"] == "Accept"
    assert ("text/turtle" in response.json()["offered"]) == (query == CONSTRUCT)


@pytest.mark.parametrize(
    ("query", "name", "expected"),
    [
        (SELECT, "json", JSON),
        (SELECT, "xml", XML),
        (SELECT, "csv", "text/csv; charset=utf-8"),
        (SELECT, "tsv", "text/tab-separated-values; charset=utf-8"),
        (SELECT, "html", "text/html; charset=utf-8"),
        (SELECT, "text/csv", "text/csv; charset=utf-8"),
        (SELECT, "ttl", None),
        (SELECT, "png", None),
        (CONSTRUCT, "ttl", "text/turtle; charset=utf-8"),
        (CONSTRUCT, "json", "application/ld+json"),
        (CONSTRUCT, "jsonld", "application/ld+json"),
        (CONSTRUCT, "nt", "application/n-triples"),
        (CONSTRUCT, "xml", "application/rdf+xml"),
        (CONSTRUCT, "csv", None),
    ],
)
def test_format_parameter(client, query, name, expected):
    response = ask(client, query, "text/html", format=name)
    if expected is None:
        assert response.status_code == 406
    else:
        assert response.headers["content-type"] == expected


def test_several_accept_headers(client):
    headers = [("accept", "text/csv;q=0.1"), ("accept", XML)]
    response = client.get("/sparql", params={"query": SELECT}, headers=headers)
    assert response.headers["content-type"] == XML


def test_results_say_the_same_in_every_format(client):
    expected = values(ask(client, SELECT))
    assert len(expected) == 3
    assert ask(client, SELECT, "text/csv").text.split() == ["s", *expected]
    tsv = ask(client, SELECT, "text/tab-separated-values").text.split()
    assert tsv == ["?s", *(f"<{iri}>" for iri in expected)]
    tree = ElementTree.fromstring(ask(client, SELECT, XML).text)
    assert [
        node.text for node in tree.iter("{http://www.w3.org/2005/sparql-results#}uri")
    ] == expected
    page = ask(client, SELECT, FIREFOX).text
    assert all(iri.removeprefix(BASE) in page for iri in expected)
    assert ask(client, ASK).json()["boolean"] is True


def test_graphs_say_the_same_in_every_format(client):
    formats = {
        "text/turtle": ox.RdfFormat.TURTLE,
        "application/ld+json": ox.RdfFormat.JSON_LD,
        "application/n-triples": ox.RdfFormat.N_TRIPLES,
        "application/rdf+xml": ox.RdfFormat.RDF_XML,
    }
    read = {
        name: {q.triple for q in ox.parse(ask(client, CONSTRUCT, name).content, format=format)}
        for name, format in formats.items()
    }
    assert len(read["text/turtle"]) > 50
    assert all(triples == read["text/turtle"] for triples in read.values())


def test_construct_is_a_set(client):
    query = "CONSTRUCT { <http://e/a> <http://e/b> <http://e/c> } WHERE { ?s ?p ?o }"
    assert ask(client, query, "application/n-triples").text.count("\n") == 1


def test_rdf_xml_is_not_offered_where_it_has_no_words(client):
    query = "CONSTRUCT { <http://e/a> <http://e/1> 1 } WHERE {}"
    response = ask(client, query, "application/rdf+xml")
    assert response.status_code == 406
    assert "application/rdf+xml" not in response.json()["offered"]


@pytest.mark.parametrize(
    ("content_type", "body", "status"),
    [
        (FORM, urlencode({"query": SELECT}), 200),
        (FORM + "; charset=UTF-8", urlencode({"query": SELECT}), 200),
        ("application/sparql-query", SELECT, 200),
        ("application/sparql-query; charset=utf-8", SELECT, 200),
        ("Application/SPARQL-Query", "\ufeff" + SELECT, 200),
        ("application/sparql-query; charset=latin-1", SELECT, 415),
        ("application/json", json.dumps({"query": SELECT}), 415),
        ("multipart/form-data; boundary=x", "--x--", 415),
        ("text/plain", SELECT, 415),
        ("", SELECT, 415),
        ("application/sparql-update", "INSERT DATA { <a:a> <a:b> 1 }", 415),
        (FORM, urlencode({"update": "INSERT DATA { <a:a> <a:b> 1 }"}), 400),
        (FORM, urlencode({"query": SELECT, "update": "CLEAR ALL"}), 400),
        (FORM, "", 400),
        (FORM, urlencode([("query", SELECT), ("query", SELECT)]), 400),
        (FORM, "query=%FF%FE", 400),
        (FORM, b"query=\xff", 400),
        ("application/sparql-query", b"\xff\xfe", 400),
        ("application/sparql-query", "", 400),
    ],
)
def test_post(client, content_type, body, status):
    headers = {"content-type": content_type} if content_type else {}
    response = client.post("/sparql", content=body, headers=headers)
    assert response.status_code == status
    if status == 200:
        assert len(values(response)) == 3
    else:
        assert response.headers["content-type"] == "application/problem+json"
    if status == 415 and "charset" not in content_type:
        assert "application/sparql-query" in response.headers["accept-post"]


def test_query_in_address_and_body_are_two(client):
    for headers in ({"content-type": "application/sparql-query"}, {"content-type": FORM}):
        body = SELECT if "query" in headers["content-type"] else urlencode({"query": SELECT})
        response = client.post("/sparql", params={"query": SELECT}, content=body, headers=headers)
        assert response.status_code == 400


@pytest.mark.parametrize(
    "words", ["a%20b", "100%25", "a+b", "50% & more; x=y", "Đồng Tháp", "%C4%90", "😀"]
)
def test_fields_are_decoded_once(client, words):
    query = f"SELECT ('{words}' AS ?s) {{}}"
    form = {"content-type": FORM}
    assert values(client.post("/sparql", content=urlencode({"query": query}), headers=form)) == [
        words
    ]
    assert values(client.get("/sparql?query=" + quote(query))) == [words]


UPDATES = ["INSERT DATA { <a:a> <a:b> 1 }", "PREFIX a: <b:> DELETE WHERE { ?s ?p ?o }"]
UPDATES += ["CLEAR ALL", "DROP GRAPH <a:a>", "LOAD <http://127.0.0.1:9/>"]


@pytest.mark.parametrize("update", UPDATES)
def test_updates_are_refused(client, update):
    response = ask(client, update)
    assert response.status_code == 400
    assert "read-only" in response.json()["detail"]


@pytest.mark.parametrize(
    ("query", "detail"),
    [
        ("SELECT * { ?s ?p ", "can't be parsed"),
        ("", "can't be parsed"),
        ("SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", "SERVICE"),
        ("SELECT * " + "{" * 41 + "}" * 41, "nests deeper"),
        ("SELECT * { ?s foaf:name ?o }", "Prefix not found"),
        ("SELECT ?x { ?s ?p ?o } GROUP BY ?s", "can't be parsed"),
        ("SELECT * { ?s ?p '\ud800' }".encode("utf-8", "surrogatepass"), "UTF-8"),
    ],
)
def test_bad_queries(client, query, detail):
    response = client.get("/sparql?query=" + quote(query), headers={"accept": JSON})
    assert response.status_code == 400
    assert response.headers["content-type"] == "application/problem+json"
    problem = response.json()
    assert problem["status"] == 400
    assert detail in problem["detail"]
    assert "Traceback" not in response.text


def test_syntax_error_says_where(client):
    problem = ask(client, "SELECT *\n{ ?s ?p ").json()
    assert (problem["line"], problem["column"]) == (2, 9)


def test_browser_gets_its_query_back_with_what_is_wrong(client):
    response = ask(client, "SELECT <b>&", FIREFOX)
    assert response.status_code == 400
    assert response.headers["content-type"].startswith("text/html")
    assert "SELECT &lt;b&gt;&amp;" in response.text


def test_long_queries(client):
    query = "SELECT * { ?s ?p ?o } # " + "đ" * 40_000
    headers = {"content-type": "application/sparql-query"}
    assert client.post("/sparql", content=query, headers=headers).status_code == 413
    assert client.post("/sparql", content=b"#" * 600_000, headers=headers).status_code == 413
    allowed = "SELECT (1 AS ?s) {} # " + "x" * 65_000
    assert client.post("/sparql", content=allowed, headers=headers).status_code == 200


def test_long_query_in_the_address():
    client = TestClient(create_app(Settings(dataset=SAMPLE, max_query_bytes=30)))
    assert ask(client, "ASK {} # " + "x" * 21).status_code == 200
    assert ask(client, "ASK {} # " + "x" * 22).status_code == 414


@pytest.mark.parametrize(
    ("default", "named", "query", "expected"),
    [
        ([], [], "SELECT (COUNT(DISTINCT ?g) AS ?s) { GRAPH ?g { ?a ?b ?c } }", "4"),
        ([SHARED], [], "SELECT (COUNT(DISTINCT ?g) AS ?s) { GRAPH ?g { ?a ?b ?c } }", "0"),
        ([], [SHARED], "SELECT (COUNT(DISTINCT ?g) AS ?s) { GRAPH ?g { ?a ?b ?c } }", "1"),
        ([], [SHARED, CODES], "SELECT (COUNT(DISTINCT ?g) AS ?s) { GRAPH ?g { ?a ?b ?c } }", "2"),
        ([], [SHARED], "SELECT (COUNT(*) AS ?s) { ?a ?b ?c }", "0"),
        (["http://e/none"], [], "SELECT (COUNT(*) AS ?s) { ?a ?b ?c }", "0"),
        # what the protocol says comes before what the query says
        (
            [CODES],
            [],
            f"SELECT (COUNT(*) AS ?s) FROM <{SHARED}> {{ ?a a <{BASE}def#Province> }}",
            "0",
        ),
        (
            [SHARED],
            [],
            f"SELECT (COUNT(*) AS ?s) FROM <{CODES}> {{ ?a a <{BASE}def#Province> }}",
            "1",
        ),
        # FROM is honoured, though the engine ignores it over the union
        ([], [], f"SELECT (COUNT(*) AS ?s) FROM <{SHARED}> {{ ?a a <{BASE}def#Province> }}", "1"),
        ([], [], f"SELECT (COUNT(*) AS ?s) FROM <{CODES}> {{ ?a a <{BASE}def#Province> }}", "0"),
        ([], [], f"SELECT (COUNT(*) AS ?s) FROM NAMED <{CODES}> {{ ?a ?b ?c }}", "0"),
    ],
)
def test_datasets(client, default, named, query, expected):
    fields = [("query", query)]
    fields += [("default-graph-uri", iri) for iri in default]
    fields += [("named-graph-uri", iri) for iri in named]
    assert values(client.get("/sparql", params=fields)) == [expected]
    assert values(client.post("/sparql", data=to_form(fields))) == [expected]
    response = client.post(
        "/sparql",
        params=fields[1:],
        content=query,
        headers={"content-type": "application/sparql-query"},
    )
    assert values(response) == [expected]


def to_form(fields):
    return {key: [value for name, value in fields if name == key] for key, _ in fields}


def test_union_of_all_graphs(client):
    query = f"SELECT (COUNT(*) AS ?s) {{ ?a a <{BASE}def#Province> . ?d a <{BASE}def#Duty> }}"
    assert values(ask(client, query)) == ["3"]


def test_graph_that_is_no_iri(client):
    response = ask(client, SELECT, **{"default-graph-uri": "shared"})
    assert response.status_code == 400


def test_form_for_browsers_only(client):
    assert client.get("/sparql", headers={"accept": FIREFOX}).status_code == 200
    assert "<textarea" in client.get("/sparql", headers={"accept": FIREFOX}).text
    assert client.get("/sparql").status_code == 400
    english = client.get("/sparql?lang=en", headers={"accept": FIREFOX}).text
    assert '<html lang="en"' in english


def test_many_at_once(client):
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: len(values(ask(client, SELECT))), range(80)))
    assert answers == [3] * 80


def test_refusals_leave_the_results_in_their_thread(client, recwarn):
    """The engine's results may not be dropped by another thread."""
    for _ in range(20):
        assert ask(client, "SELECT * { ?s ?p ?o }", "image/png").status_code == 406
    assert not recwarn.list
