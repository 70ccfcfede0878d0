"""Edits and offsets: every edit says what stood there, and every position leads back."""

import itertools
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.model import Edit, Mended, Span
from loaders.repair import repair
from tests.loaders.helpers import FIVE, parsed, source_of


@pytest.mark.parametrize("name", FIVE)
def test_before_is_what_the_raw_text_has(name):
    mended = parsed(name).document.mended
    assert all(edit.before == mended.raw[edit.start : edit.end] for edit in mended.edits)


def apply(raw, edits):
    for edit in sorted(edits, reverse=True):
        raw = raw[: edit.start] + edit.after + raw[edit.end :]
    return raw


@pytest.mark.parametrize("name", FIVE)
def test_applying_the_edits_gives_the_mended_text(name):
    mended = parsed(name).document.mended
    assert apply(mended.raw, mended.edits) == mended.text


@pytest.mark.parametrize("name", FIVE)
def test_edits_stand_in_order_and_apart(name):
    edits = parsed(name).document.mended.edits
    assert all(a.end <= b.start for a, b in itertools.pairwise(edits))


@pytest.mark.parametrize("name", FIVE)
def test_random_ranges_lead_back_to_the_raw_text(name):
    mended = parsed(name).document.mended
    chance = random.Random(name)
    for _ in range(400):
        start = chance.randrange(len(mended.text))
        end = chance.randrange(start + 1, min(len(mended.text), start + 200) + 1)
        span = mended.raw_span(start, end)
        inside = [e for e in mended.edits if span.start <= e.start and e.end <= span.end]
        piece = Mended.of(
            mended.raw[span.start : span.end],
            [
                Edit(e.start - span.start, e.end - span.start, e.before, e.after, e.rule)
                for e in inside
            ],
        )
        assert mended.text[start:end] in piece.text
        assert len(piece.text) <= end - start + 2


@pytest.mark.parametrize(
    ("edits", "text", "spans"),
    [
        ([], "abcdef", {(0, 6): (0, 6), (2, 4): (2, 4), (3, 3): (3, 3)}),
        ([Edit(1, 2, "b", "B", "x")], "aBcdef", {(1, 2): (1, 2), (0, 3): (0, 3)}),
        ([Edit(1, 3, "bc", "", "x")], "adef", {(0, 1): (0, 1), (1, 2): (3, 4), (0, 2): (0, 4)}),
        ([Edit(1, 4, "bcd", " ", "x")], "a ef", {(1, 2): (1, 4), (0, 3): (0, 5)}),
        ([Edit(3, 3, "", " ", "x")], "abc def", {(3, 4): (3, 3), (2, 5): (2, 4)}),
        ([Edit(1, 2, "b", "BBB", "x")], "aBBBcdef", {(2, 3): (1, 2), (4, 5): (2, 3)}),
        ([Edit(0, 6, "abcdef", "", "x")], "", {(0, 0): (0, 0)}),
    ],
    ids=["none", "letter", "deletion", "shrinking", "insertion", "growing", "all gone"],
)
def test_raw_span(edits, text, spans):
    mended = Mended.of("abcdef", edits)
    assert mended.text == text
    assert {key: tuple(mended.raw_span(*key)) for key in spans} == spans


def test_overlapping_edits_are_refused():
    with pytest.raises(ValueError, match="overlap"):
        Mended.of("abcdef", [Edit(0, 3, "abc", "", "x"), Edit(2, 4, "cd", "", "y")])


LETTERS = st.text(alphabet="abệ \n*#.-đÐāÿ\u200b\u00a0\t", max_size=60)


@given(LETTERS)
def test_any_text_can_be_mended_and_led_back(text):
    mended, _ = repair(source_of(text))
    assert apply(text, mended.edits) == mended.text
    for edit in mended.edits:
        assert text[edit.start : edit.end] == edit.before
    for at in range(len(mended.text)):
        span = mended.raw_span(at, at + 1)
        assert 0 <= span.start <= span.end <= len(text)
    assert mended.raw_span(0, len(mended.text)) == Span(
        mended.raw_span(0, 0).start, mended.raw_span(0, len(mended.text)).end
    )


@given(LETTERS)
def test_spans_of_following_characters_never_step_back(text):
    mended, _ = repair(source_of(text))
    starts = [mended.raw_span(at, at + 1).start for at in range(len(mended.text))]
    assert starts == sorted(starts)


@given(st.lists(st.tuples(st.integers(0, 20), st.integers(0, 3), st.text(max_size=3)), max_size=6))
def test_any_disjoint_edits_lead_back(drafts):
    raw = "abcdefghijklmnopqrstuvwx"
    edits: list[Edit] = []
    at = 0
    for gap, length, after in drafts:
        start = at + gap
        if start + length > len(raw):
            break
        edits.append(Edit(start, start + length, raw[start : start + length], after, "x"))
        at = start + length + 1
    mended = Mended.of(raw, edits)
    assert apply(raw, edits) == mended.text
    untouched = [k for k in range(len(raw)) if not any(e.start <= k < e.end for e in edits)]
    back = [
        mended.raw_span(at, at + 1).start
        for at in range(len(mended.text))
        if mended.raw_span(at, at + 1).end == mended.raw_span(at, at + 1).start + 1
    ]
    assert set(untouched) <= set(back)
