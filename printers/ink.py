"""Measures and draws lines of text as black-on-nothing masks, and remembers both.

Most lines of a ticket are the same on every ticket; their masks come from the
cache, which is what keeps drawing under the time a citizen notices.
"""

from dataclasses import dataclass
from functools import lru_cache

from PIL import Image, ImageDraw

from printers.codes import code_width, draw_codes
from printers.faces import SHAPED, font
from printers.scripts import Run, split

THRESHOLD = 128  # anti-aliased coverage from which a dot is burnt
BURNT = [255 * (value >= THRESHOLD) for value in range(256)]


@dataclass(frozen=True, slots=True)
class Style:
    """How text is set: size in dots, weight, and whether it is a ticket number."""

    size: int
    bold: bool = False
    number: bool = False


@dataclass(frozen=True, slots=True)
class Mask:
    """The dots of a line; `left` and `top` place them relative to the origin on the baseline."""

    image: Image.Image
    left: int
    top: int

    @property
    def bottom(self) -> int:
        """Below the baseline, in dots."""
        return self.top + self.image.height


@lru_cache(maxsize=8192)
def run_width(run: Run, style: Style, lang: str) -> float:
    """Advance of a run in dots."""
    if run.face is None:
        return sum(code_width(character, style.size) for character in run.text)
    opened = font(run.face, style.size, run.shaped)
    if not run.shaped:
        return opened.getlength(seen(run))
    return opened.getlength(run.text, direction="rtl" if run.rtl else "ltr", language=lang)


def seen(run: Run) -> str:
    """The letters of a run in the order of the paper, for a machine that can't shape them."""
    return run.text[::-1] if run.rtl and run.script in SHAPED else run.text


@lru_cache(maxsize=8192)
def width(text: str, style: Style, lang: str) -> float:
    """Advance of a line in dots."""
    return sum(run_width(run, style, lang) for run in split(text, lang, style.bold, style.number))


@lru_cache(maxsize=2048)
def mask(text: str, style: Style, lang: str) -> Mask | None:
    """The dots of one line; None for a line without ink."""
    reach = int(width(text, style, lang)) + 2 * style.size
    tall = 4 * style.size
    canvas = Image.new("L", (reach, tall), 0)
    draw = ImageDraw.Draw(canvas)
    x = float(style.size)
    for run in split(text, lang, style.bold, style.number):
        draw_run(draw, (x, 2 * style.size), run, style, lang)
        x += run_width(run, style, lang)
    touched = canvas.getbbox() or (0, 0, 1, 1)
    dots = canvas.crop(touched).point(BURNT, "1")
    box = dots.getbbox()
    if box is None:
        return None
    left, top = touched[0] + box[0] - style.size, touched[1] + box[1] - 2 * style.size
    return Mask(dots.crop(box), left, top)


def draw_run(
    draw: ImageDraw.ImageDraw, at: tuple[float, float], run: Run, style: Style, lang: str
) -> None:
    """Puts one run on the canvas, its origin on the baseline."""
    at = (round(at[0]), at[1])
    if run.face is None:
        draw_codes(draw, at, run.text, style.size)
        return
    opened = font(run.face, style.size, run.shaped)
    if run.shaped:
        direction = "rtl" if run.rtl else "ltr"
        draw.text(at, run.text, 255, opened, "ls", direction=direction, language=lang)
    else:
        draw.text(at, seen(run), 255, opened, "ls")
