"""Reads a page as a browser and a screen reader would, and says what is wrong with it."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

from starlette.testclient import TestClient

VOID = {"meta", "link", "input", "img", "br", "hr"}
HEADINGS = {f"h{level}" for level in range(1, 7)}


@dataclass
class Page(HTMLParser):
    """The parts of a page that the tests ask for."""

    source: str
    ids: list[str] = field(default_factory=list)
    headings: list[int] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    assets: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    lang: str = ""
    title: str = ""
    words: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.named: list[bool] = []
        self.labelled: set[str] = set()
        self.inputs: list[str] = []
        self.feed(self.source)
        self.close()
        self._conclude()

    def handle_starttag(self, tag, attrs):
        attributes = {name: value or "" for name, value in attrs}
        self._note(tag, attributes)
        for name in attributes:
            if name == "style" or name.startswith("on"):
                self.faults.append(f"inline {name} on {tag}")
        if tag == "style":
            self.faults.append("inline style element")
        if tag == "script" and "src" not in attributes and "json" not in attributes.get("type", ""):
            self.faults.append("inline script")
        if tag == "a" and "summary" in self.open:
            self.faults.append("a link inside summary")
        if tag == "a" and "a" in self.open:
            self.faults.append("a link inside a link")
        if tag not in VOID:
            self.open.append(tag)

    def _note(self, tag, attributes):
        if "id" in attributes:
            self.ids.append(attributes["id"])
        if tag in HEADINGS:
            self.headings.append(int(tag[1]))
        if tag == "html":
            self.lang = attributes.get("lang", "")
        if tag == "a":
            self.links.append(attributes.get("href", ""))
            self.named.append(bool(attributes.get("aria-label")))
        if tag == "label":
            self.labelled.add(attributes.get("for", ""))
        if tag in {"input", "textarea"} and attributes.get("type") != "hidden":
            self.inputs.append(attributes.get("id", ""))
        if tag == "img" and "alt" not in attributes:
            self.faults.append("img without alt")
        if tag == "th" and "scope" not in attributes:
            self.faults.append("th without scope")
        for name in ("src", "action"):
            if name in attributes:
                self.assets.append(attributes[name])
        if tag == "link" and attributes.get("rel") in {"stylesheet", "icon"}:
            self.assets.append(attributes["href"])

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag):
        if tag in VOID:
            return
        if not self.open or self.open[-1] != tag:
            self.faults.append(f"</{tag}> closes {self.open[-1:]}")
            return
        self.open.pop()

    def handle_data(self, data):
        if "title" in self.open and "svg" not in self.open:
            self.title += data
        if "script" not in self.open:
            self.words.append(data)
        if "a" in self.open and data.strip():
            self.named[-1] = True

    def _conclude(self) -> None:
        if self.open:
            self.faults.append(f"left open: {self.open}")
        doubled = {ident for ident in self.ids if self.ids.count(ident) > 1}
        if doubled:
            self.faults.append(f"ids twice: {sorted(doubled)}")
        if self.headings.count(1) != 1 or self.headings[0] != 1:
            self.faults.append(f"headings begin {self.headings[:3]}")
        for above, below in zip(self.headings, self.headings[1:], strict=False):
            if below > above + 1:
                self.faults.append(f"h{below} after h{above}")
        for link, is_named in zip(self.links, self.named, strict=True):
            if not link:
                self.faults.append("a link that leads nowhere")
            if not is_named:
                self.faults.append(f"a link without a name: {link}")
        for ident in self.inputs:
            if ident not in self.labelled:
                self.faults.append(f"input without label: {ident}")

    @property
    def text(self) -> str:
        """The words of the page, blanks made single."""
        return " ".join(" ".join(self.words).split())


def page(client: TestClient, path: str) -> Page:
    """Return the page at an address; it has to be there and without faults."""
    answer = client.get(path)
    assert answer.status_code == 200, path
    found = Page(answer.text)
    assert found.faults == []
    return found
