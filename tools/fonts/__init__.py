"""Makes the font files of the product from Debian's packages; nothing of this ships."""
