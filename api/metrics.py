"""Numbers for monitoring, in the Prometheus text format.

Labels are few and of few values: the template of a route, a method, a status. No path, no IRI and
no words of a query ever become a label, so that no client can make the numbers grow.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal, Protocol

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.core import (
    CounterMetricFamily,
    GaugeMetricFamily,
    InfoMetricFamily,
    Metric,
)
from prometheus_client.process_collector import ProcessCollector

from api.observation import Observer, Record
from api.releases import DatasetError, Datasets, Elsewhere

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0)
"""The upper bounds of the buckets of latency."""


@dataclass(frozen=True)
class Reading:
    """One number of a part of the service. ``name`` is without the prefix ``bomay_``.

    A counter only grows; its name ends in ``_total`` when it is told. Values of ``labels`` must
    be few: never a path, an IRI or a text of a client.
    """

    name: str
    help: str
    value: float
    kind: Literal["counter", "gauge"] = "counter"
    labels: Mapping[str, str] = field(default_factory=dict)


class Readable(Protocol):
    """A part of the service that has numbers to tell."""

    def readings(self) -> Iterable[Reading]:
        """Return its numbers now; called in the event loop, so it must not wait."""


Readings = Callable[[], Iterable[Reading]]


class StoreState:
    """Whether a store elsewhere is well."""

    def __init__(self, store: Elsewhere) -> None:
        self._store = store

    def readings(self) -> Iterator[Reading]:
        """Return the number for /metrics."""
        told = "1 where the store answered when it was last asked."
        yield Reading("store_up", told, int(self._store.is_well()), kind="gauge")


class Metrics(Observer):
    """The numbers of one application, in a registry of its own."""

    def __init__(self, datasets: Datasets, readings: Readings) -> None:
        self.registry = CollectorRegistry()
        self._requests = Counter(
            "bomay_http_requests",
            "Requests answered, by route, method and status (0: the client was gone).",
            ("route", "method", "status"),
            registry=self.registry,
        )
        self._seconds = Histogram(
            "bomay_http_request_duration_seconds",
            "Seconds from the first byte of a request to the last of its answer.",
            ("route",),
            buckets=SECONDS,
            registry=self.registry,
        )
        self._bytes = Counter(
            "bomay_http_response_bytes",
            "Bytes of content sent, after compression.",
            ("route",),
            registry=self.registry,
        )
        self._in_flight = Gauge(
            "bomay_http_requests_in_flight", "Requests under way.", registry=self.registry
        )
        self._children: dict[tuple[str, str, int], tuple[Counter, Histogram, Counter]] = {}
        self.registry.register(_State(datasets, readings))
        ProcessCollector(registry=self.registry)

    def begin(self) -> None:
        """Count a request as under way."""
        self._in_flight.inc()

    def end(self, record: Record) -> None:
        """Count a request as answered."""
        self._in_flight.dec()
        key = record.route, record.method, record.status
        found = self._children.get(key)
        if found is None:  # of few values each: so few are kept
            found = self._children[key] = (
                self._requests.labels(record.route, record.method, str(record.status)),
                self._seconds.labels(record.route),
                self._bytes.labels(record.route),
            )
        requests, seconds, sent = found
        requests.inc()
        seconds.observe(record.ms / 1000)
        sent.inc(record.bytes)

    def text(self) -> bytes:
        """Return all numbers as text."""
        return generate_latest(self.registry)


class _State:
    """What is read when it is asked for: the release, the uptime, the parts of the service."""

    def __init__(self, datasets: Datasets, readings: Readings) -> None:
        self._datasets = datasets
        self._readings = readings
        self._started = time.monotonic()

    def describe(self) -> list[Metric]:
        """Name nothing before it is asked for."""
        return []

    def collect(self) -> Iterator[Metric]:
        """Return the numbers now."""
        uptime = time.monotonic() - self._started
        yield GaugeMetricFamily("bomay_uptime_seconds", "Seconds since the start.", uptime)
        try:
            dataset = self._datasets.current()
        except DatasetError:
            yield GaugeMetricFamily("bomay_ready", "1 where a release is served.", 0)
        else:
            yield GaugeMetricFamily("bomay_ready", "1 where a release is served.", 1)
            yield InfoMetricFamily("bomay_release", "What is served.", {"release": dataset.id})
            yield GaugeMetricFamily("bomay_release_quads", "Quads served.", dataset.quads)
        yield from families(self._readings())


def families(readings: Iterable[Reading]) -> list[Metric]:
    """Return readings as metrics, those of one name together."""
    found: dict[str, Metric] = {}
    for reading in readings:
        name = f"bomay_{reading.name}"
        family = found.get(name)
        if family is None:
            make = CounterMetricFamily if reading.kind == "counter" else GaugeMetricFamily
            family = found[name] = make(name, reading.help, labels=tuple(reading.labels))
        assert isinstance(family, CounterMetricFamily | GaugeMetricFamily)
        family.add_metric(list(reading.labels.values()), reading.value)
    return list(found.values())
