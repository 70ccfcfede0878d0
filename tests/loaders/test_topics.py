"""Pages without articles: their headings are sections; the lines are made up."""

import pytest

from loaders.model import Kind
from tests.loaders.helpers import parse_text, record_text

NUMBERED = """Giới thiệu
1. CHỨC NĂNG:
Sở Y tế là cơ quan chuyên môn thuộc Ủy ban nhân dân tỉnh Kiên Giang, có chức năng tham mưu.
2. NHIỆM VỤ SỞ Y TẾ
2.1 Trình Ủy ban nhân dân tỉnh:
a) Dự thảo quy hoạch phát triển ngành;
b) Dự thảo các quyết định về lĩnh vực y tế.
2.2 Thực hiện nhiệm vụ khác do Ủy ban nhân dân tỉnh giao.
3. PHÂN CÔNG BAN GIÁM ĐỐC
1. Giám đốc chịu trách nhiệm về toàn bộ hoạt động của ngành.
"""
BARE = """Vị trí và chức năng
1. Sở Y tế tỉnh Kiên Giang (sau đây gọi tắt là Sở) là cơ quan chuyên môn thuộc Ủy ban nhân dân tỉnh.
2. Sở có tư cách pháp nhân.
Nhiệm vụ và quyền hạn
1. Trình Ủy ban nhân dân tỉnh:
a) Dự thảo quyết định;
b) Dự thảo kế hoạch.
2. Thanh tra, kiểm tra.
Cơ cấu tổ chức
1. Văn phòng;
2. Phòng Nghiệp vụ Y.
"""


def paths(text: str, kind: Kind) -> list[str]:
    return [node.path for node in parse_text(text).document.root.of_kind(kind)]


def test_numbered_headings_are_sections_and_what_counts_on_from_them_in_capitals_too():
    assert paths(NUMBERED, "muc") == ["muc-1", "muc-2", "muc-3"]
    assert paths(NUMBERED, "diem") == ["muc-2/tiet-2.1/diem-a", "muc-2/tiet-2.1/diem-b"]


def test_headings_without_numbers_are_counted():
    assert paths(BARE, "muc") == ["muc-1", "muc-2", "muc-3"]


@pytest.mark.parametrize(("text", "duties"), [(NUMBERED, 4), (BARE, 4)])
def test_agency_province_and_duties_of_a_page(text, duties):
    found = record_text(text)
    assert found["agency"]["name"].startswith("Sở Y tế")
    assert found["agency"]["province"] == "Kiên Giang"
    assert len(found["duties"]) == duties


def test_units_of_a_page():
    assert [unit["name"] for unit in record_text(BARE)["units"]] == [
        "Văn phòng",
        "Phòng Nghiệp vụ Y",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Nhiệm vụ\nSở Y tế hoạt động.\n",  # one heading is none
        "2. Chức năng\nA\n1. Nhiệm vụ\nB\n",  # no count
        "Chức năng của Sở là phục vụ\nNhiệm vụ của Sở có hai phần\n",  # sentences
        "Vị trí\nNhiệm vụ\nĐiều 1. Chức năng\n1. Sở Y tế là cơ quan.\n",  # articles
    ],
)
def test_other_lines_are_no_sections(text):
    assert paths(text, "muc") == []


def test_a_number_with_a_dot_in_an_article_without_khoan_holds_its_points():
    text = "Điều 2. Nhiệm vụ\n2.1. Trình:\na) Dự thảo;\nb) Kế hoạch.\n2.2. Thanh tra.\n"
    assert paths(text, "diem") == ["dieu-2/tiet-2.1/diem-a", "dieu-2/tiet-2.1/diem-b"]
    assert paths(text, "tiet") == ["dieu-2/tiet-2.1", "dieu-2/tiet-2.2"]


@pytest.mark.parametrize("tail", ["140/QĐ-UB, ngày 15 tháng 9 năm 1999 của Uỷ ban nhân dân tỉnh"])
def test_a_line_that_stops_at_so_goes_on_with_the_number(tail):
    filler = "Các ông Chánh Văn phòng, Giám đốc các sở, ban, ngành, đoàn thể\n" * 12
    text = f"Điều 1. {filler}Quyết định này thay thế Quyết định số\n{tail}\n"
    assert f"thay thế Quyết định số {tail}" in parse_text(text).document.mended.text
