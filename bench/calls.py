"""Call-next by eight clerks without a pause, with 500 waiting and a short or a long past."""

import tempfile
import threading
import time
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from bench.processes import CLIENT_CORE, Child, pin
from bench.raw_client import RawClient
from bench.report import Row, quantile
from bench.site import CLERKS, Prepared, prepare

PART = "calls"
WAITING = 500
PASTS = (100, 10_000, 1_000_000)


@dataclass
class Shift:
    """One clerk's calls, in milliseconds each."""

    latencies: list[float] = field(default_factory=list)
    failure: BaseException | None = None


def measure(quick: bool) -> list[Row]:
    """p50 and p99 for each past, and how much the longest past costs over the shortest.

    One server for each past; short slices of work go round among them, so that all meet the same
    neighbours.
    """
    pin(CLIENT_CORE)
    slices, seconds, pasts = (1, 0.5, (100, 1000)) if quick else (6, 1.5, PASTS)
    waiting = 50 if quick else WAITING
    with ExitStack() as stack:
        halls = {past: Opened(past, waiting, stack) for past in pasts}
        for _ in range(slices):
            for hall in halls.values():
                hall.work(seconds)
    rows = [row for past, hall in halls.items() for row in _rows(past, hall.latencies)]
    short, long = (quantile(halls[past].latencies, 0.5) for past in (pasts[0], pasts[-1]))
    flat = long / short
    rows.append(
        Row(
            PART, f"a call with {pasts[-1]:,} past tickets", long, "ms (p50)",
            f"with {pasts[0]:,}", flat, "≤ 1.20×", flat <= 1.2,
        )
    )  # fmt: skip
    return rows


class Opened:
    """A hall with a past, served, and with people waiting."""

    def __init__(self, past: int, waiting: int, stack: ExitStack) -> None:
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="bench-"))
        self.hall = prepare(Path(folder), past)
        server = stack.enter_context(Child("-m", "bench.hall", folder))
        self.port = int(server.line())
        self.latencies: list[float] = []
        _fill(self.hall, self.port, waiting)

    def work(self, seconds: float) -> None:
        """Eight clerks without a pause for so long."""
        shifts = {window: Shift() for window in CLERKS}
        threads = [
            threading.Thread(target=_clerk, args=(self.hall, self.port, window, shift, seconds))
            for window, shift in shifts.items()
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        for shift in shifts.values():
            if shift.failure is not None:
                raise shift.failure
            self.latencies += shift.latencies


def _rows(past: int, latencies: list[float]) -> list[Row]:
    p99 = quantile(latencies, 0.99)
    name = f"call-next, 8 clerks, {past:,} past tickets"
    return [
        Row(PART, f"{name}, p50", quantile(latencies, 0.5), "ms"),
        Row(PART, f"{name}, p99", p99, "ms", aim="< 50 ms", met=p99 < 50),
    ]


def _fill(hall: Prepared, port: int, waiting: int) -> None:
    kiosk = RawClient(port, hall.kiosk)
    for number in range(waiting):
        _take(kiosk, hall.served[number % len(hall.served)])
    kiosk.close()


def _take(kiosk: RawClient, matter: str) -> None:
    kiosk.ask("POST", "/api/v1/halls/main/tickets", {"matter": matter, "paper": False})


def _clerk(hall: Prepared, port: int, window: str, shift: Shift, seconds: float) -> None:
    """Call, start, and finish with the next call; for each served one somebody comes in."""
    try:
        clerk, kiosk = RawClient(port, hall.clerks[window]), RawClient(port, hall.kiosk)
        desk = f"/api/v1/windows/{window}"
        clerk.ask("POST", f"{desk}/sign-on")
        clerk.ask("POST", f"{desk}/call-next", {"finish": True})  # whoever is there still
        clerk.ask("POST", f"{desk}/start")
        deadline = time.monotonic() + seconds
        turn = 0
        while time.monotonic() < deadline:
            began = time.perf_counter()
            answer = clerk.ask("POST", f"{desk}/call-next", {"finish": True})
            shift.latencies.append((time.perf_counter() - began) * 1000)
            if answer["result"] not in ("called", "already"):
                raise RuntimeError(f"window {window}: {answer['result']} with people waiting")
            clerk.ask("POST", f"{desk}/start")
            _take(kiosk, hall.matters[window][turn % len(hall.matters[window])])
            turn += 1
    except BaseException as failure:
        shift.failure = failure
