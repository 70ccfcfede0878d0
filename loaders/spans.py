"""Spans: what a decision's graph says stands in the file, where the graph says it stands.

The graph is read back as any user would: from a resource to its evidence, its selector and its
two positions. The characters between them, with the recorded edits inside applied one by one, are
the text of a duty, the name of a unit, the words of a recipient, and hold the text and heading of a
clause and the title of a post; blanks, capitals and the place of tone marks aside. A repair's
``bm:before`` is the raw characters themselves. So an offset that is wrong is found, whichever stage
made it wrong.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from loaders.model import Document, Edit, Span
from loaders.pipeline import Parsed
from loaders.spelling import standard
from loaders.triples import DecisionGraph
from loaders.triples.writer import term
from loaders.validate import Violation

Node = NamedNode | BlankNode | Triple
CHECK = "span-text"
_TYPE, _EVIDENCE, _SELECTOR = "rdf:type", "bm:evidence", "oa:hasSelector"
_START, _END, _BEFORE = "oa:start", "oa:end", "bm:before"
_TEXT, _HEADING, _NAME = "bm:text", "bm:heading", "skos:prefLabel"
_READ = {
    term(name).value: name
    for name in (
        _TYPE, _EVIDENCE, _SELECTOR, _START, _END, _BEFORE, _TEXT, _HEADING, _NAME,
    )
}  # fmt: skip
_EXACT = frozenset(
    term(name)
    for name in ("bm:Duty", "bm:Recipient", "org:OrganizationalUnit", "org:FormalOrganization")
)
_HOLDS = frozenset(term(name) for name in ("bm:Clause", "org:Post", "bm:BodyClass", "bm:PostClass"))
_SLACK = 400


class _Places(NamedTuple):
    """The triples that lead from words to characters, by subject."""

    words: list[tuple[Node, str, str]]
    exact: set[Node]
    holding: set[Node]
    links: dict[tuple[str, Node], Node]
    numbers: dict[tuple[str, Node], int]

    def span(self, node: Node) -> Span | None:
        """Return the span of a resource's evidence; None where a person gave it, or none is."""
        evidence = self.links.get((_EVIDENCE, node))
        selector = self.links.get((_SELECTOR, evidence)) if evidence else None
        if selector is None:
            return None
        return Span(self.numbers.get((_START, selector), 0), self.numbers.get((_END, selector), 0))


def span_violations(parsed: Parsed, graph: DecisionGraph) -> list[Violation]:
    """Return the resources of a decision's graph whose words are not in their span of the file.

    What a person gave (bm:Curation) has no span and is passed over.
    """
    places, source = _places(graph), _Source.of(parsed.document)
    found: list[Violation] = []
    for node, name, words in places.words:
        span = places.span(node)
        if span is None:
            continue
        if name == _BEFORE:
            is_there = source.raw(span) == words
        elif node in places.exact:
            is_there = source.says(span, words)
        else:
            is_there = node not in places.holding or source.holds(span, words)
        if not is_there:
            place = f"{span.start}-{span.end}"
            problem = f"its characters {place} of the file do not say: {words[:80]}"
            found.append(Violation(CHECK, graph.graph, str(getattr(node, "value", "")), problem))
    return found


def _places(graph: DecisionGraph) -> _Places:
    places = _Places([], set(), set(), {}, {})
    for quad in graph.quads:
        name = _READ.get(quad.predicate.value)
        if name is None:
            continue
        value = quad.object
        if name == _TYPE:
            if value in _EXACT:
                places.exact.add(quad.subject)
            elif value in _HOLDS:
                places.holding.add(quad.subject)
        elif isinstance(value, Literal):
            if name in (_START, _END):
                places.numbers[name, quad.subject] = int(value.value)
            else:
                places.words.append((quad.subject, name, value.value))
        elif isinstance(value, NamedNode):
            places.links[name, quad.subject] = value
    return places


@dataclass(frozen=True, slots=True)
class _Source:
    """The raw text and its edits in order, with the folded text of the spans asked for so far."""

    text: str
    edits: tuple[Edit, ...]
    starts: tuple[int, ...]
    folded: dict[Span, str]

    @classmethod
    def of(cls, document: Document) -> _Source:
        edits = document.mended.edits
        return cls(document.source.raw, edits, tuple(edit.start for edit in edits), {})

    def raw(self, span: Span) -> str:
        """Return the characters of a span."""
        return self.text[span.start : span.end]

    def says(self, span: Span, words: str) -> bool:
        """Say whether the mended characters of a span are the words."""
        return self._mended(span) == _folded(words)

    def holds(self, span: Span, words: str) -> bool:
        """Say whether the mended characters of a span hold the words."""
        wanted = _folded(words)
        # a clause's own text opens its span: no need to fold all that lies below it
        head = Span(span.start, min(span.end, span.start + 2 * len(words) + _SLACK))
        return wanted in self._mended(head) or (head != span and wanted in self._mended(span))

    def _mended(self, span: Span) -> str:
        if span not in self.folded:
            self.folded[span] = _folded("".join(self._pieces(span)))
        return self.folded[span]

    def _pieces(self, span: Span) -> Iterator[str]:
        """Yield the raw characters of a span, the edits inside it applied in order."""
        at, edits = span.start, self.edits
        for number in range(bisect_left(self.starts, span.start), len(edits)):
            edit = edits[number]
            if edit.start > span.end:
                break
            if edit.end <= span.end:
                yield self.text[at : edit.start]
                yield edit.after
                at = edit.end
        yield self.text[at : span.end]


def _folded(text: str) -> str:
    """Return a text without blanks, in small letters, tone marks where the standard puts them."""
    return standard("".join(text.split()).casefold())
