"""Which decision on an agency holds on a day, as far as the decisions say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from api.pages.agency import CitedAct, DecisionLine

Says = Literal["latest", "in_force", "unsaid", "not_yet", "ended", "none"]


@dataclass(frozen=True)
class Standing:
    """The decision whose content is shown, and why that one.

    ``says`` is ``latest`` where no day was asked for; ``in_force`` where a decision holds on the
    day; ``unsaid`` where the decision does not state when it takes effect, so that nobody can
    tell; ``not_yet`` where the first decision on record takes effect later (``earlier`` are the
    acts it replaces); ``ended`` where the last one had ended by then; ``none`` without decisions.
    """

    day: str
    says: Says
    decision: DecisionLine | None
    earlier: tuple[CitedAct, ...] = ()


def parse_day(asked: str) -> str:
    """Return ``asked`` where it is a date like 2023-10-16; raises ValueError for any other text."""
    day = date.fromisoformat(asked)
    if day.isoformat() != asked:  # fromisoformat takes 20231016 too
        raise ValueError(f"{asked!r} is no date like {day.isoformat()}")
    return asked


def standing_on(decisions: Sequence[DecisionLine], day: str) -> Standing:
    """Return the decision that holds on ``day`` (ISO 8601; "" for the latest on record).

    ``decisions`` come with the latest in force first. A decision with only a year or a month of
    effect holds from the beginning of it.
    """
    if not decisions:
        return Standing(day, "none", None)
    if not day:
        return Standing(day, "latest", decisions[0])
    begun = [line for line in decisions if line.in_force and line.in_force <= day]
    holding = [line for line in begun if not line.until or line.until > day]
    if holding:
        return Standing(day, "in_force", holding[0])
    unsaid = [line for line in decisions if not line.in_force]
    if unsaid:
        return Standing(day, "unsaid", unsaid[0])
    if begun:
        return Standing(day, "ended", begun[0])
    first = decisions[-1]
    return Standing(day, "not_yet", first, tuple(first.acts("repeals")))
