"""What the tests of the loaders share: the five decisions, and small ones made on the spot."""

import hashlib
from functools import cache

from loaders.model import Document, Node, SourceText
from loaders.pipeline import Parsed, parse_file, parse_source
from loaders.record import record
from ontology import DEFAULT_BASE_IRI
from tests.paths import DECISIONS

FIVE = ("kon-tum", "binh-phuoc", "soc-trang", "hau-giang", "lang-son")


@cache
def parsed(name: str) -> Parsed:
    """Return one of the five decisions, parsed."""
    return parse_file(DECISIONS / f"{name}.txt")


@cache
def record_of(name: str):
    """Return the JSON object of one of the five decisions."""
    return record(parsed(name), DEFAULT_BASE_IRI)


def source_of(text: str, file: str = "decision.txt") -> SourceText:
    """Return ``text`` as if it had been read from a file."""
    return SourceText(file, hashlib.sha256(text.encode()).hexdigest(), "text", text)


def parse_text(text: str, file: str = "decision.txt") -> Parsed:
    """Parse a text made in a test."""
    return parse_source(source_of(text, file))


def record_text(text: str, file: str = "decision.txt"):
    """Return the JSON object of a text made in a test."""
    return record(parse_text(text, file), DEFAULT_BASE_IRI)


def decision(
    articles: str,
    *,
    letterhead: str = "Số: 05/2024/QĐ-UBND Kon Tum, ngày 10 tháng 01 năm 2024",
    title: str = "Quy định chức năng và cơ cấu tổ chức của Sở Nội vụ tỉnh Kon Tum",
    recitals: str = "Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015;",
    end: str = "",
) -> str:
    """Return the text of a small decision around ``articles``."""
    parts = (
        "ỦY BAN NHÂN DÂN TỈNH KON TUM",
        letterhead,
        "QUYẾT ĐỊNH",
        title,
        "ỦY BAN NHÂN DÂN TỈNH KON TUM",
        recitals,
        "QUYẾT ĐỊNH:",
        articles,
        end,
    )
    return "\n\n".join(part for part in parts if part) + "\n"


def nodes(document: Document, *kinds: str) -> list[Node]:
    """Return the nodes of some kinds, in document order."""
    return [node for node in document.root.walk() if node.kind in kinds]


def article_of(name: str, part: str, number: str):
    """Return an article of the JSON object of one of the five decisions."""
    (found,) = (
        a for a in record_of(name)["articles"] if (a["part"], a["number"]) == (part, number)
    )
    return found


def codes(parsed_text: Parsed) -> list[str]:
    """Return the codes of the issues of a parsed text."""
    return [issue.code for issue in parsed_text.issues]
