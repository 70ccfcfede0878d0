"""The line that a request leaves in the log, and its id."""

import json
import re
from typing import Any

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from api.observation import Record, line, told_address
from api.settings import Settings
from tests.api.conftest import SAMPLE

AGENCY = "/id/org/binh-phuoc/so-thong-tin-va-truyen-thong"
QUERY = "ASK%20%7B%20%3Fs%20%3Fp%20%22b%C3%AD%20m%E1%BA%ADt%22%20%7D"


def make_client(**settings):
    given: dict[str, Any] = {"dataset": SAMPLE, "access_log": True, **settings}
    app = create_app(Settings(**given))
    return TestClient(
        app, follow_redirects=False, raise_server_exceptions=False, client=("192.0.2.77", 5000)
    )


@pytest.fixture
def client():
    return make_client()


def logged(capsys):
    out, err = capsys.readouterr()
    assert out == ""
    return [json.loads(text) for text in err.splitlines()]


def test_one_line_a_request(client, capsys):
    answer = client.get(AGENCY, headers={"user-agent": "browser/1", "accept": "text/turtle"})
    (found,) = logged(capsys)
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", found.pop("time"))
    assert 0 < found.pop("ms") < 20_000
    assert found == {
        "id": answer.headers["x-request-id"],
        "method": "GET",
        "route": "/id/{path:path}",
        "path": AGENCY,
        "status": 200,
        "bytes": len(answer.content),
        "client": "192.0.2.0",
        "agent": "browser/1",
        "complete": True,
    }


@pytest.mark.parametrize(
    ("method", "path", "status", "route"),
    [
        ("GET", "/nothing", 404, "unmatched"),
        ("HEAD", AGENCY, 200, "/id/{path:path}"),
        ("PUT", "/sparql", 405, "/sparql"),
        ("OPTIONS", "/sparql", 204, "unmatched"),
        ("GET", "/static/site.css", 200, "/static/*"),
    ],
)
def test_method_route_and_status(client, capsys, method, path, status, route):
    client.request(method, path)
    (found,) = logged(capsys)
    assert (found["method"], found["status"], found["route"]) == (method, status, route)
    assert found["bytes"] == 0 or method != "HEAD"


# --- what is not written ---


def test_queries_are_not_logged(client, capsys):
    client.get(f"/sparql?query={QUERY}")
    client.post("/sparql", data={"query": "ASK { ?s ?p 'bí mật' }"})
    client.get("/search?q=b%C3%AD%20m%E1%BA%ADt")
    _, err = capsys.readouterr()
    assert "m%E1" not in err and "mật" not in err and "ASK" not in err and "m\\u1eadt" not in err


def test_the_query_string_by_setting(capsys):
    make_client(access_log_query=True).get(f"/sparql?query={QUERY}")
    (found,) = logged(capsys)
    assert found["query"] == f"query={QUERY}"


@pytest.mark.parametrize(
    ("address", "how", "told"),
    [
        ("192.0.2.77", "full", "192.0.2.77"),
        ("192.0.2.77", "network", "192.0.2.0"),
        ("192.0.2.77", "none", None),
        ("2001:db8:1:2:3::4", "network", "2001:db8:1::"),
        ("fe80::1%eth0", "network", "fe80::"),
        ("::ffff:192.0.2.77", "network", "192.0.2.0"),
        ("", "full", None),
        ("testclient", "network", None),
    ],
)
def test_the_address_of_the_client(address, how, told):
    assert told_address(address, how) == told


def test_it_can_be_switched_off(capsys):
    make_client(access_log=False).get("/")
    assert capsys.readouterr() == ("", "")


# --- no line but ours ---


@pytest.mark.parametrize("format", ["json", "text"])
@pytest.mark.parametrize(
    "bad", ["\n", "\r\n", "\x1b[2J", "\x7f", "\x00", "\u2028", "\u0085", "\u202e", "\u009b"]
)
def test_nobody_writes_a_line_of_their_own(format, bad):
    text = f'a{bad}{{"status": 200}}'
    record = Record("t", "id", "GET", path=f"/{text}", agent=text, query=text)
    written = line(record, format)
    assert bad not in written
    assert len(written.splitlines()) == 1
    assert written.isascii() and written.isprintable()
    if format == "json":
        assert json.loads(written)["agent"] == text


def test_a_path_with_line_ends(client, capsys):
    client.get("/id/a%0Ab%0D%1B%5B2J", headers={"user-agent": "x" * 999})
    (found,) = logged(capsys)
    assert found["path"] == "/id/a\nb\r\x1b[2J"
    assert found["agent"] == "x" * 200


def test_text_is_one_line_for_people(capsys):
    client = make_client(access_log_format="text", access_log_stream="stdout")
    client.get("/id/a%20b", headers={"user-agent": 'say "x"', "x-request-id": "r.1"})
    out, err = capsys.readouterr()
    assert err == ""
    assert re.fullmatch(
        r"\S+Z 192\.0\.2\.0 GET /id/a%20b 404 \d+ B \d+\.\d ms /id/\{path:path\} r\.1 "
        r'"say \\"x\\""\n',
        out,
    )


# --- the id of a request ---


@pytest.mark.parametrize(
    ("given", "is_kept"),
    [
        ("4f1c09a2-7.b_c", True),
        ("a" * 64, True),
        ("a" * 65, False),
        ("", False),
        ("a b", False),
        ("a\tb", False),
        ("é", False),
        ('"><script>', False),
    ],
)
def test_request_id(client, capsys, given, is_kept):
    answer = client.get("/nothing", headers={"x-request-id": given.encode("latin-1")})
    made = answer.headers["x-request-id"]
    assert (made == given) == is_kept
    assert re.fullmatch(r"[A-Za-z0-9._-]{1,64}", made)
    assert answer.json()["request_id"] == made
    assert logged(capsys)[0]["id"] == made


def test_ids_differ(client):
    assert len({client.get("/health").headers["x-request-id"] for _ in range(20)}) == 20


def test_a_fault_has_its_id_in_answer_and_log(client, capsys, caplog, monkeypatch):
    def fail(*_):
        raise RuntimeError("out of order")

    monkeypatch.setattr("api.routes.pages.render_home", fail)
    answer = client.get("/", headers={"x-request-id": "r1", "accept": "*/*"})
    assert (answer.status_code, answer.headers["x-request-id"]) == (500, "r1")
    assert answer.json()["request_id"] == "r1"
    (found,) = logged(capsys)
    assert (found["status"], found["complete"], found["id"]) == (500, False, "r1")
    assert "request r1 failed" in caplog.text


def test_a_broken_stream_stops_no_answer(client, monkeypatch):
    class Broken:
        def write(self, _):
            raise BrokenPipeError

    monkeypatch.setattr("sys.stderr", Broken())
    assert client.get("/health").status_code == 200
