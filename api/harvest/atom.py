"""The Atom feed of the changes (RFC 4287), in pages that a reader follows (RFC 5005).

Each publication is an entry, and so is each resource that it changed. Ids name the release and
the entry, and never change.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from api.harvest.changes import Head, History
from api.pages.history import Publication, Statement, Story, publication, story
from api.pages.model import Lang, Link, Site
from api.store import Dataset

ATOM = "http://www.w3.org/2005/Atom"
XHTML = "http://www.w3.org/1999/xhtml"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
ENTRIES_A_PAGE = 50
_XML_GAPS = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF])
"""Characters that XML can't hold (XML 1.0, 2.2)."""


@dataclass(frozen=True)
class Piece:
    """A part of a publication: a page of its entries; the first one has the publication too."""

    head: Head
    page: int

    @property
    def size(self) -> int:
        """Return how many entries of the feed it gives, at most."""
        return 1 if self.head.pages == 0 else ENTRIES_A_PAGE


def feed_pages(heads: Sequence[Head]) -> list[list[Piece]]:
    """Return what stands on each page of the feed, the latest publication first; at least one."""
    pages: list[list[Piece]] = [[]]
    for head in reversed(heads):
        for number in range(1, max(head.pages, 1) + 1):
            piece = Piece(head, number)
            if pages[-1] and sum(kept.size for kept in pages[-1]) + piece.size > ENTRIES_A_PAGE:
                pages.append([])
            pages[-1].append(piece)
    return pages


def feed(
    dataset: Dataset, history: History, page: int, lang: Lang, publisher: str, time: str
) -> bytes | None:
    """Return a page of the feed (from 1); None for one that is not there.

    ``time`` is that of the publication of the release that is served.
    """
    pages = feed_pages(history.published(dataset.id))
    if not 1 <= page <= len(pages):
        return None
    site = Site(dataset.base_iri, lang)
    text = site.text["history"]
    root = ET.Element(f"{{{ATOM}}}feed", {XML_LANG: lang})
    _said(root, "id", site.base_iri + "feed.atom")
    _said(root, "title", f"{site.text['site']['name']}: {text['title']}")
    _said(root, "subtitle", text["lead"])
    _said(root, "updated", time)
    _said(_child(root, "author"), "name", publisher)
    _link(root, "alternate", _absolute(site, site.path("/changes")), "text/html")
    for relation, number in _paging(page, len(pages)):
        query = {"page": str(number)} if number > 1 else {}
        address = _absolute(site, site.path("/feed.atom", **query))
        _link(root, relation, address, "application/atom+xml")
    for piece in pages[page - 1]:
        for entry in _entries(dataset, history, piece, site):
            root.append(entry)
    ET.register_namespace("", ATOM)
    ET.indent(root, " ")
    body: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return body + b"\n"


def _paging(page: int, pages: int) -> Iterator[tuple[str, int]]:
    yield "self", page
    yield "first", 1
    yield "last", pages
    if page > 1:
        yield "previous", page - 1
    if page < pages:
        yield "next", page + 1


def _entries(dataset: Dataset, history: History, piece: Piece, site: Site) -> Iterator[ET.Element]:
    if piece.page == 1:
        yield _publication(publication(piece.head, site), site)
    for entry in history.entries(piece.head, piece.page):
        yield _story(piece.head, story(dataset, piece.head, entry, piece.page, site), site)


def _publication(told: Publication, site: Site) -> ET.Element:
    entry = _entry(f"{site.base_iri}changes/{told.key}", told.title, told.time)
    _link(entry, "alternate", _absolute(site, told.href), "text/html")
    _said(entry, "summary", told.summary)
    return entry


def _story(head: Head, told: Story, site: Site) -> ET.Element:
    ident = f"{site.base_iri}changes/{head.key}#{told.ident}"
    title = f"{told.title.words.value}: +{told.added} −{told.removed}"
    entry = _entry(ident, title, head.published)
    _link(entry, "alternate", _absolute(site, told.href), "text/html")
    _link(entry, "related", told.resource)
    for cause in dict.fromkeys(line.cause_iri for line in told.statements if line.cause_iri):
        _link(entry, "via", cause)
    content = _child(entry, "content")
    content.set("type", "xhtml")
    div = ET.SubElement(content, f"{{{XHTML}}}div")
    joint = site.text["history"]["in_decision" if told.is_decision else "in_graph"]
    paragraph = ET.SubElement(div, f"{{{XHTML}}}p")
    paragraph.text = f"{joint} "
    _anchor(paragraph, told.where, site)
    listed = ET.SubElement(div, f"{{{XHTML}}}ul")
    for line in told.statements:
        _statement(listed, line, site)
    if told.left_out:
        rest = ET.SubElement(div, f"{{{XHTML}}}p")
        rest.text = site.text["history"]["lines_left_out"].format(told.left_out)
    return entry


def _statement(listed: ET.Element, line: Statement, site: Site) -> None:
    item = ET.SubElement(listed, f"{{{XHTML}}}li")
    item.text = "+ " if line.sign == "+" else "− "
    for link, after in ((line.subject, " "), (line.property, ": "), (line.value, "")):
        _anchor(item, link, site).tail = after
    if line.cause is not None:
        item[-1].tail = f" ({site.text['history']['cause']} "
        _anchor(item, line.cause, site).tail = ")"


def _anchor(parent: ET.Element, link: Link, site: Site) -> ET.Element:
    if link.href:
        made = ET.SubElement(parent, f"{{{XHTML}}}a", {"href": _absolute(site, link.href)})
    else:
        made = ET.SubElement(parent, f"{{{XHTML}}}span")
    if link.words.lang:
        made.set(XML_LANG, link.words.lang)
    made.text = link.words.value.translate(_XML_GAPS)
    return made


def _entry(ident: str, title: str, time: str) -> ET.Element:
    entry = ET.Element(f"{{{ATOM}}}entry")
    _said(entry, "id", ident)
    _said(entry, "title", title)
    _said(entry, "updated", time)
    return entry


def _child(parent: ET.Element, name: str) -> ET.Element:
    return ET.SubElement(parent, f"{{{ATOM}}}{name}")


def _said(parent: ET.Element, name: str, text: str) -> None:
    _child(parent, name).text = text.translate(_XML_GAPS)


def _link(parent: ET.Element, relation: str, address: str, media_type: str = "") -> None:
    link = _child(parent, "link")
    link.set("rel", relation)
    link.set("href", address)
    if media_type:
        link.set("type", media_type)


def _absolute(site: Site, href: str) -> str:
    """Return the address of a link on this site, under the base IRI."""
    return site.base_iri + href.removeprefix("/") if href.startswith("/") else href
