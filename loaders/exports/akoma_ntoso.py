"""Akoma Ntoso 3.0 (OASIS, 29 August 2018): a decision of a release as an XML document.

Made from the graph alone, so the same graph gives the same bytes; no clock, no network.

- Every element that holds a clause has the clause's IRI as its ``GUID``; the eIds follow the
  naming convention (``akoma_ntoso_names``). The decision's IRI is an ``FRBRalias``.
- The regulation that a decision issues is an ``attachment`` with an ``act`` of its own. It is a
  text with chapters, articles and clauses of its own numbering, cited as such ("Điều 3 Quy định
  ban hành kèm theo …"), and reads as one; an ``hcontainer`` in the body would mix two series of
  articles, a ``doc`` would give up the article structure that readers of acts look for. So the
  text of an attachment comes after that of the signature, as it does in the file.
- Each resolved reference is a ``ref`` at its words: "#eId" within the document, else the Akoma
  Ntoso IRI of the act or clause, with our IRI of the act behind ``refersTo``.
- Persons are no resources: a signer's name stands in the ``signature`` as printed.
"""

from __future__ import annotations

from typing import Any

import pyoxigraph as ox
from lxml import etree

from loaders.exports.akoma_ntoso_body import fill
from loaders.exports.akoma_ntoso_graph import Decision, read_decision
from loaders.exports.akoma_ntoso_marks import marks
from loaders.exports.akoma_ntoso_meta import References, identification, meta
from loaders.exports.akoma_ntoso_names import NAMESPACE, number_elements, part_iri, work_iri
from loaders.exports.akoma_ntoso_text import node

_FLAT = frozenset({"p", "num", "heading"})


def akoma_ntoso(store: ox.Store, decision: str) -> bytes:
    """Return a decision of a release as Akoma Ntoso 3.0 XML, in UTF-8.

    ``store`` holds the whole release, ``decision`` is an IRI. Raises ReleaseError where the
    release has no such decision.
    """
    found = read_decision(store, decision)
    base = decision.partition("eli/vn/")[0] or decision
    refs = References(set())
    bomay = refs.point("TLCOrganization", base, "BoMay", "bomay")
    root = node("akomaNtoso")
    kind = found.act.kind or "khong-ro"
    act = node("act", [("name", kind), ("contains", "originalVersion")])
    root.append(act)

    def attach(inner: Any) -> None:
        """Give the attached regulation its own meta."""
        head = node("meta")
        head.append(identification(found, "quy-dinh", refs, bomay))
        inner.append(head)

    fill(act, found.clauses, lambda clause: marks(found, clause, refs), attach)
    places = number_elements(act, refs.taken)
    _resolve(act, found, places, refs)
    act.insert(0, meta(found, places, refs, base))
    _indent(root, 0)
    etree.cleanup_namespaces(root, top_nsmap={None: NAMESPACE})
    data: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
    return data + b"\n"


def _resolve(act: Any, decision: Decision, places: dict[str, str], refs: References) -> None:
    """Give each reference the address of what it names, each range those of its ends."""
    own = decision.act.iri

    def address(target: str) -> str:
        if target in places:
            return f"#{places[target]}"
        cited = decision.act if target == own else decision.acts.get(target)
        return part_iri(cited, target) if cited else target

    for element in act.iter(f"{{{NAMESPACE}}}ref", f"{{{NAMESPACE}}}rref"):
        target = element.attrib.pop("target")
        if element.get("upTo"):
            element.set("from", address(target))
            element.set("upTo", address(element.get("upTo")))
        else:
            element.set("href", address(target))
        cited = None if target in places else decision.acts.get(target)
        if cited and cited.iri not in (work_iri(cited), own):
            element.set("refersTo", refs.point("TLCReference", cited.iri, cited.name))


def _indent(element: Any, depth: int) -> None:
    """Set each element that holds no running text on a line of its own."""
    if not len(element) or etree.QName(element).localname in _FLAT:
        return
    element.text = "\n" + "  " * (depth + 1)
    for child in element:
        _indent(child, depth + 1)
        child.tail = "\n" + "  " * (depth + 1)
    element[-1].tail = "\n" + "  " * depth
