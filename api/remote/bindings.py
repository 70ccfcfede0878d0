"""A query of ours with values bound to variables, as text for a store elsewhere.

The protocol has no parameters for values, so each group of the query that speaks of a bound
variable gets a VALUES clause of its own: ``VALUES ?agency { <…> }``. That is a join with one
solution, which changes nothing but what the variable may be; standing in each group it also holds
inside UNION, OPTIONAL, MINUS and nested SELECTs, and stores need not look further to use it.
Terms are written by pyoxigraph, which escapes them and refuses what is no IRI; nothing else of the
query is touched.

Only for the files in ``ontology/queries``, never for text from outside.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TypeAlias

import pyoxigraph as ox

Values: TypeAlias = Mapping[str, Sequence[ox.NamedNode | ox.Literal]]

_TOKEN = re.compile(
    r"""
    (?P<skip>\#[^\r\n]*                      # a comment
      | <[^<>"{}|^`\\\x00-\x20]*>            # <http://example.org/a#b>
      | "(?:[^"\\]|\\.)*" | '(?:[^'\\]|\\.)*')  # "a", 'a'
  | (?P<variable>[?$](?P<name>\w+))          # ?a
  | (?P<word>\w+)                            # SELECT
  | (?P<open>\{)
  | (?P<close>\})
    """,
    re.VERBOSE,
)
_VARIABLE = re.compile(r"[?$](\w+)")


@dataclass
class _Group:
    """A pair of braces: where its inside begins, its first word, the variables right in it."""

    begin: int
    is_outermost: bool
    words: list[str] = field(default_factory=list)
    names: set[str] = field(default_factory=set)
    is_data: bool = False

    @property
    def is_select(self) -> bool:
        return self.words[:1] == ["SELECT"]


def bound(query: str, values: Values) -> str:
    """Return ``query`` with a VALUES clause for each variable of ``values`` in each group.

    Raises RuntimeError for a variable that the query does not select, as the engine does.
    """
    groups = _groups(query)
    selected = _VARIABLE.findall(query, 0, groups[0].begin if groups else len(query))
    for name in values:
        if name not in selected:
            raise RuntimeError(f"?{name} is not selected by the query")
    pieces: list[str] = []
    end = 0
    for group in groups:
        if group.is_data or group.is_select:
            continue
        clauses = [
            f" VALUES ?{name} {{ {' '.join(map(str, terms))} }}"
            for name, terms in values.items()
            if group.is_outermost or name in group.names
        ]
        pieces += [query[end : group.begin], *clauses]
        end = group.begin
    return "".join([*pieces, query[end:]])


@lru_cache(maxsize=128)
def _groups(query: str) -> tuple[_Group, ...]:
    """Return every pair of braces, in order; those of the data of a VALUES are marked."""
    found: list[_Group] = []
    open_groups: list[_Group] = []
    in_values_head = False
    for match in _TOKEN.finditer(query):
        kind = match.lastgroup
        if kind == "open":
            group = _Group(match.end(), is_outermost=not found, is_data=in_values_head)
            in_values_head = False
            found.append(group)
            open_groups.append(group)
        elif kind == "close":
            open_groups.pop()
        elif kind == "word":
            in_values_head = match.group().upper() == "VALUES"
            if open_groups:
                open_groups[-1].words.append(match.group().upper())
        elif match["name"] and open_groups and not in_values_head:
            open_groups[-1].names.add(match["name"])
    return tuple(found)
