"""Lines that name the issuer: bodies that are no committee, and where the title ends."""

import pytest

from tests.loaders.helpers import record_text
from tests.loaders.test_header_forms import BODY, MOTTO, of


@pytest.mark.parametrize(
    ("letterhead", "below", "issuer"),
    [
        ("UBND TỈNH HÒA BÌNH\nSỞ NỘI VỤ", "GIÁM ĐỐC SỞ NỘI VỤ", "Sở Nội vụ tỉnh Hòa Bình"),
        ("THANH TRA CHÍNH PHỦ", "TỔNG THANH TRA CHÍNH PHỦ", "Thanh tra Chính phủ"),
        (
            "NGÂN HÀNG NHÀ NƯỚC\nVIỆT NAM",
            "THỐNG ĐỐC NGÂN HÀNG NHÀ NƯỚC VIỆT NAM",
            "Ngân hàng Nhà nước Việt Nam",
        ),
        (
            "ỦY BAN NHÂN DÂN\nHUYỆN MAI CHÂU",
            "CHỦ TỊCH ỦY BAN NHÂN DÂN HUYỆN",
            "Chủ tịch Ủy ban nhân dân huyện Mai Châu",
        ),
        ("UBND TỈNH HÒA BÌNH\nSỞ Y TẾ", "SỞ Y TẾ TỈNH HÒA BÌNH", "Sở Y tế tỉnh Hòa Bình"),
        ("TỈNH ỦY HÒA BÌNH", "TỈNH ỦY HÒA BÌNH", "Tỉnh ủy Hòa Bình"),
        ("KIỂM TOÁN NHÀ NƯỚC", "TỔNG KIỂM TOÁN NHÀ NƯỚC", "Kiểm toán nhà nước"),
        ("HỘI ĐỒNG CHÍNH PHỦ", "HỘI ĐỒNG CHÍNH PHỦ", "Hội đồng Chính phủ"),
        ("BỘ QUỐC PHÒNG", "BỘ TRƯỞNG BỘ QUỐC PHÒNG", "Bộ Quốc phòng"),
        ("BỘ Y TẾ-BỘ NỘI VỤ\nSố:\n02/2009/TTLT-BYT-BNV", "", "Bộ Y tế - Bộ Nội vụ"),
    ],
)
def test_other_issuers(letterhead, below, issuer):
    head = f"{letterhead}\n{MOTTO}Số: 86/QĐ-X\nHà Nội, ngày 1/2/2013\nQUYẾT ĐỊNH\nVề phí\n{below}\n"
    assert of(head)["decision"]["issuer"] == issuer


@pytest.mark.parametrize(
    ("letterhead", "title", "below"),
    [
        ("TỈNH ỦY HÒA BÌNH", "Cơ cấu tổ chức của Trạm Thú y", "TỈNH ỦY HÒA BÌNH"),
        ("SỞ Y TẾ", "CƠ CẤU TỔ CHỨC CỦA TRẠM THÚ Y", "SỞ Y TẾ TỈNH HÒA BÌNH"),
        ("UBND TỈNH HÒA BÌNH", "Cơ cấu tổ chức của Trạm Thú y", "SỞ NỘI VỤ TỈNH HÒA BÌNH"),
        ("UBND TỈNH HÒA BÌNH", "Cơ cấu tổ chức của Trạm Thú y", "TỔNG CỤC HẢI QUAN"),
    ],
)
def test_the_line_of_the_issuer_is_no_part_of_the_name(letterhead, title, below):
    head = (
        f"{letterhead}\n{MOTTO}Số: 8/QĐ-X\nHòa Bình, ngày 1/2/2013\nQUYẾT ĐỊNH\n{title}\n{below}\n"
    )
    found = of(head, body=BODY + "Điều 3. Trạm Thú y thi hành.\n")
    assert found["decision"]["title"] == title
    assert found["agency"]["name"] == "Trạm Thú y"


def test_a_title_that_goes_on_with_a_body_keeps_its_line():
    head = (
        f"UBND TỈNH HÒA BÌNH\n{MOTTO}Số: 8/QĐ-X\nHòa Bình, ngày 1/2/2013\nQUYẾT ĐỊNH\n"
        "CƠ CẤU TỔ CHỨC CỦA\nSỞ Y TẾ TỈNH HÒA BÌNH\n"
    )
    assert of(head)["agency"]["name"] == "Sở Y tế tỉnh Hòa Bình"


def test_the_number_beside_the_issuer_in_one_line():
    head = (
        "Trang chủ\nCHÍNH PHỦ Số: 28/2025/NĐ-CP |\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Hà Nội, ngày "
        "24 tháng 02 năm 2025 |\nNGHỊ ĐỊNH\nVề phí\n"
    )
    found = of(head)["decision"]
    assert (found["number"], found["issuer"]) == ("28/2025/NĐ-CP", "Chính phủ")


def test_a_motto_that_lost_letters_and_hyphens_still_begins_the_document():
    head = (
        "Quyết định số 19/2019/QĐ-UBND tỉnh Hòa Bình\nTải về\nỦY BAN NHÂN DÂN\nTỈNH HÒA BÌNH\nSố: "
        "19/QĐUBND\nCỘNG HÒA XàHỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập  Tự do  Hạnh phúc\n"
        "Hòa Bình, ngày 1/2/2019\nQUYẾT ĐỊNH\nVỀ PHÍ\nỦY BAN NHÂN DÂN TỈNH HÒA BÌNH\n"
    )
    found = of(head)["decision"]
    assert (found["number"], found["issuer"]) == ("19/QĐ-UBND", "Ủy ban nhân dân tỉnh Hòa Bình")


def test_the_committee_of_an_attached_text_alone_is_that_of_the_only_province():
    text = (
        "QUY ĐỊNH\nCƠ CẤU TỔ CHỨC CỦA SỞ Y TẾ TỈNH HÒA BÌNH\n(Ban hành kèm theo Quyết định số "
        "4/QĐ-UBND ngày 1/2/2013 của\nỦy ban nhân dân tỉnh)\nĐiều 1. Vị trí\n1. Sở Y tế là cơ quan."
    )
    assert record_text(text)["decision"]["issuer"] == "Ủy ban nhân dân tỉnh Hòa Bình"


PARTY = "ĐẢNG CỘNG SẢN VIỆT NAM"


@pytest.mark.parametrize(
    ("letterhead", "words", "issuer"),
    [
        ("TỈNH ỦY HÒA BÌNH", "Ban Thường vụ Tỉnh ủy quy định:", "Ban Thường vụ Tỉnh ủy Hòa Bình"),
        ("TỈNH ỦY HÒA BÌNH", "- Căn cứ Điều lệ Đảng;", "Tỉnh ủy Hòa Bình"),
        ("BAN CHẤP HÀNH TRUNG ƯƠNG", "Ban Bí thư quy định phí như sau:", "Ban Bí thư"),
        (
            "BAN CHẤP HÀNH TRUNG ƯƠNG",
            "- Căn cứ Quy định số 4-QĐ/TW của Ban Bí thư quy định phí;",
            "Ban Chấp hành Trung ương",
        ),
    ],
)
def test_bodies_of_the_party(letterhead, words, issuer):
    head = f"{letterhead}\t{PARTY}\n*\nSố 8-QĐ/TU\tHòa Bình, ngày 1/2/2013\nQUY ĐỊNH\nVề phí\n"
    found = record_text(f"{head}- Căn cứ Luật Phí ngày 1/2/2010;\n{words}\n{BODY}")
    assert found["decision"]["issuer"] == issuer


def test_the_title_names_the_body_of_the_party():
    head = f"BAN CHẤP HÀNH TRUNG ƯƠNG\n*\nSố 8-QĐ/TW\n{PARTY}\nHà Nội, ngày 1/2/2013\n"
    found = of(f"{head}QUY ĐỊNH\nCỦA BAN BÍ THƯ\nVề phí\n")
    assert found["decision"]["issuer"] == "Ban Bí thư"
