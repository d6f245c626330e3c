"""A transport with its parser: asks questions, counts barriers, keeps the printer's condition."""

import time
from dataclasses import replace

from printers.commands import ask_status
from printers.status import (
    Answer,
    Automatic,
    Barrier,
    Block,
    Condition,
    Event,
    Parser,
    after_answer,
    after_automatic,
)
from printers.timing import USUAL, Timing
from printers.transport.base import Transport


class Line:
    """One conversation with one printer. Not for two threads."""

    def __init__(self, transport: Transport, timing: Timing = USUAL) -> None:
        self.transport = transport
        self.timing = timing
        self.condition = Condition()
        self.is_open = False
        self.unanswered = 0  # barriers under way
        self.sent = 0  # bytes of this connection
        self.automatic_seen = 0  # automatic status messages
        self._parser = Parser()
        self._blocks: list[Block] = []
        self._answers: list[Answer] = []

    def open(self) -> None:
        """LineLost when there is no way to the printer."""
        self.transport.open(self.timing.connect)
        self._parser.reset()
        self._blocks.clear()
        self._answers.clear()
        self.unanswered = self.sent = 0
        self.condition = Condition()
        self.is_open = True

    def close(self, abort: bool = False) -> None:
        """`abort` throws away what wasn't taken yet."""
        self.is_open = False
        self.transport.close(abort)

    def pump(self, timeout: float, wake: int | None = None) -> bool:
        """Reads once; True when something came."""
        data = self.transport.read(timeout, wake)
        for event in self._parser.feed(data):
            self._take(event)
        return bool(data)

    def _take(self, event: Event) -> None:
        if isinstance(event, Answer):
            self._answers.append(event)
        elif isinstance(event, Automatic):
            self.condition = after_automatic(event.data)
            self.automatic_seen += 1
        elif isinstance(event, Barrier):
            self.unanswered = max(0, self.unanswered - 1)
        else:
            self._blocks.append(event)

    def send(self, data: bytes, until: float) -> int:
        """Bytes taken; fewer than given when none went for `stall` seconds or time is up."""
        done = 0
        while done < len(data):
            left = min(self.timing.stall, until - time.monotonic())
            step = self.transport.write(data[done : done + 4096], max(0.0, left))
            if step == 0:
                break
            done += step
            self.sent += step
        return done

    def ask(self, kind: int) -> bool:
        """Asks DLE EOT `kind` and takes the answer into the condition; False on silence."""
        self._answers.clear()
        until = time.monotonic() + self.timing.answer
        self.send(ask_status(kind), until)
        while not self._answers:
            left = until - time.monotonic()
            if left <= 0:
                return False
            self.pump(left)
        self.condition = after_answer(self.condition, kind, self._answers[0].byte)
        return True

    def ask_all(self) -> bool:
        """Printer, off-line cause and paper; the cause of an error where one is told."""
        for kind in (1, 2, 4):
            if not self.ask(kind):
                return False
        if self.condition.fault:
            self.ask(3)
        else:
            self.condition = replace(self.condition, cutter=False)
        return True

    def block(self, kind: int, data: bytes | None = None) -> Block | None:
        """A block that has come, taken out of the list."""
        for found in self._blocks:
            if found.kind == kind and data in (None, found.data):
                self._blocks.remove(found)
                return found
        return None

    def wait_block(self, kind: int, data: bytes | None, timeout: float) -> bool:
        """Waits for a block; False after `timeout`."""
        until = time.monotonic() + timeout
        while self.block(kind, data) is None:
            left = until - time.monotonic()
            if left <= 0:
                return False
            self.pump(left)
        return True
