"""A person's photograph made ready for a screen: checked, cut to one form, and nothing kept but the
picture itself."""

import warnings
from io import BytesIO

from PIL import Image, ImageOps, UnidentifiedImageError

WIDTH, HEIGHT = 360, 450
"""Pixels of what comes out; 4 to 5, as on a badge."""
LEAST, MOST = 300, 8000
"""Pixels of the shorter and of the longer side of what comes in."""
FORMATS = ("JPEG", "PNG", "WEBP")
QUALITY = 86


class NoPhotographError(ValueError):
    """It can't be one: `format`, `small` or `large`; its size in pixels where that is known."""

    def __init__(self, why: str, width: int = 0, height: int = 0) -> None:
        super().__init__(why)
        self.why, self.width, self.height = why, width, height


def photograph(data: bytes) -> bytes:
    """JPEG of 360 × 450 pixels, upright, without metadata; raises `NoPhotographError`."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # its size is judged below
            opened = Image.open(BytesIO(data), formats=FORMATS)
        if max(opened.size) > MOST:
            raise NoPhotographError("large", *opened.size)
        if min(opened.size) < LEAST:
            raise NoPhotographError("small", *opened.size)
        upright = ImageOps.exif_transpose(opened).convert("RGBA")
    except (UnidentifiedImageError, OSError, SyntaxError, Image.DecompressionBombError) as broken:
        raise NoPhotographError("format") from broken
    # Faces stand in the upper part: what is cut off is cut off below.
    fitted = ImageOps.fit(upright, (WIDTH, HEIGHT), centering=(0.5, 0.3))
    made = Image.new("RGB", fitted.size, "white")
    made.paste(fitted, mask=fitted.getchannel("A"))
    out = BytesIO()
    made.save(out, "JPEG", quality=QUALITY, optimize=True)
    return out.getvalue()
