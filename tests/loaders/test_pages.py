"""Pages of an agency's own site: one heading, no title; the agency named in passing, or not."""

import pytest

from tests.loaders.helpers import codes, parse_text, record_text

LISTED = (
    "1. Lãnh đạo Sở:\na) Sở có Giám đốc và các Phó Giám đốc.\n2. Tổ chức hành chính:\n"
    "a) Văn phòng;\nb) Phòng Bưu chính.\n3. Đơn vị sự nghiệp công lập:\n"
    "a) Trung tâm Thông tin điện tử.\n"
)


def names(found):
    return [unit["name"] for unit in found["units"]]


@pytest.mark.parametrize("above", ["", "image banner\n"])
def test_units_of_a_page_that_names_no_agency(above):
    found = record_text(f"{above}Cơ cấu tổ chức\n{LISTED}")
    assert found["agency"] is None
    assert names(found) == ["Văn phòng", "Phòng Bưu chính", "Trung tâm Thông tin điện tử"]


def test_a_document_on_another_subject_has_no_units():
    head = "QUYẾT ĐỊNH\nVề việc tặng bằng khen\nCăn cứ Luật Thi đua, khen thưởng năm 2022;\n"
    text = f"{head}QUYẾT ĐỊNH:\nĐiều 1. Cơ cấu tổ chức\n{LISTED}"
    assert names(record_text(text)) == []


@pytest.mark.parametrize(
    "text",
    ["Cơ cấu tổ chức\nCác phòng làm việc theo giờ hành chính.\n", "Chức năng\nNhư trên.\n"],
)
def test_a_single_line_without_a_list_below_is_no_heading(text):
    assert record_text(text)["articles"] == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            "CƠ CẤU TỔ CHỨC CHUNG:\nCơ cấu tổ chức Văn phòng Đăng ký đất đai được gồm: Lãnh đạo, "
            "các phòng.\na. Lãnh đạo\n- Giám đốc.\nb. Các phòng\n- Phòng Hành chính: văn thư;\n",
            "Văn phòng Đăng ký đất đai",
        ),
        (
            "Cơ cấu tổ chức\nTổ chức bộ máy\n1. Lãnh đạo Chi cục\na) Chi cục Thú y có Chi cục "
            "trưởng và Phó Chi cục trưởng.\n2. Các phòng thuộc Chi cục gồm có: Phòng Hành chính.\n",
            "Chi cục Thú y",
        ),
        (
            "Cơ cấu tổ chức\nTổ chức bộ máy\n1. Các phòng thuộc Chi cục: Phòng Hành chính.\n"
            "2. Phòng Hành chính có Trưởng phòng.\n",
            None,
        ),
    ],
)
def test_the_agency_that_a_page_names_in_passing(text, name):
    found = record_text(text)
    assert (found["agency"] and found["agency"]["name"]) == name
    assert names(found) == ["Phòng Hành chính"]


def test_a_day_in_brackets_is_that_of_the_page():
    text = f"Trang chủ >> Sơ đồ (26-12-2017)\nCơ cấu tổ chức\n{LISTED}"
    assert record_text(text)["decision"]["issued"] is None
    assert "date-missing" in codes(parse_text(text))


def test_what_a_dash_says_of_a_unit_is_no_part_of_its_name():
    text = "Cơ cấu tổ chức\n1. Văn phòng Sở — hành chính, văn thư\n2. Phòng Công nghiệp\n"
    assert names(record_text(text)) == ["Văn phòng Sở", "Phòng Công nghiệp"]
