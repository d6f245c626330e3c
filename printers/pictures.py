"""Logos: PNG in base64, kept within the paper and refused when they are no pictures."""

import base64
import binascii
from functools import lru_cache
from io import BytesIO

from PIL import Image, UnidentifiedImageError

from printers.errors import SlipError

LARGEST = 200_000  # characters of base64; a logo of one colour needs far less


@lru_cache(maxsize=16)
def opened(png: str) -> Image.Image:
    """The picture in greys on white."""
    if len(png) > LARGEST:
        raise SlipError("The logo is too large: use a PNG below 150 kB.")
    try:
        found = Image.open(BytesIO(base64.b64decode(png, validate=True)))
        picture = found.convert("RGBA")
    except (binascii.Error, UnidentifiedImageError, OSError, Image.DecompressionBombError):
        raise SlipError("The logo is not a PNG picture in base64.") from None
    ground = Image.new("RGBA", picture.size, "white")
    return Image.alpha_composite(ground, picture).convert("L")


def fitted(png: str, room: int, tall: int) -> tuple[int, int]:
    """Size in dots that keeps the shape within `room` × `tall`."""
    width, height = opened(png).size
    ratio = min(room / width, tall / height)
    return max(1, round(width * ratio)), max(1, round(height * ratio))


@lru_cache(maxsize=16)
def inked(png: str, width: int, height: int) -> Image.Image:
    """A mask in which set dots are black."""
    scaled = opened(png).resize((width, height), Image.Resampling.LANCZOS)
    return scaled.point([255 * (value < 128) for value in range(256)], "1")
