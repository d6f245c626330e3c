"""QR codes as one picture, from `qrcode`, error correction M, quiet zone of four modules."""

from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from PIL import Image

QUIET = 4
# Any mask may be chosen by an encoder; a fixed one saves rating all eight, which is
# five sixths of the time. Readers undo whichever mask the format bits name.
MASK = 3


def shortened(url: str) -> str:
    """The URL in upper case where that changes nothing, so that it is one version smaller.

    Scheme and host never mind their case; path and query do, and are left alone
    unless they hold no lower-case letter already.
    """
    parts = urlsplit(url)
    upper = urlunsplit((parts.scheme, parts.netloc.upper(), *parts[2:]))
    return parts.scheme.upper() + upper[len(parts.scheme) :]


@lru_cache(maxsize=256)
def matrix(url: str) -> list[list[bool]]:
    """The modules, quiet zone included."""
    from qrcode.constants import ERROR_CORRECT_M
    from qrcode.main import QRCode

    code: Any = QRCode(error_correction=ERROR_CORRECT_M, border=QUIET, mask_pattern=MASK)
    code.add_data(shortened(url))
    code.make(fit=True)
    found: list[list[bool]] = code.get_matrix()
    return found


def modules(url: str) -> int:
    """Modules along one side, quiet zone included."""
    return len(matrix(url))


def drawn(url: str, module: int) -> Image.Image:
    """A mask in which set dots are black on paper."""
    rows = matrix(url)
    flat = bytes(255 if dark else 0 for row in rows for dark in row)
    small = Image.frombytes("L", (len(rows), len(rows)), flat)
    side = len(rows) * module
    return small.convert("1", dither=Image.Dither.NONE).resize(
        (side, side), Image.Resampling.NEAREST
    )
