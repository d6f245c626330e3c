"""What the printer is like at the moment, and its faults."""

from dataclasses import dataclass
from typing import Literal, get_args

FaultKind = Literal[
    "near_end", "paper_out", "cover", "offline", "cutter", "fault",
    "mute", "slow", "drop", "reset", "stray", "late", "asleep", "small_buffer",
    "no_completion", "no_barrier", "no_clearing", "no_automatic",
]  # fmt: skip
FAULTS: tuple[str, ...] = get_args(FaultKind)
STOPPING = ("paper_out", "cover", "offline", "cutter", "fault")
MOMENTARY = ("drop", "reset", "stray")  # stray: one byte 10h that belongs to nothing


@dataclass(frozen=True, slots=True)
class Planned:
    """A fault that will come: at a length of the ticket under way, or after so many bytes."""

    kind: str
    at_mm: float | None = None
    at_bytes: int | None = None
    lasts: float | None = None  # seconds, then it mends itself


def known(kind: str) -> str:
    """Refuses (ValueError) what is no fault."""
    if kind not in FAULTS:
        raise ValueError(f"“{kind}” is no fault; known are {', '.join(FAULTS)}.")
    return kind


def real_time_status(kind: int, faults: set[str]) -> int:
    """The answer to DLE EOT."""
    bits: dict[int, list[tuple[int, tuple[str, ...]]]] = {
        1: [(0x08, STOPPING)],
        2: [(0x04, ("cover",)), (0x20, ("paper_out",)), (0x40, ("cutter", "fault"))],
        3: [(0x08, ("cutter",)), (0x20, ("fault",))],
        4: [(0x0C, ("near_end", "paper_out")), (0x60, ("paper_out",))],
    }
    return 0x12 | ored(bits[kind], faults)


def automatic_status(faults: set[str]) -> bytes:
    """Four bytes of GS a."""
    first = 0x10 | ored([(0x08, STOPPING), (0x20, ("cover",))], faults)
    second = ored([(0x08, ("cutter",)), (0x20, ("fault",))], faults)
    third = ored([(0x03, ("near_end", "paper_out")), (0x0C, ("paper_out",))], faults)
    return bytes((first, second, third, 0x0F))


def paper_status(faults: set[str]) -> int:
    """The answer to GS r 1."""
    return ored([(0x03, ("near_end", "paper_out")), (0x0C, ("paper_out",))], faults)


def ored(bits: list[tuple[int, tuple[str, ...]]], faults: set[str]) -> int:
    """The bits whose faults are there."""
    return sum(bit for bit, kinds in bits if faults.intersection(kinds))
