"""The lexicon of actions: the table of verbs and roles as expressions, and what joins them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from loaders.facts.wording import alternation
from loaders.tables.duties import ActionRule, action_rules, role_words

BREAK = re.compile(r"[;:\n.](?:(?<!\.)|(?=\s+[^\Wa-zà-ỹđ]))")
"""What parts the sentences of a duty: ";", ":", a new paragraph, "." before a capital."""

_MANNERS = (
    "theo thẩm quyền", "theo quy định", "theo quy định của pháp luật", "theo phân cấp", "đột xuất",
    "theo kế hoạch", "theo định kỳ", "định kỳ", "trực tiếp", "thường xuyên", "kịp thời", "hằng năm",
    "hàng năm", "chặt chẽ", "tốt",
)  # fmt: skip
_HEADS = (
    "sở", "chi cục", "trung tâm", "được", "là", "và", "hoặc", "trực tiếp", "định kỳ", "hằng năm",
    "hàng năm", "thường xuyên", "chủ động", "kịp thời", "đồng thời", "có trách nhiệm",
    "có nhiệm vụ", "làm tốt",
)  # fmt: skip
_LEADING_TO_OBJECT = (
    "các", "những", "một số", "mọi", "toàn bộ", "việc", "về", "đối với", "loại", "cho", "công tác",
    "tốt",
)  # fmt: skip
_MANNER = rf"(?:\s+{alternation(_MANNERS)})"

HEAD = re.compile(
    rf"""[\s\-–+“"]*(?:(?:{alternation(_HEADS)}|(?:trường\s+hợp|khi)\s[^,;.:]{{3,80}},)\s+)*"""
)
"""What may stand before the first verb: "Sở", "định kỳ", "trường hợp không đủ điều kiện,"."""

JOIN = re.compile(r"\s*(?:,\s*(?:(?P<w>và|hoặc)\s+)?|\s(?P<v>và|hoặc|và/hoặc)\s+|/\s*)")
"""What joins the verbs of a chain: ", ", " và ", " hoặc ", ", và "."""

HOW = re.compile(rf"{_MANNER}*")
"""How it is done, between verb and object: "xử lý | theo thẩm quyền | các vi phạm"."""

CARRIES = re.compile(
    rf"{_MANNER}*(?:\s+(?:các\s+)?(?:việc|công\s+tác|nhiệm\s+vụ|hoạt\s+động|chức\s+năng))?\s+"
)
"""Between a light verb and the one it carries: "thực hiện | việc | cấp giấy phép"."""

TOWARDS = re.compile(
    r"""(?: \s+(?: trong(?:\s+(?:việc|công\s+tác|lĩnh\s+vực|quá\s+trình))? | về\s+việc | việc | để
                 | nhằm | thống\s+nhất ) )? \s+""",
    re.VERBOSE,
)
"""From a role, or from whom it is towards, to the verb: "giúp … | trong việc | tổ chức"."""

BEFORE_OBJECT = re.compile(rf"{_MANNER}*\s*(?:{alternation(_LEADING_TO_OBJECT)}\s+)*")
"""What may stand before an object: "các", "việc", "về"."""

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
class Lexicon:
    """Roles and verbs by their words; ``item`` matches any, ``middle`` what may come later.

    ``free`` holds the verbs whose first rule asks nothing of the object.
    """

    item: re.Pattern[str]
    middle: re.Pattern[str]
    roles: dict[str, RoleRule]
    rules: dict[str, tuple[Rule, ...]]
    free: dict[str, Rule]


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
        (?: (?: ,\s*(?:(?:và|hoặc)\s+)? | \s(?:và|hoặc|để|trước\s+khi|đồng\s+thời)\s+ )
            (?:định\s+kỳ\s+)?
          | \s(?=trình\s) )
        (?P<item>{alternation({*later, *roles})})"""
    return Lexicon(
        item=re.compile(alternation({*rules, *roles})),
        middle=re.compile(middle, re.VERBOSE),
        roles=roles,
        rules=rules,
        free={v: row[0] for v, row in rules.items() if not (row[0].objects or row[0].near)},
    )
