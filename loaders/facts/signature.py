"""Signature: who signed, in which capacity, and to whom the document goes."""

from __future__ import annotations

import re

from loaders.facts.model import Signer, Stated
from loaders.facts.places import evidence, first, text_of
from loaders.markers import CAPACITY, RECIPIENTS
from loaders.model import Document, Node
from loaders.spelling import sentence_case

# "KT. CHỦ TỊCH PHÓ CHỦ TỊCH" on one line
_TWO_IN_ONE = re.compile(r"(?P<capacity>KT\s?\.\s*.+?)\s+(?P<position>PHÓ\s+.+|THỨ\s+TRƯỞNG.*)")
_SIGNED = re.compile(r"\(?\s*[Đđ]ã\s+ký\s*\)?|\(?\s*ĐÃ\s+KÝ\s*\)?")
_OFFICE = re.compile(r"CHỦ TỊCH|BỘ TRƯỞNG|GIÁM ĐỐC|TRƯỞNG|CHÁNH|THỦ TƯỚNG|TỔNG|QUYỀN")
_ABBREVIATION = re.compile(r"(?<![^\W\d_])(?:ubnd|hđnd|xhcn)(?![^\W\d_])", re.IGNORECASE)
# a line, or an entry after the one before on the same line: "- Như Điều 5; - Lưu: VT."
_ENTRY = re.compile(
    r"[-–—*•+]\s[^\n]*?(?=[;:.]\s+[-–—•]\s|$)|[^\n]+?(?=\s[-–—•]\s|$)", re.MULTILINE
)
_BULLET = re.compile(r"^[-–—*•+]\s*")


def signers(document: Document) -> tuple[Stated[Signer], ...]:
    """Return the signer under each signature: capacity lines, position, name."""
    found = []
    capacity: list[str] = []
    for part in ("decision", "regulation"):
        tail = [first(document, part, "noi-nhan"), first(document, part, "ky")]
        for node in (node for node in tail if node):
            capacity += _same_line_capacity(node)
            if node.kind == "ky":
                signer = _signer(document, node, capacity)
                found += [signer] if signer else []
                capacity = []
    return tuple(found)


def _same_line_capacity(node: Node) -> list[str]:
    """Return "TM. …" printed in the second column beside "Nơi nhận:"."""
    line = text_of(node).split("\n", 1)[0]
    match = RECIPIENTS.match(line)
    rest = line[match.end() :].strip() if match else ""
    return [rest] if node.kind == "noi-nhan" and CAPACITY.match(rest) else []


def _signer(document: Document, node: Node, before: list[str]) -> Stated[Signer] | None:
    capacity = list(before)
    positions: list[str] = []
    for line in re.finditer(r"[^\n]+", text_of(node)):
        words = line.group().strip()
        both = _TWO_IN_ONE.fullmatch(words)
        if both:
            capacity.append(both["capacity"])
            positions.append(both["position"])
        elif re.match(r"(?:TM|KT|TL|TUQ|Q)\s?\.", words):
            capacity.append(words)
        elif _SIGNED.fullmatch(words):
            continue
        elif words.isupper() and not (positions and _is_name(words)):
            positions.append(words)
        else:
            standing = "; ".join(_readable(c) for c in capacity) or None
            position = _readable(positions[-1]) if positions else _position_of(capacity)
            name = node.text[line.start() : line.end()].strip()
            signer = Signer(name, position, standing)
            return Stated(signer, evidence(document, node, 0, line.end(), "header.signer"))
    return None


def _readable(capitals: str) -> str:
    """Return "KT. CHỦ TỊCH" as "KT. Chủ tịch"."""
    mark, dot, rest = capitals.partition(".")
    if dot and mark.strip().isupper() and len(mark.strip()) <= 3:
        return f"{mark.strip()}. {_named(rest.strip())}"
    return _named(capitals)


def _named(capitals: str) -> str:
    """Return capitals as a common name, with the title in it capitalised ("Phó Chủ tịch")."""
    name = sentence_case(" ".join(capitals.split()))
    name = re.sub(r"(?<=^Phó )\w", lambda m: m.group().upper(), name)
    return _ABBREVIATION.sub(lambda m: m.group().upper(), name)


def _is_name(capitals: str) -> bool:
    """Say whether a line in capitals is a person's name and no office: "TRẦN VĂN A"."""
    return 2 <= len(capitals.split()) <= 5 and not _OFFICE.search(capitals)


def _position_of(capacity: list[str]) -> str | None:
    return None if not capacity else _readable(capacity[-1]).partition(". ")[2] or None


def recipients(document: Document) -> tuple[Stated[str], ...]:
    """Return the entries of "Nơi nhận", as printed, without dash and closing mark."""
    node = first(document, "decision", "noi-nhan") or first(document, "regulation", "noi-nhan")
    if not node:
        return ()
    found = []
    for line in _ENTRY.finditer(text_of(node)):
        words = line.group()
        bullet = _BULLET.match(words)
        if not bullet:
            continue
        text = words[bullet.end() :].strip().rstrip(";.").strip()
        if text:
            start = line.start() + bullet.end()
            place = evidence(document, node, start, start + len(text), "header.recipient")
            found.append(Stated(node.text[start : start + len(text)], place))
    return tuple(found)
