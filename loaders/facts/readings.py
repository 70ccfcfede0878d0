"""Readings: what the text of a duty says, sentence by sentence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from loaders.facts.action_lexicon import BREAK
from loaders.facts.actions import Words, read_sentence
from loaders.facts.counterparts import Mention
from loaders.facts.wording import plain


@dataclass(frozen=True, slots=True)
class Reading:
    """What a text says: roles, actions, counterparts, each in order, each code once."""

    roles: tuple[Words, ...]
    actions: tuple[Words, ...]
    mentions: tuple[Mention, ...]


@lru_cache(maxsize=16_384)
def read_words(text: str) -> Reading:
    """Return the roles, actions and counterparts that the text of a duty states.

    Kept, as the sentences are: decisions repeat the clauses of their circular word for word.
    """
    spelled = plain(text)
    roles: list[Words] = []
    actions: list[Words] = []
    found: list[Mention] = []
    carried = False
    for start, end in _sentences(spelled):
        has_role = carried and spelled[start - 1] == ":"
        said = read_sentence(spelled[start:end], has_role)
        if start:
            roles += [Words(code, a + start, b + start) for code, a, b in said.roles]
            actions += [Words(code, a + start, b + start) for code, a, b in said.actions]
            found += [mention.moved(start) for mention in said.mentions]
        else:
            roles += said.roles
            actions += said.actions
            found += said.mentions
        carried = said.has_role and not said.actions
    return Reading(_each_once(roles), _each_once(actions), tuple(found))


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    at = 0
    for match in BREAK.finditer(text):
        yield at, match.start()
        at = match.end()
    yield at, len(text)


def _each_once(words: list[Words]) -> tuple[Words, ...]:
    if len(words) < 2:
        return tuple(words)
    found: dict[str, Words] = {}
    for item in words:
        found.setdefault(item.code, item)
    return tuple(found.values())
