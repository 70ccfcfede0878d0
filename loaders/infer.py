"""Infer: the rules of ``ontology/rules`` over a dataset, each into a graph of its own.

    <base>graph/inferred/<rule>   the triples that one rule gives and nobody states
    <base>graph/inferred          the rules: bm:Inference, with prov:generated -> their graph

A rule is a CONSTRUCT query over what is stated; rules do not feed each other, so their order does
not matter. In the queries ``<code/...>`` is relative to the base IRI of the build.
docs/decisions/0012 says why graphs and not statements.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from pyoxigraph import (
    Literal,
    NamedNode,
    Quad,
    QueryTriples,
    RdfFormat,
    Store,
    Triple,
    parse,
)

from loaders.iris import Iris
from loaders.triples.writer import term
from ontology import FOLDER, PREFIXES, RDF

RULES = FOLDER / "rules"
_TYPE = f"<{RDF}type>".encode()
_TERM = re.compile(
    r"""\b(?P<prefix>[a-z]+)   # bm
        :(?P<name>[A-Za-z_]+)  # dutyOf
    """,
    re.VERBOSE,
)


def rule_files() -> list[Path]:
    """Return the rules, in name order."""
    return sorted(RULES.glob("*.rq"))


def with_inferences(data: bytes, base: str) -> bytes:
    """Return a dataset (sorted N-Quads) with its inferred triples and the rules that gave them."""
    lines = data.splitlines(keepends=True)
    lines += [f"{quad} .\n".encode() for quad in infer(data, base)]
    lines.sort()
    return b"".join(lines)


def infer(data: bytes, base: str) -> list[Quad]:
    """Return the inferred quads of a dataset given as N-Quads, and the descriptions of the rules.

    No triple that the dataset states, in whatever graph, is among those of the rules.
    """
    store = Store()
    store.bulk_load(b"".join(_relevant(data)), format=RdfFormat.N_QUADS)
    iris = Iris(base)
    quads = list(_descriptions(iris))
    for path in rule_files():
        graph = NamedNode(iris.shared(f"inferred/{path.stem}"))
        found = [Quad(t.subject, t.predicate, t.object, graph) for t in run(store, path, base)]
        quads += found
        if found:
            rule = NamedNode(f"{base}id/inference/{path.stem}")
            quads.append(Quad(rule, term("prov:generated"), graph, _described(iris)))
    return quads


def run(store: Store, rule: Path, base: str) -> set[Triple]:
    """Return the triples that a rule gives over a store and that no graph of it states."""
    found = store.query(
        rule.read_text(encoding="utf-8"), base_iri=base, use_default_graph_as_union=True
    )
    assert isinstance(found, QueryTriples)  # every rule is a CONSTRUCT
    return {t for t in found if not _is_stated(store, t)}


def _is_stated(store: Store, triple: Triple) -> bool:
    stated = store.quads_for_pattern(triple.subject, triple.predicate, triple.object, None)
    return next(stated, None) is not None


def _described(iris: Iris) -> NamedNode:
    return NamedNode(iris.shared("inferred"))


def _descriptions(iris: Iris) -> Iterator[Quad]:
    """Yield what rules.ttl says of each rule, and the text of its query."""
    graph = _described(iris)
    words = parse(path=str(RULES / "rules.ttl"), format=RdfFormat.TURTLE, base_iri=iris.base)
    for quad in words:
        yield Quad(quad.subject, quad.predicate, quad.object, graph)
    for path in rule_files():
        rule = NamedNode(f"{iris.base}id/inference/{path.stem}")
        yield Quad(rule, term("bm:ruleText"), Literal(path.read_text(encoding="utf-8")), graph)


def _relevant(data: bytes) -> Iterable[bytes]:
    """Return the lines whose predicate a rule names; of the types, those whose class it names.

    A fortieth of a dataset: to load all of it would take longer than the rules do.
    """
    named = _named_terms()
    for line in data.splitlines(keepends=True):
        _, predicate, rest = line.split(b" ", 2)
        if predicate in named and (predicate != _TYPE or rest.split(b" ", 1)[0] in named):
            yield line


@cache
def _named_terms() -> frozenset[bytes]:
    """Return the IRIs of the terms that the rules name, in angle brackets."""
    texts = (path.read_text(encoding="utf-8") for path in rule_files())
    named = {
        f"<{PREFIXES[found['prefix']]}{found['name']}>".encode()
        for text in texts
        for found in _TERM.finditer(text)
        if found["prefix"] in PREFIXES
    }
    return frozenset({*named, _TYPE})
