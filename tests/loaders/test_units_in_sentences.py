"""Units that a sentence lists without the word of their kind."""

import pytest

from tests.loaders.helpers import decision, record_text


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        (
            "Chi cục có 03 phòng: Hành chính tổng hợp, Thanh tra - Pháp chế, Trồng trọt và 01 Trạm "
            "Kiểm dịch thực vật nội địa.",
            [
                "Phòng Hành chính tổng hợp",
                "Phòng Thanh tra - Pháp chế",
                "Phòng Trồng trọt",
                "Trạm Kiểm dịch thực vật nội địa",
            ],
        ),
        (
            "Sở có các phòng: Hành chính; Nghiệp vụ Y và 02 Trung tâm Y tế.",
            ["Phòng Hành chính", "Phòng Nghiệp vụ Y", "Trung tâm Y tế"],
        ),
        ("Sở có các phòng: Văn phòng, Thanh tra.", ["Văn phòng", "Thanh tra"]),
        ("Sở có: Văn phòng (nếu có); Thanh tra Sở; Chi cục Thủy lợi (nếu có).", ["Thanh tra Sở"]),
    ],
)
def test_names(sentence, names):
    text = decision(f"Điều 1. Vị trí\nSở Nội vụ là cơ quan.\nĐiều 2. Cơ cấu tổ chức\n{sentence}\n")
    assert [unit["name"] for unit in record_text(text)["units"]] == names
