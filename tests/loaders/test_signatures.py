"""Signatures and recipients: ways in which copies print them."""

import pytest

from tests.loaders.helpers import decision, record_text

ARTICLES = "Điều 1. Việc\n\nĐiều 2. Giám đốc Sở Nội vụ chịu trách nhiệm thi hành Quyết định này./."


def of(end):
    return record_text(decision(ARTICLES, end=end))["decision"]


@pytest.mark.parametrize(
    ("end", "expected"),
    [
        (
            "T/M ỦY BAN NHÂN DÂN TỈNH\nK/T CHỦ TỊCH\nPHÓ CHỦ TỊCH\n\nLê Văn An",
            ("Lê Văn An", "Phó Chủ tịch", "TM. Ủy ban nhân dân tỉnh; KT. Chủ tịch"),
        ),
        (
            "TM ỦY BAN NHÂN DÂN\nKT CHỦ TỊCH\nPHÓ CHỦ TỊCH\nLê Văn An",
            ("Lê Văn An", "Phó Chủ tịch", "TM. Ủy ban nhân dân; KT. Chủ tịch"),
        ),
        (
            "Nơi nhận: | TM/ UBND TỈNH KON TUM |\n| CHỦ TỊCH |\n| Lê Văn An |",
            ("Lê Văn An", "Chủ tịch", "TM. UBND tỉnh Kon Tum"),
        ),
        (
            "TUQ. CHỦ TỊCH\nGIÁM ĐỐC SỞ NỘI VỤ\n[Daky]\nLê Văn An",
            ("Lê Văn An", "Giám đốc Sở Nội vụ", "TUQ. Chủ tịch"),
        ),
        ("CHỦ TỊCH UBND TỈNH\nLê Văn An", ("Lê Văn An", "Chủ tịch UBND tỉnh", None)),
        ("TỔNG CỤC TRƯỞNG\n\nLê Văn An", ("Lê Văn An", "Tổng cục trưởng", None)),
        ("CHỦ TỊCH\nĐã ký: Lê Văn An", ("Lê Văn An", "Chủ tịch", None)),
        ("CHỦ TỊCH\n(Ký tên, đóng dấu)\nLê Văn An", ("Lê Văn An", "Chủ tịch", None)),
        ("CHỦ TỊCH\n(Đã ký)\nLÊ VĂN AN", ("LÊ VĂN AN", "Chủ tịch", None)),
    ],
)
def test_a_signer(end, expected):
    assert [(s["name"], s["position"], s["capacity"]) for s in of(end)["signers"]] == [expected]


@pytest.mark.parametrize("between", ["\n\n", "\n|\n"])
def test_two_ministers_sign_one_text(between):
    end = (
        f"KT. BỘ TRƯỞNG BỘ NỘI VỤ\nTHỨ TRƯỞNG\n\nLê Văn An{between}"
        "KT. BỘ TRƯỞNG BỘ Y TẾ\nTHỨ TRƯỞNG\n\nTrần Thị Bình"
    )
    assert [(s["name"], s["capacity"]) for s in of(end)["signers"]] == [
        ("Lê Văn An", "KT. Bộ trưởng Bộ Nội vụ"),
        ("Trần Thị Bình", "KT. Bộ trưởng Bộ Y tế"),
    ]


@pytest.mark.parametrize(
    ("end", "expected"),
    [
        ("Nơi nhận: - Như Điều 2; - Lưu: VT.", ["Như Điều 2", "Lưu: VT"]),
        ("Nơi nhận:\nNhư Điều 2;\nLưu: VT.", ["Như Điều 2", "Lưu: VT"]),
        ("NƠI NHẬN\n+ Như Điều 2\n+ Lưu: VT", ["Như Điều 2", "Lưu: VT"]),
        ("Nơi nhận: | TM. UBND TỈNH |\n| - Như Điều 2; |", ["Như Điều 2"]),
    ],
)
def test_recipients(end, expected):
    assert of(f"{end}\nCHỦ TỊCH\nLê Văn An")["recipients"] == expected
