"""Look-alikes: letters of other scripts within Vietnamese words, "ngàу" with a Cyrillic у.

They have one reading, so they are put right before the letters of broken fonts are weighed. A word
without any Latin letter stays: it is of the other script; but a label may be one such letter, "а)".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from loaders.model import Edit
from loaders.repair.alphabet import WORD
from loaders.tables.files import read_rows, text

RULE = "repair.look-alike"
_LABEL = re.compile(r"[.)]")


@cache
def _latin() -> dict[str, str]:
    """Return the Latin letter that each look-alike stands for."""
    rows = read_rows(
        "look_alikes", "letters", lambda row: (text(row, "shown"), text(row, "letters"))
    )
    return {
        sign: letter for shown, letters in rows for sign, letter in zip(shown, letters, strict=True)
    }


def mend(raw: str, used: str) -> list[Edit]:
    """Return the edits that put look-alikes right, a letter each, in order.

    ``used`` are the unusual characters of the text.
    """
    latin = _latin()
    return list(_edits(raw)) if not latin.keys().isdisjoint(used) else []


def _edits(raw: str) -> Iterator[Edit]:
    latin = _latin()
    for word in WORD.finditer(raw):
        letters = word.group()
        if latin.keys().isdisjoint(letters) or not _is_vietnamese(letters, raw, word.end()):
            continue
        for at, sign in enumerate(letters, word.start()):
            if sign in latin:
                yield Edit(at, at + 1, sign, latin[sign], RULE)


def _is_vietnamese(word: str, raw: str, end: int) -> bool:
    """Say whether a word with look-alikes is Vietnamese: its other letters are Latin.

    Or it is a label of one letter.
    """
    others = [letter for letter in word if letter not in _latin()]
    if others:
        return all(letter < "\u0370" or "\u1e00" <= letter < "\u1f00" for letter in others)
    return len(word) == 1 and _LABEL.match(raw, end) is not None


def replaced(raw: str, edits: list[Edit]) -> str:
    """Return the text with the letters of ``edits`` in place; each is one for one."""
    letters = list(raw)
    for edit in edits:
        letters[edit.start] = edit.after
    return "".join(letters)
