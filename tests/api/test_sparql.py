import json
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import quote, urlencode

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from api.settings import Settings
from tests.api.conftest import BASE, SAMPLE

FORM = "application/x-www-form-urlencoded"
SELECT = "SELECT ?s WHERE { ?s a <https://w3id.org/bomay/def#Duty> } ORDER BY ?s"
FIREFOX = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
JSON = "application/sparql-results+json"
SHARED, CODES = BASE + "graph/shared", BASE + "graph/codes"


def ask(client, query, accept="*/*", **fields):
    return client.get("/sparql", params={"query": query, **fields}, headers={"accept": accept})


def values(response, name="s"):
    return [row[name]["value"] for row in response.json()["results"]["bindings"]]


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
        (FORM, urlencode({"update": "INSERT DATA { <a:a> <a:b> 1 }"}), 403),
        (FORM, urlencode({"query": SELECT, "update": "CLEAR ALL"}), 403),
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
    assert response.status_code == 403
    assert "read-only" in response.json()["detail"]


@pytest.mark.parametrize(
    ("query", "detail"),
    [
        ("SELECT * { ?s ?p ", "can't be parsed"),
        ("", "can't be parsed"),
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


@pytest.mark.parametrize(
    "called", ["SERVICE <http://127.0.0.1:9/>", "1SERVICE<urn:a>", "SERVICE:x"]
)
def test_calls_of_other_services_are_refused(client, called):
    response = ask(client, "PREFIX : <http://127.0.0.1:9/> SELECT * { ?s ?p " + called + "{} }")
    assert response.status_code == 403
    assert "SERVICE" in response.json()["detail"]


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
    assert client.get("/sparql").headers["content-type"].startswith("text/turtle")
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
