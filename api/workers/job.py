"""What goes into a worker and what comes out, as plain values that JSON can carry."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Literal, TypeAlias

FailureKind: TypeAlias = Literal[
    "syntax", "refused", "graph", "type", "function", "bytes", "rows", "memory", "engine"
]
UNSUPPORTED = "is not supported"
"""How the engine says, with no class of its own, that a function does not exist."""


@dataclass(frozen=True)
class Location:
    """Where the graph is: the folder of a store, or an RDF file that is loaded into memory.

    ``version`` changes when what lies at ``path`` is written anew; of a file it is its sha256.
    Beside a store may lie a ``dump``, N-Quads of the same graph; then ``quads`` says how many.
    """

    kind: Literal["store", "file"]
    path: str
    base_iri: str
    version: str
    dump: str = ""
    quads: int = 0


@dataclass(frozen=True)
class Limits:
    """What one query may use: wall-clock seconds, bytes of memory and of its answer, rows."""

    seconds: float = 10
    memory_bytes: int = 1 << 30
    result_bytes: int = 20_000_000
    rows: int = 100_000


@dataclass(frozen=True)
class Job:
    """A query with its dataset (None: all graphs) and the formats the client takes.

    ``page_rows`` are kept for a page; with 0 none is offered.
    """

    query: str
    has_dataset_clause: bool = False
    default_graphs: tuple[str, ...] | None = None
    named_graphs: tuple[str, ...] | None = None
    format: str | None = None
    accept: tuple[str, ...] = ()
    page_rows: int = 1_000


@dataclass(frozen=True)
class Result:
    """A complete, well-formed body; for ``text/html`` a table in JSON (:mod:`api.workers.grid`).

    ``digest`` is that of type and body (:func:`api.digest.digest`); "" where none was made.
    """

    media_type: str
    body: bytes
    digest: str = ""


class QueryFailedError(Exception):
    """The query was read by the engine and gave no answer.

    ``kind`` says why: it can't be parsed, names a graph by no IRI, has no answer in a type the
    client takes, or has passed a limit; ``extra`` goes into the problem.
    """

    def __init__(
        self, kind: FailureKind, detail: str, extra: Mapping[str, Any] | None = None
    ) -> None:
        super().__init__(detail)
        self.kind = kind
        self.detail = detail
        self.extra = dict(extra or {})


@dataclass(frozen=True)
class Start:
    """What a worker is told when it starts; ``guards`` are those it has to set up.

    A graph of at most ``memory_quads`` is shared in memory by workers that are forked.
    """

    location: Location
    limits: Limits
    guards: tuple[str, ...] = field(default=("seccomp",))
    memory_quads: int = 0

    def is_shared(self) -> bool:
        """Tell whether forked workers get the graph in memory: every file, a small store."""
        place = self.location
        return place.kind == "file" or bool(place.dump and place.quads <= self.memory_quads)

    def to_json(self) -> dict[str, Any]:
        """Return the values for a frame."""
        return asdict(self)

    @classmethod
    def from_json(cls, found: Mapping[str, Any]) -> Start:
        """Return what :meth:`to_json` gave."""
        return cls(
            Location(**found["location"]),
            Limits(**found["limits"]),
            tuple(found["guards"]),
            found["memory_quads"],
        )
