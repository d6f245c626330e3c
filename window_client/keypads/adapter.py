"""What a keypad or strip says and is told, whatever the protocol on its line; no I/O."""

from abc import ABC, abstractmethod
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

MOST_ADDRESS = 247
DIGITS = 3
"""Figures that a keypad shows of the people who wait, and of the number."""

EquipmentKind = Literal["keypad", "strip"]


class Key(StrEnum):
    """A key of a keypad. Figures are typed before confirm or transfer."""

    NEXT = "NEXT"
    RECALL = "RECALL"
    RATE = "RATE"
    PAUSE = "PAUSE"
    TRANSFER = "TRANSFER"
    CANCEL = "CANCEL"
    CONFIRM = "CONFIRM"
    D0, D1, D2, D3, D4 = "0", "1", "2", "3", "4"
    D5, D6, D7, D8, D9 = "5", "6", "7", "8", "9"

    @property
    def is_digit(self) -> bool:
        return self.value.isdigit()


class Trouble(StrEnum):
    """Why a key did nothing, as a keypad shows it for two seconds: `E` and two figures."""

    NOT_NOW = "E01"
    SIGN_ON_FIRST = "E02"
    PAUSED = "E03"
    UNKNOWN = "E04"
    NO_SERVER = "E09"


@dataclass(frozen=True, slots=True)
class PadFace:
    """What a keypad shows: how many wait, and the last figures of the number at the window.

    None is dashes (not known), an empty number is blank. A trouble stands in place of the number.
    """

    waiting: int | None = None
    number: str | None = None
    trouble: Trouble | None = None

    @property
    def six(self) -> str:
        """Three figures waiting, three of the number; `-` dash, space blank, E an error."""
        waiting = "---" if self.waiting is None else f"{min(self.waiting, 999):3d}"
        if self.trouble is not None:
            return waiting + self.trouble.value
        if self.number is None:
            return waiting + "---"
        figures = "".join(filter(str.isdigit, self.number))[-DIGITS:]
        return waiting + (figures.rjust(DIGITS, "0") if figures else " " * DIGITS)


@dataclass(frozen=True, slots=True)
class StripFace:
    """What a strip shows: eight cells of 16 by 16 dots, 32 bytes each, rows from above."""

    dots: bytes

    @property
    def cells(self) -> tuple[bytes, ...]:
        return tuple(self.dots[at : at + 32] for at in range(0, len(self.dots), 32))


Face = PadFace | StripFace


@dataclass(frozen=True, slots=True)
class Pressed:
    """A key of one keypad."""

    address: int
    key: Key


@dataclass(frozen=True, slots=True)
class Acknowledged:
    """The device at an address has the message with this token."""

    address: int
    token: int


@dataclass(frozen=True, slots=True)
class Restarted:
    """The device at an address has lost what it showed."""

    address: int


Heard = Pressed | Acknowledged | Restarted


@dataclass(frozen=True, slots=True)
class Message:
    """Bytes for one address; it answers with the token."""

    address: int
    token: int
    data: bytes


class Adapter(ABC):
    """One protocol: bytes to what they say, and what is to be shown to bytes."""

    @abstractmethod
    def receive(self, data: bytes, now: float) -> tuple[list[Heard], bytes]:
        """What bytes say, and the bytes to answer at once. `now`: seconds of a steady clock."""

    @abstractmethod
    def show(self, address: int, face: Face) -> list[Message]:
        """The messages that make a device show this, one after another."""

    @abstractmethod
    def ask(self, address: int) -> Message:
        """Whether the device is there."""
