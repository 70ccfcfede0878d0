"""The words that match are marked, and a long text is cut around them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.search.marking import SNIPPET, pieces
from api.search.question import ask


@pytest.mark.parametrize(
    ("text", "query", "cut"),
    [
        ("Cấp phép", "cap", (("Cấp", True), (" phép", False))),
        ("Cấp phép in", "cap phep", (("Cấp phép", True), (" in", False))),
        ("Không có", "cap", (("Không có", False),)),
        ("trình UBND", "ủy ban nhân dân", (("trình ", False), ("UBND", True))),
        ("Ủy ban nhân dân", "UBND", (("Ủy ban nhân dân", True),)),
        ("số 24/2014/NĐ-CP", "24/2014", (("số ", False), ("24/2014/NĐ-CP", True))),
        ("hòa bình", "hoà", (("hòa", True), (" bình", False))),
        ("", "a", ()),
    ],
)
def test_marks(text, query, cut):
    assert pieces(text, ask(query)) == cut


def test_a_word_by_its_beginning():
    assert pieces("bưu chính", ask("buu chi"), ["chinh"]) == (("bưu chính", True),)


def test_a_long_text_is_cut_around_the_match():
    text = "mở đầu " * 80 + "bưu chính viễn thông " + "kết thúc " * 80
    cut = pieces(text, ask("buu vien"))
    shown = "".join(piece for piece, _ in cut)
    assert len(shown) < SNIPPET + 60
    assert ("bưu", True) in cut and ("viễn", True) in cut
    assert shown.startswith("…") and shown.endswith("…")


@given(st.text(max_size=600), st.text(max_size=30))
def test_the_pieces_are_a_part_of_the_text(text, query):
    import unicodedata

    shown = "".join(piece for piece, _ in pieces(text, ask(query)))
    whole = unicodedata.normalize("NFC", text).replace("\n", " ")
    assert shown.removeprefix("… ").removesuffix(" …") in whole or not shown
