"""Agencies: where the name ends in a title that is none, and in the first clauses."""

import pytest

from tests.loaders.helpers import decision, record_text


@pytest.mark.parametrize(
    ("text", "name"),
    [
        # a page: the line below the heading is a sentence already
        (
            "CHỨC NĂNG NHIỆM VỤ\nTrung tâm Bản quyền là đơn vị sự nghiệp công lập thuộc Cục A.\n"
            "Điều 1. Vị trí và chức năng\n1. Trung tâm Bản quyền là đơn vị sự nghiệp.\n",
            "Trung tâm Bản quyền",
        ),
        (
            "Chức năng nhiệm vụ\nĐiều 1. Vị trí và chức năng của Ban Dân tộc\n"
            "1. Ban Dân tộc là cơ quan chuyên môn ngang sở.\n",
            "Ban Dân tộc",
        ),
        # the title says nothing of an organisation, the article on position does
        (
            "Giới thiệu\nĐiều 1. Vị trí và chức năng:\n1. Văn phòng Ủy ban nhân dân quận 8 (sau "
            "đây gọi tắt là Văn phòng) là cơ quan chuyên môn của Ủy ban nhân dân quận 8.\n",
            "Văn phòng Ủy ban nhân dân quận 8",
        ),
        ("Giới thiệu\nĐiều 1. Vị trí\n1. Văn phòng là nơi làm việc.\n", None),
        ("Giới thiệu\nĐiều 1. Phạm vi\n1. Sở Y tế là cơ quan chuyên môn.\n", None),
        ("Cơ cấu tổ chức của Vụ gồm có Lãnh đạo Vụ và công chức.\n" * 2, None),
    ],
)
def test_agency(text, name):
    agency = record_text(text)["agency"]
    assert (agency and agency["name"]) == name


@pytest.mark.parametrize(
    ("quoted", "name"),
    [
        ("“Quy định về tổ chức và hoạt động của Sở Nội vụ”", "Sở Nội vụ"),
        ('"Quy định về tổ chức và hoạt động của Sở Nội vụ"', "Sở Nội vụ"),
        ("Quy định về tổ chức của Quỹ “Vì người nghèo”", "Quỹ “Vì người nghèo”"),
    ],
)
def test_the_mark_of_a_quoted_title_is_no_part_of_the_name(quoted, name):
    text = decision("Điều 1. Ban hành kèm theo.", title=f"Về việc ban hành {quoted}")
    assert record_text(text)["agency"]["name"] == name
