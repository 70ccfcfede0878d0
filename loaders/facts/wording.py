"""Wording: fixed phrases as one expression, and the text that the rules on duties search."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ontology.spelling import LETTERS

UPPER = "A-ZÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝĂĐĨŨƠƯẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸ"
"""The capital letters of Vietnamese, for a character class."""

BEFORE_WORD = rf"[^0-9a-z_{''.join(letter for letter in LETTERS if not letter.isascii())}]"
"""The character before a word in a text in lower case, or a letter of another language.

It stands in place of a lookbehind where a text is searched: it begins with a set, so that the
engine skips the letters inside of words. ``(?<!\\w)`` is for after a look at the word."""

_CLOSED_BRACKET = re.compile(r"\([^()]*\)")
_TOKEN = re.compile(r"[^\s,]+|,")
_COMMA = re.compile(r"\s*,\s*")

_Tree = dict[str, "_Tree"]


def without_brackets(text: str) -> str:
    """Return ``text`` with closed brackets blanked; same length."""
    if "(" not in text:
        return text
    return _CLOSED_BRACKET.sub(lambda match: " " * len(match.group()), text)


def has_any(text: str, words: Iterable[str]) -> bool:
    """Say whether one of some strings stands in ``text``: the cheap look before an expression."""
    for word in words:  # noqa: SIM110  # half the time of any(): most texts have none of two or three
        if word in text:
            return True
    return False


def key(text: str) -> str:
    """Return a phrase as the tables write it: "Phòng ,  chống" → "phòng, chống"."""
    return _COMMA.sub(", ", " ".join(text.lower().split()))


def alternation(phrases: Iterable[str], *, cased: bool = False, at_word: bool = False) -> str:
    """Return an expression of the phrases, the longest that fits first.

    The expression is in lower case, for a text in lower case, but where ``cased``.

    The phrases are merged by their common first words, so that a place where none fits costs one
    comparison a first word. A blank stands for any blanks, "," for one with or without blanks.
    ``at_word``: no word character may stand before. That is looked at after the first letter, so
    that the engine, searching, skips to the next of the first letters.
    """
    tree: _Tree = {}
    for phrase in phrases:
        node = tree
        for token in _TOKEN.findall(phrase if cased else phrase.lower()):
            node = node.setdefault(token, {})
        node[""] = {}
    letters: dict[str, list[str]] = {}
    for token in sorted(tree):
        rest = re.escape(token[1:]) + _pattern(tree[token], after_comma=token == ",")
        letters.setdefault(token[0], []).append(rest)
    before = r"(?<!\w.)" if at_word else ""
    branches = [
        f"{re.escape(letter)}{before}(?:{'|'.join(rests)})" for letter, rests in letters.items()
    ]
    return f"(?:{'|'.join(branches)})" + r"(?!\w)"


def capitals(phrases: Iterable[str]) -> str:
    """Return an expression of the phrases in capitals: "Giám đốc" as "GIÁM ĐỐC"."""
    return alternation((phrase.upper() for phrase in phrases), cased=True)


def _pattern(tree: _Tree, *, after_comma: bool) -> str:
    """Return what may follow a token: one of the branches, or nothing where a phrase ends."""
    branches = [
        (r"\s*" if token == "," or after_comma else r"\s+")
        + re.escape(token)
        + _pattern(tree[token], after_comma=token == ",")
        for token in sorted(tree)
        if token
    ]
    if not branches:
        return ""
    return f"(?:{'|'.join(branches)})" + ("?" if "" in tree else "")
