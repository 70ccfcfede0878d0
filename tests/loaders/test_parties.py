"""Parties: which body, post or group a name means, and where lists of them end."""

import pytest

from loaders.facts.parties import party_list, posts_of, read_party
from tests.loaders.growth import assert_grows_evenly
from tests.loaders.rules_helpers import context, shown

OWN = "Sở Nội vụ tỉnh Kon Tum"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Sở", OWN),
        ("Sở Nội vụ", OWN),
        ("Ủy ban nhân dân tỉnh", "Ủy ban nhân dân"),
        ("UBND tỉnh Kon Tum", "Ủy ban nhân dân"),
        ("Ủy ban nhân dân cấp tỉnh", "Ủy ban nhân dân"),
        ("Ủy ban nhân dân dân tỉnh", "Ủy ban nhân dân"),
        ("Ủy ban nhân dân thành phố", None),
        ("Ủy ban nhân dân", None),
        ("Hội đồng nhân dân tỉnh", "Hội đồng nhân dân"),
        ("Bộ Thông tin và Truyền thông", "Bộ Thông tin và Truyền thông (vn)"),
        ("Chính phủ", "Chính phủ (vn)"),
        ("Sở Tài chính", "Sở Tài chính"),
        ("Ban Tuyên giáo Tỉnh ủy", "Ban Tuyên giáo Tỉnh ủy"),
        ("Trung tâm", "Trung tâm Lưu trữ lịch sử tỉnh Kon Tum"),
        ("Trung tâm Lưu trữ lịch sử trực thuộc Sở", "Trung tâm Lưu trữ lịch sử tỉnh Kon Tum"),
        ("Phòng", None),
        ("Chi cục", None),
        ("các sở, ban, ngành", "[các sở, ban, ngành]"),
        ("Ủy ban nhân dân cấp huyện", "[Ủy ban nhân dân cấp huyện]"),
        ("cấp có thẩm quyền", "[cấp có thẩm quyền]"),
        ("Giám đốc", f"Giám đốc @ {OWN}"),
        ("Giám đốc Sở", f"Giám đốc @ {OWN}"),
        ("Giám đốc Sở Tài chính", "Giám đốc @ Sở Tài chính"),
        ("Giám đốc Trung tâm", "Giám đốc @ Trung tâm Lưu trữ lịch sử tỉnh Kon Tum"),
        ("Chánh Văn phòng Sở", "Chánh Văn phòng @ Văn phòng"),
        ("Chánh Thanh tra", "Chánh Thanh tra @ Thanh tra"),
        ("Trưởng phòng Tổ chức cán bộ", "Trưởng phòng @ Phòng Tổ chức cán bộ"),
        ("Trưởng phòng", None),
        ("Chủ tịch Ủy ban nhân dân tỉnh", "Chủ tịch @ Ủy ban nhân dân"),
        ("Bộ trưởng Bộ Nội vụ", "Bộ trưởng @ Bộ Nội vụ (vn)"),
        ("Thủ tướng Chính phủ", "Thủ tướng @ Chính phủ (vn)"),
        ("Tổng Thanh tra Chính phủ", "Tổng Thanh tra @ Thanh tra Chính phủ (vn)"),
        ("Ủy viên Ủy ban nhân dân tỉnh", "Ủy viên @ Ủy ban nhân dân"),
        ("pháp luật", None),
        ("", None),
    ],
)
def test_read_party(name, expected):
    assert shown(read_party(name, context())) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Ủy ban nhân dân, Chủ tịch Ủy ban nhân dân tỉnh và trước pháp luật về",
            ["Ủy ban nhân dân", "Chủ tịch @ Ủy ban nhân dân"],
        ),
        (
            "Hội đồng nhân dân, Ủy ban nhân dân tỉnh và Bộ Tài nguyên và Môi trường theo",
            ["Hội đồng nhân dân", "Ủy ban nhân dân", "Bộ Tài nguyên và Môi trường (vn)"],
        ),
        ("Hội đồng nhân dân tỉnh, trả lời chất vấn", ["Hội đồng nhân dân"]),
        (
            "Ủy ban nhân dân các huyện, thị xã, thành phố trong việc",
            ["[Ủy ban nhân dân các huyện, thị xã, thành phố]"],
        ),
        ("Giám đốc và Phó Giám đốc Sở do", [f"Giám đốc @ {OWN}", f"Phó Giám đốc @ {OWN}"]),
        ("Giám đốc Sở: là người", [f"Giám đốc @ {OWN}"]),
        ("pháp luật về Sở", []),
        ("các quy định của Sở", []),
    ],
)
def test_party_list(text, expected):
    assert [shown(party) for party, _, _ in party_list(text, 0, context())] == expected


def test_a_title_of_several_units_is_a_post_in_each():
    assert [shown(post) for post in posts_of("Trưởng phòng", context())] == [
        "Trưởng phòng @ Phòng Tổ chức cán bộ",
        "Trưởng phòng @ Phòng Xây dựng chính quyền",
    ]


@pytest.mark.parametrize("piece", ["Giám đốc Sở, ", "Ủy ban nhân dân, ", "Bộ Sở ", "và "])
def test_long_lists_grow_evenly(piece):
    assert_grows_evenly(lambda text: party_list(text, 0, context()), piece, 500)
