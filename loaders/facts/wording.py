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
_Words = list[tuple[str, str]]


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
    letters: dict[str, _Words] = {}
    for token in sorted(tree):
        then = _pattern(tree[token], after_comma=token == ",")
        letters.setdefault(token[0], []).append((token[1:], then))
    before = r"(?<!\w.)" if at_word else ""
    branches = [re.escape(letter) + before + _choice(rests) for letter, rests in letters.items()]
    return f"(?:{'|'.join(branches)})" + r"(?!\w)"


def by_letter(expressions: Iterable[str]) -> str:
    """Return an expression of others that each begin with a letter, at the start of a word.

    Those of one letter stand together behind it, in their order: the engine skips to the letters.
    """
    letters: dict[str, list[str]] = {}
    for expression in expressions:
        letters.setdefault(expression[0], []).append(expression[1:])
    branches = [rf"{letter}(?<!\w.)(?:{'|'.join(rests)})" for letter, rests in letters.items()]
    return f"(?:{'|'.join(branches)})"


def capitals(phrases: Iterable[str]) -> str:
    """Return an expression of the phrases in capitals: "Giám đốc" as "GIÁM ĐỐC"."""
    return alternation((phrase.upper() for phrase in phrases), cased=True)


def _pattern(tree: _Tree, *, after_comma: bool) -> str:
    """Return what may follow a token: one of the branches, or nothing where a phrase ends."""
    words: _Words = [
        (token, _pattern(tree[token], after_comma=token == ",")) for token in sorted(tree) if token
    ]
    branches = [r"\s*," + then for token, then in words if token == ","]
    words = [word for word in words if word[0] != ","]
    if words:
        branches.append((r"\s*" if after_comma else r"\s+") + _choice(words))
    if not branches:
        return ""
    return f"(?:{'|'.join(branches)})" + ("?" if "" in tree else "")


def _choice(words: _Words) -> str:
    """Return an expression of sorted words, each with what may follow it.

    They share their first letters: the engine tries one branch after another.
    """
    if len(words) == 1:
        return re.escape(words[0][0]) + words[0][1]
    letters: dict[str, _Words] = {}
    for word, then in words:
        letters.setdefault(word[:1], []).append((word[1:], then))
    branches = [
        re.escape(letter) + _choice(rests) if letter else rests[0][1]
        for letter, rests in letters.items()
    ]
    return f"(?:{'|'.join(branches)})" if len(branches) > 1 else branches[0]
