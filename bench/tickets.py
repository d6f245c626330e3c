"""Durable tickets a second over HTTP, against the bare SQLite transaction."""

import tempfile
import threading
import time
from pathlib import Path
from typing import NamedTuple

from bench.processes import CLIENT_CORE, Child, pin
from bench.raw_client import RawClient
from bench.report import Row, quantile
from bench.site import Prepared, prepare

PART = "tickets"


def measure(quick: bool) -> list[Row]:
    """With one client and with eight, each against as many threads on the bare file.

    Short slices alternate between the two, so that both meet the same disk and neighbours; each
    begins with an empty hall, for no hall has thousands waiting.
    """
    pin(CLIENT_CORE)
    slices, seconds = (1, 0.3) if quick else (6, 1.0)
    rows: list[Row] = []
    for clients in (1, 8):
        found = [_slice(clients, seconds) for _ in range(slices)]
        latencies = [latency for one in found for latency in one.latencies]
        bare, ours = (sum(one.bare for one in found), sum(one.ours for one in found))
        rows += _rows(clients, bare / slices, ours / slices, latencies)
    return rows


class Slice(NamedTuple):
    """Transactions a second of both, and the milliseconds of each ticket."""

    bare: float
    ours: float
    latencies: list[float]


def _slice(clients: int, seconds: float) -> Slice:
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        folder = Path(name)
        hall = prepare(folder / "hall")
        with (
            Child("-m", "bench.transactions", str(folder)) as least,
            Child("-m", "bench.hall", str(hall.folder)) as server,
        ):
            port = int(server.line())
            _over_http(hall, port, clients, 0.3)  # warm up
            bare = float(least.ask("run", threads=clients, seconds=seconds))
            return Slice(bare, *_over_http(hall, port, clients, seconds))


def _rows(clients: int, bare: float, rate: float, latencies: list[float]) -> list[Row]:
    who = "1 client" if clients == 1 else f"{clients} clients"
    ratio = rate / bare
    return [
        Row(PART, f"bare SQLite transaction, {clients} thread(s)", bare, "/s"),
        Row(
            PART, f"durable tickets over HTTP, {who}", rate, "/s",
            "the bare transaction", ratio, "≥ 0.30×", ratio >= 0.30,
        ),
        Row(PART, f"  slowest 1 % of them, {who}", quantile(latencies, 0.99), "ms"),
    ]  # fmt: skip


def _over_http(
    hall: Prepared, port: int, clients: int, seconds: float
) -> tuple[float, list[float]]:
    """Tickets a second, and the time of each in milliseconds."""
    latencies: list[list[float]] = [[] for _ in range(clients)]
    threads = [
        threading.Thread(target=_take, args=(hall, port, seconds, mine)) for mine in latencies
    ]
    began = time.monotonic()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    took = time.monotonic() - began
    every = [latency for mine in latencies for latency in mine]
    return len(every) / took, every


def _take(hall: Prepared, port: int, seconds: float, latencies: list[float]) -> None:
    principal = RawClient(port, hall.kiosk)
    deadline = time.monotonic() + seconds
    number = 0
    while time.monotonic() < deadline:
        matter = hall.served[number % len(hall.served)]
        number += 1
        began = time.perf_counter()
        principal.ask("POST", "/api/v1/halls/main/tickets", {"matter": matter, "paper": False})
        latencies.append((time.perf_counter() - began) * 1000)
    principal.close()
