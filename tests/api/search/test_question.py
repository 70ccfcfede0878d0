"""What was asked is bounded, and cut with a word about it."""

from hypothesis import given
from hypothesis import strategies as st

from api.search.question import LONGEST_QUERY, MOST_WORDS, ask


def test_words_and_filters():
    question = ask("  Cấp   phép ", {"province": "kon-tum", "field": "", "colour": "red"})
    assert question.text == "Cấp phép"
    assert [word.folded for word in question.words] == ["cap", "phep"]
    assert question.filters == {"province": "kon-tum"}
    assert not question.is_cut


def test_long_questions_are_cut():
    many = ask("từ " * 50)
    assert (len(many.words), many.is_cut) == (MOST_WORDS, True)
    assert many.text == " ".join(["từ"] * MOST_WORDS)
    long = ask("x" * 5_000)
    assert (len(long.text), long.is_cut) == (LONGEST_QUERY, True)
    assert not ask("từ " * MOST_WORDS).is_cut


@given(st.text(max_size=2_000))
def test_nothing_is_longer_than_the_bounds(text):
    question = ask(text, {"kind": text})
    assert len(question.text) <= LONGEST_QUERY
    assert len(question.words) <= MOST_WORDS
    assert all(len(code) <= LONGEST_QUERY for code in question.filters.values())


def test_spelling_matters_only_with_diacritics():
    assert ask("cấp phep").says_spelling
    assert not ask("cap phep").says_spelling
