"""The index of the dumps: every file with its type, size, checksum and what it holds."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from loaders.exports.source import Decision
from ontology.jsonld import CONTEXT_IRI

INDEX = "index.json"
CONTEXT = "context.jsonld"
MEDIA_TYPES = {
    "nq": "application/n-quads",
    "trig": "application/trig",
    "ttl": "text/turtle",
    "jsonld": "application/ld+json",
    "rdf": "application/rdf+xml",
    "nt": "application/n-triples",
    "csv": "text/csv",
    "xml": "application/akn+xml",
}
"""By the extension of a file; Akoma Ntoso's is that of IANA's register."""
TITLES = {
    "dataset": ("Toàn bộ dữ liệu", "The whole dataset"),
    "decision": ("Dữ liệu của một quyết định", "What one decision states"),
    "text": ("Nội dung quyết định (Akoma Ntoso)", "The text of the decision (Akoma Ntoso)"),
    "agencies": ("Cơ quan", "Agencies"),
    "units": ("Đơn vị", "Units"),
    "posts": ("Chức danh", "Posts"),
    "duties": ("Nhiệm vụ, quyền hạn", "Duties and powers"),
    "legal-bases": ("Căn cứ pháp lý", "Legal bases"),
    "context": ("Ngữ cảnh JSON-LD", "The JSON-LD context"),
}
"""What a file may hold, in Vietnamese and English."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A file of the index. ``count`` is its number of rows (CSV) or statements (RDF)."""

    path: str
    holds: str
    bytes: int
    sha256: str
    decision: Decision | None = None
    count: int | None = None


def entry_of(
    path: str,
    holds: str,
    content: bytes,
    decision: Decision | None = None,
    count: int | None = None,
) -> Entry:
    """Return the entry of a file with this content."""
    digest = hashlib.sha256(content).hexdigest()
    return Entry(path, holds, len(content), digest, decision, count)


def index_text(entries: Iterable[Entry]) -> bytes:
    """Return ``index.json``; paths are relative to it."""
    listed = {"context": CONTEXT_IRI, "files": [_as_json(entry) for entry in entries]}
    return (json.dumps(listed, ensure_ascii=False, indent=1) + "\n").encode()


def _as_json(entry: Entry) -> dict[str, Any]:
    vi, en = TITLES[entry.holds]
    decision = entry.decision
    return {
        "path": entry.path,
        "format": "akn" if entry.path.endswith(".xml") else entry.path.rpartition(".")[2],
        "media_type": MEDIA_TYPES[entry.path.rpartition(".")[2]],
        "bytes": entry.bytes,
        "sha256": entry.sha256,
        "holds": entry.holds,
        "title": {"vi": vi, "en": en},
        "count": entry.count,
        "decision": decision.iri if decision else None,
        "decision_key": decision.key if decision else None,
        "decision_label": dict(decision.labels) if decision else None,
    }
