"""What holds for every route: headers, methods, errors."""

import re
import threading

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from api.security import HEADERS, policy
from api.settings import Settings
from tests.api.conftest import SAMPLE

ALL = ["/", "/health", "/sparql", "/id/province/binh-phuoc", "/def", "/static/site.css"]
ALL += ["/static/vis/vis-network.min.js", "/openapi.json", "/nothing", "/search?q=so", "/explore"]
FIREFOX = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


@pytest.mark.parametrize("path", ALL)
@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS", "PUT"])
@pytest.mark.parametrize("accept", ["*/*", FIREFOX])
def test_security_headers(client, path, method, accept):
    response = client.request(method, path, headers={"accept": accept})
    for name, value in HEADERS.items():
        assert response.headers[name] == value


def test_policy_names_no_third_party():
    assert "http" not in policy()
    assert "unsafe" not in policy()
    assert "style-src 'self' 'unsafe-inline'" in policy(style_src="'self' 'unsafe-inline'")


def test_a_route_may_set_its_own_policy():
    app = create_app(Settings(dataset=SAMPLE))
    own = policy(img_src="'none'")

    @app.get("/own")
    def answer():
        from starlette.responses import PlainTextResponse

        return PlainTextResponse("", headers={"Content-Security-Policy": own})

    assert TestClient(app).get("/own").headers["content-security-policy"] == own


@pytest.mark.parametrize(
    "path", ["/", "/health", "/sparql?query=ASK{}", "/def", "/static/site.css"]
)
def test_head_is_get_without_content(client, path):
    got, head = client.get(path), client.head(path)
    assert head.status_code == got.status_code == 200
    assert head.content == b""
    own = {"x-request-id"}
    assert {k: v for k, v in head.headers.items() if k not in own} == {
        k: v for k, v in got.headers.items() if k not in own
    }


def test_head_of_nothing(client):
    assert client.head("/nothing").status_code == 404
    assert client.head("/sparql?query=x").status_code == 400


@pytest.mark.parametrize(
    ("path", "allowed"),
    [
        ("/sparql", "GET, POST, HEAD, OPTIONS"),
        ("/id/anything", "GET, HEAD, OPTIONS"),
        ("/", "GET, HEAD, OPTIONS"),
        ("/health", "GET, HEAD, OPTIONS"),
        ("/static/site.css", "GET, HEAD, OPTIONS"),
    ],
)
def test_options_and_405(client, path, allowed):
    response = client.options(path)
    assert response.status_code == 204
    assert response.headers["allow"] == allowed
    assert response.content == b""
    for method in ("PUT", "DELETE", "PATCH", *(() if "POST" in allowed else ("POST",))):
        response = client.request(method, path)
        assert response.status_code == 405
        assert response.headers["allow"] == allowed
        assert response.json()["title"] == "Method Not Allowed"


def test_preflight(client):
    headers = {
        "origin": "https://example.org",
        "access-control-request-method": "POST",
        "access-control-request-headers": "content-type",
    }
    response = client.options("/sparql", headers=headers)
    assert response.status_code == 204
    assert response.headers["access-control-allow-origin"] == "*"
    assert "POST" in response.headers["access-control-allow-methods"]
    assert "Content-Type" in response.headers["access-control-allow-headers"]


def test_options_of_nothing(client):
    assert client.options("/nothing").status_code == 404


def test_no_page_that_loads_from_elsewhere(client):
    assert client.get("/redoc").status_code == 404
    # words of examples, and the data block that nothing runs, may name other hosts
    words = r"<pre>.*?</pre>|<code>.*?</code>|<script type=\"application/ld\+json\">.*?</script>"
    assert "//" not in re.sub(words, "", client.get("/docs").text)


def test_health(client):
    body = client.get("/health").json()
    assert body["status"] == "ok"
    assert body["release"].startswith("sample-")
    assert body["quads"] > 400


def test_health_answers_while_threads_wait(monkeypatch):
    """All threads are taken: health needs none."""
    app = create_app(Settings(dataset=SAMPLE))
    release = threading.Event()
    started = threading.Semaphore(0)

    def wait(*_: object) -> None:
        started.release()
        release.wait(20)
        raise RuntimeError("not reached in time")

    monkeypatch.setattr("api.routes.sparql.describe_service", wait)
    with TestClient(app, raise_server_exceptions=False) as client:
        threads = [threading.Thread(target=client.get, args=("/sparql",)) for _ in range(45)]
        for thread in threads:
            thread.start()
        for _ in range(40):
            assert started.acquire(timeout=20)
        assert client.get("/health").json()["status"] == "ok"
        release.set()
        for thread in threads:
            thread.join()


@pytest.mark.parametrize("accept", ["*/*", FIREFOX])
def test_a_fault_shows_no_trace_and_the_service_stays(monkeypatch, accept):
    client = TestClient(create_app(Settings(dataset=SAMPLE)), raise_server_exceptions=False)

    def fail(*_: object) -> None:
        raise RuntimeError("secret of the house")

    with monkeypatch.context() as patch:
        patch.setattr("api.queries.Queries.run", fail)
        response = client.get("/sparql?query=ASK{}", headers={"accept": accept})
    assert response.status_code == 500
    assert "secret" not in response.text and "Traceback" not in response.text
    expected = "text/html" if accept == FIREFOX else "application/problem+json"
    assert response.headers["content-type"].startswith(expected)
    assert response.headers["content-security-policy"] == policy()
    assert client.get("/sparql?query=ASK{}").status_code == 200


def test_invalid_parameters_are_a_bad_request():
    app = create_app(Settings(dataset=SAMPLE))

    @app.get("/numbered")
    def answer(number: int) -> int:
        return number

    response = TestClient(app).get("/numbered?number=x")
    assert response.status_code == 400
    assert response.headers["content-type"] == "application/problem+json"
    assert "query.number" in response.json()["detail"]


def test_openapi_lists_the_routes(client):
    paths = client.get("/openapi.json").json()["paths"]
    assert {"/sparql", "/id/{path}", "/eli/{path}", "/def", "/health"} <= set(paths)


def test_vis_network_comes_from_the_installed_package(client):
    script = client.get("/static/vis/vis-network.min.js")
    assert script.status_code == 200
    assert "javascript" in script.headers["content-type"]
    assert client.get("/static/vis/vis-network.css").status_code == 200
