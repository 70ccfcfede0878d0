"""Answerability: to whom a post answers, of what its holder is a member, what it excludes.

Giám đốc Sở … chịu trách nhiệm trước Ủy ban nhân dân, Chủ tịch Ủy ban nhân dân tỉnh và trước …
Giám đốc Sở là Ủy viên Ủy ban nhân dân tỉnh
Phó Giám đốc Sở không kiêm nhiệm người đứng đầu tổ chức, đơn vị thuộc và trực thuộc Sở, trừ …
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from loaders.facts.appointments import leading_posts
from loaders.facts.parties import Context, parties, party_list, posts_of
from loaders.facts.passages import Passage, Passages, Sentence, sentences
from loaders.facts.rules_model import Incompatibility, Party, PostStatement
from loaders.facts.wording import alternation
from loaders.model import Document
from loaders.tables.phrases import phrases

_PRETEST = ("chịu trách nhiệm", "Ủy viên", "hành viên Ủy ban", "kiêm")
_ANSWERS = re.compile(
    r"chịu\s+trách\s+nhiệm\s+(?:trực\s+tiếp\s+|cá\s+nhân\s+|toàn\s+diện\s+)*trước\s+"
)
# "… và trước Chủ tịch Ủy ban nhân dân tỉnh"; "trước pháp luật" names no party
_ALSO = re.compile(r"\s*(?:,|và)\s+(?:và\s+)?trước\s+(?!pháp\s+luật)")
_MEMBER = re.compile(
    r"\slà\s+(?P<post>(?:Ủy|[Tt]hành)\s+viên\s+Ủy\s+ban\s+nhân\s+dân[^,.;]{0,60}?)(?=\s+do\s|[,.;]|$)"
)
_EXCLUDES = re.compile(
    r"""\s(?:không\s+được|không|không\s+thể)\s+kiêm\s+(?:nhiệm\s+|giữ\s+)?(?:chức\s+(?:vụ|danh)\s+)?
        (?P<others>[^.;]{3,200}?)
        (?:,?\s*(?P<exception>trừ\s+(?:trường\s+hợp\s+)?[^.;]{3,200}))?\s*$""",
    re.VERBOSE,
)


@cache
def carries_on() -> re.Pattern[str]:
    """Return how a sentence begins that goes on about the post of the one before it."""
    return re.compile(alternation(phrases("carries-on"), cased=True))


def post_statements(
    document: Document, passages: Passages, context: Context
) -> tuple[tuple[PostStatement, ...], tuple[Incompatibility, ...]]:
    """Return to whom posts answer and what they are members of; and what they exclude."""
    stated: list[PostStatement] = []
    excluded: list[Incompatibility] = []
    for passage in passages.holding(_PRETEST):
        for sentence, posts in by_subject(passage, context):
            if not posts:
                continue
            stated += _answers(document, passage, sentence, posts, context)
            stated += _members(document, passage, sentence, posts, context)
            excluded += _exclusions(document, passage, sentence, posts)
    return tuple(stated), tuple(excluded)


def by_subject(passage: Passage, context: Context) -> Iterator[tuple[Sentence, tuple[Party, ...]]]:
    """Yield the sentences of a passage with the posts they are about.

    After ";" a sentence without a subject goes on about that of the one before it.
    """
    last: tuple[Party, ...] = ()
    for sentence in sentences(passage.text):
        named = leading_posts(sentence.text, context)
        if named or not carries_on().match(sentence.text):
            last = named
        yield sentence, last


def _answers(
    document: Document,
    passage: Passage,
    sentence: Sentence,
    posts: tuple[Party, ...],
    context: Context,
) -> Iterator[PostStatement]:
    for match in _ANSWERS.finditer(sentence.text):
        named = party_list(sentence.text, match.end(), context)
        also = _ALSO.match(sentence.text, named[-1][2]) if named else None
        if also:
            named = (*named, *party_list(sentence.text, also.end(), context))
        end = named[-1][2] if named else match.end()
        place = passage.evidence(
            document, sentence.start + match.start(), sentence.start + end, "posts.answers"
        )
        for post in posts:
            for other in parties(named):
                text = sentence.text[match.start() : end]
                yield PostStatement(post, "accountable_to", other, text, place)


def _members(
    document: Document,
    passage: Passage,
    sentence: Sentence,
    posts: tuple[Party, ...],
    context: Context,
) -> Iterator[PostStatement]:
    match = _MEMBER.search(sentence.text)
    if not match:
        return
    start, end = match.span("post")
    place = passage.evidence(document, sentence.start + start, sentence.start + end, "posts.member")
    for seat in posts_of(match["post"], context):
        for post in posts:
            yield PostStatement(post, "ex_officio", seat, match["post"], place)


def _exclusions(
    document: Document, passage: Passage, sentence: Sentence, posts: tuple[Party, ...]
) -> Iterator[Incompatibility]:
    match = _EXCLUDES.search(sentence.text)
    if not match:
        return
    place = passage.evidence(document, sentence.start, sentence.end, "posts.incompatible")
    exception = " ".join(match["exception"].split()) if match["exception"] else None
    for post in posts:
        others = " ".join(match["others"].split())
        yield Incompatibility(post, others, exception, sentence.text, place)
