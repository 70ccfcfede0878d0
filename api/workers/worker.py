"""What runs in a worker: open the graph, give up rights, answer one query after another.

As a program (``python -m api.workers.worker``, where there is no fork) it connects to the service
and ends with its standard input.
"""

from __future__ import annotations

import hashlib
import json
import os
import signal
import socket
import sys
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from api.digest import digest
from api.store import Dataset, EmbeddedDataset, in_one_thread
from api.workers.evaluate import evaluate
from api.workers.frames import Channel, ChannelError, Frame
from api.workers.job import Job, Limits, Location, QueryFailedError, Start
from api.workers.sandbox import AddressSpace, bound_cpu, confine, die_with_parent


class OpenError(Exception):
    """The graph can't be opened."""


def open_location(location: Location) -> EmbeddedDataset:
    """Open a store read-only or load a file; raises OpenError."""
    try:
        is_store = location.kind == "store"
        store = ox.Store.read_only(location.path) if is_store else _load(location)
    except (OSError, ValueError, SyntaxError) as error:
        raise OpenError(f"{location.path} can't be opened: {error}") from error
    return EmbeddedDataset(store=store, id="", base_iri=location.base_iri, quads=0)


def load_dump(location: Location) -> EmbeddedDataset:
    """Load the N-Quads beside a store into memory, in this thread; raises OpenError.

    The engine goes from one statement of a predicate to the next by their places in memory:
    loaded in the order of predicates, these are neighbours, and a query over one predicate takes
    two thirds of the time.
    """
    store = ox.Store()
    try:
        lines = Path(location.dump).read_bytes().splitlines(keepends=True)
        lines.sort(key=lambda line: line.split(b" ", 2)[1:2])
        store.load(input=b"".join(lines), format=ox.RdfFormat.N_QUADS)
    except (OSError, ValueError, SyntaxError, MemoryError) as error:
        raise OpenError(f"{location.dump} can't be loaded: {error}") from error
    if len(store) != location.quads:
        raise OpenError(f"{location.dump} has {len(store)} statements, not {location.quads}")
    return EmbeddedDataset(store=store, id="", base_iri=location.base_iri, quads=0)


def _load(location: Location) -> ox.Store:
    path = Path(location.path)
    data = path.read_bytes()
    if hashlib.sha256(data).hexdigest() != location.version:
        raise OpenError(f"{path} has changed since the service began: start it again")
    store = ox.Store()
    format = ox.RdfFormat.from_extension(path.suffix.removeprefix("."))
    store.load(input=data, format=format, base_iri=location.base_iri)
    return store


def serve(channel: Channel, dataset: Dataset, start: Start, held: Sequence[str]) -> None:
    """Answer jobs until the other side is gone; ``held`` is what this process can't do already."""
    space = AddressSpace()
    held = [*held, *confine(start.limits, start.guards)]
    begin = space.used()
    channel.send({"ready": True, "guards": held})
    while True:
        head, _ = channel.receive()
        if "cpu" in held:
            bound_cpu(start.limits)
        head, body = _answer(dataset, Job(**head), start.limits)
        grown = space.used() - begin
        channel.send(head | {"retire": grown > start.limits.memory_bytes // 4}, body)


@in_one_thread
def _answer(dataset: Dataset, job: Job, limits: Limits) -> Frame:
    try:
        result = evaluate(dataset, job, limits)
    except QueryFailedError as error:
        failure: dict[str, Any] = {"kind": error.kind, "detail": error.detail, "extra": error.extra}
        return {"failed": failure}, b""
    except MemoryError:
        return {"failed": {"kind": "memory", "detail": "", "extra": {}}}, b""
    except Exception as error:  # noqa: BLE001  # the edge of the process: whatever the engine raises
        return {"failed": {"kind": "engine", "detail": str(error), "extra": {}}}, b""
    made = digest(result.media_type, result.body)
    return {"media_type": result.media_type, "digest": made}, result.body


def run(channel: Channel, start: Start, held: Sequence[str], opened: Dataset | None = None) -> None:
    """Serve until the end; a graph that can't be opened is told instead of "ready"."""
    try:
        dataset = opened or open_location(start.location)
    except OpenError as error:
        channel.send({"ready": False, "detail": str(error)})
        return
    serve(channel, dataset, start, held)


def main() -> None:
    """Serve over a connection to the service; the first line of the input says where it is."""
    os.dup2(2, 1)  # what anything prints goes to the log
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)  # the end of the input is the sign to end
    held = die_with_parent(int(sys.argv[1]))
    told = json.loads(sys.stdin.buffer.readline())
    threading.Thread(target=_end_with_input, daemon=True).start()
    connection = socket.create_connection(("127.0.0.1", told["port"]))
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    connection.sendall(bytes.fromhex(told["token"]))
    channel = Channel(connection)
    try:
        run(channel, Start.from_json(channel.receive()[0]), [*held, "ends-with-input"])
    except ChannelError:
        return


def _end_with_input() -> None:
    """End the process where its input ends, query or not."""
    while os.read(0, 4096):
        pass
    os._exit(0)


if __name__ == "__main__":
    main()
