"""Transfers of functions and changes of units."""

import pytest

from tests.loaders.growth import assert_grows_evenly
from tests.loaders.helpers import parsed
from tests.loaders.rules_helpers import facts_of, shown

OWN = "Sở Nội vụ tỉnh Kon Tum"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Chuyển chức năng, biên chế phụ trách lĩnh vực Công báo từ Trung tâm Lưu trữ lịch sử "
            "sang "
            "Trung tâm Phục vụ hành chính công trực thuộc Văn phòng UBND tỉnh.",
            [
                (
                    ("chức năng", "biên chế"),
                    "lĩnh vực Công báo",
                    "Trung tâm Lưu trữ lịch sử tỉnh Kon Tum",
                    "Trung tâm Phục vụ hành chính công thuộc Văn phòng Ủy ban nhân dân tỉnh Kon "
                    "Tum",
                )
            ],
        ),
        (
            "Tiếp nhận chức năng, nhiệm vụ quản lý nhà nước về tôn giáo từ Ban Dân tộc.",
            [(("chức năng", "nhiệm vụ"), "tôn giáo", "Ban Dân tộc", OWN)],
        ),
        (
            "Chuyển giao nguyên trạng tổ chức bộ máy, tài sản của Sở Tài chính về Sở Nội vụ.",
            [(("nguyên trạng tổ chức bộ máy", "tài sản"), None, "Sở Tài chính", OWN)],
        ),
        ("Chuyển giao công nghệ từ Sở Tài chính sang Sở Nội vụ.", []),
        ("Tiếp nhận hồ sơ từ Sở Tài chính.", []),
        ("Chuyển chức năng từ nơi này sang nơi khác.", []),
    ],
)
def test_transfers(text, expected):
    found = [
        (t.matters, t.scope, shown(t.origin), shown(t.target)) for t in facts_of(text).transfers
    ]
    assert found == expected


def changes(facts):
    return [
        (c.kind, [shown(p) for p in c.before], [shown(p) for p in c.after])
        for c in facts.unit_changes
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Hợp nhất Phòng Bưu chính và Phòng Viễn thông thành Phòng Hạ tầng số.",
            [("hop-nhat", ["Phòng Bưu chính", "Phòng Viễn thông"], ["Phòng Hạ tầng số"])],
        ),
        (
            "Sáp nhập Phòng Tôn giáo vào Phòng Xây dựng chính quyền.",
            [("sap-nhap", ["Phòng Tôn giáo"], ["Phòng Xây dựng chính quyền"])],
        ),
        (
            "Đổi tên Trung tâm Lưu trữ thành Trung tâm Lưu trữ lịch sử.",
            [("doi-ten", ["Trung tâm Lưu trữ"], ["Trung tâm Lưu trữ lịch sử tỉnh Kon Tum"])],
        ),
        (
            "Sở Nội vụ được thành lập trên cơ sở hợp nhất Sở Nội vụ và Sở Lao động - Thương binh "
            "và Xã hội.",
            [("hop-nhat", [OWN, "Sở Lao động - Thương binh và Xã hội"], [OWN])],
        ),
        (
            "Thành lập Phòng Việc làm trên cơ sở tổ chức lại Phòng Lao động, Tiền lương và Phòng "
            "Chính sách.",
            [
                (
                    "to-chuc-lai",
                    ["Phòng Lao động, Tiền lương", "Phòng Chính sách"],
                    ["Phòng Việc làm"],
                )
            ],
        ),
        ("Giải thể Phòng Tôn giáo.", [("giai-the", ["Phòng Tôn giáo"], [])]),
        ("Giải thể các phòng chuyên môn.", []),
        ("Việc sáp nhập, giải thể Phòng Tôn giáo do Ủy ban nhân dân tỉnh quyết định.", []),
        ("Trình Ủy ban nhân dân tỉnh quyết định việc giải thể Phòng Tôn giáo.", []),
        ("Đổi tên thôn, tổ dân phố.", []),
        ("Hợp nhất Phòng Bưu chính và Phòng Viễn thông.", []),
    ],
)
def test_unit_changes(text, expected):
    assert changes(facts_of(text)) == expected


def test_powers_in_the_article_on_duties_change_nothing():
    facts = facts_of("Giải thể Phòng Tôn giáo.", heading="Nhiệm vụ và quyền hạn")
    assert facts.unit_changes == ()


def test_binh_phuoc_gives_the_gazette_away():
    (found,) = parsed("binh-phuoc").facts.transfers
    centre = "Trung tâm Công nghệ thông tin và Truyền thông tỉnh Bình Phước"
    assert found.matters == ("chức năng", "biên chế", "nhân sự")
    assert found.scope == "lĩnh vực Công báo"
    assert (found.origin.kind, found.origin.name) == ("unit", centre)
    assert found.target.name.startswith("Trung tâm Phục vụ hành chính công thuộc Văn phòng")
    assert found.evidence.path == "quy-dinh/dieu-4/khoan-2/diem-b/doan-1"


@pytest.mark.parametrize("name", ["kon-tum", "binh-phuoc", "soc-trang", "hau-giang", "lang-son"])
def test_no_body_changes_in_the_five_decisions(name):
    facts = parsed(name).facts
    assert facts.unit_changes == ()
    assert len(facts.transfers) == (1 if name == "binh-phuoc" else 0)


@pytest.mark.parametrize(
    ("opening", "piece", "closing"),
    [
        ("", "chuyển chức năng, ", ""),
        ("chuyển chức năng ", "nhiệm vụ và ", "từ A"),
        ("", "hợp nhất Phòng ", ""),
        ("", "giải thể ", ""),
    ],
)
def test_hostile_texts_grow_evenly(opening, piece, closing):
    assert_grows_evenly(facts_of, piece, 2_000, opening, closing)
