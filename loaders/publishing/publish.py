"""A release into a store, graph by graph, in an order that may be broken off at any moment.

    1. note in the store which graphs this and the last publication may have put there
    2. put each graph that differs; one that is there already, as it should be, is left
    3. remove the noted graphs that the release does not have
    4. read every graph again, and compare its checksum
    5. put the description of the release: from now on readers see the new one
    6. remove the note

A publication that was broken off is taken up by doing it again: what it had put is found in
step 2. One that is followed by another release leaves its note, so that step 3 finds its graphs.
Other graphs of the store are never touched. Two publications at a time must not be: the protocol
has no lock.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pyoxigraph as ox

from loaders.change_record import CHANGES, published_at
from loaders.errors import ReleaseError, StoreError
from loaders.publishing.checksum import checksum
from loaders.publishing.description import Release, begun, description, facts_of, graphs_in
from loaders.publishing.graph_store import GraphStore
from ontology.publication import BEGUN, PUBLICATION


@dataclass(frozen=True)
class Published:
    """What a publication did: how many graphs it wrote, found as they should be, removed."""

    release: Release
    written: int
    unchanged: int
    removed: int


def _silent(_: str) -> None:
    return


def publish(folder: Path, target: GraphStore, say: Callable[[str], None] = _silent) -> Published:
    """Load the release in ``folder`` into a store; ``say`` is told of each step.

    Raises ReleaseError where the release can't be read, StoreError where the store can't be
    reached, refuses, or holds something else than what it was given.
    """
    store, release = open_release(folder)
    say(f"release {release.id}: {len(release.graphs)} graphs, {release.quads} statements")
    known = target.read(PUBLICATION, graphs_in) | target.read(BEGUN, graphs_in)
    target.put(BEGUN, partial(begun, known | set(release.graphs)))
    written = sum(
        _put(target, store, release, name, f"{place}/{len(release.graphs)}", say)
        for place, name in enumerate(sorted(release.graphs), 1)
    )
    unwanted = sorted(known - set(release.graphs))
    for name in unwanted:
        target.delete(name)
        say(f"removed {name}")
    _verify(target, release, unwanted, say)
    target.put(PUBLICATION, partial(description, release))
    if target.read(PUBLICATION, checksum) != checksum(description(release)):
        raise StoreError(f"{target.place}: the description of the release is not as it was put")
    target.delete(BEGUN)
    say(f"published {release.id}")
    return Published(release, written, len(release.graphs) - written, len(unwanted))


def open_release(folder: Path) -> tuple[ox.Store, Release]:
    """Return the store of a release and its checksums; raises ReleaseError."""
    try:
        manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
        store = ox.Store.read_only(str(folder / "store"))
        name, base_iri = manifest["id"], manifest["base_iri"]
    except (OSError, ValueError, KeyError) as error:
        raise ReleaseError(f"{folder}: can't be read ({error!r}); run `bomay build`") from error
    if next(triples_of(store, ox.DefaultGraph()), None) is not None:
        raise ReleaseError(f"{folder}: has statements in no graph; run `bomay build`")
    graphs = {
        graph.value: checksum(triples_of(store, graph))
        for graph in store.named_graphs()
        if isinstance(graph, ox.NamedNode)
    }
    issued = published_at(folder.parent / CHANGES, name)
    return store, Release(name, base_iri, facts_of(manifest), graphs, issued)


def triples_of(store: ox.Store, graph: ox.NamedNode | ox.DefaultGraph) -> Iterator[ox.Triple]:
    """Return the triples of a graph, as they are read."""
    return (quad.triple for quad in store.quads_for_pattern(None, None, None, graph))


def _put(
    target: GraphStore,
    store: ox.Store,
    release: Release,
    name: str,
    place: str,
    say: Callable[[str], None],
) -> bool:
    """Put a graph unless it is there already; tell whether it was put."""
    wanted = release.graphs[name]
    if target.read(name, checksum) == wanted:
        say(f"{place} unchanged {name}")
        return False
    target.put(name, partial(triples_of, store, ox.NamedNode(name)))
    say(f"{place} written {name}: {wanted.count} statements")
    return True


def _verify(
    target: GraphStore, release: Release, removed: list[str], say: Callable[[str], None]
) -> None:
    """Compare every graph with what it should be; raises StoreError for those that differ."""
    wrong = []
    for name, wanted in sorted(release.graphs.items()):
        found = target.read(name, checksum)
        if found != wanted:
            wrong.append(f"<{name}> has {found.count} statements of {wanted.count}, or others")
    wrong += [f"<{name}> is still there" for name in removed if target.read(name, _has_any)]
    if wrong:
        raise StoreError(f"{target.place}: not as it was put: {'; '.join(wrong)}; publish again")
    say(f"verified {len(release.graphs)} graphs by count and checksum")


def _has_any(triples: Iterator[ox.Triple]) -> bool:
    return next(triples, None) is not None
