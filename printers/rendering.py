"""From a slip to the commands for one model of printer, by picture or by its own letters."""

from printers.drawing import draw
from printers.job import Mode
from printers.models import Model
from printers.native import NotNative, parts
from printers.raster import bands
from printers.recipe import Ticket
from printers.slip import Slip

NATIVE_LINE = 34  # dots of a line of text with its spacing, for the estimate of length


def render(slip: Slip, model: Model, mode: Mode) -> Ticket:
    """Native where asked for and possible, else raster. Refuses MissingGlyph."""
    if mode == "native":
        try:
            said = parts(slip, model)
            return Ticket(tuple(said), NATIVE_LINE * len(said), "native")
        except NotNative:
            pass
    image = draw(slip, model.dots)
    return Ticket(tuple(bands(image)), image.height, "raster")
