"""From the tap to the paper, and what a burst of printing costs a socket of the same server."""

import json
import tempfile
import time
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bench.boards import PING, PONG, Board, masked
from bench.processes import CLIENT_CORE, Child, pin
from bench.raw_client import RawClient
from bench.report import Row, quantile
from bench.site import prepare

PART = "printing"
WIDTH = "576"
TICKETS = "/api/v1/halls/main/tickets"
LATE = 5.0  # ms that printing may delay a socket


def measure(quick: bool) -> list[Row]:
    """Taps first, one at a time; then heartbeats in slices with and without paper, in turn."""
    pin(CLIENT_CORE)
    taps, slices, seconds = (3, 1, 2.0) if quick else (120, 8, 5.0)
    with ExitStack() as stack:
        hall = Hall(stack)
        first = hall.tap()
        rows = tapped([hall.tap() for _ in range(taps)], first)
        return rows + disturbed(hall, slices, seconds)


class Hall:
    """A server with a printer, a kiosk, a board that watches, and a heartbeat."""

    def __init__(self, stack: ExitStack) -> None:
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="bench-"))
        self.printer = stack.enter_context(Child("-m", "bench.printer", WIDTH, core=CLIENT_CORE))
        hall = prepare(Path(folder), printer=self.printer.line())
        server = stack.enter_context(Child("-m", "bench.hall", folder, "printing"))
        port, echoing = int(server.line()), server.line()
        self.heart = stack.enter_context(Child("-m", "bench.heartbeat", echoing, core=CLIENT_CORE))
        self.kiosk = RawClient(port, hall.kiosk)
        self.board = watching(port, hall.board)
        self._matters = hall.served
        self._taken = 0
        self.wait_for('"printer.health"', '"ok"', seconds=5.0)

    def take(self, paper: bool) -> str:
        """A number, on paper or not."""
        self._taken += 1
        matter = self._matters[self._taken % len(self._matters)]
        taken = self.kiosk.ask("POST", TICKETS, {"matter": matter, "paper": paper})
        number: str = taken["number"]
        return number

    def tap(self) -> tuple[float, float]:
        """Milliseconds from the request to the first dots at the printer, and to PRINTED."""
        self.printer.ask("firsts")
        began = time.monotonic_ns()
        number = self.take(True)
        ended = self.wait_for(f'"number":"{number}"', '"state":"printed"')
        (first,) = self.printer.ask("firsts")
        return (first - began) / 1e6, (ended - began) / 1e6

    def wait_for(self, *words: str, seconds: float = 30.0) -> int:
        """When the board was told something in these words; raises TimeoutError."""
        found = self.attend(words, seconds)
        if not found:
            raise TimeoutError(f"the board was never told {words}")
        return found

    def attend(self, words: tuple[str, ...], seconds: float) -> int:
        """Answer the server's pings for so long, or until the board is told these words; when."""
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0:
            self.board.socket.settimeout(left)
            try:
                frames = self.board.frames(self.board.socket.recv(65_536))
            except TimeoutError:
                break
            for frame in frames:
                if frame == PING:
                    self.board.socket.sendall(masked(PONG))
                elif words and all(word in frame.decode() for word in words):
                    return time.monotonic_ns()
        return 0

    def beats(self, seconds: float, tickets: int, paper: bool) -> list[float]:
        """How late each heartbeat was, in milliseconds, while so many tickets are taken at once.

        Ends when the last of them is on paper.
        """
        self.heart.order("watch", seconds=seconds)
        number = ""
        for _ in range(tickets):
            number = self.take(paper)
        out = (f'"number":"{number}"', '"state":"printed"') if paper else ()
        came = self.attend(out, seconds)
        late: list[int] = self.heart.reply()
        if paper and not came:
            self.wait_for(*out)
        return [each / 1000 for each in late]


def watching(port: int, token: str) -> Board:
    """A board that is told everything from now on."""
    board = Board(port)
    wanted: dict[str, Any] = {"hall": "main", "after": None}
    board.socket.sendall(masked(b"40/live," + json.dumps({"token": token}).encode()))
    board.wait_for(b"40/live,")
    board.socket.sendall(masked(b"42/live," + json.dumps(["subscribe", wanted]).encode()))
    board.wait_for(b'42/live,["snapshot"')
    return board


def tapped(taps: list[tuple[float, float]], first: tuple[float, float]) -> list[Row]:
    """Over HTTP, through the database and the print process."""
    firsts, printed = [one for one, _ in taps], [end for _, end in taps]
    p99 = quantile(firsts, 0.99)
    return [
        Row(PART, "tap → first dots at the printer, p50", quantile(firsts, 0.5), "ms"),
        Row(PART, "tap → first dots at the printer, p99", p99, "ms", aim="< 150 ms",
            met=p99 < 150),
        Row(PART, "  the first ticket after a start", first[0], "ms"),
        Row(PART, "tap → PRINTED, p50", quantile(printed, 0.5), "ms"),
    ]  # fmt: skip


KINDS = ("idle", "numbers", "paper")


@dataclass
class Found:
    """Of one kind of slices, in milliseconds: heartbeats by slice, turns of the hub, and how long
    the print desk kept it."""

    beats: list[list[float]] = field(default_factory=list)
    turns: list[float] = field(default_factory=list)
    desk: list[float] = field(default_factory=list)

    def add(self, beats: list[float], held: dict[str, list[int]]) -> None:
        """One slice more."""
        self.beats.append(beats)
        self.turns += [each / 1e6 for each in held["turns"]]
        self.desk += [each / 1e6 for each in held["desk"]]


def disturbed(hall: Hall, slices: int, seconds: float) -> list[Row]:
    """An idle hall, a burst of numbers, and the same burst on paper, in turn."""
    tickets = max(2, round(seconds))
    found = {kind: Found() for kind in KINDS}
    for _ in range(slices):
        for kind in KINDS:
            hall.kiosk.ask("GET", "/bench/holds")
            beats = hall.beats(seconds, 0 if kind == "idle" else tickets, kind == "paper")
            found[kind].add(beats, hall.kiosk.ask("GET", "/bench/holds"))
    return [*beaten(found), *turned(found)]


def beaten(found: dict[str, Found]) -> list[Row]:
    """How late heartbeats were: the middle one of all slices, since a neighbour on the machine
    makes some of them late with and without paper."""
    rows = []
    for share, name in ((0.5, "p50"), (0.99, "p99"), (1.0, "worst")):
        values = [
            quantile([quantile(beats, share) for beats in found[kind].beats], 0.5) for kind in KINDS
        ]
        rows += compared("a socket's answer", name, values, judged=share > 0.5)
    return rows


def turned(found: dict[str, Found]) -> list[Row]:
    """The same without neighbours: processor time between two looks at the sockets."""
    rows = []
    for share, name in ((0.99, "p99"), (1.0, "longest")):
        values = [quantile(found[kind].turns, share) for kind in KINDS]
        rows += compared("a turn of the hub, processor", name, values, judged=share == 1.0)
    desk = found["paper"].desk
    longest = max(desk)
    return [
        *rows,
        Row(PART, "the print desk keeps the hub, processor, p99", quantile(desk, 0.99), "ms"),
        Row(PART, "  … at most", longest, "ms", aim="< 5 ms", met=longest < LATE),
    ]


def compared(what: str, name: str, values: list[float], judged: bool) -> list[Row]:
    """Idle, with numbers, with paper; printing is judged by what it adds to the numbers."""
    idle, without, paper = values
    added = paper - without
    return [
        Row(PART, f"{what}, idle hall, {name}", idle, "ms"),
        Row(PART, "  … while numbers are taken", without, "ms"),
        Row(
            PART, f"  … and printed (adds {added:+.2f} ms)", paper, "ms",
            "without paper", paper / without,
            "adds < 5 ms" if judged else "", added < LATE if judged else None,
        ),
    ]  # fmt: skip
