"""Readings: what the text of a duty says, sentence by sentence."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from loaders.facts.action_lexicon import BREAK
from loaders.facts.actions import Words, read_sentence
from loaders.facts.counterparts import Mention
from loaders.facts.model import made
from loaders.facts.wording import without_brackets
from loaders.spelling import standard


class Reading(NamedTuple):
    """What a text says: roles, actions, counterparts, each in order, each code once.

    ``places`` are those of the words of roles and actions, one for each beginning.
    """

    roles: tuple[Words, ...]
    actions: tuple[Words, ...]
    mentions: tuple[Mention, ...]
    places: tuple[tuple[int, int], ...]


def read_words(text: str) -> Reading:
    """Return the roles, actions and counterparts that the text of a duty states."""
    return read_spelled(standard(text))


@lru_cache(maxsize=16_384)
def read_spelled(text: str) -> Reading:
    """Return the same of a text in standard spelling.

    Kept, as the sentences are: decisions repeat the clauses of their circular word for word.
    """
    spelled = without_brackets(text)
    roles: list[Words] = []
    actions: list[Words] = []
    found: list[Mention] = []
    carried = False
    end = -1
    for piece in _sentences(spelled):
        has_role = carried and spelled[end] == ":"
        end += 1 + len(piece)
        sentence = piece.lstrip()
        start = end - len(sentence)
        said = read_sentence(sentence, has_role)
        if start:
            if said.roles:
                roles += [made(Words, (code, a + start, b + start)) for code, a, b in said.roles]
            if said.actions:
                actions += [made(Words, (c, a + start, b + start)) for c, a, b in said.actions]
            if said.mentions:
                found += [mention.moved(start) for mention in said.mentions]
        else:
            roles += said.roles
            actions += said.actions
            found += said.mentions
        carried = said.has_role and not said.actions
    stated, done = _each_once(roles), _each_once(actions)
    places = {start: end for _, start, end in (*stated, *done)}
    return made(Reading, (stated, done, tuple(found), tuple(places.items())))


def _sentences(text: str) -> list[str]:
    """Return the sentences of a text; one character parts each from the next."""
    if ":" in text or "." in text or "\n" in text:
        return BREAK.split(text)
    return text.split(";")


def _each_once(words: list[Words]) -> tuple[Words, ...]:
    if len(words) < 2:
        return tuple(words)
    found: dict[str, Words] = {}
    for item in words:
        found.setdefault(item.code, item)
    return tuple(found.values())
