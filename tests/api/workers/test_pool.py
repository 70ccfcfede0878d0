import gc
import sys
import time
from concurrent.futures import wait

import pytest

from api.workers.job import Job, Limits, QueryFailedError
from api.workers.starters import ForkStarter
from api.workers.tickets import (
    BusyError,
    ClosedError,
    CrashError,
    GoneError,
    MemoryLimitError,
    TimeLimitError,
)
from tests.api.conftest import SAMPLE
from tests.api.workers.conftest import (
    CHEAP,
    PATIENCE,
    RUNAWAY,
    WAYS,
    Asked,
    Loop,
    Pool,
    count,
    descendants,
    is_running,
    location_of,
    until,
)
from tests.api.workers.test_worker import DOUBLING, NESTED

SHORT = Limits(seconds=0.5)


@pytest.mark.parametrize("way", WAYS)
def test_a_runaway_ends_at_the_limit_while_neighbours_answer(make_pool, location, way):
    pool = make_pool(workers=2, limits=SHORT, way=way)
    count(pool, location)
    runaway = pool.submit(Job(RUNAWAY), location)
    until(lambda: runaway.ticket.began is not None)
    answered = 0
    while not runaway.future.done():
        count(pool, location)
        answered += 1
    assert isinstance(runaway.future.exception(), TimeLimitError)
    assert 0.5 <= runaway.ticket.seconds() < 5
    assert answered > 5
    assert pool.status().counts.killed_by_time == 1


@pytest.mark.parametrize("way", WAYS)
def test_many_runaways_do_not_stop_the_pool(make_pool, location, way):
    pool = make_pool(workers=2, limits=SHORT, way=way, queue=20)
    runaways = [pool.submit(Job(RUNAWAY), location) for _ in range(8)]
    until(lambda: pool.status().running == 2)
    for ticket in runaways:
        pool.cancel(ticket.ticket)
    assert count(pool, location)
    wait([ticket.future for ticket in runaways], PATIENCE)
    assert {type(ticket.future.exception()) for ticket in runaways} == {GoneError}
    status = pool.status()
    assert status.counts.abandoned == 8
    assert status.queued == 0


def test_a_query_is_given_up_on_its_way_to_a_worker(make_pool, location):
    """Between the queue and its worker, while the worker is being started."""
    pool = make_pool(workers=1, limits=Limits(seconds=300))
    tickets = [pool.submit(Job(RUNAWAY), location) for _ in range(20)]
    for ticket in tickets:
        pool.cancel(ticket.ticket)
        until(lambda: not pool.status().running)
    assert count(pool, location)
    assert pool.status().counts.abandoned == 20


def test_a_caller_that_is_cancelled_ends_its_query(make_pool, location):
    """Whether it has a worker or waits for one."""
    pool = make_pool(workers=1, limits=Limits(seconds=300))
    runs, waits = (pool.submit(Job(RUNAWAY), location) for _ in range(2))
    until(lambda: pool.status().running == 1 and pool.status().queued == 1)
    runs.future.cancel()
    waits.future.cancel()
    until(lambda: pool.status().counts.abandoned == 2)
    assert (pool.status().running, pool.status().queued) == (0, 0)
    assert count(pool, location)


def test_a_closed_event_loop_holds_no_worker(make_pool, location):
    """A query that waits in a loop which is closed meanwhile is left out."""
    pool = make_pool(workers=1, limits=Limits(seconds=300))
    running = pool.submit(Job(RUNAWAY), location)
    until(lambda: pool.status().running == 1)
    gone = Loop()
    waiting = Asked(pool, gone, Job(CHEAP), location)
    until(lambda: pool.status().queued == 1)
    gone.close()
    pool.cancel(running.ticket)
    assert count(pool, location)
    assert pool.status().running == 0
    assert not waiting.future.done()


@pytest.mark.parametrize("way", WAYS)
def test_a_query_of_every_length(make_pool, location, way):
    pool = make_pool(workers=1, way=way)
    for length in (10, 1_000, 100_000, 3_000_000):
        assert count(pool, location, f"{CHEAP} # {'x' * length}")


def test_what_ends_a_query_is_told_and_counted(make_pool, location):
    pool = make_pool(workers=1, limits=Limits(memory_bytes=50 << 20, rows=100))
    outcomes = [
        (NESTED, CrashError, "crashed"),
        (DOUBLING, MemoryLimitError, "killed_by_memory"),
        ("SELECT * { ?s ?p ?o }", QueryFailedError, "too_large"),
        ("SELECT * {", QueryFailedError, "failed"),
    ]
    for query, expected, _ in outcomes:
        found = pool.submit(Job(query), location).future.exception(PATIENCE)
        assert isinstance(found, expected)
        assert count(pool, location)
    counts = pool.status().counts
    assert [getattr(counts, name) for *_, name in outcomes] == [1, 1, 1, 1]
    assert counts.answered == 4


def test_a_full_queue_refuses(make_pool, location):
    pool = make_pool(workers=1, queue=2, limits=SHORT)
    tickets = [pool.submit(Job(RUNAWAY), location)]
    until(lambda: pool.status().running == 1)
    tickets += [pool.submit(Job(CHEAP), location) for _ in range(2)]
    until(lambda: pool.status().queued == 2)
    with pytest.raises(BusyError):
        count(pool, location)
    assert pool.status().queued == 2
    assert [ticket.future.result(PATIENCE).body for ticket in tickets[1:]]
    assert pool.status().counts.refused == 1


def test_a_job_does_not_wait_for_ever(make_pool, location):
    pool = make_pool(workers=1, wait_seconds=0.1, limits=Limits(seconds=PATIENCE))
    until(lambda: pool.status().idle == 1)
    runaway = pool.submit(Job(RUNAWAY), location)
    until(lambda: pool.status().running == 1)
    late = pool.submit(Job(CHEAP), location)
    assert isinstance(late.future.exception(PATIENCE), BusyError)
    pool.cancel(runaway.ticket)


def test_a_worker_that_wanted_much_memory_is_replaced(make_pool, location):
    pool = make_pool(workers=1, limits=Limits(memory_bytes=150 << 20))
    count(pool, location)
    until(lambda: pool.status().spares == 1)
    started = pool.status().counts.workers_started
    many = "SELECT (COUNT(?x) AS ?n) { SELECT DISTINCT ?x { ?a ?b ?c . ?d ?e ?f "
    many += "BIND(CONCAT(STR(?a), STR(?b), STR(?c), STR(?d), STR(?f)) AS ?x) } LIMIT 150000 }"
    pool.submit(Job(many), location).future.result(PATIENCE)
    assert count(pool, location)
    until(lambda: pool.status().counts.workers_started > started)


def test_a_new_graph_under_load_without_a_failure(make_pool, location, tmp_path):
    other = tmp_path / "other.nt"
    other.write_text("<http://e/a> <http://e/b> <http://e/c> .\n" * 2)
    pool = make_pool(workers=2, queue=1000)
    old = location
    new = location_of(other)
    before = [pool.submit(Job(CHEAP), old) for _ in range(30)]
    mixed = [pool.submit(Job(CHEAP), new if n % 2 else old) for n in range(30)]
    pool.prepare(new)
    after = [pool.submit(Job(CHEAP), new) for _ in range(30)]
    for tickets in (before, mixed, after):
        for ticket in tickets:
            found = b'"value":"1"' if ticket.ticket.location == new else b'"value":"456"'
            assert found in ticket.future.result(PATIENCE).body
    until(lambda: pool.status().spares == 1 and pool.status().idle == 2)


def test_the_end_of_the_pool_ends_everything(make_pool, location):
    pool = make_pool(workers=2)
    tickets = [pool.submit(Job(RUNAWAY), location) for _ in range(3)]
    until(lambda: pool.status().running == 2)
    began = time.monotonic()
    pool.close()
    assert time.monotonic() - began < 5
    assert {type(ticket.future.exception(PATIENCE)) for ticket in tickets} == {ClosedError}
    with pytest.raises(ClosedError):
        count(pool, location)
    pool.close()


def test_a_pool_that_is_forgotten_ends(loops, location):
    from os import getpid

    before = descendants(getpid())
    pool = Pool(loops, workers=1)
    count(pool, location)
    made = descendants(getpid()) - before
    assert made
    del pool
    gc.collect()
    until(lambda: not any(map(is_running, made)))


def test_a_worker_that_was_killed_while_idle_is_not_asked(make_pool, location):
    pool = make_pool(workers=1)
    count(pool, location)
    until(lambda: pool.status().spares == 1)
    starter = pool._state._starter
    assert isinstance(starter, ForkStarter)
    from os import kill
    from signal import SIGKILL

    workers = {pid for zygote in starter.zygotes.pids() for pid in descendants(zygote)}
    assert len(workers) == 2
    for pid in workers:
        kill(pid, SIGKILL)
    until(lambda: not any(map(is_running, workers)))
    assert count(pool, location)
    assert pool.status().counts.crashed == 0


def test_a_graph_that_is_not_there(make_pool, location):
    from dataclasses import replace

    pool = make_pool(workers=1)
    gone = pool.submit(Job(CHEAP), replace(location, path=str(SAMPLE) + ".none"))
    assert isinstance(gone.future.exception(PATIENCE), ClosedError)
    assert count(pool, location)


@pytest.mark.skipif(sys.platform != "linux", reason="/proc")
@pytest.mark.parametrize("way", WAYS)
def test_workers_end_with_a_parent_that_is_killed(way):
    import subprocess

    program = f"""
from tests.api.workers.conftest import *
location = location_of(SAMPLE)
pool = Pool([Loop()], workers=2, way={way!r})
for _ in range(2):
    pool.submit(Job(RUNAWAY), location)
until(lambda: pool.status().running == 2 and pool.status().spares == 1)
print("running", flush=True)
time.sleep(60)
"""
    with subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE) as parent:
        assert parent.stdout is not None
        assert parent.stdout.readline() == b"running\n"
        workers = descendants(parent.pid)
        assert len(workers) == (4 if way == "fork" else 3)
        parent.kill()
    until(lambda: not any(map(is_running, workers)))
