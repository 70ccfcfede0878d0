"""References: the clauses and acts that the clauses of the body point to.

quy định tại [điểm a, b, c khoản 1 Điều 25] [Luật Bưu chính] trong phạm vi nội tỉnh
theo quy định tại [khoản 2 Điều này]; … Điều 3 [Quy định ban hành kèm theo] [Quyết định số …]
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import inf
from operator import itemgetter

from loaders.facts.mentions import Laws, Mention, mention_from
from loaders.facts.model import Citation
from loaders.facts.passages import Passage, Passages
from loaders.facts.reference_chain import LIKELY, THIS, Chain, Level, chains
from loaders.facts.rules_model import Reference
from loaders.facts.wording import alternation
from loaders.model import Document, Issue, Node, Span
from loaders.spelling import standard

_OWN_LOOK = re.compile(r"à(?<=nà)y")
_ACT_LOOK = ("Luật", "Bộ luật", "Pháp lệnh", "/")
"""What a text has that names an act: the word for a law, or the "/" of a number."""
_OWN_WORDS = (
    "Quyết định", "Nghị định", "Thông tư", "Thông tư liên tịch", "Nghị quyết", "Quy định",
    "Quy chế", "Điều lệ", "Bản quy định",
)  # fmt: skip
_OWN = re.compile(rf"(?P<doc>{alternation(_OWN_WORDS, cased=True, at_word=True)})\s+này(?!\w)")
_ANNEX_DOC = re.compile(r"Quy\s|Điều|Bản")
_OF = re.compile(r"\s*,?\s*(?:(?:của|tại|trong|thuộc)\s+)?")
_ANNEX = re.compile(
    r"(?:Bản\s+)?(?:Quy\s+định|Quy\s+chế|Điều\s+lệ)\s[^.;]{0,250}?kèm\s+theo\s+(?=[A-ZĐ])"
)
_AMENDING = re.compile(r"(?:[Ss]ửa\s+đổi|[Bb]ổ\s+sung|[Bb]ãi\s+bỏ|[Tt]hay\s+thế)")
Way = tuple[tuple[Level, str], ...]
_LEVELS: tuple[Level, ...] = ("dieu", "khoan", "diem")


@dataclass(frozen=True, slots=True)
class _Amended:
    """The act that an article amends, and whether its attached regulation is meant."""

    mention: Mention
    in_annex: bool


@dataclass(frozen=True, slots=True)
class _Target:
    """What a chain belongs to: the document itself (its part) or another act, and where it ends."""

    end: int
    part: str | None = None
    mention: Mention | None = None
    in_annex: bool = False


class _Reader:
    """Reads the references of one document; what it needs of it is gathered once."""

    def __init__(self, document: Document, citations: Sequence[Citation], laws: Laws) -> None:
        self.document = document
        self.paths = {node.path for node in document.root.walk()}
        self.laws = laws
        self.issues: list[Issue] = []
        self._unresolved: set[str | Span] = set()
        self._amended: dict[str, _Amended | None] = {}
        self._ways: dict[str, Way] = {}
        amended = {c.act for c in citations if c.relation == "amends"}
        self._only_amended = next(iter(amended)) if len(amended) == 1 else None

    def read(self, passage: Passage, may_have: list[bool]) -> Iterator[Reference]:
        """Yield the references of a passage in order of kind: clauses, this document, acts.

        ``may_have`` says of each kind whether the passage holds the words for it.
        """
        may_clause, may_own, may_act = may_have
        text = passage.text
        taken: list[tuple[int, int]] = []
        if may_clause:
            for chain in chains(text):
                target = self._target(passage, chain)
                end = target.end if target else chain.end
                taken.append((chain.start, max(end, taken[-1][1] if taken else 0)))
                yield from self._of_chain(passage, chain, target)
        if may_own:
            for match in _OWN.finditer(text):
                if not _inside(match.start(), taken):
                    yield self._own(passage, match)
        if may_act:
            for mention in self.laws.mentions(text):
                if not _inside(mention.start, taken):
                    yield self._of_act(passage, mention, (), (mention.start, mention.end))

    def _target(self, passage: Passage, chain: Chain) -> _Target | None:
        text = passage.text
        of = _OF.match(text, chain.end)
        at = of.end() if of else chain.end
        own = _OWN.match(text, at)
        if own:
            return _Target(own.end(), part=self._part(own["doc"]))
        annex = _ANNEX.match(text, at)
        if annex:
            at = annex.end()
            if _OWN.match(text, at):
                return _Target(at, part="quy-dinh")
        mention = mention_from(text, at, self.laws)
        if mention:
            return _Target(mention.end, mention=mention, in_annex=annex is not None)
        return None

    def _part(self, doc: str) -> str:
        """Return the path of the part that "Quy định này", "Quyết định này" mean."""
        is_annex = _ANNEX_DOC.match(doc) is not None and self.document.regulation is not None
        return "quy-dinh" if is_annex else ""

    def _of_chain(
        self, passage: Passage, chain: Chain, target: _Target | None
    ) -> Iterator[Reference]:
        start, end = chain.start, target.end if target else chain.end
        for way in chain.ways:
            if target and target.mention:
                segments = tuple(f"{level}-{_slug(label)}" for level, label in way)
                if target.in_annex:
                    segments = ("quy-dinh", *segments)
                yield self._of_act(passage, target.mention, segments, (start, end))
            elif not target and (amended := self._of_amended(passage, way, (start, end))):
                yield amended
            else:
                yield self._of_self(passage, way, target, (start, end))

    def _of_amended(self, passage: Passage, way: Way, span: tuple[int, int]) -> Reference | None:
        """Return a clause of the act that the article amends: "Sửa đổi điểm c khoản 5 Điều 2".

        What the clause leaves out the one above it says: "Sửa đổi Điều 3 như sau: a) … khoản 1".
        """
        labels = dict(way)
        article = passage.article
        if (
            article is None
            or THIS in labels.values()
            or not self._is_bare(passage, labels, span[0])
        ):
            return None
        amended = self._amended_by(article)
        if amended is None:
            return None
        full = {**self._way_above(passage.node.path), **labels}
        self._ways[passage.node.path] = tuple(full.items())
        if "dieu" not in full:
            return None
        steps = [f"{level}-{_slug(full[level])}" for level in _LEVELS if level in full]
        segments = ("quy-dinh", *steps) if amended.in_annex else tuple(steps)
        return self._of_act(passage, amended.mention, segments, span)

    def _way_above(self, path: str) -> dict[Level, str]:
        while "/" in path:
            path = path.rpartition("/")[0]
            if path in self._ways:
                return dict(self._ways[path])
        return {}

    def _amended_by(self, article: Node) -> _Amended | None:
        """Return the one act that an article says it amends, else the one the document amends."""
        if article.path not in self._amended:
            self._amended[article.path] = self._read_amended(article)
        return self._amended[article.path]

    def _read_amended(self, article: Node) -> _Amended | None:
        text = standard(article.heading or article.text)
        verb = _AMENDING.search(text)
        if verb is None:
            return None
        named = [m for m in self.laws.mentions(text) if m.start > verb.start()]
        acts = {mention.act for mention in named}
        in_annex = _ANNEX.search(text) is not None
        if len(acts) == 1 and named[0].act:
            return _Amended(named[0], in_annex)
        if not named and self._only_amended:
            act = self._only_amended
            mention = Mention(act, " ".join(filter(None, (act.type, act.number))), 0, 0)
            return _Amended(mention, in_annex)
        return None

    def _of_self(
        self,
        passage: Passage,
        way: Way,
        target: _Target | None,
        span: tuple[int, int],
    ) -> Reference:
        """Return a reference inside the document; unresolved where no such clause is there."""
        part = target.part if target else None
        path = self._path(passage, way, part, span[0])
        place = passage.evidence(self.document, *span, "references.clause")
        words = " ".join(passage.text[slice(*span)].split())
        if path is None and place.span not in self._unresolved:
            self._unresolved.add(place.span)
            self._report(
                "reference-unresolved",
                f"Chưa xác định được điều khoản “{words}”.",
                f"The clause “{words}” was not resolved.",
                place.span,
            )
        return Reference(words, place, path)

    def _path(self, passage: Passage, way: Way, part: str | None, at: int) -> str | None:
        labels = dict(way)
        has_this = THIS in labels.values()
        if part is None and not has_this and self._is_bare(passage, labels, at):
            return None
        prefix = part if part is not None else passage.node.path.partition("/")[0]
        prefix = f"{prefix}/" if prefix == "quy-dinh" else ""
        steps = []
        for level in _LEVELS:
            label = labels.get(level)
            if label == THIS:
                own = passage.ancestor(level)
                if own is None:
                    return None
                prefix, steps = "", [own]
            elif label:
                steps.append(f"{level}-{_slug(label)}")
        path = prefix + "/".join(steps)
        return path if path in self.paths else None

    def _is_bare(self, passage: Passage, labels: dict[Level, str], at: int) -> bool:
        """Say whether a clause without "này" or act may be another act's: no Điều, or amending."""
        if "dieu" not in labels:
            return True
        return _amends_until(passage.text) <= at or any(map(_AMENDING.search, passage.headings))

    def _own(self, passage: Passage, match: re.Match[str]) -> Reference:
        place = passage.evidence(self.document, *match.span(), "references.self")
        return Reference(" ".join(match.group().split()), place, self._part(match["doc"]))

    def _of_act(
        self,
        passage: Passage,
        mention: Mention,
        segments: tuple[str, ...],
        span: tuple[int, int],
    ) -> Reference:
        rule = "references.clause" if segments else "references.act"
        place = passage.evidence(self.document, *span, rule)
        if mention.act is None and mention.name not in self._unresolved:
            self._unresolved.add(mention.name)
            self._report(
                "act-unresolved",
                f"“{mention.name}” được viện dẫn không kèm số hoặc ngày để xác định.",
                f"“{mention.name}” is cited without a number or date that would identify it.",
                passage.evidence(self.document, mention.start, mention.end, rule).span,
            )
        words = " ".join(passage.text[slice(*span)].split())
        return Reference(words, place, None, mention.act, segments, mention.name)

    def _report(self, code: str, vi: str, en: str, span: Span) -> None:
        self.issues.append(Issue(code, "info", vi, en, span))


def references(
    document: Document, passages: Passages, citations: Sequence[Citation], laws: Laws
) -> tuple[tuple[Reference, ...], list[Issue]]:
    """Return the references of the body, and an issue for each act or clause not resolved."""
    reader = _Reader(document, citations, laws)
    lookup = passages.lookup
    looks = [
        lookup.matching(LIKELY),
        lookup.matching((_OWN_LOOK,)),
        set(lookup.holding(_ACT_LOOK)),
    ]
    found: list[Reference] = []
    for number in sorted(set.union(*looks)):
        if passages.all[number].in_body:
            found += reader.read(passages.all[number], [number in look for look in looks])
    return tuple(found), reader.issues


@lru_cache(maxsize=16)
def _amends_until(text: str) -> float:
    """Return where the first word ends that amends an act; infinity where there is none."""
    verb = _AMENDING.search(text)
    return verb.end() if verb else inf


def _inside(at: int, spans: list[tuple[int, int]]) -> bool:
    """Say whether a place lies in one of the spans, which are in order, as are their ends."""
    before = bisect_right(spans, at, key=itemgetter(0)) - 1
    return before >= 0 and at < spans[before][1]


def _slug(label: str) -> str:
    return label.replace("đ", "dd")
