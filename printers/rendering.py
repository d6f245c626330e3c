"""From a slip to the commands for one model of printer, by picture or by its own letters."""

import logging

from printers.drawing import draw_page
from printers.faces import can_shape
from printers.job import Mode
from printers.layout import lay_out
from printers.models import Model
from printers.native import NotNative, parts
from printers.page import Line, Page
from printers.print_protocol import Ticket
from printers.raster import LARGEST, bands
from printers.scripts import missing
from printers.slip import Slip
from printers.sliptree import strip_languages, words_of

log = logging.getLogger("servicehall.printers")
UNJOINED = {"ug", "bo"}  # what this machine can't join or stack is better said in another language
NATIVE_LINE = 34  # dots of a line of text with its spacing, for the estimate of length
told: set[str] = set()  # characters that the log has named since this program began


def render(slip: Slip, model: Model, mode: Mode, largest: int = LARGEST) -> Ticket:
    """Native where asked for and possible, else raster.

    `largest` is how many bytes a single command may have, where the printer's buffer is small.
    A character that no font of this machine holds is drawn as its code. Where Uyghur or Tibetan
    can't be shaped, they are left out if another language says the same, and else printed with
    their letters unjoined. The ticket's note tells both, for the citizen goes home with a paper.
    """
    if mode == "native":
        try:
            said = parts(slip, model)
            return Ticket(tuple(said), NATIVE_LINE * len(said), "native")
        except NotNative:
            pass
    shown, note = shapeable(slip)
    page = lay_out(shown, model.dots)
    image, lost = draw_page(page), missing_on(page)
    if lost:
        note = f"{note} {sentence(lost)}".strip()
        tell(lost)
    pieces = tuple(bands(image, model.shortest_band, min(largest, LARGEST)))
    return Ticket(pieces, image.height, "raster", note, lost)


def shapeable(slip: Slip) -> tuple[Slip, str]:
    """The slip as this machine can draw it, and what was done about it."""
    if can_shape() or not any(word.lang in UNJOINED for word in words_of(slip)):
        return slip, ""
    note = "Uyghur and Tibetan can't be shaped on this machine: install Debian's libfribidi0."
    log.warning("%s", note)
    return strip_languages(slip, UNJOINED), note


def missing_on(page: Page) -> str:
    """The characters of a page that are drawn as their codes, each once."""
    lost = (
        missing(item.text, item.lang, item.style.bold, item.style.number)
        for item in page.items
        if isinstance(item, Line)
    )
    return "".join(dict.fromkeys("".join(lost)))


def sentence(lost: str) -> str:
    """Which characters no font holds."""
    named = ", ".join(f"“{character}” (U+{ord(character):04X})" for character in lost)
    return f"No font of this machine holds {named}: drawn as code."


def tell(lost: str) -> None:
    """Into the log, once for each character."""
    new = "".join(character for character in lost if character not in told)
    if new:
        told.update(new)
        log.warning("%s See servicehall doctor.", sentence(new))
