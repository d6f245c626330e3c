"""What must be true of the printers of a site file beside their shapes and names.

Addresses, models and capabilities are the printing package's to judge:
`server.configuration.printer_check`.
"""

from collections.abc import Iterator

from server.contracts.site_mistakes import Entry, Mistake, Path, entries, mistake


def printer_mistakes(hall: Entry, path: Path) -> Iterator[Mistake]:
    """A printer stands in for another."""
    for at, printer in entries(hall, "printers", path):
        if printer.get("backup") is not None and printer.get("backup") == printer.get("key"):
            yield mistake(
                (*at, "backup"),
                "打印机不能做自己的备用机",
                "a printer can't stand in for itself",
                "写另一台打印机，或删去 backup",
                "name another printer, or remove backup",
            )
