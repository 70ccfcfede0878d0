"""What the words of a clause are: title, number and date of the act, references, who signs.

Each mark stands where the words of the graph stand in the clause; what is not found is left as
plain text.
"""

from __future__ import annotations

import re

from loaders.exports.akoma_ntoso_graph import TITLE, Clause, Decision
from loaders.exports.akoma_ntoso_meta import References
from loaders.exports.akoma_ntoso_names import is_day
from loaders.exports.akoma_ntoso_text import Inline, accepted, find_words, references
from loaders.spelling import slug
from ontology import ELI


def marks(decision: Decision, clause: Clause, refs: References) -> list[Inline]:
    """Return the inline elements of a clause's text, in order, none over another."""
    links = [link for link in decision.links if link.clause == clause.iri]
    found = references(clause, links)
    if clause.kind == "tieu-de":
        found = [*_title(decision, clause), *found]
    elif clause.kind == "ky":
        found = [*_signatures(decision, clause, refs), *found]
    elif clause.kind == "noi-nhan":
        found = [*found, *_recipients(decision, clause)]
    return accepted(found)


def _title(decision: Decision, clause: Clause) -> list[Inline]:
    """Return title, kind, issuer of a letterhead; number and date too in the decision's own."""
    text = clause.text
    found = []
    names = decision.header.get(ELI + "type_document", ())
    issuers = decision.header.get(ELI + "passed_by", ())
    for tag, labels in (("docType", names), ("docAuthority", issuers)):
        for line in re.finditer(r"[^\n]+", text):
            if line.group().strip(" :").casefold() in {name.casefold() for _, name in labels}:
                found.append(Inline(*line.span(), tag))
    place = find_words(decision.first(TITLE), text)
    if place:
        found.append(Inline(*place, "docTitle"))
    if clause.iri != f"{decision.act.iri}/tieu-de":
        return found
    tokens = re.findall(r"\w+|[^\w\s]", decision.act.number)
    number = re.search(r"\s*".join(map(re.escape, tokens)), text) if tokens else None
    if number:
        found.append(Inline(*number.span(), "docNumber"))
    if is_day(decision.act.date):
        year, month, day = map(int, decision.act.date.split("-"))
        words = rf"ngày\s+0?{day}\s+tháng\s+0?{month}\s+năm\s+{year}\b"
        if date := re.search(words, text, re.IGNORECASE):
            found.append(Inline(*date.span(), "docDate", (("date", decision.act.date),)))
    return found


def _signatures(decision: Decision, clause: Clause, refs: References) -> list[Inline]:
    """Return a signature for each signer, from the line after the one before to the name."""
    found: list[Inline] = []
    at = 0
    for party in decision.parties:
        if party.kind != "signer" or party.clause != clause.iri:
            continue
        place = find_words(party.words, clause.text[at:])
        if place is None:
            continue
        start = at + len(clause.text[at:]) - len(clause.text[at:].lstrip())
        name, end = at + place[0], at + place[1]
        role = _role(clause, party.position, start, name, refs)
        found.append(Inline(start, end, "signature", parts=role))
        at = end
    return found


def _role(
    clause: Clause, position: str, start: int, end: int, refs: References
) -> tuple[Inline, ...]:
    """Return the role of a signer: the last line before the name that prints the position."""
    lines = list(re.finditer(r"[^\n]+", clause.text[:end]))
    for line in reversed(lines):
        if line.start() >= start and line.group().strip().casefold() == position.casefold():
            role = refs.point("TLCRole", f"/akn/ontology/role/{slug(position)}", position)
            return (Inline(*line.span(), "role", (("refersTo", role),)),)
    return ()


def _recipients(decision: Decision, clause: Clause) -> list[Inline]:
    """Return the recipients, each at its words, in the order of the text."""
    found: list[Inline] = []
    at = 0
    for party in decision.parties:
        if party.kind != "recipient" or party.clause != clause.iri:
            continue
        place = find_words(party.words, clause.text[at:])
        if place:
            found.append(Inline(at + place[0], at + place[1], "inline", (("name", "noi-nhan"),)))
            at += place[1]
    return found
