"""From the commit of a call to the event at the last of N boards, against a bare broadcaster."""

import socket
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bench.processes import CLIENT_CORE, Child, pin
from bench.raw_client import RawClient
from bench.report import Row, quantile
from bench.site import Prepared, prepare

PART = "sockets"
WINDOW = "1"
PAUSE = 0.004


def measure(quick: bool) -> list[Row]:
    """Rounds alternate between the two servers, so that both meet the same weather."""
    pin(CLIENT_CORE)
    counts, rounds = ((1, 20), 10) if quick else ((1, 100, 1000), 300)
    rows: list[Row] = []
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        hall = prepare(Path(name))
        with Child("-m", "bench.hall", str(hall.folder)) as live, Child("-m", "bench.bare") as bare:
            ports = int(live.line()), int(bare.line())
            idle = live.memory_mb()
            desk = Desk(hall, ports[0], rounds * len(counts) + 10)
            for count in counts:
                rows += _with_boards(count, rounds, hall, ports, desk)
            rows.append(_memory(hall, ports[0], live, idle, counts[-1]))
    return rows


class Desk:
    """One clerk at one window, who makes single commits when told to."""

    def __init__(self, hall: Prepared, port: int, tickets: int) -> None:
        self.clerk = RawClient(port, hall.clerks[WINDOW])
        self.path = f"/api/v1/windows/{WINDOW}"
        kiosk = RawClient(port, hall.kiosk)
        for number in range(tickets):
            matter = hall.matters[WINDOW][number % len(hall.matters[WINDOW])]
            kiosk.ask("POST", "/api/v1/halls/main/tickets", {"matter": matter, "paper": False})
        kiosk.close()
        self.clerk.ask("POST", f"{self.path}/sign-on")
        self.stamps()

    def stamps(self) -> list[list[int]]:
        """The moments of the commits since last asked: monotonic, wall clock."""
        found: list[list[int]] = self.clerk.ask("GET", "/bench/stamps")
        return found

    def call(self) -> None:
        """Ask for the next one; the answer is read later, so that reading it disturbs nothing."""
        self.clerk.send("POST", f"{self.path}/call-next", {})

    def called_at(self) -> list[int]:
        """When the call just asked for was committed."""
        status, answer = self.clerk.answer()
        if status != 200 or answer["result"] != "called":
            raise RuntimeError(f"nobody was called: {status} {answer}")
        (stamp,) = self.stamps()
        return stamp

    def serve(self) -> None:
        """Start and finish: two commits, two events."""
        self.clerk.ask("POST", f"{self.path}/start")
        self.clerk.ask("POST", f"{self.path}/finish", {"outcome": "done"})
        self.stamps()


def _with_boards(
    count: int, rounds: int, hall: Prepared, ports: tuple[int, int], desk: Desk
) -> list[Row]:
    """Latencies in milliseconds to the last of `count` connections of each server."""
    live_port, bare_port = ports
    live, bare = [], []
    with _boards() as watching, _boards() as listening:
        watching.ask("connect", port=live_port, count=count, token=hall.board)
        listening.ask("connect", port=bare_port, count=count)
        size = 300
        for _ in range(rounds):
            time.sleep(PAUSE)
            seen = _round(watching, desk.call)
            live.append((seen["last"] - desk.called_at()[0]) / 1e6)
            size = seen["bytes"]
            _round(watching, desk.serve, events=2)
            time.sleep(PAUSE)
            began: list[int] = []
            seen = _round(listening, lambda: began.append(_fire(bare_port, size)))  # noqa: B023
            bare.append((seen["last"] - began[0]) / 1e6)
    return _rows(count, live, bare)


def _rows(count: int, live: list[float], bare: list[float]) -> list[Row]:
    many = f"{count:,} board(s)"
    rows = []
    for share, name in ((0.5, "p50"), (0.99, "p99")):
        ours, least = quantile(live, share), quantile(bare, share)
        aimed = count >= 1000 and name == "p99"
        ratio = ours / least
        rows.append(
            Row(
                PART, f"commit of a call → event at the last of {many}, {name}", ours, "ms",
                f"bare ({least:.2f} ms)", ratio,
                "≤ 1.30×" if aimed else "", ratio <= 1.3 if aimed else None,
            )
        )  # fmt: skip
    return rows


def _boards() -> Child:
    return Child("-m", "bench.boards", core=CLIENT_CORE)


def _round(boards: Child, fire: Callable[[], Any], events: int = 1) -> dict[str, Any]:
    """Fire, and wait until every connection has its events."""
    boards.order("expect", events=events, timeout=20)
    boards.reply()
    fire()
    seen: dict[str, Any] = boards.reply()
    if seen["missing"]:
        raise RuntimeError(f"{seen['missing']} connections did not get the event")
    return seen


def _fire(port: int, size: int) -> int:
    """Let the bare broadcaster send; when it began."""
    with socket.create_connection(("127.0.0.1", port)) as trigger:
        trigger.sendall(f"GET /fire HTTP/1.1\r\nSize: {size}\r\nCount: 1\r\n\r\n".encode())
        answer = b""
        while not answer.endswith(b"\n"):
            answer += trigger.recv(64)
    return int(answer)


def _memory(hall: Prepared, port: int, live: Child, idle: float, count: int) -> Row:
    with _boards() as boards:
        boards.ask("connect", port=port, count=count, token=hall.board)
        boards.ask("idle", seconds=0.5)
        full = live.memory_mb()
    each = (full - idle) * 1024 / count
    return Row(PART, f"memory with {count:,} boards ({each:.0f} kB each)", full, "MB")
