"""The sitemap of the pages, and robots.txt that names it.

The protocol: https://www.sitemaps.org/protocol.html
Clauses have no pages of their own (they are shown in their decision's), nor are evidence and
statements pages that people look for.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from xml.sax.saxutils import escape

from api.pages.data import remembered
from api.pages.model import Site
from api.store import Dataset, text

MOST = 50_000
"""Addresses in one file, by the protocol."""
FIRST = ("/", "/about", "/catalog", "/changes", "/def", "/sparql")
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_NAMESPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


def sitemap(
    paths: Sequence[str], time: str, origin: str, page: int = 0, most: int = MOST
) -> bytes | None:
    """Return a page of the sitemap (from 1), or all of it (0) where it fits; else None.

    ``time`` is that of the publication ("" for not known), ``origin`` the site's address, ending
    in ``/``.
    """
    if page == 0 and len(paths) > most:
        return None
    first = max(page - 1, 0) * most
    shown = paths[first : first + most]
    if not shown:
        return None
    return _document("urlset", "url", (origin[:-1] + path for path in shown), time)


def sitemap_index(paths: Sequence[str], time: str, origin: str, most: int = MOST) -> bytes:
    """Return the list of the sitemap's pages."""
    pages = -(-len(paths) // most)
    addresses = (f"{origin}sitemap.xml?page={page}" for page in range(1, pages + 1))
    return _document("sitemapindex", "sitemap", addresses, time)


def robots(origin: str) -> bytes:
    """Return robots.txt: queries and searches are for people, not for crawlers."""
    lines = (
        "User-agent: *",
        "Disallow: /search",
        "Disallow: /explore",
        "Disallow: /sparql?",
        f"Sitemap: {origin}sitemap.xml",
    )
    return ("\n".join(lines) + "\n").encode()


def paths_of(dataset: Dataset, has_dumps: bool) -> list[str]:
    """Return the paths of the pages of a release."""
    things = remembered(dataset, "sitemap", _things)
    return [*FIRST, *(["/dumps/"] if has_dumps else []), *things]


def _things(dataset: Dataset) -> list[str]:
    site = Site(dataset.base_iri, "vi")
    found = {site.local(text(row, "thing")) for row in dataset.rows("sitemap")}
    return sorted(path for path in found if path.startswith("/"))


def _document(root: str, item: str, addresses: Iterable[str], time: str) -> bytes:
    modified = f"<lastmod>{time}</lastmod>" if time else ""
    lines = (f"<{item}><loc>{escape(address)}</loc>{modified}</{item}>\n" for address in addresses)
    return f"{_HEAD}<{root} {_NAMESPACE}>\n{''.join(lines)}</{root}>\n".encode()
