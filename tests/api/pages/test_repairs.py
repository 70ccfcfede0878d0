"""Mended letters are marked at the word they stand in."""

import pytest

from api.pages.repairs import Mended, Piece, mark


@pytest.mark.parametrize(
    ("text", "start", "repairs", "pieces"),
    [
        ("nhiệm vụ", 0, [], [Piece("nhiệm vụ")]),
        ("nhiệm vụ", 10, [Mended(17, "ÿ", "ụ")], [Piece("nhiệm "), Piece("vụ", "vÿ")]),
        # One letter of two that look alike was mended: the nearer one.
        (
            "cụ thể, nhiệm vụ",
            0,
            [Mended(16, "ÿ", "ụ")],
            [Piece("cụ thể, nhiệm "), Piece("vụ", "vÿ")],
        ),
        # As many as there are: in order, however far the raw text has moved them.
        (
            "cụ thể, nhiệm vụ",
            0,
            [Mended(40, "ÿ", "ụ"), Mended(90, "ÿ", "ụ")],
            [Piece("cụ", "cÿ"), Piece(" thể, nhiệm "), Piece("vụ", "vÿ")],
        ),
        # Two letters of one word.
        (
            "tỉnh ủy",
            0,
            [Mended(1, "ß", "ỉ"), Mended(3, "x", "h"), Mended(5, "ā", "ủ")],
            [Piece("tỉnh", "tßnx"), Piece(" "), Piece("ủy", "āy")],
        ),
        # A repair that runs over a blank (glued words).
        (
            "thông tin dữ liệu",
            0,
            [Mended(6, "tindữ", "tin dữ")],
            [Piece("thông "), Piece("tin dữ", "tindữ"), Piece(" liệu")],
        ),
        # Not in this text: left out.
        ("Điều 1", 0, [Mended(2, "ÿ", "ụ")], [Piece("Điều 1")]),
        ("", 0, [Mended(2, "ÿ", "")], []),
    ],
)
def test_mark(text, start, repairs, pieces):
    assert list(mark(text, start, repairs)) == pieces
    assert "".join(piece.text for piece in mark(text, start, repairs)) == text
