"""Clauses of the act that an article amends: each object of a list, also of a nested one."""

import pytest

from tests.loaders.helpers import decision, parse_text

HEADING = (
    "Điều 1. Sửa đổi, bổ sung một số điều của Quy định ban hành kèm theo Quyết định số "
    "24/2016/QĐ-UBND ngày 05 tháng 5 năm 2016 của Ủy ban nhân dân tỉnh"
)
PLAIN = (
    "Điều 1. Sửa đổi, bổ sung một số điều của Quyết định số 24/2016/QĐ-UBND ngày 05 tháng 5 "
    "năm 2016"
)
TITLE = "Sửa đổi Quy định chức năng, nhiệm vụ, cơ cấu tổ chức của Sở Nội vụ tỉnh Kon Tum"


def cited(articles):
    """Return the clauses cited: "24/2016/QĐ-UBND quy-dinh/dieu-2", a path of the text, or "?"."""
    found = parse_text(decision(articles, title=TITLE)).facts.references
    return [
        f"{r.act.number} {'/'.join(r.segments)}" if r.act else r.path or "?"
        for r in found
        if r.segments or r.path is None
    ]


@pytest.mark.parametrize(
    ("clauses", "expected"),
    [
        ("1. Sửa đổi điểm c khoản 5 Điều 2 như sau:", ["dieu-2/khoan-5/diem-c"]),
        (
            "1. Bãi bỏ điểm d, điểm đ khoản 2 Điều 3.",
            ["dieu-3/khoan-2/diem-d", "dieu-3/khoan-2/diem-dd"],
        ),
        (
            "1. Sửa đổi, bổ sung Điều 3 như sau:\n\na) Sửa đổi khoản 1 như sau:\n\nb) Bãi bỏ khoản "
            "4.\n\n2. Bổ sung khoản 7 Điều 4.",
            ["dieu-3", "dieu-3/khoan-1", "dieu-3/khoan-4", "dieu-4/khoan-7"],
        ),
        (
            '1. Thay thế cụm từ "Phòng A" bằng "Phòng B" tại khoản 1, khoản 2 Điều 4.',
            ["dieu-4/khoan-1", "dieu-4/khoan-2"],
        ),
    ],
)
def test_clauses_of_the_amended_act(clauses, expected):
    annexed = [f"24/2016/QĐ-UBND quy-dinh/{path}" for path in expected]
    assert cited(f"{HEADING}\n\n{clauses}") == annexed
    assert cited(f"{PLAIN}\n\n{clauses}") == [f"24/2016/QĐ-UBND {path}" for path in expected]


def test_a_clause_alone_without_its_article_stays_open():
    assert cited(f"{HEADING}\n\n1. Bãi bỏ khoản 4.") == ["?"]


def test_where_two_acts_are_amended_none_is_taken():
    two = f"{PLAIN} và Quyết định số 25/2016/QĐ-UBND ngày 06 tháng 5 năm 2016"
    assert cited(f"{two}\n\n1. Bãi bỏ khoản 2 Điều 3.") == ["?"]


def test_an_article_that_amends_nothing_keeps_its_own_clauses():
    text = "Điều 1. Trách nhiệm\n\n1. Thực hiện theo khoản 2 Điều 9.\n\n2. Báo cáo."
    assert cited(text) == ["?"]
