"""From a slip to the commands for one model of printer, by picture or by its own letters."""

import logging

from printers.drawing import draw
from printers.errors import ShapingUnavailable
from printers.job import Mode
from printers.models import Model
from printers.native import NotNative, parts
from printers.print_protocol import Ticket
from printers.raster import LARGEST, bands
from printers.slip import Slip
from printers.sliptree import strip_languages

log = logging.getLogger("servicehall.printers")
SHAPED = {"ug", "bo"}

NATIVE_LINE = 34  # dots of a line of text with its spacing, for the estimate of length


def render(slip: Slip, model: Model, mode: Mode, largest: int = LARGEST) -> Ticket:
    """Native where asked for and possible, else raster. Refuses MissingGlyph.

    `largest` is how many bytes a single command may have, where the printer's buffer is small.
    Where this machine can't shape Uyghur or Tibetan, those languages are left out if
    another one says the same, and the ticket's note tells.
    """
    if mode == "native":
        try:
            said = parts(slip, model)
            return Ticket(tuple(said), NATIVE_LINE * len(said), "native")
        except NotNative:
            pass
    try:
        image, note = draw(slip, model.dots), ""
    except ShapingUnavailable as error:
        # A citizen is better served with the other languages than with no paper.
        image, note = draw(strip_languages(slip, SHAPED), model.dots), str(error)
        log.warning("%s", error)
    return Ticket(
        tuple(bands(image, model.shortest_band, min(largest, LARGEST))),
        image.height,
        "raster",
        note,
    )
