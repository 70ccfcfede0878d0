"""Relations between cited acts, from the words between their citations.

Nghị định số 107/2020/NĐ-CP ngày … sửa đổi, bổ sung một số điều của Nghị định số 24/2014/NĐ-CP
└────────── subject ─────────┘     └──────── amends ──────────────┘ └──────── object ────────┘
Nghị định số 60/2021/NĐ-CP … đã được sửa đổi, bổ sung một số điều theo Nghị định số 111/2025/NĐ-CP
└──────── object ────────┘   └────────────── amends, turned ─────────┘ └──────── subject ───────┘
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Literal

from loaders.facts.mentions import Laws, Mention, mention_from
from loaders.facts.model import Act, Evidence
from loaders.facts.passages import Passages
from loaders.facts.places import evidence
from loaders.facts.rules_model import ActRelation
from loaders.facts.wording import has_any
from loaders.model import Document, Node

Kind = Literal["amends", "repeals", "guides"]

_ACT_LOOK = ("/", "Luật")
_PRETEST = ("sửa đổi", "Sửa đổi", "thay thế", "bãi bỏ", "hướng dẫn", "quy định chi tiết")
_PASSIVE = re.compile(
    r"""(?:được|bị)\s+(?P<verb>sửa\s+đổi|bổ\s+sung|thay\s+thế|bãi\s+bỏ)[^.;]{0,80}?
        \s(?:theo|bởi|tại|bằng)(?:\s+các)?\s*$""",
    re.VERBOSE,
)
# the words end where the other act begins: "một số điều của", "Khoản 2 Điều 3", "kèm theo"
_ACTIVE = re.compile(
    r"""(?<!được\s)(?<!bị\s)
        (?P<verb>[sS]ửa\s+đổi(?:,\s*bổ\s+sung)?|[bB]ổ\s+sung|[tT]hay\s+thế|[bB]ãi\s+bỏ
          |[qQ]uy\s+định\s+chi\s+tiết|[hH]ướng\s+dẫn(?:\s+(?:thi\s+hành|thực\s+hiện|chi\s+tiết)))
        (?P<mid>[^;]{0,400}?)$""",
    re.VERBOSE,
)
_MID_END = re.compile(
    r"(?:^|của|các|kèm\s+theo|tại|thi\s+hành|thực\s+hiện|biện\s+pháp|Điều\s+\d+\w?|khoản\s+\d+|toàn\s+bộ)\s*$",
    re.IGNORECASE,
)
_SELF = re.compile(r"(?:Quyết|Nghị|Thông|Quy)\s+(?:định|tư)\s+này")
_AMENDING_LAW = re.compile(r"Luật\s+(?:[Ss]ửa|[Bb]ổ)")
_INNER_LAW = re.compile(r"(?:của|và|,)\s+(?=(?:Bộ\s+luật|Luật|Pháp\s+lệnh)\s)")


def act_relations(document: Document, passages: Passages, laws: Laws) -> tuple[ActRelation, ...]:
    """Return what a text says between two acts that it cites; only where both are resolved."""
    found: list[ActRelation] = []
    for passage in passages.holding(_ACT_LOOK):
        if has_any(passage.text, _PRETEST):
            found += _in(document, passage.node, passage.text, laws)
    return tuple(_each_once(found))


def _in(document: Document, node: Node, text: str, laws: Laws) -> Iterator[ActRelation]:
    named = laws.mentions(text)
    for mention in named:
        yield from _amended_laws(document, node, text, mention, laws)
    for one, other in pairwise(named):
        words = text[one.end : other.start]
        kind, is_turned = _relation(words)
        if kind is None or one.act is None or other.act is None:
            continue
        subject, object_ = (other.act, one.act) if is_turned else (one.act, other.act)
        place = evidence(document, node, one.start, other.end, f"acts.{kind}")
        yield _made(subject, kind, object_, text[one.start : other.end], place)


def _made(subject: Act, kind: Kind, object_: Act, words: str, place: Evidence) -> ActRelation:
    return ActRelation(subject, kind, object_, " ".join(words.split()), place)


def _relation(words: str) -> tuple[Kind | None, bool]:
    """Return what the words between two acts say, and whether they say it of the second."""
    if ";" in words or _SELF.search(words):
        return None, False
    passive = _PASSIVE.search(words)
    if passive:
        return _kind(passive["verb"]), True
    active = _ACTIVE.search(words)
    if active and _MID_END.search(active["mid"]):
        return _kind(active["verb"]), False
    return None, False


def _kind(verb: str) -> Kind:
    first = verb.lower().split()[0]
    if first in ("sửa", "bổ"):
        return "amends"
    return "repeals" if first in ("thay", "bãi") else "guides"


def _amended_laws(
    document: Document, node: Node, text: str, mention: Mention, laws: Laws
) -> Iterator[ActRelation]:
    """Yield the laws in the title of "Luật sửa đổi, bổ sung một số điều của Luật A và Luật B"."""
    if mention.act is None or not _AMENDING_LAW.match(mention.name):
        return
    title = mention.act.title or ""
    for match in _INNER_LAW.finditer(title):
        inner = mention_from(title, match.end(), laws)
        act = laws.find(inner.name) if inner else None
        if act and act != mention.act:
            place = evidence(document, node, mention.start, mention.end, "acts.amends")
            words = text[mention.start : mention.end]
            yield _made(mention.act, "amends", act, words, place)


def _each_once(found: list[ActRelation]) -> Iterator[ActRelation]:
    seen = set()
    for relation in found:
        key = (
            relation.relation,
            relation.subject.number or relation.subject.title,
            relation.object.number or relation.object.title,
        )
        if key not in seen and key[1] != key[2]:
            seen.add(key)
            yield relation
