"""Requests that mean harm, each with its status; after each the service is well.

No outgoing connection (a socket that they name is listened on, and the service's own sockets are
listed), no local file read, no markup given back as markup, no trace of a fault.
"""

import json
import re
import signal
import socket
import subprocess
import sys
from contextlib import ExitStack

import pytest

from api.workers.seccomp import is_known
from tests.api.hostile import queries, wire
from tests.api.hostile.conftest import TOKEN
from tests.api.workers.conftest import RUNAWAY
from tests.paths import ROOT

STATUS = re.compile(rb"HTTP/1\.[01] (\d{3})")
MARKUP = (b"<script>alert", b"<img src=x", b'"onmouseover="alert')


@pytest.mark.embedded_only("counts rows")
def test_there_are_enough():
    assert len(queries.ALL) + len(wire.ALL) >= 150
    names = [name for name, _, _ in (*queries.ALL, *wire.ALL)]
    assert len(names) == len(set(names))


@pytest.mark.embedded_only("tries the filter itself")
@pytest.mark.skipif(not is_known(), reason="no numbers of system calls for this machine")
def test_who_connects_is_killed():
    calls = (
        "import socket; from tests.api.hostile.unconnected import forbid_connecting; "
        "forbid_connecting(); socket.socket().connect_ex(('127.0.0.1', 9))"
    )
    done = subprocess.run([sys.executable, "-c", calls], cwd=ROOT, check=False)
    assert done.returncode == -signal.SIGSYS


@pytest.mark.parametrize(
    ("query", "statuses"), [row[1:] for row in queries.ALL], ids=[row[0] for row in queries.ALL]
)
def test_query(hostile, query, statuses):
    status, body = hostile.ask(hostile.fill(query))
    assert status in statuses, body[:300]
    if status != 200:
        problem = json.loads(body)
        assert problem["status"] == status and problem["detail"]
        assert (
            status not in (413, 503) or problem.get("limit") or "longer than" in problem["detail"]
        )
    assert b"Traceback" not in body and TOKEN.encode() not in body
    hostile.check()


@pytest.mark.parametrize(
    ("data", "statuses"), [row[1:] for row in wire.ALL], ids=[row[0] for row in wire.ALL]
)
def test_bytes(hostile, data, statuses):
    filled = hostile.fill(data.decode("latin-1")).encode("latin-1")
    answer = hostile.exchange(filled, shut=0 in statuses)
    head, _, body = answer.partition(b"\r\n\r\n")
    found = STATUS.match(answer)
    assert (int(found[1]) if found else 0) in statuses, answer[:300]
    assert b"\r\nset-cookie" not in head.lower()
    assert b"root:" not in body and TOKEN.encode() not in body and b"Traceback" not in answer
    if b"\r\ncontent-type: text/html" in head.lower():
        assert not any(markup in body for markup in MARKUP)
        assert b"content-security-policy: default-src 'none'" in head.lower()
    hostile.check()


def page(path: str) -> bytes:
    browser = b"Accept: text/html,application/xhtml+xml,*/*;q=0.8\r\n"
    return wire.get(path.encode(), browser)


@pytest.mark.parametrize(
    "path",
    [
        "/sparql?query=%3Cscript%3Ealert(1)%3C/script%3E",
        "/sparql?query=SELECT%20('%3Cscript%3Ealert(1)%3C/script%3E'%20AS%20?x)%20%7B%7D",
        "/sparql?query=SELECT%20(IRI('javascript:alert(1)')%20AS%20?x)%20%7B%7D",
        "/sparql?query=SELECT%20(%22%5C%22onmouseover=%5C%22alert(1)%22%20AS%20?x)%20%7B%7D",
        "/search?q=%3Cscript%3Ealert(1)%3C/script%3E",
        "/search?q=%22onmouseover=%22alert(1)",
        "/id/%3Cscript%3Ealert(1)%3C/script%3E",
        "/%3Cscript%3Ealert(1)%3C/script%3E",
        "/explore?iri=%3Cscript%3Ealert(1)%3C/script%3E",
        "/explore?iri=javascript:alert(1)",
        "/?lang=%22%3E%3Cscript%3Ealert(1)%3C/script%3E",
    ],
)
def test_markup_stays_text_in_pages(hostile, path):
    answer = hostile.exchange(page(path))
    head, _, body = answer.partition(b"\r\n\r\n")
    assert b"\r\ncontent-type: text/html" in head.lower()
    assert not any(markup in body for markup in MARKUP)
    assert b'href="javascript:' not in body.lower()
    hostile.check()


def test_slow_heads_and_bodies(hostile):
    """Many connections that send a little and wait: the others are answered."""
    starts = [b"", b"GET /", b"GET / HTTP/1.1\r\nA: ", wire.post(b"query=", length=100)]
    with ExitStack() as stack:
        for number in range(400):
            connection = socket.create_connection(("127.0.0.1", hostile.port), 15)
            stack.enter_context(connection).sendall(starts[number % len(starts)])
        hostile.check()
        assert hostile.ask("ASK {}")[0] == 200
        body = wire.post(b"query=", length=100)
        assert hostile.exchange(body).startswith(b"HTTP/1.1 408 ")
        hostile.check()


@pytest.mark.embedded_only("the store would go on with each; remote/test_limits hangs up on one")
def test_clients_that_leave_at_once(hostile):
    for number in range(60):
        connection = socket.create_connection(("127.0.0.1", hostile.port), 15)
        connection.sendall(wire.post(RUNAWAY.encode(), wire.QUERY)[: None if number % 2 else 90])
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\0\0\0\0\0\0\0")
        connection.close()
    hostile.check()
    assert hostile.ask("ASK {}")[0] == 200
