"""Paper: dots as they come from the head, cut into receipts 12 mm above it."""

import threading
from dataclasses import dataclass, field
from datetime import UTC, datetime
from io import BytesIO

from PIL import Image

BLADE_MM = 12  # from the head to the blade


@dataclass(frozen=True)
class Receipt:
    """One torn-off piece."""

    id: int
    image: Image.Image
    torn_at: datetime
    dpi: int
    errors: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()  # what was printed in the printer's own letters
    _png: list[bytes] = field(default_factory=list, repr=False)

    @property
    def png(self) -> bytes:
        """The piece as a PNG file."""
        if not self._png:
            self._png.append(encoded(self.image, self.dpi))
        return self._png[0]

    @property
    def mm(self) -> float:
        """Length."""
        return self.image.height * 25.4 / self.dpi

    @property
    def blank(self) -> bool:
        """Whether nothing is on it."""
        return self.image.getextrema() == (255, 255)


def encoded(image: Image.Image, dpi: int) -> bytes:
    """PNG of black and white."""
    out = BytesIO()
    image.convert("1", dither=Image.Dither.NONE).save(out, "PNG", dpi=(dpi, dpi))
    return out.getvalue()


class Paper:
    """The strip from the blade's last cut to the head."""

    def __init__(self, dots: int, dpi: int, keep: int = 500) -> None:
        self._keep = keep
        self.dots = dots
        self.dpi = dpi
        self.lock = threading.RLock()
        self.receipts: list[Receipt] = []
        self.torn = 0  # receipts ever
        self._rows = bytearray(b"\0" * (self._stride * self._blade))
        self._texts: list[str] = []
        self._errors: list[str] = []
        self.fed_rows = 0  # since the last cut

    @property
    def _stride(self) -> int:
        return self.dots // 8

    @property
    def _blade(self) -> int:
        return round(BLADE_MM * self.dpi / 25.4)

    @property
    def fed_mm(self) -> float:
        """Paper moved since the last cut."""
        return self.fed_rows * 25.4 / self.dpi

    def burn(self, rows: list[bytes]) -> None:
        """Prints rows of packed dots, set bits black; what is too wide is lost."""
        with self.lock:
            for row in rows:
                self._rows += row[: self._stride].ljust(self._stride, b"\0")
            self.fed_rows += len(rows)

    def feed(self, rows: int) -> None:
        """Moves white paper."""
        with self.lock:
            self._rows += bytes(self._stride * rows)
            self.fed_rows += rows

    def note(self, text: str) -> None:
        """Remembers text printed with the printer's own letters."""
        self._texts.append(text)

    def blame(self, error: str) -> None:
        """Remembers a protocol error on the piece where it happened."""
        self._errors.append(error)

    def cut(self, to_blade: bool) -> Receipt:
        """Cuts at the blade, after feeding up to it if `to_blade`."""
        with self.lock:
            if to_blade:
                self.feed(self._blade)
            keep = self._stride * self._blade
            piece, rest = self._rows[:-keep], self._rows[-keep:]
            self.torn += 1
            found = Receipt(
                self.torn,
                self._picture(bytes(piece)),
                datetime.now(UTC),
                self.dpi,
                tuple(self._errors),
                tuple(self._texts),
            )
            self._rows = bytearray(rest)
            self._errors, self._texts = [], []
            self.fed_rows = 0
            self.receipts.append(found)
            del self.receipts[: -self._keep]
            return found

    def hanging(self) -> Image.Image:
        """What hangs out of the printer uncut, with what is still under the head."""
        with self.lock:
            return self._picture(bytes(self._rows))

    def _picture(self, rows: bytes) -> Image.Image:
        height = max(1, len(rows) // self._stride)
        rows = rows.ljust(self._stride * height, b"\0")
        return Image.frombytes("1", (self.dots, height), rows, "raw", "1;I").convert("L")
