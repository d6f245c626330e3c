"""A transport with its parser: asks questions, counts barriers, keeps the printer's condition."""

import time
from dataclasses import replace

from printers.commands import ask_status
from printers.pace import Pace
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


class Connection:
    """One conversation with one printer. Not for two threads.

    Answers to real-time questions don't say which question they answer, so none is asked while
    the last one's answer may still come.
    """

    def __init__(
        self, transport: Transport, timing: Timing = USUAL, pace: Pace | None = None
    ) -> None:
        self.transport = transport
        self.timing = timing
        self.pace = pace or Pace()
        self.condition = Condition()
        self.is_open = False
        self.unanswered = 0  # barriers under way
        self.idle = True  # no ticket is under way, so that answers show how quick the printer is
        self.cleared = False  # nothing of an earlier command can be left in the printer
        self.heard_at = float("-inf")  # when the printer last said anything, monotonic
        self.automatic_seen = 0  # automatic status messages
        self._parser = Parser()
        self._blocks: list[Block] = []
        self._answers: list[tuple[int, float]] = []  # bytes, and when they came
        self._asked_at: float | None = None  # the question that has no answer yet

    def open(self) -> None:
        """ConnectionLost when there is no way to the printer."""
        self.transport.open(self.timing.connect)
        self._parser.reset()
        self._blocks.clear()
        self._answers.clear()
        self._asked_at = None
        self.unanswered = 0
        self.idle = True
        self.cleared = False
        self.condition = Condition()
        self.is_open = True

    def close(self, abort: bool = False) -> None:
        """`abort` throws away what wasn't taken yet."""
        self.is_open = False
        self.transport.close(abort)

    def pump(self, timeout: float, wake: int | None = None) -> bool:
        """Reads once; True when something came."""
        data = self.transport.read(timeout, wake)
        now = time.monotonic()
        for event in self._parser.feed(data, now):
            self._take(event)
        if data:
            self.heard_at = now
        return bool(data)

    def _take(self, event: Event) -> None:
        if isinstance(event, Answer):
            self._answers.append((event.byte, time.monotonic()))
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
        return done

    def ask(self, kind: int) -> bool:
        """Asks DLE EOT `kind` and takes the answer into the condition; False on silence."""
        self._await_late()
        patience = self.pace.patience(self.timing.answer)
        self._asked_at = now = time.monotonic()
        self.send(ask_status(kind), now + patience)
        if not self._answered_by(now + patience):
            return False
        byte = self._answers[0][0]
        self._learn()
        self.condition = after_answer(self.condition, kind, byte)
        return True

    def _answered_by(self, until: float) -> bool:
        while not self._answers and (left := until - time.monotonic()) > 0:
            self.pump(left)
        return bool(self._answers)

    def _await_late(self) -> None:
        """A question that wasn't answered in time may still be: its answer says nothing any more,
        but would be taken for the next one's, and shows how slow the printer is."""
        if self._asked_at is not None:
            self._answered_by(self._asked_at + self.timing.late)
        self._learn()

    def _learn(self) -> None:
        if self.idle and self._answers and self._asked_at is not None:
            self.pace.answered(self._answers[0][1] - self._asked_at)
        self._asked_at = None
        self._answers.clear()

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

    def unsent(self) -> int:
        """Bytes that the printer hasn't taken yet."""
        return self.transport.unsent()

    def block(self, kind: int, data: bytes | None = None) -> Block | None:
        """A block that has come, taken out of the list."""
        for found in self._blocks:
            if found.kind == kind and data in (None, found.data):
                self._blocks.remove(found)
                return found
        return None

    def has_block(self, kind: int, data: bytes) -> bool:
        """Whether a block has come, which stays in the list."""
        return Block(kind, data) in self._blocks

    def wait_block(self, kind: int, data: bytes | None, timeout: float) -> bool:
        """Waits for a block; False after `timeout`."""
        until = time.monotonic() + timeout
        while self.block(kind, data) is None:
            left = until - time.monotonic()
            if left <= 0:
                return False
            self.pump(left)
        return True
