"""The guards of conftest.py do guard."""

import socket
import urllib.request

import pytest

from tests.conftest import SHARED_ABSENT, OutsideNetworkError, is_loopback
from tests.paths import ROOT


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ("127.0.0.1", True),
        ("127.8.9.10", True),
        ("::1", True),
        ("localhost", True),
        (b"localhost", True),
        (None, True),
        ("192.0.2.1", False),
        ("0.0.0.0", False),
        ("2001:db8::1", False),
        ("example.org", False),
        ("127.0.0.1.example.org", False),
        ("", False),
    ],
)
def test_loopback(host, expected):
    assert is_loopback(host) is expected


def test_no_connection_leaves_the_machine():
    with socket.socket() as sock, pytest.raises(OutsideNetworkError):
        sock.connect(("192.0.2.1", 80))
    with socket.socket() as sock, pytest.raises(OutsideNetworkError):
        sock.connect_ex(("192.0.2.1", 80))
    with pytest.raises(OutsideNetworkError):
        urllib.request.urlopen("http://example.org/")


def test_loopback_and_unix_sockets_work(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as server:
        socket.create_connection(server.getsockname()).close()
    with socket.socket(socket.AF_UNIX) as server, socket.socket(socket.AF_UNIX) as client:
        server.bind(str(tmp_path / "s"))
        server.listen()
        client.connect(str(tmp_path / "s"))


SKIPPING = f"""
import pytest

def test_passes():
    pass

@pytest.mark.skip(reason="no browser")
def test_marked():
    pass

def test_skips_itself():
    pytest.skip("no java")

def test_without_shared():
    pytest.skip("{SHARED_ABSENT}")

@pytest.mark.xfail(reason="known")
def test_expected_to_fail():
    assert False
"""

SKIPPED_MODULE = 'import pytest\npytest.skip("no chromium", allow_module_level=True)\n'


# A test that a mark skips fails before it starts, which pytest calls an error.
@pytest.mark.parametrize(
    ("environment", "outcomes"),
    [
        ({}, {"passed": 1, "skipped": 3, "xfailed": 1}),
        ({"CI": "false", "BOMAY_CI": "0"}, {"passed": 1, "skipped": 3, "xfailed": 1}),
        ({"CI": "true"}, {"passed": 1, "failed": 1, "errors": 1, "skipped": 1, "xfailed": 1}),
        ({"BOMAY_CI": "1"}, {"passed": 1, "failed": 1, "errors": 1, "skipped": 1, "xfailed": 1}),
    ],
)
def test_a_skip_fails_in_ci(pytester, monkeypatch, environment, outcomes):
    prepare(pytester, monkeypatch, environment)
    pytester.makepyfile(SKIPPING)
    pytester.runpytest_subprocess().assert_outcomes(**outcomes)


@pytest.mark.parametrize(
    ("environment", "outcomes"), [({}, {"skipped": 1}), ({"BOMAY_CI": "1"}, {"errors": 1})]
)
def test_a_skipped_module_fails_in_ci(pytester, monkeypatch, environment, outcomes):
    prepare(pytester, monkeypatch, environment)
    pytester.makepyfile(SKIPPED_MODULE)
    pytester.runpytest_subprocess().assert_outcomes(**outcomes)


def prepare(pytester, monkeypatch, environment):
    for name in ("CI", "BOMAY_CI"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    pytester.makeconftest((ROOT / "tests" / "conftest.py").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("environment", "words"), [({}, "1 passed"), ({"CI": "true"}, "--update-golden is for people")]
)
def test_ci_cannot_update_the_golden_files(pytester, monkeypatch, environment, words):
    prepare(pytester, monkeypatch, environment)
    pytester.makepyfile("def test_nothing(): pass")
    result = pytester.runpytest_subprocess("--update-golden")
    assert words in result.stdout.str() + result.stderr.str()
