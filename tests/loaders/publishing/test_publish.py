"""A release into an Oxigraph server: whole, again, broken off anywhere, and over another."""

import os
import signal
import subprocess
import sys

import httpx2
import pyoxigraph as ox
import pytest

from loaders.errors import ReleaseError, StoreError
from loaders.publishing import GraphStore, publish
from loaders.publishing.checksum import EMPTY, checksum
from loaders.publishing.publish import open_release
from ontology.publication import BEGUN, PUBLICATION
from tests.api.conftest import write_release
from tests.api.remote.misbehaving import misbehaving, raw, sends
from tests.api.stores import server
from tests.paths import ROOT

FOREIGN = "http://elsewhere.example/graph"


def trig(*graphs):
    return "".join(f'<http://e/g{n}> {{ <http://e/a> <http://e/p> "{n}", {n} }}\n' for n in graphs)


@pytest.fixture
def first(tmp_path):
    write_release(tmp_path, "first", trig(1, 2, 3, 4).encode())
    return tmp_path / "first"


@pytest.fixture
def second(tmp_path):
    write_release(tmp_path, "second", trig(2, 3, 5).replace('"3"', '"three"').encode())
    return tmp_path / "second"


@pytest.fixture
def store():
    with server() as started, GraphStore(started.graphs) as target:
        yield target


def held(target, release):
    """The checksums of the graphs of a release as the store has them."""
    return {name: target.read(name, checksum) for name in release.graphs}


def test_a_release_is_there_as_it_is_here(store, first):
    said: list[str] = []
    done = publish(first, store, said.append)
    assert (done.written, done.unchanged, done.removed) == (4, 0, 0)
    assert held(store, done.release) == open_release(first)[1].graphs
    assert store.read(BEGUN, checksum) == EMPTY
    assert said[-2:] == ["verified 4 graphs by count and checksum", "published first"]


def test_again_writes_nothing(store, first):
    publish(first, store)
    done = publish(first, store)
    assert (done.written, done.unchanged, done.removed) == (0, 4, 0)


def test_the_next_release_takes_away_only_what_was_ours(store, first, second):
    store.put(FOREIGN, lambda: [ox.Triple(*[ox.NamedNode("http://e/x")] * 3)])
    publish(first, store)
    done = publish(second, store)
    assert (done.written, done.unchanged, done.removed) == (2, 1, 2)
    assert store.read("http://e/g1", checksum) == store.read("http://e/g4", checksum) == EMPTY
    assert store.read(FOREIGN, checksum).count == 1
    assert held(store, done.release) == open_release(second)[1].graphs


class StoppedError(Exception):
    pass


class Stops(GraphStore):
    """Is broken off before its nth change of the store."""

    def __init__(self, address, changes):
        super().__init__(address)
        self.changes = changes

    def _count(self):
        self.changes -= 1
        if self.changes < 0:
            raise StoppedError

    def put(self, graph, triples):
        self._count()
        super().put(graph, triples)

    def delete(self, graph):
        self._count()
        super().delete(graph)


@pytest.mark.parametrize("third", [False, True])
def test_broken_off_anywhere_it_can_be_taken_up(tmp_path, first, second, third):
    """By the same release, and by another one: either leaves what it has and nothing else."""
    write_release(tmp_path, "third", trig(3, 6).encode())
    last = tmp_path / "third" if third else second
    changes = 0
    while True:
        with server() as started, GraphStore(started.graphs) as target:
            publish(first, target)
            description = target.read(PUBLICATION, checksum)
            try:
                with Stops(started.graphs, changes) as stops:
                    publish(second, stops)
                break
            except StoppedError:
                is_switched = target.read(PUBLICATION, checksum) != description
                assert is_switched == (changes == 6)  # a note, 2 graphs, 2 removals, then it
            done = publish(last, target)
            graphs = {f"http://e/g{n}" for n in range(1, 7)}
            there = {name for name in graphs if target.read(name, checksum).count}
            assert there == set(done.release.graphs)
            assert held(target, done.release) == open_release(last)[1].graphs
            assert target.read(BEGUN, checksum) == EMPTY
        changes += 1
    assert changes == 7


def test_killed_and_taken_up(tmp_path):
    write_release(tmp_path, "large", trig(*range(200)).encode())
    command = [sys.executable, "-m", "bomay", "publish", "--releases", str(tmp_path)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    (tmp_path / "large" / "data.nq").touch()
    with server() as started:
        command += ["--to", started.graphs]
        process = subprocess.Popen(command, stderr=subprocess.PIPE, env=environment, text=True)
        assert process.stderr is not None
        with process.stderr as lines:
            for line in lines:
                if "50/200 written" in line:
                    break
            process.send_signal(signal.SIGKILL)
        process.wait(20)
        done = subprocess.run(command, capture_output=True, env=environment, text=True, check=False)
        assert (done.returncode, done.stdout) == (0, "large\n"), done.stderr
        assert done.stderr.count(" unchanged ") >= 50
        assert "verified 200 graphs" in done.stderr
        with GraphStore(started.graphs) as target:
            release = open_release(tmp_path / "large")[1]
            assert held(target, release) == release.graphs


class Forgets(GraphStore):
    def put(self, graph, triples):
        super().put(graph, lambda: list(triples())[1:] if graph == "http://e/g2" else triples())


def test_what_the_store_does_not_keep_is_named(first):
    with server() as started, Forgets(started.graphs) as target:
        with pytest.raises(StoreError, match="<http://e/g2> has 1 statements of 2"):
            publish(first, target)
        assert target.read(PUBLICATION, checksum) == EMPTY


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (raw(b"", "307 Temporary Redirect"), "leads to"),
        (raw(b"who are you", "401 Unauthorized"), "401 .*who are you"),
        (raw(b"<html></html>", kind="text/html"), "came as text/html"),
        (raw(b"Error", kind="application/n-triples"), "can't be read"),
    ],
)
def test_a_store_that_refuses(first, answer, words):
    with (
        misbehaving(sends(answer)) as bad,
        GraphStore(bad.address) as target,
        pytest.raises(StoreError, match=words),
    ):
        publish(first, target)


def test_a_passing_fault_is_tried_again(monkeypatch):
    monkeypatch.setattr("loaders.publishing.graph_store.PAUSE_SECONDS", 0.001)
    good = raw(b"<http://e/a> <http://e/b> <http://e/c> .", kind="application/n-triples")
    bad = sends(raw(b"", "503 Service Unavailable"))
    with (
        misbehaving(bad, sends(b""), bad, sends(good)) as store,
        GraphStore(store.address) as target,
    ):
        assert target.read("http://e/g", checksum).count == 1
    with misbehaving(bad) as store, GraphStore(store.address) as target:
        with pytest.raises(StoreError, match="503"):
            target.read("http://e/g", checksum)
        assert len(store.asked) == 4


def test_user_and_password_are_sent():
    good = raw(b"", kind="application/n-triples")
    with misbehaving(sends(good)) as store:
        with GraphStore(store.address, httpx2.BasicAuth("u", "p")) as target:
            assert target.read("http://e/g", checksum) == EMPTY
        assert b"authorization: basic dtpw" in store.head.lower()


def test_statements_outside_of_graphs_are_refused(tmp_path):
    write_release(tmp_path, "odd", b"<http://e/a> <http://e/b> <http://e/c> .")
    with pytest.raises(ReleaseError, match="no graph"):
        open_release(tmp_path / "odd")
    with pytest.raises(ReleaseError, match="can't be read"):
        open_release(tmp_path / "none")
