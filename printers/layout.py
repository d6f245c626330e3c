"""Fits a slip on paper of 384, 512, 576 or other dots: from words to a page of placed items."""

from printers import slip as s
from printers.block_layout import place
from printers.column import MARGIN, SCALES, Cursor, scale_for
from printers.errors import SettingError
from printers.models import NARROWEST, WIDEST
from printers.normalising import normalised_slip
from printers.page import Page
from printers.sliptree import as_shown

WIDTHS = tuple(SCALES)


def lay_out(slip: s.Slip, dots: int) -> Page:
    """The page of a slip. Refuses (SettingError) widths that no printer has."""
    if not NARROWEST <= dots <= WIDEST or dots % 8:
        raise SettingError(
            "width", f"纸宽 {dots} 点排不了", f"paper of {dots} dots can't be filled",
            f"用 {NARROWEST} 到 {WIDEST}", f"use {NARROWEST} to {WIDEST}",
        )  # fmt: skip
    page = Page(dots, MARGIN)
    at = Cursor(page, MARGIN, page.room, MARGIN, scale_for(dots))
    for block in normalised_slip(slip).blocks:
        place(as_shown(block), at)
    page.height = at.y + MARGIN
    return page
