"""Body classes: the levels of 2015 to 2025 in full, fields before a class, names for a class."""

import pytest

from tests.loaders.helpers import record_text

HEAD = (
    "BỘ Y TẾ\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\nSố: 07/2021/TT-BYT\n"
    "Hà Nội, ngày 27 tháng 5 năm 2021\nTHÔNG TƯ\nHƯỚNG DẪN CHỨC NĂNG, NHIỆM VỤ, QUYỀN HẠN CỦA "
)


def classes(title: str, first: str = "Phạm vi") -> list[tuple[str, str]]:
    text = f"{HEAD}{title}\nCăn cứ Luật Y tế ngày 1 tháng 2 năm 2020;\nĐiều 1. {first}\n"
    iris = [found["iri"] for found in record_text(text).get("body_classes", [])]
    return [(level, slug) for level, slug in (iri.split("/")[-2:] for iri in iris)]


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        (
            "TRUNG TÂM Y TẾ HUYỆN, QUẬN, THỊ XÃ, THÀNH PHỐ THUỘC TỈNH, THÀNH PHỐ THUỘC THÀNH PHỐ "
            "TRỰC THUỘC TRUNG ƯƠNG",
            [("cap-huyen", "trung-tam-y-te")],
        ),
        (
            "SỞ Y TẾ THUỘC ỦY BAN NHÂN DÂN TỈNH, THÀNH PHỐ TRỰC THUỘC TRUNG ƯƠNG VÀ CÔNG TÁC Y TẾ, "
            "DÂN SỐ CỦA PHÒNG CHUYÊN MÔN THUỘC ỦY BAN NHÂN DÂN XÃ, PHƯỜNG, ĐẶC KHU",
            [("cap-tinh", "so-y-te"), ("cap-xa", "phong-chuyen-mon")],
        ),
    ],
)
def test_classes_of_a_title(title, expected):
    assert classes(title) == expected


@pytest.mark.parametrize(
    ("first", "expected"),
    [
        (
            "Vị trí\n1. Cục Thuế tỉnh, thành phố trực thuộc Trung ương (sau đây gọi chung là Cục "
            "Thuế) là tổ chức trực thuộc Tổng cục Thuế.",
            [("cap-tinh", "cuc-thue")],
        ),
        ("Vị trí\n1. Cục Thuế là tổ chức trực thuộc Tổng cục Thuế.", []),
        (
            "Vị trí\n1. Chi cục Thuế các huyện (sau đây gọi chung là Chi cục) thuộc Cục Thuế.",
            [],
        ),
    ],
)
def test_a_name_that_stands_for_all_bodies_of_a_level(first, expected):
    assert classes("CỤC THUẾ TRỰC THUỘC TỔNG CỤC THUẾ", first) == expected


def test_levels_have_no_capitals_in_a_name():
    text = f"{HEAD}TRUNG TÂM HUYỆN, QUẬN, THÀNH PHỐ THUỘC TỈNH, THÀNH PHỐ\nĐiều 1. Phạm vi\n"
    name = record_text(text)["agency"]["name"]
    assert name == "Trung tâm huyện, quận, thành phố thuộc tỉnh, thành phố"
