"""Running text in Akoma Ntoso: paragraphs with the inline elements at their exact places.

The words of a clause come out once and in order, a paragraph for each of its lines. XML 1.0 can't
hold most control characters, nor U+FFFE and U+FFFF: each of them becomes U+FFFD, the replacement
character, so that the reader sees the loss and every other character keeps its place.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from lxml import etree

from loaders.exports.akoma_ntoso_graph import Clause, Link
from loaders.exports.akoma_ntoso_names import NAMESPACE
from loaders.spelling import standard
from ontology import ELI

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# "điểm " before "b", "khoản " before "3": the word belongs to the reference
_KIND_WORD = re.compile(r"(?:điểm|khoản|điều|mục|chương|tiết)\s+$", re.IGNORECASE)
_LETTERS = {"dd": "đ"}


@dataclass(frozen=True, slots=True)
class Inline:
    """An inline element over ``[start, end)`` of a text; ``parts`` lie in it, in order.

    ``target`` is the IRI that a reference names, until the document's eIds are known; ``upto``
    the last one of a range.
    """

    start: int
    end: int
    tag: str
    attributes: tuple[tuple[str, str], ...] = ()
    target: str = ""
    upto: str = ""
    parts: tuple[Inline, ...] = ()


def clean(text: str) -> str:
    """Return ``text`` with U+FFFD for every character that XML 1.0 can't hold; same length."""
    return _NOT_XML.sub("\ufffd", text)


def node(tag: str, attributes: Iterable[tuple[str, str]] = (), text: str = "") -> Any:
    """Return an element of Akoma Ntoso; empty attributes are left out."""
    element = etree.Element(f"{{{NAMESPACE}}}{tag}", nsmap={None: NAMESPACE})
    for name, value in attributes:
        if value:
            element.set(name, clean(value))
    if text:
        element.text = clean(text)
    return element


def paragraphs(text: str, inlines: Sequence[Inline] = ()) -> list[Any]:
    """Return a ``p`` for each line of ``text``; a line end inside an inline becomes ``br``."""
    found: list[Any] = []
    start = 0
    for at in [*(m.start() for m in re.finditer(r"\n", text)), len(text)]:
        if at < len(text) and any(inline.start <= at < inline.end for inline in inlines):
            continue
        if text[start:at].strip():
            inside = [i for i in inlines if start <= i.start and i.end <= at]
            found.append(_filled(node("p"), text, start, at, inside))
        start = at + 1
    return found


def paragraph(text: str, inlines: Sequence[Inline] = (), tag: str = "p") -> Any:
    """Return ``text`` as one element, its line ends as ``br``."""
    return _filled(node(tag), text, 0, len(text), inlines)


def _filled(element: Any, text: str, start: int, end: int, inlines: Sequence[Inline]) -> Any:
    """Put ``text[start:end]`` into an element, with its inlines (disjoint, in order)."""
    at = start
    for inline in inlines:
        _append(element, text[at : inline.start])
        child = node(inline.tag, inline.attributes)
        if inline.target:
            child.set("target", inline.target)
        if inline.upto:
            child.set("upTo", inline.upto)
        element.append(_filled(child, text, inline.start, inline.end, inline.parts))
        at = inline.end
    _append(element, text[at:end])
    return element


def _append(element: Any, text: str) -> None:
    for index, line in enumerate(clean(text).split("\n")):
        if index:
            element.append(node("br"))
        if not line:
            continue
        if len(element):
            element[-1].tail = (element[-1].tail or "") + line
        else:
            element.text = (element.text or "") + line


def accepted(inlines: Iterable[Inline]) -> list[Inline]:
    """Return the inlines that overlap none before them, in the order of the text."""
    kept: list[Inline] = []
    for inline in inlines:
        if all(inline.end <= other.start or inline.start >= other.end for other in kept):
            kept.append(inline)
    return sorted(kept, key=lambda inline: inline.start)


def find_words(words: str, text: str, near: int = 0) -> tuple[int, int] | None:
    """Return where ``words`` stand in ``text``, of several places the one nearest to ``near``.

    Spaces and line ends count as the same, "Uỷ" as "Ủy". None where the words are not there.
    """
    tokens, text = standard(words).split(), standard(text)
    if not tokens or tokens[0] not in text:
        return None
    pattern = r"\s+".join(re.escape(token) for token in tokens)
    places = [match.span() for match in re.finditer(rf"(?<!\w){pattern}(?!\w)", text)]
    return min(places, key=lambda place: (abs(place[0] - near), place[0]), default=None)


def references(clause: Clause, links: Sequence[Link]) -> list[Inline]:
    """Return the references of a clause at their places in its text.

    Links of the same characters are one chain: of one target it is a ``ref``, of several an
    ``mref`` with a ``ref`` on each label ("điểm a, b khoản 1 Điều 25" is two). No inline where a
    target is unresolved, or the words or labels are not found. References proper come first: the
    words of a citation may run on to the end of the act's title and take in further references.
    """
    chains: dict[tuple[int, int, str], list[Link]] = {}
    for link in sorted(links, key=lambda link: link.predicate != ELI + "cites"):
        chains.setdefault((link.start, link.end, link.words), []).append(link)
    before = len(clause.heading) + 1 if clause.heading else 0
    before += len(clause.marker) + 2 if clause.marker else 0
    found = []
    for (start, _, words), chain in chains.items():
        targets = list(dict.fromkeys(link.target for link in chain if link.target))
        near = start - (start if clause.start is None else clause.start) - before
        place = find_words(words, clause.text, near)
        if place is None or not targets or any(link.target is None for link in chain):
            continue
        if len(targets) == 1:
            found.append(Inline(*place, "ref", target=targets[0]))
        elif parts := _labels(clause.text, place, targets):
            found.append(Inline(*place, "mref", parts=parts))
    return found


def _labels(text: str, place: tuple[int, int], targets: list[str]) -> tuple[Inline, ...]:
    """Return a reference for each target on its own label; () where a label is not there.

    "khoản 1 đến khoản 4" prints the ends of a range alone: it is one ``rref`` from 1 to 4.
    """
    found: list[tuple[int, int, int]] = []  # which target, from where to where its label stands
    at, end = place
    for index, target in enumerate(targets):
        match = _label_of(target, text, at, end)
        if match is not None:
            word = _KIND_WORD.search(text[at : match.start()])
            found.append((index, at + word.start() if word else match.start(), match.end()))
            at = match.end()
    if not found or found[0][0] != 0 or found[-1][0] != len(targets) - 1:
        return ()
    parts: list[Inline] = []
    for (index, start, stop), following in zip(found, [*found[1:], None], strict=True):
        if parts and parts[-1].upto == targets[index]:
            continue
        first = start if parts else place[0]
        if following is None or following[0] == index + 1:
            parts.append(Inline(first, stop, "ref", target=targets[index]))
        elif "đến" in text[stop : following[1]]:
            last = targets[following[0]]
            parts.append(Inline(first, following[2], "rref", target=targets[index], upto=last))
        else:
            return ()
    return (*parts[:-1], replace(parts[-1], end=end))


def _label_of(target: str, text: str, at: int, end: int) -> re.Match[str] | None:
    """Return where the label of a clause ("2", "đ") stands next in ``text[at:end]``."""
    tail = target.rpartition("/")[2].partition("-")[2]
    if not tail:
        return None
    label = re.escape(_LETTERS.get(tail, tail))
    return re.compile(rf"(?<!\w){label}(?!\w)").search(text, at, end)
