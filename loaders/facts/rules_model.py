"""What the clauses lay down between bodies, posts and acts, as frozen values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:  # model.Facts holds these values
    from loaders.facts.model import Act, Evidence

PartyKind = Literal["agency", "unit", "body", "group", "post"]


@dataclass(frozen=True, slots=True)
class Party:
    """A body, a group of bodies or a post that a rule names; ``text`` as printed.

    ``name`` is the body's full name ("Ủy ban nhân dân tỉnh Bình Phước"), for a post that of the
    body it is in, for a group the group's; ``place`` is the slug of the province, "vn" for a
    central body, None for a group; ``title`` is the post's ("Chủ tịch").
    """

    text: str
    kind: PartyKind
    name: str
    place: str | None = None
    title: str | None = None


@dataclass(frozen=True, slots=True)
class Definition:
    """A short name and what it stands for; ``long`` is None where the text does not settle it.

    ``is_collective`` tells "gọi chung là" (one name for several) from "gọi tắt là".
    """

    short: str
    long: str | None
    is_collective: bool
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class WorkingRelation:
    """How the agency works with a body or group; ``kind`` is a code of code/relation.

    ``actor`` is the post that acts for the agency, ``contact`` the post that it deals with.
    """

    kind: str
    other: Party
    text: str
    evidence: Evidence
    actor: Party | None = None
    contact: Party | None = None


@dataclass(frozen=True, slots=True)
class AppointmentRule:
    """Who takes personnel decisions on a post; ``acts`` are codes of code/personnel-act.

    ``decider`` is None where the text only points to other rules, kept in ``by_rule``.
    """

    post: Party
    acts: tuple[str, ...]
    decider: Party | None
    text: str
    evidence: Evidence
    proposer: Party | None = None
    by_rule: str | None = None


@dataclass(frozen=True, slots=True)
class PostStatement:
    """What else is said of a post: to whom it answers, of what its holder is a member."""

    post: Party
    relation: Literal["accountable_to", "ex_officio"]
    other: Party
    text: str
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Incompatibility:
    """Posts that the holder of ``post`` may not hold as well, in the words of the text."""

    post: Party
    others: str
    exception: str | None
    text: str
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Threshold:
    """What a unit may have, or whether it may be, by the number of its staff.

    ``lower`` and ``upper`` are None where not stated; ``is_open`` says that there is no upper
    bound ("trở lên"). ``heads``, ``deputies`` are the most allowed; ``may_exist`` is False for
    "không thành lập". ``counted`` is a code of code/counting, ``body_kind`` of code/body-kind.
    """

    applies_to: str
    of: Party
    counted: str
    lower: int | None
    upper: int | None
    lower_inclusive: bool
    upper_inclusive: bool
    is_open: bool
    heads: int | None
    deputies: int | None
    may_exist: bool | None
    text: str
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class FunctionTransfer:
    """What passes from one body to another: functions, staff, of which field."""

    matters: tuple[str, ...]
    scope: str | None
    origin: Party
    target: Party
    text: str
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class UnitChange:
    """A body abolished, merged, renamed …; ``kind`` is a code of code/unit-change."""

    kind: str
    before: tuple[Party, ...]
    after: tuple[Party, ...]
    text: str
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Reference:
    """A clause or act that a clause refers to.

    ``path`` is the clause of the document itself ("" for the decision as a whole); ``act`` the
    other act, with ``segments`` the way to its clause ("dieu-25", "khoan-1", "diem-a"). Both are
    None where the reference is not resolved.
    """

    text: str
    evidence: Evidence
    path: str | None = None
    act: Act | None = None
    segments: tuple[str, ...] = ()
    named: str | None = None


@dataclass(frozen=True, slots=True)
class ActRelation:
    """What a text says between two acts that it cites: one amends, replaces or guides the other."""

    subject: Act
    relation: Literal["amends", "repeals", "guides"]
    object: Act
    text: str
    evidence: Evidence
