"""Legacy encodings: texts of before Unicode, read as what they are where that makes them readable.

TCVN3 has a byte for each letter, so its text keeps its length: spans count its characters. The
fonts of capitals (.VnTimeH) show small letters as capitals: "QUYÕT ®ÞNH" is "QUYẾT ĐỊNH". VNI
writes a marked vowel as two characters ("nhaân daân"); spans count those of the text read from it.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Iterator
from functools import cache

from loaders.tables.files import Row, read_rows, text

_WORD = re.compile(r"[^\W\d_]+")
_UTF8_PAIRS = re.compile("(?:Ã|Ä|Æ|á»|áº)[\u0080-\u017f\u2000-\u2122]")
_LEAST_MARKS = 0.02
"""Marks of an encoding to a character of a text that is in it; readable texts have hardly any."""


def readings(data: bytes) -> Iterator[str]:
    """Yield what bytes that are no UTF-8 may say: UTF-16 without BOM, Windows-1258, TCVN3, VNI."""
    if b"\0" in data:
        for name in ("utf-16-le", "utf-16-be"):
            yield data.decode(name, errors="replace")
        return
    yield unicodedata.normalize("NFC", data.decode("cp1258", errors="replace"))
    yield from_tcvn3(data.decode("latin-1"))
    yield from_vni(data.decode("latin-1"))


def from_tcvn3(shown: str) -> str:
    """Return the letters of a text in TCVN3 that was read as Latin-1; same length."""
    lines = (_with_capitals(line) for line in shown.translate(from_tcvn3_letters()).split("\n"))
    return "\n".join(lines)


@cache
def from_tcvn3_letters() -> dict[int, str]:
    """Return the letter of each character that stands for one, by code point."""
    rows = read_rows("tcvn3", "letters", lambda row: (text(row, "shown"), text(row, "letters")))
    return {
        ord(sign): letter
        for shown, letters in rows
        for sign, letter in zip(shown, letters, strict=True)
    }


def from_vni(shown: str) -> str:
    """Return the letters of a text in VNI that was read as Latin-1."""
    pattern, letters = _vni()
    return pattern.sub(lambda match: letters[match.group()], shown)


@cache
def _vni() -> tuple[re.Pattern[str], dict[str, str]]:
    """Return the pattern of VNI's letters, pairs of vowel and mark first, and what each means."""
    single = {
        sign: letter
        for shown, means in read_rows(
            "vni", "letters", lambda r: (text(r, "shown"), text(r, "letters"))
        )
        for sign, letter in zip(shown, means, strict=True)
    }
    pairs = {}
    for bases, shown, combining in read_rows("vni", "marks", _marks):
        for base, (sign, mark) in itertools.product(bases, zip(shown, combining, strict=True)):
            pairs[base + sign] = unicodedata.normalize("NFC", single.get(base, base) + mark)
    small = {**pairs, **single}
    both = {**small, **{shown.upper(): letter.upper() for shown, letter in small.items()}}
    both |= {shown[0].upper() + shown[1]: letter.upper() for shown, letter in pairs.items()}
    listed = sorted(both, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, listed))), both


def _marks(row: Row) -> tuple[str, str, list[str]]:
    combining = text(row, "combining")
    return (
        text(row, "bases"),
        text(row, "shown"),
        combining.split("|") if "|" in combining else list(combining),
    )


def _with_capitals(line: str) -> str:
    """Return a line whose words have their marked letters in capitals where the others are."""
    bare = "".join(letter for letter in line if letter.isascii() and letter.isalnum())
    if len(bare) > 1 and bare.isalpha() and bare.isupper():  # not "Số: 12/2005/QĐ-UB"
        return line.upper()
    return _WORD.sub(_capitals, line)


def _capitals(word: re.Match[str]) -> str:
    letters = word.group()
    bare = [letter for letter in letters if letter.isascii()]
    return letters.upper() if len(bare) > 1 and all(map(str.isupper, bare)) else letters


def encoding_of(shown: str) -> str | None:
    """Return the name of the encoding that makes a text unreadable; None where none is known."""
    if len(_UTF8_PAIRS.findall(shown)) > _LEAST_MARKS * len(shown):
        return "UTF-8 read as Latin-1"
    return None
