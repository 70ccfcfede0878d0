"""Headings: the first words of a chương, mục or điều that name it and state nothing."""

from __future__ import annotations

from loaders.drafts import Draft
from loaders.markers import HEADING
from loaders.model import Kind

HEADED = frozenset[Kind](("chuong", "muc", "dieu"))
"""The kinds of clauses that may have a heading."""
_HEADING_WORDS = 15


def heading(draft: Draft, text: str) -> str | None:
    """Return the heading of a chương, mục or điều; None where its first words are a provision."""
    first = text[draft.text_start : draft.text_end]
    if draft.kind in ("chuong", "muc") and not draft.is_section:
        return " ".join(first.split()) or None
    if not (draft.kind == "dieu" or draft.is_section) or not first or not draft.children:
        return None
    if first.endswith(".") and len(first.split()) <= _HEADING_WORDS and HEADING.fullmatch(first):
        return first.rstrip(". ")
    is_sentence = first.endswith((".", ";")) or (
        first.endswith(":") and len(first.split()) > _HEADING_WORDS
    )
    return None if is_sentence or "Quyết định này" in first else first.rstrip(": ")
