"""A text that lost its letter ư (the soft hyphen of TCVN3) gets it back where that is certain."""

import pytest

from loaders.model import SourceText
from loaders.read import read
from loaders.repair import horn, repair
from tests.paths import DECISIONS

LOST = (
    "Căn cứ Nghị định về quản lý Nhà nớc; Xét đề nghị của Cục trởng Cục Y tế. Điều 1. Đặt Trờng "
    "Y tế trực thuộc Bộ. Điều 2. Các cơ quan thuộc Trung ơng và các địa phơng chịu trách nhiệm thi "
    "hành.\n"
)


def mended(words: str) -> str:
    raw = LOST + words
    text = repair(SourceText("a.txt", "0" * 64, "text", raw))[0].text
    return text.rpartition("thi hành.")[2].strip()


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("đợc hớng dẫn", "được hướng dẫn"),
        ("THỦ TỚNG CHÍNH PHỦ", "THỦ TƯỚNG CHÍNH PHỦ"),
        ("có t cách pháp nhân", "có tư cách pháp nhân"),  # a consonant alone, by its neighbour
        ("Sở T pháp", "Sở Tư pháp"),
        ("tham mu, giúp", "tham mưu, giúp"),  # a syllable without ư as well
        ("Thủ tr-\nởng cơ quan", "Thủ trưởng cơ quan"),  # the soft hyphen at the end of a line
        ("đ) các đơn vị", "đ) các đơn vị"),  # a label
        ("c) Nghị định 15/CP", "c) Nghị định 15/CP"),
        ("cơ sở", "cơ sở"),
    ],
)
def test_the_letter_is_put_back(words, expected):
    assert mended(words) == expected


def test_a_text_that_has_the_letter_is_left():
    assert not list(horn.mend(LOST + "được"))


def test_a_short_text_is_left():
    assert not list(horn.mend("Nhà nớc, Cục trởng, Trung ơng"))


def test_two_odd_words_are_no_lost_letter():
    assert not list(horn.mend("Sở Y tế là cơ quan chuyên môn. " * 20 + "nớc trởng"))


@pytest.mark.parametrize("name", ["hau-giang", "lang-son", "soc-trang"])
def test_most_of_the_letters_of_a_decision_come_back(name):
    raw = read(DECISIONS / f"{name}.txt").raw
    lost = raw.replace("ư", "").replace("Ư", "")
    back = sum(edit.after.lower() == "ư" for edit in horn.mend(lost))
    assert back > 0.9 * raw.lower().count("ư")
