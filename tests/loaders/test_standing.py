"""Legal personality, seal and account: what the words grant, and what they deny."""

import pytest

from tests.loaders.helpers import decision, parse_text

FIRST = "1. Sở Nội vụ là cơ quan chuyên môn thuộc Ủy ban nhân dân tỉnh."


def standing(articles):
    agency = parse_text(decision(articles)).facts.agency
    assert agency
    stated = (agency.legal_personality, agency.seal, agency.account)
    return "".join("+" if flag else "-" for flag in stated)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("có tư cách pháp nhân, có con dấu và tài khoản riêng.", "+++"),
        ("có tư cách pháp nhân, con dấu và tài khoản riêng.", "+++"),
        ("có tư cách pháp nhân; có trụ sở, con dấu, được mở tài khoản tại Kho bạc.", "+++"),
        ("có tư cách pháp nhân và con dấu riêng.", "++-"),
        ("có tư cách pháp nhân, được sử dụng con dấu riêng.", "++-"),
        ("có tư cách pháp nhân, tài khoản và con dấu riêng.", "+++"),
        ("không có tư cách pháp nhân, có con dấu để giao dịch.", "-+-"),
        ("không có tư cách pháp nhân, không có con dấu và tài khoản riêng.", "---"),
        ("không có tư cách pháp nhân, con dấu và tài khoản riêng.", "---"),
        ("sử dụng con dấu và tài khoản của Ủy ban nhân dân tỉnh.", "---"),
        ("chịu sự kiểm tra về con dấu.", "---"),
    ],
)
def test_standing(words, expected):
    assert standing(f"Điều 1. Vị trí và chức năng\n\n{FIRST}\n\n2. Sở {words}") == expected


def test_an_article_of_its_own():
    text = f"Điều 1. Vị trí, chức năng\n\n{FIRST}\n\nĐiều 2. Tư cách pháp nhân\n\nSở có tư cách "
    assert standing(f"{text}pháp nhân, có con dấu và tài khoản riêng.") == "+++"
