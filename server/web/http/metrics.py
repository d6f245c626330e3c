"""What Prometheus may ask: requests, tickets, calls, sockets. No person is in a label."""

import time
from typing import Any

from flask import Flask, Response, g, request
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

TEXT = "text/plain; version=0.0.4; charset=utf-8"
BUCKETS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1.0, 5.0)

REGISTRY = CollectorRegistry()
REQUESTS = Counter(
    "servicehall_requests", "Requests by endpoint and status",
    ("endpoint", "status"), registry=REGISTRY,
)  # fmt: skip
SECONDS = Histogram(
    "servicehall_request_seconds", "Time to answer", ("endpoint",),
    buckets=BUCKETS, registry=REGISTRY,
)  # fmt: skip
TICKETS = Counter(
    "servicehall_tickets", "Tickets issued", ("hall", "channel"), registry=REGISTRY
)  # fmt: skip
CALLS = Counter("servicehall_calls", "Calls", ("hall",), registry=REGISTRY)
SOCKETS = Gauge("servicehall_sockets", "Open sockets", registry=REGISTRY)

_children: dict[tuple[str, int], tuple[Any, Any]] = {}


def install(app: Flask) -> None:
    app.before_request(_begin)
    app.after_request(_count)


def _begin() -> None:
    g.began = time.perf_counter()


def _count(response: Response) -> Response:
    endpoint = request.endpoint or "none"
    key = (endpoint, response.status_code)
    if key not in _children:  # looking labels up costs more than counting
        _children[key] = (
            REQUESTS.labels(endpoint, str(response.status_code)),
            SECONDS.labels(endpoint),
        )
    counter, histogram = _children[key]
    counter.inc()
    began = g.get("began")
    if began is not None:
        histogram.observe(time.perf_counter() - began)
    return response


def exposition() -> Response:
    return Response(generate_latest(REGISTRY), content_type=TEXT)
