"""Parts of a document: regulation attached or alone, recipients beside a signature, odd lines."""

import pytest

from tests.loaders.helpers import decision, nodes, parse_text, record_text
from tests.loaders.test_structure import outline

REGULATION = """QUY ĐỊNH

Chức năng, nhiệm vụ, quyền hạn của Sở Nội vụ tỉnh Kon Tum

(Kèm theo Quyết định số 07/2024/QĐ-UBND ngày 15 tháng 02 năm 2024
của Ủy ban nhân dân tỉnh Kon Tum)

Chương I

QUY ĐỊNH CHUNG

Điều 1. Vị trí

1. Sở Nội vụ là cơ quan chuyên môn.

Chương II

NHIỆM VỤ

Điều 2. Nhiệm vụ

1. Trình Ủy ban nhân dân tỉnh:

a) Dự thảo quyết định;

- Gạch thứ nhất;

+ Cộng thứ nhất;

b) Dự thảo kế hoạch.
"""
OWN = "Điều 1. Ban hành kèm theo Quyết định này Quy định.\n\nĐiều 2. Quyết định này có hiệu lực."
SIGNED = "Nơi nhận:\n- Như Điều 2;\n- Lưu: VT.\n\nTM. ỦY BAN NHÂN DÂN\n\nCHỦ TỊCH\n\nTrần Văn A"
TREE = [
    "quy-dinh",
    "  tieu-de",
    "  chuong I",
    "    dieu 1",
    "      khoan 1",
    "  chuong II",
    "    dieu 2",
    "      khoan 1",
    "        diem a",
    "          gach 1",
    "            cong 1",
    "        diem b",
]


def test_an_attached_regulation_is_a_part_of_its_own():
    text = decision(OWN, end=SIGNED) + "\n" + REGULATION
    own = ["tieu-de", "can-cu 1", "lenh", "dieu 1", "dieu 2", "noi-nhan", "ky"]
    assert outline(text) == [*own, *TREE]
    parts = [(a["part"], a["number"]) for a in record_text(text)["articles"]]
    assert parts == [("decision", "1"), ("decision", "2"), ("regulation", "1"), ("regulation", "2")]


def test_a_regulation_alone_is_still_the_regulation():
    assert outline(REGULATION) == TREE
    found = record_text(REGULATION)["decision"]
    assert (found["number"], found["issued"]) == ("07/2024/QĐ-UBND", "2024-02-15")


def test_the_letterhead_of_the_regulation_belongs_to_it():
    head = (
        "ỦY BAN NHÂN DÂN CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n\n"
        "TỈNH KON TUM Độc lập - Tự do - Hạnh phúc\n\n"
    )
    document = parse_text(decision(OWN, end=SIGNED) + "\n" + head + REGULATION).document
    assert document.regulation is not None
    assert document.regulation.children[0].text.startswith("ỦY BAN NHÂN DÂN CỘNG HÒA")
    assert nodes(document, "ky")[0].text.endswith("Trần Văn A")


def test_a_regulation_without_its_kind_on_a_line_begins_after_the_name():
    rest = REGULATION.removeprefix("QUY ĐỊNH\n\n")
    document = parse_text(decision(OWN, end=SIGNED) + "\n" + rest).document
    assert document.regulation is not None
    assert nodes(document, "ky")[0].text.endswith("Trần Văn A")
    assert document.regulation.children[0].text.startswith("Chức năng, nhiệm vụ")


def test_a_mention_of_the_attachment_does_not_begin_it():
    document = parse_text(decision(OWN, end=SIGNED)).document
    assert document.regulation is None


@pytest.mark.parametrize(
    ("end", "names"),
    [
        (SIGNED, [("Trần Văn A", "Chủ tịch", "TM. Ủy ban nhân dân")]),
        (
            "Nơi nhận: TM. ỦY BAN NHÂN DÂN\n- Như Điều 2;\n- Lưu: VT.\n"
            "KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\nLê Thị B",
            [("Lê Thị B", "Phó Chủ tịch", "TM. Ủy ban nhân dân; KT. Chủ tịch")],
        ),
        ("CHỦ TỊCH\n\nTrần Văn A", [("Trần Văn A", "Chủ tịch", None)]),
        ("Nơi nhận:\n- Như Điều 2.", []),
    ],
    ids=["below", "beside", "without capacity", "unsigned"],
)
def test_signers(end, names):
    signers = record_text(decision(OWN, end=end))["decision"]["signers"]
    assert [(s["name"], s["position"], s["capacity"]) for s in signers] == names


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Điều 25 Luật Bưu chính trong phạm vi nội tỉnh.", "doan"),
        ("Điều 7 Nghị định số 24/2014/NĐ-CP ngày 04 tháng 4 năm 2014.", "doan"),
        ("Khoản 1 Điều 3 của Quy định này áp dụng như sau.", "doan"),
        ("Mục tiêu của kế hoạch là phục vụ nhân dân.", "doan"),
        ("Chương trình hành động của tỉnh được ban hành.", "doan"),
        ("1.500 người được bố trí.", "doan"),
        ("Quyết định này thay thế các văn bản trước.", "doan"),
    ],
)
def test_a_line_that_only_looks_like_a_mark_is_a_paragraph(line, kind):
    document = parse_text(
        f"Điều 1. Vị trí\n\n1. Sở là cơ quan.\n\n{line}\n\n2. Sở có con dấu.\n"
    ).document
    assert [n.kind for n in document.root.walk()][3] == kind
    assert [n.marker for n in nodes(document, "khoan")] == ["1", "2"]
    assert len(nodes(document, "dieu")) == 1


def test_a_paragraph_after_an_indent_belongs_to_the_point():
    text = "Điều 1. Vị trí\n\n1. Một:\n\na) Hai:\n\n- Ba;\n\nBốn là đoạn.\n"
    assert outline(text) == ["dieu 1", "  khoan 1", "    diem a", "      gach 1", "      doan 1"]


@pytest.mark.parametrize(
    ("line", "heading", "own"),
    [
        ("Điều 1. Vị trí và chức năng", "Vị trí và chức năng", None),
        ("Điều 1: Tên gọi", "Tên gọi", None),
        ("Điều 1.Tổ chức", "Tổ chức", None),
        ("ĐIỀU 1. VỊ TRÍ", "VỊ TRÍ", None),
        ("Điều 1. Quyết định này thay thế:", None, "Quyết định này thay thế:"),
        ("Điều 1. Sở có nhiệm vụ sau đây.", None, "Sở có nhiệm vụ sau đây."),
    ],
)
def test_heading_or_provision(line, heading, own):
    (article,) = record_text(f"{line}\n\n1. Một.\n\n2. Hai.\n")["articles"]
    assert (article["heading"], article["text"]) == (heading, own)


def test_text_before_any_article_of_no_form_is_the_head_and_never_lost():
    document = parse_text("Một bài thơ\n\nkhông phải quyết định.\n").document
    assert [n.kind for n in document.root.children] == ["tieu-de"]
    assert document.coverage == 1.0


@pytest.mark.parametrize("text", ["\u200b", "\u200b\n\u200b", "   \u200e  "])
def test_a_text_of_nothing_but_marks_has_no_clauses(text):
    found = parse_text(text)
    assert found.document.root.children == ()
    assert found.document.coverage == 0.0
