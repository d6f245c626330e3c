"""Between tickets and printers: what goes onto the paper, and what the printers say back."""
