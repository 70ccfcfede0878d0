"""Actions: what a duty says its agency does, in which role.

Chủ trì, phối hợp với các cơ quan liên quan hướng dẫn, tạo điều kiện phát triển mạng bưu chính
└ role ┘ └─ role ─┘   └── counterpart ────┘ └ action ┘ └── action ─┘ └── object ──────────────┘

A sentence is read from its head as a chain of roles, counterparts and verbs. After the object of
the last verb only what the table allows there begins a further chain ("… và tổ chức thực hiện").
What the tables do not know is no action: nothing is guessed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from operator import attrgetter
from typing import NamedTuple

from loaders.facts.action_lexicon import (
    JOIN,
    LEADS,
    OF_THING,
    TOWARDS,
    Rule,
    lexicon,
)
from loaders.facts.counterparts import Mention, bodies, mentions
from loaders.facts.model import made
from loaders.facts.wording import key

OWN_ROLE = "tu-thuc-hien"
"""The role of an agency that does itself what the duty says."""

_NEAR = 60
_START = attrgetter("start")
_PLACE = attrgetter("start", "lead")


class Words(NamedTuple):
    """A code and the place of the words that say it."""

    code: str
    start: int
    end: int


def words(code: str, start: int, end: int) -> Words:
    """Return a code with its place; quicker than the constructor, and every verb asks for it."""
    return made(Words, (code, start, end))


@dataclass(slots=True)
class _Sentence:
    """What was read of one sentence so far."""

    end: int
    has_role: bool = False
    roles: list[Words] = field(default_factory=list)
    actions: list[Words] = field(default_factory=list)
    families: set[str] = field(default_factory=set)


class _Verb(NamedTuple):
    """A verb of a chain; ``is_own`` with no role before it; ``carries`` the verb after it."""

    word: str
    start: int
    end: int
    is_own: bool
    carries: bool = False


@lru_cache(maxsize=16_384)
def read_sentence(text: str, has_role: bool) -> Said:
    """Read one sentence: decisions that follow one circular share most of theirs."""
    return _Reader(text).read(has_role)


class Said(NamedTuple):
    """What one sentence says, in order; positions count its characters."""

    roles: tuple[Words, ...]
    actions: tuple[Words, ...]
    mentions: tuple[Mention, ...]
    has_role: bool


class _Reader:
    """Reads one sentence in standard spelling; positions count its characters."""

    def __init__(self, text: str) -> None:
        self.text = text
        lowered = text.lower()
        self.low = lowered if len(lowered) == len(text) else text
        self.lexicon = lexicon()
        self.around = self.lexicon.around
        self.mentions = mentions(self.text, self.low)
        self.after: dict[int, int] = {m.lead: m.end for m in self.mentions}

    def read(self, has_role: bool) -> Said:
        """Read the sentence; ``has_role`` where the one before it gives the role for its list."""
        sentence = _Sentence(len(self.text), has_role)
        self._later(self._chain(0, sentence), sentence)
        for found in (sentence.roles, sentence.actions):
            if len(found) > 1:
                found.sort(key=_START)
        if len(self.mentions) > 1:
            self.mentions.sort(key=_PLACE)
        roles, actions = tuple(sentence.roles), tuple(sentence.actions)
        return Said(roles, actions, tuple(self.mentions), sentence.has_role)

    def _item(self, at: int, end: int) -> re.Match[str] | None:
        return self.lexicon.item.match(self.low, at, end)

    def _chain(self, at: int, sentence: _Sentence) -> int:
        """Read a chain that begins at ``at``; return where what follows it begins."""
        end = sentence.end
        while at < end and self.low[at].isspace():
            at += 1
        match = self._item(at, end) or self._item(_end_of(self.around.head, self.low, at, end), end)
        verbs: list[_Verb] = []
        while match:
            word = self._word(match)
            if word in self.lexicon.roles:
                rule = self.lexicon.roles[word]
                if rule.barred and rule.barred.match(self.low, match.end()):
                    break
                # "chủ trì, phối hợp với …" is chủ trì with a counterpart
                begin = max(0, match.start() - _NEAR)
                if not (word.startswith("phối") and LEADS.search(self.low, begin, match.start())):
                    sentence.roles += [words(c, match.start(), match.end()) for c in rule.codes]
                sentence.has_role = True
                at, match = self._after_role(match, sentence)
            else:
                verbs.append(_Verb(word, match.start(), match.end(), not sentence.has_role))
                at, match = self._after_verb(match, verbs, sentence)
        self._settle(verbs, at, sentence)
        return at

    def _after_role(
        self, match: re.Match[str], sentence: _Sentence
    ) -> tuple[int, re.Match[str] | None]:
        """Return where a role ends, with whom it is towards, and the verb or role that follows."""
        at = self.after.get(match.start(), match.end())
        join = JOIN.match(self.low, at, sentence.end)
        if join and (found := self._item(join.end(), sentence.end)):
            if at != match.end() and "hoặc" in (join["w"], join["v"]):
                sentence.has_role = found.group() in self.lexicon.roles
            return at, found
        towards = TOWARDS.match(self.low, at, sentence.end)
        return at, self._item(towards.end(), sentence.end) if towards else None

    def _after_verb(
        self, match: re.Match[str], verbs: list[_Verb], sentence: _Sentence
    ) -> tuple[int, re.Match[str] | None]:
        """Return where a verb ends, and the verb or role that is coordinated with it."""
        end = sentence.end
        at = self.after.get(match.start(), match.end())
        found = self._joined(at, verbs, sentence)
        if found is None and (how := _end_of(self.around.how, self.low, at, end)) > at:
            found = self._joined(how, verbs, sentence)
        if found:
            return at, found
        rule = self.lexicon.rules[verbs[-1].word][-1].rule
        if at == match.end() and (rule.is_light or rule.is_serial):
            found = self._carried(verbs[-1], sentence)
            if found:
                verbs[-1] = verbs[-1]._replace(carries=rule.is_light)
                return found.start(), found
        if at != match.end():  # "báo cáo Ủy ban nhân dân tỉnh | trình Hội đồng nhân dân tỉnh"
            found = self._item(at + 1, end)
            if found and found.start() in self.after and found.group() in self.lexicon.roles:
                return at, found
        return at, None

    def _joined(self, at: int, verbs: list[_Verb], sentence: _Sentence) -> re.Match[str] | None:
        """Return what "," "và" or "hoặc" at ``at`` joins to the last verb."""
        join = JOIN.match(self.low, at, sentence.end)
        found = self._item(join.end(), sentence.end) if join else None
        if join is None or found is None or self._is_name(found):
            return None
        if "hoặc" in (join["w"], join["v"]) and self._word(found) == verbs[-1].word:
            sentence.has_role = False  # "trình … trả lời hoặc trả lời": the agency itself
        return found

    def _word(self, match: re.Match[str]) -> str:
        """Return the words of a match as the tables write them."""
        word = match.group(match.lastgroup or 0)
        known = word in self.lexicon.rules or word in self.lexicon.roles
        return word if known else key(word)

    def _carried(self, verb: _Verb, sentence: _Sentence) -> re.Match[str] | None:
        """Return the verb that a light one carries, unless the light one has its own object."""
        row = self._fit(verb.word, self._object(verb.end, sentence), sentence)
        if row and (row.objects or row.near):
            return None
        carries = self.around.carries.match(self.low, verb.end, sentence.end)
        found = self._item(carries.end(), sentence.end) if carries else None
        if found is None or self._is_name(found):
            return None
        rows = self.lexicon.rules.get(self._word(found), ())
        return None if rows and rows[0].rule.is_noun else found

    def _is_name(self, match: re.Match[str]) -> bool:
        """Say whether a verb inside a sentence is a name: "Tổ chức" with a capital."""
        return self.text[match.start()].isupper()

    def _object(self, at: int, sentence: _Sentence) -> int:
        return _end_of(self.around.before_object, self.low, at, sentence.end)

    def _fit(self, word: str, at: int, sentence: _Sentence) -> Rule | None:
        """Return the first rule of a verb that its object, which begins at ``at``, fits."""
        for row in self.lexicon.rules[word]:
            if row.objects and not row.objects.match(self.low, at, sentence.end):
                continue
            if row.near and not row.near.search(self.low, at, min(sentence.end, at + _NEAR)):
                continue
            return row
        return None

    def _settle(self, verbs: list[_Verb], at: int, sentence: _Sentence) -> None:
        """Say which actions the verbs of a chain are, by the object at its end."""
        if not verbs:
            return
        place = -1  # where the object begins, once a rule asks
        link: tuple[str, int] | None = None
        found = False
        for verb in reversed(verbs):  # a light verb counts where what it carries is no action
            row = self.lexicon.free.get(verb.word)
            if row is None:
                place = place if place >= 0 else self._object(at, sentence)
                row = self._fit(verb.word, place, sentence)
            if row is None or (verb.carries and found):
                continue
            found = True
            rule = row.rule
            sentence.actions.append(words(rule.code, verb.start, verb.end))
            sentence.families.add(rule.family)
            if rule.link:
                link = (rule.link, verb.start)
            if verb.is_own:
                sentence.roles.append(words(OWN_ROLE, verb.start, verb.end))
        if link and at == verbs[-1].end:
            start = _end_of(self.around.how, self.low, at, sentence.end)
            while start < sentence.end and self.low[start].isspace():
                start += 1
            self.mentions += bodies(self.text, self.low, start, *link)

    def _later(self, at: int, sentence: _Sentence) -> None:
        """Read the chains that begin after the object of another."""
        while match := self.lexicon.middle.search(self.low, at, sentence.end):
            start = match.start("item")
            at = match.end()
            if not self.text[start].isupper() and self._may_begin(match, sentence):
                at = max(at, self._chain(start, sentence))

    def _may_begin(self, match: re.Match[str], sentence: _Sentence) -> bool:
        word, start, end = self._word(match), match.start("item"), match.end("item")
        if word in self.lexicon.roles:
            return start in self.after or word == "chủ trì"
        row = self._fit(word, self._object(end, sentence), sentence)
        if row is None or row.rule.mid == "never":
            return False
        if row.rule.mid == "always":
            return True
        if row.rule.mid == "family":
            return row.rule.family in sentence.families
        if row.rule.mid == "carries":
            verb = _Verb(word, start, end, is_own=False)
            return self._carried(verb, sentence) is not None
        return self._has_object(match)

    def _has_object(self, match: re.Match[str]) -> bool:
        """Say whether the verb's object is a body or group, or after "và" begins with "việc"."""
        start, end = match.start("item"), match.end("item")
        if start in self.after:
            return True
        if OF_THING.match(self.low, end):
            return "và" in match.group()[: start - match.start()]
        return any(True for _ in bodies(self.text, self.low, end + 1, "", start))


def _end_of(pattern: re.Pattern[str], text: str, at: int, end: int) -> int:
    match = pattern.match(text, at, end)
    return match.end() if match else at
