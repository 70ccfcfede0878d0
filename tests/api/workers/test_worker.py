"""A worker asked directly, past the guard: whatever a query does, it does to its worker only."""

import socket
import subprocess
import sys
import threading
from contextlib import suppress
from dataclasses import replace

import pytest

from api.workers.frames import ChannelError
from api.workers.job import Job, Location
from api.workers.processes import StartError
from api.workers.starters import SpawnStarter
from tests.api.conftest import BASE, SAMPLE, write_release
from tests.api.workers.conftest import CHEAP, WAYS, ask, is_running, until

LINUX = sys.platform == "linux"
ALL = {"dies-with-parent", "no-network", "no-files", "no-programs", "memory", "cpu"}

NESTED = "SELECT (" + "STR(" * 1200 + "1" + ")" * 1200 + " AS ?x) {}"
GROUPS = "SELECT * " + "{" * 4000 + "}" * 4000
BINDS = "SELECT * {" + "".join(f"BIND(1 AS ?x{i}) " for i in range(3000)) + "}"
DOUBLING = 'SELECT (STRLEN(?a20) AS ?n) { BIND("' + "a" * 1000 + '" AS ?a0) '
DOUBLING += " ".join(f"BIND(CONCAT(?a{i}, ?a{i}) AS ?a{i + 1})" for i in range(20)) + "}"
JOINED = "SELECT (STRLEN(GROUP_CONCAT(?x)) AS ?n) { ?a ?b ?c . ?d ?e ?f "
JOINED += "BIND(CONCAT(STR(?a), STR(?c), STR(?d), STR(?f)) AS ?x) }"


@pytest.fixture
def worker(starter, start):
    made = starter.start(start())
    yield made
    made.close()


def test_it_answers(worker):
    for _ in range(3):
        head, body = ask(worker, Job(CHEAP))
        assert head["media_type"] == "application/sparql-results+json"
        assert b'"value":"456"' in body
    assert worker.is_alive()


@pytest.mark.skipif(not LINUX, reason="Linux gives all of them")
def test_it_has_given_up_its_rights(worker):
    assert set(worker.guards) >= ALL


@pytest.mark.skipif(not LINUX, reason="Linux gives all but one of them")
def test_without_seccomp_no_descriptor_can_be_opened(starter, start):
    worker = starter.start(start(guards=()))
    assert set(worker.guards) >= ALL - {"no-programs"}
    assert ask(worker, Job(CHEAP))[0]["media_type"]
    worker.close()


@pytest.mark.parametrize("bomb", [NESTED, GROUPS, BINDS], ids=["STR", "groups", "BIND"])
def test_a_bomb_ends_its_worker_only(starter, start, bomb):
    struck, neighbour = starter.start(start()), starter.start(start())
    with pytest.raises(ChannelError):
        ask(struck, Job(bomb))
    assert struck.ended_by() == -11
    assert not struck.is_alive()
    assert ask(neighbour, Job(CHEAP))[0]["media_type"]
    struck.close()
    neighbour.close()


@pytest.mark.skipif(not LINUX, reason="elsewhere no address space is bounded")
@pytest.mark.parametrize("bomb", [DOUBLING, JOINED], ids=["CONCAT", "GROUP_CONCAT"])
def test_memory_has_an_end(starter, start, bomb):
    worker = starter.start(start(memory_bytes=50 << 20))
    with suppress(ChannelError):
        head, _ = ask(worker, Job(bomb))
        assert head["failed"]["kind"] == "memory"
        return
    assert worker.ended_by() == -6
    worker.close()


@pytest.mark.skipif(not LINUX, reason="RLIMIT_CPU")
def test_processor_time_has_an_end_too(starter, start):
    """Should nobody else end the query."""
    worker = starter.start(start(seconds=0.05))
    with pytest.raises(ChannelError):
        ask(worker, Job("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"))
    assert worker.ended_by() == -24
    worker.close()


@pytest.mark.parametrize("guards", [("seccomp",), ()], ids=["seccomp", "descriptors"])
@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_no_packet_leaves_a_worker(starter, start, guards, host):
    listening = socket.create_server(("127.0.0.1", 0))
    arrived = []

    def listen():
        with suppress(OSError):
            while True:
                arrived.append(listening.accept())

    thread = threading.Thread(target=listen)
    thread.start()
    worker = starter.start(start(guards=guards))
    assert "no-network" in worker.guards
    port = listening.getsockname()[1]
    head, _ = ask(worker, Job(f"SELECT * {{ SERVICE <http://{host}:{port}/> {{ ?s ?p ?o }} }}"))
    assert head["failed"]["kind"] == "engine"
    own = socket.create_connection(("127.0.0.1", port))  # the listener does listen
    until(lambda: arrived)
    listening.shutdown(socket.SHUT_RDWR)
    listening.close()
    thread.join()
    assert [address for _, address in arrived] == [own.getsockname()]
    for connection in [own, *(connection for connection, _ in arrived)]:
        connection.close()
    worker.close()


@pytest.mark.parametrize("guards", [("seccomp",), ()], ids=["seccomp", "descriptors"])
def test_a_store_on_disk(starter, start, guards, tmp_path):
    """What it reads lies in files that were opened before the rights were given up."""
    write_release(tmp_path, "first", SAMPLE.read_bytes())
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")}
    store = Location("store", str(tmp_path / "first" / "store"), BASE, "1")
    worker = starter.start(replace(start(guards=guards), location=store))
    assert b'"value":"456"' in ask(worker, Job(CHEAP))[1]
    head, body = ask(worker, Job("SELECT * { ?s ?p ?o . ?o ?q ?r }", accept=("text/csv",)))
    assert head["media_type"] == "text/csv"
    assert body.count(b"\r\n") > 50
    worker.close()
    assert {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")} == before


def test_killed_at_once(starter, start):
    worker = starter.start(start())
    killer = threading.Timer(0.1, worker.kill)
    killer.start()
    with pytest.raises(ChannelError):
        ask(worker, Job("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"))
    assert worker.ended_by() == -9
    killer.join()
    worker.close()


@pytest.mark.parametrize(
    ("changes", "detail"),
    [
        ({"version": "0" * 64}, "has changed"),
        ({"path": str(SAMPLE) + ".none"}, "can't be opened"),
        ({"kind": "store", "path": str(SAMPLE)}, "can't be opened"),
    ],
)
def test_a_graph_that_cannot_be_opened(starter, start, changes, detail):
    wrong = start()
    with pytest.raises(StartError, match=detail):
        starter.start(replace(wrong, location=replace(wrong.location, **changes)))
    worker = starter.start(wrong)
    assert worker.is_alive()
    worker.close()


def test_a_large_answer_arrives_whole(starter, start):
    worker = starter.start(start())
    many = "SELECT * { ?a ?b ?c . ?d ?e ?f } LIMIT 20000"
    head, body = ask(worker, Job(many, accept=("text/csv",)))
    assert head["media_type"] == "text/csv"
    assert body.count(b"\r\n") >= 20001
    worker.close()


@pytest.mark.parametrize("starter", ["fork"], indirect=True)
def test_the_zygote_is_replaced(starter, start):
    worker = starter.start(start())
    (old,) = starter.zygotes.pids()
    subprocess.run(["kill", "-9", str(old)], check=True)
    until(lambda: not is_running(old))
    until(lambda: not worker.is_alive())
    worker.close()
    other = starter.start(start())
    assert ask(other, Job(CHEAP))[0]["media_type"]
    assert old not in starter.zygotes.pids()
    other.close()


def test_a_program_is_known_by_its_token(start, monkeypatch):
    """Whoever else connects to its port is let go of."""
    strangers: list[socket.socket] = []
    create_server = socket.create_server

    def listen(address: tuple[str, int]) -> socket.socket:
        listening = create_server(address)
        strangers.append(socket.create_connection(listening.getsockname()))
        strangers[0].sendall(b"x" * 32)
        return listening

    monkeypatch.setattr("api.workers.starters.socket.create_server", listen)
    starter = SpawnStarter()
    worker = starter.start(start())
    assert ask(worker, Job(CHEAP))[0]["media_type"]
    assert strangers[0].recv(1) == b""
    strangers[0].close()
    worker.close()
    starter.close()


@pytest.mark.parametrize("starter", WAYS, indirect=True)
def test_a_closed_starter_starts_nothing(start, starter):
    other = type(starter)()
    worker = other.start(start())
    other.close()
    until(lambda: not worker.is_alive())
    worker.close()
    with pytest.raises(StartError):
        other.start(start())
