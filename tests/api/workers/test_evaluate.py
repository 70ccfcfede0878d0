import csv
import io
import json
from itertools import product

import pyoxigraph as ox
import pytest
from lxml import etree

from api.negotiation import RESULT_FORMATS
from api.serialization import sound_xml, write_triples
from api.store import EmbeddedDataset
from api.workers.evaluate import count_rows, evaluate
from api.workers.grid import Cell, decode_grid, encode_grid
from api.workers.job import Job, Limits, QueryFailedError

XML = "application/sparql-results+xml"
TRAPS = [
    "",
    "a",
    "},{",
    '},{"',
    '"},{',
    "\\",
    '\\"},{',
    "<result>",
    "\r\n",
    '"\r\n"',
    "\n",
    "[]",
    '[]"',
]


def literal(words: str) -> str:
    return json.dumps(words, ensure_ascii=False)


@pytest.fixture(scope="module")
def dataset() -> EmbeddedDataset:
    return EmbeddedDataset(store=ox.Store(), id="", base_iri="http://e/", quads=0)


@pytest.mark.parametrize("media_type", RESULT_FORMATS)
@pytest.mark.parametrize("rows", [0, 1, 2, 7])
def test_rows_are_counted_exactly(dataset, media_type, rows):
    """Whatever stands in the values: brackets, quotes, line ends, tags."""
    store = dataset.store
    for first, second in product(TRAPS, TRAPS):
        values = f"({literal(first)} {literal(second)})" * rows
        found = store.query(f"SELECT * {{ VALUES (?a ?b) {{ {values} }} }}")
        body = found.serialize(format=RESULT_FORMATS[media_type])
        assert count_rows(body, RESULT_FORMATS[media_type]) == rows, (first, second)


@pytest.mark.parametrize("media_type", RESULT_FORMATS)
def test_rows_without_values_are_counted(dataset, media_type):
    for rows in range(1, 6):
        found = dataset.store.query("SELECT * {" + " UNION ".join(["{}"] * rows) + "}")
        body = found.serialize(format=RESULT_FORMATS[media_type])
        assert count_rows(body, RESULT_FORMATS[media_type]) == rows


@pytest.mark.parametrize("accept", [*RESULT_FORMATS, "text/html"])
def test_the_limit_of_rows_is_exact(dataset, accept):
    query = "SELECT * { VALUES ?a { 1 2 3 4 5 } }"
    assert evaluate(dataset, Job(query, accept=(accept,)), Limits(rows=5)).body
    with pytest.raises(QueryFailedError) as caught:
        evaluate(dataset, Job(query, accept=(accept,)), Limits(rows=4))
    assert (caught.value.kind, caught.value.extra) == ("rows", {"limit": "rows", "most": 4})


@pytest.mark.parametrize("accept", [*RESULT_FORMATS, "text/html", "text/turtle"])
def test_the_limit_of_bytes_is_exact(dataset, accept):
    query = "SELECT * { VALUES ?a { 'đđđ' 'Ă' } }"
    if accept == "text/turtle":
        query = "CONSTRUCT { <http://e/a> <http://e/b> 'đđđ', 'Ă' } {}"
    job = Job(query, accept=(accept,))
    whole = evaluate(dataset, job, Limits()).body
    assert evaluate(dataset, job, Limits(result_bytes=len(whole))).body == whole
    with pytest.raises(QueryFailedError) as caught:
        evaluate(dataset, job, Limits(result_bytes=len(whole) - 1))
    assert caught.value.kind == "bytes"


def test_a_graph_has_a_limit_of_triples(dataset):
    query = "CONSTRUCT { <http://e/a> <http://e/b> ?a } { VALUES ?a { 1 2 2 3 } }"
    assert evaluate(dataset, Job(query), Limits(rows=3)).media_type == "text/turtle"
    with pytest.raises(QueryFailedError, match="more than 2 rows"):
        evaluate(dataset, Job(query), Limits(rows=2))


def test_results_stop_while_they_are_written(dataset):
    """An endless result costs no more memory than the limit of bytes."""
    doubled = " ".join(f"VALUES ?a{i} {{ 1 2 3 4 5 6 7 8 }}" for i in range(12))
    with pytest.raises(QueryFailedError, match="longer than 100000 bytes"):
        evaluate(dataset, Job("SELECT * { " + doubled + " }"), Limits(result_bytes=100_000))


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("a\x01b", "a\ufffdb"),
        ("a\fb", "a\ufffdb"),
        ("a\rb", "a\rb"),
        ("a\r\nb", "a\r\nb"),
        ("\ufffe\uffff", "\ufffd\ufffd"),
        ("a\tb\nc", "a\tb\nc"),
        ("Đà Nẵng \U0001f600 <&>\"'", "Đà Nẵng \U0001f600 <&>\"'"),
        ("\ufffd\ufffc", "\ufffd\ufffc"),
    ],
)
def test_xml_is_well_formed(dataset, words, expected):
    select = Job(f"SELECT ({literal(words)} AS ?x) {{}}", accept=(XML,))
    tree = etree.fromstring(evaluate(dataset, select, Limits()).body)
    assert tree.findtext(".//{*}literal") == expected
    triple = ox.Triple(ox.NamedNode("http://e/a"), ox.NamedNode("http://e/b"), ox.Literal(words))
    tree = etree.fromstring(write_triples([triple], "application/rdf+xml"))
    assert tree.findtext(".//{*}b") == expected


def test_other_formats_keep_control_characters(dataset):
    job = Job('SELECT ("a\\u0001b\\r\\n" AS ?x) {}', accept=("text/csv",))
    body = evaluate(dataset, job, Limits()).body.decode()
    assert list(csv.reader(io.StringIO(body, newline="")))[1] == ["a\x01b\r\n"]
    job = Job('SELECT ("a\\u0001b\\r\\n" AS ?x) {}')
    found = json.loads(evaluate(dataset, job, Limits()).body)
    assert found["results"]["bindings"][0]["x"]["value"] == "a\x01b\r\n"


def test_sound_xml_leaves_sound_xml():
    assert sound_xml("<a>Đ\t\n</a>".encode()) == "<a>Đ\t\n</a>".encode()


def test_a_grid_comes_back_as_it_was():
    cells: list[Cell] = [
        ox.NamedNode("http://e/a"),
        ox.Literal("a\x00b"),
        ox.Literal("a", language="vi"),
        ox.Literal("007", datatype=ox.NamedNode("http://e/t")),
        ox.BlankNode("b"),
        None,
        ox.Triple(ox.NamedNode("http://e/a"), ox.NamedNode("http://e/b"), ox.Literal(1)),
    ]
    grid = decode_grid(encode_grid(["a"], [[cell] for cell in cells], 99))
    assert [row[0] for row in grid.rows] == cells
    assert (grid.columns, grid.total) == (("a",), 99)


@pytest.mark.parametrize(
    ("job", "kind"),
    [
        (Job("SELECT * {"), "syntax"),
        (Job("ASK {}", default_graphs=("shared",)), "graph"),
        (Job("ASK {}", accept=("image/png",)), "type"),
        (Job("CONSTRUCT {<a:a> <a:1> 1} {}", accept=("application/rdf+xml",)), "type"),
        (Job("CONSTRUCT {<a:a> <a:b> 1} {}", format="csv"), "type"),
    ],
)
def test_failures(dataset, job, kind):
    with pytest.raises(QueryFailedError) as caught:
        evaluate(dataset, job, Limits())
    assert caught.value.kind == kind
