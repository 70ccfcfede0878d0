"""Boundaries: where the document begins on its page, and where its attached regulation begins."""

from __future__ import annotations

import re

from loaders.drafts import Paragraph
from loaders.markers import ANNEX_KIND, ANNEX_LINK, CAPACITY, MOTTO, RECITAL, marker

_LETTERHEAD = re.compile(
    r"CỘNG\s+HÒA\s+XÃ\s+HỘI|Độc\s+lập\s*-\s*Tự\s+do|^(?:ỦY|UỶ)\s+BAN\s+NHÂN\s+DÂN|^TỈNH\s|^[-_*]+$"
)
# the motto, whole or its second line where a narrow column breaks it: "CỘNG" / "HÒA XÃ HỘI …"
_MOTTO = re.compile(
    rf"{MOTTO.pattern}|^(?:H(?:ÒA|OÀ)\s+)?(?:XÃ\s+)?(?:HỘI\s+)?CHỦ\s+NGHĨA\s+VIỆT\s+NAM"
    r"|Độc\s+lập\s*[-–]?\s*Tự\s+do\s*[-–]?\s*Hạnh\s+phúc"
)
# "Số: 98/2022/NĐ-CP |", and below it the place and date
_NUMBER_LINE = re.compile(r"Số\s*:\s*\d{1,5}\s?[/-]")
_DATE_LINE = re.compile(r"[^\n]{2,40},\s*ngày\s.{0,30}\d{4}\s*\|?$")
# the heading that a site prints above the document: "THÔNG TƯ LIÊN TỊCH 01/2011/TTLT-VPCP-BNV …"
_SITE_TITLE = re.compile(r".{0,40}\s\d{1,5}/\d{4}/|.{120}")
_TITLE_REACH = 6
_FENCE = "---"
"""What opens and closes the metadata before a Markdown text."""
_RECITAL_LENGTH = 30
_LETTERHEAD_LINES = 9


def document_start(paragraphs: list[Paragraph]) -> int:
    """Return the index of the paragraph where the document begins, after menus and metadata."""
    begin = 0
    if paragraphs and paragraphs[0].text == _FENCE:
        closing = (i for i, p in enumerate(paragraphs[1:], 1) if p.text == _FENCE)
        begin = next(closing, -1) + 1
    for index, paragraph in enumerate(paragraphs):
        text = paragraph.text
        if _is_recital(text):
            return begin
        if _has_motto(text) or _is_dated_number(paragraphs, index):
            first = index
            while first > begin and index - first < _LETTERHEAD_LINES:
                if not _is_letterhead(paragraphs[first - 1].text):
                    break
                first -= 1
            return first
    return begin


def _has_motto(text: str) -> bool:
    # the search alone is slower; one letter is looked for faster than a word
    has_word = ("Ộ" in text and "CỘNG" in text) or ("Ĩ" in text and "NGHĨA" in text)
    return (has_word or "Độc" in text) and _MOTTO.search(text) is not None


def _is_recital(text: str) -> bool:
    """Say whether a recital stands here; one with a dash may be of a summary above the text."""
    is_whole = len(text) > _RECITAL_LENGTH and text[-1] in ";,."
    return is_whole and text[0] not in "-–+*" and RECITAL.match(text) is not None


def _is_dated_number(paragraphs: list[Paragraph], index: int) -> bool:
    """Say whether the number stands here with place and date, in a letterhead without motto."""
    if not _NUMBER_LINE.match(paragraphs[index].text):
        return False
    return any(_DATE_LINE.search(p.text) for p in paragraphs[index : index + 3])


def _is_letterhead(text: str) -> bool:
    if "CHỦ NGHĨA VIỆT NAM" in text:  # also of a motto with a broken letter
        return True
    # "CHÍNH PHỦ Số: 28/2025/NĐ-CP |"
    before, number, _ = text.replace("Số :", "Số:").partition("Số:")
    if not any(map(str.isalnum, text)) or (number and (not before or before.isupper())):
        return True
    return text.isupper() and not _SITE_TITLE.match(text)


def annex_start(paragraphs: list[Paragraph]) -> int:
    """Return the index of the paragraph where the attached regulation begins, or their number."""
    for index, paragraph in enumerate(paragraphs):
        if not (paragraph.text.startswith("(") and ANNEX_LINK.match(paragraph.text)):
            continue
        first = index
        for back in range(index - 1, max(-1, index - 1 - _TITLE_REACH), -1):
            text = paragraphs[back].text
            if ANNEX_KIND.match(text):
                first = back
                break
            if text.rstrip().endswith((".", ";")) or marker(text) or CAPACITY.match(text):
                break
            if back == 0 or not _is_name(text):
                first = back
        while first > 0 and _LETTERHEAD.search(paragraphs[first - 1].text):
            first -= 1
        return first
    return len(paragraphs)


def _is_name(text: str) -> bool:
    """Say whether a line may be the name under a signature: two to five capitalised words."""
    words = text.split()
    return 2 <= len(words) <= 5 and all(word[:1].isupper() for word in words)
