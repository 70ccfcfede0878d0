"""Posts: the leaders that the articles on organisation name, and how many of each there may be."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from loaders.facts.limits import read_limit
from loaders.facts.model import Agency, Post, Unit
from loaders.facts.places import evidence, evidence_of, text_of
from loaders.facts.post_owners import Owners
from loaders.facts.post_patterns import AFTER, DESCRIBING, description, patterns_of
from loaders.facts.post_titles import DEPUTY_LOOK, LOOK, named, pairs_with
from loaders.facts.wording import has_any
from loaders.model import Document, Node
from loaders.spelling import fold
from loaders.tables import BodyKind, body_kind
from loaders.tables.rules import Leaders, leaders

_STRUCTURE = re.compile(
    r"cơ\s+cấu|bộ\s+máy|lãnh\s+đạo|biên\s+chế|nhân\s+sự|^(?:về\s+)?tổ\s+chức(?!\s+(?:thực|thi)\s)",
    re.IGNORECASE,
)
_DUTIES = re.compile(r"nhiệm\s+vụ|quyền\s+hạn|trách\s+nhiệm", re.IGNORECASE)
# "Sở có Giám đốc và các Phó Giám đốc theo quy định của pháp luật"
_BY_LAW = re.compile(
    r"(?:\s+[^\s.;,:()]{1,15}){0,3}?\s+(?P<law>theo\s+quy\s+định(?:\s+(?:của|hiện|tại)\s+[^.;,\n]{3,80})?)(?!\w)"
)
# "Lãnh đạo Sở: Sở Nội vụ có |", "Ban Giám đốc gồm: |"
_SUBJECT = re.compile(
    r"^(?P<subject>.*?)(?:[\s,:]*(?:gồm\s+có|bao\s+gồm|được\s+bố\s+trí|bố\s+trí|có|gồm|do|là|:))+\s*$",
    re.IGNORECASE | re.DOTALL,
)
_LINKS = ("có", "gồm", "trí", "do", "là", ":")
"""What such a subject ends with: a look before the expression."""
_LINK_LENGTH = 3
_HEADED = re.compile(r"(?:^|\s)(?:đứng\s+đầu|người\s+đứng\s+đầu)\s+", re.IGNORECASE)
# "Lãnh đạo Trung tâm | do Chủ tịch Ủy ban nhân dân tỉnh bổ nhiệm, gồm"
_CLAUSE = re.compile(r"\s(?:do|được)\s")
# "Giúp việc Giám đốc có không quá 02 Phó Giám đốc"
_HELPED = re.compile(r"^giúp\s+(?:việc\s+)?(?:cho\s+)?[^.;,:\n]{0,40}\s(?:có|là)$", re.IGNORECASE)
_REACH = 300
"""How many characters before a title are looked at for whose post it is."""
_SENTENCE_ENDS = re.compile(r"[.;]\s|\n")
# what may follow the deputies of a clause without a subject: "… Phó Giám đốc do" speaks of a rule
_NO_RULE = re.compile(r"(?:\s+\w+){0,3}?\s+(?:do|là|chịu|được|phải|không|thực\s+hiện)\s")


def posts(document: Document, own: list[Node], agency: Agency, units: list[Unit]) -> list[Post]:
    """Return the leading posts that the articles name of an agency and its units, each once."""
    owners = Owners(agency, tuple(units))
    found: dict[tuple[str, str], Post] = {}
    for post in _all(document, own, owners):
        known = found.setdefault((post.of, post.title), post)
        if not _has_limit(known) and _has_limit(post):
            found[post.of, post.title] = post
    kind = body_kind(agency.short_name)  # whose leaders may be known by now
    if kind and {(agency.name.value, kind.head), (agency.name.value, kind.deputy)} - found.keys():
        for post in _described(document, own, owners, kind):
            found.setdefault((post.of, post.title), post)
    return list(found.values())


def _has_limit(post: Post) -> bool:
    return post.minimum is not None or post.maximum is not None


def _all(document: Document, own: list[Node], owners: Owners) -> Iterator[Post]:
    """Yield the posts of the articles on organisation, then those that other articles state."""
    structure = [a for a in own if a.heading and _STRUCTURE.search(a.heading)]
    for article in structure:
        yield from _of_article(document, article, owners, is_structure=True)
    for article in own:
        if article not in structure and not _DUTIES.search(article.heading or ""):
            yield from _of_article(document, article, owners, is_structure=False)


def _of_article(
    document: Document, article: Node, owners: Owners, *, is_structure: bool
) -> Iterator[Post]:
    heading = article.heading or ""
    for node, above in _with_headings(article, (heading,) if heading else ()):
        text = text_of(node)
        lowered = text.lower()
        if not has_any(lowered, LOOK if is_structure else DEPUTY_LOOK):
            continue
        titles = named(lowered)
        for pair, names in pairs_with(titles):
            deputy = not titles.isdisjoint(names.deputies)
            if deputy or (is_structure and not titles.isdisjoint(names.heads)):
                reader = _Reader(document, article, node, lowered, above, owners, pair)
                yield from reader.read(is_structure=is_structure, has_deputy=deputy)


def _with_headings(node: Node, above: tuple[str, ...]) -> Iterator[tuple[Node, tuple[str, ...]]]:
    """Yield the clauses of an article with the texts that stand over each, the nearest last."""
    yield node, above
    text = text_of(node)
    inner = (*above, text) if text and node.kind != "dieu" else above
    for child in node.children:
        yield from _with_headings(child, inner)


class _Reader:
    """Reads the posts of one pair of titles in one clause."""

    def __init__(
        self,
        document: Document,
        article: Node,
        node: Node,
        lowered: str,
        above: tuple[str, ...],
        owners: Owners,
        pair: Leaders,
    ) -> None:
        self.document, self.article, self.node = document, article, node
        self.text, self.lowered = text_of(node), lowered
        self.above, self.owners, self.pair = above, owners, pair
        self.patterns = patterns_of(pair)

    def read(self, *, is_structure: bool, has_deputy: bool) -> Iterator[Post]:
        """Yield the posts of the clause; without a subject only in an article on organisation."""
        read = False
        both, deputies = self.patterns.both, self.pair.deputies
        for match in self._up_to_last(both, deputies, 1) if has_deputy else ():
            for body in self._bodies(match, match.start(), is_structure=is_structure):
                read = True
                yield self._head(match, body)
                yield self._deputy(match, body)
        if read or not is_structure:
            return
        if has_deputy:
            yield from self._deputies()
        for match in self._up_to_last(self.patterns.head, self.pair.heads, len(" phụ trách,")):
            start = match.start("one") if match["one"] else match.start("head")
            for body in self._bodies(match, start, is_structure=True):
                yield self._head(match, body)
        alone = self.patterns.lone_head.match(self.text)
        for body in self._from_above() if alone else ():
            assert alone
            yield self._head(alone, body)

    def _up_to_last(
        self, pattern: re.Pattern[str], titles: tuple[str, ...], ahead: int
    ) -> Iterator[re.Match[str]]:
        """Return the matches of a pattern that ends with a title: none is after the last one.

        ``ahead`` is how many characters after the title it looks at.
        """
        ends = (self.lowered.rfind(title.lower()) + len(title) for title in titles)
        return pattern.finditer(self.text, 0, max(ends) + ahead)

    def _deputies(self) -> Iterator[Post]:
        """Yield the deputies that a clause names without their head."""
        for match in self._up_to_last(self.patterns.deputy, self.pair.deputies, 1):
            for body in self._bodies(match, match.start("limit"), is_structure=True):
                yield self._deputy(match, body)
        for match in self.patterns.count.finditer(self.text) if "số lượng" in self.lowered else ():
            for body in self._counted(match):
                yield self._deputy(match, body)
        alone = self.patterns.lone_deputy.match(self.text)
        for body in self._from_above() if alone else ():
            assert alone
            yield self._deputy(alone, body)

    def _bodies(self, match: re.Match[str], start: int, *, is_structure: bool) -> list[str]:
        window = max(0, start - _REACH)
        ends = [m.end() for m in _SENTENCE_ENDS.finditer(self.text, window, start)]
        begin = ends[-1] if ends else window
        before = self.text[begin:start].strip()
        if match.re is not self.patterns.both:
            before += " có"
        if _HELPED.search(before):
            return self._from_above()
        before = _HEADED.sub(" ", before)
        is_linked = before[-_LINK_LENGTH:].lower().endswith(_LINKS)
        subject = _SUBJECT.match(before) if is_linked else None
        if subject and subject["subject"].strip():
            return self._of_subject(subject["subject"])
        if before and not subject:
            return []
        if not is_structure or begin or _NO_RULE.match(self.text, match.end()):
            return []
        return self._from_above()

    def _of_subject(self, subject: str) -> list[str]:
        """Return the bodies that a subject means; "Phòng" in the article on one is that one."""
        found = self.owners.of(subject, self.pair)
        if not found and (clause := _CLAUSE.search(subject)):
            found = self.owners.of(subject[: clause.start()], self.pair)
        heading = fold(self.article.heading or "")
        headed = [body for body in found if fold(body) == heading]
        return headed if len(found) > 1 and headed else found

    def _counted(self, match: re.Match[str]) -> list[str]:
        """Return whose deputies "số lượng Phó Giám đốc Sở không quá 03 người" counts."""
        if match["of"]:
            return self.owners.of(match["of"], self.pair)
        return self._from_above()

    def _from_above(self) -> list[str]:
        """Return the body that the headings over the clause name; else the agency."""
        for heading in reversed(self.above):
            found = self.owners.of(heading.partition(":")[0], self.pair)
            if found:
                return found
        is_of_unit = any(self.owners.of(unit.name, self.pair) for unit in self.owners.units)
        fits = self.owners.fits_agency(self.pair) and not is_of_unit
        return [self.owners.agency.name.value] if fits else []

    def _head(self, match: re.Match[str], body: str) -> Post:
        place = evidence_of(self.document, self.node, match, "posts.head", "head")
        words = match["one"] or match.groupdict().get("number")
        limit = read_limit(words)
        text = " ".join(words.split()) if words else None
        return Post(self.pair.heads[0], body, True, limit.least, limit.most, text, place)

    def _deputy(self, match: re.Match[str], body: str) -> Post:
        title, article = self.pair.deputies[0], self.article
        words, end = match["limit"] or match.groupdict().get("number"), match.end("deputy")
        start = match.start("limit") if match["limit"] else match.start("deputy")
        place = evidence(self.document, self.node, start, end, "posts.deputy")
        limit = read_limit(words)
        if limit.least is None and limit.most is None and not limit.is_contradictory:
            stated = self._number_after(end) or self._number_elsewhere(body)
            by_law = _BY_LAW.match(self.text, end)
            law = by_law["law"] if by_law else None
            words = stated or law or _left_open(article, self.pair.deputies) or words
            limit = read_limit(stated)
        text = " ".join(words.split()) if words else None
        return Post(title, body, False, limit.least, limit.most, text, place)

    def _number_after(self, end: int) -> str | None:
        match = AFTER.match(self.text, end)
        return match["bracket"] or match["colon"] or match["people"] if match else None

    def _number_elsewhere(self, body: str) -> str | None:
        """Return the limit of "số lượng Phó Giám đốc tối đa 03 người" in the article."""
        for node in self.article.walk():
            text = text_of(node)
            match = self.patterns.count.search(text) if "ố lượng" in text else None
            if match:
                owners = self.owners.of(match["of"], self.pair) if match["of"] else []
                if body in owners or (not owners and body == self.owners.agency.name.value):
                    return match["limit"]
        return None


def _left_open(article: Node, deputies: tuple[str, ...]) -> str | None:
    """Return the sentence that leaves the number of deputies to somebody's decision, or None."""
    for node in article.walk():
        text = text_of(node)
        match = _deciding(deputies).search(text) if "ố lượng" in text else None
        if match:
            start = max(text.rfind(end, 0, match.start()) for end in ".;\n") + 1
            return " ".join(text[start : match.end()].split())
    return None


@cache
def _deciding(deputies: tuple[str, ...]) -> re.Pattern[str]:
    titles = "|".join(map(re.escape, deputies))
    return re.compile(rf"[sS]ố\s+lượng\s+(?:{titles})\b[^.;\n]*?(?:quyết|quy)\s+định[^.;\n]*")


def _described(
    document: Document, own: list[Node], owners: Owners, kind: BodyKind
) -> Iterator[Post]:
    """Yield the agency's leaders that a sentence describes: "Giám đốc là người đứng đầu Sở"."""
    pair = next((pair for pair in leaders() if pair.heads[0] == kind.head), None)
    if pair is None or not (kind.head and kind.deputy):
        return
    pattern = description(kind.head, kind.deputy)
    for node in [node for article in own for node in article.walk()]:
        text = text_of(node)
        for match in pattern.finditer(text) if DESCRIBING.search(text) else ():
            is_head = fold(match["title"]) == fold(kind.head)
            of, name = match["of"] or kind.words[0], owners.agency.name.value
            if is_head == bool(match["head"]) and name in owners.of(of, pair):
                place = evidence_of(document, node, match, "posts.described", "title")
                title = kind.head if is_head else kind.deputy
                yield Post(title, name, is_head, None, None, None, place)
