"""Boundaries: where the document begins on its page, and where its attached regulation begins."""

from __future__ import annotations

import re

from loaders.drafts import Paragraph
from loaders.markers import ANNEX_KIND, ANNEX_LINK, CAPACITY, MOTTO, RECITAL, marker

_LETTERHEAD = re.compile(
    r"CỘNG\s+HÒA\s+XÃ\s+HỘI|Độc\s+lập\s*-\s*Tự\s+do|^(?:ỦY|UỶ)\s+BAN\s+NHÂN\s+DÂN|^TỈNH\s|^[-_*]+$"
)
_TITLE_REACH = 6
_FENCE = "---"
"""What opens and closes the metadata before a Markdown text."""
_RECITAL_LENGTH = 30
_LETTERHEAD_LINES = 4


def document_start(paragraphs: list[Paragraph]) -> int:
    """Return the index of the paragraph where the document begins, after menus and metadata."""
    begin = 0
    if paragraphs and paragraphs[0].text == _FENCE:
        closing = (i for i, p in enumerate(paragraphs[1:], 1) if p.text == _FENCE)
        begin = next(closing, -1) + 1
    for index, paragraph in enumerate(paragraphs):
        text = paragraph.text
        if RECITAL.match(text) and len(text) > _RECITAL_LENGTH and text[-1] in ";,.":
            return begin
        if MOTTO.search(text):
            first = index
            while first > begin and index - first < _LETTERHEAD_LINES:
                if not _is_letterhead(paragraphs[first - 1].text):
                    break
                first -= 1
            return first
    return begin


def _is_letterhead(text: str) -> bool:
    return text.isupper() or not any(map(str.isalnum, text)) or text.startswith("Số:")


def annex_start(paragraphs: list[Paragraph]) -> int:
    """Return the index of the paragraph where the attached regulation begins, or their number."""
    for index, paragraph in enumerate(paragraphs):
        if not ANNEX_LINK.match(paragraph.text):
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
