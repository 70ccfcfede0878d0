"""Definitions: the short names that a text gives, and what they mean where they come back."""

import pytest

from loaders.facts.definitions import resolve_short
from tests.loaders.helpers import parsed
from tests.loaders.rules_helpers import context, facts_of, issues_of

FIELDS = "báo chí; xuất bản, in, phát hành"


@pytest.mark.parametrize(
    ("text", "short", "long", "is_collective"),
    [
        ("Sở Nội vụ (dưới đây viết tắt là Sở) là", "Sở", "Sở Nội vụ", False),
        ("Sở Nội vụ tỉnh A (gọi tắt là Sở Nội vụ) là", "Sở Nội vụ", "Sở Nội vụ tỉnh A", False),
        (
            "Thanh tra tỉnh A (sau đay gọi là Thanh tra tỉnh) là",
            "Thanh tra tỉnh",
            "Thanh tra tỉnh A",
            False,
        ),
        (
            "Chi cục Kiểm lâm (sau đây gọi tắt là: “Chi cục”) là",
            "Chi cục",
            "Chi cục Kiểm lâm",
            False,
        ),
        (
            "công chức giúp Ủy ban nhân dân xã, phường (sau đây gọi chung là Ủy ban nhân dân cấp "
            "xã) quản lý",
            "Ủy ban nhân dân cấp xã",
            "Ủy ban nhân dân xã, phường",
            True,
        ),
        (
            "thuộc Ủy ban nhân dân tỉnh, thành phố trực thuộc Trung ương (sau đây gọi chung là "
            "cấp tỉnh)",
            "cấp tỉnh",
            "tỉnh, thành phố trực thuộc Trung ương",
            True,
        ),
        (
            f"quản lý nhà nước về {FIELDS} tại địa phương (sau đây gọi tắt là thông tin)",
            "thông tin",
            f"{FIELDS} tại địa phương",
            False,
        ),
        ("Trường hợp A có B khi C (sau đây gọi là D)", "D", None, False),
    ],
)
def test_definition(text, short, long, is_collective):
    (found,) = facts_of(text).definitions
    assert (found.short, found.long, found.is_collective) == (short, long, is_collective)


@pytest.mark.parametrize(
    "text", ["Gọi là tắt.", "(sau đây là danh mục)", "các tên gọi chung", "(gọi (gọi (gọi"]
)
def test_no_definition(text):
    assert facts_of(text).definitions == ()


def test_an_open_long_form_is_reported():
    codes = [issue.code for issue in issues_of("Trường hợp A có B khi C (sau đây gọi là D)")]
    assert "definition-unresolved" in codes


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Sở", "Sở Nội vụ"),
        ("sở", "Sở Nội vụ"),
        ("tỉnh", "tỉnh Kon Tum"),
        ("Ủy ban nhân dân tỉnh", "Ủy ban nhân dân tỉnh Kon Tum"),
        ("Ủy ban nhân dân tỉnh Gia Lai", "Ủy ban nhân dân tỉnh Gia Lai"),
        ("cấp huyện", "cấp huyện"),
        ("Chi cục", "Chi cục"),
    ],
)
def test_resolve_short_by_the_agency(name, expected):
    assert resolve_short(name, (), context().agency) == expected


def test_a_definition_decides_first_and_two_that_differ_decide_nothing():
    one = facts_of("Huyện, thị xã (sau đây gọi chung là cấp huyện)").definitions
    other = facts_of("huyện, quận (sau đây gọi chung là cấp huyện)").definitions
    assert resolve_short("cấp huyện", one, None) == "Huyện, thị xã"
    assert resolve_short("cấp huyện", (*one, *one), None) == "Huyện, thị xã"
    assert resolve_short("cấp huyện", (*one, *other), None) == "cấp huyện"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("kon-tum", ["thông tin và truyền thông"]),
        ("binh-phuoc", ["Sở", "thông tin và truyền thông"]),
        ("soc-trang", ["Sở Thông tin và Truyền thông", "thông tin và truyền thông"]),
        ("hau-giang", ["thông tin và truyền thông"]),
        ("lang-son", ["thông tin và truyền thông"]),
    ],
)
def test_the_five_decisions(name, expected):
    found = parsed(name).facts.definitions
    assert [definition.short for definition in found] == expected
    assert all(definition.long for definition in found)
