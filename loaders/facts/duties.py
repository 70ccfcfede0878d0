"""Duties: every khoản, điểm and gạch of the article on duties and powers, and what it says.

A heading that only names a field ("Về báo chí") says nothing of roles or actions. One that gives a
role ("Trình Ủy ban nhân dân tỉnh:") gives it, and those it is towards, to the duties below it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from operator import attrgetter
from typing import NamedTuple

from loaders.facts.actions import OWN_ROLE
from loaders.facts.counterparts import Mention
from loaders.facts.model import Counterpart, Duty, Evidence, Stated
from loaders.facts.places import nodes_in, provision, provisions_part, sections, sections_of
from loaders.facts.readings import Reading, read_spelled
from loaders.facts.wording import alternation
from loaders.model import Document, Node, Span, made
from loaders.spelling import standard
from loaders.tables import body_kinds
from loaders.tables.phrases import phrases

_DUTIES = re.compile(r"nhiệm\s+vụ", re.IGNORECASE)
# "2. Nhiệm vụ, quyền hạn:" in a decision that lays everything down in its first article
_CLAUSE_HEADING = re.compile(
    r"(?:Về\s+)?(?:vị\s+trí\s*,\s*)?(?:chức\s+năng\s*(?:,|và)\s*)?(?:các\s+)?nhiệm\s+vụ(?!\w)",
    re.IGNORECASE,
)
_POWERS = re.compile(r"quyền\s+hạn", re.IGNORECASE)
_POWERS_HEADING = re.compile(r"(?:Về\s+)?(?:các\s+)?quyền\s+hạn(?!\w)", re.IGNORECASE)
_WIDER = re.compile(r"chức\s+năng|như\s+sau", re.IGNORECASE)
"""An article whose heading says more than duties may have them in one of its clauses."""
_WIDER_TOPIC = re.compile(r"vị\s+trí|chức\s+năng|nguyên\s+tắc|phạm\s+vi", re.IGNORECASE)
"""What an article of a chapter on duties may be about instead."""
_HEADING_LENGTH = 120
# "Thông tấn xã Việt Nam [có các nhiệm vụ] và quyền hạn cụ thể sau đây:"
_OPENS_DUTIES = re.compile(r"\scó\s+(?:các\s+|những\s+)?(?:chức\s+năng(?:,|\s+và)\s+)?nhiệm\s+vụ")
# "… quy định tại Nghị định số 15/CP … và có [nhiệm vụ, quyền hạn sau đây:]", however long before it
_ENDS_IN_DUTIES = re.compile(
    r"nhiệm\s+vụ(?:\s*,|\s+và)\s+quyền\s+hạn(?:\s+cụ\s+thể)?\s+sau(?:\s+đây)?\s*:$"
)
_DUTY_KINDS = ("khoan", "diem", "tiet", "gach", "cong")
_RULES = {kind: f"duties.{kind}" for kind in _DUTY_KINDS}
# "Về báo chí (bao gồm báo in, …)", "Về hạ tầng số:"
_FIELD_HEADING = re.compile(
    r"Về\s+(?:lĩnh\s+vực\s+|công\s+tác\s+)?(?P<field>[^.;]{1,249}[^.;:\s])\s*:?$", re.DOTALL
)
# a điểm that is a name before a colon: "a) Viễn thông:"
_SHORT_HEADING = re.compile(r"(?P<field>[A-ZĐÀ-Ỹ][^.;:]{0,59}[^.;:\s])\s*:$")
_BRACKET = re.compile(r"\s*\(.*", re.DOTALL)
# towards whom a role is: what the duties under a heading take over from it
_TOWARDS = frozenset({"submits-to", "coordinates-with", "advises", "assists"})
_SILENT = Reading((), (), (), (), (), ())


class _Above(NamedTuple):
    """What the duties below a heading take over from it."""

    path: str | None = None
    fields: tuple[str, ...] = ()
    roles: tuple[Stated[str], ...] = ()
    counterparts: tuple[Counterpart, ...] = ()


@cache
def _of_unit() -> re.Pattern[str]:
    """Return "Nhiệm vụ | của Văn phòng": an article for each unit follows that of the agency."""
    inner = [kind for kind in body_kinds() if kind.is_within and not kind.is_formal]
    words = alternation(word for kind in inner for word in (*kind.words, *kind.listed))
    return re.compile(rf"của\s+(?:các\s+)?{words}", re.IGNORECASE)


@cache
def of_post() -> re.Pattern[str]:
    """Return "nhiệm vụ | của Giám đốc": the duties of those who lead, not the agency's."""
    return re.compile(rf"của\s+(?:các\s+)?{alternation(phrases('leads'), cased=True)}")


def duties_article(document: Document) -> Node | None:
    """Return the article on duties: headed so, and of those the one with most clauses."""
    own = sections(document, provisions_part(document))
    headed = [a for a in own if a.heading and _DUTIES.search(a.heading)]
    headed = [a for a in headed if not _of_unit().search(a.heading or "")] or headed
    within = [a for a in headed if _WIDER.search(a.heading or "")] if headed else own
    headed = [c for a in within for c in a.children if _is_duties_clause(c)] or headed
    headed = headed or list(_of_chapter(document)) or [a for a in own if _opens_duties(a)]
    return max(headed, key=lambda a: sum(1 for _ in a.walk()), default=None)


def _opens_duties(article: Node) -> bool:
    """Say whether a sentence opens a list of duties: "Điều 2. Trường có các nhiệm vụ sau đây:"."""
    text = article.text.rstrip()
    if not text.endswith(":"):
        return False
    if _ENDS_IN_DUTIES.search(text, max(0, len(text) - _HEADING_LENGTH)):
        return True
    is_short = len(text) <= _HEADING_LENGTH
    return is_short and _OPENS_DUTIES.search(text) is not None and not _WIDER.search(text)


def duties_articles(document: Document) -> list[Node]:
    """Return the article or clause on duties, and after it those on powers that stand apart.

    "Điều 4. Nhiệm vụ", "Điều 5. Quyền hạn"; "2. Nhiệm vụ:", "3. Quyền hạn:" of one article.
    """
    main = duties_article(document)
    if main is None:
        return []
    is_clause = main.kind == "khoan"
    if _POWERS.search(main.text if is_clause else main.heading or ""):
        return [main]
    own = sections(document, provisions_part(document))
    beside = [c for a in own if main in a.children for c in a.children] if is_clause else own
    return [main, *[node for node in beside if node is not main and _is_on_powers(node)]]


def _is_on_powers(node: Node) -> bool:
    words = node.text if node.kind == "khoan" else node.heading or ""
    match = len(words) <= _HEADING_LENGTH and _POWERS_HEADING.match(words)
    if not match or _DUTIES.search(words) or not any(c.kind in _DUTY_KINDS for c in node.children):
        return False
    return not (of_post().search(words) or _of_unit().search(words))


def _of_chapter(document: Document) -> Iterator[Node]:
    """Yield the articles of a chapter on duties: "NHIỆM VỤ" over "Điều 2. Về quản lý"."""
    for top in nodes_in(document, provisions_part(document)):
        if top.kind in ("chuong", "muc") and top.heading and _DUTIES.search(top.heading):
            yield from (a for a in sections_of(top) if not _WIDER_TOPIC.search(a.heading or ""))


def _is_duties_clause(clause: Node) -> bool:
    """Say whether a clause is the heading of the duties: "2. Nhiệm vụ, quyền hạn:" with điểm."""
    text = clause.text
    if clause.kind != "khoan" or len(text) > _HEADING_LENGTH or not _CLAUSE_HEADING.match(text):
        return False
    return not of_post().search(text) and any(c.kind in _DUTY_KINDS for c in clause.children)


def duties(document: Document, articles: Sequence[Node]) -> list[Duty]:
    """Return the duty nodes of what ``duties_articles`` found, in document order."""
    found: list[Duty] = []
    prefix = articles[0].path + "/" if articles else ""
    for node in sorted(articles, key=attrgetter("start")):
        for child in node.children:
            if child.kind in _RULES:
                _add(found, document, child, prefix, _Above())
    return found


def _add(found: list[Duty], document: Document, node: Node, prefix: str, above: _Above) -> None:
    """Add the duty that a clause states, and those below it."""
    text, start, end = provision(document, node)
    path, fields, name = node.path.removeprefix(prefix), above.fields, None
    below = [child for child in node.children if child.kind in _RULES] if node.children else ()
    if below:
        name = _field(node, text)
        fields = (*fields, name) if name and name not in fields else fields
    words = node.spelled if text is node.text else standard(text)
    reading = _SILENT if name else read_spelled(words)
    evidence, roles, actions, counterparts = _said(document, node, start, end, reading)
    stated = roles if not above.roles or _explicit(roles) else above.roles
    if above.counterparts:
        counterparts = _with_inherited(counterparts, above.counterparts)
    values = (path, above.path, text, not below, fields, evidence, stated, actions, counterparts)
    found.append(made(Duty, values))
    if not below:
        return
    inherited = _Above(path, fields, above.roles, above.counterparts)
    if explicit := _explicit(roles):
        inherited = _Above(path, fields, _from_above(explicit), _towards(counterparts))
    for child in below:
        _add(found, document, child, prefix, inherited)


def _explicit(roles: tuple[Stated[str], ...]) -> list[Stated[str]]:
    """Return the roles but that of the agency that does itself what the duty says."""
    return [role for role in roles if role.value != OWN_ROLE]


_Said = tuple[Evidence, tuple[Stated[str], ...], tuple[Stated[str], ...], tuple[Counterpart, ...]]
"""Where one duty stands, and its roles, actions and counterparts, each with its place."""


def _said(document: Document, node: Node, start: int, end: int, reading: Reading) -> _Said:
    """Return what the duty says that a clause states at ``[start, end)`` of the mended text."""
    span, path = document.mended.raw_span(start, end), node.path
    evidence = made(Evidence, (span, path, _RULES[node.kind], 1.0, None))
    roles, actions, mentions, names, starts, places = reading
    if not places:
        return evidence, (), (), ()
    spans = document.mended.raw_spans(start, end, places)
    # the verb that says an own role says the action too: one place for both
    at = {
        first: made(Evidence, (place, path, "duties.words", 1.0, None))
        for first, place in zip(starts, spans, strict=False)
    }
    return (
        evidence,
        tuple([made(Stated, (code, at[first])) for code, first, _ in roles]),
        tuple([made(Stated, (code, at[first])) for code, first, _ in actions]),
        _counterparts(path, names, mentions, spans[len(starts) :]) if mentions else (),
    )


def _counterparts(
    path: str, names: tuple[str, ...], mentions: tuple[Mention, ...], spans: list[Span]
) -> tuple[Counterpart, ...]:
    """Return the counterparts that a clause mentions, with their raw spans."""
    found = []
    for name, (link, _, _, _, group), span in zip(names, mentions, spans, strict=True):
        place = made(Evidence, (span, path, "duties.counterpart", 1.0, None))
        found.append(made(Counterpart, (name, link, group, place, False)))
    return tuple(found)


def _from_above(roles: Iterable[Stated[str]]) -> tuple[Stated[str], ...]:
    return tuple(
        Stated(role.value, role.evidence._replace(rule="duties.role.inherited")) for role in roles
    )


def _towards(counterparts: tuple[Counterpart, ...]) -> tuple[Counterpart, ...]:
    return tuple(
        counterpart._replace(
            evidence=counterpart.evidence._replace(rule="duties.counterpart.inherited"),
            is_inherited=True,
        )
        for counterpart in counterparts
        if counterpart.link in _TOWARDS
    )


def _with_inherited(
    own: tuple[Counterpart, ...], above: tuple[Counterpart, ...]
) -> tuple[Counterpart, ...]:
    """Return a duty's counterparts after those of the heading that it does not name itself."""
    if not above:
        return own
    named = {(counterpart.name, counterpart.link) for counterpart in own}
    return (*(c for c in above if (c.name, c.link) not in named), *own)


def _field(node: Node, text: str) -> str | None:
    """Return the field that a heading names, as printed without its bracket, or None."""
    match = _FIELD_HEADING.match(text)
    if match is None and node.kind == "diem":
        match = _SHORT_HEADING.match(text)
    if match is None:
        return None
    return _BRACKET.sub("", match["field"]).strip() or None
