"""Vietnamese letters: without their marks for finding, in their own order for sorting."""

from __future__ import annotations

import unicodedata

LETTERS = (
    "aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệfghiìỉĩíịjklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvwxyỳỷỹýỵz"
)
"""The alphabet in dictionary order; tones as ngang, huyền, hỏi, ngã, sắc, nặng."""


def _bare(letter: str) -> str:
    if letter in "đĐ":
        return "d"
    return unicodedata.normalize("NFD", letter)[0].lower()


FOLDED = str.maketrans({letter: _bare(letter) for letter in LETTERS + LETTERS.upper()})
ORDER = {letter: place for place, letter in enumerate(LETTERS)}


def fold(text: str) -> str:
    """Return ``text`` without diacritics and in lower case, as many characters long as its NFC.

    đ becomes d, which Unicode's own decomposition does not do.
    """
    return unicodedata.normalize("NFC", text).translate(FOLDED).lower()


def sort_key(text: str) -> list[int]:
    """Return a key that sorts as a Vietnamese dictionary does: Đ after D, Yên Bái last."""
    letters = unicodedata.normalize("NFC", text).lower()
    return [ORDER.get(letter, -1) for letter in letters]
