"""Issuer: who issued the document, from the letterhead or the words that enact it.

The letterhead prints it in capitals, often on two lines and beside the national motto; the name is
given back as the text writes it elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import zip_longest

from loaders.facts.model import Stated
from loaders.facts.places import evidence, first, text_of
from loaders.model import Document, Node
from loaders.spelling import fold, sentence_case, standard
from loaders.tables import find_province

_COMMITTEE = re.compile(
    r"(?P<chair>chủ\s+tịch\s+)?(?:ủy\s+ban\s+nhân\s+dân|ubnd)\s+"
    r"(?P<place>(?:tỉnh|thành\s+phố|tp\.?)\s.+)",
    re.IGNORECASE,
)
_COUNCIL = re.compile(
    r"hội\s+đồng\s+nhân\s+dân\s+(?P<place>(?:tỉnh|thành\s+phố|tp\.?)\s.+)", re.IGNORECASE
)
_LOCAL = re.compile(
    r"(?P<chair>chủ\s+tịch\s+)?ủy\s+ban\s+nhân\s+dân\s+"
    r"(?P<place>(?:huyện|quận|thị\s+xã|xã|phường|đặc\s+khu)\s+\S+(?:\s+[^\s,;.]+){0,4})",
    re.IGNORECASE,
)
_CENTRAL = re.compile(
    r"(?:bộ\s+trưởng\s+)?(?P<name>(?:bộ\s+(?!trưởng)|chính\s+phủ|thủ\s+tướng\s+chính\s+phủ"
    r"|thanh\s+tra\s+chính\s+phủ|ngân\s+hàng\s+nhà\s+nước|tổng\s+cục|văn\s+phòng\s+chính\s+phủ).*)",
    re.IGNORECASE,
)
# in the letterhead, beside the issuer: the motto, number and date, rules of dashes
_BESIDE = re.compile(
    r"CỘNG\s+H(?:ÒA|OÀ).*|Độc\s+lập.*|Số\s*:.*|\(?Kèm.*|.*ngày\s.*|[^\w]+|VĂN\s+BẢN"
    r"|(?:QUYẾT|NGHỊ)\s+ĐỊNH|THÔNG\s+TƯ.{0,15}|NGHỊ\s+QUYẾT|CHỈ\s+THỊ|QUY\s+(?:ĐỊNH|CHẾ)"
)
# "(Kèm theo Quyết định số … của Ủy ban nhân dân tỉnh Kon Tum)"
_LINK = re.compile(r"\(.*?[Kk]èm\s+theo\s.*?của\s+(?P<name>[^\n()]+?)\s*\)")
_ISSUER_LINE = re.compile(
    r"(?:CHỦ\s+TỊCH\s+)?ỦY\s+BAN\s+NHÂN\s+DÂN\b.*|HỘI\s+ĐỒNG\s+NHÂN\s+DÂN\b.*"
    r"|(?:BỘ\s+TRƯỞNG|THỨ\s+TRƯỞNG)\b.*|BỘ\s+[A-ZÀ-Ỹ].*|CHÍNH\s+PHỦ|THỦ\s+TƯỚNG.*"
)
_MOST_WORDS = 14


def is_issuer_line(line: str) -> bool:
    """Say whether a line names the issuer, after the title: "ỦY BAN NHÂN DÂN TỈNH KON TUM"."""
    if len(line.split()) > _MOST_WORDS:
        return False
    capitals = _ISSUER_LINE.fullmatch(standard(line)) is not None
    return capitals or _COMMITTEE.fullmatch(standard(line)) is not None


def issuer(document: Document) -> Stated[str] | None:
    """Return the issuer's name; None where none is found."""
    nodes = [first(document, part, "tieu-de") for part in ("decision", "regulation")]
    heads = [node for node in (nodes[0], first(document, "decision", "lenh"), nodes[1]) if node]
    for reader in (_by_committee, _by_council, _by_central, _by_local):
        found = [
            Stated(name, evidence(document, node, start, end, "header.issuer"))
            for node in heads
            for text, start, end in _candidates(node)
            if (name := reader(text, document))
        ]
        if found:
            # the letterhead names the committee, the line below the title its chairman
            return next((f for f in found if f.value.startswith("Chủ tịch")), found[0])
    return None


def _candidates(node: Node) -> Iterator[tuple[str, int, int]]:
    """Yield the lines that may name the issuer, each also with the line in capitals below it."""
    text = text_of(node)
    lines = list(re.finditer(r"[^\n]+", text))
    kept = [line for line in lines if not _BESIDE.fullmatch(line.group())]
    if node.kind == "lenh":
        enacting = re.match(r"(.{5,160}?)\s+ban\s+hành\s", text)
        if enacting:
            yield enacting[1], enacting.start(1), enacting.end(1)
        return
    for line, below in zip_longest(kept, kept[1:]):
        if below and line.group().isupper() and below.group().isupper():
            yield f"{line.group()} {below.group()}", line.start(), below.end()
        yield line.group(), line.start(), line.end()
    for link in _LINK.finditer(text):
        yield link["name"], link.start("name"), link.end("name")


def _by_committee(text: str, document: Document) -> str | None:
    match = _COMMITTEE.match(text)
    province = find_province(match["place"]) if match else None
    if not match or not province or province[1] > 0:
        return None
    chair = "Chủ tịch " if match["chair"] else ""
    return f"{chair}Ủy ban nhân dân {province[0].full_name}"


def _by_council(text: str, document: Document) -> str | None:
    match = _COUNCIL.match(text)
    province = find_province(match["place"]) if match else None
    return f"Hội đồng nhân dân {province[0].full_name}" if province and province[1] == 0 else None


def _by_local(text: str, document: Document) -> str | None:
    match = _LOCAL.match(text)
    if not match:
        return None
    kind, _, rest = _as_written(match["place"], document).partition(" ")
    words = rest.split()
    if rest.islower():
        words = [word[:1].upper() + word[1:] for word in words]
    chair = "Chủ tịch " if match["chair"] else ""
    return f"{chair}Ủy ban nhân dân {kind.lower()} {' '.join(words)}"


def _by_central(text: str, document: Document) -> str | None:
    match = _CENTRAL.fullmatch(text)
    if not match or len(match["name"].split()) > _MOST_WORDS:
        return None
    return _as_written(" ".join(match["name"].split()), document)


def _as_written(name: str, document: Document) -> str:
    """Return a name in capitals as the text writes it elsewhere; else with one capital letter."""
    if not name.isupper():
        return name
    text = standard(document.mended.text)
    folded, key = fold(text), fold(name)
    at = folded.find(key)
    while at >= 0:
        written = text[at : at + len(key)]
        if not written.isupper() and any(map(str.isupper, written)):
            return written
        at = folded.find(key, at + 1)
    return sentence_case(name)
