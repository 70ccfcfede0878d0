"""Title: what a document says it is about, from its head, else from the words that enact it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from loaders.facts.dates import DATE
from loaders.facts.issuer import is_issuer_line, own_line
from loaders.facts.issuer_words import OWN_LINE
from loaders.facts.model import Stated
from loaders.facts.places import evidence, evidence_of, first, text_of
from loaders.facts.wording import alternation
from loaders.markers import ANNEX_KIND, DOCUMENT_KIND
from loaders.model import Document, Node
from loaders.tables.documents import headed_kinds
from loaders.tables.phrases import phrases

_LINE = re.compile(r"[^\n]+")
# a line of the letterhead, where a copy lost the line "QUYẾT ĐỊNH"
_LETTERHEAD = re.compile(
    r"(?![.…\s]+$)[\W_]*$|Nơi\s+nhận|.*TM\s?[./]|.*(?:CHỦ\s+NGHĨA\s+VIỆT\s+NAM|Độc\s+lập\s*[-–]|,\s*ngày\s.{0,30}\d{4})|\W*Số\s*:"
)
# "… CƠ CẤU TỔ CHỨC CỦA VĂN PHÒNG" goes on with "ỦY BAN NHÂN DÂN TỈNH …"
_OPEN = re.compile(r"(?:CỦA|THUỘC|VĂN\s+PHÒNG|TẠI|CHO|DO|VÀ|GIỮA|VỚI|,)\s*$", re.IGNORECASE)
# "Chính phủ ban hành Nghị định quy định chức năng …", "… ban hành Quyết định về việc …"
# "CỦA BỘ NỘI THƯƠNG SỐ 16/NT NGÀY 14-11-1987 HƯỚNG DẪN …": issuer, number and date once more
AGAIN = re.compile(
    rf"^CỦA\s+[^\n]{{3,80}}?\s+SỐ:?\s+\S+(?:\s-\s?\S+)?\s+{DATE}(?:\s+(?=\S)|\s*$)",
    re.IGNORECASE | re.VERBOSE,
)
# rows that a site prints about the document ("Số hiệu: | 178/2007/NĐ-CP |"), and a first clause
BEYOND = re.compile(rf"\W*{alternation(phrases('site-rows'), cased=True)}\s*[:|]|1[.)]\s+[^\W\d_]")
# below a heading without the kind of document, a sentence is text already
_SENTENCE = re.compile(r"\s(?:là|có|gồm|được|chịu)\s[^\n]*[.;]\W*$")
_KIND_APART = re.compile(rf"^(?:{headed_kinds(capitals=True)})\s+(?=\S)")
_ENACTED = re.compile(
    rf"ban\s+hành\s+(?:{headed_kinds(capitals=False)})\s+(?P<title>[^\n]{{10,}}?)[.:]?\s*$",
    re.MULTILINE,
)


def title(document: Document, heads: Iterable[Node]) -> Stated[str] | None:
    """Return the title: the lines between the kind of document and issuer or annex link.

    That of an attached regulation stands in where the decision has none.
    """
    for head in heads:
        taken = _lines(head)
        words = " ".join(" ".join(line.group() for line in taken).split())
        words = _KIND_APART.sub("", AGAIN.sub("", words, count=1), count=1) if words else ""
        if words:
            place = evidence(document, head, taken[0].start(), taken[-1].end(), "header.title")
            return Stated(words.strip(" |"), place)
    enacting = first(document, "decision", "lenh")
    match = _ENACTED.search(text_of(enacting)) if enacting else None
    if enacting and match:
        place = evidence_of(document, enacting, match, "header.title.enacted", "title")
        return Stated(" ".join(match["title"].split()), place)
    return None


def _lines(head: Node) -> list[re.Match[str]]:
    lines = list(_LINE.finditer(text_of(head)))
    start = kind = 0
    for index, line in enumerate(lines):
        if DOCUMENT_KIND.match(line.group()) or ANNEX_KIND.match(line.group()):
            start = kind = index + 1
    if not start:
        after = [i + 1 for i, line in enumerate(lines) if _LETTERHEAD.match(line.group())]
        start = max(after, default=0)
    last = max((i for i, line in enumerate(lines) if is_issuer_line(line.group())), default=0)
    taken: list[re.Match[str]] = []
    for index, line in enumerate(lines[start:], start):
        if line.group().startswith("(") or BEYOND.match(line.group()):
            break
        if taken and not kind and _SENTENCE.search(line.group()):
            break
        goes_on = index < last and taken and _OPEN.search(taken[-1].group())
        if is_issuer_line(line.group()) and not goes_on:
            break
        if line is lines[-1] and taken and _is_own(head, line.group(), taken[-1].group()):
            break
        if any(map(str.isalnum, line.group())):
            taken.append(line)
    return taken


def _is_own(head: Node, line: str, before: str) -> bool:
    """Say whether the last line of a head names who issues, not whom the title is about.

    It stands in the letterhead too, or in capitals below a title that is not.
    """
    if _OPEN.search(before):
        return False
    apart = line.isupper() and not before.isupper() and OWN_LINE.fullmatch(line) is not None
    return apart or own_line(head) is not None
