"""The table of a comparison: sections of rows, a cell for each agency.

A section is a function from the agencies to rows (:data:`api.pages.comparing.sections.SECTIONS`),
so that further ones (the alignment of single duties) need no change here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from api.pages.act_states import State
from api.pages.agency import DecisionLine, Fact
from api.pages.duties import Group
from api.pages.duty_actions import ActionGroup
from api.pages.model import Link, Words
from api.pages.structure import PostLine, UnitLine


@dataclass(frozen=True)
class Side:
    """One of the agencies with what the decision on it states.

    ``clauses`` are those that state the number and the dates of the decision itself.
    """

    iri: str
    name: str
    link: Link
    place: Words | None
    decision: DecisionLine | None
    facts: tuple[Fact, ...]
    units: tuple[UnitLine, ...]
    posts: tuple[PostLine, ...]
    groups: tuple[Group, ...]
    actions: tuple[ActionGroup, ...]
    states: Mapping[str, State]
    clauses: Mapping[str, Link]


@dataclass(frozen=True)
class Value:
    """One thing that a decision states: its words, where they lead, the clause that says it.

    ``key`` is what is compared: two values with the same key say the same. ``is_shared`` marks a
    value that another agency of the row has too. ``number`` is set where the value is a count,
    ``is_silent`` where the words say that a part is not stated (a post, but not how many),
    ``data`` where programs get something else than the words (a date in ISO 8601).
    """

    words: Words
    key: str
    href: str = ""
    clause: Link | None = None
    number: int | None = None
    is_shared: bool = False
    is_silent: bool = False
    data: str = ""


@dataclass(frozen=True)
class Row:
    """A row: what is compared, and the values of each agency in their order.

    An empty cell means that the decision does not state it, nothing more.
    """

    label: Link
    cells: tuple[tuple[Value, ...], ...]

    @property
    def is_same(self) -> bool:
        """Tell whether every agency has the same values."""
        first = {value.key for value in self.cells[0]}
        return all({value.key for value in cell} == first for cell in self.cells)


@dataclass(frozen=True)
class Section:
    """Rows of one kind; ``key`` names it in the words of the page and in the data."""

    key: str
    rows: tuple[Row, ...]

    @property
    def differing(self) -> int:
        """How many rows differ."""
        return sum(not row.is_same for row in self.rows)


@dataclass(frozen=True)
class Comparison:
    """The whole table."""

    sides: tuple[Side, ...]
    sections: tuple[Section, ...]
