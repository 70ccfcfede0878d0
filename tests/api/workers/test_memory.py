"""A small release is held in the memory of the workers; the answers are those from disk."""

import json
import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest

from api.releases import open_release
from api.workers.frames import ChannelError
from api.workers.job import Job, Limits, Location, Start
from api.workers.starters import ForkStarter
from tests.api.conftest import BASE, SAMPLE, write_release
from tests.api.workers.conftest import CHEAP, ask, descendants, is_running, until
from tests.api.workers.test_worker import DOUBLING

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="/proc")

IN_MEMORY, ON_DISK = 456, 455
"""Limits for the sample, which has so many statements, of which all are held in memory."""
QUERIES = [
    "SELECT * { ?s ?p ?o }",
    "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }",
    "SELECT ?g ?s { GRAPH ?g { ?s a ?t } }",
    "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }",
    "SELECT ?t (COUNT(?s) AS ?n) { ?s a ?t } GROUP BY ?t ORDER BY DESC(?n) ?t",
    "SELECT ?s ?o { ?s a ?o } ORDER BY ?s ?o LIMIT 10",
    "ASK { ?s ?p 'nothing of the kind' }",
    "CONSTRUCT { ?s a ?o } { ?s a ?o }",
    "SELECT * FROM <{graph}> {{ ?s ?p ?o }}",
    "SELECT * FROM NAMED <{graph}> {{ GRAPH ?g {{ ?s ?p ?o }} }}",
    "SELECT * FROM NAMED <{graph}> {{ ?s ?p ?o }}",
    "SELECT * FROM <{graph}> FROM NAMED <{other}> {{ ?s ?p ?o GRAPH ?g {{ ?s ?q ?v }} }}",
]


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Location:
    folder = tmp_path_factory.mktemp("releases")
    write_release(folder, "first", SAMPLE.read_bytes())
    found = open_release(folder, "first", BASE).location
    assert found is not None
    return found


@pytest.fixture
def forks() -> Iterator[ForkStarter]:
    made = ForkStarter()
    yield made
    made.close()


def lines(worker, job: Job) -> tuple[str, list[bytes]]:
    head, body = ask(worker, job)
    assert "failed" not in head, head
    return head["media_type"], sorted(body.splitlines())


def test_every_answer_is_that_from_disk(forks, release):
    memory = forks.start(Start(release, Limits(), memory_quads=IN_MEMORY))
    disk = forks.start(Start(release, Limits(), memory_quads=ON_DISK))
    graphs = [line.decode() for line in lines(disk, Job(QUERIES[1], accept=("text/csv",)))[1]]
    graph, other = sorted(line for line in graphs if ":" in line)[:2]
    jobs = []
    for query in QUERIES:
        has_dataset = "FROM" in query
        words = query.format(graph=graph, other=other) if has_dataset else query
        jobs.append(Job(words, has_dataset, accept=("text/csv", "application/n-triples")))
    for default, named in (
        ((graph,), None),
        (None, (graph,)),
        ((graph,), (other,)),
        (("a:b",), None),
    ):
        jobs += [
            replace(jobs[place], default_graphs=default, named_graphs=named) for place in (0, 2, 8)
        ]
    for job in jobs:
        assert lines(memory, job) == lines(disk, job), job
    assert len(lines(memory, jobs[0])[1]) == 457
    assert len({len(lines(memory, job)[1]) for job in jobs}) > 5
    memory.close()
    disk.close()


def threads(pid: int) -> int:
    return len(list(Path(f"/proc/{pid}/task").iterdir()))


@pytest.mark.parametrize(("most", "is_alone"), [(IN_MEMORY, True), (ON_DISK, False), (0, False)])
def test_up_to_so_many_statements(forks, release, most, is_alone):
    """A store on disk has threads in its worker; the zygote has one whatever it has loaded."""
    worker = forks.start(Start(release, Limits(), memory_quads=most))
    (zygote,) = forks.zygotes.pids()
    (pid,) = descendants(zygote)
    assert threads(zygote) == 1
    assert (threads(pid) == 1) == is_alone
    worker.close()


@pytest.mark.parametrize("damage", ["short", "wrong", "gone"])
def test_a_dump_that_is_not_the_store_is_not_used(forks, tmp_path, damage, capfd):
    write_release(tmp_path, "first", SAMPLE.read_bytes())
    location = open_release(tmp_path, "first", BASE).location
    assert location is not None
    dump = Path(location.dump)
    whole = dump.read_bytes().splitlines(keepends=True)
    dump.write_bytes(b"".join(whole[1:] if damage == "short" else [*whole, b"<a> <b>"]))
    if damage == "gone":
        dump.unlink()
    worker = forks.start(Start(location, Limits(), memory_quads=IN_MEMORY))
    assert b'"value":"456"' in ask(worker, Job(CHEAP))[1]
    assert "queries read from disk" in capfd.readouterr().err
    worker.close()


def test_a_release_without_a_dump(tmp_path):
    write_release(tmp_path, "first", SAMPLE.read_bytes())
    (tmp_path / "first" / "data.nq").unlink()
    location = open_release(tmp_path, "first", BASE).location
    assert location is not None
    assert not Start(location, Limits(), memory_quads=10**9).is_shared()


def test_memory_is_that_of_the_query(forks, release):
    limits = Limits(memory_bytes=50 << 20)
    worker = forks.start(Start(release, limits, memory_quads=IN_MEMORY))
    with suppress(ChannelError):
        head, _ = ask(worker, Job(DOUBLING))
        assert head["failed"]["kind"] == "memory"
    assert not worker.is_alive() or ask(worker, Job(CHEAP))[1]
    worker.close()


def test_another_release_has_a_zygote_of_its_own(forks, tmp_path):
    """The one before it goes on until its last worker has ended, and is there again if needed."""
    starts = []
    for name in ("first", "second"):
        write_release(
            tmp_path, name, SAMPLE.read_bytes() if name == "first" else b"<a:a> a <a:b> ."
        )
        location = open_release(tmp_path, name, BASE).location
        assert location is not None
        starts.append(Start(location, Limits(), memory_quads=IN_MEMORY))
    old = [forks.start(starts[0]) for _ in range(2)]
    (zygote,) = forks.zygotes.pids()
    new = forks.start(starts[1])
    assert len(forks.zygotes.pids()) == 2
    assert is_running(zygote)
    for worker, value in ((old[0], b"456"), (old[1], b"456"), (new, b"1")):
        assert b'"value":"%s"' % value in ask(worker, Job(CHEAP))[1]
    again = forks.start(starts[0])
    assert is_running(zygote)
    other = forks.start(starts[1])
    for worker in (*old, again):
        assert is_running(zygote)
        worker.close()
    until(lambda: not is_running(zygote))
    back = forks.start(starts[0])
    assert b'"value":"456"' in ask(back, Job(CHEAP))[1]
    for worker in (new, other, back):
        worker.close()


def test_the_service_holds_its_release_in_memory(tmp_path):
    from api.queries import pool_options
    from api.settings import Settings

    write_release(tmp_path, "first", SAMPLE.read_bytes())
    location = open_release(tmp_path, "first", BASE).location
    assert location is not None
    manifest = json.loads((tmp_path / "first" / "manifest.json").read_text())
    assert location.quads == manifest["quads"] == IN_MEMORY
    for most, is_shared in ((IN_MEMORY, True), (ON_DISK, False)):
        options = pool_options(Settings(memory_quads=most))
        start = Start(location, options.limits, options.guards, options.memory_quads)
        assert start.is_shared() == is_shared
        assert Start.from_json(json.loads(json.dumps(start.to_json()))).is_shared() == is_shared
