"""Working relations: with whom, of what kind, through which posts."""

import pytest

from tests.loaders.growth import assert_grows_evenly
from tests.loaders.helpers import parsed
from tests.loaders.rules_helpers import facts_of, issues_of, shown

HEADING = "Mối quan hệ công tác"
HEAD = "Giám đốc @ Sở Nội vụ tỉnh Kon Tum"


def relations(facts):
    return [(r.kind, shown(r.other), shown(r.actor), shown(r.contact)) for r in facts.relations]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Đối với Bộ Nội vụ: Giám đốc Sở báo cáo tình hình với Bộ trưởng Bộ Nội vụ theo định "
            "kỳ.",
            [("reports-to", "Bộ Nội vụ (vn)", HEAD, "Bộ trưởng @ Bộ Nội vụ (vn)")],
        ),
        (
            "Đối với Hội đồng nhân dân tỉnh: Sở chịu sự giám sát của Hội đồng nhân dân tỉnh; trả "
            "lời các chất vấn.",
            [
                ("supervised-by", "Hội đồng nhân dân", None, None),
                ("answers-questions", "Hội đồng nhân dân", None, None),
            ],
        ),
        (
            "Với các sở, ban, ngành: Sở có quyền đề nghị các sở, ban, ngành báo cáo tình hình.",
            [("requests-reports", "[các sở, ban, ngành]", None, None)],
        ),
        (
            "Đối với Ủy ban nhân dân cấp huyện: Sở phối hợp chặt chẽ, phối hợp thường xuyên.",
            [("coordinates-with", "[Ủy ban nhân dân cấp huyện]", None, None)],
        ),
        (
            "Đối với các phòng chuyên môn cấp huyện: Sở hướng dẫn, kiểm tra về nghiệp vụ theo sự "
            "chỉ đạo của Bộ.",
            [("guides", "[các phòng chuyên môn cấp huyện]", None, None)],
        ),
        (
            "Đối với Ủy ban nhân dân tỉnh: Trước khi thực hiện, Giám đốc Sở xin ý kiến chỉ đạo của "
            "Ủy ban nhân dân tỉnh, Chủ tịch Ủy ban nhân dân tỉnh.",
            [("seeks-direction", "Ủy ban nhân dân", HEAD, "Chủ tịch @ Ủy ban nhân dân")],
        ),
        ("Đối với Ủy ban nhân dân tỉnh: Sở có chế độ báo cáo thống kê.", []),
        ("Sở phối hợp với các cơ quan.", []),
    ],
)
def test_relations(text, expected):
    assert relations(facts_of(text, heading=HEADING)) == expected


def test_only_articles_on_relations_have_them():
    text = "Đối với Hội đồng nhân dân tỉnh: Sở chịu sự giám sát của Hội đồng nhân dân tỉnh."
    assert facts_of(text, heading="Biên chế").relations == ()


def test_a_heading_can_name_both_sides():
    heading = "Quan hệ công tác của Sở với Hội đồng nhân dân tỉnh"
    found = facts_of("Sở chịu sự giám sát của Hội đồng nhân dân tỉnh.", heading=heading)
    assert relations(found) == [("supervised-by", "Hội đồng nhân dân", None, None)]


def test_to_whom_a_post_reports_elsewhere():
    text = (
        "Giám đốc Sở chịu trách nhiệm báo cáo công tác trước Hội đồng nhân dân, "
        "Ủy ban nhân dân tỉnh và Bộ Nội vụ."
    )
    assert [r[:3] for r in relations(facts_of(text))] == [
        ("reports-to", "Hội đồng nhân dân", HEAD),
        ("reports-to", "Ủy ban nhân dân", HEAD),
        ("reports-to", "Bộ Nội vụ (vn)", HEAD),
    ]


def test_a_body_that_is_not_known_is_reported():
    text = "Đối với những ai khác biệt: Sở phối hợp."
    other = "Đối với pháp nhân ngoài: Sở phối hợp."
    assert "body-unresolved" not in [issue.code for issue in issues_of(text, heading=HEADING)]
    assert "body-unresolved" in [issue.code for issue in issues_of(other, heading=HEADING)]


def test_the_six_clauses_of_binh_phuoc():
    own = "Sở Thông tin và Truyền thông tỉnh Bình Phước"
    head, chair = f"Giám đốc @ {own}", "Chủ tịch @ Ủy ban nhân dân"
    ministry = "Bộ Thông tin và Truyền thông (vn)"
    divisions = "[Phòng Văn hóa và Thông tin các huyện, thị xã, thành phố]"
    districts = "[Ủy ban nhân dân các huyện, thị xã, thành phố]"
    facts = parsed("binh-phuoc").facts
    found = [
        (r.evidence.path.removeprefix("quy-dinh/dieu-"), *relation)
        for r, relation in zip(facts.relations, relations(facts), strict=True)
    ]
    assert found == [
        ("5/khoan-1", "reports-to", "Ủy ban nhân dân", head, chair),
        ("5/khoan-1", "reports-to", ministry, head, f"Bộ trưởng @ {ministry}"),
        ("5/khoan-1", "reports-to", "Hội đồng nhân dân", head, None),
        ("5/khoan-1", "answers-questions", "Hội đồng nhân dân", head, None),
        ("6/khoan-1", "reports-to", ministry, head, f"Bộ trưởng @ {ministry}"),
        ("6/khoan-1", "attends-meetings", ministry, head, None),
        ("6/khoan-2", "supervised-by", "Hội đồng nhân dân", None, None),
        ("6/khoan-2", "reports-to", "Hội đồng nhân dân", None, None),
        ("6/khoan-2", "provides-information", "Hội đồng nhân dân", None, None),
        ("6/khoan-2", "answers-questions", "Hội đồng nhân dân", None, None),
        ("6/khoan-3", "reports-to", "Ủy ban nhân dân", head, chair),
        ("6/khoan-3", "seeks-direction", "Ủy ban nhân dân", head, chair),
        ("6/khoan-4", "coordinates-with", "[các sở, ban, ngành]", None, None),
        ("6/khoan-4", "requests-reports", "[các sở, ban, ngành]", None, None),
        ("6/khoan-5", "coordinates-with", districts, None, None),
        ("6/khoan-5", "seeks-direction", "Ủy ban nhân dân", None, chair),
        ("6/khoan-6", "directs-and-guides", divisions, None, None),
        ("6/khoan-6", "requests-reports", divisions, None, None),
    ]


@pytest.mark.parametrize("name", ["kon-tum", "soc-trang", "hau-giang", "lang-son"])
def test_the_others_state_none(name):
    assert parsed(name).facts.relations == ()


@pytest.mark.parametrize(
    ("opening", "piece"),
    [
        ("Đối với Bộ Nội vụ: ", "báo cáo với "),
        ("Đối với Bộ Nội vụ: ", "đề nghị "),
        ("", "Đối với "),
        ("Đối với Bộ Nội vụ: ", "trả lời a "),
    ],
)
def test_hostile_texts_grow_evenly(opening, piece):
    assert_grows_evenly(lambda text: facts_of(text, heading=HEADING), piece, 2_000, opening)
