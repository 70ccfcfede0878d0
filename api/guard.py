"""What a query from outside may be, found by one linear pass over its tokens.

The engine crashes on deep nesting, plans for minutes where very many patterns are joined, and
follows SERVICE over the network; none of this can be switched off. It runs in workers that may
die (:mod:`api.workers`), but each death costs time, so such queries are refused before the engine
sees them. The pass is lexical and errs towards
refusing. Its reading can differ from the parser's, which needs no blanks and reads by rules
(``{SERVICEex:a {…}}`` calls a service, ``1<2#>`` is a comparison and a comment): there a query is
refused unless both readings are harmless.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

MAX_DEPTH = 40
MAX_OPERATORS = 2000
MAX_PATTERNS = 128
_MOST_NEAR = 60

UPDATE_WORDS = frozenset(
    ["INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH"]
)

_TOKEN = re.compile(
    r"""
    (?P<space>\s+|\#[^\r\n]*)                                   # blanks, # comment
  | (?P<iri><[A-Za-z][A-Za-z0-9+.-]*://[^<>"{}|^`\x00-\x20]*>)  # <http://example.org/a_(b)>
  | (?P<maybe><[^<>"{}|^`\x00-\x20]*>)                          # <urn:a:b>, but also 1<2&&3>2
  | (?P<string>\"{3}(?:[^"\\]|\\.|"(?!""))*\"{3}                # three double quotes each side
      | '{3}(?:[^'\\]|\\.|'(?!''))*'{3}                         # three single quotes each side
      | "(?!"")(?:[^"\\\r\n]|\\.)*"                             # "a"
      | '(?!'')(?:[^'\\\r\n]|\\.)*')                            # 'a'
  | (?P<variable>[?$]\w+)                                       # ?a
  | (?P<number>[+-]?[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?)    # 12, -1.5, 1e3
  | (?P<tag>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)                       # @vi
  | (?P<name>(?:\w[\w.-]{0,99})?:                               # ex:
      (?:(?:[\w:%]|\\.)(?:[\w:%.-]|\\.)*(?<!\.))?)              # …a
  | (?P<word>\w+)                                               # SELECT
  | (?P<open>[{(\[]|<(?=<))                                     # << opens a quoted triple
  | (?P<close>[})\]])
  | (?P<other>\\.|.)
    """,
    re.VERBOSE | re.DOTALL,
)
_OPERATORS = frozenset("+-*/|!&^=<>?")
_SEPARATORS = frozenset(".;,/")
_TERMS = frozenset(["iri", "maybe", "string", "variable", "number", "name"])


class RefusedQueryError(Exception):
    """The query is one that this service does not run; the message says why.

    ``told`` is the key of the words that a page has for it, and what is written into them.
    ``where`` has ``line`` and ``column`` (from 1) and the text there (``near``).
    """

    def __init__(self, detail: str, *told: str) -> None:
        super().__init__(detail)
        self.told = told
        self.where: dict[str, int | str] = {}


class ForbiddenQueryError(RefusedQueryError):
    """The query does what this service never does, such as calling another one."""


@dataclass
class Shape:
    """What the pass found: ``verb`` is the first word after the prologue, in capitals.

    ``patterns`` counts what the planner joins (triple patterns, path steps, groups, items of a
    collection), ``operators`` what makes an expression long, ``depth`` the brackets open.
    """

    verb: str = ""
    has_dataset_clause: bool = False
    depth: int = 0
    operators: int = 0
    patterns: int = 0
    _open: list[str] = field(default_factory=list)  # brackets; "values" for a block of data
    _in_values_head: bool = False  # between VALUES and its {
    _before: list[tuple[str, str]] = field(default_factory=lambda: [("", "")] * 2)

    def take(self, kind: str, token: str) -> None:
        """Count one token; raises RefusedQueryError."""
        if self._open[-1:] == ["("] and _ends_item(*self._before[-1]) and _starts_item(kind, token):
            self.patterns += 2  # in a collection, (1 2): rdf:first and rdf:rest
        match kind:
            case "word":
                self._take_word(token.upper())
            case "name":
                self.patterns += token.partition(":")[0].count(".")
            case "maybe":
                self._take_maybe(token)
            case "open":
                self._take_open(token)
            case "close" if self._open:
                self._open.pop()
                self.depth -= 1
            case "other":
                self._take_other(token)
        self._check()
        self._before = [self._before[-1], (kind, token)]

    def _check(self) -> None:
        if self.depth > MAX_DEPTH:
            raise _refused(f"The query nests deeper than {MAX_DEPTH} brackets.", "deep", MAX_DEPTH)
        if self.operators > MAX_OPERATORS:
            raise _refused(
                f"The query has more than {MAX_OPERATORS} operators.", "operators", MAX_OPERATORS
            )
        if self.patterns > MAX_PATTERNS:
            raise _refused(
                f"The query joins more than {MAX_PATTERNS} patterns.", "patterns", MAX_PATTERNS
            )

    def _take_word(self, word: str) -> None:
        if "SERVICE" in word:
            raise ForbiddenQueryError(
                "SERVICE is refused: this endpoint calls no other.", "service"
            )
        self.has_dataset_clause |= word == "FROM"
        self.patterns += word in ("FILTER", "BIND")
        self._in_values_head = word == "VALUES"
        if not self.verb and word not in ("PREFIX", "BASE", "VERSION"):
            self.verb = word

    def _take_open(self, token: str) -> None:
        kind, before = self._before[-1]
        if token == "{" and kind == "name" and "SERVICE" in before.partition(":")[0].upper():
            raise ForbiddenQueryError(
                f"{before} before a group can be read as SERVICE: refused.", "like_service", before
            )
        self.depth += 1
        self.operators += 1
        self.patterns += token in "{["
        self._open.append(self._opened_by(token))

    def _opened_by(self, token: str) -> str:
        """Return ``token``, or "values" for the data of VALUES and the rows in it."""
        if token == "(" and self._open[-1:] == ["values"]:
            return "values"
        if token == "{" and self._in_values_head:
            self._in_values_head = False
            return "values"
        return token

    def _take_other(self, token: str) -> None:
        if token in ('"', "'"):
            raise RefusedQueryError("The query has a string that does not end.", "endless_string")
        self.operators += token in _OPERATORS
        if token in _SEPARATORS and not (token == "," and self._open[-1:] == ["("]):
            self.patterns += 1

    def _take_maybe(self, token: str) -> None:
        """Count what would be operators and brackets if this were no IRI."""
        if self._before[0][1].upper() == "PREFIX" or self._before[1][1].upper() == "BASE":
            return
        if "#" in token or "'" in token:
            raise RefusedQueryError(
                f"{token} can be read in two ways: declare a PREFIX for it.", "two_ways", token
            )
        inside = token[1:-1]
        self.depth += inside.count("(") + inside.count("[")
        self.operators += sum(character in _OPERATORS for character in inside)
        self.patterns += sum(character in _SEPARATORS for character in inside)


def _refused(detail: str, key: str, most: int) -> RefusedQueryError:
    return RefusedQueryError(detail, key, str(most))


def _starts_item(kind: str, token: str) -> bool:
    return kind in _TERMS or token == "(" or token.upper().startswith(("TRUE", "FALSE"))


def _ends_item(kind: str, token: str) -> bool:
    return kind == "tag" or token in (")", "]") or (_starts_item(kind, token) and token != "(")


def tokens(query: str) -> list[tuple[int, str]]:
    """Return the tokens of ``query`` and where each begins, without blanks and comments."""
    found = ((match.start(), match) for match in _TOKEN.finditer(query))
    return [(start, match.group()) for start, match in found if match.lastgroup != "space"]


def place(query: str, offset: int) -> dict[str, int]:
    """Return ``line`` and ``column`` of a character of ``query``, both from 1."""
    before = query[:offset]
    return {"line": before.count("\n") + 1, "column": offset - before.rfind("\n")}


def inspect(query: str) -> Shape:
    """Return the shape of ``query``; raises RefusedQueryError. Linear in its length."""
    shape = Shape()
    for match in _TOKEN.finditer(query):
        kind = match.lastgroup or ""
        if kind != "space":
            try:
                shape.take(kind, match.group())
            except RefusedQueryError as error:
                near = query[match.start() : match.start() + _MOST_NEAR]
                error.where = {**place(query, match.start()), "near": near}
                raise
    return shape
