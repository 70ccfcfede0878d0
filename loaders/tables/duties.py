"""Tables of the wording of duties: roles and actions, words before a counterpart, groups, names."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal

from loaders.tables.files import Row, read_rows, text, words
from loaders.tables.phrases import phrases

Mid = Literal["never", "always", "object", "family", "carries"]
Where = Literal["any", "verb", "wide"]


@dataclass(frozen=True, slots=True)
class RoleWords:
    """Words that say the agency's role; ``barred`` may not follow them ("trình độ").

    ``also`` is a second role that they say ("tham mưu, giúp").
    """

    code: str
    also: str | None
    words: tuple[str, ...]
    barred: tuple[str, ...]
    example: str


@dataclass(frozen=True, slots=True)
class ActionRule:
    """Verbs of an action and what must hold of their object, as actions.toml explains."""

    code: str
    verbs: tuple[str, ...]
    objects: tuple[str, ...]
    near: tuple[str, ...]
    is_light: bool
    is_serial: bool
    is_noun: bool
    mid: Mid
    family: str
    link: str | None
    example: str


@dataclass(frozen=True, slots=True)
class LinkWords:
    """Words that a counterpart follows, and the link they make (code/counterpart-link/…)."""

    code: str
    words: tuple[str, ...]
    where: Where
    example: str


@dataclass(frozen=True, slots=True)
class GroupRule:
    """A group of bodies or people (code/group/…) by phrases that its name has and has not."""

    code: str
    has: tuple[str, ...]
    has_not: tuple[str, ...]
    example: str


@cache
def role_words() -> tuple[RoleWords, ...]:
    """Return the words of the roles."""
    return read_rows("actions", "role", _role)


def _role(row: Row) -> RoleWords:
    return RoleWords(
        text(row, "code"),
        row.get("also"),
        words(row, "words"),
        words(row, "except", ()),
        text(row, "example"),
    )


@cache
def action_rules() -> tuple[ActionRule, ...]:
    """Return the rules of the actions, in the order in which they are tried."""
    return read_rows("actions", "action", _action)


def _action(row: Row) -> ActionRule:
    code = text(row, "code")
    return ActionRule(
        code=code,
        verbs=words(row, "verbs"),
        objects=words(row, "objects", ()),
        near=words(row, "near", ()),
        is_light=row.get("light", False),
        is_serial=row.get("serial", False),
        is_noun=row.get("noun", False),
        mid=row.get("mid", "never"),
        family=str(row.get("family", code)),
        link=row.get("link"),
        example=text(row, "example"),
    )


@cache
def link_words() -> tuple[LinkWords, ...]:
    """Return the words that a counterpart follows at once."""
    return read_rows("counterparts", "link", _link)


@cache
def source_words() -> tuple[LinkWords, ...]:
    """Return the nouns whose "… của" names a body that stands above the duty."""
    return read_rows("counterparts", "guidance", _link)


def _link(row: Row) -> LinkWords:
    where = row.get("where", "any")
    return LinkWords(text(row, "code"), words(row, "words"), where, text(row, "example"))


@cache
def group_rules() -> tuple[GroupRule, ...]:
    """Return the groups, in the order in which they are tried."""
    return read_rows(
        "counterparts",
        "group",
        lambda row: GroupRule(
            text(row, "code"), words(row, "has"), words(row, "not", ()), text(row, "example")
        ),
    )


@cache
def name_words(kind: Literal["domains", "titles", "heads"]) -> tuple[str, ...]:
    """Return words that names of bodies are made of, as printed."""
    return phrases(kind)


@cache
def group_words(
    kind: Literal["bare", "nouns", "organising", "qualifiers", "levels", "first"],
) -> tuple[str, ...]:
    """Return words that names of groups are made of, in lower case."""
    return phrases(f"group-{kind}")
