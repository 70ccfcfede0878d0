"""Signature: who signed, in which capacity, and to whom the document goes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from loaders.facts.issuer_names import as_written
from loaders.facts.model import Signer, Stated
from loaders.facts.places import evidence, first, text_of
from loaders.facts.wording import capitals
from loaders.markers import CAPACITY, RECIPIENTS
from loaders.model import Document, Node
from loaders.spelling import sentence_case
from loaders.tables import find_province
from loaders.tables.offices import office_titles
from loaders.tables.phrases import phrases, spaced

# "KT. CHỦ TỊCH PHÓ CHỦ TỊCH" on one line
_TWO_IN_ONE = re.compile(r"(?P<capacity>KT\s?\.\s*.+?)\s+(?P<position>PHÓ\s+.+|THỨ\s+TRƯỞNG.*)")
# "TM.", "T/M", "KT." and "KT" before what is signed for
_MARK = re.compile(
    rf"(?P<mark>{spaced(phrases('signs-for'))})(?:\s?[./]\s*|\s+)(?=(?P<rest>[A-ZĐÀ-Ỹ].*)$)"
)
# "(Đã ký)", "[Daky]", "(Ký tên, đóng dấu)"; the name may follow: "Đã ký: Nguyễn Văn A"
_SIGNED = re.compile(
    r"[(\[]?\s*(?:đã\s+ký|da\s?ky|ký\s+tên|ký,)(?:[^\])\n:]{0,20}[)\]]\s*|\s*:?\s*)", re.IGNORECASE
)
# "BỘ TRƯỞNG BỘ NỘI VỤ": the title and the body that it heads
HEADED = re.compile(
    rf"(?P<title>(?:PHÓ\s+)?{capitals(office_titles('headed'))})\s+"
    rf"(?P<body>{capitals(phrases('headed-body'))}\s.+)"
)
OFFICE = re.compile(spaced(phrases("office-words")))
_ABBREVIATION = re.compile(r"(?<![^\W\d_])(?:ubnd|hđnd|xhcn)(?![^\W\d_])", re.IGNORECASE)
_BULLET = re.compile(r"^[-–—*•+]\s*")
# an entry after the one before on the same line: "- Như Điều 5; - Lưu: VT."
_NEXT_ENTRY = re.compile(r"\s(?<![^;:.]\s)\s*(?=[-–—•]\s)")
_DASH = re.compile(r"[-–—•]\s")
_LINE = re.compile(r"[^\n]+")
_CELL = re.compile(r"[^\n|]+")
_SHORT_WORDS = 2
# "- Như Điều 5; CHỦ TỊCH": an office in the second column, on the line of a recipient
_SECOND_COLUMN = re.compile(r"[;.,]\s+(?P<office>[^\W\d_a-z][^\d_a-z;,]{3,60})$", re.MULTILINE)
# a name on a line of its own: two to five capitalised words
_NAME = re.compile(r"[A-ZĐÀ-Ỹ][^\W\d_A-ZĐ]*(?:\s[A-ZĐÀ-Ỹ][^\W\d_A-ZĐ]*){1,4}")


def signers(document: Document) -> tuple[Stated[Signer], ...]:
    """Return the signer under each signature: capacity lines, position, name."""
    found: list[Stated[Signer]] = []
    capacity: list[str] = []
    for part in ("decision", "regulation"):
        tail = [first(document, part, "noi-nhan"), first(document, part, "ky")]
        for node in (node for node in tail if node):
            capacity += _same_line_capacity(node)
            if node.kind == "noi-nhan" and capacity and tail[1] is None:
                found += _beside(document, node, capacity)
            if node.kind == "ky":
                found += _signed(document, node, capacity)
                capacity = []
    return tuple(found)


def _same_line_capacity(node: Node) -> list[str]:
    """Return "TM. …" printed in the second column beside "Nơi nhận:"."""
    line = text_of(node).split("\n", 1)[0]
    match = RECIPIENTS.match(line)
    rest = line[match.end() :].strip(" |") if match else ""
    return [rest] if node.kind == "noi-nhan" and CAPACITY.match(rest) else []


def _beside(document: Document, node: Node, capacity: list[str]) -> Iterator[Stated[Signer]]:
    """Yield the signer in a second column that a copy put on the lines of the recipients.

    "- Như Điều 5; CHỦ TỊCH", and the name on a line of its own below.
    """
    text = text_of(node)
    beside = (match["office"].strip() for match in _SECOND_COLUMN.finditer(text))
    offices = [office for office in beside if office.isupper()]
    names = [line for line in _LINE.finditer(text) if _NAME.fullmatch(line.group())]
    if not names:
        return
    positions = [office for office in offices if not _MARK.match(office)]
    standing = [*capacity, *(office for office in offices if _MARK.match(office))]
    words = "; ".join(_readable(c, document) for c in standing)
    name = node.text[names[-1].start() : names[-1].end()]
    place = evidence(document, node, names[-1].start(), names[-1].end(), "header.signer")
    yield Stated(Signer(name, _position(positions, standing, document), words), place)


def _signed(document: Document, node: Node, before: list[str]) -> Iterator[Stated[Signer]]:
    """Yield a signer for each name; the capacities above it are its own."""
    capacity = list(before)
    positions: list[str] = []
    begin = 0
    for line in _CELL.finditer(text_of(node)):
        mark = _SIGNED.match(line.group().strip())
        words = line.group().strip()[mark.end() if mark else 0 :]
        both = _TWO_IN_ONE.fullmatch(words)
        if not any(map(str.isalpha, words)):
            continue
        if both:
            capacity.append(both["capacity"])
            positions.append(both["position"])
        elif _MARK.match(words):
            capacity.append(words)
        elif words.isupper() and not (positions and _is_name(words)):
            positions.append(words)
        elif not positions and CAPACITY.match(words.upper()):  # "Chủ tịch" above "(Đã ký)"
            positions.append(words.upper())
        else:
            standing = "; ".join(_readable(c, document) for c in capacity) or None
            position = _position(positions, capacity, document)
            at = node.text.find(words, line.start()) if words in node.text else line.start()
            name = node.text[at : line.end()].strip()
            place = evidence(document, node, begin, line.end(), "header.signer")
            yield Stated(Signer(name, position, standing), place)
            capacity, positions, begin = [], [], line.end()


def _position(positions: list[str], capacity: list[str], document: Document) -> str | None:
    if positions:
        return _readable(positions[-1], document)
    return _readable(capacity[-1], document).partition(". ")[2] or None if capacity else None


def _readable(capitals: str, document: Document) -> str:
    """Return "KT. CHỦ TỊCH" as "KT. Chủ tịch"."""
    match = _MARK.match(capitals)
    if match:
        mark = re.sub(r"[./]", "", match["mark"])
        return f"{mark}. {_named(match['rest'].strip(), document)}"
    return _named(capitals, document)


def _named(capitals: str, document: Document) -> str:
    """Return capitals as the text writes the name elsewhere, else as a common name.

    The title in it is capitalised ("Phó Chủ tịch").
    """
    words = " ".join(capitals.split())
    name = as_written(words, document) if words.count(" ") > _SHORT_WORDS else sentence_case(words)
    headed = HEADED.match(words)
    if headed and name == sentence_case(words):
        name = f"{sentence_case(headed['title'])} {as_written(headed['body'], document)}"
    place = find_province(name)
    if place:
        name = f"{name[: place[1]]}{place[0].full_name}{name[place[2] :]}"
    name = re.sub(r"(?<=^Phó )\w", lambda m: m.group().upper(), name)
    return _ABBREVIATION.sub(lambda m: m.group().upper(), name)


def _is_name(capitals: str) -> bool:
    """Say whether a line in capitals is a person's name and no office: "TRẦN VĂN A"."""
    return 2 <= len(capitals.split()) <= 5 and not OFFICE.search(capitals)


def recipients(document: Document) -> tuple[Stated[str], ...]:
    """Return the entries of "Nơi nhận", as printed, without dash and closing mark."""
    node = first(document, "decision", "noi-nhan") or first(document, "regulation", "noi-nhan")
    if not node:
        return ()
    entries = list(_entries(text_of(node)))
    has_bullets = any(_BULLET.match(words) for words, _ in entries)
    found = []
    for words, start in entries:
        bullet = _BULLET.match(words)
        if has_bullets and not bullet:
            continue
        begin = bullet.end() if bullet else 0
        office = _SECOND_COLUMN.search(words)
        own = words[: office.start() + 1] if office and CAPACITY.match(office["office"]) else words
        text = own[begin:].rstrip(" ;.|")
        if text and not CAPACITY.match(text):
            at = start + begin
            place = evidence(document, node, at, at + len(text), "header.recipient")
            found.append(Stated(node.text[at : at + len(text)], place))
    return tuple(found)


def _entries(text: str) -> Iterator[tuple[str, int]]:
    """Yield the entries below "Nơi nhận:" with their places, blanks before them left out."""
    heading = RECIPIENTS.match(text)
    for line in _LINE.finditer(text, heading.end() if heading else 0):
        whole, at = line.group(), 0
        has_dash = _DASH.search(whole, 1) is not None
        stops = [m.end() for m in _NEXT_ENTRY.finditer(whole)] if has_dash else []
        for stop in (*stops, len(whole)):
            words = whole[at:stop]
            if words.strip(" |"):
                own = words.lstrip(" |")
                yield own, line.start() + at + len(words) - len(own)
            at = stop
