"""What must be true of the printers of a site file beside their shapes and names."""

from collections.abc import Iterator, Mapping

from server.contracts.site_mistakes import Entry, Mistake, Path, entries, mistake

WIDEST_DOTS: Mapping[str, int] = {
    "generic-80": 576,
    "generic-58": 384,
    "epson-tm-t88": 512,
    "epson-tm-t20": 576,
    "epson-tm-t82": 576,
    "clone-80": 576,
    "clone-80-lan": 576,
    "clone-58": 384,
    "mute-80": 576,
    "mute-58": 384,
}
"""Dots across the head of each model; a test holds them to the printing package's table."""

USUAL_WIDTH = 576
WIDTHS = (384, 512, 576)  # any other is a mistake of its own


def printer_mistakes(hall: Entry, path: Path) -> Iterator[Mistake]:
    """A printer stands in for another, and prints no wider than its head."""
    for at, printer in entries(hall, "printers", path):
        if printer.get("backup") is not None and printer.get("backup") == printer.get("key"):
            yield mistake(
                (*at, "backup"),
                "打印机不能做自己的备用机",
                "a printer can't stand in for itself",
                "写另一台打印机，或删去 backup",
                "name another printer, or remove backup",
            )
        yield from _too_wide(at, printer)


def _too_wide(at: Path, printer: Entry) -> Iterator[Mistake]:
    model, dots = printer.get("model"), printer.get("width_dots", USUAL_WIDTH)
    widest = WIDEST_DOTS.get(model) if isinstance(model, str) else None
    if widest is not None and dots in WIDTHS and dots > widest:
        yield mistake(
            (*at, "width_dots" if "width_dots" in printer else "model"),
            f"{model} 每行只有 {widest} 点，不能打印 {dots} 点",
            f"a {model} has {widest} dots across and can't print {dots}",
            f"写 width_dots: {widest}",
            f"write width_dots: {widest}",
        )
