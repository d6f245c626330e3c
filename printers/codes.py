"""A character that no font holds: a small frame with its code point, to be looked up by.

A person whose name holds it still gets the paper, and staff can write the character by hand.
"""

from functools import lru_cache

from PIL import ImageDraw

from printers.faces import NAMES, Face, font
from printers.fonts import FOLDER

DIGITS = Face(str(FOLDER / NAMES["number"]))
SMALLEST = 13  # dots of the digits; smaller ones can't be read off a thermal head
SHARE = 0.55  # of the line's size
ABOVE, BELOW = 0.82, 0.08  # of the line's size: the frame around the baseline


def code(character: str) -> str:
    """The code point in hexadecimal digits, four to six."""
    return f"{ord(character):04X}"


def stroke(size: int) -> int:
    """Thickness of the frame in dots."""
    return max(1, size // 24)


@lru_cache(maxsize=1024)
def code_width(character: str, size: int) -> int:
    """Advance of the frame in dots, with room beside it."""
    return round(font(DIGITS, digit_size(size), False).getlength(code(character))) + 4 * edge(size)


def digit_size(size: int) -> int:
    """Size of the digits in a line of `size` dots."""
    return max(SMALLEST, round(size * SHARE))


def edge(size: int) -> int:
    """Dots from the frame to the digits, and from the frame to its neighbours."""
    return stroke(size) + max(1, size // 16)


def draw_codes(draw: ImageDraw.ImageDraw, at: tuple[float, float], text: str, size: int) -> None:
    """Draws each character of `text` as its code, the first one's origin at `at`."""
    x, baseline = at
    opened = font(DIGITS, digit_size(size), False)
    top, bottom = baseline - round(size * ABOVE), baseline + round(size * BELOW)
    for character in text:
        right = x + code_width(character, size)
        frame = (x + edge(size) - stroke(size), top, right - edge(size) + stroke(size) - 1, bottom)
        draw.rectangle(frame, outline=255, width=stroke(size))
        middle = ((x + right) / 2, (top + bottom) / 2)
        draw.text(middle, code(character), 255, opened, "mm")
        x = right
