"""Freezing: drafts become the nodes of a document, with labels, headings and paths."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from loaders.drafts import Draft
from loaders.headings import HEADED, heading
from loaders.labels import Label, Series, assign
from loaders.model import Issue, Mended, Node, made
from loaders.spelling import standard


@dataclass(frozen=True, slots=True)
class _Work:
    """What freezing needs everywhere: the text, also spelled, and where to put what is odd."""

    mended: Mended
    text: str
    spelled: str
    issues: list[Issue]


class _Base(NamedTuple):
    """The part a clause lies in: its path, and where its count of articles stands."""

    path: str
    articles: Series


def freeze(root: Draft, mended: Mended, issues: list[Issue]) -> Node:
    """Return the tree of nodes below a document's draft; odd numbering joins ``issues``."""
    work = _Work(mended, mended.text, standard(mended.text), issues)
    return _freeze(root, Label("", None, ""), "", _Base("", Series()), work)


def _freeze(draft: Draft, label: Label, path: str, base: _Base, work: _Work) -> Node:
    """Return the draft as a Node with labels by position, heading apart, and paths."""
    kind, text, start, end, last = (
        draft.kind,
        work.text,
        draft.text_start,
        draft.text_end,
        draft.end,
    )
    headed = heading(draft, text) if kind in HEADED or draft.is_section else None
    if headed is not None:
        start = end
    children: tuple[Node, ...] = ()
    if draft.children:
        children = _children(draft, path, base, work)
        last = max(last, children[-1].end)
    own = text[start:end]
    spelled = own if work.spelled is text else work.spelled[start:end]
    return made(
        Node,
        (
            kind,
            label.marker,
            path,
            draft.start,
            last,
            start,
            end,
            own,
            spelled,
            headed,
            label.printed,
            children,
        ),
    )


def _children(draft: Draft, path: str, base: _Base, work: _Work) -> tuple[Node, ...]:
    """Return the nodes below a draft.

    Articles are counted through a whole part, so their path has no chapter in it: it goes on
    from ``base``, the path of the part.
    """
    labels = assign(draft.children, base.articles, work.mended, work.issues)
    is_chapter = draft.kind in ("chuong", "muc")
    nodes = []
    for child, label in zip(draft.children, labels, strict=True):
        kind, above = child.kind, path
        if is_chapter and kind != "muc" and (kind == "dieu" or not draft.is_section):
            above = base.path
        child_path = f"{above}/{label.segment}" if above else label.segment
        below = base if kind != "quy-dinh" else _Base(child_path, Series())
        nodes.append(_freeze(child, label, child_path, below, work))
    return tuple(nodes)
