"""Call-next by eight clerks without a pause, with 500 waiting and a short or a long past."""

import tempfile
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

from bench.processes import CLIENT_CORE, Child, pin
from bench.report import Row, quantile
from bench.site import CLERKS, Prepared, prepare
from bench.wire import Caller

PART = "calls"
WAITING = 500
PASTS = (100, 10_000, 1_000_000)


@dataclass
class Shift:
    """One clerk's calls, in milliseconds each."""

    latencies: list[float] = field(default_factory=list)
    failure: BaseException | None = None


def measure(quick: bool) -> list[Row]:
    """p50 and p99 for each past, and how much the longest past costs over the shortest."""
    pin(CLIENT_CORE)
    seconds, pasts = (0.5, (100, 1000)) if quick else (8.0, PASTS)
    waiting = 50 if quick else WAITING
    found = {past: _with_past(past, waiting, seconds) for past in pasts}
    rows = [row for past, latencies in found.items() for row in _rows(past, latencies)]
    short, long = (quantile(found[past], 0.5) for past in (pasts[0], pasts[-1]))
    flat = long / short
    rows.append(
        Row(
            PART, f"a call with {pasts[-1]:,} past tickets", long, "ms (p50)",
            f"with {pasts[0]:,}", flat, "≤ 1.20×", flat <= 1.2,
        )
    )  # fmt: skip
    return rows


def _rows(past: int, latencies: list[float]) -> list[Row]:
    p99 = quantile(latencies, 0.99)
    name = f"call-next, 8 clerks, {past:,} past tickets"
    return [
        Row(PART, f"{name}, p50", quantile(latencies, 0.5), "ms"),
        Row(PART, f"{name}, p99", p99, "ms", aim="< 50 ms", met=p99 < 50),
    ]


def _with_past(past: int, waiting: int, seconds: float) -> list[float]:
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        hall = prepare(Path(name), past)
        with Child("-m", "bench.hall", str(hall.folder)) as server:
            port = int(server.line())
            _fill(hall, port, waiting)
            shifts = {window: Shift() for window in CLERKS}
            _work(hall, port, shifts, seconds)
    for shift in shifts.values():
        if shift.failure is not None:
            raise shift.failure
    return [latency for shift in shifts.values() for latency in shift.latencies]


def _fill(hall: Prepared, port: int, waiting: int) -> None:
    kiosk = Caller(port, hall.kiosk)
    for number in range(waiting):
        _take(kiosk, hall.served[number % len(hall.served)])
    kiosk.close()


def _take(kiosk: Caller, matter: str) -> None:
    kiosk.ask("POST", "/api/v1/halls/main/tickets", {"matter": matter, "paper": False})


def _work(hall: Prepared, port: int, shifts: dict[str, Shift], seconds: float) -> None:
    threads = [
        threading.Thread(target=_clerk, args=(hall, port, window, shift, seconds))
        for window, shift in shifts.items()
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def _clerk(hall: Prepared, port: int, window: str, shift: Shift, seconds: float) -> None:
    """Call, start, and finish with the next call; for each served one somebody comes in."""
    try:
        clerk, kiosk = Caller(port, hall.clerks[window]), Caller(port, hall.kiosk)
        desk = f"/api/v1/windows/{window}"
        clerk.ask("POST", f"{desk}/sign-on")
        deadline = time.monotonic() + seconds
        turn = 0
        while time.monotonic() < deadline:
            began = time.perf_counter()
            answer = clerk.ask("POST", f"{desk}/call-next", {"finish": True})
            shift.latencies.append((time.perf_counter() - began) * 1000)
            if answer["result"] != "called":
                raise RuntimeError(f"window {window}: {answer['result']} with people waiting")
            clerk.ask("POST", f"{desk}/start")
            _take(kiosk, hall.matters[window][turn % len(hall.matters[window])])
            turn += 1
    except BaseException as failure:
        shift.failure = failure
