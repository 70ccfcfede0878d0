"""Copies that lost lines or letters, excerpts on pages, heads that name who issues otherwise."""

import pytest

from tests.loaders.helpers import decision, record_text
from tests.loaders.test_header_forms import BODY, MOTTO, of

# --- who issues ---


@pytest.mark.parametrize(
    ("letterhead", "below", "issuer"),
    [
        ("CHỦ TỊCH ỦY BAN\nNHÂN DÂN |", "", "Chủ tịch Ủy ban nhân dân tỉnh Hòa Bình"),
        (
            "ỦY BAN NHÂN DÂN |",
            "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH",
            "Chủ tịch Ủy ban nhân dân tỉnh Hòa Bình",
        ),
        (
            "HỘI ĐỒNG NHÂN DÂN |",
            "THƯỜNG TRỰC HỘI ĐỒNG NHÂN DÂN TỈNH",
            "Thường trực Hội đồng nhân dân tỉnh Hòa Bình",
        ),
        (
            "HỘI ĐỒNG NHÂN DÂN\nTỈNH HÒA BÌNH",
            "THƯỜNG TRỰC HỘI ĐỒNG NHÂN DÂN TỈNH",
            "Thường trực Hội đồng nhân dân tỉnh Hòa Bình",
        ),
        (
            "THƯỜNG TRỰC\nHĐND - UBND TỈNH HÒA BÌNH",
            "",
            "Thường trực Hội đồng nhân dân - Ủy ban nhân dân tỉnh Hòa Bình",
        ),
        ("CHỦ TỊCH NƯỚC", "", "Chủ tịch nước"),
        (
            "THƯỜNG TRỰC HỘI ĐỒNG NHÂN DÂN\nTỈNH HÒA BÌNH",
            "",
            "Thường trực Hội đồng nhân dân tỉnh Hòa Bình",
        ),
    ],
)
def test_issuer(letterhead, below, issuer):
    head = (
        f"{letterhead}\n{MOTTO}Số: 8/QĐ-X\nHòa Bình, ngày 1/2/2013\nQUYẾT ĐỊNH\n"
        f"Về phí của tỉnh Hòa Bình\n{below}\n"
    )
    assert of(head)["decision"]["issuer"] == issuer


@pytest.mark.parametrize("kind", ["THÔNG TƯ\nCỦA BỘ Y TẾ SỐ", "Thông tư\ncủa Bộ Y tế Số"])
def test_issuer_number_and_day_within_the_title(kind):
    text = (
        f"{kind} 02/2005/TT-BYT ngày 26 tháng 9 năm 2005\nHướng dẫn việc thu phí\n"
        "Căn cứ Quyết định số 112/2004/QĐ-TTg ngày 23/6/2004 của Thủ tướng Chính phủ về phí;\n"
        "Điều 1. Phạm vi\n1. Thông tư này quy định về phí."
    )
    found = record_text(text)["decision"]
    expected = ("Bộ Y tế", "02/2005/TT-BYT", "2005-09-26")
    assert (found["issuer"], found["number"], found["issued"]) == expected


def test_the_issuer_in_the_small_letters_of_a_font_of_capitals():
    head = (
        "Nghị định\ncủa chính phủ Số 49/2003/NĐ-CP ngày 15 tháng 5 năm 2003\n"
        "Quy định chức năng và cơ cấu tổ chức của Bộ Y tế\n\nchính phủ\n\n"
    )
    found = of(head, body="Nghị định:\nĐiều 1. Vị trí\nBộ Y tế là cơ quan của Chính phủ.\n")
    assert found["agency"]["name"] == "Bộ Y tế"
    assert found["decision"]["issuer"] == "Chính phủ"


def test_a_decree_of_1959_whose_rows_and_date_are_no_title():
    text = (
        "• Hiệu lực: Hết hiệu lực\nSẮC LỆNH\nCỦA CHỦ TỊCH PHỦ SỐ 017-SL NGÀY 6 THÁNG 3 NĂM 1959\n"
        "CHỦ TỊCH NƯỚC VIỆT NAM DÂN CHỦ CỘNG HOÀ\nCăn cứ nghị quyết của Quốc hội;\nRA SẮC LỆNH:\n"
        "Điều 1\nUỷ ban Dân tộc có nhiệm vụ giúp Chính phủ thực hiện chính sách dân tộc.\n"
    )
    found = record_text(text)
    head = found["decision"]
    assert (head["kind"], head["number"], head["title"]) == ("Sắc lệnh", "017-SL", None)
    assert head["issuer"] == "Chủ tịch nước Việt Nam Dân chủ Cộng hòa"
    assert found["agency"]["name"] == "Ủy ban Dân tộc"


def test_a_statute_on_working_together_is_a_statute():
    head = f"SỞ Y TẾ\n{MOTTO}Số: 1094/QCPH-YT-CT\nQUY CHẾ PHỐI HỢP\nCÔNG TÁC AN TOÀN THỰC PHẨM\n"
    assert of(head)["decision"]["kind"] == "Quy chế"


def test_the_number_above_the_motto_with_a_blank_before_its_colon():
    head = f"Trang chủ\nBỘ Y TẾ\n****\nSố : 27/2006/QĐ-BYT\n{MOTTO}QUYẾT ĐỊNH\nVề phí\n"
    found = of(head)["decision"]
    assert (found["number"], found["issuer"]) == ("27/2006/QĐ-BYT", "Bộ Y tế")


# --- effect ---


@pytest.mark.parametrize(
    ("sentence", "effective", "rule"),
    [
        (
            "Quyết định này có hiệu lực trên địa bàn tỉnh Kon Tum kể từ ngày 01/01/2002.",
            "2002-01-01",
            "kể từ ngày 01/01/2002",
        ),
        (
            "Giám đốc Sở chịu trách nhiệm thi hành quyết định này kể từ ngày ký./.",
            None,
            "kể từ ngày ký",
        ),
        ("Giám đốc Sở chịu trách nhiệm thi hành Quyết định này.", None, None),
        (
            "Quyết định này có hiệu lực từ ngày: 01/7/2003.",
            "2003-07-01",
            "từ ngày: 01/7/2003",
        ),
    ],
)
def test_effect(sentence, effective, rule):
    found = record_text(decision(f"Điều 1. Việc\n\nĐiều 2. {sentence}"))["decision"]
    assert (found["effective"], found["effective_rule"]) == (effective, rule)


# --- agency ---


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Quy định chức năng, nhiệm vụ của Thông tấn xã Việt Nam", "Thông tấn xã Việt Nam"),
        ("Quy định cơ cấu tổ chức của Đài Tiếng nói Việt Nam", "Đài Tiếng nói Việt Nam"),
        ("Quy định cơ cấu tổ chức của Kiểm toán Nhà nước", "Kiểm toán Nhà nước"),
        ("Sáp nhập hai phân viện vào một, lấy tên là Bệnh viện 74", "Bệnh viện 74"),
        ("Chức năng, nhiệm vụ của Sở Y tế: Functions of the Department", "Sở Y tế"),
        (
            "Cơ cấu tổ chức của Vụ Pháp chế, Vụ Pháp chế có chức năng, nhiệm vụ như sau",
            "Vụ Pháp chế",
        ),
        ("Cơ cấu tổ chức của Sở Y tế Số hiệu: | 8/QĐ-UBND | Loại văn bản: |", "Sở Y tế"),
        ("Quy chế quản lý tài chính và kinh phí hoạt động Kho bạc Nhà nước", None),
        ("Quy định phân cấp và tổ chức bộ máy của đơn vị sự nghiệp công lập", None),
    ],
)
def test_agency_of_a_title(title, name):
    agency = record_text(decision("Điều 1. Ban hành kèm theo.", title=title))["agency"]
    assert (agency and agency["name"]) == name


@pytest.mark.parametrize(
    ("articles", "duties"),
    [
        (
            "Điều 2. Thông tấn xã Việt Nam có các nhiệm vụ sau đây:\n1. Thu thập tin.\n2. Báo cáo.",
            2,
        ),
        (
            "Điều 2. Thông tấn xã Việt Nam có các nhiệm vụ và quyền hạn cụ thể sau đây khi được "
            "giao:\n1. Thu thập tin.\n2. Báo cáo.",
            2,
        ),
        ("Thông tấn xã Việt Nam là cơ quan thuộc Chính phủ.\n1. Thu thập tin.", 0),
    ],
)
def test_a_copy_without_title_whose_first_words_name_the_agency(articles, duties):
    head = f"CHÍNH PHỦ |\n{MOTTO}Số: 6/1998/NĐ-CP |\nHà Nội, ngày 1 tháng 2 năm 1998 |\nCHÍNH PHỦ\n"
    found = of(head, body=f"NGHỊ ĐỊNH:\n{articles}\n")
    assert found["agency"]["name"] == "Thông tấn xã Việt Nam"
    assert len(found["duties"]) == duties


@pytest.mark.parametrize("last", ["và", "của", "theo"])
def test_a_line_that_ends_with_a_word_for_more_goes_on_with_a_capital(last):
    text = (
        f"QUYẾT ĐỊNH:\nĐiều 1. Vị trí\n1. Sở Văn hóa {last}\nThể thao là cơ quan chuyên môn.\n"
        "2. Sở có con dấu.\n"
    )
    (article,) = record_text(text)["articles"]
    first, _ = article["clauses"]
    assert first["text"] == f"Sở Văn hóa {last} Thể thao là cơ quan chuyên môn."


def test_a_page_that_begins_with_a_section():
    text = (
        "I. Vị trí và chức năng\nPhòng Bổ trợ tư pháp (sau đây gọi chung là Phòng) là phòng chuyên "
        "môn thuộc Sở Tư pháp.\nII. Nhiệm vụ và quyền hạn\n1. Trình Ủy ban nhân dân tỉnh:\n"
        "a) Dự thảo quyết định;\nb) Dự thảo kế hoạch.\n"
    )
    found = record_text(text)
    assert found["agency"]["name"] == "Phòng Bổ trợ tư pháp"
    assert [duty["path"] for duty in found["duties"]] == [
        "khoan-1",
        "khoan-1/diem-a",
        "khoan-1/diem-b",
    ]


def test_an_excerpt_has_the_agency_of_its_first_line():
    text = (
        "Trích Quyết định số 48/2017/QĐ-TTg ngày 12 tháng 12 năm 2017 quy định chức năng và cơ cấu "
        "tổ chức của Tổng cục Địa chất:\n...\nĐiều 3. Cơ cấu tổ chức\n1. Vụ Pháp chế.\n"
        "2. Cục Kiểm soát hoạt động khoáng sản miền Bắc.\n3. Liên đoàn Địa chất Đông Bắc.\n"
    )
    found = record_text(text)
    assert found["agency"]["name"] == "Tổng cục Địa chất"
    assert [unit["name"] for unit in found["units"]] == [
        "Vụ Pháp chế",
        "Cục Kiểm soát hoạt động khoáng sản miền Bắc",
        "Liên đoàn Địa chất Đông Bắc",
    ]


def test_a_sentence_on_a_unit_is_none():
    body = BODY.replace("Điều 2.", "Điều 3.") + (
        "Điều 4. Cơ cấu tổ chức\n1. Văn phòng.\n2. Phòng Kế toán hoạt động theo quy chế riêng.\n"
    )
    head = f"UBND TỈNH HÒA BÌNH\n{MOTTO}Số: 8/QĐ-UBND\nQUYẾT ĐỊNH\nCơ cấu tổ chức của Sở Y tế\n"
    assert [unit["name"] for unit in of(head, body=body)["units"]] == ["Văn phòng"]
