"""Thresholds: bounds with their ends, what is counted, what they allow or forbid."""

import pytest

from loaders.facts.thresholds import bounds
from tests.loaders.growth import assert_grows_evenly
from tests.loaders.helpers import parsed
from tests.loaders.rules_helpers import facts_of, issues_of, shown


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("từ 05 đến dưới 08 biên chế công chức", [("bien-che-cong-chuc", "[5, 8)")]),
        ("từ 10 đến 14 biên chế công chức", [("bien-che-cong-chuc", "[10, 14]")]),
        ("Từ 08 biên chế công chức trở lên", [("bien-che-cong-chuc", "[8, …")]),
        ("dưới 05 biên chế", [("bien-che", "< 5)")]),
        ("trên 15 người", [("nguoi-lam-viec", "(15, …")]),
        ("tối thiểu 07 người làm việc", [("nguoi-lam-viec", "[7, …")]),
        ("ít nhất là 5 công chức", [("cong-chuc", "[5, …")]),
        ("từ 10 người làm việc là viên chức trở lên", [("nguoi-lam-viec-la-vien-chuc", "[10, …")]),
        ("từ 01 đến 03 phòng", [("phong", "[1, 3]")]),
        ("Từ 07 đến 09 người trở lên", [("nguoi-lam-viec", "[7, ?")]),
        ("từ 09 đến 07 người", [("nguoi-lam-viec", "[9, ?")]),
        ("từ 02 đến 03 Phó Giám đốc", []),
        ("từ ngày 10 tháng 5", []),
        ("không có số", []),
    ],
)
def test_bounds(text, expected):
    assert [(b.counted, interval(b)) for b in bounds(text)] == expected


def interval(b):
    """Return bounds as "[5, 8)", open ones with "…", contradictory ones with "?"."""
    low = "<" if b.lower is None else f"{'[' if b.lower_inclusive else '('}{b.lower},"
    if b.upper is not None:
        return f"{low} {b.upper}{']' if b.upper_inclusive else ')'}"
    return f"{low} {'?' if b.is_contradictory else '…' if b.is_open else ''}"


def rows(facts):
    return [
        (t.applies_to, t.lower, t.upper, t.heads, t.deputies, t.may_exist) for t in facts.thresholds
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Các phòng thuộc Sở: từ 05 đến dưới 08 biên chế công chức được bố trí 01 cấp trưởng, "
            "01 cấp phó.",
            [("phong", 5, 8, 1, 1, None)],
        ),
        (
            "Phòng thuộc sở có dưới 10 biên chế công chức được bố trí 01 Phó Trưởng phòng.",
            [("phong", None, 10, None, 1, None)],
        ),
        (
            "Phòng thuộc Sở có từ 15 biên chế công chức trở lên được bố trí không quá 03 Phó "
            "Trưởng phòng.",
            [("phong", 15, None, None, 3, None)],
        ),
        (
            "Chi cục thuộc Sở có từ 01 đến 03 phòng được bố trí 01 Phó Chi cục trưởng.",
            [("chi-cuc", 1, 3, None, 1, None)],
        ),
        (
            "Không thành lập phòng có dưới 05 biên chế công chức.",
            [("phong", None, 5, None, None, False)],
        ),
        (
            "Việc bố trí: không thành lập phòng có dưới 05 biên chế công chức.",
            [("phong", None, 5, None, None, False)],
        ),
        (
            "Thành lập phòng khi có tối thiểu 07 người làm việc.",
            [("phong", 7, None, None, None, True)],
        ),
        ("Đội ngũ có từ 10 người trở lên được khen thưởng.", []),
        ("Sở được giao từ 50 biên chế công chức trở lên.", []),
    ],
)
def test_thresholds(text, expected):
    assert rows(facts_of(text)) == expected


def test_binh_phuoc():
    facts = parsed("binh-phuoc").facts
    assert rows(facts) == [
        ("phong", 8, None, 1, 2, None),
        ("phong", 5, 8, 1, 1, None),
        ("phong", None, 5, None, None, False),
        ("phong", 7, None, None, None, True),
        ("phong", 7, None, 1, 1, None),
        ("phong", 10, None, 1, 2, None),
        ("phong", None, 7, None, None, False),
    ]
    own, centre = (
        "Sở Thông tin và Truyền thông tỉnh",
        "Trung tâm Công nghệ thông tin và Truyền thông tỉnh",
    )
    bodies = [shown(threshold.of) for threshold in facts.thresholds]
    assert bodies == [f"{own} Bình Phước"] * 3 + [f"{centre} Bình Phước"] * 4
    assert [threshold.is_open for threshold in facts.thresholds] == [
        True, False, False, True, False, True, False,
    ]  # fmt: skip
    assert [threshold.upper_inclusive for threshold in facts.thresholds][1] is False


def test_binh_phuoc_contradicts_itself():
    document = parsed("binh-phuoc")
    (issue,) = (issue for issue in document.issues if issue.code == "contradiction")
    assert issue.severity == "warning"
    assert issue.span is not None
    words = document.document.source.raw[issue.span[0] : issue.span[1]]
    assert words.startswith("Từ 07 đến 09 người làm việc là viên chức trở lên")
    assert words.endswith("01 cấp phó")


def test_a_range_that_runs_backwards_is_reported():
    text = "Các phòng thuộc Sở: từ 09 đến 07 người được bố trí 01 cấp phó."
    assert "contradiction" in [issue.code for issue in issues_of(text)]


@pytest.mark.parametrize("name", ["kon-tum", "soc-trang", "hau-giang", "lang-son"])
def test_the_others_state_none(name):
    assert parsed(name).facts.thresholds == ()


@pytest.mark.parametrize(
    ("piece", "closing"),
    [
        ("từ 05 đến ", ""),
        ("bố trí 01 cấp phó, ", ""),
        ("không thành lập phòng có ", "dưới 5 người"),
        ("phòng thuộc Sở ", "từ 5 người được bố trí 1 cấp phó"),
    ],
)
def test_hostile_texts_grow_evenly(piece, closing):
    assert_grows_evenly(facts_of, piece, 1_500, closing=closing)
