"""Follow links and IRIs over the service, and name those that lead nowhere.

`bench/crawl.py` follows them all; the tests follow as many as fit into half a minute.
"""

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from urllib.parse import urljoin, urlsplit

import pyoxigraph as ox
from starlette.testclient import TestClient

from api.store import EmbeddedDataset
from tests.api.pages.html import Page

BROWSER = {"Accept": "text/html,application/xhtml+xml;q=0.9,*/*;q=0.8"}
DATA = {"Accept": "text/turtle"}
MOST_HOPS = 3


@dataclass
class Crawl:
    """What was seen: pages, links that lead nowhere with the page they are on, bad anchors."""

    pages: int = 0
    asked: int = 0
    dead: list[tuple[str, str, int]] = field(default_factory=list)
    anchors: list[tuple[str, str]] = field(default_factory=list)


def crawl(client: TestClient, starts: Iterable[str], most: int = 1_000_000) -> Crawl:
    """Follow every link from ``starts``, at most ``most`` addresses, breadth first."""
    found = Crawl()
    waiting = deque((start, "") for start in starts)
    seen = {start for start, _ in waiting}
    ids: dict[str, set[str]] = {}
    wanted: list[tuple[str, str, str]] = []
    while waiting and found.asked < most:
        path, page = waiting.popleft()
        found.asked += 1
        answer = client.get(path, headers=BROWSER)
        if answer.is_redirect:
            links = [answer.headers["location"]]
        elif answer.status_code != 200:
            found.dead.append((page, path, answer.status_code))
            continue
        elif not answer.headers["content-type"].startswith("text/html"):
            continue
        else:
            read = Page(answer.text)
            found.pages += 1
            ids[path] = set(read.ids)
            links = [*read.links, *read.assets]
        for address, fragment in _local(path, links):
            if fragment:
                wanted.append((path, address, fragment))
            if address not in seen:
                seen.add(address)
                waiting.append((address, path))
    found.anchors = [
        (page, f"{path}#{name}") for page, path, name in wanted if name not in ids.get(path, {name})
    ]
    return found


def _local(path: str, links: Iterable[str]) -> Iterator[tuple[str, str]]:
    for link in links:
        parts = urlsplit(urljoin("http://testserver" + path, link))
        if "expanded=" in parts.query:
            continue  # a graph grows in more ways than there are pages
        if parts.netloc == "testserver" and parts.scheme == "http":
            yield parts.path + (f"?{parts.query}" if parts.query else ""), parts.fragment


def iris(dataset: EmbeddedDataset) -> list[str]:
    """Return every IRI under the base in any place of any statement, without fragments."""
    found: set[str] = set()
    for quad in dataset.store:
        for term in (quad.subject, quad.predicate, quad.object, quad.graph_name):
            if isinstance(term, ox.NamedNode) and term.value.startswith(dataset.base_iri):
                found.add(term.value.partition("#")[0])
    return sorted(found)


def dead_ends(client: TestClient, base: str, listed: Iterable[str]) -> list[tuple[str, str, int]]:
    """Return the IRIs that do not answer, as data or as a page: 200, by way of 301 or 303."""
    return [
        (iri, accept["Accept"][:11], status)
        for iri in listed
        for accept in (DATA, BROWSER)
        if (status := _arrive(client, "/" + iri.removeprefix(base), accept)) != 200
    ]


def _arrive(client: TestClient, path: str, accept: dict[str, str]) -> int:
    for _ in range(MOST_HOPS):
        answer = client.get(path, headers=accept)
        if answer.status_code not in (301, 303):
            return answer.status_code
        path = answer.headers["location"].partition("#")[0]
    return 310  # round and round
