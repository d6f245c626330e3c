"""Where the fonts of paper are, for the screens that use the same files."""

from printers.fonts import FOLDER

SHARED_FONTS = FOLDER
