"""Limits over a store elsewhere: each is named, no answer is cut off, who hangs up ends a query."""

import json
import socket
from concurrent.futures import ThreadPoolExecutor

import pytest

from api.releases import load_file
from tests.api.conftest import BASE, SAMPLE
from tests.api.remote.misbehaving import HANG, misbehaving, raw, sends
from tests.api.remote.serving import listening, over, until

SELECT = {"query": "SELECT ?a { ?a ?b ?c }"}
GRAPH = {"query": "CONSTRUCT WHERE { ?a ?b ?c }"}
ASK = b"query=ASK%7B%7D"
TRUE = b'{"head":{},"boolean":true}'
FORMATS = ["json", "xml", "csv", "tsv"]


@pytest.fixture(scope="module")
def sample():
    return load_file(SAMPLE, BASE)


def rows(number: int, value: str = "x") -> bytes:
    """Results with so many rows."""
    each = {"a": {"type": "literal", "value": value}}
    told = {"head": {"vars": ["a"]}, "results": {"bindings": [each] * number}}
    return json.dumps(told).encode()


def triples(number: int) -> bytes:
    return b"".join(b"<urn:a> <urn:b> <urn:%d> .\n" % n for n in range(number))


def problem(answer, status, limit):
    """The answer is a problem that names the limit, whole, and nothing of the store's answer."""
    assert (answer.status_code, answer.json()["status"]) == (status, status)
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["limit"] == limit
    assert answer.headers["cache-control"] == "no-store"
    return answer.json()


# --- size and time ---


@pytest.mark.parametrize("format", FORMATS)
def test_the_limit_of_rows(sample, format):
    with over(sample, sends(raw(rows(51))), result_rows=50) as opened:
        told = problem(
            opened.client.get("/sparql", params={**SELECT, "format": format}), 413, "rows"
        )
        assert told["most"] == 50
        assert opened.number("store_queries_total", outcome="too_large") == 1
    with over(sample, sends(raw(rows(50))), result_rows=50) as opened:
        answer = opened.client.get("/sparql", params={**SELECT, "format": "csv"})
        assert (answer.status_code, len(answer.text.splitlines())) == (200, 51)


def test_the_limit_of_triples(sample):
    many = raw(triples(51), kind="application/n-triples")
    with over(sample, sends(many), result_rows=50) as opened:
        problem(opened.client.get("/sparql", params=GRAPH), 413, "rows")
        page = opened.client.get("/sparql", params=GRAPH, headers={"accept": "text/html"})
        assert page.status_code == 413


@pytest.mark.parametrize("format", FORMATS)
def test_the_limit_of_bytes_of_an_answer(sample, format):
    with over(sample, sends(raw(rows(40, "y" * 100))), result_bytes=3_000) as opened:
        answer = opened.client.get("/sparql", params={**SELECT, "format": format})
        assert problem(answer, 413, "result_bytes")["most"] == 3_000
        assert "yyy" not in answer.text


@pytest.mark.parametrize("is_told", [True, False])
def test_the_limit_of_bytes_that_are_read(sample, is_told):
    body = rows(2_000)
    whole = raw(body) if is_told else raw(body).replace(b"Content-Length", b"X-Length")
    with over(sample, sends(whole), store_bytes=4_096) as opened:
        answer = opened.client.get("/sparql", params=SELECT)
        assert problem(answer, 413, "store_bytes")["most"] == 4_096
        assert len(opened.store.asked) == 1


def test_the_limit_of_time(sample):
    with over(sample, HANG, query_seconds=0.3) as opened:
        answer = opened.client.get("/sparql", params=SELECT)
        assert problem(answer, 503, "seconds")["most"] == 0.3
        assert opened.store.hung_up.wait(20)
        assert opened.number("store_queries_total", outcome="timed_out") == 1


@pytest.mark.parametrize("status", ["408 Request Timeout", "504 Gateway Timeout"])
def test_the_limit_of_time_of_the_store(sample, status):
    """It is not said to be ours."""
    with over(sample, sends(raw(b"", status))) as opened:
        answer = opened.client.get("/sparql", params=SELECT)
        assert problem(answer, 503, "store_seconds")["limit"] == "store_seconds"
        assert len(opened.store.asked) == 1


def test_a_body_that_ends_early_is_no_answer(sample):
    short = raw(rows(30), length=len(rows(30)) + 1)
    with over(sample, sends(short)) as opened:
        answer = opened.client.get("/sparql", params={**SELECT, "format": "csv"})
        assert (answer.status_code, answer.headers["retry-after"]) == (503, "5")
        assert len(opened.store.asked) == 2  # a read may be tried again
        assert opened.number("store_queries_total", outcome="unreachable") == 1


# --- per client, and the queue ---


def test_two_queries_of_one_client(sample):
    with over(sample, HANG) as opened, ThreadPoolExecutor(2) as threads:
        slow = [threads.submit(opened.client.get, "/sparql", params=SELECT) for _ in range(2)]
        until(lambda: len(opened.store.asked) == 2)
        third = opened.client.get("/sparql", params=SELECT)
        assert int(third.headers["retry-after"]) >= 1
        problem(third, 429, "client")
        assert len(opened.store.asked) == 2
        assert opened.number("store_queries_running") == 2
        with misbehaving(sends(raw(TRUE))) as well:
            opened.app.state.datasets.current().client.address = well.address
            opened.app.state.queries.remote.close()  # ends both
            for each in slow:
                each.result(20)
            assert opened.client.get("/sparql?query=ASK{}").status_code == 200
        assert opened.number("store_queries_running") == 0


def test_the_query_time_of_one_client(sample):
    with over(sample, HANG, query_seconds=0.2, client_seconds=0.2) as opened:
        assert opened.client.get("/sparql", params=SELECT).status_code == 503
        answer = opened.client.get("/sparql", params=SELECT)
        problem(answer, 429, "client")
        assert 1 < int(answer.headers["retry-after"]) <= 60
        assert len(opened.store.asked) == 1


def test_the_queue_is_bounded(sample):
    wide = {"query_workers": 3, "query_queue": 1, "client_queries": 9, "queue_seconds": 0.3}
    with over(sample, HANG, query_seconds=30, **wide) as opened, ThreadPoolExecutor(4) as threads:
        slow = [threads.submit(opened.client.get, "/sparql", params=SELECT) for _ in range(3)]
        until(lambda: len(opened.store.asked) == 3)
        waiting = threads.submit(opened.client.get, "/sparql", params=SELECT)
        until(lambda: opened.number("store_queries_waiting") == 1)
        answer = opened.client.get("/sparql", params=SELECT)
        assert answer.headers["retry-after"] == "5"
        problem(answer, 503, "queue")
        problem(waiting.result(20), 503, "queue")  # it has waited long enough
        assert opened.number("store_queries_waiting") == 0
        assert opened.number("store_queries_total", outcome="refused") == 2
        opened.app.state.queries.remote.close()
        for each in slow:
            each.result(20)


# --- who hangs up ---


def request(port: int) -> socket.socket:
    connection = socket.create_connection(("127.0.0.1", port), 20)
    head = f"GET /sparql?{ASK.decode()} HTTP/1.1\r\nHost: x\r\nAccept: text/csv\r\n\r\n"
    connection.sendall(head.encode())
    return connection


def test_who_hangs_up_closes_the_connection_to_the_store(sample):
    with over(sample, HANG, query_seconds=30) as opened, listening(opened.app) as port:
        with request(port):
            until(lambda: opened.store.asked)
            assert not opened.store.hung_up.is_set()
        assert opened.store.hung_up.wait(20)
        until(lambda: opened.number("store_queries_running") == 0)
        assert opened.number("store_queries_total", outcome="abandoned") == 1


def test_who_hangs_up_in_the_queue_leaves_it(sample):
    """The store is never asked, and the place in the queue is free at once."""
    wide = {"query_workers": 3, "client_queries": 9}
    with over(sample, HANG, query_seconds=30, **wide) as opened, listening(opened.app) as port:
        slow = [request(port) for _ in range(3)]
        until(lambda: len(opened.store.asked) == 3)
        with request(port):
            until(lambda: opened.number("store_queries_waiting") == 1)
        until(lambda: opened.number("store_queries_waiting") == 0)
        assert opened.number("store_queries_total", outcome="abandoned") == 1
        assert len(opened.store.asked) == 3
        for connection in slow:
            connection.close()
        until(lambda: opened.number("store_queries_running") == 0)


def test_many_that_hang_up_leave_the_service_free(sample):
    """Of one client that may have all of them: a slow machine may notice its ends late."""
    wide = {"client_queries": 9}
    with over(sample, HANG, query_seconds=30, **wide) as opened, listening(opened.app) as port:
        for number in range(8):
            with request(port):
                until(lambda: len(opened.store.asked) > number)  # noqa: B023  # asked at once
        until(lambda: opened.number("store_queries_running") == 0)
        with misbehaving(sends(raw(TRUE))) as well:
            opened.app.state.datasets.current().client.address = well.address
            assert opened.client.get("/sparql?query=ASK{}").status_code == 200


# --- what is counted ---


def test_what_becomes_of_queries_is_counted(sample):
    acts = [
        sends(raw(rows(1))),
        sends(raw(b"expected a bracket", "400 Bad Request", "text/plain")),
        sends(raw(b"<html>", kind="text/html")),
        sends(raw(b"", "302 Found")),
    ]
    with over(sample, *acts) as opened:
        found = [
            opened.client.get("/sparql", params={"query": f"SELECT ?a {{ ?a ?b {n} }}"}).status_code
            for n in range(4)
        ]
        assert found == [200, 400, 502, 502]
        counted = {"answered": 1, "failed": 1, "unusable": 2, "timed_out": 0, "unreachable": 0}
        for outcome, number in counted.items():
            assert opened.number("store_queries_total", outcome=outcome) == number, outcome
        assert opened.number("query_running") == 0


def test_a_query_that_the_store_alone_refuses(sample):
    """It is well-formed here: no place in it is said to be wrong, the store's words are told."""
    words = b"Sorry, no property paths here"
    with over(sample, sends(raw(words, "400 Bad Request", "text/plain"))) as opened:
        answer = opened.client.get("/sparql?query=ASK{?a <urn:b>* ?c}")
        assert answer.status_code == 400
        assert words.decode() in answer.json()["detail"]
        assert "line" not in answer.json()
        page = opened.client.get(
            "/sparql?query=ASK{?a <urn:b>* ?c}", headers={"accept": "text/html"}
        )
        assert "từ chối câu truy vấn" in page.text
