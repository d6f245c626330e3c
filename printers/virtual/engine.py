"""The printer's inside: receive buffer, print thread, real-time answers, faults."""

import logging
import threading
import time
from collections import deque
from collections.abc import Callable
from functools import partial
from typing import Any

from printers.virtual.arrival import CLEAR, Arrival
from printers.virtual.executing import Executor
from printers.virtual.grammar import Characters, Wrong, take
from printers.virtual.paper import Paper
from printers.virtual.state import (
    MOMENTARY,
    STOPPING,
    Planned,
    automatic_status,
    known,
    paper_status,
    real_time_status,
)

log = logging.getLogger("servicehall.printers.virtual")
CREEP = 15.0  # mm/s of a slow printer
BUFFER = 4096  # bytes
SMALL = 2048  # bytes of a buffer that throws away what doesn't fit instead of making wait
LATE = 0.9  # seconds by which a late printer answers
SHOW = 0.12  # seconds between pictures of moving paper


class Dropped(Exception):  # noqa: N818 (named for what happened)
    """What was being carried out is void: cleared, reset or switched off."""


class Engine:
    """Bytes in by `receive`, answers out by `send`, which the port sets."""

    def __init__(self, paper: Paper, speed: float) -> None:
        self.paper = paper
        self.speed = speed
        self.send: Callable[[bytes], None] = lambda data: None
        self.hang_up: Callable[[], None] = lambda: None
        self.changed: Callable[[str, Any], None] = lambda kind, value: None
        self.errors: list[str] = []
        self.faults: set[str] = set()
        self.received = 0
        self._planned: list[Planned] = []
        self._buffer = bytearray()
        self._hungry = True  # the command at the front isn't whole yet
        self._turn = threading.Condition(threading.RLock())
        self._generation = 0  # rises when what is under way is void
        self._started = 0  # the generation of the command being carried out
        self.session = 0
        self._automatic_on = False
        self._running = True
        self._shown = 0.0  # when watchers last heard that paper moves
        self._owed = 0.0  # seconds of paper movement not slept yet
        self._arrival = Arrival()
        self._timers: list[threading.Timer] = []
        self._late: deque[bytes] = deque()  # answers that wait for their time
        self._executor = self._fresh()
        self._thread = threading.Thread(target=self._work, name="virtual printer", daemon=True)

    def _fresh(self) -> Executor:
        return Executor(
            self.paper,
            self.answer,
            self.blame,
            self._moved,
            lambda kind: kind in self.faults,
            lambda: paper_status(self.faults),
            self._set_automatic,
        )

    def start(self) -> None:
        """Switches on."""
        self._thread.start()

    def stop(self) -> None:
        """Switches off."""
        with self._turn:
            self._running = False
            self._generation += 1
            for timer in self._timers:
                timer.cancel()
            self._turn.notify_all()
        self._thread.join(5)

    # What comes in

    def new_session(self) -> int:
        """A caller came or went: what an earlier one sent and isn't queued yet is lost."""
        with self._turn:
            self.session += 1
            self._arrival.flush()
            self._turn.notify_all()
            return self.session

    def receive(self, data: bytes, session: int) -> None:
        """Takes bytes; blocks while the buffer is full, as a printer stops reading."""
        for at in range(0, len(data), 512):
            with self._turn:
                if session != self.session:
                    return
                sorted_out = self._arrival.sort(data[at : at + 512])
            for queued, command in sorted_out:
                self._queue(queued, session)
                if command:
                    self._real_time(command)

    def _queue(self, data: bytes, session: int) -> None:
        with self._turn:
            while self._running and self._must_wait():
                if session != self.session:
                    break
                self._turn.wait(0.5)
            if session != self.session:
                return
            if "small_buffer" in self.faults:
                data = data[: max(0, SMALL - len(self._buffer))]
            self._buffer += data
            self.received += len(data)
            self._hungry = False
            self._turn.notify_all()
            due = [p for p in self._planned if p.at_bytes and p.at_bytes <= self.received]
        for planned in due:
            self._strike(planned)

    def _must_wait(self) -> bool:
        """Whether nothing more is taken now."""
        if "asleep" in self.faults:
            return True
        full = len(self._buffer) >= BUFFER and not self._hungry
        return full and "small_buffer" not in self.faults

    def _real_time(self, command: bytes) -> None:
        if command == CLEAR:
            if "no_clearing" in self.faults:
                return
            self._drop_queue()
            self.answer(b"\x37\x25\x00")
        elif command[1] == 4:
            self.answer(bytes((real_time_status(command[2], self.faults),)))

    def _drop_queue(self) -> None:
        with self._turn:
            self._buffer.clear()
            self._hungry = True
            self._generation += 1
            self._turn.notify_all()

    # What goes out

    def answer(self, data: bytes) -> None:
        """Sends, unless the printer is mute."""
        if "mute" in self.faults:
            return
        if "late" in self.faults:
            self._send_later(data)
        else:
            self.send(data)

    def _send_later(self, data: bytes) -> None:
        """Answers keep their order, since all are late by the same time."""

        def send() -> None:
            with self._turn:
                found = self._late.popleft()
            self.send(found)

        with self._turn:
            self._late.append(data)
        self._after(LATE, send)

    def _after(self, seconds: float, act: Callable[[], None]) -> None:
        timer = threading.Timer(seconds, act)
        timer.daemon = True
        self._timers.append(timer)
        timer.start()

    def blame(self, error: str) -> None:
        """Shows a protocol error."""
        log.warning("protocol error: %s", error)
        self.errors.append(error)
        self.paper.blame(error)
        self.changed("error", error)

    def _set_automatic(self, mask: int) -> None:
        self._automatic_on = bool(mask)
        self._tell()

    def _tell(self) -> None:
        if self._automatic_on and "no_automatic" not in self.faults:
            self.answer(automatic_status(self.faults))

    # Faults

    def fault(self, planned: Planned) -> None:
        """At once, or when its moment comes. ValueError for unknown ones."""
        known(planned.kind)
        if planned.at_mm is None and planned.at_bytes is None:
            self._strike(planned)
            return
        with self._turn:
            self._planned.append(planned)

    def mend(self, kind: str | None = None) -> None:
        """Takes a fault away, or all of them, planned ones too."""
        with self._turn:
            before = set(self.faults)
            if kind is None:
                self.faults.clear()
                self._planned.clear()
            else:
                self.faults.discard(known(kind))
            self._turn.notify_all()
        if before != self.faults:
            self._tell()
            self.changed("faults", sorted(self.faults))

    def _strike(self, planned: Planned) -> None:
        with self._turn:
            if planned in self._planned:
                self._planned.remove(planned)
        if planned.kind in MOMENTARY:
            self._break(planned.kind)
        else:
            with self._turn:
                self.faults.add(planned.kind)
            self._tell()
        self.changed("faults", sorted(self.faults))
        if planned.lasts is not None:
            self._after(planned.lasts, partial(self.mend, planned.kind))

    def _break(self, kind: str) -> None:
        """The line drops; a reset also forgets everything that wasn't printed."""
        if kind == "stray":
            self.answer(b"\x10")
            return
        self.hang_up()
        if kind == "reset":
            self._drop_queue()
            self._automatic_on = False
            self._executor = self._fresh()

    # What gets done

    def _work(self) -> None:
        while self._running:
            try:
                self._next()
            except Dropped:
                continue
            except Exception:
                log.exception("the virtual printer stumbled")
                self.blame("internal error of the virtual printer")
                self._drop_queue()

    def _next(self) -> None:
        """Takes a command off the buffer and carries it out."""
        with self._turn:
            generation = self._generation
            while self._running and (not self._buffer or self._hungry or self._stopped()):
                self._turn.wait(0.5)
            if not self._running:
                return
            found = self._take()
            self._turn.notify_all()
        if found is not None:
            self._started = generation
            if isinstance(found, Characters):
                self._executor.text(found.data)
            else:
                cuts = found.name == "GS V"
                self._executor.obey(found)
                if cuts and self.paper.receipts:
                    self.changed("receipt", self.paper.receipts[-1])

    def _take(self) -> Any:
        """With the lock held: the next whole command, None if there is none."""
        try:
            found = take(bytes(self._buffer))
        except Wrong as wrong:
            del self._buffer[: wrong.skip]
            self.blame(str(wrong))
            return None
        if found is None:
            self._hungry = True
            return None
        command, length = found
        del self._buffer[:length]
        return command

    def _stopped(self) -> bool:
        return bool(self.faults.intersection(STOPPING))

    def _moved(self, rows: int) -> None:
        """Before paper moves: faults that are due, waiting while stopped, and the time it takes."""
        for planned in list(self._planned):
            if planned.at_mm is not None and self.paper.fed_mm >= planned.at_mm:
                self._strike(planned)
        with self._turn:
            while self._running and self._stopped() and self._started == self._generation:
                self._turn.wait(0.5)
            if not self._running or self._started != self._generation:
                raise Dropped
        self._owed += rows * 25.4 / self.paper.dpi / self._pace()
        if self._owed > 0.004:
            time.sleep(self._owed)
            self._owed = 0.0
        if time.monotonic() - self._shown > SHOW:
            self._shown = time.monotonic()
            self.changed("paper", None)

    def _pace(self) -> float:
        return min(self.speed, CREEP) if "slow" in self.faults else self.speed
