"""Counterparts of duties: whom the words name, which body or group that is, and the graph of it."""

import pytest
from pyoxigraph import QuerySolutions, RdfFormat, Store
from rdflib import SKOS, Graph

from loaders.facts.counterparts import body_of, group_code
from loaders.facts.readings import read_words
from loaders.tables.duties import action_rules, group_rules, link_words, source_words
from loaders.triples import dataset, decision_graph
from loaders.triples.acts import SharedThings
from ontology import FOLDER, PREFIXES
from tests.loaders.helpers import decision, parse_text

BASE = "https://w3id.org/bomay/"
UBND = "Ủy ban nhân dân tỉnh"
HEADINGS = (
    "Điều 1. Chức năng\n\nSở Nội vụ là cơ quan thuộc Ủy ban nhân dân tỉnh.\n\n"
    "Điều 2. Nhiệm vụ và quyền hạn\n\n"
)


def named(text: str) -> list[tuple[str, str]]:
    """Return the link and the words of each counterpart."""
    return [(m.link, " ".join(text[m.start : m.end].split())) for m in read_words(text).mentions]


@pytest.mark.parametrize(
    "row", [*link_words(), *source_words()], ids=lambda r: f"{r.code}: {r.words[0]}"
)
def test_every_link_of_the_table_is_found_in_its_example(row):
    assert row.code in [link for link, _ in named(row.example)]


@pytest.mark.parametrize("row", group_rules(), ids=lambda r: r.code)
def test_every_group_of_the_table_is_found_in_its_example(row):
    assert group_code(row.example) == row.code
    (mention,) = read_words(f"Phối hợp với {row.example} kiểm tra").mentions
    assert mention.group == row.code


@pytest.mark.parametrize(
    ("scheme", "used"),
    [
        ("group", {row.code for row in group_rules()}),
        (
            "counterpart-link",
            {row.code for row in (*link_words(), *source_words())}
            | {rule.link for rule in action_rules() if rule.link},
        ),
    ],
)
def test_the_tables_and_the_schemes_name_the_same(scheme, used):
    graph = Graph().parse(FOLDER / "codes" / f"{scheme}.ttl", format="turtle")
    assert {str(code) for _, code in graph.subject_objects(SKOS.notation)} == used


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Phối hợp với Ban Tuyên giáo Tỉnh ủy định hướng tuyên truyền",
         [("coordinates-with", "Ban Tuyên giáo Tỉnh ủy")]),
        ("Cấp phép theo ủy quyền của Cục Tần số vô tuyến điện.",
         [("delegated-by", "Cục Tần số vô tuyến điện")]),
        ("Theo quy định của Ủy ban nhân dân tỉnh và của Bộ Thông tin và Truyền thông xây dựng",
         [("regulated-by", UBND), ("regulated-by", "Bộ Thông tin và Truyền thông")]),
        ("Kiểm tra theo quy định của pháp luật", []),
        ("Hợp tác theo quy định của pháp luật và phân công hoặc ủy quyền của Ủy ban nhân dân tỉnh",
         [("delegated-by", UBND)]),
        ("Và báo cáo Bộ trưởng Bộ Y tế, Chủ tịch Ủy ban nhân dân tỉnh",
         [("reports-to", "Bộ trưởng Bộ Y tế"), ("reports-to", f"Chủ tịch {UBND}")]),
        ("Chia sẻ thông tin với Trung tâm Giám sát (NCSC) thuộc Cục An toàn thông tin, Bộ Công an",
         [("shares-with",
           "Trung tâm Giám sát (NCSC) thuộc Cục An toàn thông tin, Bộ Công an")]),
        ("Báo cáo Ủy ban nhân dân tỉnh, Bộ Nội vụ",
         [("reports-to", UBND), ("reports-to", "Bộ Nội vụ")]),
        ("Thực hiện các nhiệm vụ khác do Ủy ban nhân dân tỉnh giao", [("assigned-by", UBND)]),
        ("Chấp thuận khi được Ủy ban nhân dân tỉnh phân cấp", [("delegated-by", UBND)]),
        ("Phục vụ sự chỉ đạo, điều hành của Ủy ban nhân dân tỉnh", [("serves", UBND)]),
        # where a name ends
        ("Phối hợp với các cơ quan liên quan tổ chức kiểm tra",
         [("coordinates-with", "các cơ quan liên quan")]),
        ("Phối hợp với các cơ quan, tổ chức liên quan kiểm tra",
         [("coordinates-with", "các cơ quan, tổ chức liên quan")]),
        ("Phối hợp với tổ chức tần số khu vực xử lý can nhiễu",
         [("coordinates-with", "tổ chức tần số khu vực")]),
        ("Phối hợp với Sở Tài chính quản lý quỹ", [("coordinates-with", "Sở Tài chính")]),
        ("Phối hợp với Chi cục Thú y trực thuộc Sở Y tế và các tổ chức có liên quan",
         [("coordinates-with", "Chi cục Thú y trực thuộc Sở Y tế"),
          ("coordinates-with", "các tổ chức có liên quan")]),
        ("Đề xuất với Ủy ban nhân dân tỉnh các biện pháp", [("proposes-to", UBND)]),
        # another's act, a noun, no body
        ("Thẩm định quy hoạch do Ủy ban nhân dân cấp huyện trình Ủy ban nhân dân tỉnh", []),
        ("Công chức chuyên môn giúp Ủy ban nhân dân xã, phường quản lý đất đai", []),
        ("Phục vụ cho Chính phủ điện tử", []),
        ("Thỏa thuận phối hợp tần số vùng biên giới với nước lân cận", []),
        ("Cấp giấy phép cho dự án", []),
        # the object of a verb
        ("Hướng dẫn, kiểm tra các doanh nghiệp viễn thông triển khai",
         [("guides", "các doanh nghiệp viễn thông")]),
        ("Phổ cập kỹ năng, hướng dẫn người dân sử dụng dịch vụ", [("guides", "người dân")]),
    ],
)  # fmt: skip
def test_whom_a_text_names(text, expected):
    assert named(text) == expected


@pytest.mark.parametrize(
    ("name", "province", "expected"),
    [
        (UBND, "kon-tum", ("Ủy ban nhân dân", "kon-tum")),
        ("Chủ tịch Ủy ban nhân dân cấp tỉnh", "kon-tum", ("Ủy ban nhân dân", "kon-tum")),
        ("Ủy ban nhân dân", "kon-tum", ("Ủy ban nhân dân", "kon-tum")),
        ("Ủy ban nhân dân tỉnh Lạng Sơn", "kon-tum", ("Ủy ban nhân dân", "lang-son")),
        ("Ủy ban nhân dân thành phố", "kon-tum", None),  # a city inside the province
        ("Ủy ban nhân dân thành phố", "ha-noi", ("Ủy ban nhân dân", "ha-noi")),
        (UBND, None, None),
        ("Hội đồng nhân dân tỉnh", "kon-tum", ("Hội đồng nhân dân", "kon-tum")),
        ("Bộ trưởng Bộ Nội vụ", "kon-tum", ("Bộ Nội vụ", "vn")),
        ("Cục An toàn thông tin, Bộ Thông tin và Truyền thông", None,
         ("Cục An toàn thông tin", "vn")),
        ("Cục Thuế tỉnh", "kon-tum", None),
        ("Thanh tra Chính phủ", "kon-tum", ("Thanh tra Chính phủ", "vn")),
        ("cơ quan Kiểm toán nhà nước", "kon-tum", ("Kiểm toán Nhà nước", "vn")),
        ("Giám đốc Sở Tài chính", "kon-tum", ("Sở Tài chính", "kon-tum")),
        ("Chi cục Thú y trực thuộc Sở Y tế", "kon-tum", ("Chi cục Thú y thuộc Sở Y tế", "kon-tum")),
        ("Ban Tuyên giáo tỉnh ủy", "kon-tum", ("Ban Tuyên giáo Tỉnh ủy", "kon-tum")),
        ("Trung tâm Giám sát an toàn không gian mạng quốc gia", "kon-tum", None),
        ("Công an tỉnh", "kon-tum", None),
        ("tổ chức tần số vô tuyến điện khu vực", "kon-tum", None),
    ],
)  # fmt: skip
def test_which_body_a_name_means(name, province, expected):
    assert body_of(name, province) == expected


def graph_of(duty: str) -> Store:
    """Return the dataset of a small decision with one duty."""
    shared = SharedThings()
    graph = decision_graph(parse_text(decision(HEADINGS + duty)), BASE, shared)
    store = Store()
    store.bulk_load(dataset([graph], BASE, shared), format=RdfFormat.N_QUADS)
    return store


def ask(store: Store, where: str) -> list[tuple[str | None, ...]]:
    prefixes = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in PREFIXES.items())
    rows = store.query(f"{prefixes}SELECT {where}", use_default_graph_as_union=True)
    assert isinstance(rows, QuerySolutions)
    return sorted(tuple(t.value.removeprefix(BASE) if t else None for t in row) for row in rows)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Trình Ủy ban nhân dân (UBND) tỉnh kế hoạch.", "Ủy ban nhân dân tỉnh"),
        (
            "Phối hợp với Trung tâm Ứng cứu (VNCERT) thuộc Cục An toàn thông tin xử lý sự cố.",
            "Trung tâm Ứng cứu (VNCERT) thuộc Cục An toàn thông tin",
        ),
        ("Tham gia với Bộ Văn hóa - Thông tin quản lý nguồn tin.", "Bộ Văn hóa - Thông tin"),
    ],
)
def test_the_short_form_of_a_board_is_no_part_of_its_name(text, name):
    (found,) = read_words(text).names
    assert found == name


def test_counterparts_in_the_graph():
    store = graph_of(
        "1. Phối hợp với các sở, ban, ngành và Sở Tài chính kiểm tra; báo cáo Công an tỉnh."
    )
    assert ask(
        store,
        """?link ?text ?object { ?x a bm:Statement, bm:Counterpart ; bm:counterpartLink ?link ;
        bm:text ?text ; bm:evidence [] . OPTIONAL { ?x bm:object ?object . ?x bm:subject ?duty .
        ?duty a bm:Duty ; bm:counterpart ?object } }""",
    ) == [
        ("code/counterpart-link/coordinates-with", "Sở Tài chính",
         "id/org/kon-tum/so-tai-chinh"),
        ("code/counterpart-link/coordinates-with", "các sở, ban, ngành",
         "code/group/so-ban-nganh"),
        ("code/counterpart-link/reports-to", "Công an tỉnh", None),
    ]  # fmt: skip
    named_bodies = ask(
        store,
        """?body ?name { [] bm:counterpart ?body . ?body a org:FormalOrganization ;
        skos:prefLabel ?name }""",
    )
    assert named_bodies == [("id/org/kon-tum/so-tai-chinh", "Sở Tài chính tỉnh Kon Tum")]
    assert ask(store, "?role { [] bm:agencyRole ?role }") == [
        ("code/agency-role/phoi-hop",),
        ("code/agency-role/tu-thuc-hien",),
    ]
    assert ask(store, "?action { [] bm:action ?action }") == [
        ("code/action/bao-cao",),
        ("code/action/kiem-tra",),
    ]


def test_the_agency_is_no_counterpart_of_its_own():
    store = graph_of("1. Giúp Sở Nội vụ kiểm tra theo phân công của Sở Nội vụ.")
    assert ask(store, "?x { ?x a bm:Counterpart }") == []


def test_an_inherited_role_is_stated_with_the_heading():
    store = graph_of("1. Trình Ủy ban nhân dân tỉnh:\n\na) Dự thảo quyết định.")
    assert ask(
        store,
        """?rule ?clause { ?x a bm:Statement ; bm:predicate bm:agencyRole ; bm:evidence ?e .
        ?e bm:rule ?rule ; bm:clause ?c . BIND(REPLACE(STR(?c), ".*dieu-2/", "") AS ?clause) }""",
    ) == [("duties.role.inherited", "khoan-1")]
