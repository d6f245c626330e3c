"""The ESC/POS commands of the manuals and how long each is.

`take` cuts the next command off a buffer. A command that no manual names, or a
length that can't be, is a `Wrong`, which the printer shows instead of guessing.
"""

from collections.abc import Callable
from dataclasses import dataclass

ESC, FS, GS, DLE = 0x1B, 0x1C, 0x1D, 0x10
Length = Callable[[bytes], int | None]  # total length; None: more bytes are needed to know


@dataclass(frozen=True, slots=True)
class Command:
    """`name` as manuals write it; `data` is what follows the name."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Characters:
    """Bytes to be printed as text."""

    data: bytes


class Wrong(Exception):  # noqa: N818 (named for what happened)
    """Bytes that are no command. `skip` of them are passed over."""

    def __init__(self, words: str, skip: int) -> None:
        super().__init__(words)
        self.skip = skip


def little(data: bytes, at: int) -> int:
    """Two bytes, low one first."""
    return data[at] + 256 * data[at + 1]


def counted(buffer: bytes) -> int | None:
    """`GS ( x pL pH …`: five bytes and as many as p says."""
    return None if len(buffer) < 5 else 5 + little(buffer, 3)


def raster(buffer: bytes) -> int | None:
    """`GS v 0 m xL xH yL yH d1…dk`."""
    if len(buffer) < 8:
        return None
    if buffer[2] != 0x30:
        raise Wrong(f"GS v {buffer[2]:02X}h is not a command (only GS v 0)", 3)
    if buffer[3] not in (0, 1, 2, 3, 48, 49, 50, 51):
        raise Wrong(f"GS v 0 with mode {buffer[3]}", 4)
    x, y = little(buffer, 4), little(buffer, 6)
    if x == 0 or y == 0:
        raise Wrong(f"GS v 0 with a size of {x} bytes × {y} rows", 8)
    return 8 + x * y


def columns(buffer: bytes) -> int | None:
    """`ESC * m nL nH d…`."""
    if len(buffer) < 5:
        return None
    if buffer[2] not in (0, 1, 32, 33):
        raise Wrong(f"ESC * with mode {buffer[2]}", 3)
    return 5 + little(buffer, 3) * (3 if buffer[2] >= 32 else 1)


def cut(buffer: bytes) -> int | None:
    """`GS V m` or `GS V m n`."""
    if len(buffer) < 3:
        return None
    if buffer[2] in (0, 1, 48, 49):
        return 3
    if buffer[2] in (65, 66, 97, 98, 103, 104):
        return 4
    raise Wrong(f"GS V with mode {buffer[2]}", 3)


def tabs(buffer: bytes) -> int | None:
    """`ESC D n1…nk NUL`, at most 32 stops."""
    end = buffer.find(0, 2)
    if end > 34 or (end < 0 and len(buffer) > 34):
        raise Wrong("ESC D with more than 32 stops", 2)
    return None if end < 0 else end + 1


def barcode(buffer: bytes) -> int | None:
    """`GS k m d… NUL` or `GS k m n d…`."""
    if len(buffer) < 4:
        return None
    if buffer[2] <= 6:
        end = buffer.find(0, 3)
        return None if end < 0 else end + 1
    if 65 <= buffer[2] <= 79:
        return 4 + buffer[3]
    raise Wrong(f"GS k with system {buffer[2]}", 3)


def real_time(buffer: bytes) -> int | None:
    """DLE EOT, DLE ENQ and DLE DC4 again, in the queue: obeyed on arrival, passed over here."""
    if len(buffer) < 3:
        return None
    second, n = buffer[1], buffer[2]
    if second == 4 and n in (1, 2, 3, 4):
        return 3
    if second == 4 and n in (7, 8, 18):
        return 4
    if second == 5 and n in (0, 1, 2):
        return 3
    lengths = {1: 5, 2: 5, 3: 10, 7: 4, 8: 10}
    if second == 0x14 and n in lengths:
        return lengths[n]
    raise Wrong(f"DLE {second:02X}h {n:02X}h is not a command", 2)


def exactly(length: int) -> Length:
    """A command of fixed length."""
    return lambda buffer: length


ESCAPES: dict[int, tuple[str, Length]] = {
    **{ord(c): (f"ESC {c}", exactly(2)) for c in "@2im<"},
    **{ord(c): (f"ESC {c}", exactly(3)) for c in "! %-3=EGJKMRVadert{?"},
    **{ord(c): (f"ESC {c}", exactly(4)) for c in "$\\cB"},
    ord("p"): ("ESC p", exactly(5)),
    ord("*"): ("ESC *", columns),
    ord("D"): ("ESC D", tabs),
}
FIELDS: dict[int, tuple[str, Length]] = {
    **{ord(c): (f"FS {c}", exactly(2)) for c in "&."},
    **{ord(c): (f"FS {c}", exactly(3)) for c in "!-WC"},
    ord("S"): ("FS S", exactly(4)),
    ord("("): ("FS (", counted),
}
GROUPS: dict[int, tuple[str, Length]] = {
    **{ord(c): (f"GS {c}", exactly(3)) for c in "!BHIabfhrw"},
    **{ord(c): (f"GS {c}", exactly(4)) for c in "$LPW\\"},
    ord("("): ("GS (", counted),
    ord("V"): ("GS V", cut),
    ord("k"): ("GS k", barcode),
    ord("v"): ("GS v 0", raster),
}
TABLES = {ESC: ESCAPES, FS: FIELDS, GS: GROUPS}
CONTROLS = {0x00: "NUL", 0x09: "HT", 0x0A: "LF", 0x0C: "FF", 0x0D: "CR", 0x18: "CAN"}


def take(buffer: bytes) -> tuple[Command | Characters, int] | None:
    """The next command and its length; None when more bytes must come. Wrong for nonsense."""
    first = buffer[0]
    if first == DLE:
        length = real_time(buffer)
        return whole("DLE", buffer, length, 1)
    if first in TABLES:
        return take_named(first, buffer)
    if first in CONTROLS:
        return Command(CONTROLS[first], b""), 1
    if first < 0x20 or first == 0x7F:
        raise Wrong(f"{first:02X}h is not a command", 1)
    return take_text(buffer)


def take_named(first: int, buffer: bytes) -> tuple[Command | Characters, int] | None:
    """ESC, FS and GS commands."""
    if len(buffer) < 2:
        return None
    found = TABLES[first].get(buffer[1])
    if found is None:
        lead = {ESC: "ESC", FS: "FS", GS: "GS"}[first]
        raise Wrong(f"{lead} {buffer[1]:02X}h is not a command", 2)
    name, length = found
    return whole(name, buffer, length(buffer), 2)


def whole(
    name: str, buffer: bytes, length: int | None, head: int
) -> tuple[Command | Characters, int] | None:
    """The command, once all of it is there."""
    if length is None or len(buffer) < length:
        return None
    return Command(name, bytes(buffer[head:length])), length


def take_text(buffer: bytes) -> tuple[Command | Characters, int] | None:
    """As many bytes of text as stand together; a double byte is never parted."""
    at = 0
    while at < len(buffer):
        byte = buffer[at]
        if byte < 0x20 or byte == 0x7F:
            break
        step = 1 if byte < 0x80 else 2
        if at + step > len(buffer):
            break
        if step == 2 and 0x30 <= buffer[at + 1] <= 0x39:
            step = 4
            if at + step > len(buffer):
                break
        at += step
    return (Characters(bytes(buffer[:at])), at) if at else None
