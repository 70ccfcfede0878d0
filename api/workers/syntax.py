"""Where a query stops being SPARQL, for who wrote it: line, column, the words that stand there.

The engine's own place is off: it counts a keyword that it has tried as read, so that
``SELCT * {}`` is wrong "at 1:10: expected CONSTRUCT". So its parser is asked again, with the
beginnings of the query: one that may still become a query fails at its very end only. The first
token that no query can have there is the offending one; halving finds it in some ten parses.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import pyoxigraph as ox

from api.guard import place, tokens

MOST_NEAR = 60
"""The most characters of the query that are shown back."""
_MOST_WORDS = 300
_BLANKS = "\n" + " " * 64
_LONGEST_KEYWORD = 32  # and more: so far the parser may seem to have read
_PLACE = re.compile(r"error at (?P<line>\d+):(?P<column>\d+): expected (?:one of )?")  # at 1:17:
_ITEM = re.compile(
    r"""
    (?P<sign>"(?:\\.|[^"\\])*")          # "{"
  | \[(?:'(?:\\.|[^'\\])'|[^\]'])*\]     # ['0' ..= '9'], a class of characters
  | (?P<words>[^",\[\]]+)                # OPTIONAL, or a sentence: Prefix not found
    """,
    re.VERBOSE,
)


def explain(message: str, query: str) -> tuple[str, dict[str, Any]]:
    """Return what is told of a query that the engine refused with ``message``.

    That is the detail, and ``line``, ``column`` (both from 1) and ``near``: the offending text,
    or what comes last where the query ends too early. A store elsewhere may refuse what the parser
    here takes: then its words are the detail, and there is no place.
    """
    if _error(query) is None:
        return f"The store behind this service refuses the query: {message[:_MOST_WORDS]}", {}
    found = tokens(query)
    count = _longest_beginning(query, found)
    if count == len(found):
        offset, near, at = len(query), found[-1][1] if found else "", "at the end"
    else:
        offset, near = found[count]
        at = f"at `{near[:MOST_NEAR]}`"
    where = {**place(query, offset), "near": near[:MOST_NEAR]}
    reason = _sentence(message) or _signs(query[:offset])
    detail = f"The query can't be parsed, line {where['line']}, column {where['column']}, {at}"
    return f"{detail}: {reason}." if reason else f"{detail}.", where


def _longest_beginning(query: str, found: Sequence[tuple[int, str]]) -> int:
    """Return how many of the tokens some query begins with."""
    least, most = 0, len(found)
    while least < most:
        middle = (least + most + 1) // 2
        offset, token = found[middle - 1]
        if _may_go_on(query[: offset + len(token)]):
            least = middle
        else:
            most = middle - 1
    return least


def _may_go_on(beginning: str) -> bool:
    """Tell whether some query begins so: then the parser reads on through the blanks after it."""
    error = _error(beginning)
    position = _PLACE.search(error or "")
    if position is None:
        return True
    is_beyond = int(position["line"]) > beginning.count("\n") + 1
    return is_beyond and int(position["column"]) > _LONGEST_KEYWORD


def _error(beginning: str) -> str | None:
    """Return the parser's message; None for what is a query."""
    try:
        ox.Store().query(beginning + _BLANKS)
    except SyntaxError as error:
        return str(error)
    return None


def _sentence(message: str) -> str:
    """Return the words in which the engine says what is wrong, "" where it only lists signs."""
    items = _items(message)
    return next((words for _, words in items if " " in words and ".." not in words), "")


def _signs(beginning: str) -> str:
    """Return which signs could follow after a beginning."""
    signs = [sign for sign, _ in _items(_error(beginning) or "") if sign]
    return f"expected {', '.join(signs)}" if signs else ""


def _items(message: str) -> list[tuple[str, str]]:
    position = _PLACE.search(message)
    listed = message[position.end() :] if position else ""
    return [(item["sign"] or "", (item["words"] or "").strip()) for item in _ITEM.finditer(listed)]
