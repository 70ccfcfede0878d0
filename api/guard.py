"""What a query from outside may be, found by one linear pass over its words.

The engine runs in this process. It crashes on deep nesting, plans for minutes where very many
patterns are joined, and follows SERVICE over the network; none of these can be switched off, so
such queries are refused before the engine sees them. The pass is lexical and errs towards
refusing. Where its reading could differ from the parser's, which takes the longest match rule by
rule and needs no blanks (``{SERVICEex:a {…}}`` and ``1<2#>"`` are what the parser makes of them),
the query is refused unless both readings are harmless.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

MAX_DEPTH = 40
MAX_OPERATORS = 2000
MAX_PATTERNS = 128

UPDATE_WORDS = frozenset("INSERT DELETE LOAD CLEAR DROP CREATE ADD MOVE COPY WITH".split())

_TOKEN = re.compile(
    r"""
    (?P<space>\s+|\#[^\r\n]*)                                 # blanks, # comment
  | (?P<iri><[A-Za-z][A-Za-z0-9+.-]*://[^<>"{}|^`\x00-\x20]*>)  # <http://example.org/a_(b)>
  | (?P<maybe><[^<>"{}|^`\x00-\x20]*>)                        # <urn:a:b>, but also ?a <?b && ?c> 1
  | (?P<string>\"{3}(?:[^"\\]|\\.|"(?!""))*\"{3}              # triple double quotes
      | '{3}(?:[^'\\]|\\.|'(?!''))*'{3}                       # triple single quotes
      | "(?!"")(?:[^"\\\r\n]|\\.)*" | '(?!'')(?:[^'\\\r\n]|\\.)*')  # "a", 'a'
  | (?P<variable>[?$]\w+)                                     # ?a
  | (?P<number>[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?)       # 12, 1.5, 1e3
  | (?P<tag>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)                     # @vi
  | (?P<name>(?:\w[\w.-]*)?:(?:(?:[\w:%]|\\.)(?:[\w:%.-]|\\.)*)?)  # ex:a, :a, _:b
  | (?P<word>\w+)                                             # SELECT
  | (?P<open>[{(\[]|<<) | (?P<close>[})\]]|>>)
  | (?P<other>\\.|.)
    """,
    re.VERBOSE | re.DOTALL,
)
_OPERATORS = frozenset("+-*/|!&^=<>?")
_SEPARATORS = frozenset(".;,/")


class RefusedQueryError(Exception):
    """The query is one that this service does not run; the message says why."""


@dataclass
class Shape:
    """What the pass found: ``verb`` is the first word after the prologue, in capitals."""

    verb: str = ""
    has_dataset_clause: bool = False
    depth: int = 0
    operators: int = 0
    patterns: int = 0
    _open: list[str] = field(default_factory=list)
    _before: tuple[str, str] = ("", "")

    def take(self, kind: str, token: str) -> None:
        """Count one token; raises RefusedQueryError."""
        if kind in ("maybe", "other", "word", "name", "open", "close"):
            getattr(self, f"_take_{kind}")(token)
        if self.depth > MAX_DEPTH:
            raise RefusedQueryError(f"The query nests deeper than {MAX_DEPTH} brackets.")
        if self.operators > MAX_OPERATORS:
            raise RefusedQueryError(f"The query has more than {MAX_OPERATORS} operators.")
        if self.patterns > MAX_PATTERNS:
            raise RefusedQueryError(f"The query joins more than {MAX_PATTERNS} patterns.")
        self._before = (kind, token)

    def _take_word(self, token: str) -> None:
        word = token.upper()
        if "SERVICE" in word:
            raise RefusedQueryError("SERVICE is refused: this service calls no other.")
        self.has_dataset_clause |= word == "FROM"
        self.patterns += word in ("FILTER", "BIND")
        if not self.verb and word not in ("PREFIX", "BASE", "VERSION"):
            self.verb = word

    def _take_name(self, token: str) -> None:
        if self._before[1] == "{" and "SERVICE" in token.partition(":")[0].upper():
            raise RefusedQueryError("A group can't start with a name like that: reads as SERVICE.")

    def _take_open(self, token: str) -> None:
        self._open.append(token)
        self.depth += 1
        self.operators += 1
        self.patterns += token == "{"

    def _take_close(self, token: str) -> None:
        if self._open:
            self._open.pop()
            self.depth -= 1

    def _take_other(self, token: str) -> None:
        if token in ('"', "'"):
            raise RefusedQueryError("The query has a string that does not end.")
        self.operators += token in _OPERATORS
        if token in _SEPARATORS and not (token == "," and self._open[-1:] == ["("]):
            self.patterns += 1

    def _take_maybe(self, token: str) -> None:
        """Count what would be operators and brackets if this were no IRI."""
        if self._before[0] == "name" or self._before[1].upper() == "BASE":
            return
        if "#" in token or "'" in token:
            raise RefusedQueryError(f"{token} can be read in two ways: declare a PREFIX for it.")
        for character in token[1:-1]:
            if character in "([":
                self._take_open(character)
            else:
                self.operators += character in _OPERATORS


def inspect(query: str) -> Shape:
    """Return the shape of ``query``; raises RefusedQueryError. Linear in its length."""
    shape = Shape()
    for match in _TOKEN.finditer(query):
        kind = match.lastgroup or ""
        if kind != "space":
            shape.take(kind, match.group())
    return shape
