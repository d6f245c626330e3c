"""Fits a slip on paper of 384, 512 or 576 dots: from words to a page of placed items."""

from printers import slip as s
from printers.block_layout import place
from printers.column import MARGIN, SCALES, Cursor
from printers.errors import SettingError
from printers.page import Page

WIDTHS = tuple(SCALES)


def lay_out(slip: s.Slip, dots: int) -> Page:
    """The page of a slip. Refuses widths that no printer has, and characters no font has."""
    if dots not in SCALES:
        raise SettingError(f"Paper of {dots} dots isn't known; use one of {WIDTHS}.")
    page = Page(dots, MARGIN)
    at = Cursor(page, MARGIN, page.room, MARGIN, SCALES[dots])
    for block in slip.blocks:
        place(block, at)
    page.height = at.y + MARGIN
    return page
