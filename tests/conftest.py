"""What holds for every test: no network but loopback, the same fuzz each run, no skips in CI."""

import os
import socket
from collections.abc import Iterator
from ipaddress import ip_address
from pathlib import Path

import hypothesis
import pytest

from tests.paths import SHARED

SHARED_ABSENT = "the folder ../shared is absent"

# The same examples in every run; a slow machine is no failure.
hypothesis.settings.register_profile("bomay", derandomize=True, deadline=None)
hypothesis.settings.load_profile("bomay")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the one way to change tests/golden; CI can't take it."""
    parser.addoption(
        "--update-golden", action="store_true", help="write tests/golden anew from what is found"
    )


def pytest_configure(config: pytest.Config) -> None:
    if config.getoption("update_golden") and is_ci():
        raise pytest.UsageError("--update-golden is for people: CI compares, it never writes")


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder ../shared beside the checkout; skips where there is none, in CI too."""
    if not SHARED.is_dir():
        pytest.skip(SHARED_ABSENT)
    return SHARED


# --- no network but loopback ---


class OutsideNetworkError(AssertionError):
    """A test tried to reach another machine. Not an OSError: nobody takes it for a bad line."""


def is_loopback(host: object) -> bool:
    if host in (None, "localhost", b"localhost"):
        return True
    try:
        return ip_address(host.decode() if isinstance(host, bytes) else str(host)).is_loopback
    except ValueError:
        return False


@pytest.fixture(scope="session", autouse=True)
def only_loopback() -> Iterator[None]:
    """Let sockets of this process reach loopback and Unix sockets only, names not looked up."""
    connect, connect_ex = socket.socket.connect, socket.socket.connect_ex
    getaddrinfo = socket.getaddrinfo

    def check(sock, address):
        if sock.family in (socket.AF_INET, socket.AF_INET6) and not is_loopback(address[0]):
            raise OutsideNetworkError(f"connect to {address}")

    def guarded_connect(sock, address):
        check(sock, address)
        return connect(sock, address)

    def guarded_connect_ex(sock, address):
        check(sock, address)
        return connect_ex(sock, address)

    def guarded_getaddrinfo(host, *args, **kwargs):
        if not is_loopback(host):
            raise OutsideNetworkError(f"look up {host!r}")
        return getaddrinfo(host, *args, **kwargs)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", guarded_connect)
        patch.setattr(socket.socket, "connect_ex", guarded_connect_ex)
        patch.setattr(socket, "getaddrinfo", guarded_getaddrinfo)
        yield


# --- no skipping in CI ---


def is_ci() -> bool:
    return any(os.environ.get(name, "") not in ("", "0", "false") for name in ("CI", "BOMAY_CI"))


def fail_if_skipped(report: pytest.TestReport | pytest.CollectReport) -> None:
    """Make a skip a failure in CI: there, what the tests need has to be there. xfail stays."""
    reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
    if report.skipped and is_ci() and not hasattr(report, "wasxfail"):
        if SHARED_ABSENT in reason:
            return
        report.outcome = "failed"
        report.longrepr = f"skipped, which CI does not allow: {reason}"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport():
    report = yield
    fail_if_skipped(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report():
    report = yield
    fail_if_skipped(report)
    return report
