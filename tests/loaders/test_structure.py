"""Structure: every character in one node, labels by position, parts of a decision."""

import itertools

import pytest

from loaders.markers import is_cut_reference, marker, number
from tests.loaders.helpers import FIVE, codes, decision, nodes, parse_text, parsed


def outline(text):
    """Return kind and label of every clause below the root, indented by depth."""

    def below(node, depth):
        for child in node.children:
            yield "  " * depth + f"{child.kind} {child.marker}".strip()
            yield from below(child, depth + 1)

    return list(below(parse_text(text).document.root, 0))


# --- every character in exactly one node ---


@pytest.mark.parametrize("name", FIVE)
def test_every_character_lies_in_exactly_one_clause(name):
    document = parsed(name).document
    text = document.mended.text
    owners = [0] * len(text)
    for node in document.root.walk():
        if node is document.root:
            continue
        at = node.start
        for child in [*node.children, None]:
            stop = child.start if child else node.end
            for place in range(at, stop):
                owners[place] += 1
            at = child.end if child else at
    assert {text[at] for at, count in enumerate(owners) if count != 1} <= {"\n"}


@pytest.mark.parametrize("name", FIVE)
def test_children_lie_inside_their_parent_in_order(name):
    for node in parsed(name).document.root.walk():
        at = node.text_end if node.kind != "document" else 0
        for child in node.children:
            assert at <= child.start <= child.text_start <= child.text_end <= child.end <= node.end
            at = child.end


@pytest.mark.parametrize("name", FIVE)
def test_raw_spans_are_in_order_and_inside_the_file(name):
    document = parsed(name).document
    for node in document.root.walk():
        span = document.node_span(node)
        assert 0 <= span.start < span.end <= len(document.source.raw)
        spans = [document.node_span(child) for child in node.children]
        assert all(a.end <= b.start for a, b in itertools.pairwise(spans))
        assert all(span.start <= s.start and s.end <= span.end for s in spans)


@pytest.mark.parametrize("name", FIVE)
def test_paths_are_unique_and_go_down_the_tree(name):
    document = parsed(name).document
    paths = [node.path for node in document.root.walk()]
    assert len(set(paths)) == len(paths)
    assert all(path == path.lower() and " " not in path for path in paths)


def test_only_an_attached_regulation_has_quy_dinh_in_its_paths():
    for name, attached in zip(FIVE, (True, True, True, False, False), strict=True):
        found = [n.path.startswith("quy-dinh/") for n in nodes(parsed(name).document, "dieu")]
        assert any(found) is attached
    alone = [n.path for n in nodes(parsed("kon-tum").document, "dieu")]
    assert alone == ["quy-dinh/dieu-1", "quy-dinh/dieu-2", "quy-dinh/dieu-3"]


def test_chapters_do_not_restart_the_articles_nor_stand_in_their_paths():
    articles = [n.path for n in nodes(parsed("binh-phuoc").document, "dieu")]
    assert articles[3:] == [f"quy-dinh/dieu-{n}" for n in range(1, 8)]
    chapters = [n.path for n in nodes(parsed("binh-phuoc").document, "chuong")]
    assert chapters == [f"quy-dinh/chuong-{n}" for n in range(1, 6)]


def test_zones_of_a_decision():
    text = decision(
        "Điều 1. Vị trí\n\n1. Sở là cơ quan.",
        end="Nơi nhận:\n- Như Điều 1;\n\nTM. ỦY BAN NHÂN DÂN\n\nTrần Văn A",
    )
    assert outline(text) == [
        "tieu-de",
        "can-cu 1",
        "lenh",
        "dieu 1",
        "  khoan 1",
        "noi-nhan",
        "ky",
    ]


# --- labels by position ---


def points(*labels):
    lines = [f"{label} Nội dung {at};" for at, label in enumerate(labels)]
    return "Điều 1. Nhiệm vụ\n\n1. Trình Ủy ban:\n\n" + "\n\n".join(lines) + "\n"


@pytest.mark.parametrize(
    ("printed", "labels", "issues"),
    [
        ("a) b) c)", "a b c", []),
        ("c) d) đ) e) g) h) i) k)", "c d đ e g h i k", ["numbering-gap"]),
        ("a) b) c) d) d) e)", "a b c d đ e", ["label-repeated"]),
        ("a) b) b) d)", "a b c d", ["label-repeated"]),
        ("a) b) b)", "a b c", ["label-repeated"]),
        ("a) b) d) đ)", "a b d đ", ["numbering-gap"]),
        ("a) b) x) d)", "a b c d", ["label-misprinted"]),
        ("a) b) a) b)", "a b a b", ["numbering-restart"]),
        ("a) b) a)", "a b a", ["numbering-restart"]),
        ("a. b. c.", "a b c", []),
        ("a/ b/ c/", "a b c", []),
        ("a) w) b)", "a w b", []),
    ],
)
def test_labels_of_points(printed, labels, issues):
    found = parse_text(points(*printed.split()))
    got = nodes(found.document, "diem")
    assert " ".join(node.marker for node in got) == labels
    assert [c for c in codes(found) if c.startswith(("label", "numbering"))] == issues
    assert len({node.path for node in got}) == len(got)


@pytest.mark.parametrize(
    ("printed", "labels", "issues"),
    [
        ("1 2 3", "1 2 3", []),
        ("1 2 2 4", "1 2 3 4", ["label-repeated"]),
        ("1 2 4 5", "1 2 4 5", ["numbering-gap"]),
        ("1 2 5 4", "1 2 3 4", ["label-misprinted"]),
        ("1 3", "1 3", ["numbering-gap"]),
        ("1 2 3 1 2", "1 2 3 1 2", ["numbering-restart"]),
    ],
)
def test_labels_of_clauses(printed, labels, issues):
    lines = "\n\n".join(f"{label}. Quản lý việc {label};" for label in printed.split())
    found = parse_text(f"Điều 1. Nhiệm vụ\n\n{lines}\n")
    got = nodes(found.document, "khoan")
    assert " ".join(node.marker for node in got) == labels
    assert [c for c in codes(found) if c.startswith(("label", "numbering"))] == issues
    assert len({node.path for node in got}) == len(got)


def test_a_printed_label_is_kept_only_where_it_differs():
    found = parse_text(points("a)", "b)", "b)", "d)"))
    assert [n.printed for n in nodes(found.document, "diem")] == [None, None, "b", None]


def test_dd_is_the_path_of_the_letter_d_with_stroke():
    found = parse_text(points("a)", "b)", "c)", "d)", "đ)"))
    assert nodes(found.document, "diem")[-1].path == "dieu-1/khoan-1/diem-dd"


# --- marks ---


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Chương II", ("chuong", "II")),
        ("CHƯƠNG 3. QUY ĐỊNH CHUNG", ("chuong", "3")),
        ("Mục 1. NHIỆM VỤ", ("muc", "1")),
        ("Điều 3. Vị trí", ("dieu", "3")),
        ("Điều 3.Tổ chức", ("dieu", "3")),
        ("Điều 1: Tên gọi", ("dieu", "1")),
        ("Điều 1", ("dieu", "1")),
        ("Điều 2a. Vị trí", ("dieu", "2a")),
        ("Điều 7 Nghị định số 24/2014/NĐ-CP", None),
        ("Điều 25 Luật Bưu chính", None),
        ("2.Thẩm định", ("khoan", "2")),
        ("3) Quản lý", ("khoan", "3")),
        ("33.  Quản lý", ("khoan", "33")),
        ("24/2014/NĐ-CP", None),
        ("đ) Phối hợp", ("diem", "đ")),
        ("a. Dự thảo", ("diem", "a")),
        ("a/ Dự thảo", ("diem", "a")),
        ("a, b, c khoản 1 Điều 25", None),
        ("- Văn phòng;", ("gach", "-")),
        ("– Phòng", ("gach", "–")),
        ("* Phòng", ("gach", "*")),
        ("-----", None),
        ("+ Tổ chức", ("cong", "+")),
        ("khoản 1 Điều 25", None),
        ("1- Lãnh đạo", ("khoan", "1")),
        ("1-Ủy ban", ("khoan", "1")),
        ("2/ Các phòng", ("khoan", "2")),
        ("1.- Trình tỉnh", ("khoan", "1")),
        ("2/- Các phòng", ("khoan", "2")),
        ("a/- Dự thảo", ("diem", "a")),
        ("763-QĐ/TU", None),
        ("18-CP ngày", None),
        ("24/NQ-CP", None),
        ("3- 5 người", None),
        ("30-8-1977", None),
        ("a- Văn phòng", ("diem", "a")),
        ("đ - Các phòng", ("diem", "đ")),
        ("y - dược", None),
        ("b1) Trung tâm Mắt", ("tiet", "b1")),
        ("a2- Tham mưu", ("tiet", "a2")),
        ("a1-b2", None),
        ("B. Nhiệm vụ", ("muc", "B")),
        ("B.C", None),
        ("Điều 1 - Nay thành lập", ("dieu", "1")),
        ("Điều 2. – Phân viện", ("dieu", "2")),
        ("Điều 2 - 5 của Luật", None),
        ("", None),
    ],
)
def test_marker(line, expected):
    found = marker(line)
    assert (found and (found.kind, found.label)) == expected


@pytest.mark.parametrize(
    ("before", "line", "expected"),
    [
        ("quy định tại khoản", "1. Luật Bưu chính", True),
        ("quy định tại Điều", "25. Luật", True),
        ("kể từ ngày", "10. tháng", True),
        ("quy định tại điểm", "a, b khoản 1", True),
        ("quy định tại điểm", "a) khoản 1", True),
        ("quy định tại khoản", "a) Dự thảo", False),
        ("theo quy định.", "1. Trình", False),
    ],
)
def test_a_reference_cut_by_a_line_end(before, line, expected):
    assert is_cut_reference(before, line) is expected


@pytest.mark.parametrize(
    ("label", "value"),
    [
        ("14", 14),
        ("IV", 4),
        ("IX", 9),
        ("XL", 40),
        ("XXIII", 23),
        ("a", None),
        ("", None),
        ("2a", None),
    ],
)
def test_number(label, value):
    assert number(label) == value
