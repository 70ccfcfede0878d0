"""Actions: what a duty says its agency does, in which role.

Chủ trì, phối hợp với các cơ quan liên quan hướng dẫn, tạo điều kiện phát triển mạng bưu chính
└ role ┘ └─ role ─┘   └── counterpart ────┘ └ action ┘ └── action ─┘ └── object ──────────────┘

A sentence is read from its head as a chain of roles, counterparts and verbs. After the object of
the last verb only what the table allows there begins a further chain ("… và tổ chức thực hiện").
What the tables do not know is no action: nothing is guessed.
"""

from __future__ import annotations

import re
from functools import lru_cache
from operator import attrgetter, itemgetter
from typing import NamedTuple

from loaders.facts.action_lexicon import JOIN, LEADS, OF_THING, TOWARDS, Rule, lexicon
from loaders.facts.counterparts import Mention, bodies, mentions
from loaders.facts.wording import key
from loaders.model import made

OWN_ROLE = "tu-thuc-hien"
"""The role of an agency that does itself what the duty says."""

_NEAR = 60
_START = itemgetter(1)
_PLACE = attrgetter("start", "lead")


Words = tuple[str, int, int]
"""A code and the place of the words that say it: ``start``, ``end``."""


class _Verb(NamedTuple):
    """A verb of a chain; ``is_own`` with no role before it; ``carries`` the verb after it."""

    word: str
    start: int
    end: int
    is_own: bool
    carries: bool = False


class Said(NamedTuple):
    """What one sentence says, in order; positions count its characters."""

    roles: tuple[Words, ...]
    actions: tuple[Words, ...]
    mentions: tuple[Mention, ...]
    has_role: bool


@lru_cache(maxsize=16_384)
def read_sentence(text: str, has_role: bool) -> Said:
    """Read one sentence: decisions that follow one circular share most of theirs.

    It begins with no blank; ``has_role`` where the one before it gives the role for its list.
    """
    return _Reader(text, has_role).read()


class _Reader:
    """Reads one sentence in standard spelling; positions count its characters."""

    def __init__(self, text: str, has_role: bool) -> None:
        lowered = text.lower()
        self.text = text
        self.low = low = lowered if len(lowered) == len(text) else text
        self.lexicon = using = lexicon()
        self.item_at = using.item.match
        self.mentions = mentions(text, low)
        self.after: dict[int, int] = {m.lead: m.end for m in self.mentions}
        self.has_role = has_role
        self.roles: list[Words] = []
        self.actions: list[Words] = []
        self.families: set[str] = set()

    def read(self) -> Said:
        """Read the sentence."""
        self._later(self._chain(0))
        for found in (self.roles, self.actions):
            if len(found) > 1:
                found.sort(key=_START)
        if len(self.mentions) > 1:
            self.mentions.sort(key=_PLACE)
        roles, actions = tuple(self.roles), tuple(self.actions)
        return made(Said, (roles, actions, tuple(self.mentions), self.has_role))

    def _chain(self, at: int) -> int:
        """Read a chain that begins at ``at``; return where what follows it begins."""
        match = self.item_at(self.low, at)
        if match is None:
            match = self.item_at(self.low, _end_of(self.lexicon.around.head, self.low, at))
        verbs: list[_Verb] = []
        while match:
            start, end = match.span()
            word = self._word(match.group())
            role = self.lexicon.roles.get(word)
            if role:
                if role.barred and role.barred.match(self.low, end):
                    break
                # "chủ trì, phối hợp với …" is chủ trì with a counterpart
                begin = max(0, start - _NEAR)
                if not (word.startswith("phối") and LEADS.search(self.low, begin, start)):
                    self.roles += [(code, start, end) for code in role.codes]
                self.has_role = True
                at = self.after.get(start, end)
                match = self._after_role(end, at)
            else:
                verbs.append(made(_Verb, (word, start, end, not self.has_role, False)))
                at = self.after.get(start, end)
                at, match = self._after_verb(at, verbs)
        if verbs:
            self._settle(verbs, at)
        return at

    def _after_role(self, end: int, at: int) -> re.Match[str] | None:
        """Return what follows a role: it ends at ``end``, with whom it is towards at ``at``."""
        join = JOIN.match(self.low, at)
        if join and (found := self.item_at(self.low, join.end())):
            if at != end and "hoặc" in (join["w"], join["v"]):
                self.has_role = found.group() in self.lexicon.roles
            return found
        towards = TOWARDS.match(self.low, at)
        return self.item_at(self.low, towards.end()) if towards else None

    def _after_verb(self, at: int, verbs: list[_Verb]) -> tuple[int, re.Match[str] | None]:
        """Return where the last verb ends, and the verb or role that is coordinated with it.

        It ends at ``at`` with whom it is towards, if anyone.
        """
        verb = verbs[-1]
        found = self._joined(at, verb)
        if found:
            return at, found
        if at != verb.end:  # "báo cáo Ủy ban nhân dân tỉnh | trình Hội đồng nhân dân tỉnh"
            found = self.item_at(self.low, at + 1)
            is_role = found and found.start() in self.after and found.group() in self.lexicon.roles
            return at, found if is_role else None
        rule = self.lexicon.rules[verb.word][-1].rule
        if rule.is_light or rule.is_serial:
            found = self._carried(verb)
            if found:
                verbs[-1] = verb._replace(carries=rule.is_light)
                return found.start(), found
        return at, None

    def _joined(self, at: int, verb: _Verb) -> re.Match[str] | None:
        """Return what "," "và" or "hoặc" joins to a verb, at ``at`` or after "thường xuyên"."""
        join = self.lexicon.around.join.match(self.low, at)
        found = self.item_at(self.low, join.end()) if join else None
        if join is None or found is None or self.text[found.start()].isupper():
            return None
        if "hoặc" in (join["w"], join["v"]) and self._word(found.group()) == verb.word:
            self.has_role = False  # "trình … trả lời hoặc trả lời": the agency itself
        return found

    def _word(self, printed: str) -> str:
        """Return the words of a verb or role as the tables write them."""
        known = printed in self.lexicon.rules or printed in self.lexicon.roles
        return printed if known else key(printed)

    def _carried(self, verb: _Verb) -> re.Match[str] | None:
        """Return the verb that a light one carries, unless the light one has its own object."""
        if verb.word not in self.lexicon.free:
            row = self._fit(verb.word, verb.end)
            if row and (row.objects or row.near):
                return None
        carries = self.lexicon.around.carries.match(self.low, verb.end)
        found = self.item_at(self.low, carries.end()) if carries else None
        if found is None or self.text[found.start()].isupper():
            return None
        rows = self.lexicon.rules.get(self._word(found.group()), ())
        return None if rows and rows[0].rule.is_noun else found

    def _fit(self, word: str, at: int) -> Rule | None:
        """Return the first rule of a verb that its object, which follows at ``at``, fits."""
        at = _end_of(self.lexicon.around.before_object, self.low, at)
        for row in self.lexicon.rules[word]:
            if row.objects and not row.objects.match(self.low, at):
                continue
            if row.near and not row.near.search(self.low, at, at + _NEAR):
                continue
            return row
        return None

    def _settle(self, verbs: list[_Verb], at: int) -> None:
        """Say which actions the verbs of a chain are, by the object at its end."""
        link: tuple[str, int] | None = None
        own: tuple[int, int] | None = None
        found = False
        for word, start, end, is_own, carries in reversed(verbs):
            row = self.lexicon.free.get(word) or self._fit(word, at)
            # a light verb counts where what it carries is no action
            if row is None or (carries and found):
                continue
            found = True
            rule = row.rule
            self.actions.append((rule.code, start, end))
            self.families.add(rule.family)
            if rule.link:
                link = (rule.link, start)
            if is_own:
                own = start, end
        if own:  # the first of them
            self.roles.append((OWN_ROLE, *own))
        if link and at == verbs[-1].end:
            start = _end_of(self.lexicon.around.how, self.low, at)
            while start < len(self.low) and self.low[start].isspace():
                start += 1
            self.mentions += bodies(self.text, self.low, start, *link)

    def _later(self, at: int) -> None:
        """Read the chains that begin after the object of another."""
        while match := self.lexicon.middle.search(self.low, at):
            start, at = match.span(match.lastgroup or 0)
            if not self.text[start].isupper() and self._may_begin(match, start, at):
                at = max(at, self._chain(start))

    def _may_begin(self, match: re.Match[str], start: int, end: int) -> bool:
        """Say whether a verb or role after the object of another begins a further chain."""
        word = self._word(self.low[start:end])
        if word in self.lexicon.roles:
            return start in self.after or word == "chủ trì"
        row = self.lexicon.free.get(word) or self._fit(word, end)
        if row is None or row.rule.mid == "never":
            return False
        if row.rule.mid == "always":
            return True
        if row.rule.mid == "family":
            return row.rule.family in self.families
        if row.rule.mid == "carries":
            return self._carried(_Verb(word, start, end, is_own=False)) is not None
        if start in self.after:
            return True
        if OF_THING.match(self.low, end):
            return "và" in self.low[max(0, match.start() - 1) : start]
        return any(True for _ in bodies(self.text, self.low, end + 1, "", start))


def _end_of(pattern: re.Pattern[str], text: str, at: int) -> int:
    match = pattern.match(text, at)
    return match.end() if match else at
