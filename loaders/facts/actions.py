"""Actions: what a duty says its agency does, in which role.

Chủ trì, phối hợp với các cơ quan liên quan hướng dẫn, tạo điều kiện phát triển mạng bưu chính
└ role ┘ └─ role ─┘   └── counterpart ────┘ └ action ┘ └── action ─┘ └── object ──────────────┘

A sentence is read from its head as a chain of roles, counterparts and verbs. After the object of
the last verb only what the table allows there begins a further chain ("… và tổ chức thực hiện").
What the tables do not know is no action: nothing is guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

from loaders.facts.counterparts import Mention, bodies, mentions
from loaders.facts.wording import alternation, key, plain
from loaders.tables.duties import ActionRule, action_rules, role_words

OWN_ROLE = "tu-thuc-hien"
"""The role of an agency that does itself what the duty says."""

_NEAR = 60


class Words(NamedTuple):
    """A code and the place of the words that say it."""

    code: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Reading:
    """What a text says: roles, actions, counterparts, each in order, each code once."""

    roles: tuple[Words, ...]
    actions: tuple[Words, ...]
    mentions: tuple[Mention, ...]


@dataclass(frozen=True, slots=True)
class _Rule:
    rule: ActionRule
    objects: re.Pattern[str] | None
    near: re.Pattern[str] | None


@dataclass(frozen=True, slots=True)
class _Lexicon:
    item: re.Pattern[str]
    middle: re.Pattern[str]
    roles: dict[str, tuple[str, re.Pattern[str] | None]]
    rules: dict[str, tuple[_Rule, ...]]


# ";" or the end of a sentence, a colon, a new paragraph: what parts the sentences of a duty
_BREAK = re.compile(r"[;:\n]|\.(?=\s+[^\Wa-zà-ỹđ])")
# what may stand before the first verb: "Sở", "định kỳ", "trường hợp không đủ điều kiện,"
_HEAD = re.compile(
    r"""[\s\-–+“"]*(?:(?:sở|chi\s+cục|trung\s+tâm|được|là|và|hoặc|trực\s+tiếp|định\s+kỳ|hằng\s+năm|hàng\s+năm
        |thường\s+xuyên|chủ\s+động|kịp\s+thời|đồng\s+thời|có\s+trách\s+nhiệm|có\s+nhiệm\s+vụ|làm\s+tốt
        |(?:trường\s+hợp|khi)\s[^,;.:]{3,80},)\s+)*""",
    re.VERBOSE,
)
# what joins the verbs of a chain: ", ", " và ", " hoặc ", ", và "
_JOIN = re.compile(r"\s*(?:,\s*(?:(?P<w>và|hoặc)\s+)?|\s(?P<v>và|hoặc|và/hoặc)\s+|\s*/\s*)")
_MANNER = r"""(?:\s+(?:theo\s+(?:thẩm\s+quyền|quy\s+định(?:\s+của\s+pháp\s+luật)?|phân\s+cấp|kế\s+hoạch|định\s+kỳ)|định\s+kỳ
    |trực\s+tiếp|thường\s+xuyên|kịp\s+thời|đột\s+xuất|hằng\s+năm|hàng\s+năm|chặt\s+chẽ|tốt))"""
# how it is done, between verb and object: "xử lý | theo thẩm quyền | các vi phạm"
_HOW = re.compile(rf"{_MANNER}*", re.VERBOSE)
# what a light verb carries the next one by: "thực hiện | việc | cấp", "triển khai | các hoạt động |"
_CARRIES = re.compile(
    rf"{_MANNER}*(?:\s+(?:các\s+)?(?:việc|công\s+tác|nhiệm\s+vụ|hoạt\s+động|chức\s+năng))?\s+",
    re.VERBOSE,
)
# what leads from a role, or from whom it is towards, to the verb: "giúp … | trong việc | tổ chức"
_TOWARDS = re.compile(
    r"""(?:\s+(?:trong(?:\s+(?:việc|công\s+tác|lĩnh\s+vực|quá\s+trình))?|về\s+việc|việc|để|nhằm|thống\s+nhất))?\s+""",
    re.VERBOSE,
)
# what may stand before an object: "các", "việc", "về"
_BEFORE_OBJECT = re.compile(
    rf"{_MANNER}*\s*(?:(?:các|những|một\s+số|mọi|toàn\s+bộ|việc|về|đối\s+với|loại|cho|công\s+tác|tốt)\s+)*",
    re.VERBOSE,
)
_LEADS = re.compile(r"chủ\s+trì\s*,?(?:\s+và)?\s*$")
_OF_THING = re.compile(r"\s+(?:việc|về\s+việc)(?!\w)")


@cache
def _lexicon() -> _Lexicon:
    """Compile the tables, once."""
    rules: dict[str, tuple[_Rule, ...]] = {}
    for rule in action_rules():
        compiled = _Rule(
            rule,
            re.compile(alternation(rule.objects)) if rule.objects else None,
            re.compile(rf"(?<!\w){alternation(rule.near)}") if rule.near else None,
        )
        for verb in rule.verbs:
            rules[verb] = (*rules.get(verb, ()), compiled)
    roles = {
        word: (row.code, re.compile(rf"\s+{alternation(row.barred)}") if row.barred else None)
        for row in role_words()
        for word in row.words
    }
    later = {verb for verb, row in rules.items() if any(r.rule.mid != "never" for r in row)}
    joined = rf"(?:,\s*(?:(?:và|hoặc)\s+)?|\s(?:và|hoặc|để|trước\s+khi|đồng\s+thời)\s+)(?:định\s+kỳ\s+)?(?P<item>{alternation({*later, *roles})})"
    return _Lexicon(re.compile(alternation({*rules, *roles})), re.compile(joined), roles, rules)


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


def read_words(text: str) -> Reading:
    """Return the roles, actions and counterparts that the text of a duty states."""
    return _Reader(text).read()


class _Reader:
    """Reads one text; positions count its characters."""

    def __init__(self, text: str) -> None:
        self.text = plain(text)
        lowered = self.text.lower()
        self.low = lowered if len(lowered) == len(self.text) else self.text
        self.lexicon = _lexicon()
        self.mentions = mentions(self.text, self.low)
        self.after: dict[int, int] = {m.lead: m.end for m in self.mentions}

    def read(self) -> Reading:
        roles: list[Words] = []
        actions: list[Words] = []
        carried = False
        for start, end in self._sentences():
            sentence = _Sentence(end, has_role=carried and self.low[start - 1] == ":")
            at = self._chain(start, sentence)
            self._later(at, sentence)
            roles += sentence.roles
            actions += sentence.actions
            carried = sentence.has_role and not sentence.actions
        return Reading(
            _each_once(sorted(roles, key=_start)), _each_once(sorted(actions, key=_start)), tuple(sorted(self.mentions, key=_place))
        )

    def _sentences(self) -> Iterator[tuple[int, int]]:
        at = 0
        for match in _BREAK.finditer(self.text):
            yield at, match.start()
            at = match.end()
        yield at, len(self.text)

    def _item(self, at: int, end: int) -> re.Match[str] | None:
        return self.lexicon.item.match(self.low, at, end)

    def _chain(self, at: int, sentence: _Sentence) -> int:
        """Read a chain that begins at ``at``; return where what follows it begins."""
        end = sentence.end
        head = _HEAD.match(self.low, at, end)
        match = self._item(head.end() if head else at, end)
        verbs: list[_Verb] = []
        while match:
            word = self._word(match)
            if word in self.lexicon.roles:
                role, barred = self.lexicon.roles[word]
                if barred and barred.match(self.low, match.end()):
                    break
                # "chủ trì, phối hợp với …" is chủ trì with a counterpart
                if not (role == "phoi-hop" and _LEADS.search(self.low, 0, match.start())):
                    sentence.roles.append(Words(role, match.start(), match.end()))
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
        join = _JOIN.match(self.low, at, sentence.end)
        if join and (found := self._item(join.end(), sentence.end)):
            if at != match.end() and "hoặc" in (join["w"], join["v"]):
                sentence.has_role = found.group() in self.lexicon.roles
            return at, found
        towards = _TOWARDS.match(self.low, at, sentence.end)
        return at, self._item(towards.end(), sentence.end) if towards else None

    def _after_verb(
        self, match: re.Match[str], verbs: list[_Verb], sentence: _Sentence
    ) -> tuple[int, re.Match[str] | None]:
        """Return where a verb ends, and the verb or role that is coordinated with it."""
        end = sentence.end
        at = self.after.get(match.start(), match.end())
        found = self._joined(at, verbs, sentence)
        if found is None and (how := _end_of(_HOW, self.low, at, end)) > at:
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

    def _joined(
        self, at: int, verbs: list[_Verb], sentence: _Sentence
    ) -> re.Match[str] | None:
        """Return what "," "và" or "hoặc" at ``at`` joins to the last verb."""
        join = _JOIN.match(self.low, at, sentence.end)
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
        carries = _CARRIES.match(self.low, verb.end, sentence.end)
        found = self._item(carries.end(), sentence.end) if carries else None
        if found is None or self._is_name(found):
            return None
        rows = self.lexicon.rules.get(self._word(found), ())
        return None if rows and rows[0].rule.is_noun else found

    def _is_name(self, match: re.Match[str]) -> bool:
        """Say whether a verb inside a sentence is a name: "Tổ chức" with a capital."""
        return self.text[match.start()].isupper()

    def _object(self, at: int, sentence: _Sentence) -> int:
        return _end_of(_BEFORE_OBJECT, self.low, at, sentence.end)

    def _fit(self, word: str, at: int, sentence: _Sentence) -> _Rule | None:
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
        place = self._object(at, sentence)
        link: tuple[str, int] | None = None
        found = False
        for verb in reversed(verbs):  # a light verb counts where what it carries is no action
            row = self._fit(verb.word, place, sentence)
            if row is None or (verb.carries and found):
                continue
            found = True
            rule = row.rule
            sentence.actions.append(Words(rule.code, verb.start, verb.end))
            sentence.families.add(rule.family)
            if rule.link:
                link = (rule.link, verb.start)
            if verb.is_own:
                sentence.roles.append(Words(OWN_ROLE, verb.start, verb.end))
        if link and at == verbs[-1].end:
            start = _end_of(_HOW, self.low, at, sentence.end)
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
        if _OF_THING.match(self.low, end):
            return "và" in match.group()[: start - match.start()]
        return any(True for _ in bodies(self.text, self.low, end + 1, "", start))


def _end_of(pattern: re.Pattern[str], text: str, at: int, end: int) -> int:
    match = pattern.match(text, at, end)
    return match.end() if match else at


def _place(mention: Mention) -> tuple[int, int]:
    return mention.start, mention.lead


def _start(words: Words) -> int:
    return words.start


def _each_once(words: list[Words]) -> tuple[Words, ...]:
    found: dict[str, Words] = {}
    for item in words:
        found.setdefault(item.code, item)
    return tuple(found.values())
