"""The IRIs above an IRI: what lies below one that has moved has moved with it."""

from __future__ import annotations

from collections.abc import Iterator

MOST_STEPS = 64
"""More steps than this no IRI of ours has; each of them would be looked for."""


def iris_above(iri: str, base: str) -> Iterator[str]:
    """Return an IRI and those above it, as long as they are longer than the base.

    Of one with more than ``MOST_STEPS`` steps nothing is returned: a path is as long as a client
    likes, and all that is above it grows with its square.
    """
    if iri.count("/", len(base)) > MOST_STEPS:
        return
    while len(iri) > len(base):
        yield iri
        iri = iri.rpartition("/")[0]
