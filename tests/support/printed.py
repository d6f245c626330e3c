"""Paper as a person holds it: the virtual printer's page, and what can be read on its slips.

Reading means that the shapes of the words, as their fonts draw them, are found on the paper."""

import json
import re
import urllib.parse
import urllib.request
from functools import lru_cache
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any

import zxingcpp
from PIL import Image, ImageChops, ImageDraw, ImageFont

from tests.support.servicehall import PATIENCE, read, until

FONTS = Path(__file__).parents[2] / "printers" / "fonts"
SIZES = (22, 24, 26, 27, 28, 30, 34, 36, 42, 54)
BURNT = [255 * (grey >= 128) for grey in range(256)]
BLACK = [255 * (grey < 128) for grey in range(256)]
HANZI = re.compile(r"[\u2e80-\U0003ffff\uff00-\uffef]")


class Printer:
    """One virtual printer, by its page."""

    def __init__(self, page: str) -> None:
        self.page = page.rstrip("/")
        self.before = len(self._receipts())

    def _receipts(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = json.loads(read(f"{self.page}/state.json"))["receipts"]
        return found

    def papers(self, count: int = 1) -> list[Image.Image]:
        """What was torn off since the story began, once there are `count`."""
        new = until(lambda: self._receipts()[self.before :], lambda found: len(found) >= count)
        return [
            Image.open(BytesIO(read(f"{self.page}/receipt/{each['id']}.png"))).convert("L")
            for each in new
        ]

    def press(self, button: str, **values: object) -> None:
        """One of the page's buttons: fault (kind, at_mm), mend, tear."""
        address = f"{self.page}/{button}?{urllib.parse.urlencode(values)}"
        headers = {"X-Virtual-Printer": "1"}
        request = urllib.request.Request(address, method="POST", headers=headers)
        with urllib.request.urlopen(request, timeout=PATIENCE):
            pass


def addresses(paper: Image.Image) -> list[str]:
    """What the QR codes on a paper say."""
    return [found.text for found in zxingcpp.read_barcodes(paper)]


class Reading:
    """A paper that is read: `says("监督电话")`."""

    def __init__(self, paper: Image.Image) -> None:
        self._width = paper.width
        black = paper.point(BLACK, "L")
        self._papers = (black.tobytes(), ImageChops.invert(black).tobytes())  # white on black too

    def says(self, words: str) -> bool:
        """Whether these words, all hanzi or all letters and digits, stand in one line somewhere."""
        name = "NotoSansSC" if HANZI.search(words) else "NotoSans"
        files = [f"{name}-Regular.otf", f"{name}-Bold.otf"]
        return any(self._holds(shape(words, file, size)) for size in SIZES for file in files)

    def lacks(self, *words: str) -> list[str]:
        """Those of the words that can't be read."""
        return [each for each in words if not self.says(each)]

    def calls(self, number: str) -> bool:
        """Whether the number stands there large."""
        return any(
            self._holds(shape(number, "NotoSansNumber-Bold.ttf", size)) for size in range(100, 240)
        )

    def _holds(self, rows: list[bytes]) -> bool:
        if len(rows[0]) > self._width:
            return False
        return any(self._found(rows, dots) for dots in self._papers)

    def _found(self, rows: list[bytes], dots: bytes) -> bool:
        busiest = max(range(len(rows)), key=lambda place: _edges(rows[place]))
        at = dots.find(rows[busiest])
        while at >= 0:
            first = at - busiest * self._width
            if first >= 0 and all(
                dots.startswith(row, first + place * self._width) for place, row in enumerate(rows)
            ):
                return True
            at = dots.find(rows[busiest], at + 1)
        return False


@lru_cache(maxsize=4096)
def shape(words: str, file: str, size: int) -> list[bytes]:
    """The rows of dots that a font draws for the words, cropped to their ink."""
    path = FONTS / file
    path = path if path.exists() else path.with_suffix(".ttf")
    font = ImageFont.truetype(str(path), size, layout_engine=ImageFont.Layout.BASIC)
    canvas = Image.new("L", (int(font.getlength(words)) + 2 * size, 4 * size), 0)
    ImageDraw.Draw(canvas).text((size, 2 * size), words, font=font, fill=255, anchor="ls")
    burnt = canvas.point(BURNT, "L")
    ink = burnt.crop(burnt.getbbox())
    dots = ink.tobytes()
    return [dots[start : start + ink.width] for start in range(0, len(dots), ink.width)]


def _edges(row: bytes) -> int:
    """How often a row of dots changes; one that hardly does is found everywhere."""
    return sum(one != other for one, other in pairwise(row))
