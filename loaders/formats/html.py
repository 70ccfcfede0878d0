"""HTML: the visible text, one line a block; scripts, styles and form controls are left out.

The numbers and letters that a browser sets before the entries of a list stand in it too.
"""

from __future__ import annotations

import codecs
import re

from lxml import etree, html

_DROPPED = ("script", "style", "noscript", "template", "svg", "select", "button", "iframe", "head")
_BLOCKS = frozenset(
    (
        *("address", "article", "aside", "blockquote", "br", "caption", "center", "dd", "div"),
        *("dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3"),
        *("h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "option", "p", "pre"),
        *("section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "title"),
        *("tr", "ul"),
    )
)
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_ROMAN = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")
_ROMAN_TENS = ("", "x", "xx", "xxx", "xl", "l")
# an entry that has its number in its own text: "1. Văn phòng", "a) Phòng Tổng hợp"
_MARKED = re.compile(r"\s*(?:\(?(?:\d{1,3}|[^\W\d_]|[IVX]{1,5})\s?[.)/]|[-–+•*]|Điều\s|Chương\s)")
_UNNUMBERED = re.compile(r"list-style(?:-type)?\s*:[^;]*\bnone\b", re.IGNORECASE)
_BLANKS = re.compile(r"[ \t\r\f\v\u00a0]*\n[ \t\r\f\v\u00a0]*")
_SPACES = re.compile(r"[ \t\r\f\v\n]+")


class HtmlError(Exception):
    """The file holds no HTML document; the message says why."""


def text_of(data: bytes) -> str:
    """Return the visible text of an HTML document; raises HtmlError where there is none."""
    try:
        root = html.document_fromstring(data, parser=html.HTMLParser(encoding=_encoding(data)))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise HtmlError(f"no HTML document in it ({error})") from error
    pieces: list[str] = []
    _collect(root, pieces)
    text = _BLANKS.sub("\n", "".join(pieces))
    return re.sub(r"\n{2,}", "\n\n", text).strip() + "\n"


def _encoding(data: bytes) -> str:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    declared = re.search(rb"<meta[^>]+charset=[\"']?([\w-]+)", data[:4096], re.IGNORECASE)
    try:
        known = codecs.lookup(declared[1].decode("ascii")).name if declared else ""
    except LookupError:  # "x-user-defined": what pages in TCVN3 and VNI declare
        known = ""
    return known or ("utf-8" if _is_utf_8(data) else "iso-8859-1")


def _is_utf_8(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


def _collect(element: html.HtmlElement, pieces: list[str]) -> None:
    """Append the text of an element in document order, with line ends around blocks."""
    stack: list[tuple[html.HtmlElement, bool]] = [(element, False)]
    label = ""
    counts: dict[html.HtmlElement, int] = {}
    while stack:
        node, is_closing = stack.pop()
        name = node.tag if isinstance(node.tag, str) else ""
        is_block = name in _BLOCKS
        text = node.tail if is_closing else node.text
        if is_closing and is_block:
            pieces.append("\n")
        if not is_closing:
            stack.append((node, True))
            if not name or name in _DROPPED:
                continue
            if is_block:
                pieces.append("\n")
            if name == "li":
                label = _label(node, counts)
            stack.extend((child, False) for child in reversed(node))
        if text:
            shown = _SPACES.sub(" ", text)
            if label and shown.strip():
                shown = shown if _MARKED.match(shown) else f"{label} {shown.lstrip()}"
                label = ""
            pieces.append(shown)


def _label(entry: html.HtmlElement, counts: dict[html.HtmlElement, int]) -> str:
    """Return what a browser sets before an entry of a numbered list: "1.", "b."; "" elsewhere.

    ``counts`` has the number of the next entry of each list that is open.
    """
    parent = entry.getparent()
    if parent is None or parent.tag != "ol":
        return ""
    first = counts.get(parent) or _whole(parent.get("start"), 1)
    number = _whole(entry.get("value"), first)
    counts[parent] = number + 1
    if _UNNUMBERED.search(parent.get("style", "")) or "breadcrumb" in parent.get("class", ""):
        return ""
    return f"{_printed(number, parent.get('type', '1'))}."


def _whole(value: str | None, otherwise: int) -> int:
    """Return the number of an attribute, as HTML reads it; ``otherwise`` where it is none."""
    digits = re.match(r"\s*-?\d{1,6}", value or "")
    return int(digits.group()) if digits else otherwise


def _printed(number: int, kind: str) -> str:
    """Return a number as the ``type`` of a list has it: "3", "c", "C", "iii", "III"."""
    if kind in ("a", "A") and 0 < number <= len(_LETTERS):
        letter = _LETTERS[number - 1]
        return letter if kind == "a" else letter.upper()
    if kind in ("i", "I") and 0 < number < 10 * len(_ROMAN_TENS):
        roman = _ROMAN_TENS[number // 10] + _ROMAN[number % 10]
        return roman if kind == "i" else roman.upper()
    return str(number)
