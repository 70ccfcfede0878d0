"""HTML: the visible text, one line a block; scripts, styles and form controls are left out."""

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
    while stack:
        node, is_closing = stack.pop()
        name = node.tag if isinstance(node.tag, str) else ""
        is_block = name in _BLOCKS
        if is_closing:
            if is_block:
                pieces.append("\n")
            if node.tail:
                pieces.append(_SPACES.sub(" ", node.tail))
            continue
        stack.append((node, True))
        if not name or name in _DROPPED:
            continue
        if is_block:
            pieces.append("\n")
        if node.text:
            pieces.append(_SPACES.sub(" ", node.text))
        stack.extend((child, False) for child in reversed(node))
