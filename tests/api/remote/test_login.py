"""How the service tells a store who it is, and that nobody else is told."""

import base64
import logging
import os
import re
import subprocess
import sys
from typing import Any

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from api.releases import load_file
from api.settings import Settings
from tests.api.conftest import BASE, SAMPLE
from tests.api.remote.misbehaving import Misbehaving, misbehaving, raw
from tests.api.remote.serving import until
from tests.api.stores import PATIENCE, load, server
from tests.paths import ROOT

SECRET = "hunter2-and-more"
BASIC = base64.b64encode(f"reader:{SECRET}".encode()).decode()
LOGINS: dict[str, Any] = {
    "token": {"store_token": SECRET},
    "basic": {"store_user": "reader", "store_password": SECRET},
    "digest": {"store_user": "reader", "store_password": SECRET, "store_auth": "digest"},
}
CHALLENGE = b'Digest realm="store", nonce="abc", qop="auth", algorithm=SHA-256'
WORDS = (SECRET, BASIC)
HTML = {"accept": "text/html"}


def authorization(head):
    found = re.search(rb"(?i)^authorization: (.*?)\r?$", head, re.M)
    return found[1].decode() if found else ""


class Guarded:
    """A store that answers whom it knows with one row, and all others with 401."""

    def __init__(self, is_known=lambda _: True):
        self.is_known = is_known
        self.seen: list[str] = []
        self.store: Misbehaving | None = None

    def __call__(self, connection):
        assert self.store is not None
        said = authorization(self.store.head)
        self.seen.append(said)
        if self.is_known(said):
            row = b'{"version":{"type":"literal","value":"1"}}'
            body = b'{"head":{"vars":["version"]},"results":{"bindings":[' + row + b"]}}"
            connection.sendall(raw(body))
        else:
            refusal = raw(b"who are you?", "401 Unauthorized", "text/plain")
            told = b"\r\nWWW-Authenticate: " + CHALLENGE + b"\r\nContent-Type"
            connection.sendall(refusal.replace(b"\r\nContent-Type", told, 1))


def opened(guarded, **given):
    """A service over the store; it asks once for a release."""
    with misbehaving(guarded) as store:
        guarded.store = store
        app = create_app(Settings(store=store.address, store_check_seconds=3600, **given))
        with TestClient(app) as client:
            yield client


def test_a_token_is_sent():
    guarded = Guarded()
    for _ in opened(guarded, **LOGINS["token"]):
        assert set(guarded.seen) == {f"Bearer {SECRET}"}


def test_user_and_password_are_sent():
    guarded = Guarded()
    for _ in opened(guarded, **LOGINS["basic"]):
        assert set(guarded.seen) == {f"Basic {BASIC}"}


def test_a_digest_is_made_of_user_and_password():
    guarded = Guarded(lambda said: said.startswith("Digest "))
    for _ in opened(guarded, **LOGINS["digest"]):
        first, second = guarded.seen[:2]
        assert first == ""
        assert 'username="reader"' in second and 'nonce="abc"' in second
        assert SECRET not in second


def test_without_a_login_nothing_is_sent():
    guarded = Guarded()
    for _ in opened(guarded):
        assert set(guarded.seen) == {""}


PATHS = ("/", "/health", "/ready", "/metrics", "/sparql?query=ASK{}", "/openapi.json", "/none")


@pytest.mark.parametrize("login", LOGINS)
def test_a_wrong_login_is_told_without_its_secret(login, caplog):
    caplog.set_level(logging.DEBUG, "api")
    guarded = Guarded(lambda _: False)
    for client in opened(guarded, **LOGINS[login]):
        told = [client.get(path, headers=kind).text for path in PATHS for kind in ({}, HTML)]
        assert client.get("/ready").status_code == 503
        assert "status 401" in caplog.text
        for text in (*told, caplog.text, repr(client.app.state.settings)):
            assert not any(word in text for word in WORDS)


@pytest.mark.parametrize("login", LOGINS)
def test_a_right_login_is_told_to_nobody(login, caplog):
    """Over a real store, which takes any; then it goes away, and everything is about to be told."""
    caplog.set_level(logging.DEBUG, "api")
    with server() as store:
        load(load_file(SAMPLE, BASE), store.graphs)
        address = f"http://127.0.0.1:{store.port}/query?key={SECRET}"
        settings = Settings(store=address, store_check_seconds=0.05, **LOGINS[login])
        with TestClient(create_app(settings)) as client:
            assert client.get("/").status_code == 200
            store.stop()
            until(lambda: "bomay_store_up 0.0" in client.get("/metrics").text)
            told = [client.get(path, headers=kind).text for path in PATHS for kind in ({}, HTML)]
    assert "serving release" in caplog.text
    for text in (*told, caplog.text):
        assert not any(word in text for word in WORDS)


@pytest.mark.parametrize("command", [["config"], ["config", "--json"], ["serve", "--help"]])
@pytest.mark.parametrize("login", LOGINS)
def test_no_command_prints_it(login, command, tmp_path):
    given = {f"BOMAY_{name}".upper(): value for name, value in LOGINS[login].items()}
    address = {"BOMAY_STORE": f"http://reader:{SECRET}@127.0.0.1:9/query"}
    done = subprocess.run(
        [sys.executable, "-m", "bomay", *command],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(ROOT)} | given | address,
        capture_output=True,
        text=True,
        timeout=PATIENCE * 3,
        check=True,
    )
    assert not any(word in done.stdout + done.stderr for word in WORDS)
    if command[0] == "config":
        assert "BOMAY_STORE" in done.stdout
