"""What printers send back, told apart byte by byte.

Four kinds share one line without framing (Epson's manual; masks measured):
answers to DLE EOT `(b & 93h) == 12h`; automatic status, four bytes whose first is
`(b & 93h) == 10h`; answers to GS r `(b & 90h) == 0`; blocks `37h … 00h`.
"""

from dataclasses import dataclass, replace
from typing import Literal

Paper = Literal["ok", "near_end", "out", "unknown"]
LONGEST_BLOCK = 80  # bytes; longer ones are noise


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
    """Feeds on bytes, gives events; `noise` counts bytes that fit nowhere."""

    def __init__(self) -> None:
        self.noise = 0
        self._block: bytearray | None = None
        self._automatic: bytearray | None = None

    def feed(self, data: bytes) -> list[Event]:
        """Events completed by these bytes."""
        found = (self._byte(byte) for byte in data)
        return [event for event in found if event is not None]

    def reset(self) -> None:
        """Forgets a half-read event, as after a new connection."""
        self._block = self._automatic = None

    def _byte(self, byte: int) -> Event | None:
        if self._block is not None:
            return self._in_block(byte)
        if self._automatic is not None and byte & 0x90 == 0:
            return self._in_automatic(byte)
        if byte == 0x37:
            self._block = bytearray()
            return None
        if byte & 0x93 == 0x12:
            return Answer(byte)
        if byte & 0x93 == 0x10:
            self._automatic = bytearray((byte,))
            return None
        if byte & 0x90 == 0:
            return Barrier(byte)
        self.noise += 1
        return None

    def _in_block(self, byte: int) -> Event | None:
        assert self._block is not None
        if byte:
            self._block.append(byte)
            if len(self._block) > LONGEST_BLOCK:
                self.noise += len(self._block)
                self._block = None
            return None
        block, self._block = bytes(self._block), None
        return Block(block[0], block[1:]) if block else None

    def _in_automatic(self, byte: int) -> Event | None:
        assert self._automatic is not None
        self._automatic.append(byte)
        if len(self._automatic) < 4:
            return None
        data, self._automatic = bytes(self._automatic), None
        return Automatic(data)


@dataclass(frozen=True, slots=True)
class Condition:
    """What a printer said of itself."""

    paper: Paper = "unknown"
    cover_open: bool = False
    cutter: bool = False  # the cutter is jammed
    fault: bool = False  # any other error
    offline: bool = False

    @property
    def blocked(self) -> str:
        """Why it can't print now, the cause before the effect; empty when it can."""
        causes = {
            "cover_open": self.cover_open,
            "paper_out": self.paper == "out",
            "cutter": self.cutter,
            "fault": self.fault,
            "offline": self.offline,
        }
        return next((name for name, true in causes.items() if true), "")


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
