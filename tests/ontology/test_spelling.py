"""Letters without marks, in one place for the tone, in dictionary order."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ontology.spelling import fold, lowered, sort_key, standard


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Đắk Lắk", "dak lak"),
        ("ỦY BAN NHÂN DÂN", "uy ban nhan dan"),
        ("Uỷ ban", "uy ban"),
        ("hòa hoà", "hoa hoa"),
        (unicodedata.normalize("NFD", "Quảng Ngãi"), "quang ngai"),
        ("Thứ ba: ngưỡng 5%", "thu ba: nguong 5%"),
    ],
)
def test_fold(text, folded):
    assert fold(text) == folded


@given(st.text())
def test_folding_keeps_every_place(text):
    composed = unicodedata.normalize("NFC", text)
    assert len(fold(text)) == len(lowered(text)) == len(standard(lowered(text))) == len(composed)


def test_sort_key_is_the_dictionary_order():
    names = ["Yên Bái", "Điện Biên", "Đắk Lắk", "An Giang", "Cà Mau", "Hà Nội", "Hải Phòng"]
    assert sorted(names, key=sort_key) == [
        "An Giang",
        "Cà Mau",
        "Đắk Lắk",
        "Điện Biên",
        "Hà Nội",
        "Hải Phòng",
        "Yên Bái",
    ]
