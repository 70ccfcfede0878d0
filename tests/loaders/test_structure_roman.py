"""Roman sections of older texts: "I. Vị trí" in the place of articles, or inside one."""

import pytest

from loaders.triples.clauses import Names, _labels
from tests.loaders.helpers import decision, nodes, parse_text, record_text

SECTIONS = """I. VỊ TRÍ, CHỨC NĂNG

1. Sở Nội vụ là cơ quan chuyên môn thuộc Ủy ban nhân dân tỉnh.

II{mark} Nhiệm vụ, quyền hạn

1. Trình Ủy ban nhân dân tỉnh:

a) Dự thảo quyết định;

b) Dự thảo kế hoạch.

2. Tổ chức thực hiện.

III{mark} Tổ chức bộ máy

1. Các phòng chuyên môn:

- Văn phòng;

- Phòng Tổ chức.
"""


def annexed(sections):
    end = (
        "TM. ỦY BAN NHÂN DÂN\n\nCHỦ TỊCH\n\nNguyễn Văn A\n\nQUY ĐỊNH\n\nChức năng của Sở Nội vụ\n\n"
        f"(Ban hành kèm theo Quyết định số 05/2004/QĐ-UB của Ủy ban nhân dân tỉnh)\n\n{sections}"
    )
    return decision("Điều 1. Ban hành quy định.\n\nĐiều 2. Giám đốc chịu trách nhiệm.", end=end)


@pytest.mark.parametrize("mark", [".", "/", "-", "–"])
def test_sections_stand_for_the_articles_of_a_regulation(mark):
    found = record_text(annexed(SECTIONS.format(mark=mark)))
    own = [a for a in found["articles"] if a["part"] == "regulation"]
    assert [(a["number"], a["heading"]) for a in own] == [
        ("I", "VỊ TRÍ, CHỨC NĂNG"),
        ("II", "Nhiệm vụ, quyền hạn"),
        ("III", "Tổ chức bộ máy"),
    ]
    assert [d["path"] for d in found["duties"]] == [
        "khoan-1",
        "khoan-1/diem-a",
        "khoan-1/diem-b",
        "khoan-2",
    ]
    assert [unit["name"] for unit in found["units"]] == ["Văn phòng", "Phòng Tổ chức"]


def test_sections_inside_an_article():
    text = decision(
        "Điều 1. Quy định chức năng, nhiệm vụ, quyền hạn, tổ chức bộ máy của Sở Nội vụ như sau:\n\n"
        + SECTIONS.format(mark=".")
        + "\nĐiều 2. Quyết định này có hiệu lực kể từ ngày ký."
    )
    parsed = parse_text(text)
    assert [node.path for node in nodes(parsed.document, "muc")] == [
        "dieu-1/muc-1",
        "dieu-1/muc-2",
        "dieu-1/muc-3",
    ]
    found = record_text(text)
    assert [a["number"] for a in found["articles"]] == ["1", "2"]
    assert [c["label"] for c in found["articles"][0]["clauses"]] == ["I", "II", "III"]
    assert len(found["duties"]) == 4
    assert [unit["name"] for unit in found["units"]] == ["Văn phòng", "Phòng Tổ chức"]
    assert not [i for i in parsed.issues if i.code.startswith("numbering")]


def test_sections_above_articles():
    text = annexed(
        "I. QUY ĐỊNH CHUNG\n\nĐiều 1. Vị trí\n\n1. Sở là cơ quan.\n\n"
        "II. TỔ CHỨC\n\nĐiều 2. Cơ cấu\n\n1. Sở."
    )
    paths = [node.path for node in nodes(parse_text(text).document, "muc", "dieu")]
    assert paths[2:] == ["quy-dinh/muc-1", "quy-dinh/dieu-1", "quy-dinh/muc-2", "quy-dinh/dieu-2"]


def test_sections_with_a_letter_hold_those_with_a_roman_number():
    text = decision(
        "Điều 1. Quy định nhiệm vụ của Sở Nội vụ như sau:\n\nA. Phòng Một\n\nI. Việc\n\n1. Soạn."
        "\n\nII. Người\n\n1. Trưởng phòng.\n\nB. Phòng Hai\n\n1. Lưu trữ.\n\nC. Phòng Ba\n\n1. In."
        "\n\nĐiều 2. Hiệu lực"
    )
    parsed = parse_text(text)
    paths = [node.path for node in parsed.document.root.walk() if node.kind in ("muc", "khoan")]
    assert paths == [
        *("dieu-1/muc-1", "dieu-1/muc-1/muc-1", "dieu-1/muc-1/muc-1/khoan-1"),
        *("dieu-1/muc-1/muc-2", "dieu-1/muc-1/muc-2/khoan-1"),
        *("dieu-1/muc-2", "dieu-1/muc-2/khoan-1", "dieu-1/muc-3", "dieu-1/muc-3/khoan-1"),
    ]
    assert not [issue for issue in parsed.issues if issue.code.startswith("numbering")]


def test_a_section_whose_line_is_a_provision_keeps_its_text():
    text = annexed(
        "I. Sở Nội vụ là cơ quan chuyên môn.\n\nII. Sở có các nhiệm vụ sau.\n\n1. Trình."
    )
    (first, second) = nodes(parse_text(text).document, "muc")
    assert (first.heading, first.text) == (None, "Sở Nội vụ là cơ quan chuyên môn.")
    assert (second.heading, second.text) == (None, "Sở có các nhiệm vụ sau.")


@pytest.mark.parametrize("line", ["V. Lê-nin nói vậy.", "X. Người ký", "III. Việc khác"])
def test_a_roman_number_out_of_its_count_is_no_section(line):
    text = decision(f"Điều 1. Việc\n\n1. Sở thực hiện.\n\n{line}\n\n2. Sở báo cáo.")
    assert not nodes(parse_text(text).document, "muc")


def test_a_roman_number_in_a_summary_above_the_text_opens_nothing():
    text = decision("Điều 1. Việc", title="I. Tóm tắt nội dung")
    assert [node.kind for node in nodes(parse_text(text).document, "muc", "dieu")] == ["dieu"]


def test_the_label_of_a_clause_names_its_section():
    text = decision("Điều 1. Tổ chức như sau:\n\n" + SECTIONS.format(mark="."))
    node = next(n for n in nodes(parse_text(text).document, "khoan") if "muc-3" in n.path)
    (article,) = nodes(parse_text(text).document, "dieu")
    section = article.children[-1]
    names = Names("Quyết định 1", "Decision 1")
    assert _labels(node, (article, section), names)[0] == "Khoản 1 Mục III Điều 1 Quyết định 1"


def test_duties_under_a_clause_of_the_only_article():
    text = decision(
        "Điều 1. Quy định chức năng, nhiệm vụ của Sở như sau:\n\n1. Vị trí\n\na) Sở là cơ quan.\n\n"
        "2. Nhiệm vụ, quyền hạn:\n\na) Trình kế hoạch;\n\nb) Báo cáo.\n\n"
        "3. Nhiệm vụ của Giám đốc:\n\na) Chỉ đạo."
    )
    assert [duty["path"] for duty in record_text(text)["duties"]] == ["diem-a", "diem-b"]
