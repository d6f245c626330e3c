"""The printer's own letters: 12 × 24 dots for Latin, 24 × 24 for hanzi of GB18030's two-byte part.

Pictures of them come from whatever Noto font is at hand, thin and plain as a ROM's.
"""

from functools import lru_cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

CELL = 24  # dots
PLACES = (
    Path(__file__).parent.parent / "fonts" / "NotoSansSC-Regular.otf",
    Path("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc"),
)


@lru_cache(maxsize=1)
def rom() -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    """The letters' source."""
    for place in PLACES:
        if place.exists():
            return ImageFont.truetype(str(place), 22, layout_engine=ImageFont.Layout.BASIC)
    return ImageFont.load_default()


@lru_cache(maxsize=4096)
def cell(character: str, wide: bool, bold: bool) -> Image.Image:
    """One letter in its cell, set pixels black."""
    width = CELL if wide else CELL // 2
    drawn = Image.new("L", (2 * CELL, CELL), 0)
    draw = ImageDraw.Draw(drawn)
    for shift in (0, 1) if bold else (0,):
        draw.text((CELL + shift, CELL - 5), character, 255, rom(), "ms")
    ink = drawn.getbbox() or (CELL - width // 2, 0, CELL + width // 2, CELL)
    if ink[2] - ink[0] > width:  # as a ROM does, which has a narrow m
        image = drawn.crop((ink[0], 0, ink[2], CELL)).resize((width, CELL))
    else:
        image = drawn.crop((CELL - width // 2, 0, CELL - width // 2 + width, CELL))
    return image.point(lambda value: 255 if value > 110 else 0)


def decoded(data: bytes, chinese: bool) -> list[tuple[str, bool, str]]:
    """Characters as (character, wide, error). Four-byte codes aren't in the ROM."""
    found: list[tuple[str, bool, str]] = []
    at = 0
    while at < len(data):
        byte = data[at]
        if byte < 0x80:
            found.append((chr(byte), False, ""))
            at += 1
        elif not chinese:
            found.append(("▯", False, f"{byte:02X}h outside Chinese mode"))
            at += 1
        else:
            pair, step = hanzi(data, at)
            found.append(pair)
            at += step
    return found


def hanzi(data: bytes, at: int) -> tuple[tuple[str, bool, str], int]:
    """One double-byte or four-byte character."""
    step = 4 if at + 1 < len(data) and 0x30 <= data[at + 1] <= 0x39 else 2
    code = data[at : at + step]
    if step == 4:
        return ("▯", True, f"{code.hex()} is a four-byte character"), step
    try:
        return (code.decode("gb18030"), True, ""), step
    except UnicodeDecodeError:
        return ("▯", True, f"{code.hex()} is no character"), step
