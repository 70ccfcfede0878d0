"""What a store does wrong is told as what it is, and nothing of it is passed on."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from api.remote.answers import JSON_RESULTS, read_rows, read_triples
from api.remote.client import Answer, Question, StoreClient
from api.remote.errors import (
    QueryRefusedError,
    StoreAnswerError,
    StoreDownError,
    StoreOwnTimeError,
    StoreRefusalError,
    StoreSizeError,
    StoreTimeError,
)
from tests.api.remote.misbehaving import HANG, misbehaving, raw, reset, sends

GOOD = b'{"head":{"vars":["a"]},"results":{"bindings":[{"a":{"type":"literal","value":"x"}}]}}'
NOTHING = "http://127.0.0.1:9/query"  # the discard port: nobody listens there


def question(**others) -> Question:
    given = {"query": "SELECT ?a {}", "graphs": [], "accept": JSON_RESULTS, "seconds": 10.0}
    return Question(**{**given, "most_bytes": 10_000, **others})


def ask(address: str, **others) -> Answer:
    client = StoreClient(address)
    try:
        return client.ask(question(**others))
    finally:
        client.close()


def test_a_good_answer():
    with misbehaving(sends(raw(GOOD))) as store:
        answer = ask(store.address, graphs=[("default-graph-uri", "http://e/a&b")])
        assert (answer.media_type, answer.body) == (JSON_RESULTS, GOOD)
        assert store.asked == [b"query=SELECT+%3Fa+%7B%7D&default-graph-uri=http%3A%2F%2Fe%2Fa%26b"]


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (raw(b"", "302 Found"), StoreRefusalError),
        (raw(b"no", "401 Unauthorized"), StoreRefusalError),
        (raw(b"no", "404 Not Found"), StoreRefusalError),
        (raw(b"no", "413 Content Too Large"), StoreRefusalError),
        (raw(b"no", "500 Internal Server Error"), StoreAnswerError),
        (raw(b"no", "503 Service Unavailable"), StoreDownError),
        (raw(b"no", "504 Gateway Timeout"), StoreOwnTimeError),
        (raw(b"error at 1:2", "400 Bad Request", "text/plain"), QueryRefusedError),
        (raw(b"x" * 20_000), StoreSizeError),
        (raw(GOOD, length=len(GOOD) + 1), StoreDownError),
        (b"garbage\r\n\r\n", StoreDownError),
        (b"", StoreDownError),
    ],
)
def test_what_is_not_an_answer(answer, error):
    with misbehaving(sends(answer)) as store, pytest.raises(error):
        ask(store.address)


def test_no_redirect_is_followed():
    with misbehaving(sends(raw(GOOD))) as elsewhere:
        there = f"HTTP/1.1 307 Temporary Redirect\r\nLocation: {elsewhere.address}\r\n\r\n"
        with misbehaving(sends(there.encode())) as store, pytest.raises(StoreRefusalError):
            ask(store.address)
        assert elsewhere.asked == []


def test_a_hanging_body_ends_at_the_limit_of_time():
    with misbehaving(HANG) as store:
        with pytest.raises(StoreTimeError):
            ask(store.address, seconds=0.3)
        assert store.hung_up.wait(10)


def test_a_slow_body_ends_at_the_limit_of_time():
    def drip(connection):
        connection.sendall(raw(b"", length=1000))
        while not store.ends.wait(0.02):
            connection.sendall(b" ")

    with misbehaving(drip) as store, pytest.raises(StoreTimeError):
        ask(store.address, seconds=0.3)


@pytest.mark.parametrize(
    "bad", [reset, sends(b""), sends(raw(GOOD[:20], length=len(GOOD))), sends(raw(b"", "502 Bad"))]
)
def test_what_may_be_better_the_next_time_is_tried_again(bad):
    with misbehaving(bad, bad, sends(raw(GOOD))) as store:
        assert ask(store.address).body == GOOD
        assert len(store.asked) == 3


def test_tries_are_bounded():
    with misbehaving(reset) as store:
        with pytest.raises(StoreDownError):
            ask(store.address, tries=2)
        assert len(store.asked) == 2


@pytest.mark.parametrize("bad", [sends(raw(b"no", "500 Error")), sends(raw(b"no", "400 Bad"))])
def test_what_will_not_be_better_is_not_tried_again(bad):
    with misbehaving(bad) as store:
        with pytest.raises((StoreAnswerError, QueryRefusedError)):
            ask(store.address)
        assert len(store.asked) == 1


def test_nobody_listens():
    with pytest.raises(StoreDownError, match=r"127\.0\.0\.1:9"):
        ask(NOTHING)


def test_a_password_in_the_address_is_not_told():
    with pytest.raises(StoreDownError) as raised:
        ask("http://user:secret@127.0.0.1:9/query?key=secret")
    assert "secret" not in str(raised.value)


def test_a_cancelled_question_closes_its_connection():
    with misbehaving(HANG) as store:
        client = StoreClient(store.address)
        asked = client.submit(question())
        while not store.asked:
            assert not asked.done()
        asked.cancel()
        assert store.hung_up.wait(10)
        client.close()


def test_closing_ends_what_is_asked():
    with misbehaving(HANG) as store, ThreadPoolExecutor(1) as threads:
        client = StoreClient(store.address)
        waiting = threads.submit(client.ask, question())
        while not store.asked:
            assert not waiting.done()
        client.close()
        with pytest.raises(StoreDownError):
            waiting.result(10)
        assert store.hung_up.wait(10)


def test_a_closed_client_starts_anew():
    with misbehaving(sends(raw(GOOD))) as store:
        client = StoreClient(store.address)
        for _ in range(2):
            assert client.ask(question()).body == GOOD
            client.close()


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html><body>Error</body></html>",
        GOOD[:-2],
        GOOD + b"Error: out of memory",
        GOOD[:-2] + b',"error":"timeout"}}',
        b'{"error":"timeout"}',
        b'{"head":{},"boolean":true}',
        GOOD.replace(b"literal", b"uri").replace(b'"x"', b'"x y"'),
        GOOD.replace(b'"x"', b'"\xff"'),
        GOOD.replace(b'"a":', b'"b":'),
    ],
)
def test_a_body_that_is_no_solutions(body):
    with pytest.raises(StoreAnswerError):
        read_rows(Answer(JSON_RESULTS, body))


@pytest.mark.parametrize("kind", ["text/html", "text/csv", "", "application/n-triples"])
def test_another_type_than_asked_for(kind):
    with pytest.raises(StoreAnswerError):
        read_rows(Answer(kind, GOOD))
    if kind != "application/n-triples":
        with pytest.raises(StoreAnswerError):
            read_triples(Answer(kind, b""))


@pytest.mark.parametrize("body", [b"<http://e/a> <http://e/b> .", b"Error", b'<http://e/a> "b'])
def test_a_body_that_is_no_graph(body):
    with pytest.raises(StoreAnswerError):
        read_triples(Answer("application/n-triples", body))


@pytest.mark.parametrize("header", [("x-sql-state", "S1TAT"), ("x-sparql-maxrows", "10000")])
def test_a_partial_answer_is_refused(header):
    with pytest.raises(StoreAnswerError, match=header[1]):
        read_rows(Answer(JSON_RESULTS, GOOD, dict([header])))
