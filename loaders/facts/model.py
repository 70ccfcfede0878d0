"""The facts as frozen values. Spans count characters of the raw text; ``path`` names the clause."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, Literal, NamedTuple, TypeVar

from loaders.facts.rules_model import (
    ActRelation,
    AppointmentRule,
    Definition,
    FunctionTransfer,
    Incompatibility,
    PostStatement,
    Reference,
    Threshold,
    UnitChange,
    WorkingRelation,
)
from loaders.model import Span

T = TypeVar("T")
Relation = Literal["based_on", "implements", "proposal", "repeals", "amends"]


@dataclass(frozen=True, slots=True)
class Correction:
    """A fact that a person adds or corrects: entry ``entry`` (from 1) of the TOML file ``file``.

    ``old`` is what the text says (None: nothing); the last six are for units and posts.
    """

    file: str
    digest: str
    entry: int
    field: str
    old: str | None
    new: str
    source: str
    person: str
    date: str
    kind: str | None = None
    is_service: bool | None = None
    of: str | None = None
    is_head: bool | None = None
    minimum: int | None = None
    maximum: int | None = None


class Evidence(NamedTuple):
    """Where a fact stands and which rule read it; ``confidence`` is below 1 where in doubt.

    A fact that comes from a person has the ``correction`` instead; its span and path are empty.
    """

    span: Span
    path: str
    rule: str
    confidence: float = 1.0
    correction: Correction | None = None


class Stated(NamedTuple, Generic[T]):
    """A value with its evidence."""

    value: T
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Act:
    """A legal or administrative document as cited; None for what the citation does not say.

    ``date`` is ISO 8601, whole ("2014-04-04") or partial ("2014").
    """

    type: str
    number: str | None = None
    date: str | None = None
    title: str | None = None
    issuer: str | None = None

    def untitled(self) -> Act:
        """Return the act without its title."""
        return Act(self.type, self.number, self.date, None, self.issuer)


@dataclass(frozen=True, slots=True)
class Citation:
    """An act that the decision cites, how it relates to it, and the words."""

    act: Act
    relation: Relation
    text: str
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Signer:
    """A signer as the text prints it: name, position, capacity ("TM. Ủy ban nhân dân")."""

    name: str
    position: str | None
    capacity: str | None


@dataclass(frozen=True, slots=True)
class Header:
    """What the form of the document says of itself."""

    kind: Stated[str] | None = None
    number: Stated[str] | None = None
    issued: Stated[str] | None = None
    effective: Stated[str] | None = None
    effective_rule: Stated[str] | None = None
    issuer: Stated[str] | None = None
    title: Stated[str] | None = None
    signers: tuple[Stated[Signer], ...] = ()
    recipients: tuple[Stated[str], ...] = ()


@dataclass(frozen=True, slots=True)
class BodyClass:
    """A class of bodies that a rule is for: its name as printed, and without its level's words.

    ``kind`` is a code of code/body-kind (None for no known kind), ``level`` one of code/level.
    """

    name: str
    short: str
    kind: str | None
    level: str
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Agency:
    """The agency that the decision is about; ``kind`` is a code of code/body-kind.

    ``scope`` says whether it is one body, or the title covers a class or several classes of bodies;
    ``classes`` are those told apart, ``bearer`` the one that the duties are of.
    """

    name: Stated[str]
    kind: str | None
    province: str | None
    short_name: str
    parent: Stated[str] | None = None
    direction: Stated[str] | None = None
    advises: Stated[str] | None = None
    legal_personality: Stated[bool] | None = None
    seal: Stated[bool] | None = None
    account: Stated[bool] | None = None
    fields: tuple[Stated[str], ...] = ()
    scope: Literal["body", "class", "classes"] = "body"
    classes: tuple[BodyClass, ...] = ()
    bearer: BodyClass | None = None


class Counterpart(NamedTuple):
    """A body or group that a duty names: ``name`` as printed, in standard spelling.

    ``link`` is a code of code/counterpart-link; ``group`` one of code/group, None for a body or
    where nothing is known of it. ``is_inherited`` says that the duty above names it.
    """

    name: str
    link: str
    group: str | None
    evidence: Evidence
    is_inherited: bool = False


class Duty(NamedTuple):
    """A node of the duties article; ``path`` is within the article, ``parent`` None at the top.

    ``roles`` are codes of code/agency-role, ``actions`` of code/action, with the words that say so.
    """

    path: str
    parent: str | None
    text: str
    is_leaf: bool
    fields: tuple[str, ...]
    evidence: Evidence
    roles: tuple[Stated[str], ...] = ()
    actions: tuple[Stated[str], ...] = ()
    counterparts: tuple[Counterpart, ...] = ()


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of the agency: its name as printed, code of its kind, whether its own legal person."""

    name: str
    kind: str
    is_service: bool
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Post:
    """A leading post: its title, its body, how many may hold it, the words of the limit."""

    title: str
    of: str
    is_head: bool
    minimum: int | None
    maximum: int | None
    limit_text: str | None
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Facts:
    """All facts of one decision."""

    header: Header
    citations: tuple[Citation, ...] = ()
    agency: Agency | None = None
    duties: tuple[Duty, ...] = ()
    units: tuple[Unit, ...] = ()
    posts: tuple[Post, ...] = ()
    has_structure_article: bool = False
    definitions: tuple[Definition, ...] = ()
    relations: tuple[WorkingRelation, ...] = ()
    appointments: tuple[AppointmentRule, ...] = ()
    post_statements: tuple[PostStatement, ...] = ()
    incompatibilities: tuple[Incompatibility, ...] = ()
    thresholds: tuple[Threshold, ...] = ()
    transfers: tuple[FunctionTransfer, ...] = ()
    unit_changes: tuple[UnitChange, ...] = ()
    references: tuple[Reference, ...] = ()
    act_relations: tuple[ActRelation, ...] = ()
