"""Letters of other scripts that look like Latin ones, within Vietnamese words."""

import pytest

from tests.loaders.helpers import parse_text, record_text


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        ("Quуết định ѕố 12/2020/QĐ-UBND", "Quyết định số 12/2020/QĐ-UBND"),
        ("Ѕở Υ tế сó nhiệm vụ.", "Sở Υ tế có nhiệm vụ."),  # a word of one letter may be foreign
        ("Тrình Сhính рhủ", "Trình Chính phủ"),
        ("хã, phường", "xã, phường"),
        ("Москва và Минск", "Москва và Минск"),
        ("góc α nhỏ", "góc α nhỏ"),
    ],
)
def test_a_word_with_latin_letters_is_put_right(printed, meant):
    assert parse_text(printed).document.mended.text == meant


def test_a_label_is_put_right_and_every_letter_is_recorded():
    parsed = parse_text("Điều 2. Nhiệm vụ\n1. Trình:\nа) Dự thảo;\nb) Kế hoạсh.\n")
    edits = [e for e in parsed.document.mended.edits if e.rule == "repair.look-alike"]
    assert [(e.before, e.after) for e in edits] == [("а", "a"), ("с", "c")]
    assert [n.path for n in parsed.document.root.of_kind("diem")] == [
        "dieu-2/khoan-1/diem-a",
        "dieu-2/khoan-1/diem-b",
    ]
    assert all(parsed.document.mended.raw[e.start : e.end] == e.before for e in edits)


def test_no_letter_is_left_in_doubt():
    issues = record_text("Ủу ban nhân dân tỉnh Коn Tum ban hành Quуết định nàу.")["issues"]
    assert "repair-unresolved" not in [issue["code"] for issue in issues]
