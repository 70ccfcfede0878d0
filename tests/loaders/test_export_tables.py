"""The CSV tables: as many rows as the graph has things, each with its clause and characters."""

import csv
import io
from collections import Counter

import pyoxigraph as ox
import pytest

from loaders.exports import open_source
from loaders.exports.tables import TABLES, Table, make_tables
from loaders.read import read
from tests.exported import BINH_PHUOC, KON_TUM, dumps, release
from tests.paths import DECISIONS

PREFIXES = """
PREFIX bm: <https://w3id.org/bomay/def#>
PREFIX eli: <http://data.europa.eu/eli/ontology#>
PREFIX org: <http://www.w3.org/ns/org#>
"""
COUNTS = {
    "agencies": "?decision bm:concerns ?thing",
    "units": "?thing bm:evidence ?e . { ?thing org:unitOf ?b } "
    "UNION { ?thing org:subOrganizationOf ?b }",
    "posts": "?thing a org:Post ; bm:evidence ?e",
    "duties": "?thing a bm:Duty",
    "legal-bases": "?decision ?relation ?act VALUES ?relation { eli:based_on bm:implements "
    "bm:proposedBy } ?thing bm:subject ?decision ; bm:predicate ?relation ; bm:object ?act",
}  # fmt: skip
PROVINCES = {KON_TUM: "kon-tum", BINH_PHUOC: "binh-phuoc"}


def rows(name):
    text = (dumps() / f"{name}.csv").read_bytes().decode()
    return list(csv.DictReader(io.StringIO(text, newline="")))


def count(pattern):
    store = ox.Store.read_only(str(release() / "store"))
    query = f"{PREFIXES} SELECT (COUNT(DISTINCT ?thing) AS ?n) WHERE {{ {pattern} }}"
    found = store.query(query, use_default_graph_as_union=True)
    assert isinstance(found, ox.QuerySolutions)
    (row,) = found
    return int(row["n"].value)


@pytest.mark.parametrize("name", TABLES)
def test_there_are_as_many_rows_as_things(name):
    found = rows(name)
    assert len(found) == len({row[TABLES[name][0]] for row in found}) == count(COUNTS[name])
    assert len(found) == sum(len(rows(f"decisions/{key}.{name}")) for key in PROVINCES)


@pytest.mark.parametrize(
    ("key", "counts"),
    [
        (KON_TUM, {"agencies": 1, "units": 0, "duties": 102, "legal-bases": 0}),
        (BINH_PHUOC, {"agencies": 1, "units": 5, "duties": 101, "legal-bases": 10}),
    ],
)
def test_rows_are_what_the_decisions_say(key, counts):
    assert {name: len(rows(f"decisions/{key}.{name}")) for name in counts} == counts


@pytest.mark.parametrize("name", TABLES)
@pytest.mark.parametrize("key", PROVINCES)
def test_every_row_names_its_clause_and_its_characters(name, key):
    raw = read(DECISIONS / f"{PROVINCES[key]}.txt").raw
    for row in rows(f"decisions/{key}.{name}"):
        assert row["decision"].endswith(key.replace("_", "/"))
        assert row["clause"].startswith(row["decision"] + "/")
        assert row["clause_label"]
        assert row["file"] == f"{PROVINCES[key]}.txt"
        words = raw[int(row["start"]) : int(row["end"])]
        assert words.strip() == words != ""


def test_names_stand_beside_iris():
    (agency,) = rows(f"decisions/{BINH_PHUOC}.agencies")
    assert agency["agency_label"] == "Sở Thông tin và Truyền thông tỉnh Bình Phước"
    assert agency["parent_label"] == "Ủy ban nhân dân tỉnh Bình Phước"
    assert agency["kind_label"] == "Sở"
    assert agency["legal_personality"] == "true"
    fields, names = (agency[column].split(" | ") for column in ("field", "field_label"))
    assert len(fields) == len(names) == 13
    assert dict(zip(fields, names, strict=True))[
        "https://w3id.org/bomay/code/field/buu-chinh"
    ] == "Bưu chính"  # fmt: skip
    units = {row["unit_label"]: row for row in rows(f"decisions/{BINH_PHUOC}.units")}
    assert Counter(row["service_unit"] for row in units.values()) == {"": 4, "true": 1}
    bases = Counter(row["relation_label"] for row in rows(f"decisions/{BINH_PHUOC}.legal-bases"))
    assert sorted(bases.values()) == [1, 2, 7]


def test_rows_are_in_the_order_of_the_text():
    for name in TABLES:
        found = [(row["decision"], int(row["start"])) for row in rows(name)]
        assert found == sorted(found)


@pytest.mark.parametrize("name", TABLES)
def test_columns_are_those_that_are_promised(name):
    header = (dumps() / f"{name}.csv").read_bytes().split(b"\r\n")[0].decode()
    assert header.split(",") == list(TABLES[name])
    assert {"decision", "clause", "clause_label", "start", "end", "file"} <= set(TABLES[name])


# --- cells ---


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        ("=1+2", "'=1+2"),
        ("+84 24", "'+84 24"),
        ("- gạch đầu dòng", "'- gạch đầu dòng"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\r=1"),
        ("\n=1", "'\n=1"),
        ("a=1", "a=1"),
        ('nói "a", b\nc', 'nói "a", b\nc'),
        ("", ""),
    ],
)
def test_no_cell_is_a_formula(value, cell):
    table = Table("x", ("a", "b"), [{"a": value, "b": "Điều"}])
    read_back = list(csv.reader(io.StringIO(table.csv().decode(), newline="")))
    assert read_back == [["a", "b"], [cell, "Điều"]]


def test_a_byte_order_mark_is_for_excel():
    table = Table("x", ("a",), [{"a": "Điều"}])
    plain, marked = table.csv(), table.csv(bom=True)
    assert plain == "a\r\nĐiều\r\n".encode()
    assert marked == b"\xef\xbb\xbf" + plain
    assert marked.decode("utf-8-sig") == plain.decode()


# --- oddities of a graph ---

ODD = """
@prefix : <https://e/> . @prefix bm: <https://w3id.org/bomay/def#> .
@prefix org: <http://www.w3.org/ns/org#> . @prefix oa: <http://www.w3.org/ns/oa#> .
@prefix dct: <http://purl.org/dc/terms/> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
:shared {{ :unit org:unitOf :body , :other ; skos:prefLabel "Phòng A"@vi .
    :loose org:unitOf :body }}
:g1 {{ :d1 a bm:Decision ; rdfs:label "Một"@vi . :unit bm:evidence :e1 , :e2 .
    :e1 bm:clause :c1 ; oa:hasSelector :s1 ; oa:hasSource :f . :s1 oa:start 20 ; oa:end 25 .
    :e2 bm:clause :c2 ; oa:hasSelector :s2 ; oa:hasSource :f . :s2 oa:start 3 ; oa:end 9 .
    :f dct:title "a.txt" }}
:g2 {{ :d2 a bm:Decision . :unit bm:evidence :e3 . :e3 a bm:Curation }}
""".replace("{{", "{").replace("}}", "}")


def test_a_thing_of_two_decisions_has_a_row_for_each():
    store = ox.Store()
    store.bulk_load(ODD.encode(), format=ox.RdfFormat.TRIG)
    data = "".join(f"{quad} .\n" for quad in store).encode()
    units = {table.name: table for table in make_tables(open_source(data, store))}["units"]
    places = [(r["decision"], r["clause"], r["start"], r["end"], r["file"]) for r in units.rows]
    assert places == [
        ("https://e/d1", "https://e/c2", "3", "9", "a.txt"),
        ("https://e/d2", "", "", "", ""),  # a person added it: there is no clause
    ]
    assert {row["unit_label"] for row in units.rows} == {"Phòng A"}
    assert {row["body"] for row in units.rows} == {"https://e/body | https://e/other"}
    assert [row["decision_label"] for row in units.rows] == ["Một", ""]
    assert len(units.of("https://e/d2").rows) == 1
