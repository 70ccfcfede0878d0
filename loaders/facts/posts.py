"""Posts: the leaders that the articles on organisation name, and how many of each there may be."""

from __future__ import annotations

import re
from collections.abc import Iterator

from loaders.facts.model import Agency, Post, Unit
from loaders.facts.places import articles, evidence, evidence_of, provisions_part, text_of
from loaders.model import Document, Node
from loaders.spelling import fold
from loaders.tables import BodyKind, body_kind, body_kind_of

_STRUCTURE = re.compile(r"cơ\s+cấu|tổ\s+chức\s+bộ\s+máy|lãnh\s+đạo|biên\s+chế", re.IGNORECASE)
_LIMIT = r"""
    (?P<limit>
        (?:có\s+)?không\s+quá\s+(?P<most>\d{1,2})(?:\s*\(\w+\))?
      | (?:có\s+)?từ\s+(?P<least>\d{1,2})\s+đến\s+(?P<upto>\d{1,2})
      | (?P<exact>\d{1,2})(?:\s*\(\w+\))?
      | các | một\s+số
    )?
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
    return list(found.values())


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
                    words = _left_open(article, kind.deputy) or words
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
        rf"{_SUBJECT}(?P<head>{titles[0]})(?:\s+[^.;,\n]{{1,30}}?)??\s*(?:,|và|;)\s*(?:và\s+)?"
        rf"{_LIMIT}\s*(?P<deputy>{titles[1]})",
        re.VERBOSE | re.IGNORECASE,
    )


def _left_open(article: Node, deputy: str) -> str | None:
    """Return the sentence that leaves the number of deputies to somebody's decision, or None."""
    pattern = re.compile(rf"[^.;\n]*số\s+lượng\s+{deputy}\b[^.;\n]*quyết\s+định[^.;\n]*")
    matches = (pattern.search(text_of(node)) for node in article.walk())
    return next((" ".join(match.group().split()) for match in matches if match), None)


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
    if name in ("cac phong", "cac phong chuyen mon", "cac phong chuyen mon, nghiep vu"):
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
    return rest != longer and re.match(r"(?:tinh|thanh pho|so$|thuoc|truc thuoc)", rest) is not None
