"""References: the grammar of điểm, khoản and Điều; where they lead; relations of cited acts."""

import pytest

from loaders.facts.reference_chain import chains
from tests.loaders.growth import assert_grows_evenly
from tests.loaders.helpers import decision, parse_text, parsed
from tests.loaders.rules_helpers import facts_of, issues_of

DECREE = "Nghị định số 24/2014/NĐ-CP"


def ways(text):
    return [
        "/".join(f"{level}-{label}" for level, label in way) for c in chains(text) for way in c.ways
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "điểm a, b, c khoản 1 Điều 25",
            ["dieu-25/khoan-1/diem-a", "dieu-25/khoan-1/diem-b", "dieu-25/khoan-1/diem-c"],
        ),
        ("điểm g khoản 1 Điều 25", ["dieu-25/khoan-1/diem-g"]),
        ("điểm đ, khoản 2, Điều 7", ["dieu-7/khoan-2/diem-đ"]),
        ("Khoản 2 Điều 3", ["dieu-3/khoan-2"]),
        ("các khoản 1, 2 và 3 Điều 5", ["dieu-5/khoan-1", "dieu-5/khoan-2", "dieu-5/khoan-3"]),
        ("khoản 2, khoản 3 Điều 5", ["dieu-5/khoan-2", "dieu-5/khoan-3"]),
        ("điểm b, điểm d khoản 8 Điều 2", ["dieu-2/khoan-8/diem-b", "dieu-2/khoan-8/diem-d"]),
        ("từ khoản 1 đến khoản 3 Điều 4", ["dieu-4/khoan-1", "dieu-4/khoan-2", "dieu-4/khoan-3"]),
        ("các Điều 5 đến 7", ["dieu-5", "dieu-6", "dieu-7"]),
        ("khoản 3 Điều 37 và Điều 39", ["dieu-37/khoan-3", "dieu-39"]),
        ("khoản 1 và điểm b khoản 2 Điều này", ["dieu-này/khoan-1", "dieu-này/khoan-2/diem-b"]),
        ("khoản 1 Điều 4, khoản 2 Điều 5", ["dieu-4/khoan-1", "dieu-5/khoan-2"]),
        ("Điều 12a", ["dieu-12a"]),
        ("điểm a) khoản 1 Điều 2", ["dieu-2/khoan-1/diem-a"]),
        ("tài khoản 2 bên; địa điểm kinh doanh; Điều kiện 5", []),
        ("các điểm truy cập Internet", []),
    ],
)
def test_chains(text, expected):
    assert ways(text) == expected


def found(text, **parts):
    """Return the references of a clause as ways of this document or of acts, "?" unresolved."""
    rows = []
    for reference in facts_of(text, **parts).references:
        if reference.evidence.path != "dieu-2/khoan-1":
            continue
        number = reference.act.number or reference.act.date if reference.act else None
        within = "/".join(reference.segments)
        rows.append(
            reference.path if reference.path is not None else f"{number or '?'} {within}".strip()
        )
    return rows


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"quy định tại Điều 7 {DECREE} ngày 04 tháng 4 năm 2014", ["24/2014/NĐ-CP dieu-7"]),
        (
            f"theo khoản 2, điểm a khoản 3 Điều 7 của {DECREE}",
            ["24/2014/NĐ-CP dieu-7/khoan-2", "24/2014/NĐ-CP dieu-7/khoan-3/diem-a"],
        ),
        (f"theo {DECREE} của Chính phủ", ["24/2014/NĐ-CP"]),
        ("theo Nghị định 24/2014/NĐ-CP", ["24/2014/NĐ-CP"]),
        ("vi phạm Luật Bưu chính trong phạm vi nội tỉnh", ["?"]),
        ("điểm g khoản 1 Điều 25 Luật Bưu chính", ["? dieu-25/khoan-1/diem-g"]),
        ("theo Luật Tổ chức chính quyền địa phương", ["2015-06-19"]),
        ("theo Luật tổ chức Chính quyền địa phương năm 2015", ["2015-06-19"]),
        ("theo Luật Tổ chức chính quyền địa phương năm 2025", ["?"]),
        ("theo Luật Đấu thầu số 22/2023/QH15", ["22/2023/QH15"]),
        ("theo Bộ luật Lao động ngày 20 tháng 11 năm 2019", ["2019-11-20"]),
        ("theo khoản 2 Điều này", ["?"]),
        ("theo khoản 1 Điều này", ["dieu-2/khoan-1"]),
        ("theo Điều 3 Quyết định này", ["dieu-3"]),
        ("theo khoản 1 Điều 3", ["dieu-3/khoan-1"]),
        ("theo điểm d khoản 1 Điều 3", ["dieu-3/khoan-1/diem-d"]),
        ("theo Điều 33", ["?"]),
        ("theo khoản 1", ["?"]),
        ("theo Quyết định này", [""]),
        ("sửa đổi khoản 1 Điều 3 như sau", ["?"]),
        (
            "Điều 3 Quy định ban hành kèm theo Quyết định số 33/2016/QĐ-UBND",
            ["33/2016/QĐ-UBND quy-dinh/dieu-3"],
        ),
        ("pháp luật, luật sư, quy luật", []),
        ("Nghị định hướng dẫn thi hành", []),
        ("Quyết định thành lập Sở", []),
    ],
)
def test_references(text, expected):
    assert found(text) == expected


def test_two_laws_of_one_title_resolve_nothing():
    recitals = (
        "Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015;\n\n"
        "Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025;"
    )
    assert found("theo Luật Tổ chức chính quyền địa phương", recitals=recitals) == ["?"]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Luật Bưu chính và Luật Bưu chính", ["act-unresolved"]),
        ("Luật Bưu chính, Luật Viễn thông", ["act-unresolved", "act-unresolved"]),
        ("điểm a, b khoản 9 Điều này", ["reference-unresolved"]),
        ("Luật Tổ chức chính quyền địa phương", []),
    ],
)
def test_what_is_reported(text, codes):
    wanted = ("act-unresolved", "reference-unresolved")
    issues = [issue for issue in issues_of(text) if issue.code in wanted]
    assert [issue.code for issue in issues] == codes
    assert all(issue.severity == "info" for issue in issues)


def counts(name):
    facts = parsed(name).facts
    own = [r for r in facts.references if r.path is not None]
    acts = [r for r in facts.references if r.act]
    return len(own), len(acts), len(facts.references) - len(own) - len(acts)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("kon-tum", (0, 0, 6)),
        ("binh-phuoc", (7, 1, 6)),
        ("soc-trang", (5, 3, 6)),
        ("hau-giang", (3, 4, 6)),
        ("lang-son", (3, 3, 2)),
    ],
)
def test_own_acts_and_unresolved_of_the_five_decisions(name, expected):
    assert counts(name) == expected


def test_the_postal_law_is_four_references():
    facts = parsed("binh-phuoc").facts
    found = [r for r in facts.references if r.named == "Luật Bưu chính"]
    assert ["/".join(r.segments) for r in found] == [
        f"dieu-25/khoan-1/diem-{letter}" for letter in "abcg"
    ]
    assert {r.evidence.path for r in found} == {"quy-dinh/dieu-3/khoan-10/diem-b"}
    assert {r.act for r in found} == {None}


def test_hau_giang_refers_to_the_decree():
    (found,) = (r for r in parsed("hau-giang").facts.references if r.segments == ("dieu-7",))
    assert found.act and found.act.number == "24/2014/NĐ-CP"
    assert found.evidence.path == "dieu-3/khoan-1/diem-a"


def links(facts):
    return [
        (r.subject.number or r.subject.date, r.relation, r.object.number or r.object.date)
        for r in facts.act_relations
    ]


@pytest.mark.parametrize(
    ("recital", "expected"),
    [
        (
            "Căn cứ Nghị định số 107/2020/NĐ-CP ngày 14 tháng 9 năm 2020 của Chính phủ sửa đổi, "
            "bổ sung "
            "một số điều của Nghị định số 24/2014/NĐ-CP;",
            [("107/2020/NĐ-CP", "amends", "24/2014/NĐ-CP")],
        ),
        (
            "Căn cứ Nghị định số 60/2021/NĐ-CP ngày 21 tháng 6 năm 2021 của Chính phủ quy định "
            "cơ chế đã "
            "được sửa đổi, bổ sung một số điều theo Nghị định số 111/2025/NĐ-CP;",
            [("111/2025/NĐ-CP", "amends", "60/2021/NĐ-CP")],
        ),
        (
            "Căn cứ Nghị định số 150/2025/NĐ-CP của Chính phủ; được sửa đổi, bổ sung bởi Nghị "
            "định số 370/2025/NĐ-CP;",
            [],
        ),
        (
            "Căn cứ Nghị định số 43/2023/NĐ-CP ngày 30 tháng 6 năm 2023 quy định chi tiết một số "
            "điều và biện "
            "pháp thi hành Luật Thanh tra;\n\nCăn cứ Luật Thanh tra ngày 14 tháng 11 năm 2022;",
            [("43/2023/NĐ-CP", "guides", "2022-11-14")],
        ),
        (
            "Căn cứ Nghị định số 43/2023/NĐ-CP quy định chi tiết thi hành Luật Thanh tra;",
            [],
        ),
        (
            "Căn cứ Luật Tổ chức Chính phủ ngày 19 tháng 6 năm 2015;\n\nCăn cứ Luật sửa đổi, bổ "
            "sung một số điều "
            "của Luật Tổ chức Chính phủ và Luật Tổ chức chính quyền địa phương ngày 22 tháng 11 "
            "năm 2019;",
            [("2019-11-22", "amends", "2015-06-19")],
        ),
        (
            "Căn cứ Nghị định số 24/2014/NĐ-CP và Nghị định số 107/2020/NĐ-CP;",
            [],
        ),
    ],
)
def test_act_relations(recital, expected):
    articles = "Điều 1. Vị trí\n\n1. Sở Nội vụ là cơ quan chuyên môn thuộc Ủy ban nhân dân tỉnh."
    assert links(parse_text(decision(articles, recitals=recital)).facts) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("kon-tum", []),
        (
            "binh-phuoc",
            [
                ("2019-11-22", "amends", "2015-06-19"),
                ("2020-06-18", "amends", "2015-06-22"),
                ("107/2020/NĐ-CP", "amends", "24/2014/NĐ-CP"),
            ],
        ),
        (
            "soc-trang",
            [
                ("2019-11-22", "amends", "2015-06-19"),
                ("107/2020/NĐ-CP", "amends", "24/2014/NĐ-CP"),
                ("23/2021/QĐ-UBND", "amends", "33/2016/QĐ-UBND"),
            ],
        ),
        (
            "hau-giang",
            [
                ("2019-11-22", "amends", "2015-06-19"),
                ("2020-06-18", "amends", "2015-06-22"),
                ("107/2020/NĐ-CP", "amends", "24/2014/NĐ-CP"),
                ("37/2020/QĐ-UBND", "amends", "13/2016/QĐ-UBND"),
            ],
        ),
        (
            "lang-son",
            [
                ("2019-11-22", "amends", "2015-06-19"),
                ("107/2020/NĐ-CP", "amends", "24/2014/NĐ-CP"),
                ("25/2019/QĐ-UBND", "amends", "25/2016/QĐ-UBND"),
            ],
        ),
    ],
)
def test_act_relations_of_the_five_decisions(name, expected):
    assert links(parsed(name).facts) == expected


@pytest.mark.parametrize(
    "piece", ["điểm a, ", "khoản 1 và ", "Điều 1 ", "Điều ", "từ khoản 1 đến "]
)
def test_hostile_chains_grow_evenly(piece):
    assert_grows_evenly(lambda text: list(chains(text)), piece, 5_000)


@pytest.mark.parametrize(
    ("piece", "times", "closing"),
    [
        ("Luật ", 2_000, ""),
        ("Luật Bưu chính ", 500, ""),
        ("Nghị định số ", 1_000, ""),
        ("Quy định a ", 1_000, "kèm theo"),
        ("Điều 1 Quy định ", 500, ""),
        ("sửa đổi, bổ sung một số điều của Nghị định số 1/2020/NĐ-CP ", 50, ""),
    ],
)
def test_hostile_texts_grow_evenly(piece, times, closing):
    assert_grows_evenly(facts_of, piece, times, closing=closing)
