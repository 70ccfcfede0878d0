"""Posts: the leaders that the articles on organisation name, and how many of each there may be."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from loaders.facts.model import Agency, Post, Unit
from loaders.facts.places import articles, evidence, evidence_of, provisions_part, text_of
from loaders.model import Document, Node
from loaders.spelling import fold
from loaders.tables import BodyKind, body_kind, body_kind_of

_STRUCTURE = re.compile(r"cơ\s+cấu|bộ\s+máy|lãnh\s+đạo|biên\s+chế", re.IGNORECASE)
_LIMIT = r"""
    (?P<limit>
        (?:có\s+)?(?:không\s+quá|tối\s+đa(?:\s+là)?)\s+(?P<most>\d{1,2})(?:\s*\(\w+\))?
      | (?:có\s+)?từ\s+(?P<least>\d{1,2})\s+đến\s+(?P<upto>\d{1,2})
      | (?P<exact>\d{1,2})(?:\s*\(\w+\))?
      | các | một\s+số
    )?
"""
# "Sở có Giám đốc và các Phó Giám đốc theo quy định của pháp luật"
_BY_LAW = re.compile(r"\s+(?P<law>theo\s+quy\s+định\s+(?:của|hiện)\s+[^.;,\n]{3,80})")
_EACH_DIVISION = re.compile(
    r"(?:cac|moi) phong(?: chuyen mon)?(?:,? (?:va )?nghiep vu)?(?: (?:truc )?thuoc .*)?$"
)
# "Giám đốc Sở là người đứng đầu Sở", "Phó Giám đốc là người giúp Giám đốc"
_DESCRIBED = r"""
    (?:^|(?<=[.;:\n]\s)|(?<=\n)) (?P<title>{titles}) (?:\s+(?P<of>[^.;,:\n]{{1,80}}?))? \s*:?
    \s+(?:là|do)\s+(?:(?P<head>[^.;\n]{{0,120}}?người\s+đứng\s+đầu)|người\s+giúp)
"""
_SUBJECT = r"""
    (?:^|(?<=[.;:]\s)|(?<=\n)) (?P<subject>[^.;:\n]{2,120}?) [,:]?
    \s+(?:có|gồm(?:\s+có)?|do)\s*:?\s+
"""


def posts(document: Document, agency: Agency, units: list[Unit]) -> list[Post]:
    """Return the leading posts of an agency and of its units, in order, each once."""
    found: dict[tuple[str, str], Post] = {}
    own = articles(document, provisions_part(document))
    for article in own:
        if not (article.heading and _STRUCTURE.search(article.heading)):
            continue
        for node in article.walk():
            for post in _stated(document, article, node, agency, units):
                found.setdefault((post.of, post.title), post)
    for article in own:
        for post in _described(document, article, agency):
            found.setdefault((post.of, post.title), post)
    return list(found.values())


def _described(document: Document, article: Node, agency: Agency) -> Iterator[Post]:
    """Yield the agency's leaders that a sentence describes: "Giám đốc là người đứng đầu Sở"."""
    kind = body_kind(agency.short_name)
    if kind is None or not (kind.head and kind.deputy):
        return
    pattern = _description(kind.head, kind.deputy)
    for node in article.walk():
        text = text_of(node)
        if "là người" not in text and "đứng đầu" not in text:
            continue
        for match in pattern.finditer(text):
            is_head = fold(match["title"]) == fold(kind.head)
            owner = match["of"] or kind.words[0]
            if is_head == bool(match["head"]) and _bodies(owner, kind, agency, []):
                place = evidence_of(document, node, match, "posts.described", "title")
                title = kind.head if is_head else kind.deputy
                yield Post(title, agency.name.value, is_head, None, None, None, place)


@cache
def _description(head: str, deputy: str) -> re.Pattern[str]:
    titles = "|".join(r"\s+".join(map(re.escape, title.split())) for title in (deputy, head))
    return re.compile(_DESCRIBED.format(titles=titles), re.VERBOSE)


def _stated(
    document: Document, article: Node, node: Node, agency: Agency, units: list[Unit]
) -> Iterator[Post]:
    """Yield the posts of sentences like "Sở có Giám đốc và không quá 03 Phó Giám đốc"."""
    text = text_of(node)
    for kind, pattern in _patterns(agency, units):
        for match in pattern.finditer(text):
            for body in _bodies(match["subject"], kind, agency, units):
                assert kind.head and kind.deputy  # _patterns yields kinds with both
                head = evidence_of(document, node, match, "posts.head", "head")
                yield Post(kind.head, body, True, None, None, None, head)
                start = match.start("limit") if match["limit"] else match.start("deputy")
                place = evidence(document, node, start, match.end("deputy"), "posts.deputy")
                least, most = _bounds(match)
                words = " ".join((match["limit"] or "").split()) or None
                if least is None and most is None:
                    by_law = _BY_LAW.match(text, match.end("deputy"))
                    law = " ".join(by_law["law"].split()) if by_law else None
                    words = law or _left_open(article, kind.deputy) or words
                yield Post(kind.deputy, body, False, least, most, words, place)


def _patterns(agency: Agency, units: list[Unit]) -> list[tuple[BodyKind, re.Pattern[str]]]:
    """Return one pattern for each kind of body there is; titles of one kind are read together."""
    kinds = [body_kind(agency.short_name), *(body_kind(unit.name) for unit in units)]
    found: dict[str, tuple[BodyKind, re.Pattern[str]]] = {}
    for kind in kinds:
        if kind and kind.head and kind.deputy and kind.head not in found:
            found[kind.head] = kind, _pattern(kind.head, kind.deputy)
    return list(found.values())


def _pattern(head: str, deputy: str) -> re.Pattern[str]:
    titles = [r"\s+".join(map(re.escape, title.split())) for title in (head, deputy)]
    return re.compile(
        rf"{_SUBJECT}(?:01\s+)?(?P<head>{titles[0]})(?:\s+[^.;,\n]{{1,30}}?)??\s*(?:,|và|;)\s*(?:và\s+)?"
        rf"{_LIMIT}\s*(?P<deputy>{titles[1]})",
        re.VERBOSE | re.IGNORECASE,
    )


def _left_open(article: Node, deputy: str) -> str | None:
    """Return the sentence that leaves the number of deputies to somebody's decision, or None."""
    number = re.compile(rf"[sS]ố\s+lượng\s+{deputy}\b[^.;\n]*?(?:quyết|quy)\s+định[^.;\n]*")
    for node in article.walk():
        text = text_of(node)
        match = number.search(text) if "lượng" in text else None
        if match:
            start = max(text.rfind(end, 0, match.start()) for end in ".;\n") + 1
            return " ".join(text[start : match.end()].split())
    return None


def _bounds(match: re.Match[str]) -> tuple[int | None, int | None]:
    if match["exact"]:
        return int(match["exact"]), int(match["exact"])
    if match["most"]:
        return None, int(match["most"])
    if match["least"]:
        return int(match["least"]), int(match["upto"])
    return None, None


def _bodies(subject: str, kind: BodyKind, agency: Agency, units: list[Unit]) -> list[str]:
    """Return the names of the bodies that the subject of a sentence means; [] for none known."""
    name = fold(" ".join(subject.split()))
    name = re.sub(r"^(?:lanh dao|to chuc)\s+(?:cua\s+)?", "", name)
    if _EACH_DIVISION.match(name):
        return [unit.name for unit in units if unit.kind == "phong"]
    named = [unit.name for unit in units if _same(name, fold(unit.name))]
    if named:
        return named[:1] if len(named) == 1 else []
    own = fold(agency.short_name)
    kind_word = fold(body_kind_of(agency.kind).words[0]) if agency.kind else ""
    if _same(name, own) or (kind_word and name in (kind_word, f"lanh dao {kind_word}")):
        return [agency.name.value] if kind == body_kind(agency.short_name) else []
    return []


def _same(name: str, other: str) -> bool:
    """Say whether two folded names mean one body: equal, or one goes on with place or owner."""
    shorter, longer = sorted((name, other), key=len)
    if shorter == longer:
        return True
    rest = longer.removeprefix(shorter + " ")
    return (
        rest != longer
        and re.match(
            r"(?:tinh|thanh pho|huyen|quan|thi xa|xa|phuong|dac khu|so$|thuoc|truc thuoc)", rest
        )
        is not None
    )
