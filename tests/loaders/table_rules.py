"""For each section of the tables, the rule that reads it: whether it finds what the example says.

A rule takes a row as the file has it. A new section of a table needs a rule here.
"""

import re
from collections.abc import Callable
from typing import Any

from loaders.facts.action_lexicon import around
from loaders.facts.answerability import carries_on
from loaders.facts.appointments import act_codes
from loaders.facts.body_classes import read_classes
from loaders.facts.body_levels import central, local
from loaders.facts.counterpart_lexicon import patterns
from loaders.facts.counterparts import group_code, mentions
from loaders.facts.duties import of_post
from loaders.facts.mentions import Laws
from loaders.facts.mentions import mentions as laws_named
from loaders.facts.model import Evidence, Stated
from loaders.facts.parties import party_list
from loaders.facts.party_words import starts, title_pattern
from loaders.facts.post_patterns import patterns_of
from loaders.facts.readings import read_words
from loaders.facts.thresholds import bounds, unit_words, units_of
from loaders.facts.transfers import power, transfer_pattern
from loaders.formats.legacy import from_tcvn3, from_vni
from loaders.iris import issuer_slug
from loaders.model import Span
from loaders.spelling import fold, slug
from loaders.tables.bodies import symbols
from loaders.tables.body_classes import class_head, is_central, level_pattern
from loaders.tables.rules import coded, group_pattern, leaders, passive_changes
from tests.loaders.header_rules import (
    HEADER_PHRASES,
    Row,
    Rule,
    body_kind_row,
    document_type,
    goes_on,
    is_in,
    office,
)
from tests.loaders.helpers import parse_text
from tests.loaders.rules_helpers import context

_NOWHERE = Evidence(Span(0, 0), "", "")


def _names(row: Row) -> list[str]:
    """Return the counterparts that the example names."""
    example = row["example"]
    return [example[m.start : m.end] for m in mentions(example, example.lower())]


def _links(row: Row) -> list[str]:
    return [mention.link for mention in read_words(row["example"]).mentions]


def _between(pattern: re.Pattern[str], verb: str) -> Rule:
    """Return the rule of words that follow a verb, "" for those that open the sentence."""

    def rule(row: Row) -> bool:
        assert row["example"].startswith(verb)
        found = pattern.match(row["example"], len(verb))
        return found is not None and found.group().strip() in row["words"]

    return rule


def _body(row: Row) -> bool:
    readers: dict[str, Callable[[str], object]] = {
        "rules": lambda name: _of_level(row, "rules").match(name),
        "duties": lambda name: _of_level(row, "duties").match(name),
        "citations": lambda name: _of_level(row, "citations").match(name),
        "issuers": lambda name: is_central(name) is (row["level"] == "central"),
    }
    return all(readers[use](row["example"]) for use in row["known_in"])


def _of_level(row: Row, use: Any) -> re.Pattern[str]:
    return {"central": central, "local": local}[row["level"]](use)


def _territory(row: Row) -> bool:
    """Only what is below the province is part of what tells an issuer from others."""
    found = issuer_slug(row["example"], "kien-giang")
    words: list[str] = row["words"]
    is_named = any(slug(word) in found for word in words)
    is_province: bool = row["level"] == "cap-tinh"
    return is_named != is_province


def _class(row: Row) -> tuple[str | None, str]:
    reading = read_classes(Stated(row["example"], _NOWHERE), "Chính phủ")
    assert reading is not None
    (found,) = reading.classes
    return found.kind, found.level


def _ends_party(row: Row) -> bool:
    (_, _, end), *_ = party_list(row["example"], 0, context())
    return goes_on(row, end)


def _ends_counterpart(row: Row) -> bool:
    (mention,) = read_words(row["example"]).mentions
    return goes_on(row, mention.end)


def _group(row: Row) -> bool:
    found = patterns().group.search(row["example"].lower())
    return found is not None and is_in(row, found.group())


def _pair(row: Row) -> bool:
    (pair,) = (pair for pair in leaders() if pair.heads == tuple(row["heads"]))
    found = patterns_of(pair).both.search(row["example"])
    return found is not None and (found["head"], found["deputy"]) == (
        row["heads"][0],
        row["deputies"][0],
    )


def _coded(table: str, key: str) -> Rule:
    def rule(row: Row) -> bool:
        found = [r.code for r in coded(table, key) if r.pattern.search(row["example"])]
        return row["code"] in found

    return rule


def _passive(row: Row) -> bool:
    return passive_changes().get(row.get("passive", "")) in (None, row["code"])


def _law(row: Row) -> bool:
    """The title ends where the list says, not with the clause."""
    (found,) = laws_named(row["example"], Laws([]))
    return found.name.removeprefix("Luật ") in row["titles"]


PHRASES: dict[str, Rule] = {
    "manner": _between(around().how, "xử lý"),
    "before-verb": _between(around().head, ""),
    "before-object": _between(around().before_object, "cấp"),
    "activity": _between(around().carries, "thực hiện"),
    "ends-counterpart": _ends_counterpart,
    "in-names": lambda row: is_in(row, "".join(_names(row))),
    "guidance-manner": lambda row: "assigned-by" in _links(row),
    "before-own-verb": lambda row: "reports-to" in _links(row),
    "word-begun": lambda row: "submits-to" not in _links(row),
    "part-of-ministry": lambda row: _names(row)[0].endswith("Bộ Thông tin và Truyền thông"),
    "ends-party": _ends_party,
    "begins-party": lambda row: (m := starts().search(row["example"])) and is_in(row, m.group()),
    "domains": lambda row: is_in(row, "".join(_names(row))),
    "titles": lambda row: is_in(row, "".join(_names(row))),
    "heads": lambda row: is_in(row, "".join(_names(row))),
    "group-bare": _group,
    "group-nouns": _group,
    "group-organising": lambda row: not patterns().group.match(row["example"]),
    "group-qualifiers": _group,
    "group-levels": _group,
    "group-first": _names,
    "begins-class": lambda row: class_head().match(row["example"]),
    "leads": lambda row: of_post().search(row["example"]),
    "transfers": lambda row: transfer_pattern().search(row["example"]),
    "transferred": lambda row: transfer_pattern().search(row["example"]),
    "of-power": lambda row: power().search(row["example"].split("giải thể")[0]),
    "carries-on": lambda row: carries_on().match(row["example"]),
    "staffed-unit": lambda row: is_in(row, unit_words().findall(row["example"])[-1]),
    "staffed-unit-of": lambda row: units_of().search(row["example"]),
    "staffed-owner": lambda row: (m := units_of().search(row["example"])) and is_in(row, m["of"]),
    **HEADER_PHRASES,
}

RULES: dict[tuple[str, str], Rule] = {
    ("actions", "role"): lambda row: (
        row["code"] in [code for code, _, _ in read_words(row["example"]).roles]
    ),
    ("actions", "action"): lambda row: (
        row["code"] in [code for code, _, _ in read_words(row["example"]).actions]
    ),
    ("tcvn3", "letters"): lambda row: from_tcvn3(row["example"]) == row["means"],
    ("look_alikes", "letters"): lambda row: (
        parse_text(row["example"]).document.mended.text == row["means"]
    ),
    ("vni", "marks"): lambda row: from_vni(row["example"]) == row["means"],
    ("vni", "letters"): lambda row: from_vni(row["example"]) == row["means"],
    ("bodies", "body"): _body,
    ("bodies", "territory"): _territory,
    ("bodies", "symbol"): lambda row: (
        symbols(row["issuer"]).fullmatch(row["example"])
        and re.fullmatch(row["pattern"], row["example"])
    ),
    ("body_classes", "level"): lambda row: (
        (m := level_pattern().search(row["example"]))
        and (m.lastgroup or "").replace("_", "-") == row["code"]
    ),
    ("body_classes", "always"): lambda row: _class(row) == (row["kind"], row["level"]),
    ("body_classes", "kind"): lambda row: _class(row)[0] == row["code"],
    ("body_kinds", "kind"): body_kind_row,
    ("counterparts", "link"): lambda row: row["code"] in _links(row),
    ("counterparts", "guidance"): lambda row: row["code"] in _links(row),
    ("counterparts", "group"): lambda row: group_code(row["example"]) == row["code"],
    ("counting", "unit"): lambda row: (
        [bound.counted for bound in bounds(row["example"])] == [row["code"]]
    ),
    ("document_types", "type"): document_type,
    ("groups", "group"): lambda row: (
        group_pattern().match(fold(row["example"]))
        and re.match(row["pattern"], fold(row["example"]))
    ),
    ("law_titles", "laws"): _law,
    ("leaders", "office"): office,
    ("leaders", "pair"): _pair,
    ("personnel_acts", "act"): lambda row: act_codes(row["example"])[:1] == (row["code"],),
    ("phrases", "phrase"): lambda row: PHRASES[row["use"]](row),
    ("relation_kinds", "kind"): _coded("relation_kinds", "kind"),
    ("titles", "title"): lambda row: (
        (m := title_pattern().match(row["example"])) and fold(m["title"]) == fold(row["title"])
    ),
    ("unit_changes", "change"): lambda row: _coded("unit_changes", "change")(row) and _passive(row),
}
"""By file and section."""

WITHOUT_WORDS = {"settling"}
"""Tables of codes alone, that read no text."""
