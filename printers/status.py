"""What printers send back, told apart byte by byte.

Four kinds share one line without framing (Epson's manual; masks measured):
answers to DLE EOT `(b & 93h) == 12h`; automatic status, four bytes whose first is
`(b & 93h) == 10h`; answers to GS r `(b & 90h) == 0`; blocks `37h … 00h`.
"""

from dataclasses import dataclass, replace
from typing import Literal

from printers.reasons import Reason

Paper = Literal["ok", "near_end", "out", "unknown"]
LONGEST_BLOCK = 80  # bytes; longer ones are noise
BLOCK = 0x37
TOGETHER = 0.3  # seconds in which the bytes of one message come


@dataclass(frozen=True, slots=True)
class Answer:
    """To DLE EOT; which question it answers only the asker knows."""

    byte: int


@dataclass(frozen=True, slots=True)
class Automatic:
    """Four bytes of automatic status."""

    data: bytes


@dataclass(frozen=True, slots=True)
class Barrier:
    """The answer to GS r: everything sent before the question was processed."""

    byte: int


@dataclass(frozen=True, slots=True)
class Block:
    """`kind` 22h: completion, data is its token; 25h: buffers were cleared."""

    kind: int
    data: bytes


Event = Answer | Automatic | Barrier | Block


class Parser:
    """Feeds on bytes, gives events; `noise` counts bytes that fit nowhere.

    A printer sends the bytes of one message together. A message that isn't whole after
    TOGETHER seconds began with a stray byte, and what followed is read without it.
    """

    def __init__(self) -> None:
        self.noise = 0
        self._held = bytearray()  # the beginning of a block or of automatic status
        self._held_at = 0.0

    def feed(self, data: bytes, now: float) -> list[Event]:
        """Events completed by these bytes, or by the time: call it without bytes, too.
        `now` is of a monotonic clock."""
        found = self._expired(now)
        for byte in data:
            found += self._byte(byte, now)
        return found

    def reset(self) -> None:
        """Forgets a half-read event, as after a new connection."""
        self._held.clear()

    def _expired(self, now: float) -> list[Event]:
        if not self._held or now - self._held_at < TOGETHER:
            return []
        return self._without_first(now)

    def _without_first(self, now: float) -> list[Event]:
        """The held bytes again, but for the first, which was a stray one."""
        again = bytes(self._held[1:])
        self._held.clear()
        self.noise += 1
        return [event for byte in again for event in self._byte(byte, now)]

    def _byte(self, byte: int, now: float) -> list[Event]:
        if self._held and self._held[0] == BLOCK:
            return self._in_block(byte, now)
        if self._held and byte & 0x90 == 0:
            return self._in_automatic(byte)
        if self._held:  # no more than the beginning of automatic status came
            return [*self._without_first(now), *self._byte(byte, now)]
        if byte == BLOCK or byte & 0x93 == 0x10:
            self._held.append(byte)
            self._held_at = now
            return []
        if byte & 0x93 == 0x12:
            return [Answer(byte)]
        if byte & 0x90 == 0:
            return [Barrier(byte)]
        self.noise += 1
        return []

    def _in_block(self, byte: int, now: float) -> list[Event]:
        if byte:
            self._held.append(byte)
            return self._without_first(now) if len(self._held) > LONGEST_BLOCK else []
        block = bytes(self._held[1:])
        self._held.clear()
        return [Block(block[0], block[1:])] if block else []

    def _in_automatic(self, byte: int) -> list[Event]:
        self._held.append(byte)
        if len(self._held) < 4:
            return []
        data = bytes(self._held)
        self._held.clear()
        return [Automatic(data)]


@dataclass(frozen=True, slots=True)
class Condition:
    """What a printer said of itself."""

    paper: Paper = "unknown"
    cover_open: bool = False
    cutter: bool = False  # the cutter is jammed
    fault: bool = False  # any other error
    offline: bool = False

    @property
    def blocked(self) -> Reason | None:
        """Why it can't print now, the cause before the effect; None when it can."""
        causes = {
            Reason.COVER_OPEN: self.cover_open,
            Reason.PAPER_OUT: self.paper == "out",
            Reason.CUTTER: self.cutter,
            Reason.FAULT: self.fault,
            Reason.OFFLINE: self.offline,
        }
        return next((reason for reason, true in causes.items() if true), None)


def after_answer(condition: Condition, kind: int, byte: int) -> Condition:
    """Condition after the answer to DLE EOT `kind`."""
    if kind == 1:
        return replace(condition, offline=bool(byte & 0x08))
    if kind == 2:
        paper = condition.paper
        if byte & 0x20:
            paper = "out"
        elif paper == "out":
            paper = "unknown"
        return replace(
            condition, cover_open=bool(byte & 0x04), paper=paper, fault=bool(byte & 0x40)
        )
    if kind == 3:
        cutter = bool(byte & 0x08)
        return replace(condition, cutter=cutter, fault=bool(byte & 0x64))
    return replace(condition, paper=paper_of(bool(byte & 0x60), bool(byte & 0x0C)))


def after_automatic(data: bytes) -> Condition:
    """Condition that four bytes of automatic status tell."""
    first, second, third = data[0], data[1], data[2]
    return Condition(
        paper=paper_of(bool(third & 0x0C), bool(third & 0x03)),
        cover_open=bool(first & 0x20),
        cutter=bool(second & 0x08),
        fault=bool(second & 0x64),
        offline=bool(first & 0x08),
    )


def paper_of(out: bool, near_end: bool) -> Paper:
    """Out outranks near end."""
    if out:
        return "out"
    return "near_end" if near_end else "ok"
