"""Readings: what the text of a duty says, sentence by sentence."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple

from loaders.facts.action_lexicon import BREAK
from loaders.facts.actions import Words, read_sentence
from loaders.facts.counterparts import Mention
from loaders.facts.wording import without_brackets
from loaders.model import made
from loaders.spelling import standard
from loaders.tables.bodies import council_names


class Reading(NamedTuple):
    """What a text says: roles, actions, counterparts, each in order, each code once.

    ``names`` are those of the counterparts; ``starts`` where the words of roles and actions begin,
    each once; ``places`` where these words stand, then the counterparts.
    """

    roles: tuple[Words, ...]
    actions: tuple[Words, ...]
    mentions: tuple[Mention, ...]
    names: tuple[str, ...]
    starts: tuple[int, ...]
    places: tuple[tuple[int, int], ...]


def read_words(text: str) -> Reading:
    """Return the roles, actions and counterparts that the text of a duty states."""
    return read_spelled(standard(text))


@cache
def _short_forms() -> re.Pattern[str]:
    """Return the pattern of a board's short form after its name: "Ủy ban nhân dân | (UBND)"."""
    return re.compile(rf"\s*\((?:{'|'.join(map(re.escape, council_names()))})\)")


@lru_cache(maxsize=16_384)
def read_spelled(text: str) -> Reading:
    """Return the same of a text in standard spelling.

    Kept, as the sentences are: decisions repeat the clauses of their circular word for word.
    """
    spelled = without_brackets(text)
    roles: dict[str, Words] = {}
    actions: dict[str, Words] = {}
    mentions: dict[tuple[str, str], Mention] = {}
    carried = False
    end = -1
    for piece in _sentences(spelled):
        has_role = carried and spelled[end] == ":"
        end += 1 + len(piece)
        sentence = piece.lstrip()
        if not sentence:  # after the last mark
            carried = has_role
            continue
        by = end - len(sentence)
        said_roles, said_actions, said_mentions, has_role = read_sentence(sentence, has_role)
        for code, first, last in said_roles:
            if code not in roles:
                roles[code] = (code, first + by, last + by)
        for code, first, last in said_actions:
            if code not in actions:
                actions[code] = (code, first + by, last + by)
        for link, lead, first, last, group in said_mentions:
            place = (lead + by, first + by, last + by)
            name = " ".join(text[first + by : last + by].split())
            if "(" in name:
                name = _short_forms().sub("", name)
            if (name, link) not in mentions:
                mentions[name, link] = made(Mention, (link, *place, group))
        carried = has_role and not said_actions
    return _reading(roles, actions, mentions)


def _reading(
    roles: dict[str, Words], actions: dict[str, Words], mentions: dict[tuple[str, str], Mention]
) -> Reading:
    stated, done, named = tuple(roles.values()), tuple(actions.values()), tuple(mentions.values())
    words = {start: end for _, start, end in stated + done}
    places = (*words.items(), *[(start, end) for _, _, start, end, _ in named])
    return made(
        Reading, (stated, done, named, tuple([n for n, _ in mentions]), tuple(words), places)
    )


def _sentences(text: str) -> list[str]:
    """Return the sentences of a text; one character parts each from the next."""
    if "." in text[:-1]:
        return BREAK.split(text)
    return text.replace(":", ";").replace("\n", ";").split(";")
