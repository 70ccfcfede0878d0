"""The dumps: each RDF format gives back what was published, the same graph gives the same bytes."""

import hashlib
import json
import os
import shutil
import subprocess
import sys

import pyoxigraph as ox
import pytest
import rdflib
from pyld import jsonld

from loaders.errors import ReleaseError
from loaders.exports import NAMES, Selection, export, open_release, open_source
from loaders.exports.index import MEDIA_TYPES, TITLES
from loaders.exports.source import decision_key
from loaders.release import current, publish
from ontology import BM
from ontology.jsonld import CONTEXT_FILE, CONTEXT_IRI
from tests.exported import BINH_PHUOC, KON_TUM, dumps, index, release
from tests.paths import ROOT

DATASETS = {"nq": ox.RdfFormat.N_QUADS, "trig": ox.RdfFormat.TRIG}
GRAPHS = {
    "ttl": (ox.RdfFormat.TURTLE, "turtle"),
    "rdf": (ox.RdfFormat.RDF_XML, "xml"),
    "nt": (ox.RdfFormat.N_TRIPLES, "nt"),
}
STEMS = ("bomay", f"decisions/{KON_TUM}", f"decisions/{BINH_PHUOC}")
# rdflib warns of what it calls itself
pytestmark = pytest.mark.filterwarnings("ignore:(Dataset|ConjunctiveGraph):DeprecationWarning")
CONTEXT = json.loads(CONTEXT_FILE.read_text(encoding="utf-8"))


def published(stem):
    """The quads that a set of files should hold: all, or those of one decision's graph."""
    quads = set(ox.parse((release() / "data.nq").read_bytes(), format=ox.RdfFormat.N_QUADS))
    if stem == "bomay":
        return quads
    path = stem.rpartition("/")[2].replace("_", "/")
    graph = ox.NamedNode(f"https://w3id.org/bomay/graph/{path}")
    return {quad for quad in quads if quad.graph_name == graph}


def content(stem, extension):
    return (dumps() / f"{stem}.{extension}").read_bytes()


def with_context_inside(stem):
    """A JSON-LD file with the context in place of its IRI, which nothing may fetch here."""
    document = json.loads(content(stem, "jsonld"))
    assert document["@context"] == CONTEXT_IRI
    return json.dumps({**document, "@context": CONTEXT["@context"]}).encode()


# --- round trips ---


@pytest.mark.parametrize("stem", STEMS)
@pytest.mark.parametrize("extension", DATASETS)
def test_datasets_come_back(stem, extension):
    found = set(ox.parse(content(stem, extension), format=DATASETS[extension]))
    assert found == published(stem)
    assert len(found) > 5_000


@pytest.mark.parametrize("stem", STEMS)
@pytest.mark.parametrize("extension", GRAPHS)
def test_graphs_come_back(stem, extension):
    found = {
        quad.triple for quad in ox.parse(content(stem, extension), format=GRAPHS[extension][0])
    }
    assert found == {quad.triple for quad in published(stem)}


@pytest.mark.parametrize("extension", GRAPHS)
def test_rdflib_reads_the_same_graph(extension):
    graph = rdflib.Graph().parse(data=content(STEMS[1], extension), format=GRAPHS[extension][1])
    written = graph.serialize(format="nt", encoding="utf-8")
    found = {quad.triple for quad in ox.parse(written, format=ox.RdfFormat.N_TRIPLES)}
    assert found == {quad.triple for quad in published(STEMS[1])}


@pytest.mark.parametrize(("extension", "name"), [("nq", "nquads"), ("trig", "trig")])
def test_rdflib_reads_the_same_dataset(extension, name):
    found = rdflib.Dataset()
    found.parse(data=content(STEMS[1], extension), format=name)
    assert quads_of(found) == published(STEMS[1])


def quads_of(dataset):
    written = dataset.serialize(format="nquads", encoding="utf-8")
    return set(ox.parse(written, format=ox.RdfFormat.N_QUADS))


@pytest.mark.parametrize("stem", STEMS)
def test_pyoxigraph_reads_the_json_ld(stem):
    found = ox.parse(with_context_inside(stem), format=ox.RdfFormat.JSON_LD)
    assert set(found) == published(stem)


def test_rdflib_reads_the_json_ld():
    found = rdflib.Dataset()
    found.parse(data=with_context_inside(STEMS[1]), format="json-ld")
    assert quads_of(found) == published(STEMS[1])


@pytest.mark.parametrize("stem", STEMS[:2])
def test_a_json_ld_processor_reads_the_json_ld_with_the_copy_of_the_context(stem):
    def load(url, _options):
        assert url == CONTEXT_IRI
        copy = json.loads((dumps() / "context.jsonld").read_text(encoding="utf-8"))
        return {"contentType": "application/ld+json", "documentUrl": url, "document": copy,
                "contextUrl": None}  # fmt: skip

    options = {"format": "application/n-quads", "documentLoader": load}
    written = jsonld.to_rdf(json.loads(content(stem, "jsonld")), options)
    assert set(ox.parse(written.encode(), format=ox.RdfFormat.N_QUADS)) == published(stem)


def test_the_whole_as_n_quads_is_what_was_published():
    assert content("bomay", "nq") == (release() / "data.nq").read_bytes()


ODD_TEXTS = (
    "xuống\ndòng\r\nvà\tthụt",
    "U+2028 \u2028 U+2029 \u2029 U+0085 \x85",
    'nói "a" \\ <https://example.org/g> .',
    "trang\fsau \v \x1c \x02 \x7f \ufffe",
    " đầu và cuối ",
    "😀 Ệ e\u0323\u0302",
    "]]> & <b>",
    "",
)


def odd_release(folder, texts):
    """The dumps of a dataset with these texts, and its quads."""
    graph = ox.NamedNode("https://example.org/g")
    quads = {
        ox.Quad(ox.NamedNode(f"https://example.org/{n}"), ox.NamedNode(f"{BM}{name}"), said, graph)
        for n, text in enumerate(texts)
        for name, said in (("rule", ox.Literal(text)), ("text", ox.Literal(text, language="vi")))
    }
    data = "".join(sorted(f"{quad} .\n" for quad in quads)).encode()
    return publish(data, {}, folder) / "dumps", quads


@pytest.mark.parametrize("extension", ["nq", "trig", "ttl", "nt", "jsonld"])
def test_odd_texts_come_back(tmp_path, extension):
    folder, quads = odd_release(tmp_path, ODD_TEXTS)
    content = (folder / f"bomay.{extension}").read_bytes()
    content = content.replace(
        json.dumps(CONTEXT_IRI).encode(), json.dumps(CONTEXT["@context"]).encode()
    )
    found = set(ox.parse(content, format=ox.RdfFormat.from_extension(extension)))
    is_dataset = extension in ("nq", "trig", "jsonld")
    assert found == (quads if is_dataset else {ox.Quad(*quad.triple) for quad in quads})


def test_what_xml_cannot_hold_is_marked_in_rdf_xml(tmp_path):
    folder, quads = odd_release(tmp_path, ODD_TEXTS)
    graph = rdflib.Graph().parse(folder / "bomay.rdf", format="xml")
    found = {str(said) for said in graph.objects()}
    marked = str.maketrans(dict.fromkeys("\f\v\x1c\x02\ufffe", "\ufffd"))
    assert found == {text.translate(marked) for text in ODD_TEXTS}
    assert len(graph) == len(quads)


# --- the same bytes, good to read and to compare ---


def test_the_same_graph_gives_the_same_bytes_in_another_process(tmp_path):
    command = [sys.executable, str(ROOT / "bomay.py"), "export", "--quiet"]
    folders = ["--out", str(tmp_path), "--releases", str(release().parent)]
    environment = {**os.environ, "PYTHONHASHSEED": "7", "TZ": "Asia/Ho_Chi_Minh"}
    done = subprocess.run(
        [*command, *folders], cwd=ROOT, env=environment, capture_output=True, check=True
    )
    written = {path.relative_to(tmp_path): path for path in tmp_path.rglob("*") if path.is_file()}
    made = {path.relative_to(dumps()): path for path in dumps().rglob("*") if path.is_file()}
    assert written.keys() == made.keys()
    assert [str(p) for p in made if written[p].read_bytes() != made[p].read_bytes()] == []
    assert sorted(done.stdout.decode().splitlines()) == sorted(map(str, written.values()))


def test_the_order_of_the_lines_does_not_matter(tmp_path):
    data = content(STEMS[1], "nq")
    turned = b"".join(reversed(data.splitlines(keepends=True)))
    for name, given in (("a", data), ("b", turned)):
        store = ox.Store()
        store.bulk_load(given, format=ox.RdfFormat.N_QUADS)
        list(export(open_source(given, store), tmp_path / name))
    a, b = ((tmp_path / name / "index.json").read_bytes() for name in ("a", "b"))
    assert a == b


@pytest.mark.parametrize("extension", ["ttl", "trig"])
def test_turtle_has_sorted_prefixes_and_what_a_thing_is_first(extension):
    text = content(STEMS[1], extension).decode()
    prefixes = [line for line in text.splitlines() if line.startswith("@prefix")]
    assert prefixes == sorted(prefixes)
    assert "@prefix bm: <https://w3id.org/bomay/def#> ." in prefixes
    assert "/khoan-1> a bm:Duty ;\n" in text


def test_n_triples_are_sorted():
    lines = content("bomay", "nt").decode().removesuffix("\n").split("\n")
    assert lines == sorted(set(lines))


def test_json_ld_is_plain_to_read():
    (graph,) = json.loads(content(STEMS[2], "jsonld"))["@graph"]
    nodes = {node["id"]: node for node in graph["@graph"]}
    duty = nodes[
        "https://w3id.org/bomay/id/duty/binh-phuoc/so-thong-tin-va-truyen-thong/"
        "qd-ubnd-2023-12/khoan-1/diem-a"
    ]
    assert (duty["type"], duty["path"], duty["order"]) == ("Duty", "khoan-1/diem-a", 2)
    assert duty["isLeaf"] is True
    assert duty["text"]["vi"].startswith("Dự thảo quyết định")
    assert set(duty["label"]) == {"vi", "en"}
    assert duty["partOfDuty"].endswith("/khoan-1")
    decision = nodes["https://w3id.org/bomay/eli/vn/ubnd-binh-phuoc/qd-ubnd/2023/12"]
    assert decision["number"] == "12/2023/QĐ-UBND"
    assert decision["date_document"] == "2023-03-23"
    known = {*CONTEXT["@context"], "@graph"}
    assert {key for node in graph["@graph"] for key in node} <= known


# --- the index ---


def test_the_index_lists_every_file_with_its_size_and_checksum():
    listed = {entry["path"]: entry for entry in index()}
    files = {str(path.relative_to(dumps())) for path in dumps().rglob("*") if path.is_file()}
    assert files - set(listed) == {"index.json"}
    assert set(listed) <= files
    for path, entry in listed.items():
        found = (dumps() / path).read_bytes()
        assert entry["bytes"] == len(found) > 0
        assert entry["sha256"] == hashlib.sha256(found).hexdigest()
        assert entry["media_type"] in MEDIA_TYPES.values()
        assert set(entry["title"]) == {"vi", "en"}


def test_every_decision_has_every_format():
    formats = {
        key: [entry["format"] for entry in index() if entry["decision_key"] == key]
        for key in (KON_TUM, BINH_PHUOC, None)
    }
    assert set(formats[KON_TUM]) == set(formats[BINH_PHUOC]) == set(NAMES)
    assert set(formats[None]) == set(NAMES) - {"akn"}
    assert {entry["holds"] for entry in index()} == set(TITLES)


def test_the_index_counts_statements():
    counts = {entry["path"]: entry["count"] for entry in index()}
    for stem in STEMS:
        assert counts[f"{stem}.nq"] == len(published(stem))


@pytest.mark.parametrize(
    ("iri", "key"),
    [
        ("https://w3id.org/bomay/eli/vn/ubnd-kon-tum/qd-ubnd/2023/12", KON_TUM),
        ("http://127.0.0.1:8000/kg/eli/vn/ubnd-a/qd/2024/1.2", "ubnd-a_qd_2024_1.2"),
        ("https://example.org/a b/../c", "example.org_a-b_.._c"),
    ],
)
def test_keys_are_names_of_files(iri, key):
    assert decision_key(iri) == key


# --- releases ---


def test_a_release_of_an_earlier_version_gets_its_dumps_by_building_again(tmp_path):
    data = content(STEMS[1], "nq")
    folder = publish(data, {}, tmp_path)
    whole = (folder / "dumps" / "index.json").read_bytes()
    shutil.rmtree(folder / "dumps")
    before = (folder / "data.nq").stat().st_mtime_ns
    assert publish(data, {}, tmp_path) == folder == current(tmp_path)
    assert (folder / "dumps" / "index.json").read_bytes() == whole
    assert (folder / "data.nq").stat().st_mtime_ns == before
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".building")] == []


def test_a_property_that_rdf_xml_cannot_write_publishes_nothing(tmp_path):
    line = '<https://example.org/a> <https://example.org/1> "x" <https://example.org/g> .\n'
    with pytest.raises(ReleaseError, match=r"example\.org/1.*RDF/XML"):
        publish(line.encode(), {}, tmp_path)
    assert not (tmp_path / "CURRENT").exists()


def test_some_formats_of_one_decision(tmp_path):
    source = open_release(release())
    decision = source.find(KON_TUM)
    assert decision is not None
    assert source.find(decision.iri) == decision
    assert source.find("nothing") is None
    selection = Selection(frozenset({"ttl", "akn"}), [decision])
    names = [path.relative_to(tmp_path).as_posix() for path in export(source, tmp_path, selection)]
    kon_tum = f"decisions/{KON_TUM}"
    assert names == [f"{kon_tum}.ttl", f"{kon_tum}.akn.xml", "index.json"]
    assert (tmp_path / f"{kon_tum}.ttl").read_bytes() == content(kon_tum, "ttl")


def test_a_folder_that_is_no_release_is_a_clear_error(tmp_path):
    with pytest.raises(ReleaseError, match="bomay build"):
        open_release(tmp_path)
