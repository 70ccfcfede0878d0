"""Working relations: how the agency works with each body, in the articles headed so.

2. Đối với Hội đồng nhân dân tỉnh: Sở chịu sự giám sát của Hội đồng nhân dân tỉnh, có trách nhiệm …
           └─────── other ──────┘     └ supervised-by ┘                            └ reports-to …
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from loaders.facts.answerability import by_subject
from loaders.facts.appointments import leading_posts
from loaders.facts.parties import Context, parties, party_list, read_party
from loaders.facts.passages import Passage, Passages, Sentence
from loaders.facts.rules_model import Party, WorkingRelation
from loaders.model import Document, Issue
from loaders.tables.rules import coded, party_words

_HEADED = re.compile(r"quan\s+hệ\s+(?:công\s+tác|phối\s+hợp|làm\s+việc)", re.IGNORECASE)
# "Đối với Bộ Thông tin và Truyền thông: …", "Với các sở, ban, ngành: …"
_OPENING = re.compile(r"(?:Quan\s+hệ\s+)?(?:Đối\s+với|[Vv]ới)\s+(?P<other>[^:.;]{2,200}):\s*")
# "Quan hệ công tác của Ủy ban nhân dân đặc khu với Hội đồng nhân dân cấp tỉnh"
_HEADING = re.compile(
    r"quan\s+hệ\s+(?:công\s+tác|phối\s+hợp|làm\s+việc)\s+(?:của|giữa)\s+(?P<one>.+?)\s+(?:đối\s+)?với\s+(?P<other>.+)$",
    re.IGNORECASE | re.DOTALL,
)
# "… chịu trách nhiệm báo cáo công tác trước Hội đồng nhân dân, Ủy ban nhân dân tỉnh và Bộ …"
_REPORTS = re.compile(r"báo\s+cáo(?:\s+công\s+tác)?\s+trước\s+")
_ANSWERS = re.compile(
    r"trả\s+lời\s[^.;]{0,60}?chất\s+vấn\s+của\s+đại\s+biểu\s+(?=Hội\s+đồng\s+nhân\s+dân)"
)
_AND_GROUP = re.compile(r"(?:,|\s+và)\s+(?=các\s+tổ\s+chức|các\s+đoàn\s+thể|các\s+hội)")
_REACH = 200


@dataclass(frozen=True, slots=True)
class _Found:
    """A kind of relation at a place of a sentence, with whom the words after it name."""

    kind: str
    start: int
    end: int
    others: tuple[Party, ...]


@cache
def _kinds() -> re.Pattern[str]:
    """Return the pattern of all kinds, each a group by its place in the table."""
    rows = coded("relation_kinds", "kind")
    groups = "|".join(f"(?P<k{n}>{row.pattern.pattern})" for n, row in enumerate(rows))
    return re.compile(rf"(?<!\w)(?:{groups})(?!\w)", re.VERBOSE | re.IGNORECASE)


@cache
def _before_party(words: str) -> re.Pattern[str]:
    """Return the pattern of what stands before a party: "báo cáo … với | Bộ trưởng"."""
    return re.compile(rf"\s(?:{words})\s+(?=[A-ZĐỦ]|các\s)")


def relations(
    document: Document, passages: Passages, context: Context
) -> tuple[tuple[WorkingRelation, ...], list[Issue]]:
    """Return the working relations of the agency, and an issue for each body not resolved."""
    found: list[WorkingRelation] = []
    issues: list[Issue] = []
    for passage in passages.all:
        other = _other(passage, context) if any(map(_HEADED.search, passage.headings)) else None
        if other is None:
            found += _reports(document, passage, context)
        elif not other[0]:
            issues.append(_unresolved(document, passage, other[1]))
        else:
            found += _relations(document, passage, other[0], other[2], context)
    return tuple(_each_once(found)), issues


def _other(
    passage: Passage, context: Context
) -> tuple[tuple[Party, ...], tuple[int, int], int] | None:
    """Return whom a clause is about, where the names stand, and where what it says begins."""
    opening = _OPENING.match(passage.text)
    if opening:
        return _read(opening["other"], context), opening.span("other"), opening.end()
    heading = _HEADING.search(passage.headings[-1])
    if heading and passage.node.kind != "dieu":
        one = read_party(heading["one"], context)
        if one and one.kind == "agency":
            return _read(heading["other"], context), (0, 0), 0
    return None


def _read(words: str, context: Context) -> tuple[Party, ...]:
    """Return the bodies of "Ủy ban Mặt trận Tổ quốc … và các tổ chức …"; () unless all are told."""
    found = [read_party(piece, context) for piece in _AND_GROUP.split(words)]
    return tuple(party for party in found if party) if all(found) else ()


def _relations(
    document: Document, passage: Passage, others: tuple[Party, ...], start: int, context: Context
) -> Iterator[WorkingRelation]:
    body = passage._replace(text=" " * start + passage.text[start:])
    for sentence, posts in by_subject(body, context):
        hits = list(_hits(sentence, context))
        text = " ".join(sentence.text.split()) if hits else ""
        for hit in hits:
            at = sentence.start + hit.start
            place = passage.evidence(
                document, at, sentence.start + hit.end, f"relations.{hit.kind}"
            )
            actor = _actor(posts or _nearest(sentence.text, hit.start, context))
            for party, contact in _bodies(hit.others, others):
                yield WorkingRelation(hit.kind, party, text, place, actor, contact)


def _actor(posts: tuple[Party, ...]) -> Party | None:
    return posts[0] if len(posts) == 1 else None


def _nearest(text: str, end: int, context: Context) -> tuple[Party, ...]:
    """Return the post after the last comma: "Trước khi …, Giám đốc Sở phải xin ý kiến"."""
    at = text.rfind(", ", 0, end) + 2
    return leading_posts(text[at:end], context) if at > 1 else ()


def _hits(sentence: Sentence, context: Context) -> Iterator[_Found]:
    rows = coded("relation_kinds", "kind")
    words = party_words()
    for match in _kinds().finditer(sentence.text):
        row = rows[int((match.lastgroup or "k0")[1:])]
        word = words.get(row.code)
        others: tuple[Party, ...] = ()
        end = match.end()
        if word:
            named = _before_party(word).search(sentence.text, end, end + _REACH)
            listed = party_list(sentence.text, named.end(), context) if named else []
            others = tuple(parties(listed))
            end = listed[-1][2] if others else end
        yield _Found(row.code, match.start(), end, others)


def _bodies(
    named: tuple[Party, ...], others: tuple[Party, ...]
) -> list[tuple[Party, Party | None]]:
    """Return the bodies with which a relation is, each with the post that it is dealt through."""
    found: dict[tuple[str, str | None], tuple[Party, Party | None]] = {}
    for party in named or others:
        key = (party.name, party.place)
        if party.kind != "post":
            found[key] = party, found.get(key, (party, None))[1]
        else:
            same = (other for other in others if (other.name, other.place) == key)
            body = next(same, None) or _body_of(party)
            found[key] = found.get(key, (body, None))[0], party
    return list(found.values())


def _body_of(post: Party) -> Party:
    return Party(post.text, "body", post.name, post.place)


def _reports(document: Document, passage: Passage, context: Context) -> Iterator[WorkingRelation]:
    """Yield the relations of "báo cáo công tác trước …" outside the articles on relations."""
    if "trước" not in passage.text or "báo" not in passage.text:
        return
    for sentence, posts in by_subject(passage, context):
        if len(posts) != 1:
            continue
        text = " ".join(sentence.text.split())
        for kind, pattern in (("reports-to", _REPORTS), ("answers-questions", _ANSWERS)):
            for match in pattern.finditer(sentence.text):
                named = party_list(sentence.text, match.end(), context)
                if not named:
                    continue
                start, end = sentence.start + match.start(), sentence.start + named[-1][2]
                place = passage.evidence(document, start, end, f"relations.{kind}")
                for party, contact in _bodies(tuple(parties(named)), posts[:1]):
                    yield WorkingRelation(kind, party, text, place, posts[0], contact)


def _each_once(found: list[WorkingRelation]) -> Iterator[WorkingRelation]:
    """Yield each relation of a clause once: the first of a kind with one body."""
    seen = set()
    for relation in found:
        key = (relation.evidence.path, relation.kind, relation.other.name, relation.other.place)
        if key not in seen:
            seen.add(key)
            yield relation


def _unresolved(document: Document, passage: Passage, span: tuple[int, int]) -> Issue:
    start, end = span
    words = " ".join(passage.text[start:end].split()) or passage.headings[-1]
    return Issue(
        "body-unresolved",
        "info",
        f"Chưa xác định được cơ quan trong quan hệ công tác với “{words}”.",
        f"The body in the working relation with “{words}” was not resolved.",
        passage.evidence(document, start, end or len(passage.text), "relations").span,
    )
