"""The lexicon of actions: the table of verbs and roles as expressions, and what joins them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from loaders.facts.wording import alternation
from loaders.tables.duties import ActionRule, action_rules, role_words
from loaders.tables.phrases import phrases

BREAK = re.compile(r"[;:\n.](?:(?<!\.)|(?=\s+[^\Wa-zà-ỹđ]))")
"""What parts the sentences of a duty: ";", ":", a new paragraph, "." before a capital."""

JOIN = re.compile(r"\s*(?:,\s*(?:(?P<w>và|hoặc)\s+)?|\s(?P<v>và|hoặc|và/hoặc)\s+|/\s*)")
"""What joins the verbs of a chain: ", ", " và ", " hoặc ", ", và "."""

TOWARDS = re.compile(
    r"""(?: \s+(?: trong(?:\s+(?:việc|công\s+tác|lĩnh\s+vực|quá\s+trình))? | về\s+việc | việc | để
                 | nhằm | thống\s+nhất ) )? \s+""",
    re.VERBOSE,
)
"""From a role, or from whom it is towards, to the verb: "giúp … | trong việc | tổ chức"."""

LEADS = re.compile(r"chủ\s+trì\s*,?(?:\s+và)?\s*$")
"""The agency leads, just before "phối hợp"."""

OF_THING = re.compile(r"\s+(?:việc|về\s+việc)(?!\w)")
"""An object that is an activity: "kiểm tra | việc thực hiện"."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule with its expressions; None where it asks nothing of the object."""

    rule: ActionRule
    objects: re.Pattern[str] | None
    near: re.Pattern[str] | None


@dataclass(frozen=True, slots=True)
class RoleRule:
    """The roles that some words say; ``barred`` matches what may not follow them."""

    codes: tuple[str, ...]
    barred: re.Pattern[str] | None


@dataclass(frozen=True, slots=True)
class Around:
    """What may stand around a verb.

    head           before the first: "Sở", "định kỳ", "trường hợp không đủ điều kiện,"
    how            between verb and object: "xử lý | theo thẩm quyền | các vi phạm"
    carries        between a light verb and the one it carries: "thực hiện | việc | cấp giấy phép"
    join           to the next verb: "hướng dẫn | thường xuyên, | kiểm tra"
    before_object  "các", "việc", "về"
    """

    head: re.Pattern[str]
    how: re.Pattern[str]
    carries: re.Pattern[str]
    join: re.Pattern[str]
    before_object: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Roles and verbs by their words; ``item`` matches any, ``middle`` what may come later.

    ``free`` holds the verbs whose first rule asks nothing of the object. ``around`` holds what
    may stand around a verb.
    """

    around: Around
    item: re.Pattern[str]
    middle: re.Pattern[str]
    roles: dict[str, RoleRule]
    rules: dict[str, tuple[Rule, ...]]
    free: dict[str, Rule]


@cache
def around() -> Around:
    """Compile the expressions of what stands around a verb, once."""
    heads, activities = alternation(phrases("before-verb")), alternation(phrases("activity"))
    leading = alternation(phrases("before-object"))
    how = rf"(?:\s+{alternation(phrases('manner'))})*"
    condition = r"(?:trường\s+hợp|khi)\s[^,;.:]{3,80},"
    return Around(
        head=re.compile(rf"""[\s\-–+“"]*(?:(?:{heads}|{condition})\s+)*"""),
        how=re.compile(how),
        carries=re.compile(rf"{how}(?:\s+(?:các\s+)?{activities})?\s+"),
        join=re.compile(f"{how}+{JOIN.pattern}"),
        before_object=re.compile(rf"{how}\s*(?:{leading}\s+)*"),
    )


@cache
def lexicon() -> Lexicon:
    """Compile the tables, once."""
    rules: dict[str, tuple[Rule, ...]] = {}
    for rule in action_rules():
        compiled = Rule(
            rule,
            re.compile(alternation(rule.objects)) if rule.objects else None,
            re.compile(rf"(?<!\w){alternation(rule.near)}") if rule.near else None,
        )
        for verb in rule.verbs:
            rules[verb] = (*rules.get(verb, ()), compiled)
    roles = {
        word: RoleRule(
            tuple(filter(None, (row.code, row.also))),
            re.compile(rf"\s+{alternation(row.barred)}") if row.barred else None,
        )
        for row in role_words()
        for word in row.words
    }
    later = {verb for verb, row in rules.items() if any(r.rule.mid != "never" for r in row)}
    middle = rf"""
        [,àặểớồì]  # a rare letter of each of the words before, so that the engine skips the others
        (?: (?: (?<=,)\s*(?:(?:và|hoặc)\s+)?
              | (?: (?<=\svà) | (?<=\sđể) | c(?<=\shoặc) | c(?<=\strước)\s+khi
                  | ng(?<=\sđồng)\s+thời )\s+ )
            (?:định\s+kỳ\s+)?
            (?P<item>{alternation({*later, *roles})})
          | nh(?<=\s(?P<bare>trình))(?=\s) )"""
    return Lexicon(
        around=around(),
        item=re.compile(alternation({*rules, *roles})),
        middle=re.compile(middle, re.VERBOSE),
        roles=roles,
        rules=rules,
        free={v: row[0] for v, row in rules.items() if not (row[0].objects or row[0].near)},
    )
