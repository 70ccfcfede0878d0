"""The rules in the graph: what the five decisions give, and a text that has every kind."""

import pytest
from pyoxigraph import QuerySolutions, RdfFormat, Store, parse

from loaders.triples import dataset, decision_graph
from loaders.triples.acts import SharedThings
from loaders.validate import validate
from ontology import PREFIXES
from tests.loaders.helpers import FIVE, decision, parse_text, parsed
from tests.loaders.rules_helpers import POSITION, UNITS
from tests.ontology.test_terms_used import undeclared_terms

BASE = "https://w3id.org/bomay/"
BINH_PHUOC = f"{BASE}eli/vn/ubnd-binh-phuoc/qd-ubnd/2023/12"

EVERYTHING = f"""{POSITION}

Điều 2. Tổ chức

1. Giám đốc Sở (sau đây gọi tắt là Thủ trưởng) do Chủ tịch Ủy ban nhân dân tỉnh bổ nhiệm.

2. Giám đốc Sở là Ủy viên Ủy ban nhân dân tỉnh do Hội đồng nhân dân tỉnh bầu; chịu trách
nhiệm trước Ủy ban nhân dân tỉnh.

3. Phó Giám đốc Sở không kiêm nhiệm người đứng đầu đơn vị, trừ trường hợp khác.

4. Việc khen thưởng Trưởng phòng do Giám đốc Sở quyết định.

5. Các phòng thuộc Sở: từ 09 đến 07 biên chế được bố trí 01 cấp phó.

6. Chuyển chức năng về tôn giáo từ Sở Nội vụ sang Sở Tài chính.

7. Sáp nhập Phòng Tôn giáo vào Văn phòng; giải thể Phòng Thanh niên.

8. Thực hiện theo điểm a khoản 1 Điều 7 Nghị định số 24/2014/NĐ-CP, Luật Bưu chính,
khoản 9 Điều này và Điều 3.

{UNITS}

Điều 4. Quan hệ công tác

1. Đối với các hội quần chúng đặc thù: Sở phối hợp.

2. Đối với Bộ Nội vụ: Giám đốc Sở báo cáo Bộ trưởng Bộ Nội vụ.
"""
RECITALS = """Căn cứ Nghị định số 107/2020/NĐ-CP ngày 14 tháng 9 năm 2020 sửa đổi, bổ sung một số
điều của Nghị định số 24/2014/NĐ-CP;

Căn cứ Nghị định số 60/2021/NĐ-CP đã được sửa đổi theo Nghị định số 111/2025/NĐ-CP;"""


def data_of(*documents):
    shared = SharedThings()
    graphs = [decision_graph(document, BASE, shared) for document in documents]
    return dataset(graphs, BASE, shared)


@pytest.fixture(scope="module")
def everything():
    return data_of(parse_text(decision(EVERYTHING, recitals=RECITALS)))


@pytest.fixture(scope="module")
def five():
    return data_of(*(parsed(name) for name in FIVE))


def ask(data, where):
    store = Store()
    store.bulk_load(data, format=RdfFormat.N_QUADS)
    prefixes = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in PREFIXES.items())
    rows = store.query(f"{prefixes}SELECT {where}", use_default_graph_as_union=True)
    assert isinstance(rows, QuerySolutions)
    return sorted(
        tuple(term.value.removeprefix(BASE) if term is not None else None for term in row)
        for row in rows
    )


def test_every_kind_passes_the_checks(everything):
    assert list(validate(everything)) == []
    assert undeclared_terms(parse(everything, format=RdfFormat.N_QUADS)) == set()


@pytest.mark.parametrize(
    ("cls", "number"),
    [
        ("bm:Definition", 1),
        ("bm:AppointmentRule", 4),
        ("bm:IncompatibilityRule", 1),
        ("bm:StaffingThreshold", 1),
        ("bm:FunctionTransfer", 1),
        ("bm:UnitChange", 2),
        ("bm:WorkingRelation", 2),
        ("bm:Reference", 4),
        ("bm:ActRelation", 2),
    ],
)
def test_every_kind_is_there(everything, cls, number):
    assert len(ask(everything, f"?x WHERE {{ ?x a {cls} ; bm:evidence ?e }}")) == number


def test_the_build_is_the_same_again(everything):
    assert data_of(parse_text(decision(EVERYTHING, recitals=RECITALS))) == everything


def test_a_former_unit_is_no_unit(everything):
    former = "id/org/kon-tum/so-noi-vu/phong-ton-giao"
    rows = ask(everything, "?x WHERE { ?c org:originalOrganization ?x }")
    assert (former,) in rows
    assert (former,) not in ask(everything, "?x WHERE { ?x org:unitOf ?y }")


def test_a_group_that_no_scheme_has_is_described(everything):
    rows = ask(everything, "?l WHERE { ?r bm:relationWith ?g . ?g skos:prefLabel ?l }")
    assert ("Bộ Nội vụ",) in rows
    assert len(rows) >= 2


def test_posts_of_other_bodies_are_described_once(five):
    rows = ask(
        five, "?x ?b WHERE { ?x a org:Post ; org:postIn ?b FILTER(CONTAINS(STR(?x), 'uy-ban')) }"
    )
    committee = "id/org/soc-trang/uy-ban-nhan-dan"
    assert (f"{committee}/chuc-danh/chu-tich", committee) in rows
    assert len(rows) == len(set(rows))


@pytest.mark.parametrize(
    ("cls", "number"),
    [
        ("bm:Definition", 7),
        ("bm:AppointmentRule", 22),
        ("bm:IncompatibilityRule", 1),
        ("bm:StaffingThreshold", 7),
        ("bm:FunctionTransfer", 1),
        ("bm:UnitChange", 0),
        ("bm:WorkingRelation", 18),
        ("bm:Reference", 55),
        ("bm:ActRelation", 13),
    ],
)
def test_number_of_things_in_the_five(five, cls, number):
    assert len(ask(five, f"?x WHERE {{ ?x a {cls} }}")) == number


def test_unresolved_references_have_no_object(five):
    rows = ask(five, "?w WHERE { ?x a bm:Reference ; bm:citedAs ?w MINUS { ?x bm:object ?o } }")
    assert {words for (words,) in rows} == {
        "Luật Xuất bản",
        "điểm a, b, c khoản 1 Điều 25 Luật Bưu chính",
        "điểm g khoản 1 Điều 25 Luật Bưu chính",
    }
    assert len(rows) == 26


def test_a_clause_of_an_act_is_part_of_it(five):
    rows = ask(
        five,
        "?c ?t ?l WHERE { ?c eli:is_part_of <https://w3id.org/bomay/eli/vn/nd-cp/2014/24> ; "
        "eli:type_subdivision ?t ; rdfs:label ?l }",
    )
    assert rows == [
        ("eli/vn/nd-cp/2014/24/dieu-7", "code/subdivision/dieu", "Điều 7 Nghị định 24/2014/NĐ-CP")
    ]


def test_who_appoints_and_elects_in_soc_trang(five):
    agency = "id/org/soc-trang/so-thong-tin-va-truyen-thong/chuc-danh"
    committee = "id/org/soc-trang/uy-ban-nhan-dan/chuc-danh"
    rows = ask(five, "?x ?y WHERE { ?x bm:appointedBy ?y FILTER(CONTAINS(STR(?x), 'soc-trang')) }")
    assert rows == [
        (f"{agency}/giam-doc", f"{committee}/chu-tich"),
        (f"{agency}/pho-giam-doc", f"{committee}/chu-tich"),
    ]
    assert (f"{committee}/uy-vien", "id/org/soc-trang/hoi-dong-nhan-dan") in ask(
        five, "?x ?y WHERE { ?x bm:electedBy ?y }"
    )
    assert (f"{agency}/giam-doc", f"{committee}/uy-vien") in ask(
        five, "?x ?y WHERE { ?x bm:exOfficio ?y }"
    )


def test_the_transfer_of_binh_phuoc(five):
    agency = "id/org/binh-phuoc/so-thong-tin-va-truyen-thong"
    rows = ask(
        five,
        f"?f ?t WHERE {{ <{BINH_PHUOC}/transfer/1> bm:transferredFrom ?f ; bm:transferredTo ?t }}",
    )
    office = "id/org/binh-phuoc/van-phong-uy-ban-nhan-dan"
    assert rows == [
        (
            f"{agency}/trung-tam-cong-nghe-thong-tin-va-truyen-thong",
            f"{office}/trung-tam-phuc-vu-hanh-chinh-cong",
        )
    ]


def test_the_threshold_that_contradicts_itself_has_no_upper_end(five):
    rows = ask(
        five,
        "?t ?u ?o WHERE { ?t a bm:StaffingThreshold ; bm:lowerBound 7 ; bm:maxDeputies 1 "
        "OPTIONAL { ?t bm:upperBound ?u } OPTIONAL { ?t bm:isOpenAbove ?o } }",
    )
    assert [row[1:] for row in rows] == [(None, None)]
