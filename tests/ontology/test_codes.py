"""The code lists: complete in vi and en, slugs by rule, no label that fits two concepts."""

import re
import unicodedata
from collections import Counter

import pytest
from rdflib import RDF, SKOS, Graph, URIRef
from rdflib.term import BNode, Literal, Node

from ontology import DEFAULT_BASE_IRI, code_files

CODES = DEFAULT_BASE_IRI + "code/"
SCHEMES = [
    "action",
    "agency-role",
    "body-kind",
    "counterpart-link",
    "counting",
    "document-type",
    "field",
    "group",
    "issue",
    "level",
    "personnel-act",
    "relation",
    "role",
    "subdivision",
    "unit-change",
]
ENGLISH_SLUGS = {"agency-role", "counterpart-link", "issue", "relation", "role"}
GRAPHS = {path.stem: Graph().parse(path, format="turtle") for path in code_files()}
ALL_CONCEPTS = [
    (scheme, concept)
    for scheme, graph in GRAPHS.items()
    for concept in sorted(map(str, graph.subjects(RDF.type, SKOS.Concept)))
]


def slug(label: str) -> str:
    """Return the slug of a label by the rule that docs/data-model.md and field.ttl state."""
    text = unicodedata.normalize("NFC", label).lower().replace("đ", "d")
    text = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    text = re.sub(r"\s+", " ", text.partition("(")[0]).strip()
    text = re.sub(r" tai dia phuong$", "", text)
    text = re.sub(r"^ve ", "", text)
    text = re.sub(r"^linh vuc ", "", text)
    text = re.sub(r"\bva\b", " ", text)
    return re.sub(r"[^a-z0-9]+", "-", text).strip("-")


def texts(graph: Graph, subject: Node, predicate: URIRef) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for text in graph.objects(subject, predicate):
        assert isinstance(text, Literal)
        found.setdefault(text.language or "", []).append(str(text))
    return found


def vietnamese_labels(graph: Graph, concept: Node) -> list[str]:
    preferred = texts(graph, concept, SKOS.prefLabel)["vi"]
    return preferred + texts(graph, concept, SKOS.altLabel).get("vi", [])


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("Báo chí", "bao-chi"),
        ("xuất bản, in và phát hành", "xuat-ban-in-phat-hanh"),
        ("Xuất bản, in, phát hành", "xuat-ban-in-phat-hanh"),
        ("báo chí (bao gồm báo in, bản tin)", "bao-chi"),
        ("hạ tầng số (kết nối băng rộng (một ngoặc không đóng)", "ha-tang-so"),
        ("giao dịch điện tử, chuyển đổi số tại địa phương", "giao-dich-dien-tu-chuyen-doi-so"),
        ("Về lĩnh vực bưu chính", "buu-chinh"),
        ("UỶ BAN NHÂN DÂN", "uy-ban-nhan-dan"),
        ("văn hóa", "van-hoa"),
        ("vận tải", "van-tai"),
    ],
)
def test_slug_rule(label, expected):
    assert slug(label) == expected


def test_the_schemes_of_the_data_model_are_there():
    assert sorted(GRAPHS) == SCHEMES


@pytest.mark.parametrize("scheme", SCHEMES)
def test_scheme(scheme):
    graph, iri = GRAPHS[scheme], URIRef(CODES + scheme)
    assert list(graph.subjects(RDF.type, SKOS.ConceptScheme)) == [iri]
    for predicate in (SKOS.prefLabel, SKOS.definition):
        assert sorted(texts(graph, iri, predicate)) == ["en", "vi"]
    assert not any(isinstance(term, BNode) for triple in graph for term in triple)


@pytest.mark.parametrize(
    ("scheme", "concept"), ALL_CONCEPTS, ids=[c.removeprefix(CODES) for _, c in ALL_CONCEPTS]
)
def test_concept(scheme, concept):
    graph, iri = GRAPHS[scheme], URIRef(CODES + scheme)
    concept = URIRef(concept)
    notation = concept.removeprefix(f"{iri}/")
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", notation)
    assert [str(value) for value in graph.objects(concept, SKOS.notation)] == [notation]

    labels = texts(graph, concept, SKOS.prefLabel)
    assert {language: len(values) for language, values in labels.items()} == {"vi": 1, "en": 1}
    variants = texts(graph, concept, SKOS.altLabel)
    assert set(variants) <= {"vi"}
    assert not set(variants.get("vi", [])) & set(labels["vi"])
    assert set(texts(graph, concept, SKOS.definition)) in (set(), {"vi", "en"})
    for text in vietnamese_labels(graph, concept):
        assert text == unicodedata.normalize("NFC", text).strip()

    assert list(graph.objects(concept, SKOS.inScheme)) == [iri]
    is_top = (concept, SKOS.topConceptOf, iri) in graph
    assert is_top != bool(list(graph.objects(concept, SKOS.broader)))


@pytest.mark.parametrize("scheme", sorted(set(SCHEMES) - ENGLISH_SLUGS))
def test_a_slug_is_that_of_a_label(scheme):
    graph = GRAPHS[scheme]
    for concept in graph.subjects(RDF.type, SKOS.Concept):
        notation = str(graph.value(concept, SKOS.notation))
        slugs = [slug(label) for label in vietnamese_labels(graph, concept)]
        assert notation in (slugs[:1] if scheme in ("field", "body-kind") else slugs)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_no_label_fits_two_concepts(scheme):
    graph = GRAPHS[scheme]
    slugs = [
        (concept, slug(label))
        for concept in graph.subjects(RDF.type, SKOS.Concept)
        for label in vietnamese_labels(graph, concept)
    ]
    counts = Counter(found for _, found in set(slugs))
    assert [found for found, count in counts.items() if count > 1] == []


@pytest.mark.parametrize("predicate", [SKOS.broader, SKOS.related])
@pytest.mark.parametrize("scheme", SCHEMES)
def test_relations_stay_inside_the_scheme_and_go_up(scheme, predicate):
    graph = GRAPHS[scheme]
    for concept, other in graph.subject_objects(predicate):
        assert (other, RDF.type, SKOS.Concept) in graph
        above = set(graph.transitive_objects(other, SKOS.broader))
        assert concept not in above  # no cycle, and related is disjoint with broader


# As the five decisions print them: the list of fields in Điều 1 (or 2), then the headings.
FOUR_DECISIONS = """
    báo chí; xuất bản, in, phát hành; phát thanh, truyền hình; thông tin điện tử;
    thông tin đối ngoại; thông tin cơ sở; bưu chính; viễn thông; tần số vô tuyến điện;
    công nghiệp công nghệ thông tin; ứng dụng công nghệ thông tin; an toàn thông tin mạng;
    giao dịch điện tử, chuyển đổi số tại địa phương
"""
# The ";" inside the bracket, which the decision never closes, is written "|" here.
LANG_SON = """
    chuyển đổi số; chính quyền số; kinh tế số; xã hội số; cửa khẩu số;
    an toàn, an ninh thông tin, đô thị thông minh; báo chí; xuất bản;
    hạ tầng số (hạ tầng kết nối băng rộng, hạ tầng điện toán đám mây và các nền tảng số (nền tảng
    quốc gia về danh tính số, địa chỉ số| các nền tảng cung cấp công nghệ như dịch vụ);
    bưu chính; viễn thông; tần số vô tuyến điện; công nghệ thông tin; điện tử;
    phát thanh và truyền hình; thông tin đối ngoại; bản tin thông tấn; thông tin cơ sở;
    quảng cáo trên báo chí, trên môi trường mạng, trên xuất bản phẩm và quảng cáo tích hợp trên
    các sản phẩm, dịch vụ bưu chính, viễn thông, công nghệ thông tin
"""
HEADINGS = [
    "Về báo chí (bao gồm báo in, tạp chí in, báo điện tử, tạp chí điện tử, phát thanh, truyền "
    "hình, bản tin)",
    "Về xuất bản, in và phát hành",
    "Về thông tin đối ngoại",
    "Về thông tin cơ sở và hoạt động truyền thanh - truyền hình cấp huyện",
    "Về thông tin cơ sở và hoạt động truyền thanh - truyền hình các huyện, thị xã, thành phố",
    "Về thông tin điện tử",
    "Về quảng cáo",
    "Về bưu chính",
    "Về viễn thông",
    "Về tần số vô tuyến điện",
    "Về công nghiệp công nghệ thông tin",
    "Về chuyển đổi số, ứng dụng công nghệ thông tin, giao dịch điện tử, phát triển chính quyền "
    "điện tử, chính quyền số, kinh tế số và xã hội số",
    "Về an toàn thông tin mạng",
    "Về hạ tầng số",
    "Viễn thông",
    "Bưu chính",
    "Tần số vô tuyến điện, nền tảng số cho phát thanh truyền hình",
    "Về chuyển đổi số",
    "Về an toàn, an ninh thông tin",
    "Về phát triển đô thị thông minh",
    "Về báo chí (bao gồm báo chí in, báo điện tử, phát thanh, truyền hình, bản tin thông tấn)",
    "Về thông tin cơ sở",
    "Về sở hữu trí tuệ",
]


def fields(printed: str) -> list[str]:
    return [" ".join(field.split()).replace("|", ";") for field in printed.split(";")]


def test_the_printed_lists_have_their_length():
    assert (len(fields(FOUR_DECISIONS)), len(fields(LANG_SON))) == (13, 19)


@pytest.mark.parametrize("printed", [*fields(FOUR_DECISIONS), *fields(LANG_SON), *HEADINGS])
def test_every_printed_field_has_one_concept(printed):
    graph = GRAPHS["field"]
    found = [
        concept
        for concept in graph.subjects(RDF.type, SKOS.Concept)
        if slug(printed) in map(slug, vietnamese_labels(graph, concept))
    ]
    assert len(found) == 1
