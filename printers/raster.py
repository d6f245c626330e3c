"""From dots to ESC/POS bands: white cut off, real-time look-alikes broken up.

Printers obey `10 04 n`, `10 05 n` and `10 14 …` even in the middle of a picture,
so no band may contain them.
"""

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from PIL import Image

from printers.commands import feed, raster

SHORTEST = 4  # rows in a band that begins or ends in the middle of ink; a model may want more
TALLEST = 128  # rows in any band
LARGEST = 2048  # bytes in a band that could be smaller, to keep barriers close
HEADER, FEED = 8, 3  # bytes of GS v 0 before its dots, and of ESC J
SEAM = 24  # bytes saved that are worth a seam in the middle of ink
SLIVER, NEVER = 1 << 20, 1 << 60  # taken where nothing else is left; not reached yet
PIECE = 24  # rows; longer runs of one width are cut, so that a band may end in them
REAL_TIME = re.compile(rb"\x10[\x04\x05\x14]")


@dataclass(frozen=True, slots=True)
class Run:
    """Rows that end at the same byte: `width` bytes up to the last black dot, 0 for white."""

    start: int
    end: int
    width: int


def bands(image: Image.Image, shortest: int = SHORTEST, largest: int = LARGEST) -> list[bytes]:
    """The commands that print a picture, one per band or gap. Mode "1", width of whole bytes."""
    rows = dots(image)
    piece = max(shortest, min(PIECE, largest * 8 // image.width))
    found: list[bytes] = []
    for start, end, width in cheapest(runs(rows, piece), shortest, largest):
        if width == 0:
            found.append(feed(end - start))
        else:
            found += [trimmed(rows[a:b], width) for a, b in apart(rows, start, end, width)]
    return found


def dots(image: Image.Image) -> list[bytes]:
    """The rows that are sent, set bits black, without look-alikes."""
    stride = (image.width + 7) // 8
    data = image.tobytes("raw", "1;I")
    return [thickened(data[at : at + stride]) for at in range(0, len(data), stride)]


def thickened(row: bytes) -> bytes:
    """A row without real-time look-alikes: the lone dot of `10` becomes two dots wide.

    They can't be split away inside a row, and one more dot in a stem isn't seen.
    """
    if REAL_TIME.search(row) is None:
        return row
    return REAL_TIME.sub(lambda found: bytes((0x18, found[0][1])), row)


def runs(rows: list[bytes], piece: int = PIECE) -> list[Run]:
    """The rows gathered by where their ink ends, long inked runs in pieces."""
    widths = [len(row.rstrip(b"\0")) for row in rows]
    found: list[Run] = []
    at = 0
    for width, same in itertools.groupby(widths):
        end = at + len(list(same))
        edges = [at, end] if width == 0 else [*range(at, end, piece), end]
        found += [Run(a, b, width) for a, b in itertools.pairwise(edges)]
        at = end
    return found


def cheapest(found: list[Run], shortest: int, largest: int = LARGEST) -> list[tuple[int, int, int]]:
    """Bands and white gaps of fewest bytes, as (start, end, width in bytes; 0 for a gap).

    A shortest path from the top to the end: every run joins the band before it, or begins one.
    """
    costs = [0, *[NEVER] * len(found)]
    steps = [(0, 0)] * (len(found) + 1)
    for first in range(len(found)):
        for after, cost, width in possible(found, first, shortest, largest):
            if costs[first] + cost < costs[after]:
                costs[after], steps[after] = costs[first] + cost, (first, width)
    path = []
    at = len(found)
    while at:
        first, width = steps[at]
        path.append((found[first].start, found[at - 1].end, width))
        at = first
    return path[::-1]


def possible(
    found: list[Run], first: int, shortest: int, largest: int
) -> Iterator[tuple[int, int, int]]:
    """Every gap or band that can begin with a run: the run after it, its cost, its width."""
    start, width = found[first].start, found[first].width
    if width == 0:
        yield first + 1, FEED * -(-(found[first].end - start) // 255), 0
        return
    torn = first > 0 and found[first - 1].width > 0
    for after in range(first + 1, len(found) + 1):
        before, height = found[after - 1].start - start, found[after - 1].end - start
        width = max(width, found[after - 1].width)
        if before >= shortest and (height > TALLEST or height * width > largest):
            return
        tears = after < len(found) and found[after].width > 0
        seams = SEAM if height >= shortest else SLIVER
        yield after, HEADER + height * width + seams * (torn + tears), width


def apart(rows: list[bytes], start: int, end: int, width: int) -> Iterator[tuple[int, int]]:
    """A band in parts, where a row's end and the next one's beginning look like a command.

    Judged on the trimmed width, since trimming decides which bytes meet.
    """
    for at in range(start, end - 1):
        if REAL_TIME.match(rows[at][width - 1 : width] + rows[at + 1][:1]):
            yield start, at + 1
            start = at + 1
    yield start, end


def trimmed(rows: list[bytes], width: int) -> bytes:
    """One GS v 0 of these rows with the white right side cut off."""
    return raster(width, len(rows), b"".join(row[:width] for row in rows))


def padded(mask: Image.Image, dots: int) -> Image.Image:
    """A mask (set bits black) at the left of white paper."""
    paper = Image.new("1", (dots, mask.height), 1)
    paper.paste(0, (8, 0), mask)
    return paper
