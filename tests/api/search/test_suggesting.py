"""What is suggested while somebody types is also found."""

import pytest

from api.search.finding import find
from api.search.question import ask
from api.search.suggesting import MOST_NAMES, MOST_WORDS_SUGGESTED, suggest


def texts(index, typed):
    return [suggestion.text for suggestion in suggest(index, ask(typed))]


@pytest.mark.parametrize(
    ("typed", "suggested"),
    [
        ("bản t", "bản tin"),
        ("ban t", "ban tin"),
        ("thông tin v", "thông tin và"),
        ("buu", "bưu"),
        ("so thong tin", "Sở Thông tin và Truyền thông tỉnh Kon Tum"),
        ("thanh t", "Thanh tra Sở"),
        ("nghị định 24", "Nghị định 24/2014/NĐ-CP"),
        ("UBND tỉnh Kon T", "Ủy ban nhân dân tỉnh Kon Tum"),
    ],
)
def test_suggestions(index, typed, suggested):
    assert suggested in texts(index, typed)


@pytest.mark.parametrize("typed", ["bả", "thông", "cấp p", "q", "sở thông tin v"])
def test_suggestions_are_few_different_and_found(index, typed):
    found = suggest(index, ask(typed))
    assert 0 < len(found) <= MOST_WORDS_SUGGESTED + MOST_NAMES
    assert len({each.text for each in found}) == len(found)
    assert all(find(index, ask(each.text)).total for each in found)


@pytest.mark.parametrize("typed", ["", "((", "zzyzx", "|", "_"])
def test_nothing_to_suggest(index, typed):
    assert texts(index, typed) == []
