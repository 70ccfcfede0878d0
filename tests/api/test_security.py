"""The headers against what browsers could do with an answer (OWASP Secure Headers Project)."""

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from api.security import FEATURES, HEADERS, headers_for
from api.settings import Settings
from tests.api.conftest import SAMPLE

FIREFOX = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
EXPECTED = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "x-permitted-cross-domain-policies": "none",
    "x-dns-prefetch-control": "off",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "cross-origin",
}


def make_client(base_url="http://testserver", **settings):
    app = create_app(Settings(dataset=SAMPLE, **settings))
    return TestClient(app, base_url=base_url, raise_server_exceptions=False)


@pytest.mark.parametrize("path", ["/", "/docs", "/health", "/nothing", "/static/site.css", "/def"])
def test_headers_of_every_answer(path):
    answer = make_client().get(path, headers={"accept": FIREFOX})
    assert {name: answer.headers.get(name) for name in EXPECTED} == EXPECTED
    assert "strict-transport-security" not in answer.headers
    assert "server" not in answer.headers and "x-powered-by" not in answer.headers
    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize(
    "directive",
    [
        "default-src 'none'",
        "script-src 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "form-action 'self'",
    ],
)
def test_policy(directive):
    assert directive in HEADERS["Content-Security-Policy"].split("; ")


def test_no_feature_is_allowed():
    assert HEADERS["Permissions-Policy"].count("=()") == len(FEATURES) > 10
    assert len(set(FEATURES)) == len(FEATURES)


@pytest.mark.parametrize(
    ("base_url", "seconds", "said"),
    [
        ("https://bomay.example", 31_536_000, "max-age=31536000"),
        ("http://bomay.example", 31_536_000, None),
        ("https://bomay.example", 0, None),
    ],
)
def test_https_only_is_said_over_https_and_by_setting(base_url, seconds, said):
    client = make_client(base_url, hsts_seconds=seconds)
    for path in ("/", "/nothing", "/static/site.css"):
        assert client.get(path).headers.get("strict-transport-security") == said


def test_a_fault_has_them_all(monkeypatch):
    def fail(*_):
        raise RuntimeError("out of order")

    monkeypatch.setattr("api.routes.pages.render_home", fail)
    answer = make_client("https://bomay.example", hsts_seconds=60).get("/")
    assert answer.status_code == 500
    for name, value in headers_for("https", 60).items():
        assert answer.headers[name] == value
