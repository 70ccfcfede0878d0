"""Structure: the mended text becomes a tree of clauses; every character lies in exactly one node.

It never fails: text that fits nowhere becomes a node "khong-ro", odd numbering is reported. The
label of a clause is decided by its position among its siblings; what the text prints is kept.
"""

from __future__ import annotations

import re

from loaders.boundaries import annex_start, document_start
from loaders.drafts import Draft, Paragraph, outside_of, paragraphs_of
from loaders.freezing import freeze
from loaders.headings import HEADED
from loaders.markers import (
    CAPACITY,
    ENACTING,
    ENACTING_SENTENCE,
    RECIPIENTS,
    RECITAL,
    SECTION_LETTERS,
    Marker,
    has_recitals,
    is_capacity,
    is_display,
    marker,
    section_number,
)
from loaders.model import Document, Issue, Kind, Mended, SourceText
from loaders.topics import topics

_ORDER: tuple[Kind, ...] = (
    *("quy-dinh", "chuong", "muc", "dieu", "khoan", "diem", "tiet", "gach", "cong"),
)
_LEVELS = {kind: level for level, kind in enumerate(_ORDER)}
_ZONES: dict[str, Kind] = {
    **{"head": "tieu-de", "preamble": "can-cu", "enacting": "lenh"},
    **{"recipients": "noi-nhan", "signature": "ky"},
}
_IN_ARTICLE = 3.5
"""The level of a Roman section inside an article: "Điều 1. … như sau:" with "I. Vị trí"."""
_LETTERED = 0.25  # how far a section with a letter ("A. Vị trí") stands above a Roman one
_SIGNED = re.compile(r"[(\[]?\s*(?:[Đđ]ã\s+ký|[Dd]a\s?ky|[Kk]ý\s+tên|[Kk]ý,)[^\])]{0,20}[)\]]?$")
_SIGNED_FIRST = frozenset("([ĐđDdKk \t")
_AFTER_BODY = frozenset("Nn| \t")
"""What "Nơi nhận" and a capacity in a cell of a table begin with; other capacities in capitals."""


def structure(source: SourceText, mended: Mended, issues: list[Issue] | None = None) -> Document:
    """Return the document tree of a mended text; numbering oddities join ``issues``."""
    paragraphs = paragraphs_of(mended.text)
    root = Draft("document", "", 0, len(mended.text), 0, 0)
    begin = document_start(paragraphs)
    for paragraph in paragraphs[:begin]:
        outside_of(root, paragraph)
    paragraphs = paragraphs[begin:]
    annex = annex_start(paragraphs)
    own, attached = paragraphs[:annex], paragraphs[annex:]
    if own:
        _Part(root, is_annex=False).read(own)
    if attached:
        regulation = root.add(
            Draft("quy-dinh", "", attached[0].start, 0, attached[0].start, attached[0].start)
        )
        _Part(regulation, is_annex=True).read(attached)
    found = list(issues or [])
    return Document(source, mended, freeze(root, mended, found), tuple(found))


class _Part:
    """Reads one part (the decision itself or its regulation), paragraph by paragraph."""

    def __init__(self, top: Draft, *, is_annex: bool) -> None:
        self._top = top
        self._is_annex = is_annex
        self._stack: list[Draft] = []
        self._zone = "head"
        self._special: Draft | None = None
        self._is_signed = False
        self._below = ""
        self._has_recitals = False
        self._topics: dict[int, Marker] = {}

    def read(self, paragraphs: list[Paragraph]) -> None:
        """Hang every paragraph into the tree under the part's top."""
        texts = [paragraph.text for paragraph in paragraphs]
        self._has_recitals = has_recitals(texts)
        self._topics = topics(paragraphs)
        before = ""
        for paragraph, text, below in zip(paragraphs, texts, [*texts[1:], ""], strict=True):
            topic = self._topics.get(paragraph.start) if self._topics else None
            mark = topic or marker(text)
            self._below = below
            if topic:
                self._zone = "body"
            elif self._zone in ("head", "preamble", "enacting"):
                is_announced = self._zone != "head" or before[-1:] in ("", ":")
                self._zone = self._before_articles(text, mark, is_announced=is_announced)
            elif self._zone != "body" or not mark or _may_end_body(text, below):
                self._zone = self._after_first_article(text, mark)
            if self._zone == "body":
                self._body(paragraph, mark)
            else:
                self._outside(paragraph)
            before = text

    def _before_articles(self, text: str, mark: Marker | None, *, is_announced: bool) -> str:
        if mark is not None and mark.kind in ("chuong", "muc", "dieu"):
            may_open = self._is_annex or is_announced
            if not _is_section(text, mark) or (may_open and section_number(mark.label) == 1):
                return "body"
        if not self._is_annex and self._is_enacting(text):
            return "enacting"
        if not self._is_annex and RECITAL.match(text):
            return "preamble"
        return "enacting" if self._zone == "preamble" and is_display(text) else self._zone

    def _after_first_article(self, text: str, mark: Marker | None) -> str:
        if self._zone == "around":
            return "around"
        if RECIPIENTS.match(text):
            return "recipients"
        if self._zone == "signature":
            is_over = self._is_signed and not is_capacity(text) and any(map(str.isalnum, text))
            return "around" if is_over else "signature"
        may_sign = self._zone == "recipients" or self._has_article()
        if may_sign and self._signs(text):
            return "signature"
        reopens = self._zone == "recipients" and mark and mark.kind in ("chuong", "dieu")
        return "body" if reopens else self._zone

    def _signs(self, text: str) -> bool:
        """Say whether a capacity stands here, or "Chủ tịch" above "(Đã ký)"."""
        is_signed = _SIGNED.match(self._below) and CAPACITY.match(text.upper())
        return is_signed is not None or is_capacity(text)

    def _is_enacting(self, text: str) -> bool:
        if ENACTING.match(text):  # above the recitals it is the heading: "QUYẾT ĐỊNH :"
            return self._zone != "head" or not self._has_recitals
        return self._zone == "preamble" and ENACTING_SENTENCE.match(text) is not None

    def _has_article(self) -> bool:
        return bool(self._stack) and self._stack[-1].in_article

    def _outside(self, paragraph: Paragraph) -> None:
        """Hang a paragraph outside the articles: one node a zone, one node a recital."""
        if self._zone == "around":
            outside_of(self._top, paragraph)
            return
        if self._zone == "signature" and self._signs(paragraph.text):
            self._is_signed = False
        elif self._zone == "signature" and any(map(str.islower, paragraph.text)):
            self._is_signed = self._is_signed or not _SIGNED.match(paragraph.text)
        kind = _ZONES[self._zone]
        starts_recital = kind == "can-cu" and RECITAL.match(paragraph.text)
        if self._special is None or self._special.kind != kind or starts_recital:
            self._special = self._top.add(Draft.of(kind, paragraph))
            self._stack.clear()
        else:
            self._special.extend(paragraph)

    def _body(self, paragraph: Paragraph, mark: Marker | None) -> None:
        self._special = None
        stack = self._stack
        is_section = False
        if mark and mark.kind == "muc":
            is_topic = paragraph.start in self._topics
            is_section = is_topic or _is_section(paragraph.text, mark)
            if is_section and not (is_topic or self._follows(mark)):
                mark = None
        elif mark and mark.kind == "khoan" and paragraph.text.startswith("1)"):
            mark = self._misread_letter(mark)
        if mark and (mark.kind in HEADED or self._has_article()):
            kind = mark.kind
            is_simple = kind != "tiet" and not is_section
            level = _LEVELS[kind] if is_simple else self._level(mark, is_section=is_section)
            while stack and stack[-1].level >= level:
                stack.pop()
            parent = stack[-1] if stack else self._top
            in_article = parent.in_article or is_section or kind == "dieu"
            start, end = paragraph.start, paragraph.end
            text_start = start + mark.end
            stack.append(
                Draft(
                    kind, mark.label, start, end, text_start, end, [], is_section, in_article, level
                )
            )
            parent.children.append(stack[-1])
        elif not stack:
            self._top.add(Draft.of("khong-ro", paragraph))
        else:
            self._continue(paragraph)

    def _misread_letter(self, mark: Marker) -> Marker:
        """Return "1)" as the điểm i or l where its turn is: what recognition (OCR) reads for it."""
        point = next((draft for draft in reversed(self._stack) if draft.kind == "diem"), None)
        letter = {"h": "i", "k": "l"}.get(point.printed) if point else None
        is_list = self._below.startswith("2)")
        return Marker("diem", letter, mark.end) if letter and not is_list else mark

    def _level(self, mark: Marker, *, is_section: bool) -> float:
        """Return the level of a mark; of a section: inside the open article, else above articles.

        A "2.1" stands where a khoản would, in an article that has none open.
        """
        if not is_section:
            is_clause = mark.kind == "tiet" and "." in mark.label
            is_alone = is_clause and "khoan" not in [draft.kind for draft in self._stack]
            return _LEVELS["khoan" if is_alone else mark.kind]
        above = any(d.is_section and d.level < _LEVELS["dieu"] for d in self._stack)
        has_article = any(draft.kind == "dieu" for draft in self._stack)
        level = _IN_ARTICLE if has_article and not above else _LEVELS[mark.kind]
        return level - _LETTERED if mark.label in SECTION_LETTERS else level

    def _follows(self, mark: Marker) -> bool:
        """Say whether a section opens a count, or goes on with one that is open."""
        value = section_number(mark.label) or 0
        if value == 1:
            return True
        siblings = (c for d in (self._top, *self._stack) for c in reversed(d.children))
        return any(
            c.is_section
            and section_number(c.printed) == value - 1
            and (c.printed in SECTION_LETTERS) == (mark.label in SECTION_LETTERS)
            for c in siblings
        )

    def _continue(self, paragraph: Paragraph) -> None:
        """Hang a paragraph without mark: the title of a chapter, or one more paragraph."""
        current = self._stack[-1]
        if current.kind in ("chuong", "muc") and not current.is_section:
            current.extend(paragraph)
            return
        while self._stack[-1].kind in ("tiet", "gach", "cong"):
            self._stack.pop()
        self._stack[-1].add(Draft.of("doan", paragraph))


def _may_end_body(text: str, below: str) -> bool:
    """Say at a glance whether recipients or a capacity may stand here, or "(Đã ký)" below."""
    return text[0] in _AFTER_BODY or text[0].isupper() or below[:1] in _SIGNED_FIRST


def _is_section(text: str, mark: Marker) -> bool:
    """Say whether a mark is a Roman number or letter alone: "II. Nhiệm vụ", not "Mục II"."""
    return mark.kind == "muc" and text[:1] not in "Mm"
