"""Rules on posts, staff, transfers, changes and relations in further wordings."""

import pytest

from tests.loaders.rules_helpers import facts_of, shown

CHAIR, COMMITTEE = "Chủ tịch @ Ủy ban nhân dân", "Ủy ban nhân dân"
OWN = "Sở Nội vụ tỉnh Kon Tum"
HEAD, DEPUTY = f"Giám đốc @ {OWN}", f"Phó Giám đốc @ {OWN}"
LABOUR = "Sở Lao động - Thương binh và Xã hội"
ARCHIVE = "Trung tâm Lưu trữ lịch sử tỉnh Kon Tum"
OFFICES = ("Phòng Tổ chức cán bộ", "Phòng Xây dựng chính quyền")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Giám đốc và các Phó Giám đốc Sở do Chủ tịch UBND tỉnh bổ nhiệm, điều động.",
            [(HEAD, CHAIR, None), (DEPUTY, CHAIR, None)],
        ),
        (
            "Phó Giám đốc Sở được Chủ tịch Ủy ban nhân dân tỉnh bổ nhiệm theo đề nghị của Giám đốc "
            "Sở.",
            [(DEPUTY, CHAIR, HEAD)],
        ),
        (
            "Chủ tịch Ủy ban nhân dân tỉnh quyết định bổ nhiệm, miễn nhiệm Giám đốc, Phó Giám đốc "
            "Sở.",
            [(HEAD, CHAIR, None), (DEPUTY, CHAIR, None)],
        ),
        (
            "Giám đốc Sở bổ nhiệm Trưởng phòng.",
            [(f"Trưởng phòng @ {office}", HEAD, None) for office in OFFICES],
        ),
        (
            "Giám đốc Sở là thành viên Ủy ban nhân dân tỉnh do Hội đồng nhân dân tỉnh bầu.",
            [("Thành viên @ Ủy ban nhân dân", "Hội đồng nhân dân", None)],
        ),
        (
            "Giám đốc và Phó Giám đốc Trung tâm Lưu trữ lịch sử do Giám đốc Sở bổ nhiệm.",
            [(f"Giám đốc @ {ARCHIVE}", HEAD, None), (f"Phó Giám đốc @ {ARCHIVE}", HEAD, None)],
        ),
        (
            "Việc bổ nhiệm Giám đốc, Phó Giám đốc Trung tâm Lưu trữ lịch sử do Giám đốc Sở quyết "
            "định.",
            [(f"Giám đốc @ {ARCHIVE}", HEAD, None), (f"Phó Giám đốc @ {ARCHIVE}", HEAD, None)],
        ),
        ("Giám đốc Sở bổ nhiệm công chức vào ngạch.", []),
        ("Các sở, ban, ngành bổ nhiệm Trưởng phòng.", []),
    ],
)
def test_appointments(text, expected):
    found = [
        (shown(a.post), shown(a.decider), shown(a.proposer)) for a in facts_of(text).appointments
    ]
    assert found == expected


def test_deputies_named_with_cac_answer_to_the_head():
    text = "Các Phó Giám đốc giúp Giám đốc; chịu trách nhiệm trước Giám đốc về nhiệm vụ."
    (found,) = facts_of(text).post_statements
    assert (shown(found.post), found.relation, shown(found.other)) == (
        DEPUTY,
        "accountable_to",
        HEAD,
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Khối lượng công việc phải bố trí tối thiểu 05 biên chế công chức để thành lập phòng.",
            [("phong", 5, None, None, True)],
        ),
        (
            "Văn phòng Sở có từ 10 đến 14 biên chế công chức được bố trí không quá 02 Phó Chánh "
            "Văn phòng.",
            [("van-phong", 10, 14, 2, None)],
        ),
        (
            "Thanh tra Sở có dưới 08 biên chế công chức được bố trí 01 Phó Chánh Thanh tra.",
            [("thanh-tra", None, 8, 1, None)],
        ),
        (
            "Phòng có từ 7 - 9 biên chế công chức được bố trí 01 Phó Trưởng phòng.",
            [("phong", 7, 9, 1, None)],
        ),
        (
            "Đơn vị sự nghiệp có từ 20 người làm việc trở lên được bố trí không quá 02 Phó Giám "
            "đốc.",
            [("don-vi-su-nghiep", 20, None, 2, None)],
        ),
        (
            "Trung tâm có từ 03 phòng trở xuống được bố trí 01 Phó Giám đốc.",
            [("trung-tam", None, 3, 1, None)],
        ),
        ("Chi cục không có phòng được bố trí không quá 02 Phó Chi cục trưởng.", []),
    ],
)
def test_thresholds(text, expected):
    found = facts_of(text).thresholds
    rows = [(t.applies_to, t.lower, t.upper, t.deputies, t.may_exist) for t in found]
    assert rows == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Chuyển nguyên trạng chức năng, biên chế của Phòng Tôn giáo về Phòng Xây dựng chính "
            "quyền.",
            [("Phòng Tôn giáo", "Phòng Xây dựng chính quyền")],
        ),
        (
            f"Bàn giao chức năng về lao động từ {LABOUR} sang Sở Nội vụ kể từ ngày 01 tháng 3 năm "
            "2025.",
            [(LABOUR, OWN)],
        ),
        (
            "Chuyển chức năng, nhiệm vụ thanh tra của Thanh tra Sở cho Thanh tra tỉnh.",
            [("Thanh tra", "Thanh tra tỉnh Kon Tum")],
        ),
    ],
)
def test_transfers(text, expected):
    assert [(shown(t.origin), shown(t.target)) for t in facts_of(text).transfers] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Phòng Tổ chức cán bộ được đổi tên từ Phòng Tổ chức.",
            [("doi-ten", ["Phòng Tổ chức"], ["Phòng Tổ chức cán bộ"])],
        ),
        (
            "Phòng Thanh niên được sáp nhập vào Phòng Xây dựng chính quyền.",
            [("sap-nhap", ["Phòng Thanh niên"], ["Phòng Xây dựng chính quyền"])],
        ),
        ("Phòng Thanh niên được sáp nhập vào đâu do Ủy ban nhân dân tỉnh quyết định.", []),
        (
            "Giải thể Chi cục Văn thư - Lưu trữ thuộc Sở Nội vụ.",
            [("giai-the", ["Chi cục Văn thư - Lưu trữ"], [])],
        ),
        (
            "Chấm dứt hoạt động của Ban Thi đua - Khen thưởng kể từ ngày 01 tháng 3 năm 2025.",
            [("giai-the", ["Ban Thi đua - Khen thưởng"], [])],
        ),
        (
            "Tách Phòng Công chức, viên chức thành Phòng Công chức và Phòng Viên chức.",
            [
                (
                    "chia-tach",
                    ["Phòng Công chức, viên chức"],
                    ["Phòng Công chức", "Phòng Viên chức"],
                )
            ],
        ),
        (
            "Kết thúc hoạt động của Thanh tra Sở để sắp xếp vào Thanh tra tỉnh.",
            [("giai-the", ["Thanh tra"], [])],
        ),
        (
            "Thành lập Trung tâm Lưu trữ lịch sử trên cơ sở hợp nhất Trung tâm Lưu trữ và Trung "
            "tâm Tin học.",
            [("hop-nhat", ["Trung tâm Lưu trữ", "Trung tâm Tin học"], [ARCHIVE])],
        ),
    ],
)
def test_unit_changes(text, expected):
    found = facts_of(text).unit_changes
    rows = [(c.kind, [shown(p) for p in c.before], [shown(p) for p in c.after]) for c in found]
    assert rows == expected


def test_a_relation_with_a_body_and_a_group_is_two():
    text = (
        "Đối với Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh và các tổ chức chính trị - xã hội: Sở phối "
        "hợp chặt chẽ."
    )
    found = facts_of(text, heading="Mối quan hệ công tác").relations
    assert [(r.kind, shown(r.other)) for r in found] == [
        ("coordinates-with", "Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh Kon Tum"),
        ("coordinates-with", "[các tổ chức chính trị - xã hội]"),
    ]
