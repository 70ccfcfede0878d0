"""Clauses: the document tree as ELI subdivisions, each with its text, label and span."""

from __future__ import annotations

from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode

from loaders.facts.model import Evidence
from loaders.labels import KIND_NAMES
from loaders.model import Document, Node
from loaders.triples.writer import Writer, en, integer, vi

_OUTSIDE = ("tieu-de", "lenh", "noi-nhan", "ky")


@dataclass(frozen=True, slots=True)
class Names:
    """What the document is called in labels: "Quyết định 12/2023/QĐ-UBND", "Decision …"."""

    vi: str
    en: str


def write_clauses(writer: Writer, document: Document, names: Names) -> None:
    """Write every clause below the root."""
    order = 0

    def write(node: Node, parent: Node, trail: tuple[Node, ...]) -> None:
        nonlocal order
        order += 1
        _clause(writer, document, node, parent, order)
        vi_label, en_label = _labels(node, trail, names)
        writer.labels[node.path] = vi_label, en_label
        writer.add(writer.clause(node.path), "rdfs:label", vi(vi_label), en(en_label))
        for child in node.children:
            write(child, node, (*trail, node))

    for top in document.root.children:
        write(top, document.root, ())


def _clause(writer: Writer, document: Document, node: Node, parent: Node, order: int) -> None:
    iri = writer.clause(node.path)
    writer.type(iri.value, "bm:Clause", "eli:LegalResourceSubdivision")
    if node.kind == "quy-dinh":
        writer.type(iri.value, "eli:LegalResource")
    writer.add(iri, "eli:type_subdivision", writer.code("subdivision", node.kind))
    writer.add(iri, "eli:is_part_of", writer.clause(parent.path))
    writer.add(iri, "bm:inDecision", NamedNode(writer.decision))
    writer.add(iri, "bm:order", integer(order))
    if node.marker:
        writer.add(iri, "bm:marker", Literal(node.marker))
    if node.printed:
        writer.add(iri, "bm:printedLabel", Literal(node.printed))
    if node.heading:
        writer.add(iri, "bm:heading", vi(node.heading))
    if node.text.strip():
        writer.add(iri, "bm:text", vi(node.text.strip()))
    place = Evidence(document.node_span(node), node.path, f"structure.{node.kind}")
    writer.attest(iri.value, place)


def _labels(node: Node, trail: tuple[Node, ...], names: Names) -> tuple[str, str]:
    """Return the label of a clause in both languages, from the smallest part to the document."""
    in_regulation = node.kind == "quy-dinh" or any(n.kind == "quy-dinh" for n in trail)
    steps = [n for n in (*trail, node) if n.kind not in ("quy-dinh", "chuong", "muc")]
    # a Roman section is part of the path of what it holds, a mục above articles is not
    within = [n for n in trail if n.kind == "muc" and node.path.startswith(f"{n.path}/")]
    steps = [n for n in (*trail, node) if n in steps or n in within] if within else steps
    if node.kind in ("chuong", "muc"):
        steps.append(node)
    vi_steps = [_step(n, 0) for n in reversed(steps)]
    en_steps = [_step(n, 1) for n in reversed(steps)]
    vi_end = f"Quy định kèm theo {names.vi}" if in_regulation else names.vi
    en_end = f"the Regulation under {names.en}" if in_regulation else names.en
    if not steps:
        return vi_end, en_end[:1].upper() + en_end[1:]
    en_label = f"{', '.join(en_steps)} of {en_end}"
    vi_label = f"{' '.join(vi_steps)} {vi_end}"
    return vi_label[:1].upper() + vi_label[1:], en_label[:1].upper() + en_label[1:]


def _step(node: Node, language: int) -> str:
    name = KIND_NAMES[node.kind][language]
    if node.kind in _OUTSIDE or not node.marker:
        return name
    if language == 0 and node.kind in ("gach", "doan", "cong", "can-cu", "khong-ro"):
        return f"{name} thứ {node.marker}"
    return f"{name} {node.marker}"
