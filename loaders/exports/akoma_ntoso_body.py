"""The text of a decision as Akoma Ntoso: preface, preamble, body, conclusions, attachment.

| clause | element |
|---|---|
| tieu-de | ``container`` in the preface |
| can-cu | ``citation``: it names the authority the act rests on, as "Having regard to" does in EU |
|        | acts; "Theo đề nghị của" likewise |
| lenh | ``formula`` |
| chuong, muc, dieu, khoan, diem | ``chapter``, ``section``, ``article``, ``paragraph``, ``point`` |
| gach ("-"), cong ("+") | ``indent`` |
| tiet | ``hcontainer``: Akoma Ntoso has no name for it |
| doan | a ``p`` in the intro or content before the numbered parts, in the wrapUp after them; an |
|      | ``alinea`` between them |
| noi-nhan, ky | ``container`` in the conclusions |
| ngoai, khong-ro, and whatever stands where its zone does not allow it | ``container``, or |
|      | ``hcontainer`` amid the articles |
| quy-dinh | ``attachment`` |

What lies between the first and the last article (or chapter) is the body; before it a recital or
the enacting words open the preamble; after it come the conclusions. The graph keeps the labels
(by position, and as printed where that differs) without their punctuation: ``num`` writes them in
the customary form, "Điều 2.", "14.", "đ)", "-".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from loaders.exports.akoma_ntoso_graph import Clause
from loaders.exports.akoma_ntoso_text import Inline, node, paragraph, paragraphs

TAGS = {
    "chuong": "chapter",
    "muc": "section",
    "dieu": "article",
    "khoan": "paragraph",
    "diem": "point",
    "gach": "indent",
    "cong": "indent",
}
_BODY = frozenset({"chuong", "muc", "dieu"})
_PREAMBLE = frozenset({"can-cu", "lenh"})
_LABELS = {
    "chuong": "Chương {}",
    "muc": "Mục {}",
    "dieu": "Điều {}.",
    "khoan": "{}.",
    "diem": "{})",
    "tiet": "{})",
    "gach": "-",
    "cong": "+",
}
_ENDED = re.compile(r"[.)\]:]$")
Inlines = Callable[[Clause], Sequence[Inline]]
Attach = Callable[[Any], None]


def fill(act: Any, clauses: Sequence[Clause], inlines: Inlines, attach: Attach) -> None:
    """Put the clauses into an ``act`` that has its meta; ``inlines`` gives those of a clause.

    ``attach`` is called with the empty inner act of a regulation, to give it its meta.
    """
    first_annex = next((i for i, c in enumerate(clauses) if c.kind == "quy-dinh"), len(clauses))
    own, attached = clauses[:first_annex], clauses[first_annex:]
    preface, preamble, body, conclusions = _zones(own)
    if preface:
        act.append(_zone("preface", preface, inlines))
    if preamble:
        act.append(_preamble(preamble, inlines))
    act.append(_body(body, inlines))
    if conclusions:
        act.append(_zone("conclusions", conclusions, inlines))
    if attached:
        act.append(_attachments(attached, inlines, attach))


def _zones(clauses: Sequence[Clause]) -> tuple[Sequence[Clause], ...]:
    places = [i for i, clause in enumerate(clauses) if clause.kind in _BODY]
    if places:
        first, last = places[0], places[-1] + 1
    else:
        ends = (i for i, clause in enumerate(clauses) if clause.kind in ("noi-nhan", "ky"))
        first = last = next(ends, len(clauses))
    head = clauses[:first]
    opens = next((i for i, clause in enumerate(head) if clause.kind in _PREAMBLE), len(head))
    return head[:opens], head[opens:], clauses[first:last], clauses[last:]


def _zone(tag: str, clauses: Iterable[Clause], inlines: Inlines) -> Any:
    zone = node(tag)
    for clause in clauses:
        zone.extend(_containers(clause, inlines))
    return zone


def _containers(clause: Clause, inlines: Inlines, tag: str = "container") -> list[Any]:
    """Return a clause outside the articles, and those in it, as generic blocks in order."""
    found = []
    for each in clause.walk():
        block = node(tag, [("name", each.kind), ("GUID", each.iri)])
        heading = " ".join(part for part in (_label(each), each.heading) if part)
        for text, inside in ((heading, ()), (each.text, inlines(each))):
            block.extend(paragraphs(text, inside))
        if not len(block):
            block.append(node("p"))
        found.append(block)
    return found


def _preamble(clauses: Iterable[Clause], inlines: Inlines) -> Any:
    preamble = node("preamble")
    for clause in clauses:
        if clause.kind == "can-cu" and not clause.children:
            if not len(preamble) or not preamble[-1].tag.endswith("}citations"):
                preamble.append(node("citations"))
            citation = node("citation", [("GUID", clause.iri)])
            citation.extend(paragraphs(clause.text, inlines(clause)) or [node("p")])
            preamble[-1].append(citation)
        else:
            tag = "formula" if clause.kind == "lenh" else "container"
            preamble.extend(_containers(clause, inlines, tag))
    return preamble


def _body(clauses: Sequence[Clause], inlines: Inlines) -> Any:
    """Return the body; where the file has no article, the standard's sign for a missing part."""
    body = node("body")
    for clause in clauses:
        body.append(_part(clause, inlines))
    if not clauses:
        gap = node("hcontainer", [("name", "khong-co-trong-tep"), ("status", "incomplete")])
        gap.append(node("content"))
        body.append(gap)
    return body


def _part(clause: Clause, inlines: Inlines) -> Any:
    """Return a numbered part with those in it; any other clause as an ``hcontainer``."""
    tag = TAGS.get(clause.kind, "alinea" if clause.kind == "doan" else "hcontainer")
    name = clause.kind if tag == "hcontainer" else ""
    part = node(tag, [("name", name), ("GUID", clause.iri)])
    if label := _label(clause):
        part.append(node("num", text=label))
    if clause.heading:
        part.append(paragraph(clause.heading, (), "heading"))
    own = paragraphs(clause.text, inlines(clause))
    kinds = [_is_plain(child) for child in clause.children]
    if all(kinds):
        _block(part, "content", own, clause.children, inlines)
        return part
    first, last = kinds.index(False), len(kinds) - kinds[::-1].index(False)
    _block(part, "intro", own, clause.children[:first], inlines)
    for child in clause.children[first:last]:
        part.append(_part(child, inlines))
    _block(part, "wrapUp", [], clause.children[last:], inlines)
    return part


def _is_plain(clause: Clause) -> bool:
    return clause.kind == "doan" and not clause.children


def _block(part: Any, tag: str, own: list[Any], more: Iterable[Clause], inlines: Inlines) -> None:
    """Add a block of paragraphs, if there are any: own lines, then unnumbered paragraphs."""
    for clause in more:
        element = paragraph(clause.text, inlines(clause))
        element.set("GUID", clause.iri)
        own.append(element)
    if own:
        block = node(tag)
        block.extend(own)
        part.append(block)


def _label(clause: Clause) -> str:
    """Return the label in its customary form: what is printed, else the label by position."""
    pattern = _LABELS.get(clause.kind, "")
    label = clause.printed or clause.marker
    if not pattern or ("{}" in pattern and not label):
        return ""
    is_whole = "{}" in pattern and (_ENDED.search(label) or " " in label)
    return label if is_whole else pattern.format(label)


def _attachments(clauses: Sequence[Clause], inlines: Inlines, attach: Attach) -> Any:
    """Return the regulation as an attachment; what stands after it in the file goes on with it."""
    attachments = node("attachments")
    inside: list[Clause] = []
    for index, clause in enumerate(clauses):
        inside += clause.children if clause.kind == "quy-dinh" else (clause,)
        if index + 1 < len(clauses) and clauses[index + 1].kind != "quy-dinh":
            continue
        owner = next(c for c in reversed(clauses[: index + 1]) if c.kind == "quy-dinh")
        attachment = node("attachment", [("GUID", owner.iri)])
        act = node("act", [("name", "quy-dinh"), ("contains", "originalVersion")])
        attach(act)
        fill(act, inside, inlines, attach)
        attachment.append(act)
        attachments.append(attachment)
        inside = []
    return attachments
