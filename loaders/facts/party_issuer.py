"""Party issuer: which body of the Communist Party issued a text, from its letterhead and words.

BAN CHẤP HÀNH TRUNG ƯƠNG   ĐẢNG CỘNG SẢN VIỆT NAM   TỈNH ỦY SƠN LA
Ban Bí thư quy định chức năng … như sau:            Ban Thường vụ Tỉnh ủy quyết định …
└─ issuer ┘                                         └─────── issuer ────┘ (of Sơn La)
"""

from __future__ import annotations

import re

from loaders.facts.agency_name import province_at_end
from loaders.facts.model import Stated
from loaders.facts.places import evidence_of, text_of
from loaders.facts.wording import alternation, capitals
from loaders.model import Document, Node
from loaders.tables.phrases import phrases

_MOTTO = re.compile(r"ĐẢNG\s+CỘNG\s+SẢN\s+VIỆT\s+NAM")
# "TỈNH ỦY SƠN LA", "BAN CHẤP HÀNH TRUNG ƯƠNG"
COMMITTEE = re.compile(
    rf"^\W*(?P<name>{capitals(phrases('party-letterhead'))}(?:\s+[^\W\d_]+){{0,4}}?)"
    r"\s*(?=$|[|\t*]|\s{2}|\sĐẢNG\s)",
    re.MULTILINE,
)
# "Ban Bí thư quy định chức năng, nhiệm vụ", "BAN THƯỜNG VỤ TỈNH ỦY" below the title
ENACTS = re.compile(
    rf"(?<!của\s)(?P<name>{alternation(phrases('party-issuers'), cased=True)})"
    r"(?=\s+(?:quy\s+định|quyết\s+định|ban\s+hành)\b)"
)
_BELOW_TITLE = re.compile(
    rf"(?:^|CỦA\s+)(?P<name>{capitals(phrases('party-issuers'))})$", re.MULTILINE
)


def party_issuer(document: Document, head: Node | None) -> Stated[str] | None:
    """Return the body of the Party that issued a text under its motto; None for other texts."""
    text = text_of(head) if head else ""
    if head is None or not _MOTTO.search(text):
        return None
    committee = COMMITTEE.search(text)
    named = _enacting(document) or _line(document, head, text)
    if named is None and committee:
        place = evidence_of(document, head, committee, "header.issuer.party", "name")
        return Stated(_cased(committee["name"]), place)
    if named is None:
        return None
    province = province_at_end(committee["name"]) if committee else None
    if province and named.value.endswith("ủy"):
        return Stated(f"{named.value} {province[0].name}", named.evidence)
    return named


def _enacting(document: Document) -> Stated[str] | None:
    """Return the body that the words before the first article say to rule or decide."""
    for node in (*document.root.of_kind("lenh"), *document.root.of_kind("can-cu")):
        match = ENACTS.search(text_of(node))
        if match:
            place = evidence_of(document, node, match, "header.issuer.party", "name")
            return Stated(" ".join(match["name"].split()), place)
    return None


def _line(document: Document, head: Node, text: str) -> Stated[str] | None:
    """Return the body that the last such line of a head names: "CỦA BAN BÍ THƯ"."""
    lines = list(_BELOW_TITLE.finditer(text))
    if not lines:
        return None
    match = lines[-1]
    name = next(known for known in phrases("party-issuers") if known.upper() == match["name"])
    return Stated(name, evidence_of(document, head, match, "header.issuer.party", "name"))


def _cased(name: str) -> str:
    """Return a committee's name in capitals as a sentence has it: "Tỉnh ủy Sơn La"."""
    words = " ".join(name.split())
    own = next(known for known in phrases("party-letterhead") if words.startswith(known.upper()))
    place = " ".join(word.capitalize() for word in words[len(own) :].split())
    return f"{own} {place}".strip()
