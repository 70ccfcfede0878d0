"""The traps that the brief names in the five decisions, one test each."""

import pytest

from tests.loaders.helpers import FIVE, article_of, parsed, record_of
from tests.paths import DECISIONS


def point(name, part, article, clause, label):
    (found,) = (
        p
        for c in article_of(name, part, article)["clauses"]
        if c["label"] == clause
        for p in c["points"]
        if p["label"] == label
    )
    return found


# "Luật Bưu chính" and "Luật Xuất bản", cited by their titles alone (Lạng Sơn: only the second)
LAWS = ["act-unresolved", "act-unresolved"]


def issue_codes(name):
    return sorted(issue["code"] for issue in record_of(name)["issues"])


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("kon-tum", [*LAWS, "structure-silent"]),
        ("binh-phuoc", [*LAWS, "contradiction", "effect-before-issue", "label-repeated"]),
        ("soc-trang", [*LAWS, "date-blank", "number-blank"]),
        ("hau-giang", [*LAWS, "date-missing", "number-missing"]),
        ("lang-son", [*LAWS[:1], "bracket-unclosed", "date-missing", "number-missing"]),
    ],
)
def test_what_is_reported(name, expected):
    assert issue_codes(name) == expected


def test_the_second_d_of_binh_phuoc_is_dd_with_its_printed_label():
    clause = article_of("binh-phuoc", "regulation", "3")["clauses"][13]
    labels = [(p["label"], p["printed_label"]) for p in clause["points"]]
    assert labels[3:6] == [("d", "d"), ("đ", "d"), ("e", "e")]
    assert [label for label, printed in labels if label != printed] == ["đ"]


def test_the_issue_of_the_repeated_label_points_at_the_second_d():
    (issue,) = (i for i in record_of("binh-phuoc")["issues"] if i["code"] == "label-repeated")
    raw = parsed("binh-phuoc").document.source.raw
    start, end = issue["span"]
    assert raw[start:end].startswith("d)")
    assert raw[:start].count("\nd) ") == 9


def test_the_issue_of_the_early_effect_points_at_its_date():
    (issue,) = (i for i in record_of("binh-phuoc")["issues"] if i["code"] == "effect-before-issue")
    start, end = issue["span"]
    assert parsed("binh-phuoc").document.source.raw[start:end] == "ngày 03 tháng 3 năm 2023"


def test_the_wrapped_dash_of_soc_trang_is_no_indent():
    first = point("soc-trang", "regulation", "2", "7", "a")
    assert first["bullets"] == []
    assert "truyền thanh - truyền hình cấp huyện tại địa phương" in " ".join(first["text"].split())


def test_two_unnumbered_paragraphs_of_lang_son_belong_to_18_a():
    found = point("lang-son", "decision", "2", "18", "a")
    beginnings = [p["text"].split(" thuộc ")[0] for p in found["paragraphs"]]
    assert beginnings == ["Đối với dịch vụ công ích", "Đối với dịch vụ công ích"]
    assert found["text"].startswith("Quản lý dịch vụ công ích:")
    assert point("lang-son", "decision", "2", "18", "b")["paragraphs"] == []


def test_indents_of_lang_son_are_counted_by_point():
    points = article_of("lang-son", "decision", "2")["clauses"][3]["points"]
    assert [(p["label"], len(p["bullets"])) for p in points] == [("a", 11), ("b", 9), ("c", 8)]


@pytest.mark.parametrize("words", ["thông tin dữ liệu", "in vi phạm", "trên địa bàn tỉnh theo quy"])
def test_glued_words_of_lang_son_are_parted(words):
    text = parsed("lang-son").document.mended.text
    assert words in text
    assert words.replace(" ", "", 1) not in text


def test_the_field_of_lang_son_with_the_open_bracket_is_one():
    fields = record_of("lang-son")["fields"]
    (odd,) = (field for field in fields if "(" in field)
    assert odd.startswith("hạ tầng số (hạ tầng kết nối băng rộng")
    assert odd.endswith("như dịch vụ)")
    assert fields[-1].startswith("quảng cáo trên báo chí")
    assert fields[-1].endswith("công nghệ thông tin")


def test_a_cited_clause_is_no_structure():
    clause = article_of("binh-phuoc", "regulation", "3")["clauses"][9]
    assert "điểm a, b, c khoản 1 Điều 25 Luật Bưu chính" in clause["points"][1]["text"]
    assert [p["label"] for p in clause["points"]] == ["a", "b", "c", "d", "đ"]


def test_a_page_break_inside_a_sentence_is_closed():
    text = parsed("hau-giang").document.mended.text
    assert "ứng dụng công nghệ thông tin; an toàn thông tin mạng" in text


def test_the_unit_list_of_binh_phuoc_leaves_out_the_transfer_in_brackets():
    names = [unit["name"] for unit in record_of("binh-phuoc")["units"]]
    assert not any("Phục vụ hành chính công" in name for name in names)


@pytest.mark.parametrize("name", FIVE)
def test_spans_of_units_and_citations_lead_to_their_words(name):
    raw = parsed(name).document.source.raw
    found = record_of(name)
    for unit in found["units"]:
        start, end = unit["span"]
        assert " ".join(raw[start:end].split()) == unit["name"]
    for basis in found["legal_bases"]:
        start, end = basis["span"]
        assert raw[start:end].startswith(basis["type"])


@pytest.mark.parametrize("name", FIVE)
def test_the_source_is_the_file_as_received(name):
    source = record_of(name)["source"]
    assert source["file"] == f"{name}.txt"
    assert source["chars"] == len(parsed(name).document.source.raw)
    assert source["format"] == "text"
    assert (DECISIONS / f"{name}.txt").stat().st_size > source["chars"]
