"""From dots to ESC/POS bands: white cut off, real-time look-alikes broken up.

Printers obey `10 04 n`, `10 05 n` and `10 14 …` even in the middle of a picture,
so no band may contain them.
"""

import itertools
import re
from collections.abc import Iterator

from PIL import Image

from printers.commands import feed, raster

SMALLEST_GAP = 4  # white rows that are worth a feed command of their own
SHORTEST, TALLEST = 24, 128  # rows in a band
LARGEST = 2048  # bytes in a band of more than SHORTEST rows, to keep barriers close
WORTH_A_BAND = 48  # bytes saved that pay for a band's header and its start
REAL_TIME = re.compile(rb"\x10[\x04\x05\x14]")


def bands(image: Image.Image) -> list[bytes]:
    """The commands that print a picture, one per band or gap. Mode "1", width of whole bytes."""
    stride = (image.width + 7) // 8
    dots = image.tobytes("raw", "1;I")
    rows = [thickened(dots[at : at + stride]) for at in range(0, len(dots), stride)]
    found: list[bytes] = []
    for white, start, end in stretches(rows):
        if white:
            found.append(feed(end - start))
        else:
            found += [trimmed(rows[a:b]) for a, b in splits(rows, start, end)]
    return found


def thickened(row: bytes) -> bytes:
    """A row without real-time look-alikes: the lone dot of `10` becomes two dots wide.

    They can't be split away inside a row, and one more dot in a stem isn't seen.
    """
    if REAL_TIME.search(row) is None:
        return row
    return REAL_TIME.sub(lambda found: bytes((0x18, found[0][1])), row)


def stretches(rows: list[bytes]) -> Iterator[tuple[bool, int, int]]:
    """Alternating white gaps and inked stretches as (white, start, end)."""
    blank = bytes(len(rows[0])) if rows else b""
    start = 0
    while start < len(rows):
        end = start
        if rows[start] == blank:
            while end < len(rows) and rows[end] == blank:
                end += 1
            yield True, start, end
        else:
            end = ink_end(rows, start, blank)
            yield False, start, end
        start = end


def ink_end(rows: list[bytes], start: int, blank: bytes) -> int:
    """Where the ink that begins at `start` meets a gap worth feeding."""
    end = start
    white = 0
    while end < len(rows):
        white = white + 1 if rows[end] == blank else 0
        end += 1
        if white >= SMALLEST_GAP:
            return end - white
    return end - white


def splits(rows: list[bytes], start: int, end: int) -> Iterator[tuple[int, int]]:
    """Bands of SHORTEST to TALLEST rows, narrow rows apart from wide ones.

    Splits further where a look-alike of a command would run over a row's end.
    """
    for first, last in even_bands(rows, start, end):
        while first < last:
            stop = first_overrun(rows, first, last)
            yield first, stop
            first = stop


def even_bands(rows: list[bytes], start: int, end: int) -> Iterator[tuple[int, int]]:
    """Joins slices of SHORTEST rows as long as that wastes fewer bytes than a new band costs."""
    slices = slice_up(start, end)
    first, last = slices[0]
    width = extent(rows[first:last])
    for a, b in slices[1:]:
        found = extent(rows[a:b])
        joined = max(width, found)
        wasted = (joined - width) * (last - first) + (joined - found) * (b - a)
        if wasted > WORTH_A_BAND or b - first > TALLEST or joined * (b - first) > LARGEST:
            yield first, last
            first, width = a, found
        else:
            width = joined
        last = b
    yield first, last


def slice_up(start: int, end: int) -> list[tuple[int, int]]:
    """Slices of SHORTEST rows; the remainder joins the last one."""
    count = max(1, (end - start) // SHORTEST)
    edges = [start + SHORTEST * index for index in range(count)] + [end]
    return list(itertools.pairwise(edges))


def first_overrun(rows: list[bytes], start: int, stop: int) -> int:
    """The first row whose end and whose successor's beginning look like a real-time command.

    Judged on the trimmed width, since trimming decides which bytes meet.
    """
    width = extent(rows[start:stop])
    for at in range(start, stop - 1):
        if REAL_TIME.match(rows[at][width - 1 : width] + rows[at + 1][:1]):
            return at + 1
    return stop


def extent(rows: list[bytes]) -> int:
    """Bytes up to the last black dot."""
    return max(1, max(len(row.rstrip(b"\0")) for row in rows))


def trimmed(rows: list[bytes]) -> bytes:
    """One GS v 0 of these rows with the white right side cut off."""
    width = extent(rows)
    return raster(width, len(rows), b"".join(row[:width] for row in rows))


def padded(mask: Image.Image, dots: int) -> Image.Image:
    """A mask (set bits black) at the left of white paper."""
    paper = Image.new("1", (dots, mask.height), 1)
    paper.paste(0, (8, 0), mask)
    return paper
