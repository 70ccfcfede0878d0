"""Duties and powers in articles or clauses of their own: both are the agency's duties."""

import pytest

from tests.loaders.helpers import decision, parse_text, record_text

NAMED = "Điều 1. Vị trí\nSở Nội vụ là cơ quan chuyên môn.\n"


def paths(articles: str) -> list[str]:
    return [duty["path"] for duty in record_text(decision(articles))["duties"]]


def test_articles_apart():
    text = f"{NAMED}Điều 2. Nhiệm vụ\n1. Trình.\n2. Báo cáo.\nĐiều 3. Quyền hạn\n1. Thanh tra.\n"
    assert paths(text) == ["khoan-1", "khoan-2", "dieu-3/khoan-1"]


def test_clauses_apart():
    text = (
        f"{NAMED}Điều 2. Chức năng, nhiệm vụ, quyền hạn\n1. Chức năng: tham mưu.\n2. Nhiệm vụ:\n"
        "a) Trình kế hoạch;\nb) Báo cáo.\n3. Quyền hạn:\na) Thanh tra.\n"
    )
    assert paths(text) == ["diem-a", "diem-b", "dieu-2/khoan-3/diem-a"]


def test_clauses_of_an_article_on_both_are_all_duties():
    text = (
        f"{NAMED}Điều 2. Nhiệm vụ và quyền hạn\n1. Nhiệm vụ:\na) Trình.\n2. Quyền hạn:\na) Cấp.\n"
    )
    assert paths(text) == ["khoan-1", "khoan-1/diem-a", "khoan-2", "khoan-2/diem-a"]


def test_a_long_sentence_that_ends_in_duties_opens_them():
    text = (
        f"{NAMED}Điều 2. Sở Nội vụ thực hiện nhiệm vụ quản lý nhà nước của cơ quan chuyên môn quy "
        "định tại Nghị định số 15/CP ngày 2 tháng 3 năm 1993 của Chính phủ và có nhiệm vụ, quyền "
        "hạn sau đây:\n1. Trình kế hoạch.\n2. Báo cáo.\n"
    )
    assert paths(text) == ["khoan-1", "khoan-2"]


@pytest.mark.parametrize(
    "heading",
    [
        "Quyền hạn của Giám đốc Sở",  # of those who lead
        "Quyền hạn của Văn phòng",  # of a unit
        "Quyền hạn, nhiệm vụ của Phòng Tổng hợp",
        "Trách nhiệm và quyền hạn",  # of whom, is not said
    ],
)
def test_powers_of_others_are_none(heading):
    text = f"{NAMED}Điều 2. Nhiệm vụ\n1. Trình.\n2. Giúp.\nĐiều 3. {heading}\n1. Thanh tra.\n"
    assert paths(text) == ["khoan-1", "khoan-2"]


def test_an_article_on_both_has_no_further_one():
    text = f"{NAMED}Điều 2. Nhiệm vụ, quyền hạn\n1. Trình.\n2. Giúp.\nĐiều 3. Quyền hạn\n1. Cấp.\n"
    assert paths(text) == ["khoan-1", "khoan-2"]


def test_powers_apart_change_no_unit():
    text = (
        f"{NAMED}Điều 2. Nhiệm vụ\n1. Trình.\n2. Giúp.\n"
        "Điều 3. Quyền hạn\n1. Giải thể Phòng Tôn giáo.\n"
    )
    assert parse_text(decision(text)).facts.unit_changes == ()
