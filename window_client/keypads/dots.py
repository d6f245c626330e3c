"""Text as the dots of a strip: eight hanzi, 16 dots high, letters and figures half as wide.

The glyphs are those of GNU Unifont (OFL.txt), drawn for 16 dots; outlines shrunk to so few lose
their strokes.
"""

import gzip
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

CELLS = 8
HEIGHT = 16
WIDTH = CELLS * 16
UNKNOWN = "\N{LOWER ONE QUARTER BLOCK}"


@cache
def _glyphs() -> dict[str, str]:
    packed = (files(__package__) / "unifont.hex.gz").read_bytes()
    rows = gzip.decompress(packed).decode("ascii").splitlines()
    return {chr(int(code, 16)): dots for code, _, dots in (row.partition(":") for row in rows)}


def glyph(character: str) -> tuple[int, list[int]]:
    """Width in dots, 8 or 16, and the rows from above, the leftmost dot the highest bit."""
    dots = _glyphs().get(character) or _glyphs()[UNKNOWN]
    digits = len(dots) // HEIGHT
    rows = [int(dots[at : at + digits], 16) for at in range(0, len(dots), digits)]
    return digits * 4, rows


def width(text: str) -> int:
    """Dots across."""
    return sum(glyph(character)[0] for character in text)


def fitting(texts: Iterable[str]) -> str:
    """The first of these that fits the strip; the last one cut, if none does. Nothing scrolls."""
    last = ""
    for last in texts:
        if width(last) <= WIDTH:
            return last
    while width(last) > WIDTH:
        last = last[:-1]
    return last


def dots(text: str) -> bytes:
    """The text in the middle of the strip, cell after cell, 32 bytes each, rows from above."""
    rows = [0] * HEIGHT
    across = 0
    for character in fitting([text]):
        wide, shape = glyph(character)
        rows = [row << wide | part for row, part in zip(rows, shape, strict=True)]
        across += wide
    left = (WIDTH - across) // 2
    rows = [row << (WIDTH - across - left) for row in rows]
    return b"".join(
        (row >> (WIDTH - 16 * (cell + 1)) & 0xFFFF).to_bytes(2, "big")
        for cell in range(CELLS)
        for row in rows
    )
