"""Golden files: what is expected of a decision, as text that a person can review.

tree.txt     one line a clause: path | marker (printed label) | heading | first words
facts.json   the JSON object without its articles; one line a fact, duties shortened
triples.txt  how many triples of each class and predicate, and the digest of all
"""

import json
from collections import Counter
from collections.abc import Iterator
from hashlib import sha256
from typing import Any

from pyoxigraph import NamedNode

from loaders.model import Node
from loaders.pipeline import Parsed
from loaders.record import record
from loaders.triples import decision_graph
from loaders.triples.acts import SharedThings
from ontology import DEFAULT_BASE_IRI, PREFIXES

_WORDS = 7


def files(parsed: Parsed) -> dict[str, str]:
    """Return the golden files of a parsed decision, by name."""
    return {"tree.txt": tree(parsed), "facts.json": facts(parsed), "triples.txt": triples(parsed)}


def first_words(text: str) -> str:
    words = text.split()
    return " ".join(words[:_WORDS]) + (" …" if len(words) > _WORDS else "")


def tree(parsed: Parsed) -> str:
    nodes = (node for node in parsed.document.root.walk() if node.kind != "document")
    return "".join(f"{_clause(node)}\n" for node in nodes)


def _clause(node: Node) -> str:
    printed = f" ({node.printed})" if node.printed is not None else ""
    cells = (node.path, node.marker + printed, node.heading or "", first_words(node.text))
    return " | ".join(cells).rstrip(" |")


def facts(parsed: Parsed) -> str:
    found = record(parsed, DEFAULT_BASE_IRI)
    del found["articles"]
    for duty in found["duties"]:
        duty["text"] = first_words(duty["text"])
    keys = ",\n".join(f"{json.dumps(key)}: {_lines(value)}" for key, value in found.items())
    return f"{{\n{keys}\n}}\n"


def _lines(value: Any) -> str:
    """Return JSON with one line for each item of a list or object."""
    if isinstance(value, list) and value:
        return "[\n" + ",\n".join(f"  {_flat(item)}" for item in value) + "\n]"
    if isinstance(value, dict) and value:
        rows = (f"  {json.dumps(key)}: {_flat(item)}" for key, item in value.items())
        return "{\n" + ",\n".join(rows) + "\n}"
    return _flat(value)


def _flat(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def triples(parsed: Parsed) -> str:
    graph = decision_graph(parsed, DEFAULT_BASE_IRI, SharedThings())
    is_type = PREFIXES["rdf"] + "type"
    kinds: Counter[str] = Counter()
    predicates: Counter[str] = Counter()
    for quad in graph.quads:
        if quad.predicate.value == is_type and isinstance(quad.object, NamedNode):
            kinds[_short(quad.object.value)] += 1
        else:
            predicates[_short(quad.predicate.value)] += 1
    lines = sorted({f"{quad} .\n" for quad in graph.quads})
    digest = sha256("".join(lines).encode()).hexdigest()
    head = [f"graph {graph.graph}", f"triples {len(lines)}", f"sha256 {digest}"]
    return "\n".join([*head, "", *_counted("a ", kinds), "", *_counted("", predicates), ""])


def _counted(before: str, counts: Counter[str]) -> Iterator[str]:
    for name in sorted(counts):
        yield f"{counts[name]:>6} {before}{name}"


def _short(iri: str) -> str:
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace):
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return iri
