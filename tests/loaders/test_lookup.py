"""Lookup: the texts that hold one of some words, found by one look at all of them."""

import re

import pytest

from loaders.facts.lookup import Lookup

TEXTS = ["Bãi bỏ Quyết định số 1", "", "Điều này", "thay thế, bãi bỏ", "bãi", "bỏ", "ọ, họ, gọi"]


@pytest.mark.parametrize(
    ("words", "numbers"),
    [
        (("bỏ",), [0, 3, 5]),
        (("này", "Bãi"), [0, 2]),
        (("bãi", "bỏ"), [0, 3, 4, 5]),
        (("bãi bỏ",), [3]),  # not "bãi" at the end of one text and "bỏ" in the next
        (("gọi",), [6]),  # looked for by its "ọ": not "họ", nor at the start of the text
        (("không",), []),
        ((), []),
    ],
)
def test_texts_that_hold_a_word(words, numbers):
    assert Lookup(TEXTS).holding(words) == numbers


def test_texts_in_which_an_expression_begins():
    patterns = (re.compile(r"ỏ(?<=bỏ)"), re.compile("này"))
    assert Lookup(TEXTS).matching(patterns) == {0, 2, 3, 5}


def test_no_texts():
    assert Lookup([]).holding(("bỏ",)) == []
