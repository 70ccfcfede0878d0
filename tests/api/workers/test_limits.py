"""The limits as a client of the service meets them."""

import json
import socket
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from typing import Any

import pytest
from lxml import etree

from api.settings import Settings
from tests.api.conftest import BASE, SAMPLE, name_current, write_release
from tests.api.workers.conftest import CHEAP, JSON, RUNAWAY, get, hang_on, serving, until

FIREFOX = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


def settings(**changes: Any) -> Settings:
    small: dict[str, Any] = {
        "dataset": SAMPLE,
        "base_iri": BASE,
        "query_seconds": 0.5,
        "query_workers": 2,
        "client_queries": 50,
        "access_log": False,
    }
    return Settings(**{**small, **changes})


@pytest.fixture
def service():
    with ExitStack() as stack:
        yield lambda **changes: stack.enter_context(serving(settings(**changes)))


def test_time(service):
    """The runaway gets 503 with the limit named; meanwhile queries and pages are answered."""
    _, port = service(query_seconds=2.0)  # a busy machine answers the others in time, too
    with ThreadPoolExecutor(2) as threads:
        runaway = threads.submit(get, port, RUNAWAY)
        answered = 0
        while not runaway.done():
            assert get(port, CHEAP)[0].status == 200
            assert get(port, "", FIREFOX)[0].status in (200, 400)
            answered += 1
        response, body = runaway.result()
    assert answered > 3
    assert (response.status, response.headers["content-type"]) == (503, "application/problem+json")
    problem = json.loads(body)
    assert (problem["limit"], problem["most"]) == ("seconds", 2.0)
    assert response.headers["cache-control"] == "no-store"


def test_a_browser_gets_its_query_back_with_the_limit(service):
    _, port = service()
    response, body = get(port, RUNAWAY, FIREFOX)
    assert response.status == 503
    assert "bị dừng sau 0.5 giây" in body.decode()
    assert RUNAWAY in body.decode()


@pytest.mark.parametrize("accept", [JSON, "text/csv", "application/sparql-results+xml"])
@pytest.mark.parametrize(("limit", "most"), [("rows", 100), ("result_bytes", 5000)])
def test_a_large_answer_is_no_answer(service, accept, limit, most):
    name = "result_rows" if limit == "rows" else limit
    _, port = service(**{name: most})
    response, body = get(port, "SELECT * { ?s ?p ?o }", accept)
    assert response.status == 413
    assert json.loads(body)["limit"] == limit
    assert get(port, "SELECT ?s { ?s ?p ?o } LIMIT 9", accept)[0].status == 200


def test_memory(service):
    from tests.api.workers.test_worker import DOUBLING

    _, port = service(query_memory_bytes=50 << 20, query_seconds=20)
    response, body = get(port, DOUBLING)
    assert response.status == 503
    assert json.loads(body)["limit"] == "memory_bytes"
    assert get(port, CHEAP)[0].status == 200


def test_a_crash(service, monkeypatch):
    """What the guard does not know of may still end the engine; the service goes on."""
    from api.guard import Shape
    from tests.api.workers.test_worker import NESTED

    _, port = service()
    with monkeypatch.context() as patch:
        patch.setattr("api.sparql.inspect", lambda query: Shape())
        response, body = get(port, NESTED)
    assert response.status == 500
    assert "Nest and join less" in json.loads(body)["detail"]
    assert get(port, CHEAP)[0].status == 200


def test_one_client_has_two(service):
    _, port = service(client_queries=2, client_wait_seconds=0.05, query_workers=3)
    with ThreadPoolExecutor(6) as threads:
        answers = [
            future.result() for future in [threads.submit(get, port, RUNAWAY) for _ in "123456"]
        ]
    refused = [response for response, _ in answers if response.status == 429]
    assert len(refused) == 4
    assert [response.headers["retry-after"] for response in refused] == ["1"] * 4
    assert {json.loads(body)["limit"] for response, body in answers} == {"client", "seconds"}


def test_short_queries_of_one_client_wait_for_each_other(service):
    _, port = service(client_queries=1, client_wait_seconds=20)
    with ThreadPoolExecutor(6) as threads:
        answers = list(threads.map(lambda _: get(port, CHEAP)[0].status, range(12)))
    assert answers == [200] * 12


def test_query_time_of_one_client(service):
    _, port = service(client_seconds=0.4)
    assert get(port, RUNAWAY)[0].status == 503
    response, body = get(port, CHEAP)
    assert (response.status, json.loads(body)["limit"]) == (429, "client")
    assert 50 <= int(response.headers["retry-after"]) <= 60


@pytest.mark.parametrize(("trusted", "status"), [("127.0.0.1", 200), ("192.0.2.1", 429)])
def test_clients_behind_a_proxy_are_told_apart_where_it_is_trusted(service, trusted, status):
    _, port = service(client_seconds=0.4, trusted_proxies=trusted)
    assert get(port, RUNAWAY, x_forwarded_for="198.51.100.1")[0].status == 503
    forged = "198.51.100.2, 198.51.100.1"  # only what the proxy itself has added counts
    assert get(port, CHEAP, x_forwarded_for=forged)[0].status == 429
    assert get(port, CHEAP, x_forwarded_for="198.51.100.2")[0].status == status


def test_a_full_queue(service):
    app, port = service(query_workers=1, query_queue=1, query_seconds=20)
    pool = app.state.queries.pool
    first = hang_on(port, RUNAWAY)
    until(lambda: pool.status().running == 1)
    second = hang_on(port, RUNAWAY)
    until(lambda: pool.status().queued == 1)
    response, body = get(port, CHEAP)
    assert (response.status, json.loads(body)["limit"]) == (503, "queue")
    assert int(response.headers["retry-after"]) > 0
    first.close()
    second.close()
    until(lambda: pool.status().counts.abandoned == 2)
    assert get(port, CHEAP)[0].status == 200


def test_who_hangs_up_ends_the_query(service):
    """Eight abandoned runaways, four times as many as workers, hold nobody up."""
    app, port = service(query_seconds=300)
    pool = app.state.queries.pool
    connections = [hang_on(port, RUNAWAY) for _ in range(8)]
    until(lambda: pool.status().running == 2 and pool.status().queued == 6)
    for connection in connections:
        connection.close()
    assert get(port, CHEAP)[0].status == 200
    until(lambda: pool.status().counts.abandoned == 8)
    assert (pool.status().running, pool.status().queued) == (0, 0)


def test_a_reset_connection_ends_the_query_of_a_form(service):
    app, port = service(query_seconds=300)
    body = f"query={RUNAWAY}".replace(" ", "+").replace("?", "%3F").encode()
    connection = socket.create_connection(("127.0.0.1", port))
    connection.sendall(
        b"POST /sparql HTTP/1.1\r\nHost: localhost\r\n"
        b"Content-Type: application/x-www-form-urlencoded\r\n"
        b"Content-Length: %d\r\n\r\n%s" % (len(body), body)
    )
    pool = app.state.queries.pool
    until(lambda: pool.status().running == 1)
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\0\0\0\0\0\0\0")
    connection.close()
    until(lambda: pool.status().counts.abandoned == 1)


def test_the_service_stops_while_queries_run():
    with serving(settings(query_seconds=300)) as (app, port):
        connection = hang_on(port, RUNAWAY)
        until(lambda: app.state.queries.pool.status().running == 1)
        connection.close()
    assert app.state.queries.pool.is_closed()


def test_a_new_release_under_load(tmp_path, service):
    """No request fails, and none has an answer of two releases."""
    releases = tmp_path / "releases"
    write_release(releases, "first", SAMPLE.read_bytes())
    _, port = service(dataset=None, releases=releases, query_seconds=20)
    query = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
    found: list[tuple[int, bytes]] = []
    done = False

    def ask() -> None:
        while not done:
            response, body = get(port, query)
            found.append((response.status, body))

    with ThreadPoolExecutor(4) as threads:
        asking = [threads.submit(ask) for _ in range(4)]
        try:
            until(lambda: len(found) > 20)
            write_release(releases, "second", b"<http://e/a> <http://e/b> 1 .")
            until(lambda: found[-1][1].count(b'"value":"1"'))
            name_current(releases, "first")
            until(lambda: found[-1][1].count(b'"value":"456"'))
        finally:
            done = True
        for future in asking:
            future.result()
    assert {status for status, _ in found} == {200}
    assert len({body for _, body in found}) == 2


def test_control_characters_in_xml(service):
    _, port = service()
    query = 'SELECT ("a\\u0001\\r\\u000Cb" AS ?x) {}'
    response, body = get(port, query, "application/sparql-results+xml")
    assert response.status == 200
    assert etree.fromstring(body).findtext(".//{*}literal") == "a\ufffd\r\ufffdb"
    query = 'CONSTRUCT { <http://e/a> <http://e/b> "a\\u0001\\r\\u000Cb" } {}'
    response, body = get(port, query, "application/rdf+xml")
    assert etree.fromstring(body).findtext(".//{*}b") == "a\ufffd\r\ufffdb"


def test_pages_do_not_wait_for_queries(service):
    """Both workers are taken and queries wait; pages and health use neither."""
    app, port = service(query_seconds=300)
    connections = [hang_on(port, RUNAWAY) for _ in range(4)]
    until(lambda: app.state.queries.pool.status().running == 2)
    from urllib.request import urlopen

    for path in ("/", "/health", "/search?q=a", "/def"):
        with urlopen(f"http://127.0.0.1:{port}{path}", timeout=10) as response:
            assert response.status == 200
    assert app.state.queries.pool.status().running == 2
    for connection in connections:
        connection.close()


def test_the_numbers_of_the_pool(service):
    app, port = service()
    get(port, CHEAP)
    numbers = {reading.name: reading.value for reading in app.state.queries.readings()}
    assert (numbers["query_workers"], numbers["queries_answered"]) == (2, 1)
    assert numbers["queries_killed_by_time"] == 0
