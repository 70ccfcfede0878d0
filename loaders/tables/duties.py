"""Tables of the wording of duties: roles and actions, words before a counterpart, groups, names."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from loaders.tables import _toml

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
    return tuple(
        RoleWords(
            row["code"],
            row.get("also"),
            tuple(row["words"]),
            tuple(row.get("except", ())),
            row["example"],
        )
        for row in _toml("actions")["role"]
    )


@cache
def action_rules() -> tuple[ActionRule, ...]:
    """Return the rules of the actions, in the order in which they are tried."""
    return tuple(
        ActionRule(
            code=row["code"],
            verbs=tuple(row["verbs"]),
            objects=tuple(row.get("objects", ())),
            near=tuple(row.get("near", ())),
            is_light=row.get("light", False),
            is_serial=row.get("serial", False),
            is_noun=row.get("noun", False),
            mid=row.get("mid", "never"),
            family=row.get("family", row["code"]),
            link=row.get("link"),
            example=row["example"],
        )
        for row in _toml("actions")["action"]
    )


@cache
def link_words() -> tuple[LinkWords, ...]:
    """Return the words that a counterpart follows at once."""
    return tuple(_link(row) for row in _toml("counterparts")["link"])


@cache
def source_words() -> tuple[LinkWords, ...]:
    """Return the nouns whose "… của" names a body that stands above the duty."""
    return tuple(_link(row) for row in _toml("counterparts")["source"])


def _link(row: dict[str, Any]) -> LinkWords:
    return LinkWords(row["code"], tuple(row["words"]), row.get("where", "any"), row["example"])


@cache
def group_rules() -> tuple[GroupRule, ...]:
    """Return the groups, in the order in which they are tried."""
    return tuple(
        GroupRule(row["code"], tuple(row["has"]), tuple(row.get("not", ())), row["example"])
        for row in _toml("counterparts")["group"]
    )


@cache
def central_names() -> dict[str, str]:
    """Return the official name of every spelling of a central body that is no ministry."""
    rows = _toml("counterparts")["central"]
    return {
        spelling: row["name"] for row in rows for spelling in (row["name"], *row.get("aliases", ()))
    }


@cache
def name_words(kind: Literal["domains", "titles", "heads"]) -> tuple[str, ...]:
    """Return words that names of bodies are made of, as printed."""
    return tuple(_toml("counterparts")["names"][kind])


@cache
def group_words(
    kind: Literal["bare", "nouns", "organising", "qualifiers", "levels", "first"],
) -> tuple[str, ...]:
    """Return words that names of groups are made of, in lower case."""
    return tuple(_toml("counterparts")["group_words"][kind])
