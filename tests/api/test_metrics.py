"""/metrics: what is counted, under which few labels."""

import threading

import pytest
from prometheus_client.parser import text_string_to_metric_families
from starlette.testclient import TestClient

from api.app import create_app
from api.metrics import Reading
from api.observation import NO_ROUTE
from api.settings import Settings
from tests.api.conftest import SAMPLE

AGENCY = "/id/org/binh-phuoc/so-thong-tin-va-truyen-thong"


@pytest.fixture
def app():
    return create_app(Settings(dataset=SAMPLE))


@pytest.fixture
def client(app):
    return TestClient(app, follow_redirects=False, raise_server_exceptions=False)


def samples(client):
    """{(name, labels): value} of what /metrics says now, as Prometheus reads it."""
    answer = client.get("/metrics")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/plain; version=0.0.4; charset=utf-8"
    assert answer.headers["cache-control"] == "no-store"
    return {
        (sample.name, tuple(sorted(sample.labels.items()))): sample.value
        for family in text_string_to_metric_families(answer.text)
        for sample in family.samples
    }


def requests(client):
    return {
        tuple(dict(labels)[key] for key in ("method", "route", "status")): value
        for (name, labels), value in samples(client).items()
        if name == "bomay_http_requests_total"
    }


def test_requests_by_template_method_and_status(client):
    for path in (AGENCY, AGENCY + "/none", "/sparql?query=ASK{}", "/static/site.css", "/x/y?z=1"):
        client.get(path)
    client.head(AGENCY)
    client.post("/sparql", content="x", headers={"content-type": "text/plain"})
    client.options("/sparql")
    client.request("BREW", "/")
    assert requests(client) == {
        ("GET", "/id/{path:path}", "200"): 1,
        ("HEAD", "/id/{path:path}", "200"): 1,
        ("GET", "/id/{path:path}", "404"): 1,
        ("GET", "/sparql", "200"): 1,
        ("POST", "/sparql", "415"): 1,
        ("GET", "/static/*", "200"): 1,
        ("GET", NO_ROUTE, "404"): 1,
        ("OPTIONS", NO_ROUTE, "204"): 1,
        ("OTHER", "/", "405"): 1,
    }


def test_no_client_makes_the_numbers_grow(client):
    client.get("/id/one")
    before = len(samples(client))
    for number in range(30):
        client.get(f"/id/{number}")
        client.get(f"/nothing-{number}")
        client.get(f"/sparql?query=ASK{{<urn:{number}>?p?o}}", headers={"user-agent": f"u{number}"})
        client.request(f"METHOD{number}", "/id/one")
    assert len(samples(client)) - before < 90
    text = client.get("/metrics").text
    assert "urn:" not in text and "nothing-" not in text and "METHOD" not in text


def test_latency_bytes_and_state(client):
    body = client.get("/health").content
    found = samples(client)
    route = (("route", "/health"),)
    assert found["bomay_http_request_duration_seconds_count", route] == 1
    assert found["bomay_http_request_duration_seconds_bucket", (("le", "60.0"), *route)] == 1
    assert 0 < found["bomay_http_request_duration_seconds_sum", route] < 20
    assert found["bomay_http_response_bytes_total", route] == len(body)
    assert found["bomay_http_requests_in_flight", ()] == 1  # the one that asks
    assert found["bomay_uptime_seconds", ()] > 0
    assert found["bomay_ready", ()] == 1
    assert found["bomay_release_quads", ()] > 400
    (release,) = [labels for name, labels in found if name == "bomay_release_info"]
    assert dict(release)["release"].startswith("sample-")


def test_a_fault_is_counted_as_500(client, monkeypatch):
    def fail(*_):
        raise RuntimeError("out of order")

    monkeypatch.setattr("api.routes.pages.render_home", fail)
    assert client.get("/").status_code == 500
    assert requests(client)["GET", "/", "500"] == 1
    assert samples(client)["bomay_http_requests_in_flight", ()] == 1


def test_requests_in_flight(app, monkeypatch):
    started, go_on = threading.Event(), threading.Event()

    def wait(*_):
        started.set()
        assert go_on.wait(20)
        return "page"

    monkeypatch.setattr("api.routes.pages.render_home", wait)
    with TestClient(app) as client:
        thread = threading.Thread(target=client.get, args=("/",))
        thread.start()
        assert started.wait(20)
        assert samples(client)["bomay_http_requests_in_flight", ()] == 2
        go_on.set()
        thread.join()
        assert samples(client)["bomay_http_requests_in_flight", ()] == 1


def test_parts_of_the_service_tell_their_numbers(app, client):
    class Pool:
        def readings(self):
            yield Reading("queries", "Queries.", 3, labels={"outcome": "answered"})
            yield Reading("queries", "Queries.", 1, labels={"outcome": "timeout"})
            yield Reading("query_workers_busy", "Workers.", 2, "gauge")

    app.state.readable.append(Pool())
    found = samples(client)
    assert found["bomay_queries_total", (("outcome", "answered"),)] == 3
    assert found["bomay_queries_total", (("outcome", "timeout"),)] == 1
    assert found["bomay_query_workers_busy", ()] == 2


def test_metrics_can_be_switched_off():
    answer = TestClient(create_app(Settings(dataset=SAMPLE, metrics=False))).get("/metrics")
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"
    assert "BOMAY_METRICS" in answer.json()["detail"]
